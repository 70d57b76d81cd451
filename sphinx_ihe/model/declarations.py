"""What an author declares: profiles, actors, transactions and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from sphinx_ihe.model.blocks import Title
    from sphinx_ihe.model.places import Place, Written


class Owner(NamedTuple):
    """The profile (its acronym) or transaction (its id) that something belongs to.

    ``named`` is true where an option named it; ``place`` is then the option's value, else the owner's own place.
    """

    key: str
    place: Place
    named: bool


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
