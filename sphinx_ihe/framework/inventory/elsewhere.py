"""Another framework, read from its ``framework.json``: a source of published names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_ihe.framework.declared import first, grouped
from sphinx_ihe.framework.published import (
    ActorFacts,
    GroupingFacts,
    PartnerFacts,
    ProfileFacts,
    Rename,
    TransactionFacts,
    UseFacts,
    address,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.framework.inventory import records


class OtherFramework:
    """Look-ups over an inventory (``sphinx_ihe.framework.published.Elsewhere``)."""

    def __init__(self, inventory: records.Inventory) -> None:
        self.inventory = inventory
        self._about = inventory.framework

    # -- profiles ----------------------------------------------------------------------------------------------------

    def profile(self, acronym: str) -> ProfileFacts | None:
        """A profile by its acronym."""
        return self._profiles.get(acronym)

    def profiles(self) -> Iterable[ProfileFacts]:
        """Every profile, in the order of the file."""
        return self._profiles.values()

    @cached_property
    def _profiles(self) -> dict[str, ProfileFacts]:
        described = grouped((option.profile, option) for option in self.inventory.options)
        facts = (self._profile_facts(each, described.get(each.acronym, [])) for each in self.inventory.profiles)
        return first((each.acronym, each) for each in facts)

    def _profile_facts(self, profile: records.Profile, described: list[records.Option]) -> ProfileFacts:
        actors = first((actor.name, _actor_facts(actor)) for actor in profile.actors)
        offered = (option for facts in actors.values() for option in facts.options or ())
        return ProfileFacts(
            profile.acronym,
            profile.name,
            self._about.domain,
            profile.status or self._about.status,
            profile.chapter,
            actors,
            frozenset(option.name for option in described).union(offered),
            url=self.url("profile", profile.acronym),
            complete=profile.complete,
            requires={option.name: option.requires for option in described if option.requires},
        )

    # -- transactions ------------------------------------------------------------------------------------------------

    def transaction(self, id: str) -> TransactionFacts | None:
        """A transaction by its id as the framework writes it."""
        return self._transactions.get(id)

    def transactions(self) -> Iterable[TransactionFacts]:
        """Every transaction, in the order of the file."""
        return self._transactions.values()

    @cached_property
    def _transactions(self) -> dict[str, TransactionFacts]:
        return first((each.id, self._transaction_facts(each)) for each in self.inventory.transactions)

    def _transaction_facts(self, transaction: records.Transaction) -> TransactionFacts:
        return TransactionFacts(
            transaction.id,
            transaction.name,
            self._about.domain,
            transaction.status,
            section=transaction.section,
            url=self.url("transaction", transaction.id),
            roles=_sides(transaction.roles) if transaction.roles and transaction.complete else None,
        )

    # -- actors ------------------------------------------------------------------------------------------------------

    def actor_names(self) -> frozenset[str]:
        """The actors that the framework declares and those of its profiles, old names of renamed actors apart."""
        used = (actor.name for profile in self.inventory.profiles for actor in profile.actors)
        return frozenset(actor.name for actor in self.inventory.actors).union(used) - self._renames.keys()

    def rename(self, actor: str) -> Rename | None:
        """What an actor is called now, if this is its old name."""
        new = self._renames.get(actor)
        return Rename(actor, new) if new else None

    @cached_property
    def _renames(self) -> dict[str, str]:
        return {actor.name: actor.renamed_to for actor in self.inventory.actors if actor.renamed_to}

    def content_module_names(self) -> frozenset[str]:
        """The content modules that the framework declares."""
        return frozenset(module.name for module in self.inventory.content_modules)

    # -- addresses ---------------------------------------------------------------------------------------------------

    def url(self, kind: str, key: str) -> str | None:
        """Where a thing is published; None where the file says neither an address nor pages."""
        thing = self._places.get((kind, key))
        if thing is None or self._about.url is None:
            return None
        anchor = f"#{thing.anchor}" if thing.anchor else ""
        return address(f"{self._about.url.removesuffix('/')}/{thing.page}{anchor}")

    @cached_property
    def _places(self) -> dict[tuple[str, str], records.Published]:
        return first(((kind, key), thing) for kind, key, thing in self.inventory.things if thing.page is not None)


def _actor_facts(actor: records.ProfileActor) -> ActorFacts:
    uses = (
        UseFacts(use.transaction, use.optionality or "", use.sides, use.option, use.deferred)
        for use in actor.transactions
    )
    return ActorFacts(
        actor.name,
        tuple(uses),
        None if actor.options is None else tuple(option.name for option in actor.options),
        tuple(_groupings(actor.groupings or ())),
        tuple(use.content_module for use in actor.content_modules),
    )


def _groupings(groupings: Iterable[records.Grouping]) -> Iterator[GroupingFacts]:
    """Groupings, but for those under a condition in words; of the partners of each, one is enough."""
    for grouping in groupings:
        partners = [
            tuple(PartnerFacts(partner.profile, actor, partner.options) for actor in partner.actors)
            for partner in grouping.partners
        ]
        if grouping.condition:
            continue
        if grouping.one_of:
            partners = [tuple(alternative for each in partners for alternative in each)]
        yield from (GroupingFacts(each, grouping.when) for each in partners)


def _sides(roles: Iterable[records.Role]) -> dict[str, tuple[str, ...]]:
    """The sides that roles give each actor."""
    given = grouped((player.name, side) for role in roles for player in role.actors for side in role.sides)
    return {actor: tuple(dict.fromkeys(sides)) for actor, sides in given.items()}
