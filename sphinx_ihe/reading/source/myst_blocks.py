"""The block rules of MyST Markdown, in the order and with the limits of markdown-it-py.

A rule takes the reading, a row, and the row at which its container ends, and returns the row after the construct, or -1
where the row begins something else. ``RULES`` tells which may begin with a character; what none takes is a paragraph or
a title with an underline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.reading.source import myst_containers as containers
from sphinx_ihe.reading.source import myst_grammar as grammar
from sphinx_ihe.reading.source import myst_leaves as leaves
from sphinx_ihe.reading.source.items import Comment, Filled
from sphinx_ihe.reading.source.myst_inline import normalized
from sphinx_ihe.reading.source.myst_leaves import Fence, Leaf, LeafTitle
from sphinx_ihe.reading.source.myst_text import MystPassage, MystSheet, PipeCell

if TYPE_CHECKING:
    from sphinx_ihe.reading.source.text import Text

BlockRule = Callable[["MystReading", int, int], int]

DEEPEST = 20
"""Inside so many containers, markdown-it-py reads no more."""

_plain_run = re.compile(r"[^\n`~>%+(*\-_0-9<#\[|:={$\\]*").match


class MystReading:
    """The reading of one text.

    ``margin`` is the column that the lines of the container at hand are indented to, ``list_margin`` that of the
    container around its list, ``level`` the depth of containers; a paragraph ends at row ``limit``. ``invisible``
    tells that the construct just read prints nothing. In ``plain_row`` only a paragraph begins.
    """

    def __init__(
        self, text: Text, wants: Callable[[Text, int, int], bool], extensions: Collection[str], references: set[str]
    ) -> None:
        self.text = text
        self.sheet = MystSheet(text)
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
        self.unfilled = True
        self.plain_row = -1
        self.unclosed: set[tuple[str, int]] = set()

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
            if self.level == 0:
                self._fill(before)
            if self.invisible:
                comments += [at for at in range(before, len(self.leaves)) if isinstance(self.leaves[at], Comment)]
            elif comments:
                self._place(comments, start, row)
                comments = []

    def _fill(self, before: int) -> None:
        """Tell once below each title that something is printed; directives tell for themselves."""
        made = self.leaves[before:]
        if any(isinstance(leaf, LeafTitle) for leaf in made):
            self.unfilled = True
        elif self.unfilled and not self.invisible and not any(isinstance(leaf, Fence) for leaf in made):
            self.leaves.append(Filled())
            self.unfilled = False

    def construct(self, row: int, stop: int) -> int:
        sheet = self.sheet
        if row + 1 < stop and sheet.heads[row + 1 - sheet.base] in "|-:":
            end = table(self, row, stop)
            if end >= 0:
                return end
        if sheet.indent[row] - self.margin >= 4:
            return self._indented_code(row, stop)
        for rule in RULES.get(sheet.lines[row][sheet.first[row]], ()) if row != self.plain_row else ():
            end = rule(self, row, stop)
            if end >= 0:
                return end
        return text(self, row, stop)

    def passage(self, row: int, end: int) -> MystPassage:
        sheet = self.sheet
        return MystPassage(
            self.text, row, "\n".join([sheet.content(at) for at in range(row, end)]), sheet.first[row:end]
        )

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
            dashes = line[:1] == "-" and not line.strip("-") and len(line) >= marks
            if lines[row] == "..." or (dashes and self.sheet.indent[row] < 4):
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
            self.leaves[at] = replace(comment, start=self.text.number + start, end=self.text.number + end)


# -- paragraphs and titles --------------------------------------------------------------------------------------------


def text(reading: MystReading, row: int, stop: int) -> int:
    """A paragraph, or a title with an underline."""
    end, level = paragraph_end(reading, row, stop)
    if level:
        _title(reading, reading.passage(row, end), level, (row, end))
        return end + 1
    for extension, rule in _INSTEAD_OF_PARAGRAPHS:
        if extension in reading.extensions:
            after = rule(reading, row, stop)
            if after >= 0:
                return after
    reading.inline(row, end)
    return end


_INSTEAD_OF_PARAGRAPHS: tuple[tuple[str, BlockRule], ...] = (
    ("deflist", containers.definitions),
    ("fieldlist", containers.field_list),
)
"""What an extension makes of what is a paragraph without it."""


def paragraph_end(reading: MystReading, row: int, stop: int, kind: str = "paragraph") -> tuple[int, int]:
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


def heading(reading: MystReading, row: int, stop: int) -> int:
    sheet = reading.sheet
    content = sheet.content(row)
    marker = grammar.heading(content)
    if marker is None:
        return -1
    end = len(content)
    unclosed = content.rstrip("#")
    if unclosed[-1:] in (" ", "\t", ""):
        end = max(marker.end(), len(unclosed.rstrip(" \t")))
    column = sheet.first[row] + min(marker.end(), end)
    passage = MystPassage(reading.text, row, content[marker.end() : end], (column,))
    _title(reading, passage, len(marker[1]), (row, row + 1))
    return row + 1


def _title(reading: MystReading, passage: MystPassage, level: int, rows: tuple[int, int]) -> None:
    """A title; in a list, a quote or the like it makes no section, and is a line of running text."""
    if not reading.nested:
        reading.leaves.append(LeafTitle(passage, level))
    elif reading.wants(reading.text, *rows):
        reading.leaves.append(passage)


def thematic_break(reading: MystReading, row: int, stop: int) -> int:
    return row + 1 if grammar.rule(reading.sheet.content(row)) else -1


# -- definitions of references -----------------------------------------------------------------------------------------


def reference(reading: MystReading, row: int, stop: int) -> int:
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


def table_at(reading: MystReading, row: int, stop: int) -> int:
    """The number of columns of the table that begins at a row; 0 where none does."""
    sheet, margin = reading.sheet, reading.margin
    if row + 1 >= stop or not margin <= sheet.indent[row + 1] < margin + 4 or sheet.indent[row] - margin >= 4:
        return 0
    content = sheet.content(row)
    if "|" not in content:
        return 0
    columns = grammar.table_columns(sheet.content(row + 1))
    return columns if columns and columns == len(grammar.cells(content)) else 0


def table(reading: MystReading, row: int, stop: int) -> int:
    columns = table_at(reading, row, stop)
    if not columns:
        return -1
    sheet = reading.sheet
    _cells(reading, row, columns)
    at = row + 2
    while at < stop and sheet.content(at).strip() and 0 <= sheet.indent[at] - reading.margin < 4:
        if interrupts(reading, at, stop, "table"):
            break
        _cells(reading, at, columns)
        at += 1
    return at


def _cells(reading: MystReading, row: int, columns: int) -> None:
    if not reading.wants(reading.text, row, row + 1):
        return
    first = reading.sheet.first[row]
    for start, end in grammar.cells(reading.sheet.content(row))[:columns]:
        reading.leaves.append(PipeCell(reading.text, row, first + start, first + end))


# -- what ends a paragraph --------------------------------------------------------------------------------------------


def interrupts(reading: MystReading, row: int, stop: int, kind: str) -> bool:
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
        case "\\":
            return leaves.equations(reading, row, stop) >= 0
        case "*" | "-" | "_" | "+" if grammar.rule(content) or grammar.block_break(content):
            return True
    return kind != "list" and containers.item_interrupts(reading, row, kind)


def _colon_interrupts(reading: MystReading, content: str, kind: str) -> bool:
    if "colon_fence" in reading.extensions and grammar.fence(content):
        return True
    if "fieldlist" in reading.extensions and kind != "list" and grammar.field_name(content):
        return True
    return _defines(reading, content)


def _defines(reading: MystReading, content: str) -> bool:
    return reading.definition_margin >= 0 and grammar.definition(content) is not None


RULES: dict[str, tuple[BlockRule, ...]] = {
    "`": (leaves.fence,),
    "~": (leaves.fence,),
    ":": (leaves.fence,),
    "$": (leaves.equation,),
    "%": (leaves.line_comment,),
    ">": (containers.quote,),
    "+": (leaves.invisible_line(grammar.block_break), containers.items),
    "(": (leaves.invisible_line(grammar.target),),
    "*": (thematic_break, containers.items),
    "-": (thematic_break, containers.items),
    "_": (thematic_break,),
    "[": (containers.footnote, reference),
    "<": (leaves.html_block,),
    "#": (heading,),
    "{": (leaves.substitution,),
    "\\": (leaves.equations,),
    **dict.fromkeys("0123456789", (containers.items,)),
}
