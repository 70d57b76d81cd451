"""The cache of ``ihe lint``: a run finds the same with it and without, whatever has changed, and whatever it holds."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ihe_cli.cache.records import RecordReader, RecordWriter
from ihe_cli.main import main
from ihe_cli.reporters import FORMATS
from sphinx_ihe.framework import reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Project

    from sphinx_ihe.language import Page

TESTS = Path(__file__).parents[1]
EXAMPLE = TESTS.parent / "example_framework"
FOLDERS = [EXAMPLE, *(path for path in sorted((TESTS / "roots").iterdir()) if path.is_dir())]
CASES = sorted((TESTS / "contract" / "cases").glob("*/*.txt"))
CONFIG = "framework: {domain: HOME, status: final-text}\nlint: {select: [IHE0, IHE201, IHE202, IHE901]}\n"
FAULTY = "RM (RM) Profile\n===============\n\n.. ihe:profile::\n\n.. ihe:actors-options::\n\n   Nurse: none\n"
ACTOR = ".. ihe:actor:: {}\n"

pytestmark = pytest.mark.usefixtures("_here")


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("IHE_CACHE_DIR", raising=False)


def lint(*arguments: str, text: str | None = None) -> tuple[int, str]:
    """The exit code of a run, and what it printed."""
    done = CliRunner().invoke(main, ["lint", *arguments], input=text)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def kept(kind: str = "", folder: Path | str = ".ihe_cache") -> list[Path]:
    """The values of a kind in a cache."""
    return sorted(Path(folder).glob(f"{kind}*.ihe.json"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that are read, not taken from the cache."""
    names: list[str] = []
    read_page = reader.read_page

    def noted(name: str, *arguments: Any, **named: Any) -> Page:
        names.append(name)
        return read_page(name, *arguments, **named)

    monkeypatch.setattr(reader, "read_page", noted)
    return names


# -- the same findings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_is_printed_of_the_example(form: str, read: list[str]) -> None:
    shutil.copytree(EXAMPLE, "framework", ignore=shutil.ignore_patterns("_build", ".ihe_cache"))
    page = next(Path("framework").glob("volume1/*.rst"))
    faults = (
        "\n:ihe:actor:`Nobody \u00fc`\n\n.. ihe:nothing::\n"
        "\n.. ihe: allow undefined-actor - not yet\n\n:ihe:actor:`Somebody`\n"
    )
    page.write_text(page.read_text("utf-8") + faults, "utf-8")
    expected = lint("framework", "--format", form, "--no-cache")
    assert expected[0] == 1
    assert lint("framework", "--format", form) == expected
    read.clear()
    assert lint("framework", "--format", form) == expected
    assert read == []
    page.write_text(page.read_text("utf-8").replace("nothing", "no thing"), "utf-8")
    for _ in range(2):
        assert lint("framework", "--format", form) != expected
    page.write_text(page.read_text("utf-8").replace("no thing", "nothing"), "utf-8")
    read.clear()
    assert lint("framework", "--format", form) == expected
    assert len(read) == 1


@pytest.mark.parametrize("path", [*FOLDERS, *CASES], ids=lambda path: path.stem)
def test_records_come_back_as_they_were(path: Path) -> None:
    if path.is_dir():
        pages = reader.read(path).pages
    else:
        parts = re.split(r"^--- (\S+)\n", path.read_text("utf-8"), flags=re.M)[1:]
        pages = reader.read_texts(dict(zip(parts[::2], parts[1::2], strict=True))).framework.pages
    writer = RecordWriter()
    text = json.dumps([writer.value(page) for page in pages])
    back = [*map(RecordReader([*writer.files]).record, json.loads(text))]
    assert back == [*pages]
    assert json.dumps([writer.value(page) for page in back]) == text


def test_only_what_has_changed_is_read(project: Project, read: list[str]) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY, a=".. include:: part.inc\n", b="Text.\n", part_inc="Text.\n")
    lint()
    project.write(b=ACTOR.format("Sensor"))
    lint()
    for name, text, expected in (
        ("b", ACTOR.format("Nurse"), ["b"]),
        ("c", "Text.\n", ["c"]),
        ("part_inc", ACTOR.format("Sensor"), ["a"]),
        ("ihe_yaml", CONFIG + "exclude: [c.rst]\n", []),
        ("ihe_yaml", CONFIG.replace("{select", "{directives: {box: literal}, select"), ["a", "b", "c", "index"]),
    ):
        project.write(**{name: text})
        read.clear()
        found = lint()
        assert sorted(read) == expected
        assert found == lint("--no-cache")


