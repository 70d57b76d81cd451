"""What ``framework.json`` says, as records: the fields of each are the members of its object.

This is the only description of the format: msgspec writes it, reads it and gives its JSON Schema. What is known of
other frameworks and of the catalogue has the same shape. A new kind of thing is a record here and a list of
:class:`Inventory`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from msgspec import Meta, Struct

from sphinx_ihe.language import OPTIONALITIES, SIDES
from sphinx_ihe.language.directives import ISSUE_STATES, LEVELS, PROFILE_TYPES, STATUSES, TRANSACTION_STATUSES

FORMAT = "sphinx-ihe/framework"
VERSION = 1

if TYPE_CHECKING:
    from collections.abc import Iterator

    Version: TypeAlias = int
    Format: TypeAlias = str
    IssueState: TypeAlias = str
    Level: TypeAlias = str
    Optionality: TypeAlias = str
    ProfileType: TypeAlias = str
    Side: TypeAlias = str
    Status: TypeAlias = str
    TransactionStatus: TypeAlias = str
else:
    Format, Version = Literal[FORMAT], Literal[VERSION]
    Status, TransactionStatus, IssueState = Literal[STATUSES], Literal[TRANSACTION_STATUSES], Literal[ISSUE_STATES]
    Optionality, Side, ProfileType, Level = (Literal[words] for words in (OPTIONALITIES, SIDES, PROFILE_TYPES, LEVELS))


def says(what: str) -> Meta:
    """What a member says, for its readers."""
    return Meta(description=what)


Oid: TypeAlias = Annotated[str | None, says("Object identifier.")]
PublishedPage: TypeAlias = Annotated[
    str | None, says("Page that declares it, relative to the address of the framework.")
]
Anchor: TypeAlias = Annotated[str | None, says("Its anchor on that page.")]


class FactsRecord(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """An object of ``framework.json``; a member that has its default is left out."""


class About(FactsRecord, frozen=True, kw_only=True):
    """What ``ihe.yaml`` says of the framework, and where the framework is published."""

    domain: Annotated[str | None, says("Code of the IHE domain.")] = None
    name: Annotated[str | None, says("Name of the domain.")] = None
    title: Annotated[str | None, says("Title of the publication.")] = None
    status: Annotated[Status, says("Stage of the publication.")]
    revision: Annotated[str | None, says("Revision of the publication.")] = None
    date: Annotated[str | None, says("Date of the publication.")] = None
    authors: Annotated[tuple[str, ...], says("Who publishes it.")] = ()
    contact: Annotated[str | None, says("Where comments go.")] = None
    transaction_prefixes: Annotated[tuple[str, ...], says("Prefixes of the transactions declared in it.")] = ()
    section_prefix: Annotated[str | None, says("Number before a transaction's number in the sections of Volume 2.")] = (
        None
    )
    oid_root: Annotated[str | None, says("Object identifier under which those of the framework stand.")] = None
    url: Annotated[str | None, says("Address under which the pages lie; it ends with a slash.")] = None


class Published(FactsRecord, frozen=True, kw_only=True):
    """Everything that is declared. ``kind`` is the name of its role; places stand last in its object."""

    kind: ClassVar[str]
    named_by: ClassVar[tuple[str, ...]] = ("name",)
    if TYPE_CHECKING:
        oid: Oid = None
        page: PublishedPage = None
        anchor: Anchor = None

    @property
    def key(self) -> str:
        """What tells this thing from the others of its kind in one framework, as roles have it."""
        return " / ".join(getattr(self, name) for name in self.named_by)


# -- profiles ---------------------------------------------------------------------------------------------------------


class UseFacts(FactsRecord, frozen=True, kw_only=True):
    """A row of the Actors and Transactions table."""

    transaction: Annotated[str, says("Id of the transaction.")]
    name: Annotated[str | None, says("Name of a transaction that another framework declares, if known.")] = None
    optionality: Annotated[Optionality | None, says("Missing where it could not be read.")] = None
    sides: Annotated[tuple[Side, ...], says("Sides of the actor; missing where nobody says.")] = ()
    option: Annotated[str | None, says("Option of the profile under which the row holds.")] = None
    deferred: Annotated[bool, says("Whether the transaction is yet to come.")] = False
    note: Annotated[str | None, says("Note to the row, in reStructuredText or MyST as written.")] = None


class ContentUseFacts(FactsRecord, frozen=True, kw_only=True):
    """A row of the Actors and Content Modules table."""

    content_module: Annotated[str, says("Name of the content module.")]
    optionality: Annotated[Optionality | None, says("Missing where it could not be read.")] = None
    option: Annotated[str | None, says("Option of the profile under which the row holds.")] = None
    deferred: Annotated[bool, says("Whether the content module is yet to come.")] = False
    note: Annotated[str | None, says("Note to the row, as written.")] = None


class OfferedFacts(FactsRecord, frozen=True, kw_only=True):
    """A row of the Actors and Options table."""

    name: Annotated[str, says("Name of the option, without the word Option.")]
    note: Annotated[str | None, says("Note to the row, as written.")] = None


class PartnerFacts(FactsRecord, frozen=True, kw_only=True):
    """An actor to be grouped with."""

    domain: Annotated[str | None, says("Code of the domain of the profile, where it is written.")] = None
    profile: Annotated[str, says("Acronym of the profile.")]
    actors: Annotated[tuple[str, ...], says("Actors of that profile; one of several is enough.")]
    options: Annotated[tuple[str, ...], says("Options of that profile that the actor must support.")] = ()
    note: Annotated[str | None, says("Note to the partner, as written.")] = None


class GroupingFacts(FactsRecord, frozen=True, kw_only=True):
    """A required grouping of an actor."""

    partners: Annotated[tuple[PartnerFacts, ...], says("Actors to be grouped with.")]
    one_of: Annotated[bool, says("Whether one of the partners is enough.")] = False
    when: Annotated[str | None, says("Option of this profile under which the grouping is required.")] = None
    condition: Annotated[str | None, says("Condition of the grouping in words.")] = None
    content: Annotated[str | None, says("Content bindings reference.")] = None

    @property
    def sets(self) -> tuple[tuple[PartnerFacts, ...], ...]:
        """The partners, those together of which one is enough."""
        return (self.partners,) if self.one_of else tuple((partner,) for partner in self.partners)


class ProfileActorFacts(Published, frozen=True, kw_only=True):
    """An actor in a profile, with its rows in the tables, in their order."""

    kind = "profile-actor"
    name: Annotated[str, says("Name of the actor.")]
    transactions: Annotated[tuple[UseFacts, ...], says("Its transactions.")] = ()
    content_modules: Annotated[tuple[ContentUseFacts, ...], says("Its content modules.")] = ()
    options: Annotated[
        tuple[OfferedFacts, ...] | None, says("Its options; missing where no table lists the actor.")
    ] = None
    groupings: Annotated[
        tuple[GroupingFacts, ...] | None, says("Its groupings; missing where no table lists the actor.")
    ] = None
    notes: Annotated[tuple[str, ...], says("Notes to the actor as a whole, as written.")] = ()
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of its options."""
        return tuple(option.name for option in self.options or ())


