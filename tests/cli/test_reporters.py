"""Reports as people and programs see them: the whole text for a whole document."""

from __future__ import annotations

import json
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from ihe_cli.reporters.excerpt import LIMIT, excerpt
from sphinx_ihe.language import Place

if TYPE_CHECKING:
    from conftest import Project

CONFIG = "framework: {domain: HOME}\nlint: {select: [IHE0, IHE101, IHE104, IHE201]}\n"
DOCUMENT = """\
Remote Measurement (RM) Profile
===============================

.. ihe:profile::

.. ihe:actors-options::

   Gatway: none
"""
ACTORS = """\
.. ihe:actor:: Gateway




Send [HOME-X]
=============

.. ihe:transaction::

.. ihe:actor:: Gateway
"""

TEXT = """\
info[IHE104 placeholder-number]: {placeholder}
 --> actors.rst:6:7
  |
6 | Send [HOME-X]
  |       ^^^^^^
  = help: {ask}

error[IHE101 duplicate-declaration]: {duplicate}
  --> actors.rst:11:16
   |
11 | .. ihe:actor:: Gateway
   |                ^^^^^^^
  ::: actors.rst:1:16
   |
 1 | .. ihe:actor:: Gateway
   |                ------- {first}
   = help: {keep}

error[IHE201 undefined-actor]: {undefined}
 --> index.rst:8:4
  |
8 |    Gatway: none
  |    ^^^^^^
  = help: {declare}

2 errors, 1 info in 2 files
--fix --unsafe-fixes can mend 1 of them
"""


def words(project: Project) -> dict[str, str]:
    """What the rules say, which is tested elsewhere."""
    placeholder, duplicate, undefined = json.loads(project.ihe("lint", "--format", "json").out)["findings"]
    return {
        "placeholder": placeholder["message"],
        "duplicate": duplicate["message"],
        "undefined": undefined["message"],
        "first": duplicate["related"][0]["message"],
        "ask": placeholder["help"],
        "keep": duplicate["help"],
        "declare": undefined["help"],
    }


@pytest.fixture
def faulty(project: Project) -> Project:
    return project.write(ihe_yaml=CONFIG, index=DOCUMENT, actors=ACTORS)


def test_text(faulty: Project) -> None:
    done = faulty.ihe("lint")
    assert done.out == TEXT.format(**words(faulty))
    assert done.err == ""


def test_concise(faulty: Project) -> None:
    expected = """\
        actors.rst:6:7: info[IHE104 placeholder-number]: {placeholder}
        actors.rst:11:16: error[IHE101 duplicate-declaration]: {duplicate}
        index.rst:8:4: error[IHE201 undefined-actor]: {undefined}
        2 errors, 1 info in 2 files
        --fix --unsafe-fixes can mend 1 of them
        """
    assert faulty.ihe("lint", "--format", "concise").out == dedent(expected).format(**words(faulty))


def test_statistics(faulty: Project) -> None:
    faulty.write(index=DOCUMENT + "   Sensr: none\n")
    counts = "2 IHE201 undefined-actor\n1 IHE101 duplicate-declaration\n1 IHE104 placeholder-number\n"
    summary = "3 errors, 1 info in 2 files\n--fix --unsafe-fixes can mend 1 of them\n"
    assert faulty.ihe("lint", "--statistics").out == f"{counts}\n{summary}"
    statistics = json.loads(faulty.ihe("lint", "--statistics", "--format", "json").out)["statistics"]
    assert statistics[0] == {"code": "IHE201", "name": "undefined-actor", "count": 2}


def test_json(faulty: Project) -> None:
    found = json.loads(faulty.ihe("lint", "--format", "json").out)
    assert list(found) == ["version", "findings", "summary"]
    assert found["version"] == 1
    assert found["summary"] == {"files": 2, "errors": 2, "warnings": 0, "infos": 1, "suppressed": 0}
    duplicate = found["findings"][1]
    assert {name: duplicate[name] for name in duplicate if name not in {"message", "help", "related"}} == {
        "file": "actors.rst",
        "line": 11,
        "column": 16,
        "endLine": 11,
        "endColumn": 23,
        "code": "IHE101",
        "name": "duplicate-declaration",
        "severity": "error",
        "fix": None,
    }
    (related,) = duplicate["related"]
    assert {**related, "message": ""} == {"file": "actors.rst", "line": 1, "column": 16, "message": ""}


