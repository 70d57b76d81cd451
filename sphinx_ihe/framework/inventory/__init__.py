"""``framework.json``: the names and tables of a framework, for other frameworks and other programs.

:mod:`~sphinx_ihe.framework.inventory.records` describes the format. Here are its texts: the same bytes for the same
framework.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import DecodeError, json

from sphinx_ihe.framework.inventory.records import FORMAT, VERSION, Inventory

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_NAME = "framework.schema.json"

__all__ = ["FORMAT", "SCHEMA_NAME", "VERSION", "Inventory", "UnreadableError", "dumps", "load", "loads"]


class UnreadableError(Exception):
    """A file is no ``framework.json`` that this version can read; the message says why."""


def values(inventory: Inventory) -> dict[str, Any]:
    """The JSON object of an inventory."""
    found: dict[str, Any] = json.decode(json.encode(inventory))
    return found


def dumps(inventory: Inventory) -> str:
    """The text of ``framework.json``."""
    return json.format(json.encode(inventory), indent=2).decode() + "\n"


def load(path: Path) -> Inventory:
    """What a file says. Raises UnreadableError."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(reason[:1].lower() + reason[1:]) from None
    return loads(data)


def loads(data: bytes) -> Inventory:
    """What the bytes of a file say. Raises UnreadableError."""
    try:
        return json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Inventory)
    except (DecodeError, RecursionError) as error:
        from sphinx_ihe.framework.inventory.faults import fault

        raise UnreadableError(fault(data, error)) from None


def schema() -> dict[str, Any]:
    """The JSON Schema of ``framework.json``, which ships with the package."""
    definitions = json.decode(json.encode(json.schema(Inventory)))["$defs"]
    described = definitions.pop("Inventory") | {"title": "Inventory of an IHE Technical Framework"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described, "$defs": definitions}
