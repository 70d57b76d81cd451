"""What the domain keeps of each document, the unit of clearing and merging."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import field
from msgspec.structs import replace

from sphinx_ihe.language import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_ihe.language import Block, Comment, Outline, Page, Place, Problem, Role, Title
    from sphinx_ihe.printing.lists import Term


class Condition(NamedTuple):
    """What a part of a document depends on: the expression of ``only`` or ``ifconfig``."""

    kind: str
    expression: str


class Collected(NamedTuple):
    """One item of a document, and what it depends on, outermost first."""

    item: Block | Title | Role | Comment
    conditions: tuple[Condition, ...] = ()


class NameUse(NamedTuple):
    """A name in a document whose print depends on other documents: a role or a link that we made."""

    kind: str
    target: str
    explicit: bool
    short: bool


Summary: TypeAlias = tuple[str | NameUse, ...]
"""The first sentence of a thing: its words, and names whose print depends on other documents."""


class Anchor(NamedTuple):
    """Where a declaration can be linked to, and the title and summary it has there, in the language of the build."""

    node_id: str
    title: str
    summary: Summary = ()


class WholeId(str):
    """An id that Sphinx's search index does not shorten: it would make it anew, and of the title instead of the key."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WholeId) and str.__eq__(self, other)

    __hash__ = str.__hash__


class Document(Record, frozen=True):
    """All that one document contributes.

    ``page`` is what it says where nothing in it depends on a condition; else ``items`` are kept, and each build reads
    those that hold in it. ``anchors`` go by the place of the directive; ``terms`` are the entries of its glossaries.
    ``texts`` are the translated texts of declarations, by the same place, where they are translated.
    ``unreadable`` is what is wrong with its files, which Sphinx has errors of its own for. ``numrefs`` are the labels
    whose numbers it prints.
    """

    name: str
    page: Page
    anchors: dict[Place, Anchor]
    uses: tuple[NameUse, ...] = ()
    items: tuple[Collected, ...] = ()
    terms: tuple[Term, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    texts: dict[Place, str] = field(default_factory=dict)
    outline: Outline = ()
    numrefs: tuple[str, ...] = ()

    def read(self, holds: Callable[[Condition], bool]) -> Page:
        """What the document says in one build."""
        if not self.items:
            return self.page
        from sphinx_ihe.reading.page import read_page

        page = read_page(self.name, [c.item for c in self.items if all(map(holds, c.conditions))])
        return replace(page, prose=self.page.prose)
