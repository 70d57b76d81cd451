"""A text of MyST Markdown as its block rules see it: lines that begin behind the marks of their containers."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.reading.source.myst_grammar import TAB
from sphinx_ihe.reading.source.text import Origin, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.language import Place


def split(text: str) -> Text:
    """The lines of a file; Markdown knows no other ends of lines than the usual three."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return Text([line.rstrip(" \t") for line in lines], 1, {}, {})


class MystSheet:
    """The lines of a text: ``first`` is the index of what is not white space, ``indent`` its column.

    Both, and ``begin``, where the line begins, and ``shift``, the columns before that, are as the containers around
    have it while these are read. ``heads`` are the first characters from line ``base`` on, with a line feed for a
    blank line.
    """

    __slots__ = ("base", "begin", "first", "heads", "indent", "lines", "shift", "text")

    def __init__(self, text: Text) -> None:
        lines = text.lines
        self.text = text
        self.lines = lines
        self.first = [len(line) - len(line.lstrip(" \t")) for line in lines]
        self.indent = self.first[:]
        for row, line in enumerate(lines):
            if "\t" in line:
                self.indent[row] = width(line, 0, self.first[row], 0)
        self.begin = [0] * len(lines)
        self.shift = [0] * len(lines)
        self.base = 0
        self.heads = self.first_characters(0, len(lines))

    def first_characters(self, start: int, stop: int) -> str:
        pairs = zip(self.lines[start:stop], self.first[start:stop], strict=True)
        return "".join([line[first : first + 1] or "\n" for line, first in pairs])

    def head(self, row: int) -> str:
        """The first character of a line; empty where it is blank."""
        return self.lines[row][self.first[row] : self.first[row] + 1]

    def blank(self, row: int) -> bool:
        return self.first[row] >= len(self.lines[row])

    def content(self, row: int) -> str:
        return self.lines[row][self.first[row] :]

    def cut(self, row: int, columns: int) -> tuple[int, int]:
        """Where a line begins without so many columns of indentation, and the spaces left over of a tab cut through."""
        line, at, width = self.lines[row], self.begin[row], 0
        while at < len(line) and width < columns:
            if line[at] == "\t":
                width += TAB - (width + self.shift[row]) % TAB
            elif line[at] == " " or at < self.first[row]:
                width += 1
            else:
                break
            at += 1
        return at, max(0, width - columns)


def width(line: str, start: int, stop: int, before: int) -> int:
    """The columns that white space takes, ``before`` columns from a tab stop."""
    columns = 0
    for character in line[start:stop]:
        columns += TAB - (columns + before) % TAB if character == "\t" else 1
    return columns


class Cut(NamedTuple):
    """A line from a column on, behind so many spaces."""

    row: int
    column: int
    spaces: int = 0


def portion(text: Text, start: int, cuts: Sequence[Cut]) -> Text:
    """Consecutive lines of a text, from ``start`` on, as a text of their own."""
    lines: list[str] = []
    origins: dict[int, Origin] = {}
    for at, (row, column, spaces) in enumerate(cuts):
        line = text.lines[row][column:]
        origin = text.part(row, min(column, len(text.lines[row])), len(text.lines[row]))
        if spaces and line:
            columns = range(origin, origin + len(line) + 1) if isinstance(origin, int) else origin
            line, origin = " " * spaces + line, (*[columns[0]] * spaces, *columns)
        lines.append(line)
        if origin != 0:
            origins[at] = origin
    return Text(lines, text.number + start, origins, {})


def whole_lines(text: Text, start: int, stop: int) -> Text:
    """Consecutive lines of a text as a text of their own."""
    origins = {row - start: origin for row in range(start, stop) if (origin := text.origin(row)) != 0}
    return Text(text.lines[start:stop], text.number + start, origins, {})


def expanded(text: Text, stop: int = TAB) -> Text:
    """The same lines without tabs."""
    if not any("\t" in line for line in text.lines):
        return text
    lines: list[str] = []
    origins: dict[int, Origin] = {}
    for row, line in enumerate(text.lines):
        origin = text.part(row, 0, len(line))
        if "\t" in line:
            at = range(origin, origin + len(line) + 1) if isinstance(origin, int) else origin
            columns: list[int] = []
            for index, character in enumerate(line):
                columns.extend([at[index]] * (stop - len(columns) % stop if character == "\t" else 1))
            line, origin = line.expandtabs(stop), (*columns, at[len(line)])
        lines.append(line)
        if origin != 0:
            origins[row] = origin
    return Text(lines, text.number, origins, {})


class MystPassage:
    """Running text: lines of a text, each from a column of its own on."""

    __slots__ = ("_starts", "columns", "row", "string", "text")

    def __init__(self, text: Text, row: int, string: str, columns: Sequence[int]) -> None:
        self.text = text
        self.row = row
        self.string = string
        self.columns = columns
        self._starts: list[int] | None = None

    def at(self, offset: int) -> tuple[int, int]:
        """The (row, column) pair of an offset into the string."""
        if self._starts is None:
            self._starts = [0, *accumulate(len(line) + 1 for line in self.string.split("\n"))]
        line = bisect_right(self._starts, offset) - 1
        return self.row + line, self.columns[line] + offset - self._starts[line]

    def place(self, file: str, start: int, end: int) -> Place:
        return self.text.place(file, self.at(start), self.at(end))


class PipeCell(MystPassage):
    """The text of a table's cell, in which a backslash before a pipe is left out."""

    __slots__ = ("_offsets",)

    def __init__(self, text: Text, row: int, start: int, end: int) -> None:
        written = text.lines[row][start:end]
        self._offsets: list[int] | None = None
        if "\\|" in written:
            left = [at for at in range(len(written)) if not written.startswith("\\|", at)]
            self._offsets = [*left, len(written)]
            written = written.replace("\\|", "|")
        super().__init__(text, row, written, (start,))

    def at(self, offset: int) -> tuple[int, int]:
        if self._offsets is not None:
            offset = self._offsets[offset]
        return self.row, self.columns[0] + offset
