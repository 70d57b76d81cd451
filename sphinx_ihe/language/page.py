"""All that one document contributes."""

from __future__ import annotations

from msgspec import field

from sphinx_ihe.language.blocks import Comment, Title
from sphinx_ihe.language.declarations import AnyDeclaration
from sphinx_ihe.language.diagrams import Diagram
from sphinx_ihe.language.mentions import Mention
from sphinx_ihe.language.places import Place, Record, Written
from sphinx_ihe.language.tables import AnyTable, Listing


class Problem(Record, frozen=True):
    """What reading could not make sense of: a finding of one of the IHE0 and IHE4 codes, found before any rule ran."""

    code: str
    place: Place
    message: str
    help: str | None = None


class Reference(Record, frozen=True):
    """A role of ours in running text: ``kind`` (``actor``), the name it points at, and where that name is written."""

    kind: str
    target: Written


class Contents(Record, frozen=True):
    """The documents that a ``toctree`` lists, by their names or patterns of names; ``section`` is the title above."""

    section: Title | None
    documents: tuple[str, ...]


class Prose(Record, frozen=True):
    """What a document says outside of declarations.

    ``empty`` are the places of titles below which nothing is printed before the next title. ``terms`` are those of
    glossaries.
    """

    mentions: tuple[Mention, ...] = ()
    empty: frozenset[Place] = frozenset()
    contents: tuple[Contents, ...] = ()
    terms: tuple[str, ...] = ()


NO_PROSE = Prose()


class Page(Record, frozen=True):
    """All that one document contributes, the unit of clearing and merging.

    ``name`` is Sphinx's name of the document: its path below the source folder, with ``/`` and without a suffix.
    ``typed_tables`` were typed by hand, and ``typed_declarations`` are what the titles above them declare.
    """

    name: str
    declarations: tuple[AnyDeclaration, ...] = ()
    tables: tuple[AnyTable, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
    titles: tuple[Title, ...] = field(default=())
    lists: tuple[Listing, ...] = ()
    comments: tuple[Comment, ...] = ()
    diagrams: tuple[Diagram, ...] = ()
    prose: Prose = NO_PROSE
    typed_tables: tuple[AnyTable, ...] = ()
    typed_declarations: tuple[AnyDeclaration, ...] = ()
