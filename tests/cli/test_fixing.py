"""``--fix`` and ``--diff``: what changes, what stays, and that fixing twice is fixing once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

CONFIG = "framework: {domain: ITI}\nlint: {select: [IHE0, IHE102, IHE201, IHE302]}\n"
DOCUMENT = """\
Remote Measurement (RM) Profile
===============================

.. ihe:profile::

.. ihe:actors-transactions::

   Document Source:
     ITI-041: R
   Document Repository:
     Registry Query [ITI-18]: R
"""
SAFE = DOCUMENT.replace("ITI-041", "ITI-41")
ALL = SAFE.replace("Registry Query", "Registry Stored Query")


def text(project: Project, name: str = "index.rst") -> str:
    return (project.root / name).read_bytes().decode()


@pytest.fixture
def faulty(project: Project) -> Project:
    return project.write(ihe_yaml=CONFIG, index=DOCUMENT)


def test_safe_fixes(faulty: Project) -> None:
    done = faulty.ihe("lint", "--fix", "--format", "concise")
    assert text(faulty) == SAFE
    assert done.code == 1
    assert done.out.endswith("1 error in 1 file, 1 fixed\n")
    assert "IHE302" in done.out


def test_unsafe_fixes(faulty: Project) -> None:
    done = faulty.ihe("lint", "--fix", "--unsafe-fixes")
    assert (text(faulty), done.code, done.out) == (ALL, 0, "no findings in 1 file, 2 fixed\n")


def test_fixing_twice_is_fixing_once(faulty: Project) -> None:
    faulty.ihe("lint", "--fix")
    before = (faulty.root / "index.rst").stat()
    done = faulty.ihe("lint", "--fix")
    assert "fixed" not in done.out
    assert (faulty.root / "index.rst").stat().st_mtime_ns == before.st_mtime_ns


def test_json_counts_what_was_fixed(faulty: Project) -> None:
    summary = json.loads(faulty.ihe("lint", "--fix", "--format", "json").out)["summary"]
    assert (summary["errors"], summary["fixed"]) == (1, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_ends_of_lines_and_byte_order_marks_stay(faulty: Project, newline: str, mark: bytes) -> None:
    def encoded(document: str) -> bytes:
        return mark + document.replace("\n", newline).encode()

    faulty.write(index=encoded(f"{DOCUMENT}\n\tTäbs.\x0c"))
    faulty.ihe("lint", "--fix", "--unsafe-fixes")
    assert (faulty.root / "index.rst").read_bytes() == encoded(f"{ALL}\n\tTäbs.\x0c")


def test_a_file_that_is_not_utf8_stays(faulty: Project) -> None:
    faulty.write(index=DOCUMENT.encode() + b"\n\xe4\n")
    done = faulty.ihe("lint", "--fix")
    assert (faulty.root / "index.rst").read_bytes() == DOCUMENT.encode() + b"\n\xe4\n"
    assert "fixed" not in done.out


def test_only_what_is_reported_is_fixed(faulty: Project) -> None:
    other = DOCUMENT.replace("(RM)", "(RN)")
    faulty.write(
        other=other, third=DOCUMENT.replace("(RM)", "(RO)").replace(".. ihe:a", ".. ihe: ignore[IHE102]\n\n.. ihe:a")
    )
    faulty.ihe("lint", "--fix", "index.rst", "third.rst")
    assert (text(faulty), text(faulty, "other.rst")) == (SAFE, other)
    assert "ITI-041" in text(faulty, "third.rst")


def test_rules_that_do_not_run_fix_nothing(faulty: Project) -> None:
    faulty.ihe("lint", "--fix", "--ignore", "IHE102")
    assert text(faulty) == DOCUMENT


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such links and rights there")
def test_links_and_rights_stay(faulty: Project) -> None:
    (faulty.root / "index.rst").chmod(0o640)
    (faulty.root / "elsewhere").mkdir()
    (faulty.root / "index.rst").rename(faulty.root / "elsewhere" / "real.txt")
    (faulty.root / "index.rst").symlink_to("elsewhere/real.txt")
    faulty.ihe("lint", "--fix")
    assert (faulty.root / "index.rst").is_symlink()
    assert text(faulty, "elsewhere/real.txt") == SAFE
    assert (faulty.root / "elsewhere" / "real.txt").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (faulty.root / "elsewhere").iterdir()] == ["real.txt"]


def test_the_owner_stays(faulty: Project) -> None:
    path = faulty.root / "index.rst"
    try:
        os.chown(path, 12345, 23456)
    except PermissionError:
        pytest.skip("needs to be root")
    faulty.ihe("lint", "--fix")
    assert text(faulty) == SAFE
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


def test_a_file_with_other_names_is_left(faulty: Project) -> None:
    (faulty.root / "other.txt").hardlink_to(faulty.root / "index.rst")
    done = faulty.ihe("lint", "--fix", "--format", "concise")
    assert (text(faulty), text(faulty, "other.txt"), done.code) == (DOCUMENT, DOCUMENT, 1)
    assert done.err == "ihe: 'index.rst' was left: it has other names (hard links), which would keep the old text\n"
    assert "IHE102" in done.out


SAVE = """
import os, sys
from ihe_cli import fixing, writing
def save():
    {save}
