"""One document out of its files: what they include, in its place, and the levels of titles over all of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.language import Block, Role, Title
from sphinx_ihe.language.lines import Lines
from sphinx_ihe.reading.includes import WHOLE, BadIncludeError, Clip, read_include, resolve
from sphinx_ihe.reading.source import Filled, Heading, is_markdown
from sphinx_ihe.reading.source.policy import policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.framework.reader import FolderReader
    from sphinx_ihe.reading.page import PageItem
    from sphinx_ihe.reading.source import Item

DEFAULTS = ("default-domain", "default-role")
"""The directives that change how the names of others read."""
DEEPEST = 100
"""So many files may include one another, each the next."""
MOST = 5000
"""So many files may a document include in all: twenty that include the next one twice are a million."""

_DIRECTIVE = re.compile(r"\s*\.\. +([\w:.+-]+) ?::").match


class Assembly:
    """One document: the levels of its titles, and the files that it includes in one another."""

    def __init__(self, reader: FolderReader, name: str) -> None:
        self.reader = reader
        self.name = name
        self.markdown = is_markdown(name)
        self.offset = 0
        self.ranks: list[int] = []
        self.styles: list[str] = []
        self.level = 0
        self.base = 0
        self.inside: list[tuple[str, Clip]] = [(name, WHOLE)]
        self.included_files = 0
        self.default_role = ""
        self.everything = False

    def read(self, text: str) -> Iterator[PageItem]:
        """What the document says, its files in their places."""
        yield from self.file(self.reader.prolog(markdown=self.markdown), "", nested=False)
        items = self.reader.scan(self.name, text, everything=self.everything, markdown=self.markdown)
        yield from self.file(items, text, nested=False)

    def file(self, items: Iterable[Item], text: str, *, nested: bool) -> Iterator[PageItem]:
        """What a file contributes to the document; a nested one stands where no section can."""
        for item in items:
            if isinstance(item, Heading):
                title = None if nested else self.title(item)
                if title is not None:
                    yield title
            elif isinstance(item, Role) and not item.name:
                yield replace(item, name=self.default_role)
            elif isinstance(item, Block) and item.name == "include":
                yield from self.included(item, text, nested=nested)
            else:
                if isinstance(item, Block) and item.name in DEFAULTS:
                    self.default(item)
                yield item

    def default(self, block: Block) -> None:
        """Note how names read from here on."""
        value = block.argument.text.lower() if block.argument else ""
        if block.name == "default-role":
            self.default_role = value
        # Names that are ours may look like others from here on, also in files that are included.
        self.everything = self.everything or value.startswith("ihe")

    def title(self, heading: Heading) -> Title | None:
        """A title with its level: styles are levels in the order of their first use, also across included files.

        None for a title that docutils drops, because it skips a level.
        """
        if heading.rank is not None:
            return self.ranked_title(heading, heading.rank + self.offset)
        level = self.styles.index(heading.style) + 1 if heading.style in self.styles else len(self.styles) + 1
        if level > self.level + 1:
            return None
        if level > len(self.styles):
            self.styles.append(heading.style)
        self.level = level
        return Title(heading.text, heading.place, self.base + len(self.ranks) + level)

    def ranked_title(self, heading: Heading, rank: int) -> Title:
        """A title of Markdown: it lies in the nearest one above of a lower rank."""
        while self.ranks and self.ranks[-1] >= rank:
            self.ranks.pop()
        self.ranks.append(rank)
        # Titles of reStructuredText that stand in Markdown begin anew below each of its own.
        self.styles, self.level = [], 0
        return Title(heading.text, heading.place, self.base + len(self.ranks))

    def included(self, block: Block, text: str, *, nested: bool) -> Iterator[PageItem]:
        """What an ``include`` directive in a text brings, or what is wrong with it."""
        try:
            markdown = self.markdown and not _is_rst(block, text)
            inside = block.nested if markdown else self.is_nested(block, text)
            yield from self.include(block, nested=nested or inside, markdown=markdown)
        except BadIncludeError as bad:
            yield Filled()
            self.reader.problems.append(bad.problem)

    def include(self, block: Block, *, nested: bool, markdown: bool) -> Iterator[PageItem]:
        """What an ``include`` directive brings. Raises BadIncludeError."""
        include = read_include(block, markdown=markdown)
        if include is None:
            return
        name = resolve(include.path.text, self.name)
        text = self.reader.included(include.path, include.clip, name, include.encoding)
        self.included_files += 1
        if not include.parsed or self.included_files > MOST + 1:
            yield Filled()
            return
        if self.included_files > MOST:
            raise BadIncludeError(include.path.place, f"more than {MOST} files that one document includes")
        here = (name, include.clip)
        if here in self.inside:
            chain = " includes ".join(
                [*(repr(other) for other, _ in self.inside[self.inside.index(here) :]), repr(name)]
            )
            raise BadIncludeError(include.path.place, f"files that include each other: {chain}")
        if len(self.inside) > DEEPEST:
            raise BadIncludeError(include.path.place, f"more than {DEEPEST} files that include one another")
        self.inside.append(here)
        outer = self.styles, self.level, self.base
        around = self.markdown, self.offset
        self.markdown, self.offset = markdown, include.title_offset
        if include.apart:
            self.styles, self.level, self.base = [], 0, self.base + self.level
        items = self.reader.scan_included(name, text, include.clip, everything=self.everything, markdown=markdown)
        yield from self.file(items, text, nested=nested)
        if include.apart:
            self.styles, self.level, self.base = outer
        self.markdown, self.offset = around
        self.inside.pop()

    def is_nested(self, include: Block, text: str) -> bool:
        """Whether an include stands in a body that cannot hold sections."""
        indent = include.place.column - 1
        if not indent:
            return False
        sheet = _lines(text, markdown=self.markdown)
        row = include.place.line - 1
        if sheet.line(row)[:indent].strip():
            return True
        for line in map(sheet.line, range(row - 1, -1, -1)):
            width = len(line) - len(line.lstrip())
            if line.strip() and width < indent:
                directive = _DIRECTIVE(line)
                if not directive or policy(directive[1].lower(), self.reader.policies).body != "sections":
                    return True
                indent = width
        return bool(indent)


@lru_cache(maxsize=1)
def _lines(text: str, *, markdown: bool) -> Lines:
    return Lines(text, markdown=markdown)


def _is_rst(directive: Block, text: str) -> bool:
    """Whether a directive in Markdown stands in a block of reStructuredText."""
    line = _lines(text, markdown=True).line(directive.place.line - 1)
    return line.startswith("..", directive.place.column - 1)