def test_after_every_change(project: Project) -> None:
    conf, included = Path("conf.py"), ".. include:: shared/ctors.inc\n"
    changes: list[Callable[[], object]] = [
        lambda: project.write(ihe_yaml=CONFIG, index=FAULTY, volume1__a=ACTOR.format("Sensor")),
        lambda: project.write(volume1__b=ACTOR.format("Nurse")),
        lambda: project.write(volume1__b=included),
        lambda: project.write(shared__actor_inc="Text.\n"),
        lambda: project.write(shared__actors_inc="Text.\n"),
        lambda: project.write(shared__ctors_inc=ACTOR.format("Nurse")),
        lambda: project.write(shared__ctors_inc=b"Text \xff.\n"),
        lambda: project.write(shared__ctors_inc=ACTOR.format("Gateway")),
        lambda: project.write(ihe_yaml=CONFIG.replace("IHE202, ", "")),
        lambda: conf.write_text("exclude_patterns = ['volume1']\n"),
        lambda: conf.write_text("primary_domain = 'ihe'\n"),
        lambda: project.write(ihe_yaml="frameworks: [other.json]\n" + CONFIG),
        lambda: project.write(other_json='{"format": "sphinx-ihe/framework"}'),
        lambda: Path("index.rst").unlink(),
    ]
    seen = set()
    for change in changes:
        change()
        for arguments in ((), ("--status", "draft"), ("volume1",)):
            expected = lint(*arguments, "--no-cache", "--format", "json")
            assert lint(*arguments, "--format", "json") == expected
            assert lint(*arguments, "--format", "json") == expected
            seen.add(expected)
    assert len(seen) > 10, "the changes change nothing"


def test_each_choice_of_rules_has_its_own(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY, a=ACTOR.format("Sensor"))
    choices = [["--select", f"IHE{number}"] for number in (0, 2, 201, 202, 203, 3, 4, 5, 6, 7, 8)]
    expected = [lint(*choice, "--no-cache") for choice in choices]
    assert [lint(*choice) for choice in choices] == expected
    assert [lint(*choice) for choice in choices] == expected
    assert len(kept("lint")) == len(choices)


def test_another_tool_finds_anew(project: Project) -> None:
    """The same tool in another folder uses what is kept; one that says another thing does not, whatever its version."""
    project.write(ihe_yaml=CONFIG, index=FAULTY)
    compiled = shutil.ignore_patterns("__pycache__", "extension")
    for place in ("one", "two"):
        shutil.copytree(TESTS.parent / "sphinx_ihe", f"tools/{place}/sphinx_ihe", ignore=compiled)
        shutil.copytree(TESTS.parent / "cli" / "ihe_cli", f"tools/{place}/ihe_cli", ignore=compiled)

    def run(place: str) -> str:
        return project.ihe("lint", "index.rst", PYTHONPATH=str(project.root / "tools" / place)).out

    first = run("one")
    before = [path.stat().st_mtime_ns for path in kept()]
    assert run("two") == first
    assert [path.stat().st_mtime_ns for path in kept()] == before
    rule = Path("tools/two/sphinx_ihe/rules/actors.py")
    text = rule.read_text("utf-8")
    rule.write_text(text.replace("neither declared here nor published", "neither published here nor declared"), "utf-8")
    assert rule.read_text("utf-8") != text
    assert run("two") == first.replace("neither declared here nor published", "neither published here nor declared")
    assert run("two") != first


def test_what_an_editor_has_not_saved_is_not_kept(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY)
    saved = lint()
    before = [path.read_bytes() for path in kept()]
    unsaved = lint("-", "--stdin-filename", "index.rst", text="Text.\n")
    assert unsaved != saved
    assert lint() == saved
    assert [path.read_bytes() for path in kept()] == before


