"""The forms in which changes can be had: lines for people, Markdown for release notes, JSON for programs."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sphinx_ihe.framework.diff import CHANGES, touched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_ihe.framework.diff import Change, Detail

Changes = tuple["Change", ...]


def to_text(changes: Changes) -> str:
    """One line a change, its details below it."""
    lines = [line for change in changes for line in _lines(change)]
    if not changes:
        return "no differences\n"
    return "\n".join([*lines, "", _summary(changes)]) + "\n"


def _lines(change: Change) -> Iterator[str]:
    old = f", was {change.old_key}" if change.old_key else ""
    what = f"{_kind(change.kind)} {change.key}".strip()
    touches = f" [{', '.join(change.profiles)}]" if change.profiles else ""
    yield f"{change.change:8} {what}{old}{touches}"
    yield from (f"         {_detail(detail)}" for detail in change.details)


def _detail(detail: Detail, quoted: Callable[[str], str] = str) -> str:
    if detail.old is None:
        return f"{detail.what}: {quoted(detail.new or '')} (new)"
    if detail.new is None:
        return f"{detail.what}: gone, was {quoted(detail.old)}"
    return f"{detail.what}: {quoted(detail.new)}, was {quoted(detail.old)}"


def _summary(changes: Changes) -> str:
    counts = [(what, sum(change.change == what for change in changes)) for what in CHANGES]
    counted = ", ".join(f"{count} {what}" for what, count in counts if count)
    profiles = touched(changes)
    return f"{counted}; profiles touched: {', '.join(profiles) or 'none'}"


def to_markdown(changes: Changes) -> str:
    """A heading a kind, an item a change."""
    if not changes:
        return "No differences.\n"
    lines = [f"Profiles touched: {', '.join(touched(changes)) or 'none'}"]
    for kind, found in groupby(changes, key=lambda change: change.kind):
        lines += ["", f"## {_HEADINGS[kind]}", ""]
        lines += [line for change in found for line in _items(change)]
    return "\n".join(lines) + "\n"


def _items(change: Change) -> Iterator[str]:
    name = f" {_code(change.key)}" if change.key else ""
    old = f", was {_code(change.old_key)}" if change.old_key else ""
    touches = f" ({', '.join(change.profiles)})" if change.profiles else ""
    yield f"- {change.change}{name}{old}{touches}"
    yield from (f"  - {_detail(detail, _code)}" for detail in change.details)


def _code(text: str) -> str:
    """A text as a code span, which may hold backquotes itself."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def to_json(changes: Changes) -> str:
    """``version`` rises when a member is removed or changes its meaning."""
    import json

    records = [_record(change) for change in changes]
    summary = {what: sum(change.change == what for change in changes) for what in CHANGES}
    found = {"version": 1, "changes": records, "profiles": touched(changes), "summary": summary}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _record(change: Change) -> dict[str, Any]:
    details: Sequence[dict[str, str | None]] = [detail._asdict() for detail in change.details]
    return {
        "change": change.change,
        "kind": change.kind,
        "key": change.key,
        "oldKey": change.old_key,
        "details": details,
        "profiles": change.profiles,
    }


FORMS: dict[str, Callable[[Changes], str]] = {"text": to_text, "markdown": to_markdown, "json": to_json}
"""The forms by their names."""

_HEADINGS = {
    "framework": "Framework",
    "profile": "Profiles",
    "profile-actor": "Actors of Profiles",
    "actor": "Actors",
    "transaction": "Transactions",
    "option": "Options",
    "content-module": "Content Modules",
    "use-case": "Use Cases",
    "requirement": "Requirements",
    "issue": "Issues",
    "integration-statement": "Integration Statements",
}


def _kind(kind: str) -> str:
    return {"profile-actor": "actor", "integration-statement": "statement"}.get(kind, kind.replace("-", " "))
