"""IHE's tables, known by their heads wherever they stand: cells become the records of the language.

Nothing here knows a markup or a file. The heads are those of the supplement template (X.1 to X.3, 3.Y.2) and of the
tables that IHE has published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language import (
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    Note,
    Owner,
    Problem,
    Record,
    RequiredGroupings,
    Written,
)
from sphinx_ihe.reading.recognised.cells import CellReading, note_text
from sphinx_ihe.reading.recognised.groupings import read_groupings
from sphinx_ihe.reading.recognised.heads import GridHead, find_head
from sphinx_ihe.reading.recognised.options import read_options
from sphinx_ihe.reading.recognised.owners import caption_owner, title_owner
from sphinx_ihe.reading.recognised.roles import read_roles
from sphinx_ihe.reading.recognised.uses import read_uses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sphinx_ihe.language import AnyTable, TableGrid

__all__ = ["GridHead", "Recognised", "find_head", "recognise", "title_owner"]


class Recognised(Record, frozen=True):
    """A table of IHE's. ``kind`` is a directive's, or ``summary-definitions`` or ``integration-statement``.

    ``table`` is None for these two; ``definitions`` are the names and texts of the first. ``rows`` counts the rows
    below the head, ``read`` those that became rows of the record. A cell that cannot be read is a problem of code
    IHE413, and the rest of the table counts.
    """

    kind: str
    table: AnyTable | None
    problems: tuple[Problem, ...]
    rows: int
    read: int
    definitions: tuple[tuple[Written, Written], ...] = ()


_RECORDS: dict[str, type[Any]] = {
    "actors-transactions": ActorsTransactions,
    "actors-content-modules": ActorsContentModules,
    "actors-options": ActorsOptions,
    "required-groupings": RequiredGroupings,
    "actor-roles": ActorRoles,
}


def recognise(grid: TableGrid, titles: Sequence[Written] = (), around: Owner | None = None) -> Recognised | None:
    """What a table is, or None where it is none of IHE's.

    It belongs to what its caption names, else the nearest of ``titles`` (the innermost first) that names a thing of the
    right kind, else to ``around``.
    """
    head = find_head(grid)
    if head is None:
        return None
    reading = CellReading(grid, head)
    if head.kind in ("summary-definitions", "integration-statement"):
        pairs = tuple(_definitions(reading)) if head.kind == "summary-definitions" else ()
        return Recognised(head.kind, None, (), len(reading.rows), len(pairs), pairs)
    rows: tuple[Any, ...]
    if head.kind == "actors-options":
        rows = read_options(reading)
    elif head.kind == "required-groupings":
        rows = read_groupings(reading)
    elif head.kind == "actor-roles":
        rows = read_roles(reading)
    else:
        rows = read_uses(reading)
    table = _RECORDS[head.kind](
        directive=grid.place,
        owner=_owner(grid, head.kind, titles) or around,
        caption=grid.caption,
        notes=tuple(_notes(grid, reading)),
        complete=reading.complete,
        typed=True,
        **{"roles" if head.kind == "actor-roles" else "actors": rows},
    )
    problems = tuple(sorted(reading.problems, key=lambda problem: problem.place))
    return Recognised(head.kind, table, problems, len(reading.rows), len(reading.rows) - reading.lost)


def _definitions(reading: CellReading) -> list[tuple[Written, Written]]:
    pairs = ((reading.whole(row[0]), reading.whole(row[1])) for row in reading.rows if len(row) > 1)
    return [(name, text) for name, text in pairs if name.text and text.text and name.text != text.text]


def _owner(grid: TableGrid, kind: str, titles: Sequence[Written]) -> Owner | None:
    wanted = "transaction" if kind == "actor-roles" else "profile"
    if grid.caption and wanted == "profile" and (named := caption_owner(grid.caption)):
        return Owner(named.text, named.place, named=True)
    for title in titles:
        if owner := title_owner(title, wanted):
            return owner
    return None


def _notes(grid: TableGrid, reading: CellReading) -> list[Note]:
    """The notes below a table, or in rows at its end."""
    found = (note_text(written) for written in (*reading.tail, *grid.below))
    return [Note(*pair) for pair in found if pair]
