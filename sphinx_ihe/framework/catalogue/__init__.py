"""The bundled catalogue of published IHE names: domains, profiles with their rows, transactions, actors.

The facts stand in ``data/*.json``; ``data/README.md`` describes the files and what was decided in them. Each file is
read on its first look-up, and a record becomes facts when it is asked for.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import convert, json

from sphinx_ihe.framework.published import (
    ActorFacts,
    DomainFacts,
    GroupingFacts,
    PartnerFacts,
    ProfileFacts,
    Rename,
    TransactionFacts,
    UseFacts,
    address,
)
from sphinx_ihe.language import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Record = Mapping[str, Any]
    Records = Mapping[str, Record]

DATA = Path(__file__).parent / "data"


@cache
def load(*, published: bool = True) -> Catalogue:
    """The catalogue; ``published=False`` is the one of ``catalogue: false``, which knows domains alone."""
    return Catalogue(published=published)


class Catalogue:
    """Look-ups over the data files; a source of published names (``sphinx_ihe.framework.published.Elsewhere``)."""

    def __init__(self, *, published: bool = True) -> None:
        self._published = published
        self._profile_facts: dict[str, ProfileFacts] = {}
        self._transaction_facts: dict[str, TransactionFacts] = {}

    # -- domains -----------------------------------------------------------------------------------------------------

    def domain(self, code: str) -> DomainFacts | None:
        """A domain by its code, which a former domain keeps (PCD, now DEV)."""
        record = self._domains.get(code)
        return DomainFacts(code, record["name"], record.get("section_prefix")) if record else None

    def domains(self) -> Iterator[DomainFacts]:
        """Every domain, sorted by code."""
        for code, record in self._domains.items():
            yield DomainFacts(code, record["name"], record.get("section_prefix"))

    # -- profiles ----------------------------------------------------------------------------------------------------

    def profile(self, acronym: str) -> ProfileFacts | None:
        """A profile by its acronym."""
        facts = self._profile_facts.get(acronym)
        if facts is None and (record := self._profiles.get(acronym)):
            facts = self._profile_facts[acronym] = _profile_facts(acronym, record)
        return facts

    def profiles(self) -> Iterator[ProfileFacts]:
        """Every profile, sorted by acronym."""
        for acronym in self._profiles:
            facts = self.profile(acronym)
            assert facts is not None
            yield facts

    # -- transactions ------------------------------------------------------------------------------------------------

    def transaction(self, id: str) -> TransactionFacts | None:
        """A transaction by its id as published: ``ITI-18``, ``PCD-01``."""
        facts = self._transaction_facts.get(id)
        if facts is None and (record := self._transactions.get(id)):
            facts = self._transaction_facts[id] = self._facts_of_transaction(id, record)
        return facts

    def transactions(self) -> Iterator[TransactionFacts]:
        """Every transaction, sorted by prefix and number."""
        for id in self._transactions:
            facts = self.transaction(id)
            assert facts is not None
            yield facts

    def _facts_of_transaction(self, id: str, record: Record) -> TransactionFacts:
        domain = record.get("domain") or names.prefix(id) or ""
        prefix = self._domains.get(domain, {}).get("section_prefix")
        return TransactionFacts(
            id,
            record.get("name"),
            domain,
            record.get("status", "active"),
            tuple(record.get("also", ())),
            section=f"{prefix}.{names.id_number(id)}" if prefix else None,
            url=address(record.get("url")),
        )

    # -- actors ------------------------------------------------------------------------------------------------------

    def actor_names(self) -> frozenset[str]:
        """Every actor's name, old names of renamed actors apart."""
        return self._actor_names

    def rename(self, actor: str) -> Rename | None:
        """What an actor is called now, if this is its old name."""
        record = self._actors.get(actor, {})
        if "renamed_to" not in record:
            return None
        return Rename(actor, record["renamed_to"], record.get("profile"), record.get("option"))

    def content_module_names(self) -> frozenset[str]:
        """The content modules of all profiles; others are not in the catalogue."""
        actors = (actor for record in self._profiles.values() for actor in record.get("actors", {}).values())
        return frozenset(use["content_module"] for actor in actors for use in actor.get("content_modules", ()))

    # -- addresses ---------------------------------------------------------------------------------------------------

    def url(self, kind: str, key: str) -> str | None:
        """Where a profile or a transaction is published."""
        record = {"profile": self._profiles, "transaction": self._transactions}.get(kind, {}).get(key, {})
        return address(record.get("url"))

    # -- files -------------------------------------------------------------------------------------------------------

    @cached_property
    def _domains(self) -> Records:
        return _read("domains")

    @cached_property
    def _profiles(self) -> Records:
        return _read("profiles") if self._published else {}

    @cached_property
    def _transactions(self) -> Records:
        return _read("transactions") if self._published else {}

    @cached_property
    def _actors(self) -> Records:
        return _read("actors") if self._published else {}

    @cached_property
    def _actor_names(self) -> frozenset[str]:
        return frozenset(name for name, record in self._actors.items() if "renamed_to" not in record)


def _read(name: str) -> Records:
    records: Records = json.decode((DATA / f"{name}.json").read_bytes())
    return records


def _profile_facts(acronym: str, record: Record) -> ProfileFacts:
    actors = {name: _actor_facts(name, row) for name, row in record.get("actors", {}).items()}
    offered = (option for facts in actors.values() for option in facts.options or ())
    return ProfileFacts(
        acronym,
        record["name"],
        record["domain"],
        record["status"],
        record.get("chapter"),
        actors,
        frozenset(record.get("options", ())).union(offered),
        url=address(record.get("url")),
        complete=record.get("complete", True),
    )


def _actor_facts(name: str, row: Record) -> ActorFacts:
    options = row.get("options")
    return ActorFacts(
        name,
        convert(row.get("uses", ()), tuple[UseFacts, ...]),
        None if options is None else tuple(options),
        tuple(_groupings(row)),
        tuple(use["content_module"] for use in row.get("content_modules", ())),
    )


def _groupings(row: Record) -> Iterator[GroupingFacts]:
    """The required groupings of an actor, but for those under a condition in words."""
    for grouping in row.get("groupings", ()):
        if "condition" not in grouping:
            options = tuple(grouping.get("options", ()))
            partners = (partner.partition(" / ") for partner in grouping["partners"])
            yield GroupingFacts(
                tuple(PartnerFacts(acronym, actor, options) for acronym, _, actor in partners), grouping.get("when")
            )