class ProfileFacts(Published, frozen=True, kw_only=True):
    """A profile, with its actors in the order of the tables."""

    kind = "profile"
    named_by = ("acronym",)
    acronym: Annotated[str, says("Acronym, which tells the profile from others.")]
    name: Annotated[str, says("Name, without the acronym.")]
    types: Annotated[tuple[ProfileType, ...], says("What kind of profile it is.")] = ()
    status: Annotated[Status | None, says("Stage, where it is not the framework's.")] = None
    chapter: Annotated[str | None, says("Number of its chapter in Volume 1.")] = None
    complete: Annotated[bool, says("False where a part of its tables could not be read.")] = True
    actors: Annotated[tuple[ProfileActorFacts, ...], says("Its actors.")] = ()
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


# -- other things -----------------------------------------------------------------------------------------------------


class ActorFacts(Published, frozen=True, kw_only=True):
    """An actor."""

    kind = "actor"
    name: Annotated[str, says("Name, which tells the actor from others.")]
    abbreviation: Annotated[str | None, says("Abbreviation.")] = None
    abstract: Annotated[bool, says("Whether no product is this actor as such.")] = False
    renamed_to: Annotated[str | None, says("The name that it has now; this one is an old one.")] = None
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


class PlayerFacts(FactsRecord, frozen=True, kw_only=True):
    """An actor in a role of a transaction."""

    name: Annotated[str, says("Name of the actor.")]
    description: Annotated[str | None, says("How it plays the role, as written.")] = None
    note: Annotated[str | None, says("Note to the actor, as written.")] = None


class RoleFacts(FactsRecord, frozen=True, kw_only=True):
    """A role of a transaction."""

    sides: Annotated[tuple[Side, ...], says("Its side, or sides.")]
    name: Annotated[str | None, says("Name of the role, where it has one of its own.")] = None
    actors: Annotated[tuple[PlayerFacts, ...], says("Actors that play it.")] = ()


class TransactionFacts(Published, frozen=True, kw_only=True):
    """A transaction."""

    kind = "transaction"
    named_by = ("id",)
    id: Annotated[str, says("Id, which tells the transaction from others.")]
    name: Annotated[str, says("Name, without the id.")]
    status: Annotated[TransactionStatus, says("Whether it may be used.")] = "active"
    section: Annotated[str | None, says("Number of its section in Volume 2.")] = None
    standards: Annotated[tuple[str, ...], says("Standards that it uses.")] = ()
    complete: Annotated[bool, says("False where a part of its roles could not be read.")] = True
    roles: Annotated[tuple[RoleFacts, ...] | None, says("Its roles; missing where it has no table of roles.")] = None
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


class OptionFacts(Published, frozen=True, kw_only=True):
    """An option that a profile describes."""

    kind = "option"
    named_by = ("profile", "name")
    profile: Annotated[str, says("Acronym of its profile.")]
    name: Annotated[str, says("Name, without the word Option; it tells the option from others of the profile.")]
    requires: Annotated[tuple[str, ...], says("Transactions, content modules and options that it requires.")] = ()
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