kept, replaced, checked = os.link, writing.Path.replace, fixing.check
def check(*given, **options):
    "checking" == {when!r} and save()
    return checked(*given, **options)
def link(*paths):
    "before" == {when!r} and save()
    return kept(*paths)
def replace(self, target):
    done = replaced(self, target)
    "after" == {when!r} and os.path.basename(target) == "index.rst" and self.name[-1] != "~" and save()
    return done
file = open("index.rst", "r+")
os.link, writing.Path.replace, fixing.check = link, replace, check
from ihe_cli.main import main
main(["lint", "--fix", "--format", "concise"], prog_name="ihe")
"""
BY_NAME = "open('new', 'w').write('Saved\\n'); os.replace('new', 'index.rst')"
IN_PLACE = "file.seek(0); file.truncate(); file.write('Saved\\n'); file.flush()"


@pytest.mark.parametrize(
    ("save", "when"),
    [(BY_NAME, "checking"), (IN_PLACE, "checking"), (BY_NAME, "before"), (IN_PLACE, "before"), (IN_PLACE, "after")],
)
def test_what_an_editor_saves_meanwhile_is_kept(faulty: Project, save: str, when: str) -> None:
    done = faulty.python("-c", SAVE.format(save=save, when=when))
    assert text(faulty) == "Saved\n"
    assert done.err == "ihe: 'index.rst' was left: it has changed since it was read\n"
    assert done.out == "no findings in 1 file\n"
    assert sorted(path.name for path in faulty.root.iterdir()) == [".ihe_cache", "ihe.yaml", "index.rst"]


def test_as_many_rounds_as_it_takes(project: Project) -> None:
    cells = [f" :ihe:transaction:`ITI-0{number}` " for number in range(41, 71)]
    border = "+".join(["", *("-" * len(cell) for cell in cells), ""])
    project.write(ihe_yaml=CONFIG, index=f"{border}\n|{'|'.join(cells)}|\n{border}\n")
    assert project.ihe("lint", "--fix").out == "no findings in 1 file, 30 fixed\n"


def test_a_title_stays_a_title(project: Project) -> None:
    project.write(
        ihe_yaml="framework: {domain: PCD}\nlint: {select: [IHE0, IHE102]}\n",
        index="Send [PCD-1]\n============\n\n.. ihe:transaction::\n",
    )
    project.ihe("lint", "--fix")
    assert text(project) == "Send [PCD-01]\n=============\n\n.. ihe:transaction::\n"


def test_a_fix_that_would_break_the_file_does_not_hold_up_the_others(project: Project) -> None:
    table = """\
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             {one}: R
           {actor} Source: none
           Document Consumer:
             {two}: R
        """
    project.write(ihe_yaml="lint: {select: [IHE0, IHE102, IHE201]}\n")
    project.write(index=table.format(one="ITI-041", two="ITI-018", actor="document"))
    done = project.ihe("lint", "--fix", "--unsafe-fixes", "--format", "json")
    assert text(project) == dedent(table.format(one="ITI-41", two="ITI-18", actor="document"))
    assert json.loads(done.out)["summary"]["fixed"] == 2


# -- --diff ---------------------------------------------------------------------------------------------------------


def test_diff_changes_nothing(faulty: Project) -> None:
    done = faulty.ihe("lint", "--diff")
    assert text(faulty) == DOCUMENT
    assert done.out.splitlines()[:2] == ["--- a/index.rst", "+++ b/index.rst"]
    assert [line for line in done.out.splitlines()[2:] if line[0] in "+-"] == ["-     ITI-041: R", "+     ITI-41: R"]
    assert done.code == 1


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("end", ["", "\n", "\n\x0cText\u2028.\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_diff_can_be_applied(faulty: Project, newline: str, end: str) -> None:
    faulty.write(index=(DOCUMENT.rstrip("\n") + end).replace("\n", newline).encode())
    patch = faulty.ihe("lint", "--diff", "--unsafe-fixes").out
    subprocess.run(["git", "apply", "-"], cwd=faulty.root, input=patch.encode(), check=True)
    assert text(faulty) == (ALL.rstrip("\n") + end).replace("\n", newline)


def test_diff_of_standard_input(faulty: Project) -> None:
    done = faulty.ihe("lint", "--diff", "-", "--stdin-filename", "index.rst", stdin=DOCUMENT.encode())
    assert "+     ITI-41: R\n" in done.out


def test_no_diff(project: Project) -> None:
    done = project.write(ihe_yaml=CONFIG, index=ALL).ihe("lint", "--diff")
    assert (done.code, done.out) == (0, "")


# -- what does not go together --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fix", "--diff"], "--fix and --diff do not go together"),
        (["--fix", "--watch"], "--fix and --watch do not go together"),
        (["--diff", "--write-baseline", "b.json"], "--diff and --write-baseline do not go together"),
        (["--unsafe-fixes"], "--unsafe-fixes needs --fix or --diff"),
        (["--fix", "-", "--stdin-filename", "index.rst"], "--fix cannot be used with standard input, --diff can"),
    ],
)
def test_options_that_say_nothing_together(faulty: Project, arguments: list[str], message: str) -> None:
    done = faulty.ihe("lint", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
