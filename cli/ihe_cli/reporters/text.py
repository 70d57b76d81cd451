"""Findings for people: the line of the source, a marker under the exact columns, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ihe_cli.reporters import SEVERITIES, shown
from ihe_cli.reporters.excerpt import SourceLines, excerpt
from ihe_cli.terminal import counted, printable
from sphinx_ihe.language.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ihe_cli.reporters import Report
    from ihe_cli.terminal import Style
    from sphinx_ihe.language import Place
    from sphinx_ihe.language.findings import Finding

COLOURS = {Severity.error: "red", Severity.warning: "yellow", Severity.info: "cyan"}


def render(report: Report, style: Style) -> str:
    """Every finding with its source, or how often each rule found something; a summary."""
    sources = SourceLines(report.texts)
    if report.statistics:
        blocks = [statistics(report)] if report.findings else []
    else:
        blocks = ["\n".join(_finding(finding, sources, style)) + "\n" for finding in report.findings]
    return "\n".join([*blocks, _summary(report, style)])


def render_concise(report: Report, style: Style) -> str:
    """One line a finding, and a summary."""
    lines = [f"{_where(finding.place)}: {_heading(finding, style)}\n" for finding in report.findings]
    return "".join([statistics(report)] if report.statistics else lines) + _summary(report, style)


def _finding(finding: Finding, sources: SourceLines, style: Style) -> Iterator[str]:
    """The lines of one finding."""
    gutter = len(str(max(place.line for place in (finding.place, *(place for place, _ in finding.related)))))
    bar = style("|", fg="blue")
    yield _heading(finding, style)
    for place, message in ((finding.place, ""), *finding.related):
        colour = "blue" if message else COLOURS[finding.severity]
        yield f"{' ' * gutter}{style(':::' if message else '-->', fg='blue')} {_where(place)}"
        line = sources.line(place.file, place.line)
        if line is not None:
            text, indent, width = excerpt(line, place)
            marker = style(("-" if message else "^") * width, fg=colour, bold=True)
            yield f"{' ' * gutter} {bar}"
            yield f"{style(f'{place.line:{gutter}}', fg='blue')} {bar} {text}".rstrip()
            yield f"{' ' * gutter} {bar} {' ' * indent}{marker} {style(printable(message), fg=colour)}".rstrip()
        elif message:
            yield f"{' ' * gutter} {bar} {printable(message)}"
    if finding.help:
        yield f"{' ' * gutter} {style('=', fg='blue')} {style('help', bold=True)}: {printable(finding.help)}"


def _heading(finding: Finding, style: Style) -> str:
    label = style(f"{finding.severity.name}[{finding.code} {finding.name}]", fg=COLOURS[finding.severity], bold=True)
    return f"{label}: {printable(finding.message)}"


def _where(place: Place) -> str:
    return f"{printable(shown(place.file))}:{place.line}:{place.column}"


def statistics(report: Report) -> str:
    rows = report.by_code()
    width = max((len(str(count)) for count, _, _ in rows), default=0)
    return "".join(f"{count:{width}} {code} {name}\n" for count, code, name in rows)


def _summary(report: Report, style: Style) -> str:
    counts = [
        style(counted(count, severity.name), fg=COLOURS[severity])
        for severity in SEVERITIES
        if (count := report.count(severity))
    ]
    found = ", ".join(counts) or style("no findings", fg="green")
    apart = [(report.suppressed, "suppressed"), (report.known, "in the baseline"), (report.fixed, "fixed")]
    more = "".join(f", {count} {what}" for count, what in apart if count)
    return f"{found} in {counted(report.files, 'file')}{more}\n{_fixable(report)}"


def _fixable(report: Report) -> str:
    """What ``--fix`` could do."""
    fixes = [finding.fix.safe for finding in report.findings if finding.fix]
    safe, unsafe = fixes.count(True), fixes.count(False)
    if report.fixed is not None or not fixes:
        return ""
    if not safe:
        return f"--fix --unsafe-fixes can mend {unsafe} of them\n"
    more = f", with --unsafe-fixes {safe + unsafe}" if unsafe else ""
    return f"--fix can mend {safe} of them{more}\n"
