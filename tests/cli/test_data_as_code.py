"""What is read is data: nothing of it is obeyed by a terminal, a log, a CI system, a spreadsheet or a browser."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

EVIL = "a\n::error::x\x1b[31m\u202e.rst"
UNSEEN = "\x00\x07\x08\x1b\x7f\x9b\r\u202e\u2028"


@pytest.mark.parametrize("form", ["text", "concise", "github", "junit", "json", "sarif", "gitlab"])
def test_names_of_files_in_reports(project: Project, form: str) -> None:
    project.write(ihe_yaml="lint: {select: [IHE0]}\n")
    (project.root / EVIL).write_text(":ihe:acter:`x`\n", "utf-8")
    done = project.ihe("lint", "--format", form)
    assert done.code == 1
    assert "error" in done.out
    assert not [each for each in UNSEEN if each in done.out and form not in {"json", "sarif", "gitlab"}]
    assert "\x1b" not in done.out
    assert not [line for line in done.out.splitlines() if line.startswith("::error::")]


def test_names_in_differences_and_failures(project: Project) -> None:
    for name, title in (("one", "A"), ("two", "B\x1b[31m\x9b")):
        project.write(**{f"{name}__ihe_yaml": "framework: {domain: ITI}\n"})
        (project.root / name / "index.rst").write_text(f"{title} (AB{name})\n=====\n\n.. ihe:profile::\n", "utf-8")
    done = project.ihe("diff", "one", "two")
    assert (done.code, "ABtwo" in done.out) == (1, True)
    done = project.ihe("lint", "--baseline", "x\x1b[31m")
    assert (done.code, "\x1b" in done.err) == (2, False)


def test_a_statement_as_a_document(project: Project) -> None:
    statement = 'vendor: "<img src=x onerror=alert(1)>|\\e[31m"\nproduct: "[a](javascript:b) & `c`"\nprofiles: {}\n'
    project.write(ihe_yaml="", statement_yaml=statement)
    done = project.ihe("statement", "write", "statement.yaml")
    assert "| Vendor | \\<img src=x onerror=alert(1)\\>\\|\ufffd\\[31m |\n" in done.out
    assert "| Product | \\[a\\](javascript:b) \\& \\`c\\` |\n" in done.out


def test_cells_of_a_spreadsheet(project: Project) -> None:
    document = """\
        Remote Measurement (RM)
        =======================

        .. ihe:profile::

        .. ihe:actors-options::

           "=cmd|' /C calc'!A0": ["+1", "@SUM(A1)", "-x", plain]
        """
    project.write(ihe_yaml="framework: {domain: ITI}\n", index=document)
    done = project.ihe("export", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert {row[1] for row in rows[1:]} == {"'=cmd|' /C calc'!A0"}
    assert [row[4] for row in rows[1:]] == ["'+1", "'@SUM(A1)", "'-x", "plain"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)//", "JaVaScRiPt:x/", "java\tscript:x/", " javascript:x/", "data:x/"]
)
def test_an_address_that_is_code(project: Project, url: str) -> None:
    other = {"format": "sphinx-ihe/framework", "version": 1}
    project.write(ihe_yaml="framework: {domain: ITI}\n", index="Text\n=====\n")
    exported = json.loads(project.ihe("export").out)
    exported["framework"]["url"] = url
    project.write(framework_json=json.dumps({**other, **exported}))
    project.write(ihe_yaml="frameworks: [framework.json]\n")
    done = project.ihe("lint", "--format", "concise")
    assert done.out.startswith("ihe.yaml:1:14: error[IHE007 unreadable-configuration]: found the address ")