class ContentModuleFacts(Published, frozen=True, kw_only=True):
    """A content module; its object identifier is its template id."""

    kind = "content-module"
    name: Annotated[str, says("Name, which tells the content module from others.")]
    parent: Annotated[str | None, says("Template id or name of the content module that it builds on.")] = None
    format_code: Annotated[str | None, says("Format code of the document type.")] = None
    code: Annotated[str | None, says("Code of the document, section or entry.")] = None
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


class UseCaseFacts(Published, frozen=True, kw_only=True):
    """A use case of a profile."""

    kind = "use-case"
    named_by = ("profile", "name")
    profile: Annotated[str, says("Acronym of its profile.")]
    name: Annotated[str, says("Name, which tells the use case from others of the profile.")]
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


class RequirementFacts(Published, frozen=True, kw_only=True):
    """A requirement."""

    kind = "requirement"
    named_by = ("id",)
    id: Annotated[str, says("Id, which tells the requirement from others.")]
    name: Annotated[str | None, says("Name, where it has one beside its id.")] = None
    level: Annotated[Level | None, says("How binding it is.")] = None
    actors: Annotated[tuple[str, ...], says("Actors that it binds.")] = ()
    transaction: Annotated[str | None, says("Id of the transaction that it belongs to.")] = None
    profile: Annotated[str | None, says("Acronym of the profile that it belongs to.")] = None
    text: Annotated[str | None, says("What is required: the first paragraph, as written.")] = None
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


class IssueFacts(Published, frozen=True, kw_only=True):
    """An issue of a supplement."""

    kind = "issue"
    named_by = ("id",)
    id: Annotated[str, says("Id, which tells the issue from others.")]
    name: Annotated[str | None, says("Name, where it has one beside its id.")] = None
    state: Annotated[IssueState | None, says("Whether it is open.")] = None
    closed_by: Annotated[str | None, says("What closed it.")] = None
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


class ClaimedFacts(FactsRecord, frozen=True, kw_only=True):
    """An actor that a product claims to be."""

    name: Annotated[str, says("Name of the actor.")]
    options: Annotated[tuple[str, ...], says("Options that are claimed.")] = ()


class ClaimFacts(FactsRecord, frozen=True, kw_only=True):
    """A profile that a product claims to support."""

    profile: Annotated[str, says("Acronym of the profile.")]
    actors: Annotated[tuple[ClaimedFacts, ...], says("Actors of it that the product claims to be.")] = ()


class StatementFacts(Published, frozen=True, kw_only=True):
    """An Integration Statement."""

    kind = "integration-statement"
    name: Annotated[str, says("Title, which tells the statement from others.")]
    vendor: Annotated[str | None, says("Vendor of the product.")] = None
    product: Annotated[str | None, says("Name of the product.")] = None
    version: Annotated[str | None, says("Version of the product.")] = None
    date: Annotated[str | None, says("Date of the statement.")] = None
    complete: Annotated[bool, says("False where a part of the claims could not be read.")] = True
    claims: Annotated[tuple[ClaimFacts, ...], says("What is claimed.")] = ()
    oid: Oid = None
    page: PublishedPage = None
    anchor: Anchor = None


class Inventory(Struct, frozen=True, kw_only=True, rename="camel"):
    """The names and tables of an IHE Technical Framework, without its text."""

    format: Annotated[Format, says("What this file is.")]
    version: Annotated[Version, says("Rises when a member is removed or changes its meaning.")]
    framework: Annotated[About, says("The framework itself.")]
    profiles: Annotated[tuple[ProfileFacts, ...], says("Profiles, by acronym.")] = ()
    actors: Annotated[tuple[ActorFacts, ...], says("Actors that the framework declares, by name.")] = ()
    transactions: Annotated[tuple[TransactionFacts, ...], says("Transactions that it declares, by id.")] = ()
    options: Annotated[tuple[OptionFacts, ...], says("Options that it describes, by profile and name.")] = ()
    content_modules: Annotated[tuple[ContentModuleFacts, ...], says("Content modules, by name.")] = ()
    use_cases: Annotated[tuple[UseCaseFacts, ...], says("Use cases, by profile and name.")] = ()
    requirements: Annotated[tuple[RequirementFacts, ...], says("Requirements, by id.")] = ()
    issues: Annotated[tuple[IssueFacts, ...], says("Issues, by id.")] = ()
    statements: Annotated[tuple[StatementFacts, ...], says("Integration Statements, by title.")] = ()

    @property
    def things(self) -> Iterator[tuple[str, str, Published]]:
        """Everything that is declared, with its kind and its key as roles have them."""
        for profile in self.profiles:
            yield from (("profile-actor", f"{profile.acronym} / {actor.name}", actor) for actor in profile.actors)
        listed = (getattr(self, name) for name in self.__struct_fields__)
        yield from ((thing.kind, thing.key, thing) for each in listed if isinstance(each, tuple) for thing in each)
