"""Rules about notes and codes in tables (IHE410, IHE411)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import (
    ActorGroupings,
    ActorOptions,
    ActorsContentModules,
    ActorsTransactions,
    ActorUses,
    Player,
    Written,
)
from sphinx_ihe.language.findings import Found
from sphinx_ihe.language.naming import NOTE
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language.naming import Naming


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
    marked = grouped((id(each.within), each) for each in framework.named(NOTE))
    for table in framework.all_tables:
        marks = list(_marks(marked.get(id(table), ())))
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


def _marks(namings: Iterable[Naming]) -> Iterator[Written]:
    """The number of each mark in a table, at the cell that carries it."""
    for each in namings:
        row = isinstance(each.record, _ROWS)
        yield _marked(each.record, each.written) if row else Written(each.written.text, each.cell)


_ROWS = (ActorUses, ActorOptions, ActorGroupings, Player)


def _marked(row: Any, note: Written) -> Written:
    """The mark behind an actor or behind what it does, at the text with its mark."""
    description = getattr(row, "description", None)
    text = description if description and description.place < note.place else row.actor
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
