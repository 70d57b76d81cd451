"""Positions of the protocol, in lines and code units, and places, in lines and columns of characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from lsprotocol.types import Position, PositionEncodingKind, Range, TextEdit

from sphinx_ihe.language.lines import Lines
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from sphinx_ihe.editing.fixes import Replacement
    from sphinx_ihe.language import Place

_end_of_line = re.compile(r"\r\n|\r|\n")

NOWHERE = Range(Position(0, 0), Position(0, 0))


class Sheet:
    """A text with its lines as the protocol counts them, and as places do. The two differ at odd line breaks alone."""

    def __init__(self, file: str, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self.file = file
        self.lines = Lines(text, markdown=is_markdown(file))
        self._encoding = encoding
        self._starts = [0, *(found.end() for found in _end_of_line.finditer(text))]

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        row = bisect_right(self._starts, offset) - 1
        return Position(row, self._units(self.text[self._starts[row] : offset]))

    def offset(self, position: Position) -> int:
        """The offset of a position; outside of its line, that of the line's end, and of the text, that of its end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        units = 0
        for at, character in enumerate(self.row(position.line)):
            units += self._units(character)
            if units > position.character:
                return start + at
        return start + len(self.row(position.line))

    def row(self, row: int) -> str:
        """A line of the protocol without its end."""
        following = self._starts[row + 1] if row + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[row] : following].rstrip("\r\n")

    @property
    def rows(self) -> list[str]:
        """The lines of the protocol."""
        return [self.row(row) for row in range(len(self._starts))]

    def range(self, place: Place) -> Range:
        """The range of a place; of one that the text does not have any more, its line."""
        found = self.lines.range(place)
        if found is None:
            row = min(max(place.line - 1, 0), len(self._starts) - 1)
            return Range(Position(row, 0), Position(row, self._units(self.row(row))))
        return Range(self.position(found[0]), self.position(found[1]))

    def spot(self, position: Position) -> tuple[int, int]:
        """The line and column of a position, as places have them."""
        return self.lines.position(self.offset(position))

    def edit(self, replacement: Replacement) -> TextEdit:
        """A replacement as an edit of the protocol."""
        return TextEdit(Range(self.position(replacement.start), self.position(replacement.end)), replacement.new)

    def _units(self, text: str) -> int:
        """The code units of a text in the encoding that client and server have agreed on."""
        if text.isascii() or self._encoding == PositionEncodingKind.Utf32:
            return len(text)
        if self._encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
