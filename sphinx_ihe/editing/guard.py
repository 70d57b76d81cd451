"""Whether an edit leaves what it touches at least as readable as before: asked of every fix and every renaming."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_ihe.editing.occurrences import Occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_ihe.editing.occurrences import Thing
    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Problem
    from sphinx_ihe.language.findings import Finding


def less_readable(before: Iterable[Finding | Problem], after: Iterable[Finding | Problem]) -> Finding | Problem | None:
    """What cannot be read in a file that has more of it than before: the last such fault, None where there is none."""
    left = Counter(fault.place.file for fault in before if _is_unreadable(fault))
    worse = None
    for fault in filter(_is_unreadable, after):
        left[fault.place.file] -= 1
        if left[fault.place.file] < 0:
            worse = fault
    return worse


def _is_unreadable(fault: Finding | Problem) -> bool:
    return fault.code < "IHE008"


def refusal(before: Framework, after: Framework, things: tuple[Thing, Thing]) -> str | None:
    """Why a thing cannot have another name, None where it can; ``things`` are the old one and the new."""
    if fault := less_readable(before.problems, after.problems):
        return fault.message
    old, new = (_places(framework, thing) for framework, thing in zip((before, after), things, strict=True))
    if any(new[where] < count for where, count in old.items()):
        return "it would not read as one name at every place"
    if len(before.all_declarations) != len(after.all_declarations):
        return "something else would be declared"
    return None


def _places(framework: Framework, thing: Thing) -> Counter[tuple[str, bool, bool]]:
    found = Occurrences(framework).of(thing)
    # Running text may not show a name as one; what has an id is found by that.
    found = [each for each in found if each.declares or each.by_id or thing.kind not in ("transaction", "profile")]
    return Counter((each.place.file, each.declares, each.by_id) for each in found)
