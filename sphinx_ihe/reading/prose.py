"""Running text of a document: what it mentions, and what is in its sections."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sphinx_ihe.language import ActorRoles, Contents, Mention, Profile, Prose, RequiredGroupings, UseCase, Written
from sphinx_ihe.reading.source import mentions
from sphinx_ihe.reading.source.inline import masked, plain
from sphinx_ihe.reading.source.items import Filled, Obliging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.language import Block, Declaration, Place, Table, Title

_informative = re.compile(r"\([^()]*\binformative\b[^()]*\)", re.IGNORECASE).search
_normative = re.compile(r"\(normative\)", re.IGNORECASE).search
_use_case = re.compile(r"\bUse Cases?\b(?! Roles)", re.IGNORECASE).search
_concepts = re.compile(r"(?:\S+ )?Concepts").fullmatch
_entry = re.compile(r".*\S\s*<(?P<titled>[^<>]+)>|(?P<bare>.+)").fullmatch


class _ProseSection(Struct, frozen=True):
    """A section around; ``informative`` is the title that makes it so."""

    level: int
    informative: str | None


class ProseReader:
    """What has been read of a document's running text so far."""

    def __init__(self) -> None:
        self._mentions: list[Mention] = []
        self._empty: set[Place] = set()
        self._contents: list[Contents] = []
        self._terms: list[str] = []
        self._sections: list[_ProseSection] = []
        self._title: Title | None = None
        self._profile: str | None = None
        self._use_case: tuple[str, str, int, int] | None = None

    def prose(self) -> Prose:
        """All of it."""
        return Prose(tuple(self._mentions), frozenset(self._empty), tuple(self._contents), tuple(self._terms))

    def title(self, title: Title) -> None:
        """Enter a section, which is empty until something is printed in it."""
        while self._sections and self._sections[-1].level >= title.level:
            self._sections.pop()
        around = self._sections[-1].informative if self._sections else None
        self._sections.append(_ProseSection(title.level, _makes_informative(title.text, around)))
        self._title = title
        self._empty.add(title.place)

    def filled(self, _: Filled | None = None) -> None:
        """Something is printed in the section."""
        if self._title:
            self._empty.discard(self._title.place)

    def toctree(self, block: Block) -> None:
        """The documents that a table of contents lists are part of the section, which is not empty then."""
        self.filled()
        entries = [_entry(line.text.strip()) for line in block.body]
        named = [(entry["titled"] or entry["bare"]).strip() for entry in entries if entry]
        self._contents.append(Contents(self._title, tuple(named)))

    def glossary(self, block: Block) -> None:
        """Keep the terms of a glossary: what is not indented, without a classifier."""
        lines = (line.text for line in block.body if line.text[:1].strip() and not line.text.startswith(".."))
        self._terms += [plain(line.partition(" : ")[0]) for line in lines]

    def declaration(self, block: Block, declaration: Declaration | None) -> None:
        """Note the profile that text below it speaks of, and the lines of a use case."""
        if isinstance(declaration, Profile):
            self._profile = declaration.acronym
        elif isinstance(declaration, UseCase):
            if declaration.titled and self._sections:
                self._sections[-1] = replace(self._sections[-1], informative=declaration.label.text)
            elif block.body:
                first, last = block.body[0], block.body[-1]
                self._use_case = (declaration.label.text, first.file, first.number, last.number)

    def mention(self, mention: Mention) -> None:
        """Keep a mention."""
        if mention.kind == mentions.TABLE:
            self._mentions.append(replace(mention, scope=self._profile))
        else:
            self._mentions.append(mention)

    def obliging(self, text: Obliging) -> None:
        """Keep the normative words of a text that is informative."""
        if self._use_case or (self._sections and self._sections[-1].informative):
            for mention in text.mentions():
                scope = self._informative(mention.place)
                if scope is not None:
                    self._mentions.append(replace(mention, scope=scope))

    def _informative(self, place: Place) -> str | None:
        if self._use_case:
            title, file, first, last = self._use_case
            if place.file == file and first <= place.line <= last:
                return title
        return self._sections[-1].informative if self._sections else None

    def table(self, table: Table) -> None:
        """The running text in the middle of YAML."""
        for written in _texts(table):
            self._written(written)

    def _written(self, written: Written) -> None:
        place = written.place
        even = place.line == place.end_line and place.end_column - place.column == len(written.text)

        def locate(start: int, end: int) -> Place:
            return replace(place, column=place.column + start, end_column=place.column + end) if even else place

        text = masked(written.text)
        for mention in mentions.mentions(text, locate):
            self.mention(mention)
        self.obliging(Obliging(partial(mentions.normative, text, locate)))


def _texts(table: Table) -> Iterator[Written]:
    yield from (note.text for note in table.notes)
    if isinstance(table, ActorRoles):
        yield from (player.description for role in table.roles for player in role.players if player.description)
    elif isinstance(table, RequiredGroupings):
        for grouping in (grouping for row in table.actors for grouping in row.groupings):
            yield from (text for text in (grouping.condition, grouping.content) if text)


def _makes_informative(title: str, around: str | None) -> str | None:
    """The title that makes a section informative: its own, else one around it; a normative one has none."""
    if _normative(title):
        return None
    return title if _informative(title) or _use_case(title) or _concepts(title) else around
