"""Rows of the Actors and Options table (supplement template X.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import ActorOptions, OfferedOption
from sphinx_ihe.reading.declarations.values import part
from sphinx_ihe.reading.recognised.cells import is_nothing, noted

if TYPE_CHECKING:
    from sphinx_ihe.language import Place, Written
    from sphinx_ihe.reading.recognised.cells import CellReading, Noted

_LONGEST_OPTION = 90
_closing = re.compile(r"\s+Option\s*$", re.IGNORECASE).search
_bullet = re.compile(r"(?:[-*\u2022\u25cf]|o\s)\s*").match


def read_options(reading: CellReading) -> tuple[ActorOptions, ...]:
    """The rows, those of one actor together."""
    actors: dict[str, tuple[Noted, list[OfferedOption], list[Place]]] = {}
    for actor, row in reading.by_actor():
        _, offered, nones = actors.setdefault(actor.text.text, (actor, [], []))
        cell = reading.cell(row, "option")
        whole = reading.whole(cell)
        if cell is None or not whole.text or is_nothing(noted(whole).text.text):
            nones.append(whole.place)
            continue
        for line in cell.lines:
            if option := _option(reading, line):
                offered.append(option)
    return tuple(
        ActorOptions(
            actor=actor.text, options=tuple(offered), none=None if offered or not nones else nones[0], note=actor.note
        )
        for actor, offered, nones in actors.values()
    )


def _option(reading: CellReading, line: Written) -> OfferedOption | None:
    if bullet := _bullet(line.text):
        line = part(line, bullet.end(), len(line.text))
    text, note = noted(line)
    if len(text.text) > _LONGEST_OPTION:
        reading.lose(line, "the name of an option")
        return None
    closing = _closing(text.text)
    name = part(text, 0, closing.start()) if closing else text
    return OfferedOption(name=name, place=line.place, note=note) if name.text else None
