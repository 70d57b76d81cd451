"""Rows of the Actors and Transactions and the Actors and Content Modules tables (supplement template X.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import ActorUses, Use, Written, names
from sphinx_ihe.reading.bodies.uses import SIDE_WORDS
from sphinx_ihe.reading.declarations.values import part
from sphinx_ihe.reading.recognised.cells import is_nothing, noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.language import GridCell, Place
    from sphinx_ihe.reading.recognised.cells import CellReading, Noted

_ID = re.compile(
    r"[\[(]\s*(?P<bracketed>(?:[A-Za-z]{2,3}:)?[A-Za-z]\w*\s?[-\u2010-\u2015\u2212]\s?[\w.]+)\s*[\])]"
    r"|(?P<bare>\b(?:[A-Z]{2,3}:)?[A-Z][A-Za-z]*-[A-Z]{0,3}[0-9]+[A-Za-z]?)\b"
)
_OPTIONALITY = re.compile(
    r"(?P<code>R2|RE|R|O|C|CE|Required|Optional|Conditional)\b"
    r"(?:[\s,(]*(?:with|if|when)\s+(?:the\s+)?(?P<option>\S.*?)\s+Option(?:\s+(?:is\s+)?(?:supported|declared))?\s*\)?)?",
    re.IGNORECASE | re.DOTALL,
)
_SIDES = {
    **SIDE_WORDS,
    **{f"{a}{joined}{b}": (a, b) for a in ("initiator", "responder") for b in ("responder", "initiator", "receiver")
       if a != b for joined in (" or ", "/", " / ", ", ")},
    "sender": ("initiator",),
}  # fmt: skip


def read_uses(reading: CellReading) -> tuple[ActorUses, ...]:
    """The rows, those of one actor together, in the order in which actors come."""
    actors: dict[str, tuple[Noted, list[Use], list[Place]]] = {}
    for actor, row in reading.by_actor():
        _, uses, nones = actors.setdefault(actor.text.text, (actor, [], []))
        target = reading.cell(row, "transaction") or reading.cell(row, "content")
        said = reading.whole(target)
        if is_nothing(said.text):
            nones.append(said.place)
        elif not said.text:
            reading.lose(said, "a transaction as Name [ITI-41]")
        else:
            uses += _uses(reading, row)
    return tuple(
        ActorUses(actor=actor.text, uses=tuple(uses), none=None if uses or not nones else nones[0], note=actor.note)
        for actor, uses, nones in actors.values()
    )


def _uses(reading: CellReading, row: tuple[GridCell, ...]) -> Iterator[Use]:
    """The uses of one row: one, or one for each line where ids and codes stand in as many lines."""
    target = reading.cell(row, "transaction")
    if target is None:
        name = noted(reading.whole(reading.cell(row, "content")))
        yield _use(reading, row, (None, name.text), reading.cell(row, "optionality"))
        return
    codes = reading.cell(row, "optionality")
    lines = target.lines
    if len(lines) > 1 and all(_ID.search(line.text) for line in lines):
        several = codes is not None and len(codes.lines) == len(lines)
        for at, line in enumerate(lines):
            code = Written(codes.lines[at].text, codes.lines[at].place) if codes and several else reading.whole(codes)
            if named := _target(reading, line):
                yield _use(reading, row, named, code)
    elif named := _target(reading, reading.whole(target), reading.cell(row, "reference")):
        yield _use(reading, row, named, codes)


_SECTION = re.compile(r"(?P<domain>[A-Z][A-Za-z]+)\s+TF-?2[a-z]?\s*:\s*3\.(?P<number>[0-9]+)")


def _target(
    reading: CellReading, written: Written, reference: GridCell | None = None
) -> tuple[Written | None, Written] | None:
    """Name and id of a transaction; the section that the row refers to has the number of one that has no id beside it.

    None where there is neither, which is reported.
    """
    found = next((m for m in _ID.finditer(written.text) if names.transaction_id(_id_text(m))), None)
    if found is None:
        section = _SECTION.search(reference.text) if reference else None
        if section and reference:
            return noted(written).text, Written(f"{section['domain']}-{section['number']}", reference.place)
        reading.lose(written, "a transaction as Name [ITI-41]")
        return None
    group = "bracketed" if found["bracketed"] else "bare"
    name = part(written, 0, found.start())
    if not name.text:
        name = part(written, found.end(), len(written.text))
    name = noted(_trimmed(name)).text
    return name if name.text else None, part(written, *found.span(group))


def _id_text(found: re.Match[str]) -> str:
    return found["bracketed"] or found["bare"]


def _trimmed(name: Written) -> Written:
    """A name without the dash, colon or bracket before its id."""
    start = len(name.text) - len(name.text.lstrip(" -\u2013:)]\\"))
    return part(name, start, len(name.text.rstrip(" -\u2013:([\\")))


def _use(
    reading: CellReading,
    row: tuple[GridCell, ...],
    target: tuple[Written | None, Written],
    code: GridCell | Written | None,
) -> Use:
    name, key = target
    cell = code if isinstance(code, Written) else reading.whole(code)
    text, note = noted(cell)
    found = _OPTIONALITY.fullmatch(text.text)
    optionality = Written(found["code"][0].upper(), text.place) if found else Written("", cell.place)
    if found is None and text.text and code is not None:
        reading.unclear(cell, "R, O or C")
        reading.complete = False
    side = reading.cell(row, "side")
    said = reading.whole(side) if side and side.lines else None
    return Use(
        target=key,
        name=name,
        place=cell.place if code is not None else key.place,
        optionality=optionality,
        side=said,
        sides=_SIDES.get(noted(said).text.text.casefold(), ()) if said else (),
        option=part(text, *found.span("option")) if found and found["option"] else None,
        note=note,
    )
