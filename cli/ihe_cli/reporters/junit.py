"""Findings as failed tests, in the XML of JUnit: a suite for each file, a case for each finding."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ihe_cli.reporters import shown
from ihe_cli.terminal import printable
from sphinx_ihe.language.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ihe_cli.reporters import Report
    from sphinx_ihe.language.findings import Finding

_NOTHING = """\
  <testsuite name="ihe lint" tests="1" failures="0" errors="0">
    <testcase name="no findings" classname="ihe lint"/>
  </testsuite>
"""


def render(report: Report) -> str:
    """The document, in ASCII. Infos pass, with their text; a run that finds nothing has one case that passes."""
    suites = [
        _suite(shown(file), list(found)) for file, found in groupby(report.findings, lambda finding: finding.place.file)
    ]
    if not suites:
        suites = [_NOTHING]
    failures = sum(_fails(finding) for finding in report.findings)
    counts = f'tests="{len(report.findings) or 1}" failures="{failures}" errors="0"'
    text = f'<testsuites name="ihe lint" {counts}>\n{"".join(suites)}</testsuites>\n'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode("ascii", "xmlcharrefreplace").decode()


def _fails(finding: Finding) -> bool:
    return finding.severity > Severity.info


def _suite(file: str, findings: Sequence[Finding]) -> str:
    failures = sum(map(_fails, findings))
    head = f'  <testsuite name={_quoted(file)} tests="{len(findings)}" failures="{failures}" errors="0">\n'
    return f"{head}{''.join(_case(file, finding) for finding in findings)}  </testsuite>\n"


def _case(file: str, finding: Finding) -> str:
    place = finding.place
    name = f"{finding.code} {finding.name} at {place.line}:{place.column}"
    text = _escaped("\n".join(_lines(file, finding)))
    case = f'    <testcase name={_quoted(name)} classname={_quoted(file)} file={_quoted(file)} line="{place.line}">\n'
    if _fails(finding):
        told = f"<failure type={_quoted(finding.severity.name)} message={_quoted(finding.message)}>{text}</failure>"
    else:
        told = f"<system-out>{text}</system-out>"
    return f"{case}      {told}\n    </testcase>\n"


def _lines(file: str, finding: Finding) -> list[str]:
    place = finding.place
    lines = [f"{file}:{place.line}:{place.column}: {finding.severity.name}: {finding.message}"]
    if finding.help:
        lines.append(f"help: {finding.help}")
    lines += [f"{shown(place.file)}:{place.line}:{place.column}: {text}" for place, text in finding.related]
    return [*map(printable, lines)]


def _escaped(text: str) -> str:
    return escape(printable(text, "\n"))


def _quoted(text: str) -> str:
    return quoteattr(printable(text))
