"""Two frameworks become what was added, removed, renamed and changed from the one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sphinx_ihe.framework.diff.facts import FactKey, FactNames, facts_of
from sphinx_ihe.framework.diff.renames import renames
from sphinx_ihe.framework.diff.touched import Touched
from sphinx_ihe.language.names import natural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.diff.facts import ComparedFacts
    from sphinx_ihe.framework.inventory.records import Inventory

CHANGES = ("added", "removed", "renamed", "changed")

KINDS = (
    "framework",
    "profile",
    "profile-actor",
    "actor",
    "transaction",
    "option",
    "content-module",
    "use-case",
    "requirement",
    "issue",
    "integration-statement",
)
"""The kinds of things, in the order in which changes are told."""

__all__ = ["CHANGES", "KINDS", "Change", "Detail", "compare", "touched"]


class Detail(NamedTuple):
    """What is said otherwise of a thing; None where it is not said."""

    what: str
    old: str | None
    new: str | None


class Change(Struct, frozen=True):
    """What happened to one thing. ``change`` is one of CHANGES, ``old_key`` its key before, where that was another.

    ``profiles`` are the acronyms of the profiles that it touches, sorted.
    """

    change: str
    kind: str
    key: str
    old_key: str | None = None
    details: tuple[Detail, ...] = ()
    profiles: tuple[str, ...] = ()


def compare(old: Inventory, new: Inventory) -> tuple[Change, ...]:
    """The changes from one framework to another, by kind and key. Where things are published does not matter."""
    renamed = renames(old, new)
    names = FactNames(renamed)
    before, after = facts_of(old, names), facts_of(new, FactNames())
    old_keys = {FactKey(thing.kind, key): thing.key for thing, key in renamed.items()}
    touched_by = Touched((old, names), (new, FactNames()))
    changes = (
        _change(thing, before.get(thing), after.get(thing), old_keys.get(thing), touched_by)
        for thing in before.keys() | after.keys() | old_keys.keys()
    )
    return tuple(sorted((each for each in changes if each), key=_order))


def _order(change: Change) -> tuple[int, object]:
    return KINDS.index(change.kind), natural(change.key)


def _change(
    thing: FactKey, before: ComparedFacts | None, after: ComparedFacts | None, old_key: str | None, touched_by: Touched
) -> Change | None:
    if old_key is None and before == after:
        return None
    details = tuple(_details(before or {}, after or {})) if before is not None and after is not None else ()
    if old_key is not None or any(detail.what == "name" for detail in details):
        what = "renamed"
    elif before is None:
        what = "added"
    elif after is None:
        what = "removed"
    else:
        what = "changed"
    profiles = touched_by.profiles(thing, wholly=what != "changed")
    return Change(what, thing.kind, thing.key, old_key, details, profiles)


def _details(before: ComparedFacts, after: ComparedFacts) -> Iterator[Detail]:
    """What is said otherwise, in the order in which it is said."""
    for what in dict.fromkeys([*before, *after]):
        if before.get(what) != after.get(what):
            yield Detail(what, before.get(what), after.get(what))


def touched(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """The profiles that changes touch, sorted."""
    return tuple(sorted({profile for change in changes for profile in change.profiles}, key=natural))
