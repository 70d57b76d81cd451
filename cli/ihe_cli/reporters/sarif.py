"""Findings in SARIF 2.1.0, the OASIS format for results of static analysis, which code scanning services read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ihe_cli.manual import rule_page
from ihe_cli.reporters import shown
from ihe_cli.reporters.prints import digests
from sphinx_ihe import __version__
from sphinx_ihe.language.findings import Severity
from sphinx_ihe.rules.rule import RULES

if TYPE_CHECKING:
    from ihe_cli.reporters import Report
    from sphinx_ihe.language import Place
    from sphinx_ihe.language.findings import Finding, Fix
    from sphinx_ihe.rules.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}
ROOT = "WORKINGDIR"


def render(report: Report) -> str:
    """The log, with one run, in plain ASCII."""
    rules = [RULES[code] for code in sorted(RULES)]
    index = {rule.code: at for at, rule in enumerate(rules)}
    found = zip(report.findings, digests(report.findings), strict=True)
    driver = {"name": "ihe lint", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"uri": f"{Path.cwd().as_uri().rstrip('/')}/"}},
        "results": [_result(finding, index[finding.code], digest) for finding, digest in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    described = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page},
        "defaultConfiguration": {"level": LEVELS[rule.severities[-1]]},
    }
    page = rule_page(rule.code)
    return described | ({"helpUri": page} if page else {})


def _result(finding: Finding, index: int, digest: str) -> dict[str, Any]:
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(finding.place)}],
        "partialFingerprints": {"ihe/v1": digest},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": message}, "physicalLocation": _location(place)}
            for number, (place, message) in enumerate(finding.related, start=1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, finding.help or "mend it")]
    return result


def _fix(fix: Fix, description: str) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for place, text in fix.edits:
        replacement = {"deletedRegion": _region(place), "insertedContent": {"text": text}}
        changes.setdefault(place.file, []).append(replacement)
    return {
        "description": {"text": description},
        "artifactChanges": [
            {"artifactLocation": _artifact(file), "replacements": replacements}
            for file, replacements in changes.items()
        ],
    }


def _location(place: Place) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place.file), "region": _region(place)}


def _artifact(file: str) -> dict[str, Any]:
    name = shown(file)
    if name.startswith("../") or Path(name).is_absolute():
        return {"uri": Path(file).absolute().as_uri()}
    # A name may be no UTF-8; a URI has its bytes.
    return {"uri": quote(os.fsencode(name)), "uriBaseId": ROOT}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