@pytest.mark.parametrize("form", ["text", "json"])
def test_fixes_and_baselines_are_of_what_is_there(project: Project, form: str) -> None:
    """Two copies of a framework are mended in the same steps, one of them with a cache."""
    uses = "   Document Source:\n     ITI-041: R\n   Document Repository:\n     Registry Query [ITI-18]: R\n"
    text = f"RM (RM) Profile\n===============\n\n.. ihe:profile::\n\n.. ihe:actors-transactions::\n\n{uses}"
    project.write(ihe_yaml="framework: {domain: ITI}\n", index=text)
    steps = [
        ("--write-baseline", "known.json"),
        ("--baseline", "known.json"),
        ("--diff", "--unsafe-fixes"),
        ("--fix",),
        ("--fix", "--unsafe-fixes"),
        ("--statistics",),
        ("--baseline", "known.json"),
    ]
    printed = {}
    for cache in ((), ("--no-cache",)):
        project.write(index=text)
        printed[cache] = [lint(*step, *cache, "--format", form) for step in steps]
        assert "Registry Stored Query [ITI-18]" in Path("index.rst").read_text()
    assert printed[()] == printed["--no-cache",]
    assert len(set(printed[()])) > 4, "the steps print the same"


# -- where it is ------------------------------------------------------------------------------------------------------


