"""What a finding says of a name that nobody knows: the nearest known name, and a fix where there is only one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.names import nearest
from sphinx_ihe.rule import Edit, Fix, Found, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_ihe.model import Written


class Near(NamedTuple):
    """The known name that an unknown one most likely means.

    ``alone`` tells that no other known name is near; ``case`` that the two differ in case alone.
    """

    name: str
    alone: bool
    case: bool


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
        found = nearest(name, self._names)
        if found is None:
            return None
        case = found.casefold() == name.casefold()
        return Near(found, case or nearest(name, self._names - {found}) is None, case)

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
