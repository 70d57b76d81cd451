"""Records become JSON values, JSON values become records, and a record's class describes itself as JSON Schema.

All three follow from the fields of a struct and their types: a text, a flag, a number, a record, or a tuple of
texts or records, each of which may be None. Nothing here knows which records there are.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT
from msgspec.structs import FieldInfo, fields

T = TypeVar("T")

_SCALARS: dict[type, tuple[str, str]] = {
    str: ("string", "a text"),
    bool: ("boolean", "true or false"),
    int: ("integer", "a number"),
}
"""The types of single values: their names in JSON Schema, and in words."""


class BadValueError(Exception):
    """A value is not what its record has there. ``path`` leads to it: ``profiles[2].actors[0].name``."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)


class Member(NamedTuple):
    """What a field says as a member of a JSON object: ``what`` it is, and all ``words`` that the text or items may be.

    One that has its default is left out, unless ``always``.
    """

    what: str
    words: tuple[str, ...] = ()
    always: bool = False


class _Kind(NamedTuple):
    """The type of a member: of its items, if it is a list."""

    type: type[Any]
    listed: bool


class _Field(NamedTuple):
    """A field of a record: its name in JSON and in Python, what it holds, and what is said of it."""

    json: str
    name: str
    kind: _Kind
    default: Any
    what: str
    words: tuple[str, ...]
    always: bool


_known: dict[type[Any], tuple[_Field, ...]] = {}


def _members(record: type[Any]) -> tuple[_Field, ...]:
    """The members of a record: its own before those that it has from another class."""
    if record in _known:
        return _known[record]
    hints = get_type_hints(record, include_extras=True)
    ordered = sorted(fields(record), key=lambda each: each.name not in record.__annotations__)
    members = (_member(each, *get_args(hints[each.name])) for each in ordered)
    return _known.setdefault(record, tuple(members))


def _member(field: FieldInfo, hint: Any, said: Member) -> _Field:
    return _Field(_camel(field.name), field.name, _kind(hint), field.default, *said)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _kind(hint: Any) -> _Kind:
    if get_origin(hint) is UnionType:
        (hint,) = (each for each in get_args(hint) if each is not NoneType)
    if get_origin(hint) is tuple:
        return _Kind(get_args(hint)[0], listed=True)
    return _Kind(hint, listed=False)


# -- writing ----------------------------------------------------------------------------------------------------------


def written(record: Any) -> dict[str, Any]:
    """A record as a JSON object, its members in the order of its fields."""
    values = ((each, getattr(record, each.name)) for each in _members(type(record)))
    return {each.json: _written(each.kind, value) for each, value in values if each.always or value != each.default}


def _written(kind: _Kind, value: Any) -> Any:
    if kind.type in _SCALARS:
        return list(value) if kind.listed else value
    return [written(item) for item in value] if kind.listed else written(value)


# -- reading ----------------------------------------------------------------------------------------------------------


def read(record: type[T], value: object, path: str = "") -> T:
    """The record that a JSON value says; members that it does not have are passed over. Raises BadValueError."""
    if not isinstance(value, dict):
        raise BadValueError(path, f"expected an object, found {_in_words(value)}")
    found: dict[str, Any] = {}
    for each in _members(record):
        at = f"{path}.{each.json}" if path else each.json
        if each.json in value:
            found[each.name] = _read(each, value[each.json], at)
        elif each.default is NODEFAULT:
            raise BadValueError(path, f"there is no {each.json!r}")
    return record(**found)


def _read(each: _Field, value: object, path: str) -> Any:
    if not each.kind.listed:
        return _read_one(each, value, path)
    if not isinstance(value, list):
        raise BadValueError(path, f"expected a list, found {_in_words(value)}")
    return tuple(_read_one(each, item, f"{path}[{index}]") for index, item in enumerate(value))


def _read_one(each: _Field, value: object, path: str) -> Any:
    if each.kind.type not in _SCALARS:
        return read(each.kind.type, value, path)
    if type(value) is not each.kind.type:
        raise BadValueError(path, f"expected {_SCALARS[each.kind.type][1]}, found {_in_words(value)}")
    if each.words and value not in each.words:
        raise BadValueError(path, f"expected {_listed(each.words)}, found {_in_words(value)}")
    return value


def _listed(words: tuple[str, ...]) -> str:
    *most, last = map(repr, words)
    return f"{', '.join(most)} or {last}" if most else last


_LONGEST = 40
"""So much of a text is shown in a message."""


def _in_words(value: object) -> str:
    match value:
        case str() if len(value) > _LONGEST:
            return f"{value[:_LONGEST] + '…'!r}"
        case str():
            return repr(value)
        case dict():
            return "an object"
        case list():
            return "a list"
        case None | True | False:
            return {None: "null", True: "true", False: "false"}[value]
        case _:
            return str(value)


# -- describing -------------------------------------------------------------------------------------------------------


def schema(record: type[Any]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record, those that it holds by reference to ``$defs``."""
    definitions: dict[str, Any] = {}
    described = _described(record, definitions)
    return described | {"$defs": {name: definitions[name] for name in sorted(definitions)}}


def _described(record: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    required = [each.json for each in _members(record) if each.default is NODEFAULT]
    return {
        "description": (record.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {each.json: {"description": each.what, **_shape(each, definitions)} for each in _members(record)},
        **({"required": required} if required else {}),
    }


def _shape(each: _Field, definitions: dict[str, Any]) -> dict[str, Any]:
    kind = each.kind.type
    shape: dict[str, Any]
    if kind not in _SCALARS:
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _described(kind, definitions)
        shape = {"$ref": f"#/$defs/{kind.__name__}"}
    elif each.words:
        shape = {"enum": list(each.words)}
    else:
        shape = {"type": _SCALARS[kind][0]}
    return {"type": "array", "items": shape} if each.kind.listed else shape
