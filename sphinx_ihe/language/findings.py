"""What a finding is: a fault, how grave it is, where it stands, and what would mend it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from msgspec import Struct

from sphinx_ihe.language import Place, Record


class Severity(IntEnum):
    """How grave a finding is; compares by weight."""

    info = 1
    warning = 2
    error = 3


class Related(NamedTuple):
    """Another place that a finding speaks of."""

    place: Place
    message: str


class Edit(NamedTuple):
    """Replace what stands at ``place`` by ``text``."""

    place: Place
    text: str


class Fix(Struct, frozen=True):
    """A mend that is certain; ``safe`` where it cannot change what the author meant."""

    safe: bool
    edits: tuple[Edit, ...]


class Found(Struct, frozen=True):
    """What a rule yields. ``severity`` is given only where it differs from the rule's own."""

    place: Place
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None


class Finding(Record, frozen=True):
    """What is reported: a fault, where it is, and what would mend it."""

    place: Place
    code: str
    name: str
    severity: Severity
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Findings are sorted by file, line, column and code."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)


class Selection(NamedTuple):
    """Which rules run: codes or prefixes of codes to take and to leave; the longer prefix wins."""

    select: tuple[str, ...] = ("IHE",)
    ignore: tuple[str, ...] = ()

    def takes(self, code: str) -> bool:
        """Whether a rule of that code runs."""
        taken = max((len(prefix) for prefix in self.select if code.startswith(prefix)), default=-1)
        left = max((len(prefix) for prefix in self.ignore if code.startswith(prefix)), default=-1)
        return taken > left


class Verdict(NamedTuple):
    """What is reported, and what comments have silenced; both sorted, each fault once."""

    findings: list[Finding]
    suppressed: list[Finding]
