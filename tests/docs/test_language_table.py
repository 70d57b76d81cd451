"""The table of the manual names all of the language; linter and build read its examples, in both markups."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent, indent
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from ihe_cli.main import main
from sphinx_ihe.language.directives import CHANGE_MARKS, DIRECTIVES, ROLES, SPHINX_OPTIONS

TABLE = Path(__file__).parents[2] / "docs" / "generated" / "directives.inc"

# What the examples mention and do not declare. The actor that stands for a new name has no profile.
CONTEXT = """\
Wound Pictures
==============

.. ihe:actor:: Wound Archive

.. ihe: ignore[IHE202]

.. ihe:actor:: Wound Recorder

.. toctree::

   page
"""
SETTINGS = """\
framework: {domain: PCC, status: draft, oid-root: "2.999"}
lint: {ignore: [IHE7]}
"""
OF_ANY = [f":{option.name}:" for option in SPHINX_OPTIONS]
MOST = max(len(each.options) for each in DIRECTIVES.values())


class Row(NamedTuple):
    """A row of the table: what it names, and the example as text."""

    name: str
    example: str

    @property
    def is_directive(self) -> bool:
        return self.name.startswith("ihe:")

    @property
    def is_role(self) -> bool:
        return self.name.startswith(":ihe:")


def rows() -> list[Row]:
    """The rows of the table below its head."""
    found = []
    for row in TABLE.read_text("utf-8").split("\n   * - ")[2:]:
        name, _meaning, example = row.split("\n     - ")
        block = re.fullmatch(r"\.\. code-block:: rst\n\n(.*)", example.rstrip(), re.DOTALL)
        text = dedent(block[1]) if block else example.strip().removeprefix("``").removesuffix("``")
        found.append(Row(name.removeprefix("``").replace("`` of any directive", "").removesuffix("``"), text))
    return found


ROWS = rows()


def options(directive: Row) -> list[Row]:
    """The options that follow a directive."""
    first = ROWS.index(directive) + 1
    return ROWS[first : first + len(DIRECTIVES[directive.name].options)]


def document(which: int, *, markdown: bool) -> str:
    """The examples of all directives, each with one of its options where it has so many, and those of all roles."""
    parts = ["# Page" if markdown else "Page\n===="]
    for row in ROWS:
        if row.is_directive:
            chosen = [option.example for option in options(row)[which : which + 1]]
            parts.append(directive(row.example, chosen, markdown=markdown))
        elif row.name in OF_ANY:
            parts.append(directive(f".. ihe:issue:: PCC_9{len(parts)}", [row.example], markdown=markdown))
    roles = "\n".join(row.example for row in ROWS if row.is_role)
    parts.append(re.sub(r":(ihe:[\w-]+):`", r"{\1}`", roles) if markdown else roles)
    return "\n\n".join(parts) + "\n"


def directive(example: str, chosen: list[str], *, markdown: bool) -> str:
    """A directive as it stands in a document."""
    opening, _, body = example.partition("\n")
    body = dedent(body).strip("\n")
    if not markdown:
        return "\n".join([opening, *(f"   {option}" for option in chosen), "", indent(body, "   ")])
    found = re.fullmatch(r"\.\. (\S+)::(.*)", opening)
    assert found
    return "\n".join([f"```{{{found[1]}}}{found[2]}", *chosen, "", body, "```"])


def test_the_table_names_all_of_the_language() -> None:
    expected = []
    for each in DIRECTIVES.values():
        expected += [each.name, *(f":{option.name}:" for option in each.options)]
    expected += [*OF_ANY, *(f":ihe:{name}:" for name in (*ROLES, *CHANGE_MARKS))]
    assert [row.name for row in ROWS] == expected
    assert all(row.name in row.example for row in ROWS)


@pytest.mark.parametrize("markdown", [False, True], ids=["rst", "markdown"])
@pytest.mark.parametrize("which", range(MOST + 1))
def test_the_examples_are_read_without_complaint(which: int, markdown: bool, tmp_path: Path) -> None:
    text = document(which, markdown=markdown)
    files = {
        "conf.py": f"extensions = {['sphinx_ihe', 'myst_parser'] if markdown else ['sphinx_ihe']}\n",
        "ihe.yaml": SETTINGS,
        "index.rst": CONTEXT,
        "page.md" if markdown else "page.rst": text,
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    # An old name is reported wherever it is used: that is what the option is for.
    expected = {"IHE205"} if ":renamed-to:" in text else set()
    done = CliRunner().invoke(main, ["lint", str(tmp_path), "--no-cache", "--format", "json"])
    report = json.loads(done.stdout)
    assert report["summary"]["files"] == 2
    assert {found["code"] for found in report["findings"] if found["severity"] != "info"} == expected
    command = [sys.executable, "-m", "sphinx", "-n", "-q", "-b", "dummy", str(tmp_path), str(tmp_path / "out")]
    built = subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()
    assert [line for line in built if line and not any(f"[ihe.{code}]" in line for code in expected)] == []
