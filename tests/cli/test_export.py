"""``ihe export``: what is written, where to, and how it exits."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from conftest import Project

CONTEXT = "framework: {domain: ITI}\n"
PROFILE = """
    .. ihe:profile:: Remote Measurement (RM)

    .. ihe:actors-transactions::

       Sensor:
         ITI-901: R initiator
         ITI-41: {optionality: O, option: Batch, deferred: true}
       Gateway (1): none
       notes:
         1: Größe, "quoted", and more.

    .. ihe:actors-options::

       Sensor: [Batch (1)]
       Gateway: none
       notes:
         1: Once a day.

    .. ihe:required-groupings::

       Sensor:
         - ITI CT / Time Client
         - one of: [XDS.b / Document Source with the Document Replacement and Folder Management Options, Gateway]
         - when: Batch
           with: [ATNA / Secure Node or Secure Application]
         - condition: At night
           with: [ATNA / Secure Node]
       Gateway: none

    .. ihe:transaction:: Send Measurement [ITI-901]
"""


@pytest.fixture
def framework(project: Project) -> Project:
    return project.write(docs__ihe_yaml=CONTEXT, docs__volume1__rm=PROFILE)


def test_json(framework: Project) -> None:
    done = framework.ihe("export", "docs")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert (found["format"], found["version"]) == ("sphinx-ihe/framework", 1)
    assert [profile["acronym"] for profile in found["profiles"]] == ["RM"]
    # A file or a folder of the framework will do, and the working directory.
    assert framework.ihe("export", "docs/volume1/rm.rst").out == done.out
    assert framework.ihe("export", cwd="docs/volume1").out == done.out


def test_yaml_says_the_same(framework: Project) -> None:
    done = framework.ihe("export", "docs", "--format", "yaml")
    assert done.code == 0
    assert "Größe" in done.out
    assert yaml.safe_load(done.out) == json.loads(framework.ihe("export", "docs").out)


def test_csv(framework: Project) -> None:
    done = framework.ihe("export", "docs", "--format", "csv")
    rows = list(csv.reader(done.out.splitlines()))
    name = "Provide and Register Document Set-b"
    partners = "XDS.b / Document Source with the Document Replacement and Folder Management Options or RM / Gateway"
    assert rows == [
        ["Profile", "Actor", "Kind", "Id", "Name", "Side", "Optionality", "Condition", "Note"],
        ["RM", "Sensor", "transaction", "ITI-901", "Send Measurement", "initiator", "R", "", ""],
        ["RM", "Sensor", "transaction", "ITI-41", name, "", "O", "with the Batch Option, deferred", ""],
        ["RM", "Sensor", "option", "", "Batch", "", "", "", "Once a day."],
        ["RM", "Sensor", "grouping", "", "ITI CT / Time Client", "", "R", "", ""],
        ["RM", "Sensor", "grouping", "", partners, "", "R", "", ""],
        [
            "RM",
            "Sensor",
            "grouping",
            "",
            "ATNA / Secure Node or Secure Application",
            "",
            "R",
            "with the Batch Option",
            "",
        ],
        ["RM", "Sensor", "grouping", "", "ATNA / Secure Node", "", "R", "At night", ""],
        ["RM", "Gateway", "", "", "", "", "", "", ""],
    ]


@pytest.mark.parametrize(("form", "start"), [("json", b"{"), ("yaml", b"format:"), ("csv", b"\xef\xbb\xbfProfile,")])
def test_a_file(framework: Project, form: str, start: bytes) -> None:
    done = framework.ihe("export", "docs", "--format", form, "--output-file", "out")
    assert (done.code, done.out, done.err) == (0, "", "")
    data = (framework.root / "out").read_bytes()
    assert data.startswith(start)
    assert b"\r" not in data
    printed = framework.ihe("export", "docs", "--format", form).out
    assert data.decode("utf-8-sig") == printed


def test_the_same_bytes_every_time(framework: Project) -> None:
    assert len({framework.ihe("export", "docs", PYTHONHASHSEED=seed).out for seed in ("1", "2", "3")}) == 1


def test_what_cannot_be_read_is_left_out(framework: Project) -> None:
    framework.write(docs__b=".. ihe:profile:: Nameless\n\n.. ihe:acter:: Nobody\n")
    done = framework.ihe("export", "docs")
    assert done.code == 1
    assert done.err == "ihe: 2 mistakes in 'docs', what cannot be read is left out; `ihe lint` shows them\n"
    assert [profile["acronym"] for profile in json.loads(done.out)["profiles"]] == ["RM"]


def test_a_folder_without_configuration(project: Project) -> None:
    done = project.write(index=PROFILE).ihe("export")
    assert (done.code, json.loads(done.out)["framework"]) == (0, {"status": "draft", "sectionPrefix": "3"})
    assert done.err == "ihe: no ihe.yaml in '.' or above: read as a draft of no domain\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "there is no file or folder 'nowhere'"),
        (["docs", "--format", "xml"], "'xml' is not one of"),
        (["docs", "--output-file", "gone/out.json"], "cannot write 'gone/out.json': No such file or directory"),
    ],
)
def test_what_cannot_be_done(framework: Project, arguments: list[str], message: str) -> None:
    done = framework.ihe("export", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
