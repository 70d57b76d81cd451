"""Grid tables and simple tables: the cells of a table drawn with characters."""

from __future__ import annotations

import heapq
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx_ihe.language import Record
from sphinx_ihe.reading.source.characters import column_indices, padded, without_combining

if TYPE_CHECKING:
    from collections.abc import Callable

grid_border = re.compile(r"\+-[-+]+-\+ *$").match
simple_border = re.compile(r"=+( +=+)+ *$").match
_simple_rule = re.compile(r"=+[ =]*$").match
_grid_head = re.compile(r"\+=[=+]+=\+ *$").match
_simple_head = re.compile(r"=[ =]*$").match
_span = re.compile(r"-[ -]*$").match


class SourceCell(Record, frozen=True):
    """The lines of a cell without their common indentation.

    ``top`` is the index of the first in the table's lines; ``columns`` tells where each begins in its line.
    """

    top: int
    lines: list[str]
    columns: list[int]


class MalformedError(Exception):
    """The lines are no table."""


def grid_extent(lines: list[str]) -> tuple[list[str], int]:
    """The table at the start of a text block, and the number of lines read; no table where it is malformed.

    A table whose bottom border is missing ends at the last line that could be one. docutils reads from the line before
    that again.
    """
    rows = [row.strip() for row in padded(lines)]
    width = len(rows[0])
    end = next((index for index, row in enumerate(rows) if row[0] not in "+|"), len(rows))
    rows, read = rows[:end], end
    if not grid_border(rows[-1]):
        bottom = next((index for index in range(len(rows) - 2, 1, -1) if grid_border(rows[index])), None)
        if bottom is None:
            return [], read
        rows, read = rows[: bottom + 1], bottom - 1
    if any(len(without_combining(row)) != width or row[-1] not in "+|" for row in rows):
        return [], read
    return rows, read


def simple_extent(line: Callable[[int], str], start: int, stop: int) -> tuple[list[str], int]:
    """The table at ``start``, of the lines up to ``stop``, and the index after it; no table where it is malformed."""
    width = len(line(start).strip())
    borders: list[int] = []
    for index in range(start + 1, stop):
        if not _simple_rule(line(index)):
            continue
        if len(line(index).strip()) != width:
            return [], index + 1
        borders.append(index)
        if len(borders) == 2 or index + 1 == stop or not line(index + 1):
            return padded([line(row) for row in range(start, index + 1)]), index + 1
    return [], borders[0] + 1 if borders else stop


def grid_cells(rows: list[str]) -> list[SourceCell]:
    """The cells of a grid table, from top to bottom. Raises MalformedError."""
    return _GridTable(rows).cells()


class _GridTable:
    """Traces the cells: each is a rectangle whose borders lead from a corner back to it."""

    def __init__(self, rows: list[str]) -> None:
        heads = [index for index, row in enumerate(rows) if _grid_head(row)]
        if len(heads) > 1 or heads == [0] or heads == [len(rows) - 1]:
            raise MalformedError
        if heads:
            rows = rows[:]
            rows[heads[0]] = rows[heads[0]].replace("=", "-")
        self.rows = rows
        self.drawn = [without_combining(row) for row in rows]
        self.bottom = len(rows) - 1
        self.right = len(rows[0]) - 1

    def cells(self) -> list[SourceCell]:
        done = [-1] * len(self.rows[0])
        corners = [(0, 0)]
        cells: list[tuple[int, int, SourceCell]] = []
        while corners:
            top, left = heapq.heappop(corners)
            if top == self.bottom or left == self.right or top <= done[left]:
                continue
            corner = self._opposite(top, left)
            if corner is None:
                continue
            bottom, right = corner
            if any(done[column] != top - 1 for column in range(left, right)):
                raise MalformedError
            done[left:right] = [bottom - 1] * (right - left)
            cells.append((top, left, _cut(self.rows, top + 1, left + 1, (bottom, right))))
            heapq.heappush(corners, (top, right))
            heapq.heappush(corners, (bottom, left))
        if any(end != self.bottom - 1 for end in done[: self.right]):
            raise MalformedError
        return [cell for _, _, cell in sorted(cells, key=lambda each: each[:2])]

    def _opposite(self, top: int, left: int) -> tuple[int, int] | None:
        """The bottom right corner of the smallest cell that begins here."""
        line = self.drawn[top]
        for right in range(left + 1, self.right + 1):
            if line[right] == "+":
                bottom = self._bottom(top, left, right)
                if bottom is not None:
                    return bottom, right
            elif line[right] != "-":
                return None
        return None

    def _bottom(self, top: int, left: int, right: int) -> int | None:
        for bottom in range(top + 1, self.bottom + 1):
            border = self.drawn[bottom][right]
            if border == "+":
                if self._closed(top, left, bottom, right):
                    return bottom
            elif border != "|":
                return None
        return None

    def _closed(self, top: int, left: int, bottom: int, right: int) -> bool:
        """Do the lower and the left border lead back to the corner?"""
        line = self.drawn[bottom]
        if line[left] != "+" or not set(line[left + 1 : right]) <= {"+", "-"}:
            return False
        return all(self.drawn[row][left] in "+|" for row in range(top + 1, bottom))


