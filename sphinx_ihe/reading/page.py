"""One document: what its blocks declare where they stand, and what its roles point at.

This is the only interpretation of a document; the reader of files and the Sphinx extension both use it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from sphinx_ihe.language import (
    AnyDeclaration,
    AnyTable,
    Block,
    Comment,
    Diagram,
    Listing,
    Mention,
    Page,
    Problem,
    Record,
    Reference,
    Role,
    TableGrid,
    Title,
    UseCase,
    Written,
)
from sphinx_ihe.language.directives import CHANGE_MARKS, DIRECTIVES, ROLES
from sphinx_ihe.reading.declarations import Context, Interpreted, owner_of, part, read_block, unknown
from sphinx_ihe.reading.prose import ProseReader
from sphinx_ihe.reading.source.inline import escape, spans
from sphinx_ihe.reading.source.items import Filled, Obliging
from sphinx_ihe.reading.typed import TypedReader

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

_DOMAIN = "ihe:"
_DIRECTIVES = frozenset(DIRECTIVES)
_ROLES = frozenset(_DOMAIN + name for name in (*ROLES, *CHANGE_MARKS))
_EXPLICIT = re.compile(r".+?\s*(?<!\\)<(?P<target>.*)>", re.DOTALL)

PageItem: TypeAlias = Block | Title | Role | Comment | Mention | Filled | Obliging | TableGrid
"""What a document is made of."""


class PagePart(Record, frozen=True):
    """One thing that a document says to us: an item with its full name, and what it is where it is a block."""

    item: Block | Title | Role | Comment
    read: Interpreted = Interpreted()


def read_page(name: str, items: Iterable[PageItem], default_domain: str | None = None) -> Page:
    """Read a document. ``default_domain`` is the domain whose prefix may be left out from the start."""
    return read_parts(name, items, default_domain)[0]


def read_parts(
    name: str, items: Iterable[PageItem], default_domain: str | None = None, title: Written | None = None
) -> tuple[Page, tuple[PagePart, ...]]:
    """As :func:`read_page`, with the parts that the page is made of, in their order; notes are in their tables.

    ``title`` is the title of a page that does not stand in its text.
    """
    reader = _PageReader(default_domain, title)
    read: dict[type, Callable[[Any], None]] = {
        Block: reader.block,
        Title: reader.title,
        Role: reader.role,
        Comment: reader.comment,
        Mention: reader.prose.mention,
        Filled: reader.prose.filled,
        Obliging: reader.prose.obliging,
        TableGrid: reader.grid,
    }
    for item in items:
        read[type(item)](item)
    page = Page(
        name,
        tuple(reader.declarations),
        tuple(reader.tables),
        tuple(reader.references),
        (*reader.problems, *reader.typed.problems),
        tuple(reader.titles),
        tuple(reader.lists),
        tuple(reader.comments),
        tuple(reader.diagrams),
        reader.prose.prose(),
        tuple(reader.typed.tables),
        reader.typed.declarations,
    )
    return page, tuple(reader.parts)


class _PageReader:
    """What has been read of a document so far."""

    def __init__(self, default_domain: str | None, title: Written | None) -> None:
        self.declarations: list[AnyDeclaration] = []
        self.tables: list[AnyTable] = []
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        self.titles: list[Title] = []
        self.lists: list[Listing] = []
        self.comments: list[Comment] = []
        self.diagrams: list[Diagram] = []
        self.prose = ProseReader()
        self.typed = TypedReader(title)
        self.parts: list[PagePart] = []
        self._context = Context()
        self._default_domain = default_domain

    def title(self, title: Title) -> None:
        self.parts.append(PagePart(title))
        self.titles.append(title)
        self.prose.title(title)
        self.typed.title(title)
        self._context = self._context.below(title)

    def comment(self, comment: Comment) -> None:
        self.parts.append(PagePart(comment))
        self.comments.append(comment)

    def block(self, block: Block) -> None:
        if block.name == "default-domain":
            self._default_domain = block.argument.text.lower() if block.argument else None
            return
        if block.name == "toctree":
            self.prose.toctree(block)
            return
        if block.name == "glossary":
            self.prose.glossary(block)
            return
        name = self._full_name(block.name, _DIRECTIVES)
        if name is None:
            return
        block = block if name == block.name else replace(block, name=name)
        declared = read_block(block, self._context)
        self.parts.append(PagePart(block, declared))
        self.problems.extend(declared.problems)
        self._printed(declared)
        if declared.declaration:
            self.declarations.append(declared.declaration)
        if isinstance(declared.declaration, UseCase):
            self._context = replace(self._context, use_case=declared.declaration)
        self.prose.declaration(block, declared.declaration)
        if name in ("ihe:profile", "ihe:transaction"):
            self._enter(name.removeprefix(_DOMAIN), declared.declaration)

    def grid(self, grid: TableGrid) -> None:
        self.typed.grid(grid, self._context)

    def _printed(self, declared: Interpreted) -> None:
        """Keep what a block prints in its place, with the roles in its running text."""
        if declared.table:
            self.tables.append(declared.table)
            self.prose.table(declared.table)
            for note in declared.table.notes:
                self.text(note.text)
        if declared.listing:
            self.lists.append(declared.listing)
        if declared.diagram:
            self.diagrams.append(declared.diagram)
            for text in declared.diagram.texts:
                self.text(text)

    def text(self, text: Written) -> None:
        """The roles of a note or of a text in a diagram, which is running text in the middle of a body."""
        for name, start, end, content, content_end in _roles(text.text):
            place = part(text, start, end).place
            if (full_name := self._full_name(name.lower(), _ROLES)) is not None:
                self.named(full_name, Role(name, place, part(text, content, content_end)))

    def role(self, role: Role) -> None:
        name = self._full_name(role.name.lower(), _ROLES)
        if name is None:
            return
        if name.removeprefix(_DOMAIN) not in CHANGE_MARKS:
            self.parts.append(PagePart(role if name == role.name else replace(role, name=name)))
        self.named(name, role)

    def named(self, name: str, role: Role) -> None:
        kind = name.removeprefix(_DOMAIN)
        if name not in _ROLES:
            self.problems.append(unknown("role", name, _ROLES, role.place))
        elif kind in ROLES and (target := _target(role.content)):
            self.references.append(Reference(kind, target))

    def _full_name(self, name: str, known: Container[str]) -> str | None:
        """The name with our prefix; None if it is not ours. Without a prefix, a name is ours if we know it."""
        if name.startswith(_DOMAIN):
            return name
        if ":" not in name and self._default_domain == "ihe" and _DOMAIN + name in known:
            return _DOMAIN + name
        return None

    def _enter(self, kind: str, declaration: AnyDeclaration | None) -> None:
        """Make a profile or transaction the nearest one above; what cannot be read is the nearest one all the same."""
        owner = owner_of(declaration) if declaration else None
        unreadable = self._context.unreadable - {kind} if owner else self._context.unreadable | {kind}
        if kind == "profile":
            self._context = replace(self._context, profile=owner, unreadable=unreadable, use_case=None)
        else:
            self._context = replace(self._context, transaction=owner, unreadable=unreadable)


def _roles(text: str) -> list[tuple[str, int, int, int, int]]:
    """The roles of a text in either markup: their names, and where they and their contents begin and end."""
    found = [
        (span.role, span.start, span.end, span.content, span.content_end)
        for span in spans(escape(text))
        if span.role is not None
    ]
    if "}`" in text:
        from sphinx_ihe.reading.source.myst_inline import tokens

        found += [
            (token.name, token.start, token.end, token.content, token.content_end)
            for token in tokens(text, ())
            if token.kind == "role"
        ]
    return sorted(found, key=lambda role: role[1])


def _target(content: Written) -> Written | None:
    """What a role points at; None where ``!`` says that it points at nothing."""
    if content.text.startswith("!"):
        return None
    found = _EXPLICIT.fullmatch(content.text)
    start, end = found.span("target") if found else (0, len(content.text))
    if content.text[start:end].startswith("~"):
        start += 1
    target = part(content, start, end)
    return target if target.text else None
