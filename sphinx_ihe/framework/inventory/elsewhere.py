"""Another framework, read from its ``framework.json``: a source of published names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_ihe.framework.declared import first, grouped
from sphinx_ihe.framework.published import KnownProfile, KnownTransaction, Rename, known

if TYPE_CHECKING:
    from sphinx_ihe.framework.inventory import records


class OtherFramework:
    """Look-ups over an inventory (``sphinx_ihe.framework.published.Elsewhere``)."""

    def __init__(self, inventory: records.Inventory) -> None:
        self.inventory = inventory
        self._about = inventory.framework

    # -- profiles ----------------------------------------------------------------------------------------------------

    @cached_property
    def profiles(self) -> dict[str, KnownProfile]:
        """Every profile, by acronym, in the order of the file."""
        described = grouped((option.profile, (option.name, option.requires)) for option in self.inventory.options)
        profiles = (
            known(
                KnownProfile,
                profile,
                status=profile.status or self._about.status,
                domain=self._about.domain,
                url=self.url("profile", profile.acronym),
                described=dict(described.get(profile.acronym, ())),
            )
            for profile in self.inventory.profiles
        )
        return first((profile.acronym, profile) for profile in profiles)

    # -- transactions ------------------------------------------------------------------------------------------------

    @cached_property
    def transactions(self) -> dict[str, KnownTransaction]:
        """Every transaction, by id as published, in the order of the file."""
        transactions = (
            known(KnownTransaction, each, domain=self._about.domain, url=self.url("transaction", each.id))
            for each in self.inventory.transactions
        )
        return first((each.id, each) for each in transactions)

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
        return f"{self._about.url.removesuffix('/')}/{thing.page}{anchor}"

    @cached_property
    def _places(self) -> dict[tuple[str, str], records.Published]:
        return first(((kind, key), thing) for kind, key, thing in self.inventory.things if thing.page is not None)