def simple_cells(rows: list[str]) -> list[SourceCell]:
    """The cells of a simple table, row by row. Raises MalformedError."""
    return _Simple(rows).cells()


class _Simple:
    """Reads rows between the columns of the top border; the last column may grow to the right."""

    def __init__(self, rows: list[str]) -> None:
        rows = [rows[0].replace("=", "-"), *rows[1:-1], rows[-1].replace("=", "-")]
        heads = [index for index, row in enumerate(rows) if _simple_head(row)]
        if len(heads) > 1 or heads == [0] or heads == [len(rows) - 1]:
            raise MalformedError
        for index in heads:
            rows[index] = rows[index].replace("=", "-")
        self.rows = rows
        self.columns: list[tuple[int, int]] = []
        self.columns = self._columns(rows[0])
        self.end = self.columns[-1][1]

    def cells(self) -> list[SourceCell]:
        cells: list[SourceCell] = []
        first_start, first_end = self.columns[0]
        start, text_found = 1, False
        for index in range(1, len(self.rows)):
            line = self.rows[index]
            if _span(line):
                cells += self._row(start, index, line)
                start, text_found = index + 1, False
            elif line[first_start:first_end].strip():
                if text_found and index != start:
                    cells += self._row(start, index)
                start, text_found = index, True
            elif not text_found:
                start = index + 1
        return cells

    def _columns(self, line: str) -> list[tuple[int, int]]:
        columns = [match.span() for match in re.finditer("-+", line)]
        if self.columns:
            if columns[-1][1] != self.end:
                raise MalformedError
            columns[-1] = (columns[-1][0], self.columns[-1][1])
        return columns

    def _row(self, start: int, end: int, line: str | None = None) -> list[SourceCell]:
        """The cells of lines ``start`` to ``end``, divided as the line under them says."""
        columns = self.columns[:] if line is None else self._columns(line.rstrip())
        self._check_margins(start, end, columns)
        self._check_spans(columns)
        return [_cut(self.rows, start, left, (end, right)) for left, right in columns]

    def _check_margins(self, start: int, end: int, columns: list[tuple[int, int]]) -> None:
        lines = [without_combining(row) for row in self.rows[start:end]]
        for (_, right), (following, _) in pairwise(columns):
            if any(line[right:following].strip() for line in lines):
                raise MalformedError
        left, right = columns[-1]
        for line in lines:
            if line[columns[-1][1] :].strip():
                main_left, main_right = self.columns[-1]
                text_end = len(line.rstrip())
                columns[-1] = (left, max(main_right, text_end))
                if text_end > main_right:
                    self.columns[-1] = (main_left, text_end)

    def _check_spans(self, columns: list[tuple[int, int]]) -> None:
        """Each column begins and ends with one of the table's."""
        at = 0
        for left, right in columns:
            if at >= len(self.columns) or left != self.columns[at][0]:
                raise MalformedError
            while right != self.columns[at][1]:
                at += 1
                if at >= len(self.columns):
                    raise MalformedError
            at += 1


def _cut(rows: list[str], top: int, left: int, corner: tuple[int, int]) -> SourceCell:
    """The lines of a rectangle without their common indentation, and without the padding of wide characters."""
    bottom, right = corner
    lines: list[str] = []
    starts: list[int] = []
    for row in rows[top:bottom]:
        start, end = column_indices(row, left, right)
        lines.append(row[start:end].rstrip())
        starts.append(start)
    indents = [len(line) - len(line.lstrip()) for line in lines if line]
    indent = min(indents, default=0)
    if not 0 < indent < right:
        indent = 0
    columns = [
        start + indent - row.count("\0", 0, start + indent) for start, row in zip(starts, rows[top:], strict=False)
    ]
    return SourceCell(top, [line[indent:].replace("\0", "") for line in lines], columns)
