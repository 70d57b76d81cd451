"""``--baseline``: what is known is not reported, wherever it has moved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

CONFIG = "framework: {domain: HOME}\nlint: {select: [IHE0, IHE202, IHE601]}\n"
ROLE = "An :ihe:actor:`Orderly`.\n"
ACTOR = ".. ihe:actor:: Scribe\n"


@pytest.fixture
def known(project: Project) -> Project:
    project.write(ihe_yaml=CONFIG, index=f"{ROLE}\n{ACTOR}", part__a=ROLE)
    done = project.ihe("lint", "--write-baseline", "known.json")
    assert (done.code, done.out, done.err) == (0, "", "ihe: 3 findings written to 'known.json'\n")
    return project


def lint(project: Project, *arguments: str, cwd: str = ".") -> tuple[list[str], str]:
    """What is reported, as ``file:line code``, and what is said beside."""
    path = "known.json" if cwd == "." else "../known.json"
    done = project.ihe("lint", "--baseline", path, "--format", "json", *arguments, cwd=cwd)
    found = json.loads(done.out)["findings"]
    assert done.code == (1 if found else 0)
    return [f"{finding['file']}:{finding['line']} {finding['code']}" for finding in found], done.err


def test_nothing_new(known: Project) -> None:
    assert lint(known) == ([], "")
    done = known.ihe("lint", "--baseline", "known.json")
    assert (done.code, done.out) == (0, "no findings in 2 files, 3 in the baseline\n")
    assert json.loads(known.ihe("lint", "--baseline", "known.json", "--format", "json").out)["summary"]["baseline"] == 3


def test_lines_may_move(known: Project) -> None:
    known.write(index=f"Title\n=====\n\n{ACTOR}\nMore text.\n\n{ROLE}")
    assert lint(known) == ([], "")


def test_what_is_new_is_reported(known: Project) -> None:
    known.write(part__a=f"{ROLE}\nAn :ihe:actor:`Ordinary`.\n", part__b=ROLE)
    assert lint(known)[0] == ["part/a.rst:3 IHE601", "part/b.rst:1 IHE601"]


def test_what_occurs_more_often_is_reported(known: Project) -> None:
    known.write(part__a=f"{ROLE}\n{ROLE}\n{ROLE}")
    assert lint(known) == (["part/a.rst:3 IHE601", "part/a.rst:5 IHE601"], "")


def test_it_may_be_used_from_any_folder(known: Project) -> None:
    assert lint(known, "..", cwd="part") == ([], "")


def test_what_is_mended_is_told(known: Project) -> None:
    known.write(index=ACTOR)
    found, told = lint(known)
    assert found == []
    first, second = told.splitlines()
    assert first == "ihe: 1 finding in 'known.json' not found any more; --write-baseline drops them:"
    assert second.startswith("  index.rst: IHE601: ")
    assert lint(known, "part") == ([], "")
    assert lint(known, "--ignore", "IHE6") == ([], "")
    known.ihe("lint", "--write-baseline", "known.json")
    assert lint(known) == ([], "")


def test_what_was_not_looked_at_stays_in_it(known: Project) -> None:
    known.write(part__a=f"{ROLE}\n{ROLE}", index="")
    known.ihe("lint", "part", "--write-baseline", "known.json")
    counts = {
        entry["file"]: entry["count"] for entry in json.loads((known.root / "known.json").read_text())["findings"]
    }
    assert counts == {"index.rst": 1, "part/a.rst": 2}


def test_what_no_rule_looked_for_stays_in_it(known: Project) -> None:
    before = (known.root / "known.json").read_bytes()
    known.ihe("lint", "--select", "IHE2", "--write-baseline", "known.json")
    assert (known.root / "known.json").read_bytes() == before
    known.ihe("lint", "--ignore", "IHE2", "--write-baseline", "known.json")
    assert (known.root / "known.json").read_bytes() == before


def test_the_configuration_is_counted_once(known: Project) -> None:
    known.write(ihe_yaml=CONFIG + "sauces: []\n")
    for _ in range(2):
        known.ihe("lint", "part", "--write-baseline", "known.json")
    entries = json.loads((known.root / "known.json").read_text())["findings"]
    assert [entry["count"] for entry in entries if entry["code"] == "IHE007"] == [1]


def test_writing_twice_is_writing_once(known: Project) -> None:
    before = (known.root / "known.json").read_bytes()
    known.ihe("lint", "--write-baseline", "known.json")
    assert (known.root / "known.json").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '"x"', "null", "[" * 100_000, '{"format": "sphinx-ihe/baseline", "version": 2, "findings": []}']
    + [
        f'{{"format": "sphinx-ihe/baseline", "version": 1, "findings": {findings}}}'
        for findings in ("null", "[1]", "[{}]", '[{"file": 1, "code": "", "message": "", "count": 1}]')
    ],
)
def test_what_is_no_baseline(known: Project, content: str) -> None:
    done = known.write(known_json=content).ihe("lint", "--baseline", "known.json")
    assert (done.code, done.out) == (2, "")
    assert "'known.json' is no baseline that this version of sphinx-ihe can read" in done.err


def test_a_baseline_that_is_not_there(known: Project) -> None:
    done = known.ihe("lint", "--baseline", "nowhere.json")
    assert (done.code, done.out) == (2, "")
    assert "there is no baseline 'nowhere.json'; ihe lint --write-baseline 'nowhere.json' makes it" in done.err
