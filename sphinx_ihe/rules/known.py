"""What a finding says of a name that nobody knows: the nearest known name, and a fix where there is only one."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from heapq import nlargest
from itertools import chain, islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language.findings import Edit, Fix, Found, Severity
from sphinx_ihe.language.names import id_number, is_placeholder, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_ihe.language import Written


class Near(Struct, frozen=True):
    """The known name that an unknown one most likely means.

    ``alone`` tells that no other known name is near; ``case`` that the two differ in case alone.
    """

    name: str
    alone: bool
    case: bool


_FEW = 20
"""So many names are compared with all of their letters; of more, first those are chosen that share most pairs."""


_MOST_SHARED = 4000
"""So many names that share a pair are looked at, those with rare pairs first: of thousands of names most share some."""


_MOST_LISTED = 8
"""So many names are told in a message that has no near one to tell."""


class Known:
    """The known names of one kind. Each unknown name is compared with them once."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._near: dict[str, Near | None] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def near(self, name: str) -> Near | None:
        """The nearest known name, if any is near."""
        if name not in self._near:
            self._near[name] = self._nearest(name)
        return self._near[name]

    def _nearest(self, name: str) -> Near | None:
        candidates = self._candidates(name)
        found = nearest(name, candidates)
        if found is None:
            return None
        case = found.casefold() == name.casefold()
        return Near(found, case or nearest(name, candidates - {found}) is None, case)

    def _candidates(self, name: str) -> frozenset[str]:
        """The names among which the nearest one is: comparing every letter with thousands of names takes too long."""
        if len(self._names) <= _FEW:
            return self._names
        lists = sorted(
            (self._by_pair[pair] for pair in _pairs(name) if pair in self._by_pair),
            key=lambda each: (len(each), each[0]),
        )
        shared = Counter(islice(chain.from_iterable(lists), _MOST_SHARED))
        length = len(name)
        best = nlargest(_FEW, shared, key=lambda known: shared[known] / (length + len(known)))
        return frozenset(best)

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        return grouped((pair, name) for name in sorted(self._names) for pair in _pairs(name))

    def unknown(self, name: Written, fault: str, advice: str | None = None, severity: Severity | None = None) -> Found:
        """The finding on a name that is not among these; a name that differs in case alone is a warning."""
        near = self.near(name.text)
        if near is None:
            return Found(name.place, fault, advice, severity=severity)
        fix = Fix(False, (Edit(name.place, near.name),)) if near.alone else None
        if near.case:
            message = f"{name.text!r} differs from {near.name!r} in case alone"
            return Found(name.place, message, f"write {near.name!r}", fix=fix, severity=Severity.warning)
        return Found(name.place, f"{fault}, did you mean {near.name!r}?", advice, fix=fix, severity=severity)

    @property
    def expected(self) -> str:
        """What a message says of all the known names, unless there are many: ``, expected 'Scribe' or 'Usher'``."""
        if not 0 < len(self._names) <= _MOST_LISTED:
            return ""
        *most, last = (repr(name) for name in sorted(self._names))
        return f", expected {', '.join(most)} or {last}" if most else f", expected {last}"

    def unknown_of_few(self, name: Written, fault: str, advice: str, severity: Severity | None = None) -> Found:
        """The same for names that are often few: where none is near, all are told."""
        return self.unknown(name, fault if self.near(name.text) else f"{fault}{self.expected}", advice, severity)

    def unknown_id(self, id: Written, fault: str, advice: str) -> Found:
        """The same for an id. Near numbers mean nothing, so that there is no fix; a placeholder is near to none.

        Nor is an id near that shares its prefix alone.
        """
        near = self.near(id.text)
        digits, other = (set(id_number(text) or "") for text in (id.text, near.name if near else ""))
        if is_placeholder(id.text) or not digits & other:
            return Found(id.place, fault, advice)
        return replace(self.unknown(id, fault, advice), fix=None)


def _pairs(name: str) -> set[str]:
    """Each letter with the one before it, whatever their case."""
    folded = f" {name.casefold()}"
    return {folded[at : at + 2] for at in range(len(folded) - 1)}
