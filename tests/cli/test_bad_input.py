"""Bad input is a finding or a clear message, never a traceback: each through the whole command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project


def found(project: Project) -> list[str]:
    """The findings as ``file:line:column code``."""
    findings = json.loads(project.ihe("lint", "--format", "json").out)["findings"]
    # The text format reads the source again, to show its lines.
    assert project.ihe("lint").out
    return [f"{f['file']}:{f['line']}:{f['column']} {f['code']}" for f in findings]


@pytest.mark.parametrize(
    ("yaml", "places"),
    [
        ("framework: [", ["ihe.yaml:1:13 IHE007"]),
        ("framework:\n\tdomain: ITI\n", ["ihe.yaml:2:1 IHE007"]),
        ("framework: ITI\n", ["ihe.yaml:1:12 IHE007"]),
        (b"\xff\xfe", ["ihe.yaml:1:1 IHE007"]),
        ("[" * 100_000, ["ihe.yaml:1:1 IHE007"]),
        ("a: &a [*a, *a]\nlint: &l {select: *l}\n", ["ihe.yaml:1:1 IHE007", "ihe.yaml:2:7 IHE007"]),
        ("sources: ['[', '**', '[!]', '\\\\']\n", []),
        ("sources: ['../*.rst', '/etc/*']\n", []),
        ("exclude: ['**']\n", []),
        ("sources: ['[z-a].rst']\n", ["ihe.yaml:1:11 IHE007"]),
        ("exclude: ['x[b-a]']\n", ["ihe.yaml:1:11 IHE007"]),
        ("lint: {per-file-ignores: {'[9-0]': [IHE]}}\n", ["ihe.yaml:1:27 IHE007"]),
        ('framework: {title: "\\U00110000"}\n', ["ihe.yaml:1:21 IHE007"]),
        ('framework: {title: "\\UFFFFFFFF"}\n', ["ihe.yaml:1:21 IHE007"]),
        ('framework: {title: "\\ud800", name: "\\0"}\n', ["ihe.yaml:1:20 IHE007", "ihe.yaml:1:36 IHE007"]),
        (f"frameworks: [{'x' * 5000}]\n", ["ihe.yaml:1:14 IHE007"]),
        (f"pdf: {{logo: {'x' * 5000}}}\n", ["ihe.yaml:1:13 IHE007"]),
        (f"pdf: {{font-folders: [{'x' * 5000}]}}\n", ["ihe.yaml:1:22 IHE007"]),
        ("", []),
    ],
)
def test_configurations(project: Project, yaml: str | bytes, places: list[str]) -> None:
    project.write(ihe_yaml=yaml, index="")
    assert found(project) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (".. include:: gone.inc\n", ["index.rst:1:14 IHE006"]),
        (".. include:: index.rst\n", ["index.rst:1:14 IHE006"]),
        (".. include:: .\n", ["index.rst:1:14 IHE006"]),
        (".. include:: a\x00b\n", ["index.rst:1:14 IHE006"]),
        (f".. include:: {'x' * 5000}\n", ["index.rst:1:14 IHE006"]),
        (".. include:: latin.inc\n", ["index.rst:1:14 IHE006"]),
        ("Müller\n".encode("latin-1"), ["index.rst:1:2 IHE006"]),
        ("Text\n".encode("utf-16"), ["index.rst:1:1 IHE006"]),
        (bytes(range(128)) * 100, []),
        ("\x1b[31m\u202e\ufeff\x00\n", []),
        ("\t.. ihe:acter::\tx\n", ["index.rst:1:2 IHE004"]),
        ("x" * 5_000_000, []),
        ("`" * 5_000_000, []),
        (":ihe:acter:`x` " * 3 + "x" * 5_000_000, [f"index.rst:1:{column} IHE004" for column in (1, 16, 31)]),
        ("* " * 5000 + "x", []),
        ("".join(f"{' ' * 3 * n}.. note::\n\n" for n in range(1500)), []),
        (".. ihe:profile:: RM (RM)\n\n.. ihe:actors-options::\n\n   " + "[" * 2000, ["index.rst:5:15 IHE002"]),
        (".. include:: latin.inc\n   :encoding: undefined\n", ["index.rst:2:15 IHE006"]),
        (".. include:: latin.inc\n   :encoding: a\0b\n", ["index.rst:2:15 IHE006"]),
        (".. include:: latin.inc\n   :encoding: rot13\n", ["index.rst:2:15 IHE006"]),
        (".. include:: latin.inc\n   :encoding: utf-16\n", []),
        (".. include:: halves.inc\n   :encoding: utf-7\n", ["index.rst:2:15 IHE006"]),
        (".. ihe:\n::::\ne", ["index.rst:1:8 IHE008"]),
        (".. ihe:profile:: RM (RM)\n\n.. ihe:actors-options::\n\n   A: &a [*a]\n\tB: C\n", None),
        ("", []),
    ],
)
def test_documents(project: Project, text: str | bytes, places: list[str] | None) -> None:
    project.write(ihe_yaml="lint: {select: [IHE0]}\n", latin_inc="Müller".encode("latin-1"))
    project.write(halves_inc="+2AA-")
    (project.root / "index.rst").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert found(project) == places if places is not None else found(project)


def test_a_cycle_of_files(project: Project) -> None:
    project.write(ihe_yaml="lint: {select: [IHE0]}\n", index=".. include:: a.inc\n", a_inc=".. include:: b.inc\n")
    project.write(b_inc="Text\n\n  .. include:: a.inc\n")
    assert found(project) == ["b.inc:3:16 IHE006"]


def test_files_that_include_one_another_a_thousand_deep(project: Project) -> None:
    for number in range(1000):
        (project.root / f"{number}.inc").write_text(f".. include:: {number + 1}.inc\n", "utf-8")
    project.write(ihe_yaml="lint: {select: [IHE0]}\n", index=".. include:: 0.inc\n", other=".. ihe:actr:: X\n")
    assert found(project) == ["99.inc:1:14 IHE006", "other.rst:1:1 IHE004"]


def test_files_that_include_the_next_one_twice(project: Project) -> None:
    for number in range(60):
        name = f"{number + 1}.inc"
        (project.root / f"{number}.inc").write_text(f".. include:: {name}\n\n.. include:: {name}\n", "utf-8")
    project.write(ihe_yaml="lint: {select: [IHE0]}\n", index=".. include:: 0.inc\n", **{"60_inc": "Text\n"})
    assert found(project) == ["59.inc:3:14 IHE006"]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_ends_of_lines(project: Project, end: str) -> None:
    markdown = "# T\n\n```{include} gone.inc\n```\n\n* a\n\n  ```{eval-rst}\n  .. include:: gone.inc\n  ```\n"
    project.write(ihe_yaml="lint: {select: [IHE0]}\n", index_md=markdown.replace("\n", end))
    project.write(other=markdown.replace("\n", end).replace("```{include}", ".. include::"))
    assert found(project) == ["index.md:3:14 IHE006", "index.md:9:16 IHE006", "other.rst:3:14 IHE006"]


def test_a_link_that_leads_to_itself(project: Project) -> None:
    project.write(ihe_yaml="lint: {select: [IHE0]}\n", other=":ihe:acter:`x`\n")
    for name in ("loop.rst", "loop", "ihe.txt"):
        (project.root / name).symlink_to(name)
    assert found(project) == ["loop.rst:1:1 IHE006", "other.rst:1:1 IHE004"]
    project.write(ihe_yaml="lint: {select: [IHE0]}\nframeworks: [loop]\npdf: {logo: loop}\n")
    assert found(project)[:2] == ["ihe.yaml:2:14 IHE007", "ihe.yaml:3:13 IHE007"]


def test_globs_that_are_none_in_conf_py_and_tables_of_contents(project: Project) -> None:
    project.write(ihe_yaml="lint: {select: [IHE0]}\n", index=".. toctree::\n   :glob:\n\n   [z-a]\n")
    project.write(conf_py="exclude_patterns = ['[z-a]', '[!z-a].md', '[a--b]']\n", other=":ihe:acter:`x`\n")
    assert found(project) == ["other.rst:1:1 IHE004"]


def test_a_folder_without_anything(project: Project) -> None:
    done = project.ihe("lint")
    assert (done.code, done.out) == (0, "no findings in 0 files\n")
    assert done.err == "ihe: no ihe.yaml in '.' or above: read as a draft of no domain\n"


def test_a_conf_py_that_cannot_be_parsed(project: Project) -> None:
    assert project.write(index="", conf_py="(" * 10_000).ihe("lint").code == 0


def test_standard_input_that_is_no_text(project: Project) -> None:
    done = project.ihe("lint", "-", "--stdin-filename", "a.rst", stdin=b"\xff\x00\n" * 3)
    assert (done.code, "IHE006" in done.out) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are text there")
def test_names_of_files_that_are_no_text(project: Project) -> None:
    name = os.path.join(os.fsencode(project.root), b"M\xfcller.rst")  # noqa: PTH118
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(b":ihe:acter:`x`\n")
    project.write(ihe_yaml="lint: {select: [IHE0]}\n")
    assert found(project) == ["M\udcfcller.rst:1:1 IHE004"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything can be read")
def test_what_may_not_be_read(project: Project) -> None:
    project.write(ihe_yaml="", index="", closed__a="")
    (project.root / "index.rst").chmod(0)
    (project.root / "closed").chmod(0)
    try:
        assert found(project) == ["closed:1:1 IHE006", "index.rst:1:1 IHE006"]
    finally:
        (project.root / "closed").chmod(0o700)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_terminals_that_cannot_print_everything(project: Project, encoding: str) -> None:
    project.write(ihe_yaml="lint: {select: [IHE0]}\n", index=":ihe:acter:`日本語` " + "ü" * 300 + "\n")
    command = [sys.executable, "-m", "ihe_cli", "lint"]
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "1 error in 1 file" in done.stdout.decode(encoding, "replace")
