"""Tables that an author typed by hand in a source text, as grids of cells with places; only what may be IHE's.

A text is looked through by itself, beside the scanners: a table is a few lines, whatever is around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import Block
from sphinx_ihe.reading.source.items import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_ihe.language import TableGrid
    from sphinx_ihe.reading.source import Item

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


def with_grids(items: Iterable[Item], grids: Iterable[TableGrid]) -> tuple[Item, ...]:
    """The items of a file with its hand-written tables, each before the first title or directive below it."""
    waiting = list(grids)
    found: list[Item] = []
    for item in items:
        if isinstance(item, Heading | Block):
            while waiting and waiting[0].place.start < item.place.start:
                found.append(waiting.pop(0))
        found.append(item)
    return (*found, *waiting)
