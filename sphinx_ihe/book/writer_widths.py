"""How wide the columns of a table are, and whether its page must lie on its side. Knows widths of text, not nodes.

A column is never narrower than its longest word, as long as all columns can have that; what is left goes to the columns
by how much text they hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (9.5, 8.5, 7.5)
"""Sizes of text in tables, in points; the first that does is taken."""
PADDING = 9.0
"""Space at the sides of a cell, in points."""
_READABLE = 8.5
"""The size below which a page on its side is better."""
_NARROW = 42.0
"""Mean width of a column, in points, below which text is hard to read."""


class CellWidths(Struct, frozen=True):
    """A cell, or what fills it up in several columns: first column, how many, and widths of text in ems."""

    column: int
    columns: int
    word: float
    text: float


class Layout(Struct, frozen=True):
    """Size of the text and widths of the columns in points; ``natural`` columns are as wide as their text."""

    size: float
    widths: tuple[float, ...]
    natural: bool
    sideways: bool = False

    def ems(self, column: int, columns: int) -> float:
        """Width of the text in a cell."""
        return (sum(self.widths[column : column + columns]) - PADDING) / self.size


def layout(cells: Sequence[CellWidths], given: Sequence[float], upright: float, sideways: float) -> Layout:
    """The layout of a table; widths that the author has given are ratios, and an empty list is none.

    ``sideways`` is the width of a page on its side, 0 where a table cannot have one.
    """
    columns = max([len(given), *(cell.column + cell.columns for cell in cells)])
    least, most = _columns(cells, columns)
    if not given and _points(most, SIZES[0]) <= upright:
        return Layout(SIZES[0], tuple(_scaled(most, SIZES[0])), natural=True)
    for size in SIZES:
        if sideways and (size < _READABLE or upright / columns < _NARROW):
            break
        if _points(least, size) <= upright:
            return Layout(size, _shared(least, most, given, (size, upright)), natural=False)
    if sideways:
        size = next((size for size in SIZES if _points(least, size) <= sideways), SIZES[-1])
        return Layout(size, _shared(least, most, given, (size, sideways)), natural=False, sideways=True)
    return Layout(SIZES[-1], _shared(least, most, given, (SIZES[-1], upright)), natural=False)


def needed(cells: Sequence[CellWidths]) -> tuple[float, float]:
    """The least and the most width, in ems, that a table in a cell of another one can make use of."""
    columns = max((cell.column + cell.columns for cell in cells), default=0)
    least, most = _columns(cells, columns)
    return _points(least, SIZES[0]) / SIZES[0], _points(most, SIZES[0]) / SIZES[0]


def _columns(cells: Sequence[CellWidths], columns: int) -> tuple[list[float], list[float]]:
    """The longest word and the longest text of each column, in ems; a cell over several columns widens them all."""
    least, most = [1.0] * columns, [1.0] * columns
    for cell in sorted(cells, key=lambda cell: cell.columns):
        span = range(cell.column, min(cell.column + cell.columns, columns))
        for widths, wanted in ((least, cell.word), (most, cell.text)):
            lacking = wanted - sum(widths[column] for column in span)
            if lacking > 0:
                for column in span:
                    widths[column] += lacking / len(span)
    return least, most


def _scaled(widths: Sequence[float], size: float) -> list[float]:
    return [width * size + PADDING for width in widths]


def _points(widths: Sequence[float], size: float) -> float:
    return sum(_scaled(widths, size))


def _shared(
    least: Sequence[float], most: Sequence[float], given: Sequence[float], place: tuple[float, float]
) -> tuple[float, ...]:
    """Share out a width in points, at a size of text."""
    size, width = place
    floors = _scaled(least, size)
    if sum(floors) > width:
        return _capped(floors, width)
    if given:
        whole = sum(given)
        wanted = [share * width / whole for share in given]
    else:
        # A column with a lot of text is not to take all: it has many lines to put it in.
        texts = [min(text, width * 2) for text in _scaled(most, size)]
        wanted = [width * text / sum(texts) for text in texts]
    return _raised(floors, wanted, width)


def _raised(floors: Sequence[float], wanted: Sequence[float], width: float) -> tuple[float, ...]:
    """The wanted widths, none below its floor, and their sum as it was."""
    fixed: set[int] = set()
    while True:
        free = width - sum(floors[column] for column in fixed)
        asked = sum(wanted[column] for column in range(len(wanted)) if column not in fixed) or 1.0
        widths = [floors[column] if column in fixed else wanted[column] * free / asked for column in range(len(wanted))]
        short = {column for column in range(len(wanted)) if column not in fixed and widths[column] < floors[column]}
        if not short:
            return tuple(widths)
        fixed |= short


def _capped(floors: Sequence[float], width: float) -> tuple[float, ...]:
    """Where not all longest words find room, the longest of them are broken: all wide columns are equally wide."""
    cap = width / len(floors)
    for _round in floors:
        small = [floor for floor in floors if floor <= cap]
        wide = len(floors) - len(small)
        if wide:
            cap = (width - sum(small)) / wide
    return tuple(min(floor, cap) for floor in floors)
