"""The contract as documents: each case file is a small framework in which ``{{CODE|text}}`` marks what must be found.

The whole command runs on it, and the findings must be exactly the marked ones: code, file, line, columns. A mark may
nest (``{{IHE201|{{IHE304|Nurse}}}}``) and may name a severity other than the usual: ``{{IHE405 warning|...}}``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from ihe_cli.main import main

CASES = sorted(Path(__file__).parent.glob("cases/*/*.txt"))
FILE = re.compile(r"^--- (\S+)\n", re.M)
MARK = re.compile(r"\{\{(IHE\d{3})(?: (error|warning|info))?\||\}\}")


class Expected(NamedTuple):
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    severity: str


def split(text: str) -> dict[str, str]:
    """The files of a case: what follows ``--- name``; text before the first is the case's explanation."""
    parts = FILE.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def unmark(name: str, text: str) -> tuple[str, list[Expected]]:
    """The text without its marks, and where each mark stood."""
    expected: list[Expected] = []
    opened: list[tuple[str, str, int, int]] = []
    clean = ""
    position = 0
    for mark in MARK.finditer(text):
        clean += text[position : mark.start()]
        position = mark.end()
        line, column = clean.count("\n") + 1, len(clean) - clean.rfind("\n")
        if mark[1]:
            opened.append((mark[1], mark[2] or "", line, column))
        else:
            code, severity, start, first = opened.pop()
            expected.append(Expected(name, start, first, line, column, code, severity))
    assert not opened, f"{name}: a mark is not closed"
    return clean + text[position:], expected


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected: list[Expected] = []
    files = split(case.read_text("utf-8"))
    assert files, "a case has at least one file"
    files.setdefault("ihe.yaml", (case.parent / "ihe.yaml").read_text("utf-8"))
    for name, text in files.items():
        clean, marks = unmark(name, text)
        expected += marks
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(clean, "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["lint", "--format", "json", "--no-cache"])
    for what in ("written", "read"):
        cached = CliRunner().invoke(main, ["lint", "--format", "json"])
        assert (cached.exit_code, cached.stdout) == (result.exit_code, result.stdout), f"where the cache is {what}"
    findings = json.loads(result.stdout)["findings"]
    found = [
        Expected(f["file"], f["line"], f["column"], f["endLine"], f["endColumn"], f["code"], f["severity"])
        for f in findings
    ]
    severities = {(e.file, e.line, e.column, e.code): e.severity for e in expected if e.severity}
    compared = [f._replace(severity=severities.get((*f[:3], f.code), "") and f.severity) for f in found]
    messages = "\n".join(f"{f['file']}:{f['line']}:{f['column']}: {f['code']} {f['message']}" for f in findings)
    assert sorted(compared) == sorted(expected), messages
    worst = {f["severity"] for f in findings}
    assert result.exit_code == (1 if worst & {"error", "warning"} else 0)
