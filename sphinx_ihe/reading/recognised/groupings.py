"""Rows of the Required Actor Groupings table (supplement template X.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import ActorGroupings, Grouping, Partner
from sphinx_ihe.reading.bodies.groupings import NEXT_OPTION
from sphinx_ihe.reading.declarations.values import part
from sphinx_ihe.reading.recognised.cells import is_nothing, noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.language import GridCell, Place, Written
    from sphinx_ihe.reading.recognised.cells import CellReading, Noted

_FORM = "a partner as PROFILE / ACTOR"
_ACRONYM = r"(?=[^\s()]*[A-Z])[A-Za-z0-9][A-Za-z0-9.+_-]*"
_PARTNER = re.compile(
    rf"(?:(?P<domain>[A-Z][A-Za-z]{{1,5}})\s+(?:TF-?1?:?\s*)?)?(?:[A-Z][\w -]*\()?(?P<profile>{_ACRONYM})\)?"
    r"(?:\s+Profile)?\s*(?:/|:|\s[-\u2013\u2014]\s)\s*(?P<actor>[A-Z][^/:]*?)"
)
_BRACKETED = re.compile(rf"(?P<actor>[A-Z][^/:()]*?)\s*\(\s*(?P<profile>{_ACRONYM})(?:\s+Profile)?\s*\)")
_WITH = re.compile(r"\s*\(?with\s+(?:the\s+)?(?P<option>\S.*?)\s+Option\)?$", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+(?:the\s+)?")
_WHEN = re.compile(r"(?:if|when|with)?\s*(?:the\s+)?(?P<option>\S.*?)\s+Option(?:\s+is\s+\w+)?\.?", re.IGNORECASE)
_always = re.compile(r"(?:R|Required|Mandatory|Always|--?)?", re.IGNORECASE).fullmatch
_closing_actor = re.compile(r"\s+actor\.?$").search


def read_groupings(reading: CellReading) -> tuple[ActorGroupings, ...]:
    """The rows, those of one actor together."""
    actors: dict[str, tuple[Noted, list[Grouping], list[Place]]] = {}
    for actor, row in reading.by_actor():
        _, groupings, nones = actors.setdefault(actor.text.text, (actor, [], []))
        cell = reading.cell(row, "partner") or reading.cell(row, "partner_profile")
        whole = reading.whole(cell)
        if is_nothing(noted(whole).text.text):
            nones.append(whole.place)
        elif cell is None or not whole.text:
            reading.lose(whole, _FORM)
        else:
            groupings += _groupings(reading, row, cell)
    return tuple(
        ActorGroupings(
            actor=actor.text, groupings=tuple(found), none=None if found or not nones else nones[0], note=actor.note
        )
        for actor, found, nones in actors.values()
    )


def _groupings(reading: CellReading, row: tuple[GridCell, ...], cell: GridCell) -> list[Grouping]:
    condition = noted(reading.whole(reading.cell(row, "condition"))).text
    profile = reading.cell(row, "partner_profile") if "partner" in reading.head.columns else None
    when = _WHEN.fullmatch(condition.text)
    found = []
    for line in cell.lines:
        partner = _partner(line, profile)
        if partner is None:
            reading.lose(line, _FORM)
            continue
        found.append(
            Grouping(
                place=line.place,
                partners=(partner,),
                when=part(condition, *when.span("option")) if when else None,
                condition=None if when or _always(condition.text) else condition,
            )
        )
    return found


def _partner(line: Written, profile: GridCell | None) -> Partner | None:
    """A partner; ``profile`` is the cell that names its profile where that stands apart."""
    text, note = noted(line)
    option = _WITH.search(text.text)
    end = option.start() if option else len(text.text)
    core = text.text[:end].rstrip(" .")
    options = tuple(_options(text, *option.span("option"))) if option else ()
    if profile is not None and len(profile.lines) == 1:
        named = profile.lines[0]
        acronym = re.search(rf"\((?P<acronym>{_ACRONYM})\)$|^(?:\S+ )?(?P<bare>{_ACRONYM})$", named.text)
        if acronym:
            span = acronym.span("acronym" if acronym["acronym"] else "bare")
            actors = _actors(text, 0, len(core))
            return Partner(place=line.place, actors=actors, profile=part(named, *span), options=options, note=note)
        return None
    found = _PARTNER.fullmatch(core) or _BRACKETED.fullmatch(core)
    if not found:
        return None
    domain = found["domain"] if "domain" in found.groupdict() else None
    return Partner(
        place=line.place,
        actors=_actors(text, *found.span("actor")),
        domain=part(text, *found.span("domain")) if domain else None,
        profile=part(text, *found.span("profile")),
        options=options,
        note=note,
    )


def _options(text: Written, start: int, end: int) -> Iterator[Written]:
    """The options in ``with the A Option and the B Option``."""
    for found in NEXT_OPTION.finditer(text.text, start, end):
        yield part(text, start, found.start())
        start = found.end()
    yield part(text, start, end)


def _actors(text: Written, start: int, end: int) -> tuple[Written, ...]:
    """The actors of a partner, of which one is enough."""
    spans = []
    for found in _OR.finditer(text.text, start, end):
        spans.append((start, found.start()))
        start = found.end()
    actors = [part(text, *span) for span in (*spans, (start, end))]
    closed = ((actor, _closing_actor(actor.text)) for actor in actors)
    return tuple(part(actor, 0, closing.start()) if closing else actor for actor, closing in closed)
