"""``framework.json``: the names and tables of a framework, for other frameworks and other programs.

:mod:`~sphinx_ihe.framework.inventory.records` describes the format. Here are its texts: the same bytes for the same
framework.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from sphinx_ihe.framework.disk import read_file, reason
from sphinx_ihe.framework.inventory import codec
from sphinx_ihe.framework.inventory.records import FORMAT, VERSION, Inventory

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_NAME = "framework.schema.json"

__all__ = ["FORMAT", "SCHEMA_NAME", "VERSION", "Inventory", "UnreadableError", "dumps", "load", "loads"]


class UnreadableError(Exception):
    """A file is no ``framework.json`` that this version can read; the message says why."""


def values(inventory: Inventory) -> dict[str, Any]:
    """The JSON object of an inventory."""
    return codec.written(inventory)


def dumps(inventory: Inventory) -> str:
    """The text of ``framework.json``."""
    return msgspec.json.format(msgspec.json.encode(values(inventory)), indent=2).decode() + "\n"


def load(path: Path) -> Inventory:
    """What a file says. Raises UnreadableError."""
    try:
        data = read_file(path)
    except OSError as error:
        raise UnreadableError(reason(error)) from None
    return loads(data)


def loads(data: bytes) -> Inventory:
    """What the bytes of a file say. Raises UnreadableError."""
    import json

    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"expected UTF-8, found the byte 0x{error.object[error.start]:02X}") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"broken JSON in line {error.lineno}, column {error.colno}") from None
    except (ValueError, RecursionError):
        raise UnreadableError("its JSON has a number that is too long, or nests too deeply") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise UnreadableError(f"it is no framework.json: its format is not {FORMAT!r}")
    if found.get("version") != VERSION:
        raise UnreadableError(
            f"it has version {found.get('version')!r} of the format, and this version of sphinx-ihe reads {VERSION}"
        )
    try:
        return codec.read(Inventory, found)
    except codec.BadValueError as error:
        raise UnreadableError(str(error)) from None


def schema() -> dict[str, Any]:
    """The JSON Schema of ``framework.json``, which ships with the package."""
    described = codec.schema(Inventory)
    described["properties"]["version"] = {
        "description": described["properties"]["version"]["description"],
        "const": VERSION,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inventory of an IHE Technical Framework",
        **described,
        "required": ["format", "version", *described["required"]],
    }
