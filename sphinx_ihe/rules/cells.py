"""Rules about notes and codes in tables (IHE410, IHE411)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.language import (
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    RequiredGroupings,
    Written,
)
from sphinx_ihe.language.findings import Found
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Table


@rule("IHE410", "W")
def dangling_note(framework: Framework) -> Iterator[Found]:
    """A cell refers to a note that its table does not have, a note is referred to by no cell, or a C has no note.

    Each table has its own notes, with their numbers as keys of ``notes``. The code C says that something is required
    under a condition, which only a note can tell (General Introduction 7.1).

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: C (1)

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: C (1)
           notes:
             1: Required unless the source is grouped with a repository.
    """
    for table in framework.all_tables:
        marks = list(_marks(table))
        used = {mark.text for mark in marks}
        written = {note.number.text for note in table.notes}
        for mark in marks:
            if mark.text not in written:
                message = f"the table has no note {mark.text}"
                yield Found(mark.place, message, f"add note {mark.text} under the key notes, or take the mark out")
        for note in table.notes:
            if note.number.text not in used and table.complete:
                number = note.number.text
                yield Found(note.number.place, f"no cell refers to note {number}", f"write ({number}) in a cell")
        if isinstance(table, ActorsTransactions | ActorsContentModules):
            for use in (use for row in table.actors for use in row.uses):
                if use.optionality.text == "C" and use.note is None:
                    advice = "write C (1), and the condition as note 1 under the key notes"
                    yield Found(use.place, "C has no note, expected one that tells the condition", advice)


def _marks(table: Table) -> Iterator[Written]:
    """The number of each mark in a table, at the cell that carries it."""
    match table:
        case ActorsTransactions() | ActorsContentModules():
            yield from (Written(u.note.text, u.place) for row in table.actors for u in row.uses if u.note)
        case ActorsOptions():
            yield from (Written(o.note.text, o.place) for row in table.actors for o in row.options if o.note)
        case RequiredGroupings():
            partners = (p for row in table.actors for grouping in row.groupings for p in grouping.partners)
            yield from (Written(partner.note.text, partner.place) for partner in partners if partner.note)
        case ActorRoles():
            players = (player for role in table.roles for player in role.players)
            yield from (_marked(player.actor, player.description, player.note) for player in players if player.note)
    if isinstance(table, ActorsTransactions | ActorsContentModules | ActorsOptions | RequiredGroupings):
        yield from (_marked(row.actor, None, row.note) for row in table.actors if row.note)


def _marked(actor: Written, description: Written | None, note: Written) -> Written:
    """The mark behind an actor or behind what it does, at the text with its mark."""
    text = description if description and description.place < note.place else actor
    return Written(note.text, replace(text.place, end_line=note.place.end_line, end_column=note.place.end_column))


@rule("IHE411", "E")
def unknown_code(framework: Framework) -> Iterator[Found]:
    """A table has an optionality or a side that is none of its codes.

    The codes are R, O and C, the sides initiator, responder, receiver, and two of them with ``and``. Other words mean
    nothing to a reader of another profile.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R initiater

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R initiator
    """
    for problem in framework.problems_of("IHE411"):
        yield Found(problem.place, problem.message, problem.help)
