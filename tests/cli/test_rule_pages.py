"""``ihe explain`` and ``ihe rules``: what the docstrings of the rules say, on a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.rules.rule import RULES

if TYPE_CHECKING:
    from conftest import Project


@pytest.mark.parametrize("code", ["IHE201", "ihe201", "undefined-actor", "Undefined-Actor"])
def test_explain(project: Project, code: str) -> None:
    done = project.ihe("explain", code)
    assert done.code == 0
    assert done.out.startswith(f"IHE201 undefined-actor\n\nSeverity: error\n\n{RULES['IHE201'].summary}\n")
    assert "\nBad:\n\n    " in done.out
    assert "\nGood:\n\n    " in done.out


def test_three_severities(project: Project) -> None:
    assert project.ihe("explain", "IHE104").out.splitlines()[2] == (
        "Severity: info in draft and public comment, error in trial implementation, error in final text"
    )


def test_markup_is_resolved(project: Project) -> None:
    page = project.ihe("explain", "IHE004").out
    assert "``" not in page
    assert "`ihe:`" in page
    assert "\x1b[36mihe:\x1b[0m" in project.ihe("explain", "IHE004", FORCE_COLOR="1").out


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("IHE2011", "there is no rule 'IHE2011', did you mean 'IHE201'?"),
        ("undefind-actor", "there is no rule 'undefind-actor', did you mean 'undefined-actor'?"),
        ("xyz", "there is no rule 'xyz'; `ihe rules` lists them"),
    ],
)
def test_unknown_rules(project: Project, code: str, hint: str) -> None:
    done = project.ihe("explain", code)
    assert (done.code, done.out) == (2, "")
    assert hint in done.err


def test_rules(project: Project) -> None:
    lines = project.ihe("rules").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[code, RULES[code].name] for code in sorted(RULES)]
    (line,) = (line for line in lines if line.startswith("IHE104"))
    assert line.split(maxsplit=2)[2].startswith("info / error / error  ")


def test_rules_as_json(project: Project) -> None:
    found = json.loads(project.ihe("rules", "--format", "json").out)
    assert [rule["code"] for rule in found["rules"]] == sorted(RULES)
    (rule,) = (rule for rule in found["rules"] if rule["code"] == "IHE104")
    assert rule == {
        "code": "IHE104",
        "name": "placeholder-number",
        "severities": {"draft": "info", "trial-implementation": "error", "final-text": "error"},
        "summary": RULES["IHE104"].summary,
    }
