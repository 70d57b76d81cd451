"""A framework becomes what its ``framework.json`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

from sphinx_ihe.framework.inventory import records
from sphinx_ihe.framework.inventory.rows import (
    TableRows,
    claim_record,
    note_text,
    notes_of,
    optionality,
    owner,
    role_record,
    text,
    texts,
)
from sphinx_ihe.language import SIDES
from sphinx_ihe.language.names import natural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_ihe import language
    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.inventory.rows import Notes


K = TypeVar("K")
D = TypeVar("D")
R = TypeVar("R")


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
            framework=self.about(config),
            profiles=_sorted(framework.profiles, self.profile),
            actors=_sorted(framework.actors, self.actor),
            transactions=_sorted(framework.transactions, self.transaction),
            options=_sorted(framework.options, self.option),
            content_modules=_sorted(framework.content_modules, self.content_module),
            use_cases=_sorted(framework.use_cases, self.use_case),
            requirements=_sorted(framework.requirements, self.requirement),
            issues=_sorted(framework.issues, self.issue),
            statements=_sorted(framework.statements, self.statement),
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

    def where(
        self, declaration: language.Declaration | None, kind: str = "", key: str = ""
    ) -> Mapping[str, str | None]:
        """What everything that is declared may have; kind and key are those of the declaration, unless given."""
        if declaration and not key:
            kind, key = declaration.kind, declaration.key
        location = self.site.locate(kind, key)
        oid = declaration.oid.text if declaration and declaration.oid else None
        return {"oid": oid, "page": location.page, "anchor": location.anchor}

    # -- profiles --------------------------------------------------------------------------------------------------

    def profile(self, profile: language.Profile) -> records.Profile:
        acronym = profile.acronym
        rows = TableRows(self.framework, acronym)
        return records.Profile(
            acronym=acronym,
            name=profile.name,
            types=texts(profile.types),
            status=text(profile.status),
            chapter=text(profile.chapter),
            complete=all(table.complete for table in rows.tables),
            actors=tuple(self.profile_actor(acronym, actor, rows) for actor in self.framework.actors_of(acronym)),
            **self.where(profile),
        )

    def profile_actor(self, acronym: str, name: str, rows: TableRows) -> records.ProfileActor:
        described = self.framework.profile_actors.get((acronym, name))
        return records.ProfileActor(
            name=name,
            transactions=tuple(self.transaction_use(*row, name) for row in rows.transactions.get(name, ())),
            content_modules=tuple(rows.content_modules.get(name, ())),
            options=rows.options.get(name),
            groupings=rows.groupings.get(name),
            notes=tuple(rows.notes.get(name, ())),
            **self.where(described, "profile-actor", f"{acronym} / {name}"),
        )

    def transaction_use(self, use: language.Use, notes: Notes, actor: str) -> records.TransactionUse:
        id = self.framework.transaction_id(use.target.text)
        facts = self.framework.transaction(id)
        elsewhere = None if id in self.framework.transactions else (facts and facts.name) or text(use.name)
        return records.TransactionUse(
            transaction=id,
            name=elsewhere,
            optionality=optionality(use),
            sides=tuple(side for side in use.sides or self.framework.sides(id, actor) if side in SIDES),
            option=text(use.option),
            deferred=use.deferred,
            note=note_text(use.note, notes),
        )

    # -- other things ----------------------------------------------------------------------------------------------

    def actor(self, actor: language.Actor) -> records.Actor:
        return records.Actor(
            name=actor.name,
            abbreviation=text(actor.abbreviation),
            abstract=actor.abstract,
            renamed_to=text(actor.renamed_to),
            **self.where(actor),
        )

    def transaction(self, transaction: language.Transaction) -> records.Transaction:
        id = self.framework.transaction_id(transaction.id.text)
        facts = self.framework.transaction(id)
        tables = self.framework.roles_tables.get(id, [])
        roles = [role_record(role, notes_of(table)) for table in tables for role in table.roles]
        return records.Transaction(
            id=id,
            name=transaction.name,
            status=text(transaction.status) or "active",
            section=facts.section if facts else None,
            standards=texts(transaction.standards),
            complete=all(table.complete for table in tables),
            roles=tuple(roles) if tables else None,
            **self.where(transaction, "transaction", id),
        )

    def option(self, option: language.ProfileOption) -> records.Option:
        requires = texts(option.requires)
        return records.Option(
            profile=owner(option.profile) or "", name=option.name, requires=requires, **self.where(option)
        )

    def content_module(self, module: language.ContentModule) -> records.ContentModule:
        return records.ContentModule(
            name=module.name,
            parent=text(module.parent),
            format_code=text(module.format_code),
            code=text(module.code),
            **self.where(module),
        )

    def use_case(self, use_case: language.UseCase) -> records.UseCase:
        return records.UseCase(profile=owner(use_case.profile) or "", name=use_case.name, **self.where(use_case))

    def requirement(self, requirement: language.Requirement) -> records.Requirement:
        transaction = owner(requirement.transaction)
        return records.Requirement(
            id=requirement.key,
            name=_named(requirement),
            level=text(requirement.level),
            actors=texts(requirement.actors),
            transaction=self.framework.transaction_id(transaction) if transaction else None,
            profile=owner(requirement.profile),
            text=text(requirement.text),
            **self.where(requirement),
        )

    def issue(self, issue: language.Issue) -> records.Issue:
        return records.Issue(
            id=issue.key,
            name=_named(issue),
            state=text(issue.state),
            closed_by=text(issue.closed_by),
            **self.where(issue),
        )

    def statement(self, statement: language.IntegrationStatement) -> records.Statement:
        return records.Statement(
            name=statement.name,
            vendor=text(statement.vendor),
            product=text(statement.product),
            version=text(statement.version),
            date=text(statement.date),
            complete=statement.complete,
            claims=tuple(map(claim_record, statement.claims)),
            **self.where(statement),
        )


def _sorted(declared: Mapping[K, D], record: Callable[[D], R]) -> tuple[R, ...]:
    """The records of declarations, in the order of their keys: ITI-9 stands before ITI-18."""
    return tuple(record(declared[key]) for key in sorted(declared, key=_order))


def _order(key: object) -> Any:
    return [natural(part) for part in (key if isinstance(key, tuple) else (key,))]


def _named(declaration: language.Requirement | language.Issue) -> str | None:
    """The name of a thing with an id, where it has one beside the id."""
    return declaration.name if declaration.name != declaration.key else None
