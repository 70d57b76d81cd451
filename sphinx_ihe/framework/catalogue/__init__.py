"""The bundled catalogue of published IHE names: domains, profiles with their rows, transactions, actors.

The facts stand in ``data/*.json``, in the form of ``framework.json``; ``data/README.md`` describes the files and what
was decided in them. Each file is read on its first look-up.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, json
from msgspec.structs import replace

from sphinx_ihe.language import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_ihe.framework.published import KnownProfile, KnownTransaction, Rename

T = TypeVar("T")

DATA = Path(__file__).parent / "data"


class DomainFacts(Struct, frozen=True, rename="camel"):
    """A domain: its code, name and the number before the transaction number in Volume 2 sections, if known."""

    code: str
    name: str
    section_prefix: str | None = None


class CataloguedActor(Struct, frozen=True, rename="camel"):
    """An actor; under an old name with its new one, of a ``profile``, with the ``option`` that it needs."""

    name: str
    renamed_to: str | None = None
    profile: str | None = None
    option: str | None = None


@cache
def load(*, published: bool = True) -> Catalogue:
    """The catalogue; ``published=False`` is the one of ``catalogue: false``, which knows domains alone."""
    return Catalogue(published=published)


class Catalogue:
    """Look-ups over the data files; a source of published names (``sphinx_ihe.framework.published.Elsewhere``)."""

    def __init__(self, *, published: bool = True) -> None:
        self._published = published

    # -- domains -----------------------------------------------------------------------------------------------------

    def domain(self, code: str) -> DomainFacts | None:
        """A domain by its code, which a former domain keeps (PCD, now DEV)."""
        return self._domains.get(code)

    def domains(self) -> Iterable[DomainFacts]:
        """Every domain, sorted by code."""
        return self._domains.values()

    @cached_property
    def _domains(self) -> dict[str, DomainFacts]:
        return {domain.code: domain for domain in _read("domains", DomainFacts)}

    # -- profiles ----------------------------------------------------------------------------------------------------

    @cached_property
    def profiles(self) -> dict[str, KnownProfile]:
        """Every profile, by acronym, sorted by acronym."""
        from sphinx_ihe.framework.published import KnownProfile

        return {each.acronym: each for each in _read("profiles", KnownProfile)} if self._published else {}

    # -- transactions ------------------------------------------------------------------------------------------------

    @cached_property
    def transactions(self) -> dict[str, KnownTransaction]:
        """Every transaction, by id as published, sorted by prefix and number."""
        from sphinx_ihe.framework.published import KnownTransaction

        published = _read("transactions", KnownTransaction) if self._published else []
        return {each.id: self._sectioned(each) for each in published}

    def _sectioned(self, transaction: KnownTransaction) -> KnownTransaction:
        """A transaction with the domain and the section that follow from its id."""
        code = transaction.domain or names.prefix(transaction.id) or ""
        domain = self._domains.get(code)
        prefix = domain.section_prefix if domain else None
        section = f"{prefix}.{names.id_number(transaction.id)}" if prefix else None
        return replace(transaction, domain=code, section=section)

    # -- actors ------------------------------------------------------------------------------------------------------

    def actor_names(self) -> frozenset[str]:
        """Every actor's name, old names of renamed actors apart."""
        return self._actor_names

    @cached_property
    def _actor_names(self) -> frozenset[str]:
        return frozenset(name for name, actor in self._actors.items() if not actor.renamed_to)

    def rename(self, actor: str) -> Rename | None:
        """What an actor is called now, if this is its old name."""
        known = self._actors.get(actor)
        if known is None or known.renamed_to is None:
            return None
        from sphinx_ihe.framework.published import Rename

        return Rename(actor, known.renamed_to, known.profile, known.option)

    @cached_property
    def _actors(self) -> dict[str, CataloguedActor]:
        return {actor.name: actor for actor in _read("actors", CataloguedActor)} if self._published else {}

    def content_module_names(self) -> frozenset[str]:
        """The content modules of all profiles; others are not in the catalogue."""
        actors = (actor for profile in self.profiles.values() for actor in profile.actors)
        return frozenset(use.content_module for actor in actors for use in actor.content_modules)

    # -- addresses ---------------------------------------------------------------------------------------------------

    def url(self, kind: str, key: str) -> str | None:
        """Where a profile or a transaction is published."""
        if kind == "profile" and (profile := self.profiles.get(key)):
            return profile.url
        transaction = self.transactions.get(key) if kind == "transaction" else None
        return transaction.url if transaction else None


def _read(name: str, kind: type[T]) -> list[T]:
    return json.decode((DATA / f"{name}.json").read_bytes(), type=list[kind])  # type: ignore[valid-type]
