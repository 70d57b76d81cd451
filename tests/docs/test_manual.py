"""The manual tells the truth: its examples are read, linted and built, its generated parts are the code's."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from click.testing import CliRunner, Result

from ihe_cli.main import COMMANDS, main
from sphinx_ihe.framework import config
from sphinx_ihe.rules.rule import RULES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^( *)\.\. code-block:: (?P<language>\S+)\n(?P<body>(?:\1 +.*\n|\n)+)", re.MULTILINE)

# A fragment of the manual stands below a profile and a transaction, as it would in a document.
CONTEXT = """\
Cross-Enterprise Document Sharing (XDS.b) Profile
=================================================

.. ihe:profile::

Provide and Register Document Set-b [ITI-41]
============================================

.. ihe:transaction::

Fragment
========

"""


def blocks(language: str) -> list[pytest.param]:  # type: ignore[valid-type]
    """The literal examples of the manual in one language; those with a class are of another tool."""
    found = []
    for path in sorted(DOCS.glob("**/*.rst")):
        name = path.relative_to(DOCS).as_posix()
        if name.startswith(("rules/IHE", "tutorial/", "examples/")):
            continue
        text = path.read_text("utf-8")
        for match in BLOCK.finditer(text):
            body = dedent(match["body"]).strip("\n") + "\n"
            if match["language"] == language and not body.startswith(":class:"):
                line = text.count("\n", 0, match.start()) + 1
                found.append(pytest.param(body, id=f"{name}:{line}"))
    return found


def lint(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["lint", str(folder), "--no-cache", *arguments])


@pytest.mark.parametrize("text", blocks("rst"))
def test_an_example_is_read_without_complaint(text: str, tmp_path: Path) -> None:
    (tmp_path / "index.rst").write_text(CONTEXT + text, "utf-8")
    findings = json.loads(lint(tmp_path, "--select", "IHE0", "--format", "json").stdout)
    assert findings["summary"]["files"] == 1
    assert [finding["message"] for finding in findings["findings"]] == []


@pytest.mark.parametrize("text", blocks("yaml"))
def test_a_configuration_is_read_without_complaint(text: str, tmp_path: Path) -> None:
    exported = CliRunner().invoke(main, ["export", str(DOCS / "tutorial" / "4-clean")]).stdout
    (tmp_path / "radiology").mkdir()
    (tmp_path / "radiology" / "framework.json").write_text(exported, "utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "ihe.yaml").write_text(text, "utf-8")
    read = config.load(tmp_path / "here" / "ihe.yaml", RULES)
    assert read != config.load(None, RULES)
    assert read.problems == ()


def workflows() -> list[str]:
    """The examples of files that other tools run."""
    text = (DOCS / "howto" / "automation.rst").read_text("utf-8")
    found = (dedent(match["body"]).strip("\n") for match in BLOCK.finditer(text) if match["language"] == "yaml")
    return [body.partition("\n\n")[2] for body in found if body.startswith(":class: workflow")]


def scripts(value: object) -> list[str]:
    """The lines of a shell in a workflow of GitHub or GitLab."""
    match value:
        case {"run": str(line)}:
            return [line]
        case {"script": list(lines)}:
            return lines
        case dict():
            return [line for each in value.values() for line in scripts(each)]
        case list():
            return [line for each in value for line in scripts(each)]
    return []


@pytest.mark.parametrize("text", workflows())
def test_a_workflow_runs_commands_that_there_are(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = yaml.safe_load(text)
    (tmp_path / "index.rst").write_text("Title\n=====\n\n.. ihe:acter:: Nurse\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(line) for line in scripts(read) if line.startswith("ihe ")]
    assert commands
    for command in commands:
        done = CliRunner().invoke(main, command[1:])
        assert done.exit_code == (0 if "--exit-zero" in command else 1), done.output
        written = [word for word in command if word.endswith((".sarif", ".json"))]
        assert ("IHE004" in done.output) is not bool(written)
        # What is uploaded is what was written.
        assert all(text.count(name) == 2 and "IHE004" in (tmp_path / name).read_text("utf-8") for name in written)


@pytest.mark.parametrize("name", ["tutorial/4-clean", "examples/markdown", "examples/book"])
def test_a_finished_example_is_clean_and_builds(name: str, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(DOCS / name, source)
    linted = json.loads(lint(source, "--format", "json").stdout)["summary"]
    assert (linted["files"] > 0, linted["errors"], linted["warnings"]) == (True, 0, 0)
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "-q", str(source), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_template_of_the_example_makes_a_book(tmp_path: Path) -> None:
    shutil.copytree(DOCS / "examples" / "book", tmp_path / "source")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "sphinx", "-b", "ihepdf", "-W", "-q", str(tmp_path / "source"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    read = ["pdftotext", str(out / "ward-bed-status.pdf"), "-"]
    text = subprocess.run(read, capture_output=True, encoding="utf-8", check=True).stdout
    assert "Not to be cited" in text
    assert "Printed for the ballot of November 24, 2026." in text


def test_generated_parts_are_those_of_the_code() -> None:
    command = [sys.executable, str(DOCS / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_is_in_the_manual(command: str) -> None:
    assert f"generated/help-{command}.txt" in (DOCS / "command.rst").read_text("utf-8")
