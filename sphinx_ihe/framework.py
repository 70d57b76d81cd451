"""A framework: its pages and what is known elsewhere, with the indexes that rules and tables ask.

Everything derived is computed once and sorted; the pages stay as they were read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sphinx_ihe import names
from sphinx_ihe.model import (
    Actor,
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    ActorUses,
    Declaration,
    Page,
    Problem,
    Profile,
    ProfileActor,
    ProfileOption,
    Reference,
    RequiredGroupings,
    Table,
    Title,
    Transaction,
)
from sphinx_ihe.published import ActorFacts, Elsewhere, ProfileFacts, Rename, TransactionFacts, UseFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_ihe.rule import Severity

D = TypeVar("D", bound=Declaration)
T = TypeVar("T", bound=Table)
K = TypeVar("K")


@dataclass(frozen=True)
class FrameworkFacts:
    """What ``ihe.yaml`` says of the framework itself; without a domain, rules that need one are silent."""

    domain: str | None = None
    status: str = "draft"
    prefixes: tuple[str, ...] = ()
    section_prefix: str = "3"
    oid_root: str | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)


class Framework:
    """The pages of one framework, and the look-ups over them.

    ``elsewhere`` are the sources of published names in order of preference: other frameworks, then the catalogue.
    ``problems`` are those that belong to no page: of the configuration, of files that cannot be read.
    """

    def __init__(
        self,
        pages: Iterable[Page],
        facts: FrameworkFacts | None = None,
        elsewhere: Sequence[Elsewhere] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        self.pages = tuple(sorted(pages, key=lambda page: page.name))
        self.facts = facts or FrameworkFacts()
        self.elsewhere = tuple(elsewhere)
        self._problems = tuple(problems)

    # -- what was written, in the order of pages ------------------------------------------------------------------

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that reading could not make sense of."""
        return self._problems + tuple(problem for page in self.pages for problem in page.problems)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every role of ours."""
        return tuple(reference for page in self.pages for reference in page.references)

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """Every section title."""
        return tuple(title for page in self.pages for title in page.titles)

    def declarations(self, kind: type[D]) -> list[D]:
        """Every declaration of a kind, duplicates too; what is included twice counts once."""
        written = (d for page in self.pages for d in page.declarations if isinstance(d, kind))
        return list({declaration.directive: declaration for declaration in written}.values())

    def tables(self, kind: type[T]) -> list[T]:
        """Every table of a kind; what is included twice counts once."""
        written = (t for page in self.pages for t in page.tables if isinstance(t, kind))
        return list({table.directive: table for table in written}.values())

    # -- declarations by name; of duplicates the first --------------------------------------------------------------

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """The profiles declared here, by acronym."""
        return _first((profile.acronym, profile) for profile in self.declarations(Profile))

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors declared here, by name."""
        return _first((actor.name, actor) for actor in self.declarations(Actor))

    @cached_property
    def transactions(self) -> dict[str, Transaction]:
        """The transactions declared here, by id in its right spelling."""
        return _first((self.transaction_id(t.id.text), t) for t in self.declarations(Transaction))

    @cached_property
    def profile_actors(self) -> dict[tuple[str, str], ProfileActor]:
        """Descriptions of actors in a profile, by acronym and actor."""
        return _first(((d.profile.key, d.name), d) for d in self.declarations(ProfileActor) if d.profile)

    @cached_property
    def options(self) -> dict[tuple[str, str], ProfileOption]:
        """Options declared here, by acronym and name."""
        return _first(((d.profile.key, d.name), d) for d in self.declarations(ProfileOption) if d.profile)

    # -- tables by owner -----------------------------------------------------------------------------------------

    @cached_property
    def transactions_tables(self) -> dict[str, list[ActorsTransactions]]:
        """Actors and Transactions tables by acronym."""
        return _by_owner(self.tables(ActorsTransactions))

    @cached_property
    def content_tables(self) -> dict[str, list[ActorsContentModules]]:
        """Actors and Content Modules tables by acronym."""
        return _by_owner(self.tables(ActorsContentModules))

    @cached_property
    def options_tables(self) -> dict[str, list[ActorsOptions]]:
        """Actors and Options tables by acronym."""
        return _by_owner(self.tables(ActorsOptions))

    @cached_property
    def groupings_tables(self) -> dict[str, list[RequiredGroupings]]:
        """Required Actor Groupings tables by acronym."""
        return _by_owner(self.tables(RequiredGroupings))

    @cached_property
    def roles_tables(self) -> dict[str, list[ActorRoles]]:
        """Actor Roles tables by transaction id in its right spelling."""
        tables: dict[str, list[ActorRoles]] = {}
        for table in self.tables(ActorRoles):
            if table.owner:
                tables.setdefault(self.transaction_id(table.owner.key), []).append(table)
        return tables

    # -- transactions ----------------------------------------------------------------------------------------------

    @cached_property
    def _spellings(self) -> dict[object, str]:
        """The right spelling of each known id: the published one, else the declared one without padding."""
        published = {names.id_key(t.id): t.id for source in self.elsewhere for t in source.transactions()}
        for transaction in self.declarations(Transaction):
            written = transaction.id.text
            published.setdefault(names.id_key(written), names.transaction_id(written) or written)
        return published

    def transaction_id(self, text: str) -> str:
        """The right spelling of an id: ``ITI-041`` is ITI-41, ``PCD-1`` is PCD-01; other text comes back as it is."""
        return self._spellings.get(names.id_key(text)) or names.transaction_id(text) or text

    def transaction(self, id: str) -> TransactionFacts | None:
        """A transaction declared here, else known elsewhere, by id in any spelling."""
        id = self.transaction_id(id)
        if declared := self.transactions.get(id):
            status = declared.status.text if declared.status else "active"
            section = declared.number.text if declared.number else f"{self.facts.section_prefix}.{names.id_number(id)}"
            return TransactionFacts(id, declared.name, self.facts.domain, status, section=section, external=False)
        return next((facts for source in self.elsewhere if (facts := source.transaction(id))), None)

    def roles(self, id: str) -> dict[str, tuple[str, ...]] | None:
        """The sides that a transaction's roles give each actor; None where no roles are declared here."""
        tables = self.roles_tables.get(self.transaction_id(id))
        if not tables:
            return None
        sides: dict[str, tuple[str, ...]] = {}
        for role in (role for table in tables for role in table.roles):
            for player in role.players:
                had = sides.get(player.actor.text, ())
                sides[player.actor.text] = had + tuple(side for side in role.sides if side not in had)
        return sides

    def sides(self, id: str, actor: str) -> tuple[str, ...]:
        """The sides of an actor in a transaction, from its roles or from what is published; empty if unknown."""
        roles = self.roles(id)
        if roles is not None:
            return roles.get(actor, ())
        return self._published_sides.get((self.transaction_id(id), actor), ())

    @cached_property
    def _published_sides(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The sides of an actor in a transaction where all published profiles agree on them."""
        seen: dict[tuple[str, str], set[tuple[str, ...]]] = {}
        for profile in self.known_profiles.values():
            if profile.external:
                for actor in profile.actors.values():
                    for use in actor.uses:
                        if use.sides:
                            seen.setdefault((use.transaction, actor.name), set()).add(use.sides)
        return {key: next(iter(sides)) for key, sides in seen.items() if len(sides) == 1}

    # -- profiles, actors --------------------------------------------------------------------------------------------

    def profile(self, acronym: str) -> ProfileFacts | None:
        """A profile declared here, else known elsewhere; the one here replaces a published one wholly."""
        if acronym in self.profiles:
            return self._declared_profiles[acronym]
        return next((facts for source in self.elsewhere if (facts := source.profile(acronym))), None)

    @cached_property
    def known_profiles(self) -> dict[str, ProfileFacts]:
        """Every profile known here or elsewhere, by acronym."""
        known = dict(self._declared_profiles)
        for source in self.elsewhere:
            for facts in source.profiles():
                known.setdefault(facts.acronym, facts)
        return known

    @cached_property
    def _declared_profiles(self) -> dict[str, ProfileFacts]:
        return {acronym: self._profile_facts(profile) for acronym, profile in self.profiles.items()}

    def _profile_facts(self, profile: Profile) -> ProfileFacts:
        acronym = profile.acronym
        offered = self._offered(acronym)
        actors = {
            name: ActorFacts(
                name, tuple(self._uses(acronym, name)), tuple(offered.get(name, ())), self._partners(acronym, name)
            )
            for name in self.actors_of(acronym)
        }
        described = {option for owner, option in self.options if owner == acronym}
        return ProfileFacts(
            acronym,
            profile.name,
            self.facts.domain,
            profile.status.text if profile.status else None,
            profile.chapter.text if profile.chapter else None,
            actors,
            frozenset(described.union(*offered.values())),
            external=False,
        )

    def actors_of(self, acronym: str) -> list[str]:
        """The actors of a profile declared here: those of its actors tables; of all its tables where it has none."""
        main = [row.actor.text for row in self.main_rows(acronym)]
        if main:
            return list(dict.fromkeys(main))
        rest: list[str] = [row.actor.text for table in self.options_tables.get(acronym, ()) for row in table.actors]
        rest += [row.actor.text for table in self.groupings_tables.get(acronym, ()) for row in table.actors]
        rest += [actor for owner, actor in self.profile_actors if owner == acronym]
        return list(dict.fromkeys(rest))

    def main_rows(self, acronym: str) -> Iterator[ActorUses]:
        """The rows of a profile's actors tables: transactions first, content modules after."""
        for table in (*self.transactions_tables.get(acronym, ()), *self.content_tables.get(acronym, ())):
            yield from table.actors

    def _uses(self, acronym: str, actor: str) -> Iterator[UseFacts]:
        for table in self.transactions_tables.get(acronym, ()):
            for row in table.actors:
                if row.actor.text == actor:
                    for use in row.uses:
                        id = self.transaction_id(use.target.text)
                        option = use.option.text if use.option else None
                        yield UseFacts(
                            id, use.optionality.text, use.sides or self.sides(id, actor), option, use.deferred
                        )

    def _offered(self, acronym: str) -> dict[str, list[str]]:
        offered: dict[str, list[str]] = {}
        for table in self.options_tables.get(acronym, ()):
            for row in table.actors:
                offered.setdefault(row.actor.text, []).extend(option.name.text for option in row.options)
        return offered

    def _partners(self, acronym: str, actor: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (partner.profile.text if partner.profile else acronym, name.text)
            for table in self.groupings_tables.get(acronym, ())
            for row in table.actors
            if row.actor.text == actor
            for grouping in row.groupings
            for partner in grouping.partners
            for name in partner.actors
        )

    @cached_property
    def actor_names(self) -> frozenset[str]:
        """Every actor name known here or elsewhere, old names of renamed actors apart."""
        here = {name for name, actor in self.actors.items() if not actor.renamed_to}
        return frozenset(here.union(*(source.actor_names() for source in self.elsewhere)))

    def rename(self, actor: str) -> Rename | None:
        """The new name of an actor whose name is an old one, declared here or published."""
        if declared := self.actors.get(actor):
            return Rename(actor, declared.renamed_to.text) if declared.renamed_to else None
        return next((rename for source in self.elsewhere if (rename := source.rename(actor))), None)


def _first(pairs: Iterable[tuple[K, D]]) -> dict[K, D]:
    """A dictionary of the first value for each key."""
    found: dict[K, D] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


def _by_owner(tables: Iterable[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for table in tables:
        if table.owner:
            found.setdefault(table.owner.key, []).append(table)
    return found
