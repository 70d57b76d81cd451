"""What is known of profiles and transactions that need not be declared here: the facts of ``framework.json`` and more.

The catalogue and other frameworks give these; a framework gives the same facts of what it declares itself, so that a
rule asks one question of all three.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct, field
from msgspec.structs import asdict

from sphinx_ihe.framework.declared import first
from sphinx_ihe.framework.inventory.records import FactsRecord, ProfileActorFacts, ProfileFacts, TransactionFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

K = TypeVar("K", bound=FactsRecord)


class KnownProfile(ProfileFacts, frozen=True, kw_only=True, dict=True):
    """A profile as a source knows it: the code of its ``domain``, and the ``url`` where it is published.

    ``described`` are the options that the source describes, each with what it requires.
    """

    domain: str | None = None
    url: str | None = None
    external: bool = True
    described: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def cast(self) -> dict[str, ProfileActorFacts]:
        """The actors by name, in table order."""
        return first((actor.name, actor) for actor in self.actors)

    @cached_property
    def options(self) -> frozenset[str]:
        """Every option that is described or offered."""
        return frozenset(self.described).union(*(actor.offered for actor in self.actors))


class KnownTransaction(TransactionFacts, frozen=True, kw_only=True, dict=True):
    """A transaction as a source knows it: the code of its ``domain``, and the ``url`` where it is published.

    ``name`` is empty where only the id is known; ``also`` are other published spellings of it.
    """

    name: str = ""
    domain: str | None = None
    url: str | None = None
    external: bool = True
    also: tuple[str, ...] = ()

    @cached_property
    def sides(self) -> dict[str, tuple[str, ...]] | None:
        """The sides that the roles give each actor; None where the source does not say."""
        if not self.roles or not self.complete:
            return None
        found: dict[str, tuple[str, ...]] = {}
        for role in self.roles:
            for player in role.actors:
                found[player.name] = tuple(dict.fromkeys((*found.get(player.name, ()), *role.sides)))
        return found


def known(kind: type[K], record: FactsRecord, **more: Any) -> K:
    """A record with what its source adds."""
    return kind(**(asdict(record) | more))


class Rename(Struct, frozen=True):
    """An actor with a new name: ``new`` is the actor now, of ``profile``, with ``option`` where it needs one."""

    old: str
    new: str
    profile: str | None = None
    option: str | None = None


class Elsewhere(Protocol):
    """A source of published names: the catalogue, or another framework. Every look-up is by the exact name."""

    @property
    def profiles(self) -> Mapping[str, KnownProfile]: ...

    @property
    def transactions(self) -> Mapping[str, KnownTransaction]: ...

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
