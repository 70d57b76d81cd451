"""What a scan has found and has still to read."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from sphinx_ihe.language import Role, Written
from sphinx_ihe.reading.source import mentions
from sphinx_ihe.reading.source.inline import escape, folded, masked, spans
from sphinx_ihe.reading.source.items import Obliging
from sphinx_ihe.reading.source.marks import mark, meets
from sphinx_ihe.reading.source.text import BLANK, Passage, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_ihe.language import Mention
    from sphinx_ihe.reading.source.enumerators import Enumerator
    from sphinx_ihe.reading.source.items import Item
    from sphinx_ihe.reading.source.marks import Marks
    from sphinx_ihe.reading.source.policy import Policy

_text_run = re.compile(r"[^\n ]*").match
_indented_run = re.compile(r"[\n ]*").match
_blank_run = re.compile(r"\n*").match
_filled_run = re.compile(r"[^\n]*").match
_escapes = re.compile(r"\x00([ \n]|<)?").sub

_CONTEXT = frozenset(("include", "default-domain", "default-role"))
"""Directives that tell how others are to be read."""


class Sections:
    """The title styles of a document or of a body with sections of its own, and the level of the section at hand."""

    __slots__ = ("level", "styles")

    def __init__(self) -> None:
        self.styles: list[str] = []
        self.level = 0

    def enter(self, style: str) -> bool:
        """Begin a section; False where its level would be deeper than the next."""
        level = self.styles.index(style) + 1 if style in self.styles else len(self.styles) + 1
        if level > self.level + 1:
            return False
        if level > len(self.styles):
            self.styles.append(style)
        self.level = level
        return True


class Extent:
    """Lines ``start`` to ``stop`` of a text, the first from column ``first`` on, the others from ``rest`` on."""

    __slots__ = ("first", "rest", "start", "stop", "text")

    def __init__(self, text: Text, lines: tuple[int, int], first: int, rest: int) -> None:
        self.text = text
        self.start, self.stop = lines
        self.first = first
        self.rest = rest

    def column(self, index: int) -> int:
        return self.first if index == self.start else self.rest

    def line(self, index: int) -> str:
        return self.text.lines[index][self.first if index == self.start else self.rest :]

    def indent(self, start: int, stop: int) -> int:
        """The column that all lines begin at or after; where all are blank, that of the extent."""
        indent = min(self.text.indents[start:stop], default=BLANK)
        return self.rest if indent == BLANK else indent

    def string(self, start: int, stop: int) -> str:
        if stop == start + 1:
            return self.line(start)
        return "\n".join([self.line(start), *[line[self.rest :] for line in self.text.lines[start + 1 : stop]]])

    def passage(self) -> Passage:
        """All of it as running text."""
        return Passage(self.text, self.string(self.start, self.stop), self.start, self.first, self.rest)


class Region(Extent):
    """An extent of body elements that is being read: a document, or what is nested in a construct.

    ``at`` is the next line to read. ``heads`` has the first character of each line, a line feed for a blank one.
    ``row`` is the line of the row of a table that it belongs to, 0 outside of tables; where ``rows`` is true, each item
    of a list is a row. ``silent`` tells that the construct at hand prints nothing.
    """

    __slots__ = (
        *("at", "comments", "depth", "enumerator", "following", "heads", "invisible", "row", "rows", "sections"),
        "silent",
    )

    def __init__(self, extent: Extent, sections: Sections | None, depth: int, row: int = 0) -> None:
        super().__init__(extent.text, (extent.start, extent.stop), extent.first, extent.rest)
        lines, rest = extent.text.lines, extent.rest
        heads = [line[rest : rest + 1] or "\n" for line in lines[extent.start : extent.stop]]
        if extent.first != rest and heads:
            heads[0] = lines[extent.start][extent.first : extent.first + 1] or "\n"
        self.heads = "".join(heads)
        self.at = extent.start
        self.sections = sections
        self.depth = depth
        self.enumerator: Enumerator | None = None
        self.invisible = False
        self.silent = False
        self.row = row
        self.rows = False
        self.comments: list[int] = []
        self.following: object = None

    def head(self, index: int) -> str:
        return self.heads[index - self.start]

    def text_end(self, index: int) -> int:
        """The end of the lines that are neither blank nor indented."""
        return _text_run(self.heads, index - self.start).end() + self.start  # type: ignore[union-attr]

    def indented_end(self, index: int) -> int:
        """The end of the lines that are blank or indented."""
        return _indented_run(self.heads, index - self.start).end() + self.start  # type: ignore[union-attr]

    def blank_end(self, index: int) -> int:
        """The end of the lines that are blank."""
        return _blank_run(self.heads, index - self.start).end() + self.start  # type: ignore[union-attr]

    def filled_end(self, index: int) -> int:
        """The end of the lines that are not blank."""
        return _filled_run(self.heads, index - self.start).end() + self.start  # type: ignore[union-attr]

    def known_end(self, index: int, column: int) -> int:
        """The end of the lines that are blank or indented to a column at least."""
        stop = self.indented_end(index)
        indents = self.text.indents
        if min(indents[index:stop], default=BLANK) >= column:
            return stop
        return next(at for at in range(index, stop) if indents[at] < column)


Task = Region | tuple[Extent]
"""What is still to be read: a region, or an extent of running text."""


class Scan:
    """One scan of one file: what is wanted, what was found, and the tasks still to do, the next one last.

    ``row`` is that of the region at hand. ``unfilled`` tells that nothing is printed yet below the title before, and
    ``headings`` counts titles.
    """

    def __init__(self, file: str, known: Mapping[str, Policy], *, everything: bool, prose: bool = False) -> None:
        self.file = file
        self.known = known
        self.everything = everything
        self.items: list[Item] = []
        self.tasks: list[Task] = []
        self.prose = prose
        self.row = 0
        self.unfilled = prose
        self.headings = 0

    def selects(self, directive: str) -> bool:
        if self.everything or directive.startswith("ihe:") or directive in _CONTEXT:
            return True
        return self.prose and directive in ("toctree", "glossary")

    def marks(self, text: Text) -> Marks:
        """Where in a text there may be what is looked for."""
        if text.marks is None:
            text.marks = mark(text.lines, everything=self.everything, prose=self.prose)
        return text.marks

    def wants(self, text: Text, start: int, stop: int) -> bool:
        """May the lines hold what is looked for?"""
        return meets(self.marks(text).any, start, stop)

    def nest(self, extent: Extent, depth: int, sections: Sections | None = None) -> None:
        """Read an extent as body elements, before anything else that is still to be read."""
        if sections is not None or self.wants(extent.text, extent.start, extent.stop):
            self.tasks.append(Region(extent, sections, depth, self.row))

    def inline(self, extent: Extent, *, literal: bool = False) -> None:
        """Read an extent as running text; a literal one holds roles, but no mentions."""
        text, start, stop = extent.text, extent.start, extent.stop
        marks = self.marks(text)
        marked, mentioning = meets(marks.markup, start, stop), not literal and meets(marks.mentions, start, stop)
        if marked or mentioning:
            passage = extent.passage()
            if marked and "`" in passage.string:
                self._roles(passage)
            if mentioning:
                locate = partial(passage.place, self.file)
                self.items.extend(mentions.mentions(masked(passage.string), locate, self.row))
        if not literal and meets(marks.normative, start, stop):
            self.items.append(Obliging(partial(_normative, self.file, extent)))

    def _roles(self, passage: Passage) -> None:
        text = escape(passage.string)
        for span in spans(text):
            if span.role is None or not (self.everything or span.role.startswith("ihe:")):
                continue
            content = _content(text[span.content : span.content_end])
            self.items.append(
                Role(
                    span.role,
                    passage.place(self.file, span.start, span.end),
                    Written(content, passage.place(self.file, span.content, span.content_end)),
                )
            )


def _normative(file: str, extent: Extent) -> Iterator[Mention]:
    passage = extent.passage()
    return mentions.normative(masked(passage.string), partial(passage.place, file))


def _content(text: str) -> str:
    r"""White space folded, escapes undone; only ``\<`` stays, which tells it from the ``<`` of ``title <target>``."""
    if "\0" in text:
        text = _escapes(lambda match: "\\<" if match[1] == "<" else "", text)
    return folded(text)
