"""A framework becomes what its ``framework.json`` says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from sphinx_ihe.framework.inventory import records
from sphinx_ihe.framework.inventory.rows import facts, plain, profile_facts, transaction_facts
from sphinx_ihe.language.names import natural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_ihe import language
    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.framework.framework import Framework

K = TypeVar("K")
D = TypeVar("D")
P = TypeVar("P", bound=records.Published)


class Location(NamedTuple):
    """Where a thing is published: a page, relative to the address of the framework, and an anchor on it."""

    page: str | None = None
    anchor: str | None = None


def _nowhere(kind: str, key: str) -> Location:
    return Location()


class Site(Struct, frozen=True):
    """The pages that a framework is published as: their address, and where things are, by kind and key."""

    url: str | None = None
    locate: Callable[[str, str], Location] = _nowhere


_UNPUBLISHED = Site()


def inventory(framework: Framework, config: Config, site: Site = _UNPUBLISHED) -> records.Inventory:
    """What a framework says, in records; the same for the same framework.

    Of duplicates the first is taken. What could not be read or has no home is left out.
    """
    return _InventoryWriter(framework, site).inventory(config)


class _InventoryWriter(Struct, frozen=True):
    framework: Framework
    site: Site

    def inventory(self, config: Config) -> records.Inventory:
        framework = self.framework
        return records.Inventory(
            format=records.FORMAT,
            version=records.VERSION,
            framework=self.about(config),
            profiles=self.sorted(framework.profiles, self.profile),
            actors=self.sorted(framework.actors, partial(facts, records.ActorFacts)),
            transactions=self.sorted(framework.transactions, self.transaction),
            options=self.sorted(framework.options, partial(facts, records.OptionFacts)),
            content_modules=self.sorted(framework.content_modules, partial(facts, records.ContentModuleFacts)),
            use_cases=self.sorted(framework.use_cases, partial(facts, records.UseCaseFacts)),
            requirements=self.sorted(framework.requirements, self.requirement),
            issues=self.sorted(framework.issues, partial(_named, records.IssueFacts)),
            statements=self.sorted(framework.statements, self.statement),
        )

    def about(self, config: Config) -> records.About:
        facts = self.framework.facts
        names = records.About.__struct_fields__
        said = asdict(config.framework)
        settled = {
            "status": facts.status,
            "transaction_prefixes": facts.prefixes,
            "section_prefix": facts.section_prefix,
            "url": self.site.url,
        }
        return records.About(**{name: value for name, value in (said | settled).items() if name in names})

    def sorted(self, declared: Mapping[K, D], record: Callable[[D], P]) -> tuple[P, ...]:
        """The records of declarations with their pages, in the order of their keys: ITI-9 stands before ITI-18."""
        return tuple(self.placed(record(declared[key])) for key in sorted(declared, key=_order))

    def placed(self, record: P, key: str = "") -> P:
        """A record with its page and anchor; ``key`` is what roles call it, if it does not say that itself."""
        location = self.site.locate(record.kind, key or record.key)
        return replace(record, page=location.page, anchor=location.anchor)

    def profile(self, profile: language.Profile) -> records.ProfileFacts:
        record = profile_facts(self.framework, profile)
        actors = (self.placed(actor, f"{record.acronym} / {actor.name}") for actor in record.actors)
        return replace(record, actors=tuple(actors))

    def transaction(self, transaction: language.Transaction) -> records.TransactionFacts:
        return transaction_facts(self.framework, self.framework.transaction_id(transaction.id.text), transaction)

    def requirement(self, requirement: language.Requirement) -> records.RequirementFacts:
        transaction = requirement.transaction and self.framework.transaction_id(requirement.transaction.key)
        return _named(records.RequirementFacts, requirement, transaction=transaction)

    def statement(self, statement: language.IntegrationStatement) -> records.StatementFacts:
        return facts(records.StatementFacts, statement, claims=tuple(map(_claim, statement.claims)))


def _order(key: object) -> Any:
    return [natural(part) for part in (key if isinstance(key, tuple) else (key,))]


def _named(kind: type[P], said: language.Requirement | language.Issue, **settled: Any) -> P:
    """The facts of a thing with an id, and its name, where it has one beside the id."""
    return facts(kind, said, name=said.name if said.name != said.key else None, **settled)


def _claim(claim: language.Claim) -> records.ClaimFacts:
    actors = (facts(records.ClaimedFacts, each, name=plain(each.actor)) for each in claim.actors)
    return facts(records.ClaimFacts, claim, actors=tuple(actors))
