"""The profiles in whose tables a thing stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.framework.diff.facts import FactKey
from sphinx_ihe.language.directives import KINDS_OF_PROFILE
from sphinx_ihe.language.names import natural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.diff.facts import FactNames
    from sphinx_ihe.framework.inventory import records


class Touched:
    """Which profiles use a thing: in either of two frameworks, by its name now."""

    def __init__(self, *inventories: tuple[records.Inventory, FactNames]) -> None:
        self._users: dict[FactKey, set[str]] = {}
        for inventory, names in inventories:
            for thing, acronym in _uses(inventory, names):
                self._users.setdefault(thing, set()).add(acronym)

    def profiles(self, thing: FactKey, *, wholly: bool) -> tuple[str, ...]:
        """The acronyms, sorted. A profile that only ``changed`` does not touch those that are grouped with it."""
        found = set() if thing.kind == "profile" and not wholly else self._users.get(thing, set())
        own = {thing.key.partition(" / ")[0]} if thing.kind in ("profile", *KINDS_OF_PROFILE) else set()
        return tuple(sorted(found | own, key=natural))


def _uses(inventory: records.Inventory, names: FactNames) -> Iterator[tuple[FactKey, str]]:
    """Each thing with each profile that uses it."""
    for profile in inventory.profiles:
        acronym = names.of("profile", profile.acronym)
        for actor in profile.actors:
            yield FactKey("actor", names.of("actor", actor.name)), acronym
            for use in actor.transactions:
                yield FactKey("transaction", names.of("transaction", use.transaction)), acronym
            for module in actor.content_modules:
                yield FactKey("content-module", names.of("content-module", module.content_module)), acronym
            for grouping in actor.groupings or ():
                for partner in grouping.partners:
                    yield from ((thing, acronym) for thing in _of_partner(partner, names))
    yield from _of_requirements(inventory, names)


def _of_partner(partner: records.PartnerFacts, names: FactNames) -> Iterator[FactKey]:
    profile = names.of("profile", partner.profile)
    yield FactKey("profile", profile)
    for actor in partner.actors:
        yield FactKey("actor", names.of("actor", actor))
        yield FactKey("profile-actor", f"{profile} / {names.of('actor', actor)}")
    for option in partner.options:
        yield FactKey("option", f"{profile} / {names.option(partner.profile, option)}")


def _of_requirements(inventory: records.Inventory, names: FactNames) -> Iterator[tuple[FactKey, str]]:
    """A requirement touches its profile, or those that use its transaction."""
    users: dict[str, set[str]] = {}
    for profile in inventory.profiles:
        for use in (use for actor in profile.actors for use in actor.transactions):
            users.setdefault(use.transaction, set()).add(names.of("profile", profile.acronym))
    for requirement in inventory.requirements:
        found = {names.of("profile", requirement.profile)} if requirement.profile else set()
        if requirement.transaction:
            found |= users.get(requirement.transaction, set())
        yield from ((FactKey("requirement", names.key(requirement)), acronym) for acronym in found)