def test_a_clean_framework(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index="")
    assert project.ihe("lint").out == "no findings in 1 file\n"
    assert json.loads(project.ihe("lint", "--format", "json").out)["findings"] == []


@pytest.mark.parametrize(
    ("environment", "colour"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": ""}, False),
    ],
)
def test_colour(faulty: Project, environment: dict[str, str], colour: bool) -> None:
    out = faulty.ihe("lint", **environment).out
    assert ("\x1b[" in out) is colour
    assert "\x1b[" not in faulty.ihe("lint", "--format", "json", **environment).out


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals there")
@pytest.mark.parametrize(("no_color", "colour"), [("", True), ("1", False)])
def test_colour_on_a_terminal(faulty: Project, no_color: str, colour: bool) -> None:
    script = (
        "import os, pty, sys\n"
        "out = b''\n"
        "def read(file):\n"
        "    global out\n"
        "    data = os.read(file, 1024)\n"
        "    out += data\n"
        "    return data\n"
        "pty.spawn([sys.executable, '-m', 'ihe_cli', 'lint'], read)\n"
        "print(b'\\x1b[' in out)\n"
    )
    done = faulty.python("-c", script, NO_COLOR=no_color, TERM="xterm")
    assert done.out.splitlines()[-1] == str(colour)


# -- the line of the source -----------------------------------------------------------------------------------------


def marked(line: str, start: int, end: int, *, lines: int = 1) -> list[str]:
    """A line with ``line[start:end]`` marked, as it is printed."""
    text, indent, width = excerpt(line, Place("a", 1, start + 1, lines, end + 1))
    return [text, " " * indent + "^" * width]


def test_tabs() -> None:
    assert marked("\tab\tcd", 4, 6) == ["        ab      cd", "                ^^"]
    assert marked("\tab\tcd", 0, 4) == ["        ab      cd", "^" * 16]


def test_wide_and_combining_characters() -> None:
    assert marked("日本 x", 3, 4) == ["日本 x", "     ^"]
    assert marked("日本 x", 0, 2) == ["日本 x", "^^^^"]
    assert marked("u\u0308ber x", 5, 7) == ["u\u0308ber x", "    ^^"]


def test_characters_that_a_terminal_would_obey() -> None:
    assert marked("a\x1b[31m\u202eb", 6, 8) == ["a\ufffd[31m\ufffdb", "      ^^"]


def test_ends_of_lines() -> None:
    assert marked("abc", 3, 3) == ["abc", "   ^"]
    assert marked("abc   ", 1, 3) == ["abc", " ^^"]
    assert marked("abc", 1, 1, lines=3) == ["abc", " ^^"]


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\x1c"])
def test_what_ends_no_line_in_markdown(separator: str, project: Project) -> None:
    done = project.write(index_md=f"Text.{separator}\n\nA{separator} {{ihe:actor}}`Nobody` b\n").ihe("lint")
    assert "\n3 | A\ufffd {ihe:actor}`Nobody` b\n  |                ^^^^^^\n" in done.out


@pytest.mark.parametrize("start", [0, 10, 60, 200, 388, 390, 398])
def test_long_lines_are_cut_around_the_marker(start: int) -> None:
    line = "".join(chr(ord("a") + index % 26) for index in range(400))
    text, marker = marked(line, start, start + 2)
    assert len(text) <= LIMIT + 2
    assert text[marker.index("^") : len(marker)] == line[start : start + 2]
    assert text.startswith("…") == (line[0:LIMIT] != text[:LIMIT])
    assert text.endswith("…") == (not text.endswith(line[-20:]))


def test_a_marker_that_is_longer_than_the_line_may_be() -> None:
    text, marker = marked("x" * 400, 100, 400)
    assert len(text) == len(marker) + 1
    assert len(text) == LIMIT + 2
