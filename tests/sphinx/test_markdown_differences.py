"""Where a build and the linter may differ on Markdown, each with a test. See also ``tests/source``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

pytest.importorskip("myst_parser")


def test_a_role_in_a_file_that_restructuredtext_in_markdown_includes(written: Callable[..., Site]) -> None:
    """Behind the first role of a document, myst-parser tells no file but its own; the reader knows the right one."""
    project = written("Top\n===\n\n.. toctree::\n\n   page\n", conf="extensions += ['myst_parser']\n")
    project.write("page.md", "# Page {ihe:actor}`Reader`\n\n```{eval-rst}\n.. include:: part.inc\n```\n")
    project.write("part.inc", "Text\n\n:ihe:actor:`Scribe`\n")
    project.write("ihe.yaml", "framework: {domain: DEMO}\n")
    built = project.build("text").domain.build.framework.references
    assert [(each.target.text, each.target.place.line) for each in built] == [("Reader", 1), ("Scribe", 3)]
    assert built[1].target.place.file == str(project.source / "part.inc")
    assert built == reader.read(project.source).references


def test_what_a_substitution_brings_in(written: Callable[..., Site]) -> None:
    """The build reads it, without a column; the linter does not."""
    conf = "extensions += ['myst_parser']\nmyst_enable_extensions = ['substitution']\n"
    project = written("Top\n===\n\n.. toctree::\n\n   page\n", conf=conf)
    project.write("page.md", "---\nmyst:\n  substitutions: {who: '{ihe:actor}`Scribe`'}\n---\n# Page\n\n{{ who }}\n")
    project.write("ihe.yaml", "framework: {domain: DEMO}\n")
    (built,) = project.build("text").domain.build.framework.references
    assert built.target.text == "Scribe"
    assert reader.read(project.source).references == ()
