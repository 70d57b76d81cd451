"""Pipe tables, as Markdown, MyST and kramdown have them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx_ihe.language import GridCell, TableGrid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.reading.grids.typed_text import TypedText

_rule = re.compile(r"\s*\|?(?:\s*:?[-=]+:?\s*[|+])*\s*:?[-=]+:?\s*\|?\s*").fullmatch
_pipe = re.compile(r"(?<!\\)\|")

_SECOND_COLUMN = 4
"""Where a line begins so much further right than its table, its author has left the first cell out."""


def grids(typed: TypedText) -> Iterator[TableGrid]:
    """The pipe tables of a text: lines with pipes, among them a rule below the head or above it."""
    at, lines = 0, typed.shown
    while at < len(lines):
        if "|" not in lines[at]:
            at += 1
            continue
        stop = at
        while stop < len(lines) and "|" in lines[stop]:
            stop += 1
        if any(_is_rule(line) for line in lines[at : min(at + 4, stop)]):
            base = len(lines[at]) - len(lines[at].lstrip())
            rows = [cells for row in range(at, stop) if not _is_rule(lines[row]) and (cells := _row(typed, row, base))]
            if len(rows) > 1:
                yield TableGrid(
                    typed.place(at, 0, stop - 1, len(typed.lines[stop - 1])),
                    tuple(rows),
                    typed.caption_above(at),
                    typed.below(stop),
                )
        at = stop


def _is_rule(line: str) -> bool:
    return "-" in line and bool(_rule(line))


def _row(typed: TypedText, row: int, base: int) -> tuple[GridCell, ...]:
    """The cells of a line, in a table that begins at a column; ``||`` is a cell that has nothing."""
    line = typed.shown[row]
    masked = re.sub(r"\[\[[^\]]*\]\]|`[^`]*`", lambda found: found[0].replace("|", "\0"), line)
    bounds = [found.start() for found in _pipe.finditer(masked)]
    left = len(line) - len(line.lstrip())
    right = len(line.rstrip())
    if not bounds or bounds[0] != left:
        bounds.insert(0, left - 1)
    if bounds[-1] != right - 1:
        bounds.append(right)
    cells = []
    if len(line[base:left].expandtabs(4)) >= _SECOND_COLUMN:
        cells.append(GridCell((), typed.place(row, left, row, left)))
    for start, end in pairwise(bounds):
        place = typed.written(row, start + 1, end).place
        cells.append(typed.cell([(row, start + 1, end)], place))
    return tuple(cells)
