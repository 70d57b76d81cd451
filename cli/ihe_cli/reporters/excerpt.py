"""The line of the source that a finding speaks of, as a terminal can show it, and where its columns come to stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.language.lines import Lines
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_ihe.language import Place

LIMIT = 110
"""How many characters of a line are shown."""

BEFORE = 40
"""How many of them stand before the marker at least, where a long line is cut."""

TAB = 8


class SourceLines:
    """The lines of files: of the texts that were read, else from disk."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, Lines] = {}

    def line(self, file: str, number: int) -> str | None:
        """A line without its end; None where there is none."""
        if file not in self._lines:
            self._lines[file] = Lines(self._text(file), markdown=is_markdown(file))
        lines = self._lines[file]
        start = lines.offset(number, 1)
        return None if start is None or start == len(lines.text) else lines.line(number - 1)

    def _text(self, file: str) -> str:
        if file in self._texts:
            return self._texts[file]
        try:
            return Path(file).read_text("utf-8-sig", errors="replace")
        except (OSError, ValueError):
            return ""


class Excerpt(NamedTuple):
    """A line to print, and the marker below it: how far it is indented and how wide it is, in cells of a terminal."""

    text: str
    indent: int
    width: int


def excerpt(line: str, place: Place) -> Excerpt:
    """The line of a place with its first line's columns marked; a long line is cut around them."""
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    first = 0 if len(line) <= LIMIT else max(0, min(start - BEFORE, len(line) - LIMIT))
    last = first + LIMIT
    cut = first > 0
    before = _cells(line[first:start], cut)
    marked = _cells(line[start : min(end, last)], before[1])
    after = _cells(line[min(end, last) : last].rstrip(), marked[1])
    text = ("…" if cut else "") + before[0] + marked[0] + after[0] + ("…" if last < len(line) else "")
    return Excerpt(text, before[1], max(marked[1] - before[1], 1))


def _cells(text: str, at: int) -> tuple[str, int]:
    """A text as it can be printed from a cell of a line on, and the cell after it."""
    if text.isascii() and text.isprintable():
        return text, at + len(text)
    shown = ""
    for character in text:
        cell, width = _cell(character, at)
        shown += cell
        at += width
    return shown, at


def _cell(character: str, at: int) -> tuple[str, int]:
    """A character as it can be printed, and how many cells it takes."""
    import unicodedata

    if character == "\t":
        width = TAB - at % TAB
        return " " * width, width
    if character in "\v\f":
        return " ", 1
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return "\ufffd", 1
    if category in {"Mn", "Me"}:
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
