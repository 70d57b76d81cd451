"""What ``framework.json`` says, as records: the fields of each are the members of its object.

This is the only description of the format: writing, reading and the JSON Schema follow from it. A new kind of thing is
a record here and a list of :class:`Inventory`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sphinx_ihe.inventory.codec import member
from sphinx_ihe.language import ISSUE_STATES, LEVELS, PROFILE_TYPES, STATUSES, TRANSACTION_STATUSES
from sphinx_ihe.model import OPTIONALITIES, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "sphinx-ihe/framework"
VERSION = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What ``ihe.yaml`` says of the framework, and where the framework is published."""

    domain: str | None = member("Code of the IHE domain.", None)
    name: str | None = member("Name of the domain.", None)
    title: str | None = member("Title of the publication.", None)
    status: str = member("Stage of the publication.", words=STATUSES)
    revision: str | None = member("Revision of the publication.", None)
    date: str | None = member("Date of the publication.", None)
    authors: tuple[str, ...] = member("Who publishes it.", ())
    contact: str | None = member("Where comments go.", None)
    transaction_prefixes: tuple[str, ...] = member("Prefixes of the transactions declared in it.", ())
    section_prefix: str | None = member("Number before a transaction's number in the sections of Volume 2.", None)
    oid_root: str | None = member("Object identifier under which those of the framework stand.", None)
    url: str | None = member("Address under which the pages lie; it ends with a slash.", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What everything that is declared may have. ``kind`` is the name of its role."""

    kind: ClassVar[str]
    oid: str | None = member("Object identifier.", None)
    page: str | None = member("Page that declares it, relative to the address of the framework.", None)
    anchor: str | None = member("Its anchor on that page.", None)

    @property
    def key(self) -> str:
        """What tells this thing from the others of its kind in one framework, as roles have it."""
        raise NotImplementedError


# -- profiles ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class TransactionUse:
    """A row of the Actors and Transactions table."""

    transaction: str = member("Id of the transaction.")
    name: str | None = member("Name of a transaction that another framework declares, if known.", None)
    optionality: str | None = member("Missing where it could not be read.", None, words=OPTIONALITIES)
    sides: tuple[str, ...] = member("Sides of the actor; missing where nobody says.", (), words=SIDES)
    option: str | None = member("Option of the profile under which the row holds.", None)
    deferred: bool = member("Whether the transaction is yet to come.", False)
    note: str | None = member("Note to the row, in reStructuredText or MyST as written.", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentModuleUse:
    """A row of the Actors and Content Modules table."""

    content_module: str = member("Name of the content module.")
    optionality: str | None = member("Missing where it could not be read.", None, words=OPTIONALITIES)
    option: str | None = member("Option of the profile under which the row holds.", None)
    deferred: bool = member("Whether the content module is yet to come.", False)
    note: str | None = member("Note to the row, as written.", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedOption:
    """A row of the Actors and Options table."""

    name: str = member("Name of the option, without the word Option.")
    note: str | None = member("Note to the row, as written.", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Partner:
    """An actor to be grouped with."""

    domain: str | None = member("Code of the domain of the profile, where it is written.", None)
    profile: str = member("Acronym of the profile.")
    actors: tuple[str, ...] = member("Actors of that profile; one of several is enough.")
    options: tuple[str, ...] = member("Options of that profile that the actor must support.", ())
    note: str | None = member("Note to the partner, as written.", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouping:
    """A required grouping of an actor."""

    partners: tuple[Partner, ...] = member("Actors to be grouped with.")
    one_of: bool = member("Whether one of the partners is enough.", False)
    when: str | None = member("Option of this profile under which the grouping is required.", None)
    condition: str | None = member("Condition of the grouping in words.", None)
    content: str | None = member("Content bindings reference.", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileActor(Published):
    """An actor in a profile, with its rows in the tables, in their order."""

    kind = "profile-actor"
    name: str = member("Name of the actor.")
    transactions: tuple[TransactionUse, ...] = member("Its transactions.", ())
    content_modules: tuple[ContentModuleUse, ...] = member("Its content modules.", ())
    options: tuple[OfferedOption, ...] | None = member("Its options; missing where no table lists the actor.", None)
    groupings: tuple[Grouping, ...] | None = member("Its groupings; missing where no table lists the actor.", None)
    notes: tuple[str, ...] = member("Notes to the actor as a whole, as written.", ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile(Published):
    """A profile, with its actors in the order of the tables."""

    kind = "profile"
    acronym: str = member("Acronym, which tells the profile from others.")
    name: str = member("Name, without the acronym.")
    types: tuple[str, ...] = member("What kind of profile it is.", (), words=PROFILE_TYPES)
    status: str | None = member("Stage, where it is not the framework's.", None, words=STATUSES)
    chapter: str | None = member("Number of its chapter in Volume 1.", None)
    complete: bool = member("False where a part of its tables could not be read.", True)
    actors: tuple[ProfileActor, ...] = member("Its actors.", ())

    @property
    def key(self) -> str:
        return self.acronym


# -- other things -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor(Published):
    """An actor."""

    kind = "actor"
    name: str = member("Name, which tells the actor from others.")
    abbreviation: str | None = member("Abbreviation.", None)
    abstract: bool = member("Whether no product is this actor as such.", False)
    renamed_to: str | None = member("The name that it has now; this one is an old one.", None)

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Player:
    """An actor in a role of a transaction."""

    name: str = member("Name of the actor.")
    description: str | None = member("How it plays the role, as written.", None)
    note: str | None = member("Note to the actor, as written.", None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A role of a transaction."""

    sides: tuple[str, ...] = member("Its side, or sides.", words=SIDES)
    name: str | None = member("Name of the role, where it has one of its own.", None)
    actors: tuple[Player, ...] = member("Actors that play it.", ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Transaction(Published):
    """A transaction."""

    kind = "transaction"
    id: str = member("Id, which tells the transaction from others.")
    name: str = member("Name, without the id.")
    status: str = member("Whether it may be used.", "active", words=TRANSACTION_STATUSES)
    section: str | None = member("Number of its section in Volume 2.", None)
    standards: tuple[str, ...] = member("Standards that it uses.", ())
    complete: bool = member("False where a part of its roles could not be read.", True)
    roles: tuple[Role, ...] | None = member("Its roles; missing where it has no table of roles.", None)

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Option(Published):
    """An option that a profile describes."""

    kind = "option"
    profile: str = member("Acronym of its profile.")
    name: str = member("Name, without the word Option; it tells the option from others of the profile.")
    requires: tuple[str, ...] = member("Transactions, content modules and options that it requires.", ())

    @property
    def key(self) -> str:
        return f"{self.profile} / {self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentModule(Published):
    """A content module; its object identifier is its template id."""

    kind = "content-module"
    name: str = member("Name, which tells the content module from others.")
    parent: str | None = member("Template id or name of the content module that it builds on.", None)
    format_code: str | None = member("Format code of the document type.", None)
    code: str | None = member("Code of the document, section or entry.", None)

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class UseCase(Published):
    """A use case of a profile."""

    kind = "use-case"
    profile: str = member("Acronym of its profile.")
    name: str = member("Name, which tells the use case from others of the profile.")

    @property
    def key(self) -> str:
        return f"{self.profile} / {self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement(Published):
    """A requirement."""

    kind = "requirement"
    id: str = member("Id, which tells the requirement from others.")
    name: str | None = member("Name, where it has one beside its id.", None)
    level: str | None = member("How binding it is.", None, words=LEVELS)
    actors: tuple[str, ...] = member("Actors that it binds.", ())
    transaction: str | None = member("Id of the transaction that it belongs to.", None)
    profile: str | None = member("Acronym of the profile that it belongs to.", None)
    text: str | None = member("What is required: the first paragraph, as written.", None)

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue(Published):
    """An issue of a supplement."""

    kind = "issue"
    id: str = member("Id, which tells the issue from others.")
    name: str | None = member("Name, where it has one beside its id.", None)
    state: str | None = member("Whether it is open.", None, words=ISSUE_STATES)
    closed_by: str | None = member("What closed it.", None)

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimedActor:
    """An actor that a product claims to be."""

    name: str = member("Name of the actor.")
    options: tuple[str, ...] = member("Options that are claimed.", ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A profile that a product claims to support."""

    profile: str = member("Acronym of the profile.")
    actors: tuple[ClaimedActor, ...] = member("Actors of it that the product claims to be.", ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement(Published):
    """An Integration Statement."""

    kind = "integration-statement"
    name: str = member("Title, which tells the statement from others.")
    vendor: str | None = member("Vendor of the product.", None)
    product: str | None = member("Name of the product.", None)
    version: str | None = member("Version of the product.", None)
    date: str | None = member("Date of the statement.", None)
    complete: bool = member("False where a part of the claims could not be read.", True)
    claims: tuple[Claim, ...] = member("What is claimed.", ())

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Inventory:
    """The names and tables of an IHE Technical Framework, without its text."""

    format: str = member("What this file is.", FORMAT, words=(FORMAT,), always=True)
    version: int = member("Rises when a member is removed or changes its meaning.", VERSION, always=True)
    framework: About = member("The framework itself.")  # noqa: RUF009 - describes the field
    profiles: tuple[Profile, ...] = member("Profiles, by acronym.", (), always=True)
    actors: tuple[Actor, ...] = member("Actors that the framework declares, by name.", (), always=True)
    transactions: tuple[Transaction, ...] = member("Transactions that it declares, by id.", (), always=True)
    options: tuple[Option, ...] = member("Options that it describes, by profile and name.", (), always=True)
    content_modules: tuple[ContentModule, ...] = member("Content modules, by name.", (), always=True)
    use_cases: tuple[UseCase, ...] = member("Use cases, by profile and name.", (), always=True)
    requirements: tuple[Requirement, ...] = member("Requirements, by id.", (), always=True)
    issues: tuple[Issue, ...] = member("Issues, by id.", (), always=True)
    statements: tuple[Statement, ...] = member("Integration Statements, by title.", (), always=True)

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
