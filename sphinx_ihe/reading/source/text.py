"""Source text as lines, and the way back from a line to the columns of the source."""

from __future__ import annotations

from bisect import bisect_right
from codecs import BOM_UTF8
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from sphinx_ihe.language import Line, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_ihe.reading.source.marks import Marks

TAB = 8
"""Tab stops are eight columns apart, as docutils has them."""

BLANK = 1 << 60
"""The indentation of a blank line: more than any other."""

Origin: TypeAlias = int | tuple[int, ...]
"""Where the characters of a line stand: the column of the first, or the column of each and of the end (from 0)."""

_UNEVEN = "\t\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Tabs, and line boundaries other than the line feed."""
_to_space = str.maketrans("\v\f", "  ")


def read_text(data: bytes, encoding: str | None = None) -> str:
    """Decode a source file: UTF-8, without a byte order mark, or the encoding that is asked for.

    Raises UnicodeDecodeError, and LookupError where the encoding is none of texts.
    """
    if encoding is None:
        return data.removeprefix(BOM_UTF8).decode()
    try:
        text = data.decode(encoding)
        text.encode()  # some make halves of characters, which nothing can write
    except UnicodeDecodeError:
        raise
    except ValueError:
        raise LookupError(encoding) from None
    return text


class Text:
    """Lines without trailing white space and tabs, numbered as in their file.

    The lines are those of a file, or those of a table cell, which then have origins of their own. ``marks`` are kept
    here once they are known.
    """

    __slots__ = ("_indents", "_origins", "_tabbed", "even", "lines", "marks", "number")

    def __init__(self, lines: list[str], number: int, origins: dict[int, Origin], tabbed: Mapping[int, str]) -> None:
        self.lines = lines
        self.number = number
        self._origins = origins
        self._tabbed = tabbed
        self.even = not origins and not tabbed
        self._indents: list[int] | None = None
        self.marks: Marks | None = None

    @property
    def indents(self) -> list[int]:
        """The columns of white space that each line begins with."""
        if self._indents is None:
            self._indents = [len(line) - len(line.lstrip()) if line else BLANK for line in self.lines]
        return self._indents

    def origin(self, index: int) -> Origin:
        known = self._origins.get(index)
        if known is None:
            raw = self._tabbed.get(index)
            known = self._origins[index] = 0 if raw is None else _tab_columns(raw)
        return known

    def part(self, index: int, start: int, end: int) -> Origin:
        """The origin of ``lines[index][start:end]``."""
        origin = self.origin(index)
        return origin + start if isinstance(origin, int) else origin[start : end + 1]

    def at(self, index: int, column: int) -> tuple[int, int]:
        """Line and column in the file, both from 1, of a column of a line."""
        if self.even:
            return self.number + index, column + 1
        origin = self.origin(index)
        if isinstance(origin, int):
            return self.number + index, origin + column + 1
        return self.number + index, origin[min(column, len(origin) - 1)] + 1

    def place(self, file: str, start: tuple[int, int], end: tuple[int, int]) -> Place:
        """The place between two (index, column) pairs."""
        if self.even:
            number = self.number
            return Place(file, number + start[0], start[1] + 1, number + end[0], end[1] + 1)
        return Place(file, *self.at(*start), *self.at(*end))

    def line(self, file: str, index: int, column: int) -> Line:
        """The line from a column on, as a line of a directive's body."""
        text = self.lines[index][column:]
        if self.even:
            return Line(text, file, self.number + index, column + 1)
        if not text:
            return Line(text, file, *self.at(index, column))
        origin = self.part(index, column, column + len(text))
        if isinstance(origin, int):
            return Line(text, file, self.number + index, origin + 1)
        return Line(text, file, self.number + index, origin[0] + 1, tuple([column + 1 for column in origin]))


def split(text: str) -> Text:
    """The lines of a file, as docutils splits them: at every line boundary that ``str.splitlines`` knows."""
    text = text.removeprefix("\ufeff")
    if not any(character in text for character in _UNEVEN):
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        return Text([line.rstrip() for line in lines], 1, {}, {})
    raw = text.translate(_to_space).splitlines() if "\v" in text or "\f" in text else text.splitlines()
    tabbed = {index: line for index, line in enumerate(raw) if "\t" in line}
    return Text([line.expandtabs(TAB).rstrip() for line in raw], 1, {}, tabbed)


def _tab_columns(raw: str) -> tuple[int, ...]:
    """For each column of the expanded line, and for its end, the column of the line as written."""
    columns: list[int] = []
    for index, character in enumerate(raw):
        columns.extend([index] * (TAB - len(columns) % TAB if character == "\t" else 1))
    return (*columns, len(raw))


class Passage:
    """Running text out of consecutive lines: the first cut at one column, the others at another."""

    __slots__ = ("_flat", "_starts", "first", "index", "rest", "string", "text")

    def __init__(self, text: Text, string: str, index: int, first: int, rest: int) -> None:
        self.text = text
        self.string = string
        self.index = index
        self.first = first
        self.rest = rest
        self._flat = text.even and "\n" not in string
        self._starts: list[int] | None = None

    def at(self, offset: int) -> tuple[int, int]:
        """The (index, column) pair of an offset into the string."""
        if self._starts is None:
            self._starts = [0, *accumulate(len(line) + 1 for line in self.string.split("\n"))]
        line = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[line]
        return self.index + line, column + (self.rest if line else self.first)

    def place(self, file: str, start: int, end: int) -> Place:
        text = self.text
        if self._flat:
            number, before = text.number + self.index, self.first + 1
            return Place(file, number, before + start, number, before + end)
        return text.place(file, self.at(start), self.at(end))