def test_git_and_backups_pass_over_it(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, volume1__a="Text.\n")
    lint("volume1/a.rst")
    assert Path(".ihe_cache/.gitignore").read_text() == "*\n"
    assert Path(".ihe_cache/CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert len(kept()) == 2


def test_there_is_none_without_a_configuration(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(index="Text.\n")
    lint()
    monkeypatch.setenv("IHE_CACHE_DIR", "moved")
    lint()
    assert [path.name for path in Path().iterdir()] == ["index.rst"]


def test_it_can_be_turned_off_and_moved(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(ihe_yaml=CONFIG, index="Text.\n")
    lint("--no-cache")
    assert not Path(".ihe_cache").exists()
    monkeypatch.setenv("IHE_CACHE_DIR", "moved/here")
    lint()
    assert not Path(".ihe_cache").exists()
    assert len(kept(folder="moved/here")) == 2


def test_a_folder_with_other_things_is_left_as_it_is(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IHE_CACHE_DIR", "shared")
    project.write(ihe_yaml=CONFIG, index="Text.\n", shared__lint_json="{}")
    lint()
    assert {*Path("shared").iterdir()} == {*kept(folder="shared"), Path("shared/lint.json")}


def test_old_values_and_what_killed_runs_left_are_removed(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index="Text.\n")
    lint()
    for number in range(60):
        path = Path(f".ihe_cache/lint-{number}.ihe.json")
        path.write_text("old")
        os.utime(path, (number, number))
    for name, age in ((".ihe-old", 0), (".ihe-new", time.time())):
        Path(".ihe_cache", name).write_text("half")
        os.utime(Path(".ihe_cache", name), (age, age))
    project.write(index="Another text.\n")
    lint()
    names = {path.name for path in Path(".ihe_cache").iterdir()}
    assert len(kept()) == 50
    assert "lint-59.ihe.json" in names
    assert "lint-0.ihe.json" not in names
    assert ".ihe-new" in names
    assert ".ihe-old" not in names


def test_a_run_that_was_killed_while_it_made_the_folder(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index="Text.\n")
    Path(".ihe_cache").mkdir()
    lint()
    assert Path(".ihe_cache/.gitignore").exists()
    assert Path(".ihe_cache/CACHEDIR.TAG").exists()


def test_frameworks_share_a_folder(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IHE_CACHE_DIR", "shared")
    project.write(one__ihe_yaml=CONFIG, one__a=FAULTY, two__ihe_yaml=CONFIG, two__a=ACTOR.format("Nurse"))
    for _ in range(2):
        for folder in ("one", "two"):
            assert lint(folder) == lint(folder, "--no-cache")
    assert len(kept(folder="shared")) == 4


# -- what it holds ----------------------------------------------------------------------------------------------------


def test_a_file_in_its_place(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY)
    expected = lint("--no-cache")
    Path(".ihe_cache").write_text("mine")
    assert lint() == expected
    assert Path(".ihe_cache").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_cannot_be_written(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY)
    expected = lint("--no-cache")
    Path().chmod(0o500)
    assert lint() == expected
    Path().chmod(0o700)


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ihe_cli", "lint", "--format", "json", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_runs_that_share_it_and_runs_that_are_killed(project: Project) -> None:
    """Runs in pairs, with and without killed ones beside them; each that ends finds what a run without a cache does."""
    project.write(
        ihe_yaml=CONFIG, index=FAULTY, **{f"part{number}": ACTOR.format(f"Nurse {number}") * 20 for number in range(60)}
    )
    expected = lint("--no-cache", "--format", "json")
    assert expected[0] == 1
    for turn in range(6):
        if turn % 2:
            shutil.rmtree(".ihe_cache")
        killed = _start()
        pair = [_start(), _start()]
        time.sleep(0.15 + 0.05 * turn)
        killed.kill()
        killed.communicate()
        assert [(run.communicate()[0].decode(), run.returncode) for run in pair] == [(expected[1], 1)] * 2
        assert lint("--format", "json") == expected
    assert all(path.read_bytes().count(b"\n") == 1 for path in kept())


def _forged(value: object) -> Callable[[bytes], bytes]:
    """A value with a head that fits it."""

    def forge(data: bytes) -> bytes:
        from ihe_cli.cache.store import digest

        stamp = data.split()[0]
        new = json.dumps(value).encode()
        return stamp + b" " + digest(new).encode() + b"\n" + new

    return forge


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "a byte": lambda data: data.replace(b"Nurse", b"Purse"),
    "no head": lambda data: data.partition(b"\n")[2],
    "another version": lambda data: b"0" + data[1:],
    "zeros": lambda data: bytes(len(data)),
    "a list": _forged([]),
    "nothing": _forged(None),
    "an object": _forged({}),
    "deep": lambda data: data.partition(b"\n")[0] + b"\n" + b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_harmless_and_mended(project: Project, damage: Callable[[bytes], bytes]) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY)
    expected = lint()
    for path in kept("lint"):
        good = path.read_bytes()
        path.write_bytes(damage(good))
        assert path.read_bytes() != good
        assert lint() == expected
        assert path.read_bytes() == good


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damaged_pages_are_read_again(project: Project, damage: Callable[[bytes], bytes], read: list[str]) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY, a=ACTOR.format("Sensor"))
    lint()
    project.write(a=ACTOR.format("Nurse"))
    lint()
    pages = kept("pages")[0]
    pages.write_bytes(damage(pages.read_bytes()))
    for name in ("Sensor", "Gateway"):
        project.write(a=ACTOR.format(name))
        read.clear()
        found = lint()
        count = len(read)
        assert found == lint("--no-cache")
    assert count == 1


PAGE = {"page": [1], "problems": [1], "files": [], "texts": [], "asked": []}


@pytest.mark.parametrize(
    "wrong",
    [
        {"pages": []},
        {"pages": {"a": 1}},
        {"pages": {"a": "["}},
        {"pages": {"a": "[]"}},
        {"pages": {"a": json.dumps(PAGE)}},
        {"pages": {"a": json.dumps(PAGE | {"page": [0, 7, 1, 1, 1, 1]})}},
        {"pages": {"a": json.dumps(PAGE | {"page": [999]})}},
        {"pages": {"a": json.dumps(PAGE | {"page": []})}},
        {"pages": {"a": json.dumps(PAGE | {"asked": [["data"]]})}},
        {"pages": {"a": json.dumps(PAGE | {"texts": ["nothing.rst"]})}},
    ],
    ids=str,
)
def test_pages_of_the_wrong_shape_are_not_there(project: Project, wrong: dict[str, object]) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY, a=ACTOR.format("Sensor"))
    lint()
    project.write(a=ACTOR.format("Nurse"))
    lint()
    pages = kept("pages")[0]
    good = pages.read_bytes()
    pages.write_bytes(_forged(json.loads(good.partition(b"\n")[2]) | wrong)(good))
    project.write(index=FAULTY.replace("Nurse", "Sensor"))
    assert lint() == lint("--no-cache")


@pytest.mark.parametrize(
    "wrong",
    [
        {"asked": [["data", "index.rst"]]},
        {"asked": [["nothing", "index.rst", ""]]},
        {"asked": None},
        {"findings": [[]]},
        {"findings": [[[0, 1, 1, 1, "x"], "IHE201", "n", "error", "m", None, [], None]]},
        {"findings": [[[7, 1, 1, 1, 1], "IHE201", "n", "error", "m", None, [], None]]},
        {"findings": [[[0, 1, 1, 1, 1], "IHE201", "n", "grave", "m", None, [], None]]},
        {"findings": [[[0, 1, 1, 1, 1], "IHE201", "n", "error", 1, None, [], None]]},
        {"texts": ["../../nothing"]},
        {"files": [1]},
    ],
    ids=str,
)
def test_values_of_the_wrong_shape_are_not_there(project: Project, wrong: dict[str, object]) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY)
    expected = lint()
    (path,) = kept("lint")
    good = path.read_bytes()
    path.write_bytes(_forged(json.loads(good.partition(b"\n")[2]) | wrong)(good))
    assert lint() == expected
    assert path.read_bytes() == good
