"""The linter reads text, the extension what docutils makes of it: both make the same pages and find the same faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe import config, reader
from sphinx_ihe.rule import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_ihe.framework import Framework
    from sphinx_ihe.model import Page

TOP = Path(__file__).parents[2]
PROJECTS = sorted(path.parent for path in (TOP / "tests" / "roots").glob("ext-*/conf.py"))


def pages(framework: Framework) -> dict[str, Page]:
    return {page.name: page for page in framework.pages}


@pytest.mark.parametrize("project", [*PROJECTS, TOP / "example_framework"], ids=lambda path: path.name)
def test_pages_and_findings(project: Path, tmp_path: Path, build: Callable[..., Framework]) -> None:
    built = build(project, tmp_path)
    settings = config.load(project / "ihe.yaml")
    read = reader.read(project, settings)
    assert pages(built).keys() == pages(read).keys()
    for name, page in pages(read).items():
        assert pages(built)[name] == page
    assert check(built, settings.selection) == check(read, settings.selection)


def test_the_projects_have_something_to_disagree_on(tmp_path: Path) -> None:
    framework = reader.read(TOP / "tests" / "roots" / "ext-places")
    assert len(framework.references) > 40
    assert len(check(framework)) > 40
