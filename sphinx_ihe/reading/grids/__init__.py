"""Tables that an author typed by hand in a source text, as grids of cells with places; only what may be IHE's.

A text is looked through by itself, beside the scanners: a table is a few lines, whatever is around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_ihe.language import TableGrid

_likely = re.compile(r"(?:Actor|Profiles? Implemented)", re.IGNORECASE).search
_drawn = re.compile(r"^ *(?:\.\. +(?:list|csv)-table|=+ +=|\+-{2,}[-+]+\+)", re.MULTILINE).search


def find_grids(text: str, file: str, *, markdown: bool) -> tuple[TableGrid, ...]:
    """The tables of a text that name actors in their head, in document order."""
    if not _likely(text):
        return ()
    piped = markdown and "|" in text
    html = "<table" in text or "<TABLE" in text
    if not (piped or html or _drawn(text) or (markdown and "-table}" in text)):
        return ()
    from sphinx_ihe.reading.grids import html as html_tables
    from sphinx_ihe.reading.grids import pipes, rst
    from sphinx_ihe.reading.grids.typed_text import TypedText

    typed = TypedText(text, file, markdown=markdown)
    found: list[TableGrid] = []
    if piped:
        found += pipes.grids(typed)
    if html:
        found += html_tables.grids(typed)
    found += rst.grids(typed)
    return tuple(sorted(found, key=lambda grid: grid.place))
