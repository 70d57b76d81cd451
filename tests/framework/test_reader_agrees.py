"""Sphinx as the judge of the reader: the same documents, the same sections in the same order and depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from sphinx_ihe.framework import config, reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FRAMEWORKS: dict[str, Mapping[str, str]] = {
    "styles over files": {
        "index.rst": "A\n=\n\nB\n-\n\n.. include:: c.inc\n\nG\n~\n\nH\n-\n",
        "c.inc": "C\n~\n\n.. include:: d.inc\n\nF\n=\n",
        "d.inc": "D\n^\n\nE\n-\n",
    },
    "overlined styles": {"index.rst": "=\nA\n=\n\nB\n=\n\n.. include:: c.inc\n", "c.inc": "=\nC\n=\n\nD\n=\n"},
    "paths": {
        "index.rst": "A\n=\n\n.. include:: volume1/part.inc\n",
        "volume1/index.rst": "B\n=\n\n.. include:: /shared/a.inc\n\n.. include:: part.inc\n",
        "volume1/part.inc": "C\n-\n",
        "volume1/b.inc": "D\n-\n",
        "shared/a.inc": "E\n-\n\n.. include:: b.inc\n\n.. include:: ./../shared/c.inc\n",
        "shared/b.inc": "not this\n--------\n",
        "shared/c.inc": "F\n~\n",
    },
    "parts": {
        "index.rst": """\
A
=

.. include:: part.inc
   :start-line: 3
   :end-line: -3

.. include:: part.inc
   :start-after: mark one
   :end-before: mark two

.. include:: part.inc
   :literal:

.. include:: part.inc
   :code: rst

.. include:: part.inc
   :start-after: missing

.. include:: part.inc
   :parser: rst
""",
        "part.inc": "B\n-\n\nC\n-\n\n.. mark one\n\nD\n-\n\n.. mark two\n\nE\n-\n",
    },
    "bodies": {
        "index.rst": """\
A
=

.. note::

   .. include:: b.inc

.. only:: html

   .. include:: c.inc

   .. only:: not latex

      .. include:: d.inc

* .. include:: e.inc

  .. include:: f.inc

Text.

   .. include:: g.inc
""",
    }
    | {f"{name}.inc": f"{name.upper()}\n-\n" for name in "bcdefg"},
    "cycles": {
        "index.rst": """\
A
=

.. include:: b.inc

.. include:: index.rst
   :start-line: 8

.. include:: b.inc

C
-
""",
        "b.inc": "B\n-\n\n.. include:: b.inc\n\n.. include:: gone.inc\n",
    },
    "what is no document": {
        "conf.py": 'exclude_patterns = ["drafts", "**/old.rst", "x[12].rst", "not?.rst"]\n',
        "index.rst": "A\n=\n",
        "old.rst": "B\n=\n",
        "volume1/old.rst": "no\n==\n",
        "drafts/a.rst": "no\n==\n",
        "x1.rst": "no\n==\n",
        "x3.rst": "C\n=\n",
        "note.rst": "no\n==\n",
        "notes.rst": "D\n=\n",
        ".#x.rst": "no\n==\n",
        "_sources/a.rst": "no\n==\n",
        "de.lproj/a.rst": "no\n==\n",
    },
}


def sphinx_sections(root: Path) -> dict[str, list[tuple[str, int]]]:
    """The sections of each document as Sphinx has them, with their depth."""
    app = SphinxTestApp("dummy", srcdir=root)
    try:
        app.build()
        return {name: list(_sections(app.env.get_doctree(name), 1)) for name in app.env.found_docs}
    finally:
        app.cleanup()


def _sections(node: nodes.Element, level: int) -> Iterator[tuple[str, int]]:
    for child in node.children:
        if isinstance(child, nodes.section):
            yield child.next_node(nodes.title).astext(), level
            yield from _sections(child, level + 1)
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.title):
            yield from _sections(child, level)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_sections(name: str, tmp_path: Path) -> None:
    for file, text in ({"conf.py": ""} | FRAMEWORKS[name]).items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    read = reader.read(tmp_path, config.Config())
    found = {page.name: [(title.text, title.level) for title in page.titles] for page in read.pages}
    assert found == sphinx_sections(tmp_path)
