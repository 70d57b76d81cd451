"""The scanner of MyST Markdown: blocks, section titles, roles and comments to the linter, in document order.

It knows the block grammar as markdown-it-py has it, and what myst-parser makes of it, but builds no tree. A text is
read for its blocks as a whole; what these leave (titles, running text, fences) is read then, and the body of a
directive is a text again. Nesting is a list of tasks and not recursion.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from sphinx_ihe.language import Block, Role, Written
from sphinx_ihe.reading.source import csv_cells, mentions
from sphinx_ihe.reading.source.blocks import step
from sphinx_ihe.reading.source.explicit import MARKS_SECTION, SILENT
from sphinx_ihe.reading.source.items import Comment, Filled, Heading, Obliging
from sphinx_ihe.reading.source.marks import either, mark, meets
from sphinx_ihe.reading.source.myst_blocks import MystReading
from sphinx_ihe.reading.source.myst_directives import MystParts, body, body_lines, parts
from sphinx_ihe.reading.source.myst_inline import masked, plain, tokens
from sphinx_ihe.reading.source.myst_leaves import Fence, Leaf, LeafTitle
from sphinx_ihe.reading.source.myst_text import MystPassage, PipeCell, expanded, split
from sphinx_ihe.reading.source.policy import Policy, policies, policy
from sphinx_ihe.reading.source.state import Extent, Region, Scan, Sections
from sphinx_ihe.reading.source.text import TAB, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinx_ihe.reading.source.items import Item

_marks = re.compile(r"ihe:|\{include\}|include ?::|default-(?:domain|role)", re.IGNORECASE).search
_unprefixed = re.compile(r"default-(?:domain|role)[ }:]*ihe", re.IGNORECASE).search
_extensions = re.compile(r"^myst: *\n(?: .*\n)*? +enable_extensions:(.*(?:\n +-.*)*)", re.MULTILINE).search
_CONTEXT = frozenset(("include", "default-domain", "default-role"))
"""Directives that tell how others are to be read."""
_DEEPEST = 100
"""Inside so many directives nothing is read."""
_DEEPEST_BODY = 50
"""Inside so many directives, the body of a directive is no longer given as lines."""


class Unit(NamedTuple):
    """A text to be read for its blocks. ``sections`` tells that its titles are those of sections."""

    text: Text
    sections: bool
    depth: int


class MystTask(NamedTuple):
    """What the blocks of a unit leave to be read."""

    leaf: Leaf
    unit: Unit


class Opening(NamedTuple):
    """The first line of a directive: its name, the column behind the name, and where the rest begins."""

    name: str
    end: int
    rest: str
    column: int


def scan_myst(  # noqa: PLR0913 - as source.scan
    text: str,
    file: str,
    *,
    everything: bool = False,
    bodies: Mapping[str, str] | None = None,
    extensions: Collection[str] = (),
    prose: bool = False,
) -> tuple[Item, ...]:
    """The items of a source text. Raises KeyError where ``bodies`` names a kind of body that there is not.

    ``extensions`` are those of ``myst_enable_extensions``; ``colon_fence``, ``deflist``, ``fieldlist``,
    ``dollarmath``, ``amsmath`` and ``substitution`` matter here. ``prose`` is as for ``source.scan``.
    """
    lines = split(text)
    everything = everything or _unprefixed(text) is not None
    scan = _MystScan(file, policies(bodies), {*extensions, *_own_extensions(lines)}, everything=everything)
    if not everything:
        scan.marked = bytes(lines.number) + bytes([_marks(line) is not None for line in lines.lines])
    if prose:
        scan.prose = True
        marks = mark(lines.lines, everything=everything, prose=True)
        scan.spoken = bytes(lines.number) + either(marks.mentions, marks.normative)
    scan.todo.append(Unit(lines, sections=True, depth=0))
    while scan.todo:
        task = scan.todo.pop()
        if isinstance(task, Unit):
            scan.blocks(task)
        else:
            scan.leaf(task)
    return tuple(scan.items)


def _own_extensions(text: Text) -> list[str]:
    """The extensions that a file turns on for itself, in its front matter."""
    if not text.lines or not text.lines[0].startswith("---"):
        return []
    end = next((row for row, line in enumerate(text.lines) if row and line.startswith(("---", "..."))), 0)
    found = _extensions("\n".join(text.lines[:end]))
    return re.findall(r"\w+", found[1]) if found else []


class _MystScan:
    """One scan of one file: what is wanted, what was found, and the tasks still to do, the next one last.

    ``marked`` has a byte for the number of each line, which is 1 where the line may hold what is looked for; in
    ``spoken`` that are mentions.
    """

    def __init__(
        self, file: str, known: Mapping[str, Policy], extensions: Collection[str], *, everything: bool
    ) -> None:
        self.file = file
        self.known = known
        self.extensions = extensions
        self.everything = everything
        self.marked = b""
        self.spoken = b""
        self.prose = False
        self.references: set[str] = set()
        self.items: list[Item] = []
        self.todo: list[Unit | MystTask] = []

    def selects(self, directive: str) -> bool:
        if self.everything or directive.startswith("ihe:") or directive in _CONTEXT:
            return True
        return self.prose and directive in ("toctree", "glossary")

    def wants(self, text: Text, start: int, stop: int) -> bool:
        """May the lines hold what is looked for?"""
        first, end = text.number + start, text.number + stop
        return self.everything or meets(self.marked, first, end) or meets(self.spoken, first, end)

    def blocks(self, unit: Unit) -> None:
        leaves = MystReading(unit.text, self.wants, self.extensions, self.references).read()
        self.todo += [MystTask(leaf, unit) for leaf in reversed(leaves)]

    def leaf(self, task: MystTask) -> None:
        match task.leaf:
            case Filled() as filled:
                self.fill(filled)
            case Comment() as comment:
                self.items.append(replace(comment, place=replace(comment.place, file=self.file)))
            case LeafTitle() as title:
                self.title(title, task.unit)
            case Fence() as fence:
                self.fence(fence, task.unit)
            case MystPassage() as passage:
                self.passage(passage)

    def fill(self, filled: Filled) -> None:
        """Something is printed here."""
        if self.prose:
            self.items.append(filled)

    def title(self, title: LeafTitle, unit: Unit) -> None:
        passage = title.passage
        string = passage.string.rstrip()
        if unit.sections:
            start = len(string) - len(string.lstrip())
            place = passage.place(self.file, start, max(start, len(string)))
            self.items.append(Heading(plain(string, self.references, self.extensions), place, f"#{title.level}"))
        self.passage(passage)

    def passage(self, passage: MystPassage) -> None:
        """The roles and mentions of running text."""
        text = passage.string
        number = passage.text.number + passage.row
        speaks = meets(self.spoken, number, number + text.count("\n") + 1)
        if not speaks and "}`" not in text:
            return
        found = tokens(text, self.references, self.extensions)
        if speaks:
            row = number if isinstance(passage, PipeCell) else 0
            locate = partial(passage.place, self.file)
            running = masked(text, found)
            self.items.extend(mentions.mentions(running, locate, row))
            if any(word in running for word in mentions.NORMATIVE_WORDS):
                self.items.append(Obliging(partial(mentions.normative, running, locate)))
        for token in found:
            if token.kind != "role" or not (self.everything or token.name.startswith("ihe:")):
                continue
            # Markdown knows no escapes here; to who reads the item, a backslash before "<" would be one.
            content = " ".join(text[token.content : token.content_end].replace("\\<", "<").split())
            self.items.append(
                Role(
                    token.name,
                    passage.place(self.file, token.start, token.end),
                    Written(content, passage.place(self.file, token.content, token.content_end)),
                )
            )

    # -- fences ----------------------------------------------------------------------------------------------------

    def fence(self, fence: Fence, unit: Unit) -> None:
        line = unit.text.lines[fence.row]
        opening = _opening(line, fence.info)
        colons = line[fence.start] == ":"
        if opening.name == "{eval-rst}" and not colons:
            self.fill(Filled())
            if fence.wanted or unit.sections:
                self.restructuredtext(fence.content)
        elif opening.name[:1] == "{" and opening.name[-1:] == "}" and len(opening.name) > 2:
            self.directive(fence, unit, opening._replace(name=opening.name[1:-1].lower()))
        elif colons and fence.wanted:
            self.fill(Filled())
            self.nest(fence.content, unit.depth + 1, sections=False)

    def nest(self, text: Text, depth: int, *, sections: bool) -> None:
        if depth < _DEEPEST and (sections or self.wants(text, 0, len(text.lines))):
            self.todo.append(Unit(text, sections, depth))

    def directive(self, fence: Fence, unit: Unit, opening: Opening) -> None:
        name = opening.name
        known = policy(name, self.known)
        selected = self.selects(name)
        if not (name in SILENT or (name in MARKS_SECTION and not opening.rest and _without_body(fence.content))):
            self.fill(Filled())
        if not selected and (known.body == "literal" or not (fence.wanted or known.body == "sections")):
            return
        row, text = fence.row, unit.text
        rest = MystPassage(text, row, opening.rest, (opening.column,))
        argument = None
        if known.argument and opening.rest:
            argument = Written(" ".join(opening.rest.split()), rest.place(self.file, 0, len(opening.rest)))
        read = parts(fence.content, known, self.file)
        content = body(fence.content, read, None if known.argument or not opening.rest else rest)
        if selected:
            place = text.place(self.file, (row, fence.start), (row, opening.end))
            lines = known.body == "literal" or unit.depth < _DEEPEST_BODY
            self.items.append(
                Block(
                    name,
                    place,
                    argument,
                    read.options,
                    body_lines(content, self.file) if lines else (),
                    nested=fence.nested or not unit.sections,
                )
            )
        if known.argument and opening.rest:
            self.argument(rest, known)
        self.content(content, read, known, unit.depth + 1)

    def argument(self, rest: MystPassage, known: Policy) -> None:
        """The running text of an argument."""
        if known.body in ("title", "csv"):
            self.passage(rest)
        elif known.body == "version":
            words = rest.string.split(None, 1)
            if len(words) > 1:
                column = rest.columns[0] + len(rest.string) - len(words[1])
                self.passage(MystPassage(rest.text, rest.row, words[1], (column,)))

    def content(self, content: Text, read: MystParts, known: Policy, depth: int) -> None:
        lines = content.lines
        if known.body == "inline":
            self.passage(MystPassage(content, 0, "\n".join(lines), [0] * len(lines)))
        elif known.body == "csv":
            form = [(option.name.text, option.value.text) for option in read.options]
            whole = Extent(content, (0, len(lines)), 0, 0)
            for cell in reversed(csv_cells.cells([whole], form)):
                self.nest(cell.text, depth, sections=False)
        elif known.body != "literal":
            self.nest(content, depth, sections=known.body == "sections")

    def restructuredtext(self, content: Text) -> None:
        """Read a text by the scanner of reStructuredText."""
        content = expanded(content, TAB)
        lines = [line.rstrip() for line in content.lines]
        text = Text(lines, content.number, {row: content.origin(row) for row in range(len(lines))}, {})
        scan = Scan(self.file, self.known, everything=self.everything, prose=self.prose)
        scan.items = self.items
        scan.tasks.append(Region(Extent(text, (0, len(lines)), 0, 0), Sections(), 0))
        while scan.tasks:
            task = scan.tasks[-1]
            if not isinstance(task, Region):
                scan.tasks.pop()
                scan.inline(task[0])
            elif task.at < task.stop:
                step(scan, task)
            else:
                scan.tasks.pop()


def _without_body(content: Text) -> bool:
    """Whether a directive has options at most."""
    return all(not line.strip() or line.lstrip().startswith(":") for line in content.lines)


def _opening(line: str, info: int) -> Opening:
    words = line[info:].split(None, 1)
    if not words:
        return Opening("", info, "", info)
    start = line.index(words[0], info)
    rest = words[1].rstrip() if len(words) > 1 else ""
    column = len(line) - len(words[1]) if rest else len(line)
    return Opening(words[0], start + len(words[0]), rest, column)
