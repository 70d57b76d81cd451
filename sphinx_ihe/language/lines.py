"""The lines of a source text as places count them, and the offsets of places in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_ihe.language import Place

_end_of_line = re.compile(r"\r\n|\r|\n")
_line_breaks_in_lines = str.maketrans("\v\f", "  ")
_ENDS = "\r\n\x1c\x1d\x1e\x85\u2028\u2029"


class Lines:
    """A text as its file has it, without a byte order mark, by lines.

    In reStructuredText a line ends where docutils ends it; in Markdown, at line feeds and carriage returns alone.
    """

    def __init__(self, text: str, *, markdown: bool) -> None:
        self.text = text
        if markdown:
            self._ends = [*(found.end() for found in _end_of_line.finditer(text)), len(text)]
        else:
            lines = text.translate(_line_breaks_in_lines).splitlines(keepends=True)
            self._ends = [*accumulate(map(len, lines)), len(text)]

    @property
    def newline(self) -> str:
        """The first end of a line."""
        found = _end_of_line.search(self.text)
        return found[0] if found else "\n"

    def span(self, row: int) -> tuple[int, int]:
        """Where a line, counted from 0, starts and ends, without its end of line."""
        start = self._ends[row - 1] if row else 0
        return start, start + len(self.text[start : self._ends[row]].rstrip(_ENDS))

    def line(self, row: int) -> str:
        """A line, counted from 0, without its end of line; empty outside of the text."""
        if not 0 <= row < len(self._ends):
            return ""
        start, end = self.span(row)
        return self.text[start:end]

    def offset(self, line: int, column: int) -> int | None:
        """The offset of a line and column; None where the text has none such."""
        if not 0 < line <= len(self._ends):
            return None
        start, end = self.span(line - 1)
        return start + column - 1 if 0 < column <= end - start + 1 else None

    def range(self, place: Place) -> tuple[int, int] | None:
        """The offsets of a place; None where the text has no such place."""
        start = self.offset(place.line, place.column)
        end = self.offset(place.end_line, place.end_column)
        return None if start is None or end is None or end < start else (start, end)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        row = min(bisect_right(self._ends, offset), len(self._ends) - 1)
        return row + 1, offset - (self._ends[row - 1] if row else 0) + 1
