"""Reports for services: SARIF, GitHub, GitLab, JUnit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from ihe_cli import manual
from ihe_cli.reporters import FORMATS, Report, render
from ihe_cli.terminal import Style
from sphinx_ihe.language import Place
from sphinx_ihe.language.findings import Edit, Finding, Fix, Related, Severity
from sphinx_ihe.rules.rule import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

CONFIG = "framework: {domain: HOME}\nlint: {select: [IHE0, IHE101, IHE102, IHE104, IHE201]}\n"
DOCUMENT = """\
Remote Measurement (RM) Profile
===============================

.. ihe:profile::

.. ihe:actors-transactions::

   Gatway:
     ITI-041: R
"""
ACTORS = ".. ihe:actor:: Gateway\n\nSend [HOME-X]\n=============\n\n.. ihe:transaction::\n\n.. ihe:actor:: Gateway\n"


@pytest.fixture
def faulty(project: Project) -> Project:
    project.write(ihe_yaml=CONFIG, index=DOCUMENT, part__actors=ACTORS)
    (project.root / "z b%").mkdir()
    (project.root / "z b%" / "c,d:é.rst").write_text(".. ihe:actor:: Gateway\n", "utf-8")
    return project


def found(project: Project) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads(project.ihe("lint", "--format", "json").out)["findings"]
    assert {finding["severity"] for finding in findings} == {"error", "warning", "info"}
    assert any(finding["related"] for finding in findings)
    assert any(finding["fix"] for finding in findings)
    return findings


# -- SARIF ----------------------------------------------------------------------------------------------------------


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    """An object as the schema of SARIF has it: nothing but what it names."""
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def listed(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}


TEXT = {"type": "string", "minLength": 1}
URI = {"type": "string", "pattern": r"^([a-z]+://)?[\w./%-]+$"}
NUMBER = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = closed(["text"], text=TEXT)
ARTIFACT = closed(["uri"], uri=URI, uriBaseId=TEXT)
REGION = closed(["startLine"], startLine=NUMBER, startColumn=NUMBER, endLine=NUMBER, endColumn=NUMBER)
LOCATION = closed(["artifactLocation"], artifactLocation=ARTIFACT, region=REGION)
RULE = closed(
    ["id"],
    id=TEXT,
    name=TEXT,
    shortDescription=MESSAGE,
    help=MESSAGE,
    helpUri=URI,
    defaultConfiguration=closed([], level=LEVEL),
)
REPLACEMENT = closed(["deletedRegion"], deletedRegion=REGION, insertedContent=closed([], text={"type": "string"}))
CHANGE = closed(["artifactLocation", "replacements"], artifactLocation=ARTIFACT, replacements=listed(REPLACEMENT))
RESULT = closed(
    ["message"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=listed(closed([], physicalLocation=LOCATION)),
    relatedLocations=listed(closed([], id=NUMBER, message=MESSAGE, physicalLocation=LOCATION)),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    fixes=listed(closed(["artifactChanges"], description=MESSAGE, artifactChanges=listed(CHANGE))),
)
DRIVER = closed(["name"], name=TEXT, semanticVersion=TEXT, rules=listed(RULE))
RUN = closed(
    ["tool"],
    tool=closed(["driver"], driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": ARTIFACT},
    results={"type": "array", "items": RESULT},
)
LOG = closed(["version", "runs"], **{"$schema": URI}, version={"const": "2.1.0"}, runs=listed(RUN))
"""The part of the SARIF 2.1.0 schema that a report uses, with its constraints."""


def sarif(project: Project, *arguments: str, cwd: str = ".") -> dict[str, Any]:
    log = json.loads(project.ihe("lint", "--format", "sarif", *arguments, cwd=cwd).out)
    jsonschema.validate(log, LOG)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_says_what_json_says(faulty: Project) -> None:
    run, findings = sarif(faulty), found(faulty)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(RULES)
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["code"]
        assert result["level"] == finding["severity"].replace("info", "note")
        assert result["message"]["text"].startswith(finding["message"])
        region = result["locations"][0]["physicalLocation"]["region"]
        assert list(region.values()) == [finding[key] for key in ("line", "column", "endLine", "endColumn")]
        assert len(result.get("relatedLocations", [])) == len(finding["related"])
        assert ("fixes" in result) == (finding["fix"] is not None)
    assert len({result["partialFingerprints"]["ihe/v1"] for result in run["results"]}) == len(findings)


def test_sarif_names_files_by_uris(faulty: Project) -> None:
    run = sarif(faulty, "..", cwd="part")
    artifacts = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"]]
    root = faulty.root.as_uri()
    assert run["originalUriBaseIds"] == {"WORKINGDIR": {"uri": f"{root}/part/"}}
    assert {"uri": "actors.rst", "uriBaseId": "WORKINGDIR"} in artifacts
    assert {"uri": f"{root}/index.rst"} in artifacts
    names = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif(faulty)["results"]]
    assert "z%20b%25/c%2Cd%3A%C3%A9.rst" in names


def test_an_empty_log(project: Project) -> None:
    assert sarif(project.write(ihe_yaml=CONFIG, index=""))["results"] == []


@pytest.mark.parametrize("addresses", [None, ["Source, https://x.org"], ["Documentation, https://x.org/manual/"]])
def test_rule_pages_in_the_manual(addresses: list[str] | None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Metadata:
        def get_all(self, name: str) -> list[str] | None:
            return addresses if name == "Project-URL" else None

    monkeypatch.setattr("importlib.metadata.metadata", lambda name: Metadata())
    manual._base.cache_clear()
    log = json.loads(render("sarif", Report([], 0), Style(False)))
    manual._base.cache_clear()
    uris = {rule.get("helpUri") for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    if addresses and "manual" in addresses[0]:
        assert uris == {f"https://x.org/manual/rules/{code}.html" for code in RULES}
    else:
        assert uris == {None}


# -- GitHub and GitLab ----------------------------------------------------------------------------------------------


def test_github(faulty: Project) -> None:
    lines = faulty.ihe("lint", "--format", "github").out.splitlines()
    findings = found(faulty)
    for line, finding in zip(lines, findings, strict=True):
        command, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
        assert command == finding["severity"].replace("info", "notice")
        assert message.startswith(finding["message"])
        values = dict(part.split("=", 1) for part in properties.split(","))
        assert values["title"] == f"{finding['code']} {finding['name']}"
        assert (int(values["line"]), int(values["col"])) == (finding["line"], finding["column"])
        assert int(values["endColumn"]) == finding["endColumn"] - 1
    assert any("file=z b%25/c%2Cd%3Aé.rst" in line for line in lines)


def test_gitlab(faulty: Project) -> None:
    issues, findings = json.loads(faulty.ihe("lint", "--format", "gitlab").out), found(faulty)
    severities = {"error": "major", "warning": "minor", "info": "info"}
    for issue, finding in zip(issues, findings, strict=True):
        assert issue["check_name"] == finding["code"]
        assert issue["severity"] == severities[finding["severity"]]
        lines = {"begin": finding["line"], "end": finding["endLine"]}
        assert issue["location"] == {"path": finding["file"], "lines": lines}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_fingerprints_stay_while_lines_move(faulty: Project) -> None:
    def prints() -> list[str]:
        return [issue["fingerprint"] for issue in json.loads(faulty.ihe("lint", "--format", "gitlab").out)]

    before = prints()
    faulty.write(index=f"\n\n{DOCUMENT}")
    assert prints() == before


# -- JUnit ----------------------------------------------------------------------------------------------------------


def test_junit(faulty: Project) -> None:
    top, findings = ET.fromstring(faulty.ihe("lint", "--format", "junit").out), found(faulty)
    failing = [finding for finding in findings if finding["severity"] != "info"]
    assert (top.attrib["tests"], top.attrib["failures"]) == (str(len(findings)), str(len(failing)))
    assert sum(int(suite.attrib["tests"]) for suite in top) == len(findings)
    assert [case.attrib["file"] for case in top.iter("testcase")] == [finding["file"] for finding in findings]
    assert [f.attrib["message"] for f in top.iter("failure")] == [finding["message"] for finding in failing]


def test_junit_has_a_case_that_passes(project: Project) -> None:
    top = ET.fromstring(project.write(ihe_yaml=CONFIG, index="").ihe("lint", "--format", "junit").out)
    assert len(list(top.iter("testcase"))) == 1
    assert not list(top.iter("failure"))


# -- all of them ----------------------------------------------------------------------------------------------------

NASTY = "a\x00b\x1b]c]]>&<\"'\n\r%::é\u2028\ud800"


@pytest.mark.parametrize("name", FORMATS)
def test_any_text_can_be_reported(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(str(tmp_path / "x\n<&>\udcfc.rst"), 1, 1, 2, 1)
    finding = Finding(
        place,
        "IHE001",
        "a-name",
        Severity.error,
        NASTY,
        NASTY,
        (Related(place, NASTY),),
        Fix(True, (Edit(place, NASTY),)),
    )
    text = render(name, Report([finding, finding], 1), Style(False))
    text.encode("utf-8", "backslashreplace")
    assert "\x1b" not in text or name == "github"
    if name in {"json", "gitlab"}:
        json.loads(text)
    elif name == "sarif":
        jsonschema.validate(json.loads(text), LOG)
    elif name == "junit":
        ET.fromstring(text)
    elif name == "github":
        assert text.count("\n") == 2


def test_statistics_beside_a_report_for_programs(faulty: Project) -> None:
    done = faulty.ihe("lint", "--statistics", "--format", "sarif")
    json.loads(done.out)
    assert "2 IHE101 duplicate-declaration" in done.err
