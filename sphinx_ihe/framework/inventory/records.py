"""What ``framework.json`` says, as records: the fields of each are the members of its object.

This is the only description of the format: writing, reading and the JSON Schema follow from it. A new kind of thing is
a record here and a list of :class:`Inventory`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Struct

from sphinx_ihe.framework.inventory.codec import Member
from sphinx_ihe.language import OPTIONALITIES, SIDES
from sphinx_ihe.language.directives import ISSUE_STATES, LEVELS, PROFILE_TYPES, STATUSES, TRANSACTION_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "sphinx-ihe/framework"
VERSION = 1


class About(Struct, frozen=True, kw_only=True):
    """What ``ihe.yaml`` says of the framework, and where the framework is published."""

    domain: Annotated[str | None, Member("Code of the IHE domain.")] = None
    name: Annotated[str | None, Member("Name of the domain.")] = None
    title: Annotated[str | None, Member("Title of the publication.")] = None
    status: Annotated[str, Member("Stage of the publication.", words=STATUSES)]
    revision: Annotated[str | None, Member("Revision of the publication.")] = None
    date: Annotated[str | None, Member("Date of the publication.")] = None
    authors: Annotated[tuple[str, ...], Member("Who publishes it.")] = ()
    contact: Annotated[str | None, Member("Where comments go.")] = None
    transaction_prefixes: Annotated[tuple[str, ...], Member("Prefixes of the transactions declared in it.")] = ()
    section_prefix: Annotated[
        str | None, Member("Number before a transaction's number in the sections of Volume 2.")
    ] = None
    oid_root: Annotated[str | None, Member("Object identifier under which those of the framework stand.")] = None
    url: Annotated[str | None, Member("Address under which the pages lie; it ends with a slash.")] = None


class Published(Struct, frozen=True, kw_only=True):
    """What everything that is declared may have. ``kind`` is the name of its role."""

    kind: ClassVar[str]
    oid: Annotated[str | None, Member("Object identifier.")] = None
    page: Annotated[str | None, Member("Page that declares it, relative to the address of the framework.")] = None
    anchor: Annotated[str | None, Member("Its anchor on that page.")] = None

    @property
    def key(self) -> str:
        """What tells this thing from the others of its kind in one framework, as roles have it."""
        raise NotImplementedError


# -- profiles ---------------------------------------------------------------------------------------------------------


class TransactionUse(Struct, frozen=True, kw_only=True):
    """A row of the Actors and Transactions table."""

    transaction: Annotated[str, Member("Id of the transaction.")]
    name: Annotated[str | None, Member("Name of a transaction that another framework declares, if known.")] = None
    optionality: Annotated[str | None, Member("Missing where it could not be read.", words=OPTIONALITIES)] = None
    sides: Annotated[tuple[str, ...], Member("Sides of the actor; missing where nobody says.", words=SIDES)] = ()
    option: Annotated[str | None, Member("Option of the profile under which the row holds.")] = None
    deferred: Annotated[bool, Member("Whether the transaction is yet to come.")] = False
    note: Annotated[str | None, Member("Note to the row, in reStructuredText or MyST as written.")] = None


class ContentModuleUse(Struct, frozen=True, kw_only=True):
    """A row of the Actors and Content Modules table."""

    content_module: Annotated[str, Member("Name of the content module.")]
    optionality: Annotated[str | None, Member("Missing where it could not be read.", words=OPTIONALITIES)] = None
    option: Annotated[str | None, Member("Option of the profile under which the row holds.")] = None
    deferred: Annotated[bool, Member("Whether the content module is yet to come.")] = False
    note: Annotated[str | None, Member("Note to the row, as written.")] = None


class OfferedOption(Struct, frozen=True, kw_only=True):
    """A row of the Actors and Options table."""

    name: Annotated[str, Member("Name of the option, without the word Option.")]
    note: Annotated[str | None, Member("Note to the row, as written.")] = None


class Partner(Struct, frozen=True, kw_only=True):
    """An actor to be grouped with."""

    domain: Annotated[str | None, Member("Code of the domain of the profile, where it is written.")] = None
    profile: Annotated[str, Member("Acronym of the profile.")]
    actors: Annotated[tuple[str, ...], Member("Actors of that profile; one of several is enough.")]
    options: Annotated[tuple[str, ...], Member("Options of that profile that the actor must support.")] = ()
    note: Annotated[str | None, Member("Note to the partner, as written.")] = None


class Grouping(Struct, frozen=True, kw_only=True):
    """A required grouping of an actor."""

    partners: Annotated[tuple[Partner, ...], Member("Actors to be grouped with.")]
    one_of: Annotated[bool, Member("Whether one of the partners is enough.")] = False
    when: Annotated[str | None, Member("Option of this profile under which the grouping is required.")] = None
    condition: Annotated[str | None, Member("Condition of the grouping in words.")] = None
    content: Annotated[str | None, Member("Content bindings reference.")] = None


class ProfileActor(Published, frozen=True, kw_only=True):
    """An actor in a profile, with its rows in the tables, in their order."""

    kind = "profile-actor"
    name: Annotated[str, Member("Name of the actor.")]
    transactions: Annotated[tuple[TransactionUse, ...], Member("Its transactions.")] = ()
    content_modules: Annotated[tuple[ContentModuleUse, ...], Member("Its content modules.")] = ()
    options: Annotated[
        tuple[OfferedOption, ...] | None, Member("Its options; missing where no table lists the actor.")
    ] = None
    groupings: Annotated[
        tuple[Grouping, ...] | None, Member("Its groupings; missing where no table lists the actor.")
    ] = None
    notes: Annotated[tuple[str, ...], Member("Notes to the actor as a whole, as written.")] = ()


class Profile(Published, frozen=True, kw_only=True):
    """A profile, with its actors in the order of the tables."""

    kind = "profile"
    acronym: Annotated[str, Member("Acronym, which tells the profile from others.")]
    name: Annotated[str, Member("Name, without the acronym.")]
    types: Annotated[tuple[str, ...], Member("What kind of profile it is.", words=PROFILE_TYPES)] = ()
    status: Annotated[str | None, Member("Stage, where it is not the framework's.", words=STATUSES)] = None
    chapter: Annotated[str | None, Member("Number of its chapter in Volume 1.")] = None
    complete: Annotated[bool, Member("False where a part of its tables could not be read.")] = True
    actors: Annotated[tuple[ProfileActor, ...], Member("Its actors.")] = ()

    @property
    def key(self) -> str:
        return self.acronym


# -- other things -----------------------------------------------------------------------------------------------------


class Actor(Published, frozen=True, kw_only=True):
    """An actor."""

    kind = "actor"
    name: Annotated[str, Member("Name, which tells the actor from others.")]
    abbreviation: Annotated[str | None, Member("Abbreviation.")] = None
    abstract: Annotated[bool, Member("Whether no product is this actor as such.")] = False
    renamed_to: Annotated[str | None, Member("The name that it has now; this one is an old one.")] = None

    @property
    def key(self) -> str:
        return self.name


class Player(Struct, frozen=True, kw_only=True):
    """An actor in a role of a transaction."""

    name: Annotated[str, Member("Name of the actor.")]
    description: Annotated[str | None, Member("How it plays the role, as written.")] = None
    note: Annotated[str | None, Member("Note to the actor, as written.")] = None


class Role(Struct, frozen=True, kw_only=True):
    """A role of a transaction."""

    sides: Annotated[tuple[str, ...], Member("Its side, or sides.", words=SIDES)]
    name: Annotated[str | None, Member("Name of the role, where it has one of its own.")] = None
    actors: Annotated[tuple[Player, ...], Member("Actors that play it.")] = ()


class Transaction(Published, frozen=True, kw_only=True):
    """A transaction."""

    kind = "transaction"
    id: Annotated[str, Member("Id, which tells the transaction from others.")]
    name: Annotated[str, Member("Name, without the id.")]
    status: Annotated[str, Member("Whether it may be used.", words=TRANSACTION_STATUSES)] = "active"
    section: Annotated[str | None, Member("Number of its section in Volume 2.")] = None
    standards: Annotated[tuple[str, ...], Member("Standards that it uses.")] = ()
    complete: Annotated[bool, Member("False where a part of its roles could not be read.")] = True
    roles: Annotated[tuple[Role, ...] | None, Member("Its roles; missing where it has no table of roles.")] = None

    @property
    def key(self) -> str:
        return self.id


class Option(Published, frozen=True, kw_only=True):
    """An option that a profile describes."""

    kind = "option"
    profile: Annotated[str, Member("Acronym of its profile.")]
    name: Annotated[str, Member("Name, without the word Option; it tells the option from others of the profile.")]
    requires: Annotated[tuple[str, ...], Member("Transactions, content modules and options that it requires.")] = ()

    @property
    def key(self) -> str:
        return f"{self.profile} / {self.name}"


class ContentModule(Published, frozen=True, kw_only=True):
    """A content module; its object identifier is its template id."""

    kind = "content-module"
    name: Annotated[str, Member("Name, which tells the content module from others.")]
    parent: Annotated[str | None, Member("Template id or name of the content module that it builds on.")] = None
    format_code: Annotated[str | None, Member("Format code of the document type.")] = None
    code: Annotated[str | None, Member("Code of the document, section or entry.")] = None

    @property
    def key(self) -> str:
        return self.name


class UseCase(Published, frozen=True, kw_only=True):
    """A use case of a profile."""

    kind = "use-case"
    profile: Annotated[str, Member("Acronym of its profile.")]
    name: Annotated[str, Member("Name, which tells the use case from others of the profile.")]

    @property
    def key(self) -> str:
        return f"{self.profile} / {self.name}"


class Requirement(Published, frozen=True, kw_only=True):
    """A requirement."""

    kind = "requirement"
    id: Annotated[str, Member("Id, which tells the requirement from others.")]
    name: Annotated[str | None, Member("Name, where it has one beside its id.")] = None
    level: Annotated[str | None, Member("How binding it is.", words=LEVELS)] = None
    actors: Annotated[tuple[str, ...], Member("Actors that it binds.")] = ()
    transaction: Annotated[str | None, Member("Id of the transaction that it belongs to.")] = None
    profile: Annotated[str | None, Member("Acronym of the profile that it belongs to.")] = None
    text: Annotated[str | None, Member("What is required: the first paragraph, as written.")] = None

    @property
    def key(self) -> str:
        return self.id


class Issue(Published, frozen=True, kw_only=True):
    """An issue of a supplement."""

    kind = "issue"
    id: Annotated[str, Member("Id, which tells the issue from others.")]
    name: Annotated[str | None, Member("Name, where it has one beside its id.")] = None
    state: Annotated[str | None, Member("Whether it is open.", words=ISSUE_STATES)] = None
    closed_by: Annotated[str | None, Member("What closed it.")] = None

    @property
    def key(self) -> str:
        return self.id


class ClaimedActor(Struct, frozen=True, kw_only=True):
    """An actor that a product claims to be."""

    name: Annotated[str, Member("Name of the actor.")]
    options: Annotated[tuple[str, ...], Member("Options that are claimed.")] = ()


class Claim(Struct, frozen=True, kw_only=True):
    """A profile that a product claims to support."""

    profile: Annotated[str, Member("Acronym of the profile.")]
    actors: Annotated[tuple[ClaimedActor, ...], Member("Actors of it that the product claims to be.")] = ()


class Statement(Published, frozen=True, kw_only=True):
    """An Integration Statement."""

    kind = "integration-statement"
    name: Annotated[str, Member("Title, which tells the statement from others.")]
    vendor: Annotated[str | None, Member("Vendor of the product.")] = None
    product: Annotated[str | None, Member("Name of the product.")] = None
    version: Annotated[str | None, Member("Version of the product.")] = None
    date: Annotated[str | None, Member("Date of the statement.")] = None
    complete: Annotated[bool, Member("False where a part of the claims could not be read.")] = True
    claims: Annotated[tuple[Claim, ...], Member("What is claimed.")] = ()

    @property
    def key(self) -> str:
        return self.name


class Inventory(Struct, frozen=True, kw_only=True):
    """The names and tables of an IHE Technical Framework, without its text."""

    format: Annotated[str, Member("What this file is.", words=(FORMAT,), always=True)] = FORMAT
    version: Annotated[int, Member("Rises when a member is removed or changes its meaning.", always=True)] = VERSION
    framework: Annotated[About, Member("The framework itself.")]
    profiles: Annotated[tuple[Profile, ...], Member("Profiles, by acronym.", always=True)] = ()
    actors: Annotated[tuple[Actor, ...], Member("Actors that the framework declares, by name.", always=True)] = ()
    transactions: Annotated[tuple[Transaction, ...], Member("Transactions that it declares, by id.", always=True)] = ()
    options: Annotated[tuple[Option, ...], Member("Options that it describes, by profile and name.", always=True)] = ()
    content_modules: Annotated[tuple[ContentModule, ...], Member("Content modules, by name.", always=True)] = ()
    use_cases: Annotated[tuple[UseCase, ...], Member("Use cases, by profile and name.", always=True)] = ()
    requirements: Annotated[tuple[Requirement, ...], Member("Requirements, by id.", always=True)] = ()
    issues: Annotated[tuple[Issue, ...], Member("Issues, by id.", always=True)] = ()
    statements: Annotated[tuple[Statement, ...], Member("Integration Statements, by title.", always=True)] = ()

    @property
    def things(self) -> Iterator[tuple[str, str, Published]]:
        """Everything that is declared, with its kind and its key as roles have them."""
        for profile in self.profiles:
            yield from (("profile-actor", f"{profile.acronym} / {actor.name}", actor) for actor in profile.actors)
        lists: tuple[tuple[Published, ...], ...] = (
            self.profiles,
            self.actors,
            self.transactions,
            self.options,
            self.content_modules,
            self.use_cases,
            self.requirements,
            self.issues,
            self.statements,
        )
        yield from ((thing.kind, thing.key, thing) for listed in lists for thing in listed)
