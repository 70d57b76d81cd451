"""The tables of profiles and transactions, row by row, and the lists that are made from declarations."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from sphinx_ihe.language.declarations import Owner
from sphinx_ihe.language.places import Place, Record, Written

OPTIONALITIES = ("R", "O", "C")
"""Codes of the Actors and Transactions and the Actors and Content Modules tables (General Introduction 7.1)."""

SIDES = ("initiator", "responder", "receiver")
"""The sides of a transaction (supplement template, X.1); a receiver answers nothing."""


class Note(Record, frozen=True):
    """Note ``number`` under a table."""

    number: Written
    text: Written


class Table(Record, frozen=True, kw_only=True, tag=True):
    """What every table has. A table without an owner is homeless; its rows are kept all the same.

    ``complete`` is false where rows could not be read, so that nothing follows from what the table lacks. ``typed``
    tells that the author typed the table by hand: ``directive`` is then where the table stands.
    """

    kind: ClassVar[str]
    directive: Place
    owner: Owner | None
    caption: Written | None = None
    notes: tuple[Note, ...] = ()
    complete: bool = True
    typed: bool = False


class RowEnd(Record, frozen=True):
    """Where another row can be written below one: the end of its last line, and what stands before its first word."""

    place: Place
    indentation: str


class Use(Record, frozen=True, kw_only=True):
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


class ActorUses(Record, frozen=True, kw_only=True):
    """The rows of one actor; ``none`` is where ``none`` is written in place of rows, ``note`` the mark at the actor."""

    actor: Written
    uses: tuple[Use, ...] = ()
    none: Place | None = None
    note: Written | None = None

    @property
    def cells(self) -> tuple[Use, ...]:
        """What the row is about, cell by cell."""
        return self.uses


class ActorsTransactions(Table, frozen=True, kw_only=True):
    """``Table X.1-1: <Acronym> Profile - Actors and Transactions``."""

    kind = "actors-transactions"
    actors: tuple[ActorUses, ...] = ()


class ActorsContentModules(Table, frozen=True, kw_only=True):
    """``Table X.1-2: <Acronym> Profile - Actors and Content Modules``."""

    kind = "actors-content-modules"
    actors: tuple[ActorUses, ...] = ()


class OfferedOption(Record, frozen=True, kw_only=True):
    """An option that an actor may claim; ``place`` is the whole cell."""

    name: Written
    place: Place
    note: Written | None = None


class ActorOptions(Record, frozen=True, kw_only=True):
    """The options of one actor; ``none`` is where ``none`` is written in place of options."""

    actor: Written
    options: tuple[OfferedOption, ...] = ()
    none: Place | None = None
    note: Written | None = None
    end: RowEnd | None = None

    @property
    def cells(self) -> tuple[OfferedOption, ...]:
        """What the row is about, cell by cell."""
        return self.options


class ActorsOptions(Table, frozen=True, kw_only=True):
    """``Table X.2-1: <Acronym> - Actors and Options``."""

    kind = "actors-options"
    actors: tuple[ActorOptions, ...] = ()


class Partner(Record, frozen=True, kw_only=True):
    """``[DOMAIN] PROFILE / ACTOR [with the NAME Option] [(NOTE)]``; without a profile, an actor of this profile.

    More than one actor means one of them; every option named is needed. ``place`` is the whole form.
    """

    place: Place
    actors: tuple[Written, ...]
    domain: Written | None = None
    profile: Written | None = None
    options: tuple[Written, ...] = ()
    note: Written | None = None


class Grouping(Record, frozen=True, kw_only=True):
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


class ActorGroupings(Record, frozen=True, kw_only=True):
    """The groupings of one actor; ``none`` is where ``none`` is written in place of groupings."""

    actor: Written
    groupings: tuple[Grouping, ...] = ()
    none: Place | None = None
    note: Written | None = None
    end: RowEnd | None = None

    @property
    def cells(self) -> tuple[Grouping, ...]:
        """What the row is about, cell by cell."""
        return self.groupings


class RequiredGroupings(Table, frozen=True, kw_only=True):
    """``Table X.3-1: <Acronym> - Required Actor Groupings``."""

    kind = "required-groupings"
    actors: tuple[ActorGroupings, ...] = ()


class Player(Record, frozen=True, kw_only=True):
    """An actor that plays a role of a transaction, and how."""

    actor: Written
    description: Written | None = None
    note: Written | None = None


class TransactionRole(Record, frozen=True, kw_only=True):
    """A side of a transaction with its actors; ``generic`` is the role's own name (``Content Receiver``)."""

    side: Written
    sides: tuple[str, ...]
    generic: Written | None = None
    players: tuple[Player, ...] = ()


class ActorRoles(Table, frozen=True, kw_only=True):
    """``Table 3.Y.2-1: Actor Roles``; its owner is a transaction."""

    kind = "actor-roles"
    roles: tuple[TransactionRole, ...] = ()


AnyTable: TypeAlias = ActorRoles | ActorsContentModules | ActorsOptions | ActorsTransactions | RequiredGroupings


class Listing(Record, frozen=True, kw_only=True):
    """A list that is made from what the framework declares; ``kind`` is the directive's (``actor-list``).

    ``profiles`` (acronyms), ``actors`` and ``state`` narrow it; without them it holds everything of its kind.
    """

    kind: str
    directive: Place
    caption: Written | None = None
    profiles: tuple[Written, ...] = ()
    actors: tuple[Written, ...] = ()
    state: Written | None = None
