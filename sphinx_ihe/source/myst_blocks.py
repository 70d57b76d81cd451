"""The block rules of MyST Markdown, in the order and with the limits of markdown-it-py.

A rule takes the reading, a row, and the row at which its container ends, and returns the row after the construct, or -1
where the row begins something else. ``RULES`` tells which may begin with a character; what none takes is a paragraph or
a title with an underline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from sphinx_ihe.source import myst_containers as containers
from sphinx_ihe.source import myst_grammar as grammar
from sphinx_ihe.source.items import Comment
from sphinx_ihe.source.myst_inline import normalized
from sphinx_ihe.source.myst_text import Cell, Cut, Passage, Sheet, portion
from sphinx_ihe.source.text import Text

Rule = Callable[["Reading", int, int], int]

DEEPEST = 20
"""Inside so many containers, markdown-it-py reads no more."""

_plain_run = re.compile(r"[^\n`~>%+(*\-_0-9<#\[|:={$\\]*").match


class Title(NamedTuple):
    """A title of a section with its level, 1 to 6."""

    passage: Passage
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


Leaf = Passage | Title | Fence | Comment
"""What the block rules leave to be read, in document order."""


class Reading:
    """The reading of one text. ``level`` counts the containers around, ``outer`` and ``limit`` are their ends."""

    def __init__(
        self, text: Text, wants: Callable[[Text, int, int], bool], extensions: Collection[str], references: set[str]
    ) -> None:
        self.text = text
        self.sheet = Sheet(text)
        self.wants = wants
        self.extensions = extensions
        self.references = references
        self.leaves: list[Leaf] = []
        self.margin = 0
        self.list_margin = -1
        self.definition_margin = -1
        self.level = 0
        self.limit = len(text.lines)
        self.invisible = False

    def read(self) -> list[Leaf]:
        self.blocks(self._front_matter(), self.limit)
        return self.leaves

    def blocks(self, row: int, stop: int) -> int:
        """Read the blocks of one container from a row on; the row after the last."""
        sheet = self.sheet
        lines, first, indent = sheet.lines, sheet.first, sheet.indent
        comments: list[int] = []
        while True:
            while row < self.limit and first[row] >= len(lines[row]):
                row += 1
            if row >= stop or indent[row] < self.margin:
                return row
            if self.level >= DEEPEST:
                return stop
            start, before = row, len(self.leaves)
            self.invisible = False
            row = self.construct(row, stop)
            if self.invisible:
                comments += [at for at in range(before, len(self.leaves)) if isinstance(self.leaves[at], Comment)]
            elif comments:
                self._place(comments, start, row)
                comments = []

    def construct(self, row: int, stop: int) -> int:
        sheet = self.sheet
        if row + 1 < stop and sheet.heads[row + 1 - sheet.base] in "|-:":
            end = table(self, row, stop)
            if end >= 0:
                return end
        if sheet.indent[row] - self.margin >= 4:
            return self._indented_code(row, stop)
        for rule in RULES.get(sheet.lines[row][sheet.first[row]], ()):
            end = rule(self, row, stop)
            if end >= 0:
                return end
        return text(self, row, stop)

    def passage(self, row: int, end: int) -> Passage:
        sheet = self.sheet
        return Passage(self.text, row, "\n".join([sheet.content(at) for at in range(row, end)]), sheet.first[row:end])

    def inline(self, row: int, end: int) -> None:
        """Leave lines to be read as running text."""
        if self.wants(self.text, row, end):
            self.leaves.append(self.passage(row, end))

    def interrupts(self, row: int, stop: int, kind: str) -> bool:
        return interrupts(self, row, stop, kind)

    @property
    def nested(self) -> bool:
        return self.level > 0

    def _front_matter(self) -> int:
        lines = self.text.lines
        if not lines or not lines[0].startswith("---"):
            return 0
        marks = len(lines[0]) - len(lines[0].lstrip("-"))
        for row in range(1, len(lines)):
            line = lines[row].lstrip(" \t")
            if lines[row] == "..." or (line[:1] == "-" and line.strip("-") == "" and len(line) >= marks):
                if lines[row] == "..." or self.sheet.indent[row] < 4:
                    return row + 1
        return 0

    def _indented_code(self, row: int, stop: int) -> int:
        last = row + 1
        for at in range(row + 1, stop):
            if not self.sheet.blank(at):
                if self.sheet.indent[at] - self.margin < 4:
                    break
                last = at + 1
        return last

    def _place(self, comments: list[int], start: int, end: int) -> None:
        """Tell comments which lines they are about."""
        while end > start + 1 and self.sheet.blank(end - 1):
            end -= 1
        for at in comments:
            comment = self.leaves[at]
            assert isinstance(comment, Comment)
            self.leaves[at] = comment._replace(start=self.text.number + start, end=self.text.number + end)


# -- paragraphs and titles --------------------------------------------------------------------------------------------


def text(reading: Reading, row: int, stop: int) -> int:
    """A paragraph, or a title with an underline."""
    end, level = paragraph_end(reading, row, stop)
    if level:
        _title(reading, reading.passage(row, end), level, (row, end))
        return end + 1
    if "deflist" in reading.extensions:
        after = containers.definitions(reading, row, stop)
        if after >= 0:
            return after
    reading.inline(row, end)
    return end


def paragraph_end(reading: Reading, row: int, stop: int, kind: str = "paragraph") -> tuple[int, int]:
    """The end of the lines that a paragraph could take, and the level of the title that an underline makes of them."""
    sheet, base, margin = reading.sheet, reading.sheet.base, reading.margin
    heads, indent = sheet.heads, sheet.indent
    at = row + 1
    while True:
        at = _plain_run(heads, at - base).end() + base  # type: ignore[union-attr]
        if at >= stop:
            return stop, 0
        head = heads[at - base]
        if head == "\n":
            return at, 0
        before = at - 1
        if head in "|-:" and before > row and 0 <= indent[before] <= margin + 3 and table_at(reading, before, stop):
            return before, 0
        if indent[at] - margin <= 3:
            if indent[at] >= margin and head in "-=" and kind == "paragraph":
                under = grammar.underline(sheet.content(at))
                if under:
                    return at, 1 if head == "=" else 2
            if indent[at] >= 0 and interrupts(reading, at, stop, kind):
                return at, 0
        at += 1


def heading(reading: Reading, row: int, stop: int) -> int:
    sheet = reading.sheet
    content = sheet.content(row)
    marker = grammar.heading(content)
    if marker is None:
        return -1
    end = len(content)
    closing = grammar.heading_end(content, marker.end())
    if closing:
        end = closing.start()
    column = sheet.first[row] + min(marker.end(), end)
    passage = Passage(reading.text, row, content[marker.end() : end], (column,))
    _title(reading, passage, len(marker[1]), (row, row + 1))
    return row + 1


def _title(reading: Reading, passage: Passage, level: int, rows: tuple[int, int]) -> None:
    """A title; in a list, a quote or the like it makes no section, and is a line of running text."""
    if not reading.nested:
        reading.leaves.append(Title(passage, level))
    elif reading.wants(reading.text, *rows):
        reading.leaves.append(passage)


def thematic_break(reading: Reading, row: int, stop: int) -> int:
    return row + 1 if grammar.rule(reading.sheet.content(row)) else -1


# -- leaves without running text --------------------------------------------------------------------------------------


def fence(reading: Reading, row: int, stop: int) -> int:
    sheet = reading.sheet
    opening = grammar.fence(sheet.content(row))
    if opening is None or (opening[3] and "colon_fence" not in reading.extensions):
        return -1
    mark, length = opening[0][0], opening.end()
    end, closed = _fence_end(reading, row, stop, (mark, length))
    start = sheet.first[row]
    if mark == ":" or sheet.lines[row][start + length :].lstrip()[:1] == "{":
        cuts = [Cut(at, *sheet.cut(at, sheet.indent[row])) for at in range(row + 1, end)]
        content = portion(reading.text, row + 1, cuts)
        wanted = reading.wants(reading.text, row, end)
        reading.leaves.append(Fence(row, start, start + length, content, reading.nested, wanted))
    return end + closed


def _fence_end(reading: Reading, row: int, stop: int, marks: tuple[str, int]) -> tuple[int, bool]:
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


def html_block(reading: Reading, row: int, stop: int) -> int:
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


def line_comment(reading: Reading, row: int, stop: int) -> int:
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


def invisible_line(matches: Callable[[str], re.Match[str] | None]) -> Rule:
    def line(reading: Reading, row: int, stop: int) -> int:
        if not matches(reading.sheet.content(row)):
            return -1
        reading.invisible = True
        return row + 1

    return line


def substitution(reading: Reading, row: int, stop: int) -> int:
    return row + 1 if "substitution" in reading.extensions and grammar.substitution(reading.sheet.content(row)) else -1


def equations(reading: Reading, row: int, stop: int) -> int:
    """An environment of amsmath."""
    sheet = reading.sheet
    begin = grammar.equations(sheet.content(row)) if "amsmath" in reading.extensions else None
    if begin is None:
        return -1
    end = f"\\end{{{begin[1]}}}"
    for at in range(row, stop):
        if sheet.indent[at] < reading.margin and not sheet.blank(at):
            return -1
        if sheet.content(at).endswith(end):
            return at + 1
    return -1


def reference(reading: Reading, row: int, stop: int) -> int:
    """The definition of a reference: ``[label]: destination "title"``."""
    size = 4
    while True:
        window = min(stop, row + size)
        end, _ = paragraph_end(reading, row, window, "reference")
        string = "\n".join([reading.sheet.content(at) for at in range(row, end)]) + "\n"
        label, done, sure = _reference(string)
        if sure or end < window or window == stop:
            break
        # The rest of it may stand in the lines that follow.
        size *= 2
    if done < 0:
        return -1
    reading.references.add(label)
    reading.invisible = True
    return row + string.count("\n", 0, done) + 1


def _reference(string: str) -> tuple[str, int, bool]:
    """Label and end of a definition, -1 where there is none, and whether further lines would change nothing."""
    label = grammar.reference_label(string)
    if label is None:
        return "", -1, "]" in string
    after = grammar.destination(string, label.end())
    if after < 0 or not normalized(label[1]):
        return "", -1, label.end() < len(string)
    at = _past(string, after, " \t\n")
    title = grammar.link_title(string, at) if at > after else None
    sure = title is not None or (at < len(string) - 1 and string[at] not in "\"'(")
    done = -1 if title is None else _past(string, title.end(), " \t")
    if done < 0 or string[done] != "\n":
        done = _past(string, after, " \t")
    return normalized(label[1]), done if string[done] == "\n" else -1, sure


def _past(string: str, at: int, characters: str) -> int:
    while string[at : at + 1] and string[at] in characters and at < len(string) - 1:
        at += 1
    return at


# -- tables -----------------------------------------------------------------------------------------------------------


def table_at(reading: Reading, row: int, stop: int) -> int:
    """The number of columns of the table that begins at a row; 0 where none does."""
    sheet, margin = reading.sheet, reading.margin
    if row + 1 >= stop or not margin <= sheet.indent[row + 1] < margin + 4 or sheet.indent[row] - margin >= 4:
        return 0
    content = sheet.content(row)
    if "|" not in content:
        return 0
    columns = grammar.table_columns(sheet.content(row + 1))
    return columns if columns and columns == len(grammar.cells(content)) else 0


def table(reading: Reading, row: int, stop: int) -> int:
    columns = table_at(reading, row, stop)
    if not columns:
        return -1
    sheet = reading.sheet
    _cells(reading, row, columns)
    at = row + 2
    while at < stop and not sheet.blank(at) and 0 <= sheet.indent[at] - reading.margin < 4:
        if interrupts(reading, at, stop, "table"):
            break
        _cells(reading, at, columns)
        at += 1
    return at


def _cells(reading: Reading, row: int, columns: int) -> None:
    if not reading.wants(reading.text, row, row + 1):
        return
    first = reading.sheet.first[row]
    for start, end in grammar.cells(reading.sheet.content(row))[:columns]:
        reading.leaves.append(Cell(reading.text, row, first + start, first + end))


# -- what ends a paragraph --------------------------------------------------------------------------------------------


def interrupts(reading: Reading, row: int, stop: int, kind: str) -> bool:
    """Whether a line begins a construct that ends one of another kind.

    The kinds are ``paragraph``, ``reference`` (of a link), ``quote``, ``list`` and ``table``.
    """
    sheet = reading.sheet
    if sheet.indent[row] - reading.margin >= 4:
        return False
    head, content = sheet.head(row), sheet.content(row)
    match head:
        case "`" | "~":
            return grammar.fence(content) is not None or _defines(reading, content)
        case ">" | "%":
            return True
        case "#":
            return kind != "list" and grammar.heading(content) is not None
        case "(":
            return grammar.target(content) is not None
        case "<":
            begun = grammar.html_block(content) if kind != "list" else None
            return begun is not None and begun[1]
        case "[":
            return kind in ("paragraph", "reference") and grammar.footnote(content) is not None
        case ":":
            return _colon_interrupts(reading, content, kind)
        case "{":
            return "substitution" in reading.extensions and grammar.substitution(content) is not None
        case "\\":
            return equations(reading, row, stop) >= 0
        case "*" | "-" | "_" | "+" if grammar.rule(content) or grammar.block_break(content):
            return True
    return kind != "list" and containers.item_interrupts(reading, row, kind)


def _colon_interrupts(reading: Reading, content: str, kind: str) -> bool:
    if "colon_fence" in reading.extensions and grammar.fence(content):
        return True
    if "fieldlist" in reading.extensions and kind != "list" and grammar.field_name(content):
        return True
    return _defines(reading, content)


def _defines(reading: Reading, content: str) -> bool:
    return reading.definition_margin >= 0 and grammar.definition(content) is not None


RULES: dict[str, tuple[Rule, ...]] = {
    "`": (fence,),
    "~": (fence,),
    ":": (fence, containers.field_list),
    "%": (line_comment,),
    ">": (containers.quote,),
    "+": (invisible_line(grammar.block_break), containers.items),
    "(": (invisible_line(grammar.target),),
    "*": (thematic_break, containers.items),
    "-": (thematic_break, containers.items),
    "_": (thematic_break,),
    "[": (containers.footnote, reference),
    "<": (html_block,),
    "#": (heading,),
    "{": (substitution,),
    "\\": (equations,),
    **dict.fromkeys("0123456789", (containers.items,)),
}
