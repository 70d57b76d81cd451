"""Leaves of MyST Markdown, and the rules of those without running text: fences, HTML, comments, equations.

Rules are as in ``myst_blocks``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.reading.source import myst_grammar as grammar
from sphinx_ihe.reading.source.items import Comment, Filled
from sphinx_ihe.reading.source.myst_text import Cut, MystPassage, portion, whole_lines

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from sphinx_ihe.reading.source.myst_blocks import BlockRule, MystReading
    from sphinx_ihe.reading.source.text import Text


class LeafTitle(NamedTuple):
    """A title of a section with its level, 1 to 6."""

    passage: MystPassage
    level: int


class Fence(NamedTuple):
    """A fenced block with an info string, or of colons.

    ``start`` is the column of its first mark in its first ``row``, ``info`` the column behind the marks. ``nested``
    tells that it stands where no section can, ``wanted`` that it may hold what is looked for.
    """

    row: int
    start: int
    info: int
    content: Text
    nested: bool
    wanted: bool


Leaf = MystPassage | LeafTitle | Fence | Comment | Filled
"""What the block rules leave to be read, in document order."""


def fence(reading: MystReading, row: int, stop: int) -> int:
    sheet = reading.sheet
    opening = grammar.fence(sheet.content(row))
    if opening is None or (opening[3] and "colon_fence" not in reading.extensions):
        return -1
    mark, length = opening[0][0], opening.end()
    end, closed = _fence_end(reading, row, stop, (mark, length))
    start = sheet.first[row]
    if mark == ":" or sheet.lines[row][start + length :].lstrip()[:1] == "{":
        content = _content(reading, row + 1, end, sheet.indent[row])
        wanted = reading.wants(reading.text, row, end)
        reading.leaves.append(Fence(row, start, start + length, content, reading.nested, wanted))
    return end + closed


def _content(reading: MystReading, start: int, stop: int, indent: int) -> Text:
    if not indent and not reading.level:
        return whole_lines(reading.text, start, stop)
    return portion(reading.text, start, [Cut(at, *reading.sheet.cut(at, indent)) for at in range(start, stop)])


def _fence_end(reading: MystReading, row: int, stop: int, marks: tuple[str, int]) -> tuple[int, bool]:
    """The row that closes a fence; the end of its container where none does."""
    sheet, base, margin = reading.sheet, reading.sheet.base, reading.margin
    mark, length = marks
    at = row
    while True:
        done = at + 1
        at = sheet.heads.find(mark, done - base, stop - base) + base
        if margin or reading.level:
            for inner in range(done, at + 1 if at >= base else stop):
                if sheet.indent[inner] < margin and not sheet.blank(inner):
                    return inner, False
        if at < base:
            return stop, False
        content = sheet.content(at)
        if sheet.indent[at] - margin < 4 and not content.strip(mark) and len(content) >= length:
            return at, True


def html_block(reading: MystReading, row: int, stop: int) -> int:
    sheet = reading.sheet
    content = sheet.content(row)
    begun = grammar.html_block(content)
    if begun is None:
        return -1
    ends = begun[0]
    reading.invisible = content.startswith("<!--")
    if callable(ends) and ends(content):
        return row + 1
    for at in range(row + 1, stop):
        blank = sheet.blank(at)
        if sheet.indent[at] < reading.margin and not (callable(ends) and blank):
            return at
        if callable(ends):
            if ends(sheet.content(at)):
                return at + 1
        elif blank:
            return at
    return stop


def line_comment(reading: MystReading, row: int, stop: int) -> int:
    """Lines of comment; each that speaks to the linter is an item."""
    sheet = reading.sheet
    reading.invisible = True
    at = row
    while at < stop and sheet.head(at) == "%":
        content = sheet.content(at)
        marker = grammar.linter_comment(content)
        if marker is not None:
            start = sheet.first[at] + marker.end()
            place = reading.text.place("", (at, start), (at, len(sheet.lines[at])))
            reading.leaves.append(Comment(" ".join(content[marker.end() :].split()), place, 0, 0))
        at += 1
    return at


def invisible_line(matches: Callable[[str], re.Match[str] | None]) -> BlockRule:
    def line(reading: MystReading, row: int, stop: int) -> int:
        if not matches(reading.sheet.content(row)):
            return -1
        reading.invisible = True
        return row + 1

    return line


def substitution(reading: MystReading, row: int, stop: int) -> int:
    return row + 1 if "substitution" in reading.extensions and grammar.substitution(reading.sheet.content(row)) else -1


def equations(reading: MystReading, row: int, stop: int) -> int:
    """An environment of amsmath."""
    sheet = reading.sheet
    begin = grammar.equations(sheet.content(row)) if "amsmath" in reading.extensions else None
    if begin is None:
        return -1
    end = f"\\end{{{begin[1]}}}"
    if (end, stop) in reading.unclosed:
        return -1
    for at in range(row, stop):
        if sheet.content(at).rstrip().endswith(end):
            return at + 1
    reading.unclosed.add((end, stop))
    return -1


def equation(reading: MystReading, row: int, stop: int) -> int:
    """An equation between double dollars (extension dollarmath); it never ends a paragraph."""
    content = reading.sheet.content(row)
    if "dollarmath" not in reading.extensions or not content.startswith("$$"):
        return -1
    if len(content) > 3:
        if grammar.equation_end(content):
            return row + 1
        if "$$" in content[2:]:
            return -1
    if ("$$", stop) in reading.unclosed:
        return -1
    for at in range(row + 1, stop):
        if grammar.equation_end(reading.sheet.content(at)):
            return at + 1
    reading.unclosed.add(("$$", stop))
    return -1
