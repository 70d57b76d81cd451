"""What a finding is known by from one state of a file to the next: its code and its message, not its line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ihe_cli.reporters import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.language.findings import Finding


class Print(NamedTuple):
    """File, code and message; lines that move keep it. Findings that are alike are told apart by their number only."""

    file: str
    code: str
    message: str


def print_of(finding: Finding) -> Print:
    """The print of a finding; its file is that of its place."""
    return Print(finding.place.file, finding.code, finding.message)


def digests(findings: Iterable[Finding]) -> Iterator[str]:
    """A short text for each finding, like no other's, with files as reports name them."""
    import hashlib

    seen: Counter[Print] = Counter()
    for finding in findings:
        found = print_of(finding)
        seen[found] += 1
        parts = (shown(found.file), found.code, found.message, str(seen[found]))
        yield hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
