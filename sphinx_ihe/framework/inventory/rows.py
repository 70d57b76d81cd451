"""What pages say becomes facts: a record for each declaration, with the rows of its tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.framework.inventory import records
from sphinx_ihe.language import OPTIONALITIES, Owner, Written, names
from sphinx_ihe.language.directives import TRANSACTION_STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_ihe import language
    from sphinx_ihe.framework.declared import ProfileTable
    from sphinx_ihe.framework.framework import Framework

    Notes = Mapping[str, str]
    """The notes of a table: their texts by their numbers."""

ACTIVE = TRANSACTION_STATUSES[0]

R = TypeVar("R", bound=records.FactsRecord)


def facts(kind: type[R], said: Any, **settled: Any) -> R:
    """The facts in what is said: members of the same name, without places; ``settled`` are those that differ."""
    found = {name: plain(getattr(said, name)) for name in _shared(kind, said.__class__) if name not in settled}
    return kind(**found, **settled)


@cache
def _shared(kind: Any, said: Any) -> tuple[str, ...]:
    return tuple(name for name in kind.__struct_fields__ if hasattr(said, name))


def plain(said: Any) -> Any:
    """A text without its place, the key of an owner, or what has no place."""
    if isinstance(said, Written):
        return said.text
    if isinstance(said, tuple):
        return tuple(map(plain, said))
    return said.key if isinstance(said, Owner) else said


# -- profiles ---------------------------------------------------------------------------------------------------------


def profile_facts(framework: Framework, profile: language.Profile) -> records.ProfileFacts:
    """A profile with its actors. What could not be read is left out."""
    acronym = profile.acronym
    tables = framework.tables_of(acronym)
    rows = grouped((row.actor.text, (table, row, notes_of(table))) for table in tables for row in table.actors)
    return facts(
        records.ProfileFacts,
        profile,
        complete=all(table.complete for table in tables),
        actors=tuple(_actor(framework, acronym, name, rows.get(name, ())) for name in framework.actors_of(acronym)),
    )


def _actor(
    framework: Framework, acronym: str, name: str, rows: Iterable[tuple[ProfileTable, Any, Notes]]
) -> records.ProfileActorFacts:
    """An actor in a profile; it has a list of options or groupings, be it empty, where a table lists it."""
    found: dict[str, tuple[records.FactsRecord, ...]] = {}
    for table, row, notes in rows:
        member, fact = _CELLS[table.kind]
        found[member] = found.get(member, ()) + tuple(
            fact(framework, cell, notes, (acronym, name)) for cell in row.cells
        )
    described = framework.profile_actors.get((acronym, name))
    marked = (note_text(row.note, notes) for _, row, notes in rows)
    members: dict[str, Any] = {"notes": tuple(filter(None, marked)), **found}
    return records.ProfileActorFacts(name=name, oid=plain(described and described.oid), **members)


def _use(framework: Framework, use: language.Use, notes: Notes, at: tuple[str, str]) -> records.UseFacts:
    id = framework.transaction_id(use.target.text)
    return records.UseFacts(
        transaction=id,
        name=None if id in framework.transactions else _name_elsewhere(framework, id, use),
        optionality=_optionality(use),
        sides=use.sides or framework.sides(id, at[1]),
        option=use.option.text if use.option else None,
        deferred=use.deferred,
        note=note_text(use.note, notes),
    )


def _name_elsewhere(framework: Framework, id: str, use: language.Use) -> str | None:
    known = framework.published_transaction(id)
    return (known and known.name) or plain(use.name)


def _module(framework: Framework, use: language.Use, notes: Notes, at: tuple[str, str]) -> records.ContentUseFacts:
    settled = {"optionality": _optionality(use), "note": note_text(use.note, notes)}
    return facts(records.ContentUseFacts, use, content_module=use.target.text, **settled)


def _optionality(use: language.Use) -> str | None:
    """The code of a cell, where it is one of the table's."""
    return use.optionality.text if use.optionality.text in OPTIONALITIES else None


def _offered(
    framework: Framework, option: language.OfferedOption, notes: Notes, at: tuple[str, str]
) -> records.OfferedFacts:
    return facts(records.OfferedFacts, option, note=note_text(option.note, notes))


def _grouping(
    framework: Framework, grouping: language.Grouping, notes: Notes, at: tuple[str, str]
) -> records.GroupingFacts:
    partners = (
        facts(records.PartnerFacts, each, profile=plain(each.profile) or at[0], note=note_text(each.note, notes))
        for each in grouping.partners
    )
    return facts(records.GroupingFacts, grouping, partners=tuple(partners))


_CELLS: dict[str, tuple[str, Callable[..., records.FactsRecord]]] = {
    "actors-transactions": ("transactions", _use),
    "actors-content-modules": ("content_modules", _module),
    "actors-options": ("options", _offered),
    "required-groupings": ("groupings", _grouping),
}
"""The member that the cells of a table are in, and what makes facts of one."""


def notes_of(table: language.Table) -> Notes:
    """The notes under a table."""
    return {note.number.text: note.text.text for note in table.notes}


def note_text(mark: Written | None, notes: Notes) -> str | None:
    """The note that a mark means; None for a mark without one."""
    return notes.get(mark.text) if mark else None


# -- transactions -----------------------------------------------------------------------------------------------------


def transaction_facts(framework: Framework, id: str, transaction: language.Transaction) -> records.TransactionFacts:
    """A transaction by its id in the right spelling, with its roles."""
    tables = framework.roles_tables.get(id, [])
    roles = tuple(_role(role, notes_of(table)) for table in tables for role in table.roles)
    section = transaction.number.text if transaction.number else None
    return facts(
        records.TransactionFacts,
        transaction,
        id=id,
        status=_status(transaction),
        section=section or f"{framework.facts.section_prefix}.{names.id_number(id)}",
        complete=all(table.complete for table in tables),
        roles=roles if tables else None,
    )


def _status(transaction: language.Transaction) -> str:
    """A word of the table of statuses itself: msgspec leaves out a default that is the same object."""
    written = transaction.status.text if transaction.status else ACTIVE
    return ACTIVE if written == ACTIVE else written


def _role(role: language.TransactionRole, notes: Notes) -> records.RoleFacts:
    players = (
        facts(records.PlayerFacts, player, name=player.actor.text, note=note_text(player.note, notes))
        for player in role.players
    )
    return facts(records.RoleFacts, role, name=plain(role.generic), actors=tuple(players))
