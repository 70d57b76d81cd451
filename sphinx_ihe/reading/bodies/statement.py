"""The body of ``ihe:integration-statement`` (General Introduction, Appendix F)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sphinx_ihe.language import Claim, ClaimedActor, Problem
from sphinx_ihe.language.names import nearest, profile_title, suggest
from sphinx_ihe.reading.bodies.body import BodyReading, is_none
from sphinx_ihe.reading.bodies.options import option
from sphinx_ihe.reading.bodies.tree import BodyNode, Items, Mapping, Scalar, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.language import Line, Place, Written

_FACTS = ("vendor", "product", "version", "date")
_KEYS = (*_FACTS, "profiles")
_EXPECTED = "vendor, product, version, date, and the claims under profiles"


class StatementBody(Struct, frozen=True):
    """A statement as read. ``complete`` is false where claims could not be read."""

    vendor: Written | None
    product: Written | None
    version: Written | None
    date: Written | None
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    complete: bool


def read_integration_statement(lines: Sequence[Line], directive: Place) -> StatementBody:
    """Read a statement: the body of a directive, or a file of its own."""
    if not any(line.text.strip() for line in lines):
        empty = Problem("IHE002", directive, f"the statement is empty, expected {_EXPECTED}")
        return StatementBody(None, None, None, None, (), (empty,), complete=False)
    tree = read_tree(lines)
    reading = BodyReading(tree)
    facts: dict[str, Written] = {}
    claims: tuple[Claim, ...] | None = None
    if isinstance(tree.root, Mapping):
        for key, node in tree.root.pairs:
            if key.value not in _KEYS:
                reading.refuse(key, suggest(f"a key of {', '.join(_KEYS)}", key.value, _KEYS))
            if key.value not in _FACTS:
                if nearest(key.value, _KEYS) == "profiles":
                    claims = (claims or ()) + tuple(_claims(node, reading))
            elif (text := _text(reading.unquoted(node), key.value, reading)) is not None:
                facts.setdefault(key.value, text)
        if claims is None and tree.complete:
            reading.problem("IHE002", directive, "the statement claims nothing, expected profiles among its keys")
        reading.complete = reading.complete and claims is not None
    elif tree.root is not None:
        reading.lose(tree.root, _EXPECTED)
    reading.problems.sort(key=lambda problem: problem.place)
    vendor, product, version, date = (facts.get(name) for name in _FACTS)
    return StatementBody(vendor, product, version, date, claims or (), tuple(reading.problems), reading.complete)


def _text(node: BodyNode, key: str, reading: BodyReading) -> Written | None:
    if not isinstance(node, Scalar) or node.empty:
        reading.refuse(node, f"a text for {key!r}")
        return None
    return node.written()


def _claims(node: BodyNode, reading: BodyReading) -> Iterator[Claim]:
    if not isinstance(node, Mapping):
        reading.lose(node, "profiles by acronym, each with its actors, such as XDS.b: {Document Source: []}")
        return
    for key, actors in node.pairs:
        profile = key.part(0, len(key.value))
        if title := profile_title(profile.text):
            profile = replace(profile, text=title[1])
        yield Claim(profile, tuple(_actors(profile.text, actors, reading)))


def _actors(profile: str, node: BodyNode, reading: BodyReading) -> Iterator[ClaimedActor]:
    """The actors of a profile: each with its options, or a list of their names where they have none."""
    if isinstance(node, Mapping) and node.pairs:
        for key, options in node.pairs:
            actor = key.part(0, len(key.value))
            yield ClaimedActor(actor, tuple(_options(actor.text, options, reading)))
        return
    for item in node.items if isinstance(node, Items) and node.items else (node,):
        if isinstance(item, Mapping) and item.pairs:
            yield from _actors(profile, item, reading)
        elif isinstance(item, Scalar) and not item.empty:
            yield ClaimedActor(item.part(0, len(item.value)))
        else:
            reading.lose(item, f"the actors of {profile}, each with a list of its options")


def _options(actor: str, node: BodyNode, reading: BodyReading) -> Iterator[Written]:
    if is_none(node) or (isinstance(node, Scalar) and node.empty):
        return
    for item in node.items if isinstance(node, Items) else (node,):
        text = reading.unquoted(item)
        if isinstance(text, Scalar) and not text.empty:
            yield option(text, 0, len(text.value))
        else:
            reading.lose(text, f"the name of an option of {actor!r}")
