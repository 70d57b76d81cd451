"""The fix of IHE204: rows of ``none`` at the places that the order of the actors table gives them."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

CONFIG = "framework: {domain: ITI}\nlint: {select: [IHE0, IHE204]}\n"
ACTORS = ("Alarm Source", "Badge Reader", "Care Console", "Door Lock")
RST = """\
Remote Measurement (RM) Profile
===============================

.. ihe:profile::

.. ihe:actors-transactions::

   Alarm Source: none
   Badge Reader: none
   Care Console: none
   Door Lock: none

"""
MARKDOWN = """\
# Remote Measurement (RM) Profile

```{ihe:profile}
```

```{ihe:actors-transactions}
Alarm Source: none
Badge Reader: none
Care Console: none
Door Lock: none
```

"""


def mended(project: Project, text: str, name: str = "index.rst") -> str:
    """The text after ``--fix``, which a second one does not change."""
    (project.root / "ihe.yaml").write_text(CONFIG, "utf-8")
    file = project.root / name
    file.write_bytes(text.encode())
    project.ihe("lint", "--fix", "--unsafe-fixes")
    once = file.read_bytes().decode()
    done = project.ihe("lint", "--fix", "--unsafe-fixes")
    assert file.read_bytes().decode() == once
    assert "fixed" not in done.out
    return once


def table(name: str, body: str, indentation: str = "   ") -> str:
    """A table in reStructuredText."""
    lines = dedent(body).strip("\n").split("\n")
    return f".. ihe:{name}::\n\n" + "".join(f"{indentation}{line}\n" if line else "\n" for line in lines)


OPTIONS = {
    "at the end": ("Alarm Source: none\nBadge Reader: none\nCare Console: none", 3),
    "at the start": ("Badge Reader: [Fast]\nCare Console: none\nDoor Lock: none", 0),
    "in the middle": ("Alarm Source: none\nDoor Lock: none", 1),
    "all but one": ("Care Console: none", 0),
    "below a list": ("Alarm Source: none\nBadge Reader:\n  - Fast\n  - Slow\nCare Console: none", 5),
    "below brackets": ("Alarm Source: [Fast,\n  Slow\n  ] # these\nBadge Reader: none\nDoor Lock: none", 4),
    "below a comment": ("Alarm Source: none # none at all\n# Those at the door:\nDoor Lock: none", 1),
    "before the notes": ("Alarm Source: [Fast (1)]\nBadge Reader: none\nCare Console: none\nnotes:\n  1: Note.", 3),
    "in quotes": ("'Alarm Source': none\n\"Badge Reader\": none\n\nCare Console: none", 4),
    "in another order": ("Door Lock: none\nCare Console: none\nBadge Reader: none", 0),
    "with a mark": ("Alarm Source (1): none\nBadge Reader: none\nDoor Lock: none\nnotes:\n  1: Note.", 2),
}


def expected(body: str, at: int) -> str:
    """The body with the missing rows from a line on, and around the only row where there is one."""
    missing = [f"{actor}: none" for actor in ACTORS if actor not in body]
    lines = body.split("\n")
    return "\n".join(sorted([*lines, *missing]) if len(lines) == 1 else [*lines[:at], *missing, *lines[at:]])


@pytest.mark.parametrize("name", OPTIONS)
def test_options(name: str, project: Project) -> None:
    body, at = OPTIONS[name]
    text = RST + table("actors-options", body) + "\nWords.\n"
    assert mended(project, text) == RST + table("actors-options", expected(body, at)) + "\nWords.\n"


@pytest.mark.parametrize("name", OPTIONS)
def test_markdown(name: str, project: Project) -> None:
    body, at = OPTIONS[name]
    text = MARKDOWN + "```{ihe:actors-options}\n:caption: C\n\n%s\n```\n"
    assert mended(project, text % body, "index.md") == text % expected(body, at)


def test_groupings(project: Project) -> None:
    body = """
        Alarm Source:
          - one of: [CT / Time Client, RM / Door Lock]
            content: "PCC TF-2: 4.1"

          - when: Fast
            with: CT / Time Client
        Door Lock:
          - CT / Time Client
        """
    row = "Badge Reader: none\nCare Console: none"
    done = mended(project, RST + table("required-groupings", body))
    rows = dedent(body).strip("\n").split("\n")
    assert done == RST + table("required-groupings", "\n".join([*rows[:6], row, *rows[6:]]))


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_ends_of_lines_stay(newline: str, project: Project) -> None:
    text = (RST + table("actors-options", "Alarm Source: none\nDoor Lock: none")).replace("\n", newline)
    right = (RST + table("actors-options", "\n".join(f"{actor}: none" for actor in ACTORS))).replace("\n", newline)
    assert mended(project, text) == right


def test_a_file_without_an_end_of_line(project: Project) -> None:
    text = RST + table("actors-options", "Alarm Source: none\nBadge Reader: none\nCare Console: none").rstrip("\n")
    assert mended(project, text) == f"{text}\n   Door Lock: none"


KEPT = {
    "tabs": RST + table("actors-options", "Alarm Source: none\nDoor Lock: none", "\t"),
    "rows that share a line": RST + table("actors-options", "{Alarm Source: none, Door Lock: none}"),
    "rows in braces": RST + table("actors-options", "{Alarm Source: none,\nDoor Lock: none}"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_stays(name: str, project: Project) -> None:
    assert mended(project, KEPT[name]) == KEPT[name]


def test_a_quotation_stays(project: Project) -> None:
    text = f"{MARKDOWN}> ```{{ihe:actors-options}}\n> :profile: RM\n>\n> Alarm Source: none\n> Door Lock: none\n> ```\n"
    assert mended(project, text, "index.md") == text


def test_a_name_that_is_no_plain_key_stays(project: Project) -> None:
    text = RST.replace("Badge Reader:", "'Badge: Reader':") + table(
        "actors-options", "Alarm Source: none\nCare Console: none\nDoor Lock: none"
    )
    assert mended(project, text) == text


def test_it_is_not_safe(project: Project) -> None:
    text = RST + table("actors-options", "Alarm Source: none\nDoor Lock: none")
    project.write(ihe_yaml=CONFIG, index=text)
    findings = json.loads(project.ihe("lint", "--format", "json").out)["findings"]
    edit = {"file": "index.rst", "line": 15, "column": 22, "endLine": 15, "endColumn": 22}
    edits = [{**edit, "text": "\n   Badge Reader: none\n   Care Console: none"}]
    assert [finding["fix"] for finding in findings] == [{"safe": False, "edits": edits}] * 2
    project.ihe("lint", "--fix")
    assert (project.root / "index.rst").read_text("utf-8") == text
