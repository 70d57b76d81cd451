"""Findings for other programs: one JSON object, in plain ASCII."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ihe_cli.reporters import SEVERITIES, shown

if TYPE_CHECKING:
    from ihe_cli.reporters import Report
    from sphinx_ihe.language import Place
    from sphinx_ihe.language.findings import Finding, Fix

VERSION = 1


def render(report: Report) -> str:
    """The object, with an end of line."""
    result: dict[str, Any] = {
        "version": VERSION,
        "findings": [_finding(finding) for finding in report.findings],
        "summary": {
            "files": report.files,
            **{f"{severity.name}s": report.count(severity) for severity in SEVERITIES},
            "suppressed": report.suppressed,
        },
    }
    for name, count in (("baseline", report.known), ("fixed", report.fixed)):
        if count is not None:
            result["summary"][name] = count
    if report.statistics:
        result["statistics"] = [{"code": code, "name": name, "count": count} for count, code, name in report.by_code()]
    return json.dumps(result, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        **_range(finding.place),
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.name,
        "message": finding.message,
        "help": finding.help,
        "related": [
            {"file": shown(place.file), "line": place.line, "column": place.column, "message": message}
            for place, message in finding.related
        ],
        "fix": _fix(finding.fix) if finding.fix else None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"safe": fix.safe, "edits": [{**_range(place), "text": text} for place, text in fix.edits]}


def _range(place: Place) -> dict[str, Any]:
    return {
        "file": shown(place.file),
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
