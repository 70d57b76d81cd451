"""What a list holds: everything of a framework, or what the profiles and actors that it names have to do with."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import (
    Actor,
    ContentModule,
    Declaration,
    IntegrationStatement,
    Profile,
    ProfileActor,
    ProfileOption,
    Requirement,
    Transaction,
    UseCase,
)
from sphinx_ihe.language.names import natural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.inventory.records import ProfileActorFacts
    from sphinx_ihe.framework.published import KnownProfile
    from sphinx_ihe.language import Listing

    _Natural = tuple[list[str | int], str]


class Narrowing(Struct, frozen=True, dict=True):
    """The part of a framework that a list is about."""

    framework: Framework
    listing: Listing

    @property
    def everything(self) -> bool:
        """Whether the list is not narrowed."""
        return not self.listing.profiles and not self.listing.actors

    @cached_property
    def members(self) -> tuple[tuple[KnownProfile, ProfileActorFacts], ...]:
        """The actors of the profiles, in the order of chapters and then of tables."""
        named = {actor.text for actor in self.listing.actors}
        return tuple(
            (profile, actor)
            for profile in self._profiles()
            for actor in profile.cast.values()
            if not named or actor.name in named
        )

    def _profiles(self) -> Iterator[KnownProfile]:
        acronyms = {acronym.text for acronym in self.listing.profiles} or self.framework.profiles.keys()
        known = (facts for acronym in acronyms if (facts := self.framework.profile(acronym)))
        return iter(sorted(known, key=order))

    @cached_property
    def profiles(self) -> tuple[KnownProfile, ...]:
        """The profiles: those that are named, and have one of the actors that are named."""
        if not self.listing.actors:
            return tuple(self._profiles())
        return tuple({profile.acronym: profile for profile, _ in self.members}.values())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The actors as pairs of acronym and name."""
        return frozenset((profile.acronym, actor.name) for profile, actor in self.members)

    @cached_property
    def transactions(self) -> dict[str, list[str]]:
        """The transactions that the actors use, each with its profiles, by id."""
        return _by_name((use.transaction, profile) for profile, actor in self.members for use in actor.transactions)

    @cached_property
    def content_modules(self) -> dict[str, list[str]]:
        """The content modules that the actors use, each with its profiles, by name."""
        return _by_name((u.content_module, profile) for profile, actor in self.members for u in actor.content_modules)

    @cached_property
    def actors(self) -> dict[str, list[str]]:
        """The actors, each with its profiles, by name."""
        return _by_name((actor.name, profile) for profile, actor in self.members)

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        return frozenset(profile.acronym for profile in self.profiles)

    def concerns(self, declaration: Declaration) -> bool:
        """Whether a declaration belongs into the list."""
        if self.everything:
            return True
        match declaration:
            case Profile():
                return declaration.acronym in self._acronyms
            case Actor():
                return declaration.name in self.actors
            case Transaction():
                return self.framework.transaction_id(declaration.id.text) in self.transactions
            case ContentModule():
                return declaration.name in self.content_modules
            case ProfileActor():
                return (_acronym(declaration), declaration.name) in self.pairs
            case ProfileOption():
                return any(profile == _acronym(declaration) for profile, _ in self.offering(declaration.name))
            case UseCase():
                return not self.listing.actors and _acronym(declaration) in self._acronyms
            case Requirement():
                return self._binds(declaration)
            case IntegrationStatement():
                claimed = {(c.profile.text, actor.actor.text) for c in declaration.claims for actor in c.actors}
                return bool(claimed & self.pairs)
        return False

    def offering(self, option: str) -> Iterator[tuple[str, str]]:
        """The actors that offer an option of that name, as pairs of acronym and name."""
        for profile, actor in self.members:
            if option in actor.offered:
                yield profile.acronym, actor.name

    def _binds(self, requirement: Requirement) -> bool:
        """Whether a requirement binds the actors: by name, in their profile, or in a transaction that they use."""
        named = {actor.text for actor in requirement.actors}
        if self.listing.actors and not named & self.actors.keys():
            return False
        if requirement.profile:
            return requirement.profile.key in self._acronyms
        if requirement.transaction:
            used = self.framework.transaction_id(requirement.transaction.key) in self.transactions
            return used and (not named or bool(named & self.actors.keys()))
        return bool(named & self.actors.keys())


def order(profile: KnownProfile) -> tuple[bool, _Natural, _Natural]:
    """The profiles of this framework by their chapters, those without one after them; then the published ones."""
    chapter = "" if profile.external else profile.chapter or "~"
    return profile.external, natural(chapter), natural(profile.acronym)


def _acronym(declaration: ProfileActor | ProfileOption | UseCase) -> str:
    return declaration.profile.key if declaration.profile else ""


def _by_name(pairs: Iterator[tuple[str, KnownProfile]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, profile in pairs:
        acronyms = found.setdefault(name, [])
        if profile.acronym not in acronyms:
            acronyms.append(profile.acronym)
    return found
