"""The tables of profiles and transactions, row by row, and the lists that are made from declarations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from sphinx_ihe.model.declarations import Owner
    from sphinx_ihe.model.places import Place, Written

OPTIONALITIES = ("R", "O", "C")
"""Codes of the Actors and Transactions and the Actors and Content Modules tables (General Introduction 7.1)."""

SIDES = ("initiator", "responder", "receiver")
"""The sides of a transaction (supplement template, X.1); a receiver answers nothing."""


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


class RowEnd(NamedTuple):
    """Where another row can be written below one: the end of its last line, and what stands before its first word."""

    place: Place
    indentation: str


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
    end: RowEnd | None = None


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
    end: RowEnd | None = None


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list that is made from what the framework declares; ``kind`` is the directive's (``actor-list``).

    ``profiles`` (acronyms), ``actors`` and ``state`` narrow it; without them it holds everything of its kind.
    """

    kind: str
    directive: Place
    caption: Written | None = None
    profiles: tuple[Written, ...] = ()
    actors: tuple[Written, ...] = ()
    state: Written | None = None
