"""What an author declares: profiles, actors, transactions and what belongs to them."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from sphinx_ihe.language.blocks import Title
from sphinx_ihe.language.places import Place, Record, Written


class Owner(Record, frozen=True):
    """The profile (its acronym) or transaction (its id) that something belongs to.

    ``named`` is true where an option named it; ``place`` is then the option's value, else the owner's own place.
    """

    key: str
    place: Place
    named: bool


class Declaration(Record, frozen=True, kw_only=True, tag=True):
    """What every declaration has.

    ``label`` is the argument or the section title as a whole, ``name`` what it names without acronym, id or closing
    word. ``typed`` tells that no directive declares it, but a title above a table that was typed by hand.
    ``titled`` tells that the label is the title of the section it stands in; ``section`` is that section's title.
    ``text`` is the first paragraph of the body, as written.
    """

    kind: ClassVar[str]
    label: Written
    name: str
    directive: Place
    section: Title | None = None
    titled: bool = False
    typed: bool = False
    oid: Written | None = None
    text: Written | None = None

    @property
    def key(self) -> str:
        """What tells this thing from the others of its kind in one framework."""
        return self.name

    @property
    def heading(self) -> Place:
        """The title of the thing, or its directive where it took no title: where what it lacks is reported."""
        return self.label.place if self.titled else self.directive


class Profile(Declaration, frozen=True, kw_only=True):
    """A profile (General Introduction 5, supplement template X)."""

    kind = "profile"
    acronym: str
    types: tuple[Written, ...] = ()
    status: Written | None = None
    chapter: Written | None = None

    @property
    def key(self) -> str:
        return self.acronym


class Actor(Declaration, frozen=True, kw_only=True):
    """An actor (General Introduction, Appendix A)."""

    kind = "actor"
    abbreviation: Written | None = None
    abstract: bool = False
    renamed_to: Written | None = None


class Transaction(Declaration, frozen=True, kw_only=True):
    """A transaction (General Introduction, Appendix B; template 3.Y). ``id`` is as written: ``ITI-041`` stays."""

    kind = "transaction"
    id: Written
    standards: tuple[Written, ...] = ()
    status: Written | None = None
    number: Written | None = None

    @property
    def key(self) -> str:
        return self.id.text


class ProfileActor(Declaration, frozen=True, kw_only=True):
    """What an actor is and must do in one profile (template X.1.1.n)."""

    kind = "profile-actor"
    profile: Owner | None

    @property
    def key(self) -> str:
        return f"{self.profile.key if self.profile else ''} / {self.name}"


class ProfileOption(Declaration, frozen=True, kw_only=True):
    """An option of a profile (template X.2.n). ``requires`` names transactions, content modules or options."""

    kind = "option"
    profile: Owner | None
    requires: tuple[Written, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.profile.key if self.profile else ''} / {self.name}"


class ContentModule(Declaration, frozen=True, kw_only=True):
    """A content module (General Introduction, Appendix C; Volume 3). ``oid`` is its template id.

    ``parent`` is the template id or the name of the module that it builds on, ``format_code`` the code of the document
    type in metadata, ``code`` the code of the document, section or entry (LOINC).
    """

    kind = "content-module"
    parent: Written | None = None
    format_code: Written | None = None
    code: Written | None = None


class UseCase(Declaration, frozen=True, kw_only=True):
    """A use case of a profile (template X.4.2.n)."""

    kind = "use-case"
    profile: Owner | None

    @property
    def key(self) -> str:
        return f"{self.profile.key if self.profile else ''} / {self.name}"


class Requirement(Declaration, frozen=True, kw_only=True):
    """A requirement with an id. ``name`` is what stands behind the id in a title, else the id.

    ``transaction`` is the one that an option names, else the nearest one above; ``profile`` is the nearest one above.
    """

    kind = "requirement"
    id: Written
    level: Written | None = None
    actors: tuple[Written, ...] = ()
    transaction: Owner | None = None
    profile: Owner | None = None

    @property
    def key(self) -> str:
        return self.id.text


class Issue(Declaration, frozen=True, kw_only=True):
    """An issue of a supplement. ``name`` is what stands behind the id in a title, else the id."""

    kind = "issue"
    id: Written
    state: Written | None = None
    closed_by: Written | None = None

    @property
    def key(self) -> str:
        return self.id.text

    @property
    def current_state(self) -> str:
        """``open`` or ``closed``; where no state is written, what has closed it tells."""
        if self.state:
            return self.state.text
        return "closed" if self.closed_by else "open"


class ClaimedActor(Record, frozen=True):
    """An actor that a product claims to be, and the options of it."""

    actor: Written
    options: tuple[Written, ...] = ()


class Claim(Record, frozen=True):
    """A profile that a product claims to support, by acronym, and as which actors."""

    profile: Written
    actors: tuple[ClaimedActor, ...] = ()


class IntegrationStatement(Declaration, frozen=True, kw_only=True):
    """What a product claims (General Introduction, Appendix F). ``name`` is the product with its version.

    ``complete`` is false where claims could not be read.
    """

    kind = "integration-statement"
    vendor: Written | None = None
    product: Written | None = None
    version: Written | None = None
    date: Written | None = None
    claims: tuple[Claim, ...] = ()
    complete: bool = True


AnyDeclaration: TypeAlias = (
    Actor
    | ContentModule
    | IntegrationStatement
    | Issue
    | Profile
    | ProfileActor
    | ProfileOption
    | Requirement
    | Transaction
    | UseCase
)
