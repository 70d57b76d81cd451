"""Findings as annotations of GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ihe_cli.reporters import shown
from ihe_cli.terminal import printable
from sphinx_ihe.language.findings import Severity

if TYPE_CHECKING:
    from ihe_cli.reporters import Report
    from sphinx_ihe.language.findings import Finding

LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}


def render(report: Report) -> str:
    """One command a finding; nothing where there are none."""
    return "".join(_command(finding) for finding in report.findings)


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {"title": f"{finding.code} {finding.name}", "file": shown(place.file), "line": place.line}
    properties["endLine"] = place.end_line
    if place.line == place.end_line:
        # GitHub marks columns in one line only, and counts the last one in.
        properties |= {"col": place.column, "endColumn": max(place.end_column - 1, place.column)}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{LEVELS[finding.severity]} {written}::{_data(_text(finding))}\n"


def _text(finding: Finding) -> str:
    lines = [finding.message]
    if finding.help:
        lines.append(f"help: {finding.help}")
    lines += [f"{printable(shown(place.file))}:{place.line}: {message}" for place, message in finding.related]
    return "\n".join(lines)


def _data(text: str) -> str:
    text = printable(text, "\r\n")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
