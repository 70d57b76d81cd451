"""The scanner against docutils itself, on every construct, on broken texts and on what installed packages bring.

Compared are directives (name, line, argument, options, body line by line), roles (name, text, line) and titles (text,
line); and of all that the scanner sees, whether the places hold it. Nothing is missed and nothing invented, except:

====================================================  ==============================================================
difference                                            why
====================================================  ==============================================================
a table without a bottom border: its last row         docutils reads the row twice, in its cell and as text below
a grid table whose cells overlap                      docutils fails; the scanner sees no table
cells of a ``csv-table``: their lines                 docutils does not know them
a line block whose first line is empty: the line      docutils counts from the bar
roles in the name of an option                        docutils parses the name as running text
NUL characters                                        docutils takes them for escapes and drops them
a role name of more than 300 characters               the scanner looks no further, to stay linear
bodies inside more than 50 directives                 the scanner no longer gives them as lines, to stay linear
====================================================  ==============================================================
"""

from __future__ import annotations

import ast
import itertools
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

import pytest
from facts import differences, facts, misplaced
from mutations import mutated
from oracle import seen

from sphinx_ihe.language import Block
from sphinx_ihe.reading.source import read_text, scan

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.rst"))
MUTATED = 400
PARTS = 8


def check(text: str) -> None:
    assert differences(text) == []
    assert misplaced(text, scan(text, "page.rst", everything=True)) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_construct(path: Path) -> None:
    text = read_text(path.read_bytes())
    check(text)
    assert any(facts(text))


@pytest.mark.parametrize("seed", range(PARTS))
def test_random_faults(seed: int) -> None:
    texts = [read_text(path.read_bytes()) for path in TEXTS]
    for text in mutated(texts, MUTATED // PARTS, seed):
        try:
            found = differences(text)
        except AssertionError as error:
            if not _last_file(error).endswith("tableparser.py"):
                raise
            continue
        assert found == [], text
        assert misplaced(text, scan(text, "page.rst", everything=True)) == [], text


def _last_file(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_filename if trace is not None else ""


def descriptions() -> dict[str, str]:
    """The long descriptions of installed packages in reStructuredText."""
    found = {}
    for package in distributions():
        kind = package.metadata["Description-Content-Type"] or "text/x-rst"
        text = package.metadata["Description"] or package.metadata.get_payload()  # type: ignore[attr-defined]
        if "markdown" not in kind and isinstance(text, str) and len(text.splitlines()) > 10:
            found[package.metadata["Name"]] = text
    return found


def documents() -> dict[str, str]:
    """The reStructuredText files in the installed packages."""
    found = {}
    for package in distributions():
        for file in package.files or ():
            path = Path(str(file.locate()))
            if file.suffix in (".rst", ".txt") and path.is_file() and "vendor" not in file.parts:
                try:
                    found[str(file)] = read_text(path.read_bytes())
                except UnicodeDecodeError:
                    continue
    return {name: text for name, text in found.items() if 10 < len(text.splitlines()) < 2_000}


def docstrings() -> list[str]:
    """The docstrings of Sphinx, docutils and Pygments that hold markup."""
    found: list[str] = []
    for package in ("sphinx", "docutils", "pygments"):
        spec = find_spec(package)
        assert spec is not None
        for folder in spec.submodule_search_locations or ():
            for path in sorted(Path(folder).rglob("*.py")):
                nodes = ast.walk(ast.parse(path.read_bytes()))
                documented = (node for node in nodes if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
                found += [ast.get_docstring(node) or "" for node in documented]
    return [text for text in found if "::" in text or ":`" in text]


def test_installed_documents() -> None:
    read = {**descriptions(), **documents()}
    if len(read) < 5:
        pytest.skip("the installed packages bring no documents")
    assert {name: found for name, text in read.items() if (found := differences(text))} == {}


def test_installed_docstrings() -> None:
    read = docstrings()
    assert len(read) > 300
    different = (text for text in read if differences(text))
    assert list(itertools.islice(different, 3)) == []


class TestAllowed:
    """The differences that are meant."""

    def test_last_row_of_a_table_without_a_bottom_is_seen_once(self) -> None:
        text = "+-----+--------+\n| a   | b      |\n+-----+--------+\n| c   | :r:`d` |\n+-----+--------+\n| below\n"
        assert len(seen(text).roles) == 2
        assert len(facts(text).roles) == 1

    def test_overlapping_cells(self) -> None:
        text = "+---+---+\n| a | b |\n+   +---+\n| c     |\n+---+---+\n:r:`d`\n"
        assert facts(text + "\n:r:`e`\n").roles[-1].text == "e"

    def test_lines_of_cells_of_values(self) -> None:
        text = ".. csv-table::\n\n   a, :r:`b`\n"
        assert [role.line for role in seen(text).roles] == [0]
        assert [role.line for role in facts(text).roles] == [3]

    def test_role_in_the_name_of_an_option(self) -> None:
        text = ".. note::\n   :`a`:b: c\n\n   text\n"
        assert facts(text).directives[0].options == (("`a`:b", "c"),)
        assert facts(text).roles == []

    def test_nul(self) -> None:
        assert [role.text for role in facts(":r:`a\0b`").roles] == ["ab"]

    def test_long_name_of_a_role(self) -> None:
        text = f"x :{'r' * 400}:`a`"
        assert seen(text).roles[0].name == "r" * 400
        assert facts(text).roles[0].name == ""

    def test_bodies_inside_many_directives(self) -> None:
        text = "".join(f"{'   ' * level}.. ihe:option:: X\n\n" for level in range(60)) + "   " * 60 + "text\n"
        blocks = [item for item in scan(text, "page.rst") if isinstance(item, Block)]
        assert [bool(block.body) for block in blocks] == [True] * 50 + [False] * 10
