"""What an author says: places, blocks, declarations and tables, as frozen records.

Nothing here knows RST, YAML or Sphinx, and nothing here judges: a record says what was written and where.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

OPTIONALITIES = ("R", "O", "C")
"""Codes of the Actors and Transactions and the Actors and Content Modules tables (General Introduction 7.1)."""

SIDES = ("initiator", "responder", "receiver")
"""The sides of a transaction (supplement template, X.1); a receiver answers nothing."""


class Place(NamedTuple):
    """A range of source text: lines and columns count from 1, columns in characters, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Written(NamedTuple):
    """A text as its author wrote it (white space folded), and where."""

    text: str
    place: Place


class Line(NamedTuple):
    """One line of a directive's body, without the indentation of the body.

    ``column`` is where ``text[0]`` stands. ``columns`` is given only where tabs make the two disagree: the source
    column of each character of ``text`` and of its end.
    """

    text: str
    file: str
    number: int
    column: int
    columns: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> Place:
        """The source range of ``text[start:end]``."""
        if self.columns is not None:
            last = len(self.columns) - 1
            return Place(
                self.file, self.number, self.columns[min(start, last)], self.number, self.columns[min(end, last)]
            )
        return Place(self.file, self.number, self.column + start, self.number, self.column + end)


class BlockOption(NamedTuple):
    """``:name: value`` of a directive; the value's place is the name's where no value is written."""

    name: Written
    value: Written


