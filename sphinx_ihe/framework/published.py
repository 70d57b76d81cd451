"""What is known of profiles and transactions that need not be declared here: plain facts without positions.

The catalogue and other frameworks give these; a framework gives the same facts of what it declares itself, so that a
rule asks one question of all three.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable


_ADDRESS = re.compile(r"(?:https?:|(?![a-z][a-z0-9+.-]*:))[^\x00-\x20\x7f-\xa0\"<>]*", re.IGNORECASE).fullmatch


def address(text: str | None) -> str | None:
    """An address from data that a page may link to: of the web or relative; None for any other, which could be code."""
    return text if text is not None and _ADDRESS(text) else None


class UseFacts(Struct, frozen=True):
    """That an actor of a profile uses a transaction. ``sides`` is empty where the source does not say."""

    transaction: str
    optionality: str
    sides: tuple[str, ...] = ()
    option: str | None = None
    deferred: bool = False


class PartnerFacts(Struct, frozen=True):
    """An actor to be grouped with, and the options of it that are needed."""

    profile: str
    actor: str
    options: tuple[str, ...] = ()


class GroupingFacts(Struct, frozen=True):
    """A required grouping, of whose ``partners`` one is enough; ``when`` is the option under which it is required."""

    partners: tuple[PartnerFacts, ...]
    when: str | None = None


class ActorFacts(Struct, frozen=True):
    """An actor in one profile. ``options`` is None where the source lists no options table.

    ``groupings`` are those that are required, but for those under a condition in words; ``content_modules`` are the
    names of the content modules that it uses.
    """

    name: str
    uses: tuple[UseFacts, ...] = ()
    options: tuple[str, ...] | None = None
    groupings: tuple[GroupingFacts, ...] = ()
    content_modules: tuple[str, ...] = ()


class ProfileFacts(Struct, frozen=True):
    """A profile: ``actors`` by name in table order, ``options`` every option of it that is known.

    ``domain`` is the code of the domain, ``status`` a status word of ``ihe.yaml`` or None, ``url`` where it is
    published. ``complete`` is false where the source knows that the profile exists but not its actors. ``requires`` is
    what other frameworks say that options require, by the name of the option.
    """

    acronym: str
    name: str
    domain: str | None = None
    status: str | None = None
    chapter: str | None = None
    actors: dict[str, ActorFacts] = field(default_factory=dict)
    options: frozenset[str] = frozenset()
    url: str | None = None
    external: bool = True
    complete: bool = True
    requires: dict[str, tuple[str, ...]] = field(default_factory=dict)


class TransactionFacts(Struct, frozen=True):
    """A transaction. ``name`` is None where only the id is known; ``also`` are other published spellings of the name.

    ``section`` is its section in Volume 2 (``3.18``) where that is known, ``status`` is ``active``, ``deferred`` or
    ``deprecated``. ``roles`` are the sides that its roles give each actor, None where the source does not say.
    """

    id: str
    name: str | None
    domain: str | None = None
    status: str = "active"
    also: tuple[str, ...] = ()
    section: str | None = None
    url: str | None = None
    external: bool = True
    roles: dict[str, tuple[str, ...]] | None = None


class DomainFacts(Struct, frozen=True):
    """A domain: its code, name and the number before the transaction number in Volume 2 sections, if known."""

    code: str
    name: str
    section_prefix: str | None = None


class Rename(Struct, frozen=True):
    """An actor with a new name: ``new`` is the actor now, of ``profile``, with ``option`` where it needs one."""

    old: str
    new: str
    profile: str | None = None
    option: str | None = None


class Elsewhere(Protocol):
    """A source of published names: the catalogue, or another framework. Every look-up is by the exact name."""

    def profile(self, acronym: str) -> ProfileFacts | None: ...

    def profiles(self) -> Iterable[ProfileFacts]: ...

    def transaction(self, id: str) -> TransactionFacts | None: ...

    def transactions(self) -> Iterable[TransactionFacts]: ...

    def actor_names(self) -> frozenset[str]:
        """Every actor name it knows, old names of renamed actors apart."""
        ...

    def rename(self, actor: str) -> Rename | None: ...

    def content_module_names(self) -> frozenset[str]:
        """Every content module it knows, whether or not an actor uses it."""
        ...

    def url(self, kind: str, key: str) -> str | None:
        """Where a thing is published, by its kind and key as roles have them, if that is known."""
        ...
