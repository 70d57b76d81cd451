"""The body of ``ihe:actors-options`` (supplement template X.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import ActorOptions, OfferedOption, Place
from sphinx_ihe.reading.bodies import body
from sphinx_ihe.reading.bodies.tree import BodyNode, Items, Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.language import Line, Written
    from sphinx_ihe.reading.bodies.body import Body, BodyReading

_CLOSING_OPTION = re.compile(r"\s+Option\s*$")


def read_actors_options(lines: Sequence[Line], directive: Place) -> Body[ActorOptions]:
    """The rows of the Actors and Options table."""
    return body.read_body(lines, directive, _row, "actors with a list of their options each, or none")


def option(scalar: Scalar, start: int, end: int) -> Written:
    """The option that a part of a text names, without a closing ``Option``."""
    found = _CLOSING_OPTION.search(scalar.value, start, end)
    return scalar.part(start, found.start() if found and found.start() > start else end)


def _row(key: Scalar, node: BodyNode, reading: BodyReading) -> ActorOptions:
    name, note = body.actor(key, reading)
    end = reading.end(key, node)
    if body.is_none(node):
        return ActorOptions(actor=name, none=node.place, note=note or body.note_of_none(node), end=end)
    if isinstance(node, Items) and not node.items:
        reading.refuse(node, f"the options of {name.text!r}, or none")
        return ActorOptions(actor=name, none=node.place, note=note, end=end)
    items = reading.items(node) if isinstance(node, Items) else (node,)
    offered = (_offered(reading.unquoted(item), reading) for item in items)
    return ActorOptions(actor=name, options=tuple(each for each in offered if each), note=note, end=end)


def _offered(node: BodyNode, reading: BodyReading) -> OfferedOption | None:
    if not isinstance(node, Scalar) or node.empty:
        reading.lose(node, "the name of an option")
        return None
    if body.is_none(node):
        reading.refuse(node, "the name of an option", "write none in place of the list")
        return None
    end, note = reading.mark(node)
    return OfferedOption(name=option(node, 0, end), place=node.place, note=note)
