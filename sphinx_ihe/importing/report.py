"""What an import has to tell: what became of each table, what is left to decide, and what has been left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ImportedSource(Struct, frozen=True):
    """A source with the words that it has and those that stand in the framework."""

    source: str
    kind: str
    words: int
    kept: int


class ImportedTable(Struct, frozen=True):
    """A table of the source: its rows, and how many of them are rows of a directive."""

    kind: str
    caption: str
    owner: str
    rows: int
    read: int
    file: str
    line: int = 1


class OpenPoint(Struct, frozen=True):
    """What is left to decide; ``source`` is the heading in the source under which it stands."""

    message: str
    text: str
    file: str
    source: str
    line: int = 1


class LeftOut(Struct, frozen=True):
    """A text that is not in the framework, and why."""

    reason: str
    words: int
    text: str


class ImportReport(Struct, frozen=True):
    """All of it, in the form that programs read."""

    framework: str
    sources: tuple[ImportedSource, ...]
    tables: tuple[ImportedTable, ...]
    open: tuple[OpenPoint, ...]
    dropped: tuple[LeftOut, ...]
    findings: dict[str, int]
    version: int = 1


def placed(report: ImportReport, texts: Mapping[str, str]) -> ImportReport:
    """The report with the files and lines at which things stand; ``texts`` are the files by their paths."""
    lines = {path.rpartition(".")[0]: (path, text.split("\n")) for path, text in texts.items()}
    seen: Counter[tuple[str, str]] = Counter()
    tables = []
    for table in report.tables:
        path, own = lines.get(table.file, (table.file, []))
        seen[path, table.kind] += table.read > 0
        at = [n for n, line in enumerate(own, 1) if line.startswith(f".. ihe:{table.kind}::")]
        number = seen[path, table.kind]
        tables.append(replace(table, file=path, line=at[number - 1] if 0 < number <= len(at) and table.read else 1))
    points = []
    for point in report.open:
        path, own = lines.get(point.file, (point.file, []))
        title = point.source.rpartition("  ")[2]
        at = [n for n, line in enumerate(own, 1) if line and title.endswith(line)]
        points.append(replace(point, file=path, line=at[0] if at else 1))
    return replace(report, tables=tuple(tables), open=tuple(points))


def as_markdown(report: ImportReport) -> str:
    """The report for a person, who works from its top down."""
    lines = ["# Import report", "", "Each entry says what to decide, with its file and the heading in the source.", ""]
    lines += _section("To decide", [_point(point) for point in report.open])
    lines += _section("Tables", _counts(report.tables))
    lines += _section(
        "Left out", [f"{each.reason} ({each.words} words): {_short(each.text)}" for each in report.dropped]
    )
    lines += _section("Sources", [f"{each.source}: {each.words} words, {each.kept} kept" for each in report.sources])
    lines += _section("Findings of ihe lint", [f"{code}: {number}" for code, number in report.findings.items()])
    return "\n".join(lines)


def _section(title: str, entries: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *(f"- {entry}" for entry in entries or ["nothing"]), ""]


def _point(point: OpenPoint) -> str:
    where = f" (under {point.source!r})" if point.source else ""
    return f"[ ] {point.file}:{point.line}: {point.message}{where}: {_short(point.text)}"


def _counts(tables: Sequence[ImportedTable]) -> list[str]:
    kinds = sorted({table.kind for table in tables})
    found = []
    for kind in kinds:
        own = [table for table in tables if table.kind == kind]
        found.append(f"{kind}: {len(own)} tables, {sum(t.read for t in own)} of {sum(t.rows for t in own)} rows")
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 200 else text[:200] + " \u2026"
