"""Why a file is no ``framework.json``, in our words: msgspec says where it stopped, the schema what stands there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from msgspec import ValidationError

from sphinx_ihe.framework.inventory import FORMAT, VERSION, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

_STOPPED = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?")
_LACKING = re.compile(r"Object missing required field `(.*)`")
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

_EXPECTED = {
    "string": "a text",
    "boolean": "true or false",
    "integer": "a number",
    "array": "a list",
    "object": "an object",
}

_LONGEST = 40
"""So much of a text is shown in a message."""


def fault(data: bytes, error: Exception) -> str:
    """What is wrong with bytes at which msgspec has raised an error."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        return f"expected UTF-8, found the byte 0x{broken.object[broken.start]:02X}"
    except json.JSONDecodeError as broken:
        return f"broken JSON in line {broken.lineno}, column {broken.colno}"
    except (ValueError, RecursionError):
        return "its JSON has a number that is too long, or nests too deeply"
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return f"it is no framework.json: its format is not {FORMAT!r}"
    if found.get("version") != VERSION:
        version = found.get("version")
        return f"it has version {version!r} of the format, and this version of sphinx-ihe reads {VERSION}"
    return _misfit(found, str(error)) if isinstance(error, ValidationError) else f"broken JSON: {error}"


def _misfit(found: Any, said: str) -> str:
    """The value at which msgspec stopped, and what was expected there."""
    stopped = _STOPPED.fullmatch(said)
    assert stopped
    path = stopped["path"] or ""
    at = f"{path}: " if path else ""
    if lacking := _LACKING.fullmatch(stopped["what"]):
        return f"{at}there is no {lacking[1]!r}"
    described = schema()
    shape = described
    for index, member in _STEP.findall(path):
        found = found[int(index)] if index else found[member]
        shape = _resolved(shape["items"] if index else shape["properties"][member], described)
    words = shape.get("enum", ()) if isinstance(found, str) else ()
    expected = _listed(words) if words else _EXPECTED[shape.get("type", "string")]
    return f"{at}expected {expected}, found {_in_words(found)}"


def _resolved(shape: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    """A shape itself: not a reference to it, and without null, which says no more than absence."""
    shape = shape.get("anyOf", [shape])[0]
    return described["$defs"][shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape


def _in_words(value: object) -> str:
    match value:
        case str():
            return repr(value if len(value) <= _LONGEST else value[:_LONGEST] + "…")
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            return json.dumps(value)


def _listed(words: Sequence[str]) -> str:
    *most, last = map(repr, words)
    return f"{', '.join(most)} or {last}" if most else last
