"""The scanner against a real Sphinx build, with Sphinx's own directives and roles.

Allowed differences, each with a test:

- A directive that Sphinx refuses or does not know is read all the same, so that the declarations in it are not lost;
  the author has Sphinx's own warning.
- A condition that is false (``ifconfig``, a tag of ``only``) makes no difference: Sphinx parses the body, too.
- Sphinx does not always know the line of a role: not in the cells of a ``csv-table``, in a ``parsed-literal``, and in
  the argument of a directive that runs over lines or stands in the list of another.
- A few directives parse the value of an option as markup (``:type:`` of ``confval``); the scanner does not.
"""

from __future__ import annotations

import shutil
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import recorder
from oracle import role_text
from recorder import Called, Read
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_ihe.language import Block, Role
from sphinx_ihe.reading.source import Heading, Item, read_text, scan

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
PROJECT = HERE / "project"
TEXTS = HERE / "texts"
FILES = [*sorted(PROJECT.iterdir()), *sorted(TEXTS.iterdir())]

REFUSED = {
    "explicit.rst": {(91, "note"), (117, "ihe:required-groupings")},
    "comments.rst": {(44, "ihe")},
}
"""The directives of the texts that Sphinx refuses (a line that is no option) or does not know, with their lines."""

IN_OPTIONS = {"sphinx.rst": {("ihe:actor", "gg")}}
"""The roles in values of options."""

LINES_UNKNOWN = frozenset(("csv-table", "parsed-literal", "topic", "versionadded", "deprecated"))
"""The directives of the texts in which Sphinx does not know the line of each role."""


class Build(NamedTuple):
    """What Sphinx read, by the name of the file."""

    called: dict[str, list[Called]]
    roles: dict[str, list[Read]]
    titles: dict[str, list[Read]]


def build(folder: Path, out: Path, **settings: object) -> Build:
    extensions = ["recorder", "sphinx.ext.ifconfig", "sphinx.ext.todo"]
    with pytest.MonkeyPatch.context() as patch, patch_docutils(folder), docutils_namespace():
        app = Sphinx(
            folder,
            None,
            out,
            out / "doctrees",
            "dummy",
            confoverrides={"extensions": extensions, "exclude_patterns": ["*.inc"], **settings},
            status=None,
            warning=StringIO(),
        )
        recorder.record(patch)
        app.build()
    return Build(*(by_file(record) for record in (recorder.CALLED, recorder.ROLES, recorder.TITLES)))


def by_file(record: Iterable[Any]) -> dict[str, list[Any]]:
    files: dict[str, list[Any]] = {}
    for each in record:
        files.setdefault(Path(each.source).name, []).append(each)
    return files


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """One project of all files."""
    folder = tmp_path_factory.mktemp("sphinx") / "source"
    shutil.copytree(PROJECT, folder)
    shutil.copytree(TEXTS, folder, dirs_exist_ok=True)
    return build(folder, folder.parent / "out")


def items(path: Path) -> tuple[Item, ...]:
    return scan(read_text(path.read_bytes()), path.name, everything=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_directives(built: Build, path: Path) -> None:
    """Names, lines, arguments, names of options, and bodies line by line."""
    ours: set[tuple[Any, ...]] = {
        (
            block.place.line,
            block.name,
            block.argument.text if block.argument else "",
            tuple(sorted(option.name.text for option in block.options)),
            tuple((line.number, line.text) for line in block.body),
        )
        for block in items(path)
        if isinstance(block, Block) and (block.place.line, block.name) not in REFUSED.get(path.name, ())
    }
    theirs: set[tuple[Any, ...]] = {
        (each.line, each.name, each.argument, tuple(sorted(each.options)), each.body)
        for each in built.called.get(path.name, ())
        if (each.name, each.body) != ("role", ())  # the directive asks for its own content to be parsed again
    }
    if path.name == "tables.rst":  # one stands in a cell of a csv-table
        ours, theirs = ({each[1:] for each in seen} for seen in (ours, theirs))
    assert ours == theirs


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_roles(built: Build, path: Path) -> None:
    """Names and texts, and the lines where Sphinx knows them."""
    found = items(path)
    times = 2 if path.suffix == ".inc" else 1
    ours = [role for role in found if isinstance(role, Role)] * times
    theirs = [(each.name, role_text(each.text), each.line) for each in built.roles.get(path.name, ())]
    named = Counter((role.name, role.content.text) for role in ours)
    assert Counter((name, text) for name, text, _ in theirs) - Counter(IN_OPTIONS.get(path.name, ())) == named
    lined = Counter((role.name, role.content.text, role.place.line) for role in ours if not lineless(role, found))
    assert not lined - Counter(theirs)


def lineless(role: Role, found: tuple[Item, ...]) -> bool:
    """Does the role stand in a directive in which Sphinx does not know its line?"""
    before = [block for block in found if isinstance(block, Block) and block.place.line <= role.place.line]
    return any(block.name in LINES_UNKNOWN and role.place.line <= last_line(block) for block in before)


def last_line(block: Block) -> int:
    ends = [block.place.line, *(line.number for line in block.body)]
    return max([*ends, *([block.argument.place.end_line] if block.argument else [])])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_titles(built: Build, path: Path) -> None:
    ours = {(item.place.line, item.text) for item in items(path) if isinstance(item, Heading)}
    theirs = {(each.line, each.text) for each in built.titles.get(path.name, ())}
    assert ours == theirs


def test_everything_is_there(built: Build) -> None:
    """The comparison compares something."""
    assert sum(map(len, built.called.values())) > 120
    assert sum(map(len, built.roles.values())) > 200
    assert sum(map(len, built.titles.values())) > 20


def test_false_conditions_are_read_by_both(built: Build) -> None:
    read = {(each.name, each.argument) for each in built.called["index.rst"]}
    assert {("ihe:option", "Never shown"), ("ihe:option", "Never true")} <= read


def test_refused_directives_are_read_all_the_same(tmp_path: Path) -> None:
    source = ".. note::\n   :odd: option\n\n   :ihe:actor:`A`\n\n.. ihe:actor:: B\n   :odd: option\n\n.. odd:: C\n"
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "index.rst").write_text(source, encoding="utf-8")
    read = build(folder, tmp_path / "out")
    assert (read.called, read.roles) == ({}, {})
    found = scan(source, "index.rst")
    assert [item.content.text for item in found if isinstance(item, Role)] == ["A"]
    assert [item.name for item in found if isinstance(item, Block)] == ["ihe:actor"]
