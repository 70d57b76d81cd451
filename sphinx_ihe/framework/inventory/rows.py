"""The rows of tables become records of ``framework.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.framework.inventory import records
from sphinx_ihe.language import OPTIONALITIES, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_ihe import language
    from sphinx_ihe.framework.declared import Declared, ProfileTable

T = TypeVar("T")

Notes: TypeAlias = "Mapping[str, str]"
"""The notes of a table: their texts by their numbers."""


class TableRows:
    """The rows of one profile's tables, by actor, with the notes that they carry."""

    def __init__(self, framework: Declared, acronym: str) -> None:
        transactions = framework.transactions_tables.get(acronym, [])
        content_modules = framework.content_tables.get(acronym, [])
        options = framework.options_tables.get(acronym, [])
        groupings = framework.groupings_tables.get(acronym, [])
        self.tables: list[ProfileTable] = [*transactions, *content_modules, *options, *groupings]
        self.transactions = grouped(
            (row.actor.text, (use, notes_of(table)))
            for table in transactions
            for row in table.actors
            for use in row.uses
        )
        self.content_modules = grouped(
            (row.actor.text, _content_module_use(use, notes_of(table)))
            for table in content_modules
            for row in table.actors
            for use in row.uses
        )
        self.options = _joined(
            (row.actor.text, [_offered(each, notes_of(table)) for each in row.options])
            for table in options
            for row in table.actors
        )
        self.groupings = _joined(
            (row.actor.text, [_grouping(each, acronym, notes_of(table)) for each in row.groupings])
            for table in groupings
            for row in table.actors
        )
        marked = ((row, notes_of(table)) for table in self.tables for row in table.actors)
        self.notes = grouped((row.actor.text, note) for row, notes in marked if (note := note_text(row.note, notes)))


def _joined(rows: Iterable[tuple[str, list[T]]]) -> dict[str, tuple[T, ...]]:
    """All rows of each actor; an actor whose table says that it has none has an empty tuple."""
    return {actor: tuple(row for part in parts for row in part) for actor, parts in grouped(rows).items()}


def _content_module_use(use: language.Use, notes: Notes) -> records.ContentModuleUse:
    return records.ContentModuleUse(
        content_module=use.target.text,
        optionality=optionality(use),
        option=text(use.option),
        deferred=use.deferred,
        note=note_text(use.note, notes),
    )


def _offered(option: language.OfferedOption, notes: Notes) -> records.OfferedOption:
    return records.OfferedOption(name=option.name.text, note=note_text(option.note, notes))


def _grouping(grouping: language.Grouping, acronym: str, notes: Notes) -> records.Grouping:
    return records.Grouping(
        partners=tuple(_partner(partner, acronym, notes) for partner in grouping.partners),
        one_of=grouping.one_of,
        when=text(grouping.when),
        condition=text(grouping.condition),
        content=text(grouping.content),
    )


def _partner(partner: language.Partner, acronym: str, notes: Notes) -> records.Partner:
    return records.Partner(
        domain=text(partner.domain),
        profile=text(partner.profile) or acronym,
        actors=texts(partner.actors),
        options=texts(partner.options),
        note=note_text(partner.note, notes),
    )


def role_record(role: language.TransactionRole, notes: Notes) -> records.Role:
    """A role of a transaction."""
    players = (
        records.Player(name=player.actor.text, description=text(player.description), note=note_text(player.note, notes))
        for player in role.players
    )
    return records.Role(
        sides=tuple(side for side in role.sides if side in SIDES), name=text(role.generic), actors=tuple(players)
    )


def claim_record(claim: language.Claim) -> records.Claim:
    """What a product claims of one profile."""
    actors = (records.ClaimedActor(name=each.actor.text, options=texts(each.options)) for each in claim.actors)
    return records.Claim(profile=claim.profile.text, actors=tuple(actors))


def notes_of(table: language.Table) -> Notes:
    """The notes under a table."""
    return {note.number.text: note.text.text for note in table.notes}


def note_text(mark: language.Written | None, notes: Notes) -> str | None:
    """The note that a mark means; None for a mark without one."""
    return notes.get(mark.text) if mark else None


def optionality(use: language.Use) -> str | None:
    """The code of a cell, where it is one of the table's."""
    return use.optionality.text if use.optionality.text in OPTIONALITIES else None


def text(written: language.Written | None) -> str | None:
    """A text without its place."""
    return written.text if written else None


def texts(written: Iterable[language.Written]) -> tuple[str, ...]:
    """Texts without their places."""
    return tuple(each.text for each in written)


def owner(owner: language.Owner | None) -> str | None:
    """The key of what something belongs to."""
    return owner.key if owner else None