@dataclass(frozen=True, slots=True)
class Block:
    """A directive as written, before anyone has judged it. ``name`` is lower case: ``ihe:actor``.

    ``place`` runs from the first character of the directive to the end of its ``::``.
    """

    name: str
    place: Place
    argument: Written | None = None
    options: tuple[BlockOption, ...] = ()
    body: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A section title without its inline markup; ``level`` 1 is the outermost of the document."""

    text: str
    place: Place
    level: int


@dataclass(frozen=True, slots=True)
class Role:
    """``:name:`content``` in running text; ``place`` is all of it, ``content`` the part between the backquotes."""

    name: str
    place: Place
    content: Written


@dataclass(frozen=True, slots=True)
class Problem:
    """What reading could not make sense of: a finding of one of the IHE0 and IHE4 codes, found before any rule ran."""

    code: str
    place: Place
    message: str
    help: str | None = None


class Owner(NamedTuple):
    """The profile (its acronym) or transaction (its id) that something belongs to.

    ``named`` is true where an option named it; ``place`` is then the option's value, else the owner's own place.
    """

    key: str
    place: Place
    named: bool


# -- declarations -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Declaration:
    """What every declaration has.

    ``label`` is the argument or the section title as a whole, ``name`` what it names without acronym, id or closing
    word. ``titled`` tells that the label is the title of the section it stands in; ``section`` is that section's title.
    """

    kind: ClassVar[str]
    label: Written
    name: str
    directive: Place
    section: Title | None = None
    titled: bool = False
    oid: Written | None = None

    @property
    def key(self) -> str:
        """What tells this thing from the others of its kind in one framework."""
        return self.name

    @property
    def heading(self) -> Place:
        """The title of the thing, or its directive where it took no title: where what it lacks is reported."""
        return self.label.place if self.titled else self.directive


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile(Declaration):
    """A profile (General Introduction 5, supplement template X)."""

    kind = "profile"
    acronym: str
    types: tuple[Written, ...] = ()
    status: Written | None = None
    chapter: Written | None = None

    @property
    def key(self) -> str:
        return self.acronym


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor(Declaration):
    """An actor (General Introduction, Appendix A)."""

    kind = "actor"
    abbreviation: Written | None = None
    abstract: bool = False
    renamed_to: Written | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Transaction(Declaration):
    """A transaction (General Introduction, Appendix B; template 3.Y). ``id`` is as written: ``ITI-041`` stays."""

    kind = "transaction"
    id: Written
    standards: tuple[Written, ...] = ()
    status: Written | None = None
    number: Written | None = None

    @property
    def key(self) -> str:
        return self.id.text


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileActor(Declaration):
    """What an actor is and must do in one profile (template X.1.1.n)."""

    kind = "profile-actor"
    profile: Owner | None

    @property
    def key(self) -> str:
        return f"{self.profile.key if self.profile else ''} / {self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileOption(Declaration):
    """An option of a profile (template X.2.n). ``requires`` names transactions, content modules or options."""

    kind = "option"
    profile: Owner | None
    requires: tuple[Written, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.profile.key if self.profile else ''} / {self.name}"


# -- tables -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """Note ``number`` under a table."""

    number: Written
    text: Written


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What every table has. A table without an owner is homeless; its rows are kept all the same.

    ``complete`` is false where rows could not be read, so that nothing follows from what the table lacks.
    """

    kind: ClassVar[str]
    directive: Place
    owner: Owner | None
    caption: Written | None = None
    notes: tuple[Note, ...] = ()
    complete: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """One cell of an actor's row: what a profile makes of one transaction or content module.

    ``target`` is the key as written (a transaction id or a content module's name), ``name`` the name that stands before
    an id in the long form ``Registry Stored Query [ITI-18]``. ``sides`` is empty where none is written; ``side`` is the
    words as written. ``option`` is the option under which the cell holds. ``place`` is the whole cell. ``optionality``
    is empty where the cell could not be read.
    """

    target: Written
    place: Place
    optionality: Written
    name: Written | None = None
    side: Written | None = None
    sides: tuple[str, ...] = ()
    option: Written | None = None
    note: Written | None = None
    deferred: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorUses:
    """The rows of one actor; ``none`` is where ``none`` is written in place of rows, ``note`` the mark at the actor."""

    actor: Written
    uses: tuple[Use, ...] = ()
    none: Place | None = None
    note: Written | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorsTransactions(Table):
    """``Table X.1-1: <Acronym> Profile - Actors and Transactions``."""

    kind = "actors-transactions"
    actors: tuple[ActorUses, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorsContentModules(Table):
    """``Table X.1-2: <Acronym> Profile - Actors and Content Modules``."""

    kind = "actors-content-modules"
    actors: tuple[ActorUses, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedOption:
    """An option that an actor may claim; ``place`` is the whole cell."""

    name: Written
    place: Place
    note: Written | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorOptions:
    """The options of one actor; ``none`` is where ``none`` is written in place of options."""

    actor: Written
    options: tuple[OfferedOption, ...] = ()
    none: Place | None = None
    note: Written | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorsOptions(Table):
    """``Table X.2-1: <Acronym> - Actors and Options``."""

    kind = "actors-options"
    actors: tuple[ActorOptions, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Partner:
    """``[DOMAIN] PROFILE / ACTOR [with the NAME Option] [(NOTE)]``; without a profile, an actor of this profile.

    More than one actor means one of them; every option named is needed. ``place`` is the whole form.
    """

    place: Place
    actors: tuple[Written, ...]
    domain: Written | None = None
    profile: Written | None = None
    options: tuple[Written, ...] = ()
    note: Written | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouping:
    """One row of the groupings table: its partners, of which ``one_of`` asks for one and otherwise all.

    ``when`` names an option of the profile under which it holds, ``condition`` says in free text when it does;
    ``content`` is the content bindings reference.
    """

    place: Place
    partners: tuple[Partner, ...]
    one_of: bool = False
    when: Written | None = None
    condition: Written | None = None
    content: Written | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorGroupings:
    """The groupings of one actor; ``none`` is where ``none`` is written in place of groupings."""

    actor: Written
    groupings: tuple[Grouping, ...] = ()
    none: Place | None = None
    note: Written | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RequiredGroupings(Table):
    """``Table X.3-1: <Acronym> - Required Actor Groupings``."""

    kind = "required-groupings"
    actors: tuple[ActorGroupings, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Player:
    """An actor that plays a role of a transaction, and how."""

    actor: Written
    description: Written | None = None
    note: Written | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TransactionRole:
    """A side of a transaction with its actors; ``generic`` is the role's own name (``Content Receiver``)."""

    side: Written
    sides: tuple[str, ...]
    generic: Written | None = None
    players: tuple[Player, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorRoles(Table):
    """``Table 3.Y.2-1: Actor Roles``; its owner is a transaction."""

    kind = "actor-roles"
    roles: tuple[TransactionRole, ...] = ()


# -- pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """A role of ours in running text: ``kind`` (``actor``), the name it points at, and where that name is written."""

    kind: str
    target: Written


@dataclass(frozen=True, slots=True)
class Page:
    """All that one document contributes, the unit of clearing and merging.

    ``name`` is Sphinx's name of the document: its path below the source folder, with ``/`` and without a suffix.
    """

    name: str
    declarations: tuple[Declaration, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
    titles: tuple[Title, ...] = field(default=())
