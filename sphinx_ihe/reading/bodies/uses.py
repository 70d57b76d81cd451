"""The bodies of ``ihe:actors-transactions`` and ``ihe:actors-content-modules``.

Columns and codes are those of supplement template X.1 and General Introduction 7.1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from sphinx_ihe.language import OPTIONALITIES, SIDES, ActorUses, Place, Record, Use, Written
from sphinx_ihe.language.names import fold, option_name, suggest, transaction_id
from sphinx_ihe.reading.bodies import body
from sphinx_ihe.reading.bodies.tree import BodyNode, Items, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_ihe.language import Line
    from sphinx_ihe.reading.bodies.body import Body, BodyReading

SIDE_WORDS: dict[str, tuple[str, ...]] = {
    **{side: (side,) for side in SIDES},
    "initiator and responder": ("initiator", "responder"),
    "initiator and receiver": ("initiator", "receiver"),
    "responder and initiator": ("responder", "initiator"),
}
"""The sides that may be written, with the sides that they mean."""

_KEYS = ("optionality", "side", "option", "note", "deferred", "name")
_FORM = "CODE [SIDE] [with the NAME Option] [(NOTE)], such as R initiator"
_CELL = re.compile(
    r"\s*(?P<code>[^\s(]+)"
    r"(?:\s+(?P<side>(?!with\b)\S.*?))??"
    r"(?:\s+with\s+(?:the\s+)?(?P<option>(?!the\s)\S.*?)\s+Option)?"
    r"(?:\s*(?P<note>\(\s*[0-9]+\s*\)))?\s*",
    re.DOTALL,
)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9+*/?-]*")
_SIDE = re.compile(r"[A-Za-z][A-Za-z/-]*(?:\s+(?:and|or)\s+[A-Za-z][A-Za-z/-]*)?")
_ID_WITHOUT_HYPHEN = re.compile(r"([A-Za-z]+)([0-9]+)")
_LONG_KEY = re.compile(r"\s*(?P<name>[^\s\[].*?)\s*\[\s*(?P<id>[^\[\]]*?)\s*\]\s*", re.DOTALL)


class _UseTarget(Record, frozen=True):
    """A transaction or content module as a key names it."""

    written: Written
    name: Written | None = None


_Targets: TypeAlias = "Callable[[Scalar, BodyReading], _UseTarget | None]"


def read_actors_transactions(lines: Sequence[Line], directive: Place) -> Body[ActorUses]:
    """The rows of the Actors and Transactions table."""
    expected = "actors with their transactions, such as ITI-41: R, or none"
    return body.read_body(lines, directive, lambda key, node, reading: _row(key, node, reading, _transaction), expected)


def read_actors_content_modules(lines: Sequence[Line], directive: Place) -> Body[ActorUses]:
    """The rows of the Actors and Content Modules table."""
    expected = "actors with their content modules, such as Medical Summary: R, or none"
    return body.read_body(
        lines, directive, lambda key, node, reading: _row(key, node, reading, _content_module), expected
    )


def _transaction(key: Scalar, reading: BodyReading) -> _UseTarget | None:
    if transaction_id(key.value):
        return _UseTarget(key.part(0, len(key.value)))
    found = _LONG_KEY.fullmatch(key.value)
    if found and transaction_id(found["id"]):
        return _UseTarget(key.part(*found.span("id")), key.part(*found.span("name")))
    without_hyphen = _ID_WITHOUT_HYPHEN.fullmatch(key.value)
    hint = f"write {without_hyphen[1]}-{without_hyphen[2]}" if without_hyphen else None
    reading.lose(key, "a transaction as ITI-41 or Name [ITI-41]", hint)
    return None


def _content_module(key: Scalar, reading: BodyReading) -> _UseTarget | None:
    return _UseTarget(key.part(0, len(key.value)))


def _row(key: Scalar, node: BodyNode, reading: BodyReading, targets: _Targets) -> ActorUses:
    name, note = body.actor(key, reading)
    if body.is_none(node):
        return ActorUses(actor=name, none=node.place, note=note or body.note_of_none(node))
    uses: list[Use] = []
    if isinstance(node, Mapping):
        for target_key, cell in node.pairs:
            if target := targets(target_key, reading):
                uses.extend(_cells(target, cell, reading))
    else:
        what = "transactions" if targets is _transaction else "content modules"
        reading.lose(node, f"the {what} of {name.text!r}, each with a code, or none")
    return ActorUses(actor=name, uses=tuple(uses), note=note)


def _cells(target: _UseTarget, node: BodyNode, reading: BodyReading) -> Iterator[Use]:
    """The cells of one transaction or content module. One that cannot be read is a use all the same, without a code."""
    if isinstance(node, Items):
        if not node.items:
            reading.refuse(node, "a cell: " + _FORM)
        for item in reading.items(node):
            if isinstance(item, Items):
                reading.refuse(item, "a cell: " + _FORM)
            else:
                yield from _cells(target, item, reading)
        return
    node = reading.unquoted(node, _KEYS)
    if isinstance(node, Mapping):
        yield _mapping_cell(target, node, reading)
    elif isinstance(node, Scalar):
        yield _text_cell(target, node, reading)
    else:
        yield _unreadable(target, node)


def _unreadable(target: _UseTarget, node: BodyNode, note: Written | None = None) -> Use:
    nothing = Written("", node.place)
    return Use(target=target.written, name=target.name, place=node.place, optionality=nothing, note=note)


class _UseParts(Record, frozen=True):
    """Where the parts of a cell stand in its text."""

    code: tuple[int, int]
    side: tuple[int, int] | None
    option: tuple[int, int] | None
    note: tuple[int, int] | None


@lru_cache(maxsize=1024)  # a framework has thousands of cells, and a handful of texts in them
def _parts(value: str) -> _UseParts | None:
    """The parts of a cell; None where it fits no form."""
    found = _CELL.fullmatch(value)
    if not found or not _fits(found["code"], fold(found["side"] or "")):
        return None
    spans = [found.span(name) if found[name] else None for name in ("side", "option", "note")]
    return _UseParts(found.span("code"), *spans)


def _fits(code: str, side: str) -> bool:
    """Whether code and side are words, known or not; of two unknown words nobody can tell what they mean."""
    if not _CODE.fullmatch(code) or code in SIDE_WORDS or (side and not _SIDE.fullmatch(side)):
        return False
    return not side or code in OPTIONALITIES or side in SIDE_WORDS


def _text_cell(target: _UseTarget, cell: Scalar, reading: BodyReading) -> Use:
    parts = None if cell.empty else _parts(cell.value)
    mark = None
    if parts is None:
        end, mark = reading.mark(cell)
        parts = _parts(cell.value[:end]) if mark else None
    if parts is None:
        reading.refuse(cell, _FORM, _hint(cell.value))
        return _unreadable(target, cell, mark)
    code = cell.part(*parts.code)
    side = cell.part(*parts.side) if parts.side else None
    _check_code(code.text, cell.place, reading)
    return Use(
        target=target.written,
        name=target.name,
        place=cell.place,
        optionality=code,
        side=side,
        sides=_sides(side, cell.place, reading),
        option=cell.part(*parts.option) if parts.option else None,
        note=body.note(cell, parts.note) if parts.note else mark,
    )


def _hint(value: str) -> str | None:
    words = value.split()
    if "," in value:
        return "write several cells as a list: [R, O with the NAME Option]"
    if "with" in words:
        return "name the option as in: R with the NAME Option"
    if words and words[0] in SIDE_WORDS:
        return f"write a code before the side: R {' '.join(words)}"
    return None


def _check_code(code: str, place: Place, reading: BodyReading) -> None:
    if code not in OPTIONALITIES:
        initial = code[:1].upper()  # Required means R
        message = suggest(f"unknown optionality {code!r}, expected R, O or C", initial, OPTIONALITIES)
        reading.problem("IHE411", place, message)


def _sides(side: Written | None, place: Place, reading: BodyReading) -> tuple[str, ...]:
    if side is None:
        return ()
    if side.text not in SIDE_WORDS:
        message = f"unknown side {side.text!r}, expected initiator, responder, receiver or two of them"
        reading.problem("IHE411", place, suggest(message, side.text, SIDE_WORDS))
    return SIDE_WORDS.get(side.text, ())


def _mapping_cell(target: _UseTarget, node: Mapping, reading: BodyReading) -> Use:
    """A cell with keys. A word outside a set is reported at the word."""
    values: dict[str, Scalar] = {}
    for key, value in node.pairs:
        if key.value not in _KEYS:
            reading.refuse(key, suggest("a key of " + ", ".join(_KEYS), key.value, _KEYS))
        elif not isinstance(value, Scalar) or value.empty:
            reading.refuse(value, f"a text for {key.value}")
        else:
            values.setdefault(key.value, value)
    words = {key: value.written() for key, value in values.items()}
    code, side = words.get("optionality"), words.get("side")
    if code is not None:
        _check_code(code.text, code.place, reading)
    elif not any(key.value == "optionality" for key, _ in node.pairs):
        reading.problem("IHE002", node.place, "the cell has no optionality, expected the key among the others")
    return Use(
        target=target.written,
        name=words.get("name", target.name),
        place=node.place,
        optionality=code or Written("", node.place),
        side=side,
        sides=_sides(side, side.place, reading) if side else (),
        option=_option(values.get("option")),
        note=_note(values.get("note"), reading),
        deferred=_deferred(values.get("deferred"), reading),
    )


def _option(value: Scalar | None) -> Written | None:
    return value.part(0, len(option_name(value.value))) if value else None


def _note(value: Scalar | None, reading: BodyReading) -> Written | None:
    if value is None:
        return None
    found = re.fullmatch(r"\s*(\(?\s*[0-9]+\s*\)?)\s*", value.value)
    if not found:
        reading.refuse(value, "the number of a note")
        return None
    return body.note(value, found.span(1))


def _deferred(value: Scalar | None, reading: BodyReading) -> bool:
    if value is not None and value.written().text not in ("true", "false"):
        reading.refuse(value, "true or false")
    return value is not None and value.written().text == "true"
