"""The body of ``ihe:required-groupings`` (supplement template X.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import ActorGroupings, Grouping, Partner, Place
from sphinx_ihe.language.names import suggest
from sphinx_ihe.reading.bodies import body
from sphinx_ihe.reading.bodies.options import option
from sphinx_ihe.reading.bodies.tree import BodyNode, Items, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.language import Line, Written
    from sphinx_ihe.reading.bodies.body import Body, BodyReading

_KEYS = ("one of", "with", "when", "condition", "content")
_FORM = "[DOMAIN] PROFILE / ACTOR [with the NAME Option] [(NOTE)]"
_OPTIONS = re.compile(r"(?:^|\s+)with\s+(?:the\s+)?(?P<names>(?!the\s)\S.*?)\s+(?P<closing>Options?)\s*$", re.DOTALL)
_WITH = re.compile(r"(?:^|\s+)with\s+the\s")
_SLASH = re.compile(r"(?:^|\s+)/(?:\s+|$)")
_OR = re.compile(r"\s+or\s+")
_COMMAS = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?")
_AND = re.compile(r"\s+and\s+")
NEXT_OPTION = re.compile(r"\s+Option(?:\s*,)?(?:\s+and)?\s+(?:with\s+)?the\s+")


def read_required_groupings(lines: Sequence[Line], directive: Place) -> Body[ActorGroupings]:
    """The rows of the Required Actor Groupings table."""
    expected = f"actors with a list of partners each, or none; a partner is {_FORM}"
    return body.read_body(lines, directive, _row, expected)


def _row(key: Scalar, node: BodyNode, reading: BodyReading) -> ActorGroupings:
    name, note = body.actor(key, reading)
    end = reading.end(key, node)
    if body.is_none(node):
        return ActorGroupings(actor=name, none=node.place, note=note or body.note_of_none(node), end=end)
    if isinstance(node, Items) and not node.items:
        reading.refuse(node, f"the partners of {name.text!r}, or none")
        return ActorGroupings(actor=name, none=node.place, note=note, end=end)
    items = reading.items(node) if isinstance(node, Items) else (node,)
    groupings = (_grouping(reading.unquoted(item, _KEYS), reading) for item in items)
    return ActorGroupings(actor=name, groupings=tuple(each for each in groupings if each), note=note, end=end)


def _grouping(node: BodyNode, reading: BodyReading) -> Grouping | None:
    if isinstance(node, Mapping):
        return _conditional(node, reading)
    partner = _partner(node, reading)
    return Grouping(place=node.place, partners=(partner,)) if partner else None


def _conditional(node: Mapping, reading: BodyReading) -> Grouping | None:
    """A grouping with keys: partners under ``with`` or ``one of``, and what they depend on."""
    texts: dict[str, Scalar] = {}
    partners: tuple[Partner, ...] | None = None
    asked = ""
    for key, value in node.pairs:
        value = reading.unquoted(value)
        if key.value not in _KEYS:
            reading.refuse(key, suggest("a key of " + ", ".join(_KEYS), key.value, _KEYS))
        elif key.value in ("one of", "with"):
            if partners is not None and key.value != asked:
                reading.refuse(key, f"either {asked!r} or {key.value!r}, not both")
                continue
            asked = key.value
            partners = (partners or ()) + tuple(_partners(value, reading, listed=asked == "one of"))
        elif not isinstance(value, Scalar) or value.empty:
            reading.refuse(value, f"a text for {key.value!r}")
        else:
            texts.setdefault(key.value, value)
    if partners is None:
        reading.problem("IHE002", node.place, "the grouping has no partners, expected them under 'with' or 'one of'")
        reading.complete = False
        return None
    when = texts.get("when")
    return Grouping(
        place=node.place,
        partners=partners,
        one_of=asked == "one of",
        when=option(when, 0, len(when.value)) if when else None,
        condition=texts["condition"].written() if "condition" in texts else None,
        content=texts["content"].written() if "content" in texts else None,
    )


def _partners(node: BodyNode, reading: BodyReading, *, listed: bool) -> Iterator[Partner]:
    if isinstance(node, Items) and node.items:
        for item in reading.items(node):
            if partner := _partner(reading.unquoted(item), reading):
                yield partner
        return
    if listed or isinstance(node, Items):
        reading.refuse(node, "a list of partners")
    if (isinstance(node, Scalar) and not node.empty) or not (listed or isinstance(node, Items)):
        partner = _partner(node, reading)
        if partner:
            yield partner


def _partner(node: BodyNode, reading: BodyReading) -> Partner | None:
    if not isinstance(node, Scalar) or node.empty:
        reading.lose(node, f"a partner: {_FORM}")
        return None
    if body.is_none(node):
        reading.refuse(node, f"a partner: {_FORM}", "write none in place of the list")
        return None
    marked, note = reading.mark(node)
    end, options = _options(node, marked)
    domain, profile, start = _profile(node, end)
    actors = _actors(node, start, end)
    if _WITH.search(node.value, start, end) or not all(part.text for part in actors) or start < 0:
        reading.lose(node, _FORM, _hint(node.value))
        return None
    return Partner(place=node.place, actors=actors, domain=domain, profile=profile, options=options, note=note)


def _options(scalar: Scalar, end: int) -> tuple[int, tuple[Written, ...]]:
    """Where a partner ends before its options, and the options."""
    found = _OPTIONS.search(scalar.value, 0, end)
    if not found:
        return end, ()
    start, stop = found.span("names")
    if found["closing"] == "Option":
        spans = _split(scalar.value, start, stop, NEXT_OPTION)
    else:
        spans = _split(scalar.value, start, stop, _COMMAS)
        if len(spans) == 1:
            spans = _split(scalar.value, start, stop, _AND)
        elif last := list(_AND.finditer(scalar.value, *spans[-1])):
            spans[-1:] = [(spans[-1][0], last[-1].start()), (last[-1].end(), stop)]
    return found.start(), tuple(scalar.part(*span) for span in spans)


def _profile(scalar: Scalar, end: int) -> tuple[Written | None, Written | None, int]:
    """Domain and profile of a partner, and where its actors begin."""
    slash = _SLASH.search(scalar.value, 0, end)
    if not slash:
        return None, None, 0
    words = list(re.finditer(r"\S+", scalar.value[: slash.start()]))
    if not words:
        return None, None, -1
    if len(words) == 1:
        return None, scalar.part(*words[0].span()), slash.end()
    return scalar.part(*words[0].span()), scalar.part(words[1].start(), words[-1].end()), slash.end()


def _actors(scalar: Scalar, start: int, end: int) -> tuple[Written, ...]:
    """The actors of a partner, of which one is asked for: ``A``, ``A or B``, ``A, B or C``."""
    if start < 0:
        return ()
    spans = _split(scalar.value, start, end, _OR)
    if len(spans) > 1:
        spans = [part for span in spans for part in _split(scalar.value, *span, _COMMAS)]
    return tuple(scalar.part(*span) for span in spans)


def _split(value: str, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """The ranges between separators."""
    spans = []
    for found in separator.finditer(value, start, end):
        spans.append((start, found.start()))
        start = found.end()
    return [*spans, (start, end)]


def _hint(value: str) -> str | None:
    if _WITH.search(value):
        return (
            "name options as in: with the NAME Option, with the NAME and NAME Options; inside [ ] put commas in quotes"
        )
    return None
