"""A framework: its pages and what is known elsewhere, with the indexes that rules and tables ask.

Everything derived is computed once and sorted; the pages stay as they were read.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from sphinx_ihe.framework.declared import Declared, first, grouped
from sphinx_ihe.framework.inventory.rows import profile_facts, transaction_facts
from sphinx_ihe.framework.published import Elsewhere, KnownProfile, KnownTransaction, Rename, known
from sphinx_ihe.language import ActorRoles, ActorsTransactions, Transaction, names
from sphinx_ihe.language.directives import KINDS_OF_PROFILE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from sphinx_ihe.framework.inventory.records import ProfileActorFacts, UseFacts
    from sphinx_ihe.language import Page, Place, Problem, Profile, Use, Written
    from sphinx_ihe.language.findings import Severity


class FrameworkFacts(Struct, frozen=True):
    """What ``ihe.yaml`` says of the framework itself; without a domain, rules that need one are silent."""

    domain: str | None = None
    status: str = "draft"
    prefixes: tuple[str, ...] = ()
    section_prefix: str = "3"
    oid_root: str | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)


class UseCell(Struct, frozen=True):
    """A cell of an Actors and Transactions table, with the profile and the transaction's id in its right spelling."""

    profile: str | None
    actor: Written
    use: Use
    id: str

    @property
    def row(self) -> Place:
        """The key of the row: the id, or name and id in the long form ``Registry Stored Query [ITI-18]``."""
        name, id = self.use.name, self.use.target
        if name is None or name.place > id.place:  # the name stands in the cell
            return id.place
        return replace(name.place, end_line=id.place.end_line, end_column=id.place.end_column + len("]"))


