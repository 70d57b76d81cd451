"""Rows of the Actor Roles table (supplement template 3.Y.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import Player, TransactionRole, Written
from sphinx_ihe.reading.bodies.uses import SIDE_WORDS
from sphinx_ihe.reading.recognised.cells import noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.reading.recognised.cells import CellReading


def read_roles(reading: CellReading) -> tuple[TransactionRole, ...]:
    """The actors with what they do; a side that no column names is left out, and nothing follows from it."""
    roles = list(_vertical(reading) if "label" in reading.head.columns else _columns(reading))
    return tuple(roles)


def _vertical(reading: CellReading) -> Iterator[TransactionRole]:
    actor: Written | None = None
    for row in (row for row in reading.rows if len(row) > 1):
        label, value = row[0].text.casefold(), reading.whole(row[1])
        if label.startswith("actor"):
            if actor:
                yield _role(actor, None, None)
            actor = value if value.text else None
        elif actor:
            yield _role(actor, value if value.text else None, None)
            actor = None
    if actor:
        yield _role(actor, None, None)


def _columns(reading: CellReading) -> Iterator[TransactionRole]:
    for actor, row in reading.by_actor():
        said, side = reading.cell(row, "role"), reading.cell(row, "side")
        written = reading.whole(side) if side and side.lines else None
        description = reading.whole(said) if said and said.lines else None
        if description and description.text.casefold() in SIDE_WORDS:
            written, description = description, None
        yield _role(actor.text, description, written)


def _role(actor: Written, description: Written | None, side: Written | None) -> TransactionRole:
    name, note = noted(actor)
    name = replace_closing(name)
    sides = SIDE_WORDS.get(side.text.casefold(), ()) if side else ()
    return TransactionRole(
        side=side or Written("", actor.place),
        sides=sides,
        players=(Player(actor=name, description=description, note=note),),
    )


def replace_closing(name: Written) -> Written:
    """A name without a closing ``actor`` in small letters."""
    return Written(re.sub(r"\s+actor$", "", name.text), name.place)
