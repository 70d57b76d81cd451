"""What printed tables are made of: cells of words and of names that lead somewhere."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NOTHING = "--"
"""What the template prints where a cell has nothing to say."""


class Link(NamedTuple):
    """A printed name that leads to a thing: ``kind`` and ``key`` are what a role of ours would write."""

    kind: str
    key: str
    text: str


class Code(str):
    """A code of the column "Optionality": ``R``, ``O`` or ``C``."""


class Emphasized(str):
    """Words in italics."""


class Strong(str):
    """Words in bold."""


class Literal(str):
    """What is typed as it stands."""


Part = str | Link
Parts = tuple[Part, ...]


class Cell(NamedTuple):
    """A cell and the number of rows that it covers; 0 where the cell above covers this one."""

    parts: Parts
    rows: int = 1


class Column(NamedTuple):
    """A column: its heading and its share of the width, in per cent."""

    head: str
    width: int


Row = tuple[Cell, ...]


class PrintedTable(Struct, frozen=True):
    """A table ready to print; every row has one cell for each column."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def weave(template: str, **parts: Part | Parts) -> Parts:
    """The parts that stand in a template's braces, between its words: translations may order them as they need."""
    woven: list[Part] = []
    for words, name, _, _ in Formatter().parse(template):
        if words:
            woven.append(words)
        if name:
            part = parts[name]
            woven.extend((part,) if isinstance(part, (str, Link)) else part)
    return _joined(woven)


def _joined(parts: Iterable[Part]) -> Parts:
    """The parts with neighbouring words made one."""
    joined: list[Part] = []
    for part in parts:
        if joined and type(part) is str and type(before := joined[-1]) is str:
            joined[-1] = before + part
        elif part:
            joined.append(part)
    return tuple(joined)


def plain(parts: Parts) -> str:
    """The words of a cell without its links."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def merged(first: Parts, rows: Sequence[Sequence[Parts]]) -> Iterator[Row]:
    """Rows whose first cell is one cell over all of them."""
    return under(first, [tuple(map(Cell, row)) for row in rows])


def under(first: Parts, rows: Sequence[Row]) -> Iterator[Row]:
    """Rows with one cell over all of them before their own."""
    for count, row in enumerate(rows):
        yield (Cell((), 0) if count else Cell(first, len(rows)), *row)
