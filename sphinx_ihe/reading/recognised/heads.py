"""GridHead rows: which of IHE's tables has them, and what stands in which column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_ihe.language import GridCell, TableGrid

_actor = re.compile(r"(?:[a-z0-9.+-]+ ){0,3}actor(?: name| list)?").fullmatch
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("transaction", re.compile(r"(?:[a-z0-9.+-]+ )?transaction(?: name(?: and number)?| \[.*\])?")),
    ("content", re.compile(r"content module(?: name)?|content(?: profile)?|document(?: type| content)?")),
    ("option", re.compile(r"(?:actor |supported |profile )?option(?: name| supported)?(?: and section)?")),
    ("optionality", re.compile(r"optionality.*|opt\.?|required or optional|r/o|usage")),
    ("side", re.compile(r"initiator.*|direction|role.*|initiates.*|sender.*")),
    ("binding", re.compile(r".*content binding.*|content binding.*")),
    ("condition", re.compile(r"(?:grouping )?condition|optionality|comment|when")),
    ("partner_profile", re.compile(r"(?:ihe )?profile(?: to be grouped with)?|grouped profile|required profile")),
    (
        "partner",
        re.compile(
            r"(?!.*condition).*(?:be grouped with|grouped with|grouped actor|required grouping|required actor).*"
        ),
    ),
    ("reference", re.compile(r".*(?:reference|section|vol\b|volume).*")),
    ("role", re.compile(r"role|role/description|description|role description|responsibility")),
    ("definition", re.compile(r"(?:actor |transaction )?(?:definition|description)")),
)
_summary = re.compile(r"(?:new |existing )?(?:actor|transaction)(?: name)?(?: and number)?").fullmatch
_STATEMENT = ("profile implemented", "actor implemented")
_vertical = re.compile(r"(?:actor|role|description)(?: name)?(?:\(s\))?\s*:", re.IGNORECASE).match


class GridHead(Record, frozen=True):
    """A table's kind, the index of its first row below the head, and the columns by what they hold."""

    kind: str
    body: int
    columns: Mapping[str, int]


def head_text(text: str) -> str:
    """A head as heads are compared: without case, plural, bracketed ``(s)`` and closing colon."""
    words = re.sub(r"\(s\)|[*:]", "", " ".join(text.split())).strip().casefold()
    words = re.sub(
        r"\b(actor|transaction|option|module|profile|definition|condition|binding|group?ing)s\b", r"\1", words
    )
    return re.sub(r"^profile/actor", "actor", words) if "group" in words else words


def find_head(grid: TableGrid) -> GridHead | None:
    """The kind and columns of a grid; None where it is none of IHE's tables."""
    for at, row in enumerate(grid.rows[:2]):
        if len(row) > 1:
            if found := _head(row, at):
                return found
            if not all(cell.repeated for cell in row[1:]):
                break
    return GridHead("actor-roles", 0, {"label": 0, "value": 1}) if _is_vertical(grid.rows) else None


def _is_vertical(rows: Sequence[Sequence[GridCell]]) -> bool:
    """``Actor:`` and ``Role:`` in turn, in the first column."""
    labels = [row[0].text for row in rows if len(row) > 1 and row[0].text]
    return len(labels) > 1 and all(map(_vertical, labels)) and labels[0].casefold().startswith("actor")


def _head(row: Sequence[GridCell], at: int) -> GridHead | None:
    heads = [head_text(cell.text) for cell in row]
    if heads[0] in _STATEMENT and heads[1] in _STATEMENT:
        return GridHead("integration-statement", at + 1, {})
    if _vertical(row[0].text):
        return None
    if _summary(heads[0]) and heads[1] == "definition":
        return GridHead("summary-definitions", at + 1, {"name": 0, "definition": 1})
    if not _actor(heads[0]):
        return None
    if kind := _kind(heads):
        return GridHead(kind, at + 1, _columns(heads, kind))
    return None


def _kind(heads: list[str]) -> str | None:
    """The kind of table that has an actor in its first column."""
    rest = heads[1:]
    if _holds("transaction", rest) and (_holds("optionality", rest) or (_holds("reference", rest) and len(rest) < 4)):
        return "actors-transactions"
    if _holds("content", rest[:2]) and _holds("optionality", rest):
        return "actors-content-modules"
    if _holds("partner", rest):
        return "required-groupings"
    if _matches("option", rest[0]):
        return "actors-options"
    if len(heads) in (2, 3) and _matches("role", rest[0]) and rest[0].startswith("role"):
        return "actor-roles"
    return None


_USED = {
    "actors-transactions": ("transaction", "optionality", "side", "reference"),
    "actors-content-modules": ("content", "optionality", "reference"),
    "actors-options": ("option", "reference"),
    "required-groupings": ("partner_profile", "binding", "partner", "condition", "reference"),
    "actor-roles": ("role", "side", "reference"),
}


def _columns(heads: list[str], kind: str) -> dict[str, int]:
    columns = {"actor": 0}
    for name in _USED[kind]:
        taken = columns.values()
        at = next((at for at, head in enumerate(heads) if at not in taken and _matches(name, head)), None)
        if at is not None:
            columns[name] = at
    return columns


def _matches(name: str, head: str) -> bool:
    return any(pattern.fullmatch(head) for column, pattern in _COLUMNS if column == name)


def _holds(name: str, heads: list[str]) -> bool:
    return any(_matches(name, head) for head in heads)
