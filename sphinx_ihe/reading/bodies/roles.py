"""The body of ``ihe:actor-roles`` (supplement template 3.Y.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import Place, Player, TransactionRole, Written
from sphinx_ihe.language.names import suggest
from sphinx_ihe.reading.bodies import body
from sphinx_ihe.reading.bodies.tree import BodyNode, Items, Mapping, Scalar, Unreadable
from sphinx_ihe.reading.bodies.uses import SIDE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.language import Line
    from sphinx_ihe.reading.bodies.body import Body, BodyReading

_ROLE = re.compile(r"\s*(?P<side>[^()]*?)\s*(?:\(\s*(?P<generic>\S.*?)\s*\)\s*)?", re.DOTALL)
WITHOUT_SIDE = "actors"
"""The key of actors whose side is not told; nothing follows from it."""
_EXPECTED = "initiator, responder and receiver, each with its actors and what they do"


def read_actor_roles(lines: Sequence[Line], directive: Place) -> Body[TransactionRole]:
    """The rows of the Actor Roles table."""
    return body.read_body(lines, directive, _role, _EXPECTED)


def _role(key: Scalar, node: BodyNode, reading: BodyReading) -> TransactionRole | None:
    found = _ROLE.fullmatch(key.value)
    if not found or not found["side"]:
        reading.lose(key, "a side and the role's own name in brackets, such as responder (Content Receiver)")
        return None
    side = key.part(*found.span("side"))
    if side.text == WITHOUT_SIDE:
        return TransactionRole(side=Written("", side.place), sides=(), players=tuple(_players(node, reading)))
    if side.text not in SIDE_WORDS:
        message = f"unknown side {side.text!r}, expected initiator, responder or receiver"
        reading.problem("IHE411", side.place, suggest(message, side.text, SIDE_WORDS))
    return TransactionRole(
        side=side,
        sides=SIDE_WORDS.get(side.text, ()),
        generic=key.part(*found.span("generic")) if found["generic"] else None,
        players=tuple(_players(node, reading)),
    )


def _players(node: BodyNode, reading: BodyReading) -> Iterator[Player]:
    if isinstance(node, Mapping):
        for key, description in node.pairs:
            yield _player(key, reading.unquoted(description), reading)
    elif isinstance(node, Items) and node.items:
        for item in node.items:
            yield from _item(item, reading)
    elif isinstance(node, Scalar) and not node.empty:
        yield _player(node, None, reading)
    else:
        reading.lose(node, "the actors of the role, each with what it does")


def _item(item: BodyNode, reading: BodyReading) -> Iterator[Player]:
    """An entry of a list: an actor, or an actor with its description."""
    if isinstance(item, Mapping):
        yield from _players(item, reading)
    elif isinstance(item, Scalar) and not item.empty:
        yield _player(item, None, reading)
    else:
        reading.lose(item, "the name of an actor")


def _player(key: Scalar, description: BodyNode | None, reading: BodyReading) -> Player:
    name, note = body.actor(key, reading)
    if description is None or isinstance(description, Unreadable):
        return Player(actor=name, note=note)
    if not isinstance(description, Scalar) or description.empty:
        reading.refuse(description, f"what {name.text!r} does in this role")
        return Player(actor=name, note=note)
    end, span = body.marked(description.value)
    own = body.note(description, span) if span else note
    return Player(actor=name, description=description.part(0, end), note=own)