class Framework(Declared):
    """The pages of one framework, and the look-ups over them.

    ``elsewhere`` are the sources of published names in order of preference: other frameworks, then the catalogue.
    """

    def __init__(
        self,
        pages: Iterable[Page],
        facts: FrameworkFacts | None = None,
        elsewhere: Sequence[Elsewhere] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        super().__init__(pages, problems)
        self.facts = facts or FrameworkFacts()
        self.elsewhere = tuple(elsewhere)

    # -- transactions ----------------------------------------------------------------------------------------------

    @cached_property
    def transactions(self) -> dict[str, Transaction]:
        """The transactions declared here, by id in its right spelling."""
        every = (*self.declarations(Transaction), *self.typed_declarations(Transaction))
        return first((self.transaction_id(t.id.text), t) for t in every)

    @cached_property
    def roles_tables(self) -> dict[str, list[ActorRoles]]:
        """Actor Roles tables by transaction id in its right spelling."""
        owned = ((table.owner, table) for table in self.tables(ActorRoles))
        return grouped((self.transaction_id(owner.key), table) for owner, table in owned if owner)

    @cached_property
    def _spellings(self) -> dict[Hashable, str]:
        """The right spelling of each known id: the published one, else the declared one without padding."""
        right = first((names.id_key(t.id), t.id) for source in self.elsewhere for t in source.transactions.values())
        for transaction in self.declarations(Transaction):
            written = transaction.id.text
            right.setdefault(names.id_key(written), names.transaction_id(written) or written)
        return right

    @cached_property
    def _asked(self) -> dict[str, str]:
        return {}  # text -> its right spelling; every rule asks for the same few hundred ids

    def transaction_id(self, text: str) -> str:
        """The right spelling of an id: ``ITI-041`` is ITI-41, ``PCD-1`` is PCD-01; other text comes back as it is."""
        if text not in self._asked:
            self._asked[text] = self._spellings.get(names.id_key(text)) or names.transaction_id(text) or text
        return self._asked[text]

    def transaction(self, id: str) -> KnownTransaction | None:
        """A transaction declared here, else known elsewhere, by id in any spelling."""
        id = self.transaction_id(id)
        return self._declared_transactions.get(id) or self.published_transaction(id)

    @cached_property
    def known_transactions(self) -> dict[str, KnownTransaction]:
        """Every transaction known here or elsewhere, by id; those declared here come first."""
        known = ((facts.id, facts) for source in self.elsewhere for facts in source.transactions.values())
        return first((*self._declared_transactions.items(), *known))

    @cached_property
    def _declared_transactions(self) -> dict[str, KnownTransaction]:
        settled = {"domain": self.facts.domain, "external": False}
        records = {id: transaction_facts(self, id, declared) for id, declared in self.transactions.items()}
        return {
            id: known(KnownTransaction, record, **settled, also=self._also(self.transactions[id]))
            for id, record in records.items()
        }

    def _also(self, declared: Transaction) -> tuple[str, ...]:
        """Published names of a transaction that a title declares: the text may lag behind them, or go before."""
        published = self.published_transaction(declared.id.text) if declared.typed else None
        return tuple(name for name in (published.name, *published.also) if name) if published else ()

    def published_transaction(self, id: str) -> KnownTransaction | None:
        """A transaction as it is known elsewhere, declared here or not."""
        id = self.transaction_id(id)
        return next((facts for source in self.elsewhere if (facts := source.transactions.get(id))), None)

    def roles(self, id: str) -> dict[str, tuple[str, ...]] | None:
        """The sides that a transaction's roles give each actor; None where no roles are known.

        Where roles are declared here, those of another framework do not count.
        """
        id = self.transaction_id(id)
        if id in self._roles or id in self.transactions:
            return self._roles.get(id)
        facts = self.published_transaction(id)
        return facts.sides if facts else None

    @cached_property
    def _roles(self) -> dict[str, dict[str, tuple[str, ...]]]:
        roles: dict[str, dict[str, tuple[str, ...]]] = {}
        for id, tables in self.roles_tables.items():
            sides = roles.setdefault(id, {})
            for role in (role for table in tables for role in table.roles):
                for player in role.players:
                    sides[player.actor.text] = tuple(dict.fromkeys((*sides.get(player.actor.text, ()), *role.sides)))
        return roles

    def sides(self, id: str, actor: str) -> tuple[str, ...]:
        """The sides of an actor in a transaction, from its roles or from what is published; empty if unknown."""
        id = self.transaction_id(id)
        roles = self.roles(id) or {}
        if actor in roles or id in self._roles:
            return roles.get(actor, ())
        return self._published_sides.get((id, actor), ())

    @cached_property
    def _published_sides(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The sides of an actor in a transaction where all published profiles agree on them."""
        seen: dict[tuple[str, str], set[tuple[str, ...]]] = {}
        for profile in self._published_profiles.values():
            for actor in profile.actors:
                for use in actor.transactions:
                    if use.sides:
                        seen.setdefault((use.transaction, actor.name), set()).add(use.sides)
        return {key: next(iter(sides)) for key, sides in seen.items() if len(sides) == 1}

    @cached_property
    def cells(self) -> tuple[UseCell, ...]:
        """Every cell of every Actors and Transactions table."""
        return tuple(
            UseCell(table.owner.key if table.owner else None, row.actor, use, self.transaction_id(use.target.text))
            for table in self.tables(ActorsTransactions)
            for row in table.actors
            for use in row.uses
        )

    @cached_property
    def names_in_cells(self) -> dict[str, str]:
        """The names that Actors and Transactions tables write, by id: all that there is of transactions to come."""
        return first((cell.id, cell.use.name.text) for cell in self.cells if cell.use.name)

    @cached_property
    def known_uses(self) -> dict[str, list[tuple[KnownProfile, ProfileActorFacts, UseFacts]]]:
        """What every known profile makes of each transaction, by id."""
        return grouped(
            (use.transaction, (profile, actor, use))
            for profile in self.known_profiles.values()
            for actor in profile.actors
            for use in actor.transactions
        )

    # -- profiles, actors --------------------------------------------------------------------------------------------

    def profile(self, acronym: str) -> KnownProfile | None:
        """A profile declared here, else known elsewhere; the one here replaces a published one wholly."""
        return self._declared_profiles.get(acronym) or self.published_profile(acronym)

    def published_profile(self, acronym: str) -> KnownProfile | None:
        """A profile as it is known elsewhere, declared here or not."""
        return next((facts for source in self.elsewhere if (facts := source.profiles.get(acronym))), None)

    @cached_property
    def known_profiles(self) -> dict[str, KnownProfile]:
        """Every profile known here or elsewhere, by acronym."""
        return self._declared_profiles | self._published_profiles

    @cached_property
    def _published_profiles(self) -> dict[str, KnownProfile]:
        """The profiles that are known elsewhere alone."""
        known = ((facts.acronym, facts) for source in self.elsewhere for facts in source.profiles.values())
        return first((acronym, facts) for acronym, facts in known if acronym not in self.profiles)

    @cached_property
    def _declared_profiles(self) -> dict[str, KnownProfile]:
        return {acronym: self._known_profile(profile) for acronym, profile in self.profiles.items()}

    def _known_profile(self, profile: Profile) -> KnownProfile:
        acronym = profile.acronym
        tables = (*self.main_tables(acronym), *self.options_tables.get(acronym, ()))
        return known(
            KnownProfile,
            profile_facts(self, profile),
            complete=all(table.complete for table in tables),  # groupings say nothing of actors and options
            domain=self.facts.domain,
            external=False,
            described=dict.fromkeys(self.described_options.get(acronym, ()), ()),
        )

    def actors_in(self, acronym: str) -> frozenset[str]:
        """The actors of any known profile: also those that tables here add to a published one."""
        facts = self.profile(acronym)
        return frozenset(facts.cast if facts else ()).union(self.actors_of(acronym))

    def options_in(self, acronym: str) -> frozenset[str]:
        """The options of any known profile: also those that are offered or described here of a published one."""
        facts = self.profile(acronym)
        known = facts.options if facts else frozenset()
        if facts and not facts.external:
            return known
        tables = self.options_tables.get(acronym, ())
        offered = (option.name.text for table in tables for row in table.actors for option in row.options)
        return known.union(self.described_options.get(acronym, ()), offered)

    @cached_property
    def content_module_names(self) -> frozenset[str]:
        """Every content module that is declared here or known elsewhere."""
        return frozenset(self.content_modules).union(*(source.content_module_names() for source in self.elsewhere))

    @cached_property
    def actor_names(self) -> frozenset[str]:
        """Every actor name known here or elsewhere, old names of renamed actors apart.

        A name that one source calls an old one is not known because of a source that comes after it.
        """
        known: frozenset[str] = frozenset()
        for source in reversed(self.elsewhere):
            known = source.actor_names().union(name for name in known if source.rename(name) is None)
        here = {name for name, actor in self.actors.items() if not actor.renamed_to}
        return known.union(here) - self._old_names

    @cached_property
    def _old_names(self) -> set[str]:
        return {name for name, actor in self.actors.items() if actor.renamed_to}

    def rename(self, actor: str) -> Rename | None:
        """The present name of an actor whose name is an old one, declared here or published."""
        found: Rename | None = None
        passed = {actor}
        while (step := self._renamed(actor)) and step.new not in passed:
            found = replace(step, old=found.old) if found else step
            actor = step.new
            passed.add(actor)
        return found

    def present_name(self, actor: str) -> str:
        """The name itself, or the new one of a renamed actor."""
        rename = None if actor in self.actor_names else self.rename(actor)
        return rename.new if rename else actor

    def _renamed(self, actor: str) -> Rename | None:
        if declared := self.actors.get(actor):
            return Rename(actor, declared.renamed_to.text) if declared.renamed_to else None
        return next((rename for source in self.elsewhere if (rename := source.rename(actor))), None)

    # -- roles -----------------------------------------------------------------------------------------------------

    def key(self, kind: str, target: str) -> str:
        """The key that a role's target means, in the forms that IHE writes.

        These are ``Name [ITI-18]``, ``Name (XDS.b)`` and ``ITI XDS.b / Name``. Of an option and of a use case the
        profile may be left out, where only one declared here has that name.
        """
        if kind == "transaction":
            return self.transaction_id((names.transaction_title(target) or ("", target))[1])
        if kind == "profile":
            return (names.profile_title(target) or ("", target))[1]
        if kind not in KINDS_OF_PROFILE:
            return target
        found = names.of_profile(target)
        name = found[1] if found else target
        name = {"option": names.option_name, "use-case": names.use_case_name}.get(kind, names.fold)(name)
        described = {"option": [*self.options], "use-case": [*self.use_cases]}.get(kind, [])
        owners = [found[0]] if found else [profile for profile, other in described if other == name]
        return f"{owners[0]} / {name}" if len(owners) == 1 else target

    # -- addresses -------------------------------------------------------------------------------------------------

    def url(self, kind: str, key: str) -> str | None:
        """Where a thing that is not declared here is published, by its kind and key as roles have them."""
        return next((url for source in self.elsewhere if (url := source.url(kind, key))), None)
