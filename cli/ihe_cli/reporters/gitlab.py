"""Findings as GitLab shows them in merge requests: a Code Quality report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ihe_cli.reporters import shown
from ihe_cli.reporters.prints import digests
from sphinx_ihe.language.findings import Severity

if TYPE_CHECKING:
    from ihe_cli.reporters import Report
    from sphinx_ihe.language.findings import Finding

SEVERITIES = {Severity.error: "major", Severity.warning: "minor", Severity.info: "info"}


def render(report: Report) -> str:
    """A JSON array, empty where there are no findings. Fingerprints stay while a line moves."""
    found = zip(report.findings, digests(report.findings), strict=True)
    return json.dumps([_issue(finding, digest) for finding, digest in found], indent=2) + "\n"


def _issue(finding: Finding, digest: str) -> dict[str, Any]:
    place = finding.place
    advice = f" ({finding.help})" if finding.help else ""
    issue = {
        "description": f"{finding.code} {finding.name}: {finding.message}{advice}",
        "check_name": finding.code,
        "fingerprint": digest,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": shown(place.file), "lines": {"begin": place.line, "end": place.end_line}},
    }
    if finding.related:
        issue["content"] = {
            "body": "\n".join(f"{shown(place.file)}:{place.line}: {message}" for place, message in finding.related)
        }
    return issue
