"""Findings become text. A reporter takes a report and gives back all that is to be printed."""

from __future__ import annotations

import os
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sphinx_ihe.language.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ihe_cli.terminal import Style
    from sphinx_ihe.language.findings import Finding

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")


class Report(Struct, frozen=True):
    """What is reported: findings in order, and the texts of the files they speak of, by their names in places.

    ``suppressed`` counts what comments silence, ``known`` what a baseline has, ``fixed`` what was mended; the last two
    are None where nobody asked.
    """

    findings: Sequence[Finding]
    files: int
    suppressed: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
    statistics: bool = False
    known: int | None = None
    fixed: int | None = None

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    def by_code(self) -> list[tuple[int, str, str]]:
        """How often each code was found: number, code and name, the most frequent first."""
        counts = Counter((finding.code, finding.name) for finding in self.findings)
        return sorted(((count, *rule) for rule, count in counts.items()), key=lambda row: (-row[0], row[1]))


def shown(file: str) -> str:
    """A file as reports name it: relative to the working directory, with ``/``."""
    try:
        relative = os.path.relpath(file)
    except ValueError:
        relative = file  # on another drive
    return Path(relative).as_posix()


def render(name: str, report: Report, style: Style) -> str:
    """The report in one of the formats."""
    if name == "text":
        from ihe_cli.reporters import text

        return text.render(report, style)
    if name == "concise":
        from ihe_cli.reporters import text

        return text.render_concise(report, style)
    module = import_module(f"ihe_cli.reporters.{name}")
    rendered: str = module.render(report)
    return rendered


SEVERITIES = (Severity.error, Severity.warning, Severity.info)
