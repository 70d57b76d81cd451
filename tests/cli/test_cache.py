"""The cache of ``ihe lint``: a run finds the same with it and without, whatever has changed, and whatever it holds."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from ihe_cli.cache import KeptPage
from ihe_cli.cache.recorder import Kept
from ihe_cli.cache.store import Store, _stamp, digest
from ihe_cli.main import main
from ihe_cli.reporters import FORMATS
from sphinx_ihe.framework import reader
from sphinx_ihe.language import Page
from sphinx_ihe.language.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Project

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
    return sorted(Path(folder).glob(f"{kind}*.ihe.msgpack"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that are read, not taken from the cache."""
    names: list[str] = []
    read_parts = reader.read_parts

    def noted(name: str, *arguments: Any, **named: Any) -> object:
        names.append(name)
        return read_parts(name, *arguments, **named)

    monkeypatch.setattr(reader, "read_parts", noted)
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
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(pages), type=list[Page]) == [*pages]


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
        path = Path(f".ihe_cache/lint-{number}.ihe.msgpack")
        path.write_text("old")
        os.utime(path, (number, number))
    for name, age in ((".ihe-old", 0), (".ihe-new", time.time())):
        Path(".ihe_cache", name).write_text("half")
        os.utime(Path(".ihe_cache", name), (age, age))
    project.write(index="Another text.\n")
    lint()
    names = {path.name for path in Path(".ihe_cache").iterdir()}
    assert len(kept()) == 50
    assert "lint-59.ihe.msgpack" in names
    assert "lint-0.ihe.msgpack" not in names
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


def test_runs_that_share_it_and_runs_that_are_killed(project: Project, read: list[str]) -> None:
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
    read.clear()
    assert lint("--format", "json") == expected
    assert read == []


def forged(good: bytes, data: bytes, *given: str) -> bytes:
    """Data with a head that fits it, which anyone can make who knows all that was given."""
    head = good.partition(b"\n")[0].decode()
    assert head == digest(_stamp(), *given, good.partition(b"\n")[2])
    return digest(_stamp(), *given, data).encode() + b"\n" + data


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    """All that was given for each kind of value."""
    known: dict[str, tuple[str, ...]] = {}
    read = Store.read

    def noted(store: Store, name: str, given: tuple[str, ...], kind: type[Any]) -> Any:
        known[name.partition("-")[0]] = given
        return read(store, name, given, kind)

    monkeypatch.setattr(Store, "read", noted)
    return known


def changed(value: Any) -> Iterator[Any]:
    """A value in which each part in turn is missing, twice there or another one, of its own type or not."""
    yield from (other for other in (None, -1, 0, 2**63, "", "../x", "\0", b"\xff", [], [value], {}) if other != value)
    if isinstance(value, dict):
        for key, part in value.items():
            yield {other: each for other, each in value.items() if other != key}
            yield from (value | {key: other} for other in changed(part))
    elif isinstance(value, list | tuple):
        for at, part in enumerate(value):
            yield [*value[:at], *value[at + 1 :]]
            yield [*value[: at + 1], *value[at:]]
            yield from ([*value[:at], other, *value[at + 1 :]] for other in changed(part))


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "a byte": lambda data: data.replace(b"Sensor", b"Censor"),
    "no head": lambda data: data.partition(b"\n")[2],
    "another version": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "zeros": lambda data: bytes(len(data)),
}


@pytest.fixture(params=["lint", "pages"])
def value(request: pytest.FixtureRequest, project: Project, given: object) -> Path:
    """The file of a value that the next run uses."""
    project.write(ihe_yaml=CONFIG, index=FAULTY.replace("Nurse", "Sensor"), a=ACTOR.format("Nurse"), b=FAULTY)
    lint()
    if request.param == "pages":
        kept("lint")[0].unlink()
    return kept(request.param)[0]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_harmless_and_mended(value: Path, damage: Callable[[bytes], bytes], read: list[str]) -> None:
    good = value.read_bytes()
    value.write_bytes(damage(good))
    assert value.read_bytes() != good
    read.clear()
    assert lint() == lint("--no-cache")
    assert len(read) == (3 if value.name.startswith("lint") else 6)
    assert len(value.read_bytes()) == len(good)


def test_values_that_are_forged(value: Path, given: dict[str, tuple[str, ...]]) -> None:
    """They can lie where they have the right types; they end no run."""
    expected = lint("--no-cache")
    kind = value.name.partition("-")[0]
    types: Any = Kept[Verdict] if kind == "lint" else dict[str, KeptPage]
    good = value.read_bytes()
    parts = msgspec.msgpack.decode(good.partition(b"\n")[2], strict=False)
    data = [msgspec.msgpack.encode(other) for other in changed(parts)]
    others = random.Random(5).sample(data, 100)
    others += [bytes([first, 255, 255, 255, 255]) for first in b"\xdd\xdf\xdb\xc6"] + [b"\x91" * 100_000]
    for other in others:
        value.write_bytes(forged(good, other, *given[kind]))
        kept("lint")[0].unlink() if kind == "pages" and kept("lint") else None
        found = lint()
        try:
            msgspec.msgpack.decode(other, type=types)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            assert found == expected


def test_forged_pages_such_as_no_document_makes(project: Project, given: dict[str, tuple[str, ...]]) -> None:
    project.write(ihe_yaml="framework: {domain: HOME}\n", index=FAULTY)
    lint()
    (path,) = kept("pages")
    good = path.read_bytes()
    pages = msgspec.msgpack.decode(good.partition(b"\n")[2], type=dict[str, KeptPage])
    page, problems = pages["index.rst"].made
    pages["index.rst"] = replace(pages["index.rst"], made=(replace(page, titles=()), problems))
    path.write_bytes(forged(good, msgspec.msgpack.encode(pages), *given["pages"]))
    kept("lint")[0].unlink()
    assert lint() == lint("--no-cache")
    assert path.read_bytes() == good


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("put", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero"), lambda _: None])
def test_what_is_no_file_is_left_as_it_is(value: Path, put: Callable[[Path], object]) -> None:
    expected = lint("--no-cache")
    value.unlink()
    put(value)
    before = value.lstat().st_mode if value.is_symlink() or value.exists() else None
    for _ in range(2):
        assert lint() == expected
        assert before in {None, value.lstat().st_mode}


def test_a_link_is_not_written_through(value: Path) -> None:
    Path("mine").write_text("mine")
    value.unlink()
    value.symlink_to(Path("mine").absolute())
    assert lint() == lint("--no-cache")
    assert Path("mine").read_text() == "mine"
