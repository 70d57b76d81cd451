"""The differences between linter and build that the manual allows, each as a small project that shows it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from ihe_cli.main import main

MANUAL = (Path(__file__).parents[2] / "docs" / "differences.rst").read_text("utf-8")
EXTENSIONS = 'extensions = ["sphinx_ihe"]\n'

# A custom directive whose body is no markup, as an extension would add it.
CHART = """
from docutils import nodes
from docutils.parsers.rst import Directive

class Chart(Directive):
    has_content = True

    def run(self):
        return [nodes.literal_block("", "")]

def setup(app):
    app.add_directive("our-chart", Chart)
"""


class Project(NamedTuple):
    """``title`` is what the manual calls the difference; codes are those found in the linter and in the build."""

    title: str
    files: dict[str, str | bytes]
    linter: list[str]
    build: list[str]


PROJECTS = [
    Project(
        "``only``, ``ifconfig``",
        {"index.rst": "Title\n=====\n\n.. only:: never\n\n   An :ihe:actor:`Orderly`.\n"},
        linter=["IHE601"],
        build=[],
    ),
    Project(
        "Extensions",
        {
            "conf.py": EXTENSIONS + CHART,
            "index.rst": "Title\n=====\n\n.. our-chart::\n\n   An :ihe:actor:`Orderly`.\n",
        },
        linter=["IHE601"],
        build=[],
    ),
    Project(
        "Extensions",
        {
            "conf.py": EXTENSIONS + CHART,
            "ihe.yaml": "lint:\n  directives: {our-chart: literal}\n",
            "index.rst": "Title\n=====\n\n.. our-chart::\n\n   An :ihe:actor:`Orderly`.\n",
        },
        linter=[],
        build=[],
    ),
    Project(
        "``conf.py``",
        {
            "conf.py": EXTENSIONS + 'exclude_patterns = [name + "s" for name in ["draft"]]\n',
            "index.rst": "Title\n=====\n\nText.\n",
            "drafts/new.rst": "New\n===\n\nAn :ihe:actor:`Orderly`.\n",
        },
        linter=["IHE601"],
        build=[],
    ),
    Project(
        "Encoding",
        {
            "index.rst": "Title\n=====\n\n.. toctree::\n\n   other\n\nAn :ihe:actor:`Orderly`.\n",
            "other.rst": "Café\n====\n\n.. ihe:actor:: Orderly\n".encode("latin-1"),
        },
        linter=["IHE006", "IHE202"],
        build=["IHE006", "IHE601"],
    ),
]


def lint(folder: Path) -> list[str]:
    result = CliRunner().invoke(main, ["lint", str(folder), "--format", "json"])
    return sorted(finding["code"] for finding in json.loads(result.stdout)["findings"])


def build(folder: Path) -> list[str]:
    command = [sys.executable, "-m", "sphinx", "-q", str(folder), str(folder.parent / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return sorted(re.findall(r"\[ihe\.(IHE\d+)\]", done.stderr))


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.title)
def test_a_difference_is_as_the_manual_says(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "source"
    for name, text in {"conf.py": EXTENSIONS, **project.files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert f"\n{project.title}\n" in MANUAL
    assert lint(folder) == project.linter
    assert build(folder) == project.build
