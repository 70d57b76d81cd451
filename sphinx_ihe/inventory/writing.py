"""A framework becomes what its ``framework.json`` says."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.inventory import records
from sphinx_ihe.inventory.rows import Rows, note_text, notes_of, optionality, role_record, text
from sphinx_ihe.model import SIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_ihe import model
    from sphinx_ihe.config import Config
    from sphinx_ihe.framework import Framework
    from sphinx_ihe.inventory.rows import Notes


class Location(NamedTuple):
    """Where a thing is published: a page, relative to the address of the framework, and an anchor on it."""

    page: str | None = None
    anchor: str | None = None


def _nowhere(kind: str, key: str) -> Location:
    return Location()


@dataclass(frozen=True)
class Site:
    """The pages that a framework is published as: their address, and where things are, by kind and key."""

    url: str | None = None
    locate: Callable[[str, str], Location] = _nowhere


def inventory(framework: Framework, config: Config, site: Site = Site()) -> records.Inventory:
    """What a framework says, in records; the same for the same framework.

    Of duplicates the first is taken. What could not be read or has no home is left out.
    """
    return _Writer(framework, site).inventory(config)


@dataclass(frozen=True)
class _Writer:
    framework: Framework
    site: Site

    def inventory(self, config: Config) -> records.Inventory:
        framework = self.framework
        return records.Inventory(
            framework=self.about(config),
            profiles=tuple(self.profile(each) for _, each in sorted(framework.profiles.items())),
            actors=tuple(self.actor(each) for _, each in sorted(framework.actors.items())),
            transactions=tuple(self.transaction(*pair) for pair in sorted(framework.transactions.items(), key=_by_id)),
            options=tuple(self.option(*pair) for pair in sorted(framework.options.items())),
        )

    def about(self, config: Config) -> records.About:
        facts = self.framework.facts
        names = {each.name for each in fields(records.About)}
        said = {each.name: getattr(config.framework, each.name) for each in fields(config.framework)}
        settled = {
            "status": facts.status,
            "transaction_prefixes": facts.prefixes,
            "section_prefix": facts.section_prefix,
            "url": self.site.url,
        }
        return records.About(**{name: value for name, value in (said | settled).items() if name in names})

    def where(self, declaration: model.Declaration | None, kind: str, key: str) -> Mapping[str, str | None]:
        """What everything that is declared may have."""
        location = self.site.locate(kind, key)
        oid = declaration.oid.text if declaration and declaration.oid else None
        return {"oid": oid, "page": location.page, "anchor": location.anchor}

    # -- profiles --------------------------------------------------------------------------------------------------

    def profile(self, profile: model.Profile) -> records.Profile:
        acronym = profile.acronym
        rows = Rows(self.framework, acronym)
        return records.Profile(
            acronym=acronym,
            name=profile.name,
            types=tuple(each.text for each in profile.types),
            status=text(profile.status),
            chapter=text(profile.chapter),
            complete=all(table.complete for table in rows.tables),
            actors=tuple(self.profile_actor(acronym, actor, rows) for actor in self.framework.actors_of(acronym)),
            **self.where(profile, "profile", acronym),
        )

    def profile_actor(self, acronym: str, name: str, rows: Rows) -> records.ProfileActor:
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

    def transaction_use(self, use: model.Use, notes: Notes, actor: str) -> records.TransactionUse:
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

    def actor(self, actor: model.Actor) -> records.Actor:
        return records.Actor(
            name=actor.name,
            abbreviation=text(actor.abbreviation),
            abstract=actor.abstract,
            renamed_to=text(actor.renamed_to),
            **self.where(actor, "actor", actor.name),
        )

    def transaction(self, id: str, transaction: model.Transaction) -> records.Transaction:
        facts = self.framework.transaction(id)
        tables = self.framework.roles_tables.get(id, [])
        roles = [role_record(role, notes_of(table)) for table in tables for role in table.roles]
        return records.Transaction(
            id=id,
            name=transaction.name,
            status=text(transaction.status) or "active",
            section=facts.section if facts else None,
            standards=tuple(each.text for each in transaction.standards),
            complete=all(table.complete for table in tables),
            roles=tuple(roles) if tables else None,
            **self.where(transaction, "transaction", id),
        )

    def option(self, key: tuple[str, str], option: model.ProfileOption) -> records.Option:
        profile, name = key
        requires = tuple(each.text for each in option.requires)
        return records.Option(
            profile=profile, name=name, requires=requires, **self.where(option, "option", f"{profile} / {name}")
        )


def _by_id(pair: tuple[str, object]) -> tuple[str, int, str]:
    """Ids sort by prefix and number: ITI-9 stands before ITI-18."""
    prefix, _, number = pair[0].rpartition("-")
    return prefix, int(number) if number.isdigit() else 0, number
