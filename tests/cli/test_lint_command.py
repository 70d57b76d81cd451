"""``ihe lint``: what it reads, what it reports, how it exits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Project

EXAMPLE = Path(__file__).parents[2] / "example_framework"

CONFIG = "framework: {domain: HOME, status: final-text}\nlint: {select: [IHE0, IHE201, IHE202]}\n"
FAULTY = "RM (RM) Profile\n===============\n\n.. ihe:profile::\n\n.. ihe:actors-options::\n\n   Nurse: none\n"
IDLE = ".. ihe:actor:: Sensor\n"


def codes(project: Project, *arguments: str, **given: Any) -> list[str]:
    """The findings as ``file:line:column code severity``."""
    done = project.ihe("lint", "--format", "json", *arguments, **given)
    return [
        f"{f['file']}:{f['line']}:{f['column']} {f['code']} {f['severity']}" for f in json.loads(done.out)["findings"]
    ]


# -- what is read, and what is reported -----------------------------------------------------------------------------


def test_the_whole_framework_is_read_and_the_paths_are_reported(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY, volume1__a=IDLE, volume1__b=".. ihe:actor:: Gateway\n", volume12=IDLE)
    nurse, sensor, gateway = (
        "index.rst:8:4 IHE201 error",
        "volume1/a.rst:1:16 IHE202 warning",
        "volume1/b.rst:1:16 IHE202 warning",
    )
    project.write(volume12=".. ihe:actor:: Nurse\n")
    assert codes(project) == [sensor, gateway]
    project.write(volume12="")
    assert codes(project) == [nurse, sensor, gateway]
    assert codes(project, "volume1") == [sensor, gateway]
    assert codes(project, "volume1/") == [sensor, gateway]
    assert codes(project, "volume1/b.rst", "index.rst") == [nurse, gateway]
    assert codes(project, "volume12.rst") == []
    assert codes(project, "a.rst", cwd="volume1") == ["a.rst:1:16 IHE202 warning"]
    assert codes(project, "..", cwd="volume1") == [
        "../index.rst:8:4 IHE201 error",
        "a.rst:1:16 IHE202 warning",
        "b.rst:1:16 IHE202 warning",
    ]
    assert codes(project, str(project.root / "index.rst")) == [nurse]


def test_frameworks_are_kept_apart(project: Project) -> None:
    project.write(one__ihe_yaml=CONFIG, one__a=IDLE, two__ihe_yaml=CONFIG, two__b=FAULTY.replace("Nurse", "Sensor"))
    assert codes(project, "one", "two") == ["one/a.rst:1:16 IHE202 warning", "two/b.rst:8:4 IHE201 error"]


def test_a_mistake_in_the_configuration_is_always_reported(project: Project) -> None:
    project.write(ihe_yaml="sorces: []\n", index="", a="")
    assert codes(project, "a.rst") == ["ihe.yaml:1:1 IHE007 error"]
    assert codes(project, "ihe.yaml") == ["ihe.yaml:1:1 IHE007 error"]


def test_a_file_that_is_included_belongs_to_the_framework(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index=".. include:: shared/a.inc\n", shared__a_inc=IDLE)
    assert codes(project, "shared") == ["shared/a.inc:1:16 IHE202 warning"]


def test_without_a_configuration(project: Project) -> None:
    done = project.write(index=IDLE).ihe("lint", "index.rst")
    assert done.err == "ihe: no ihe.yaml in '.' or above: read as a draft of no domain\n"
    assert done.out.endswith("1 warning in 1 file\n")


def test_a_configuration_below_is_pointed_out(project: Project) -> None:
    project.write(framework__ihe_yaml=CONFIG, framework__index=IDLE)
    assert "framework/ihe.yaml was not used" in project.ihe("lint").err


def test_a_file_that_is_no_document_is_pointed_out(project: Project) -> None:
    project.write(ihe_yaml="exclude: [drafts]\n", index="", drafts__a=IDLE)
    done = project.ihe("lint", "drafts/a.rst")
    assert (done.code, done.out) == (0, "no findings in 0 files\n")
    assert done.err == "ihe: 'drafts/a.rst' was not read: it is no document of its framework\n"


def test_standard_input(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index=FAULTY, a=IDLE)
    new = b".. ihe:actor:: Nurse\n\n.. ihe:actor:: Gateway\n"
    assert codes(project, "-", "--stdin-filename", "a.rst", stdin=new) == ["a.rst:3:16 IHE202 warning"]
    assert codes(project, "-", "index.rst", "--stdin-filename", "b.rst", stdin=new) == ["b.rst:3:16 IHE202 warning"]
    assert "Gateway" in project.ihe("lint", "-", "--stdin-filename", "a.rst", stdin=new).out
    assert codes(project, "-", "-", "--stdin-filename", "a.rst", stdin=new) == ["a.rst:3:16 IHE202 warning"]


def test_a_configuration_on_standard_input(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index="")
    done = project.ihe("lint", "-", "--stdin-filename", "ihe.yaml", stdin=b"framework: {domian: HOME}\n")
    assert done.code == 1
    assert "1 | framework: {domian: HOME}\n  |             ^^^^^^\n" in done.out


def test_a_document_on_standard_input_that_is_none(project: Project) -> None:
    done = project.write(ihe_yaml=CONFIG, index="").ihe("lint", "-", "--stdin-filename", "new.txt", stdin=b"x")
    assert (done.code, done.err) == (0, "ihe: 'new.txt' was not read: it is no document of its framework\n")


# -- what is asked for ----------------------------------------------------------------------------------------------


def test_select_and_ignore(project: Project) -> None:
    project.write(ihe_yaml="lint: {ignore: [IHE202]}\n", index=FAULTY, a=IDLE)
    error, idle = "index.rst:8:4 IHE201 error", "a.rst:1:16 IHE202 warning"
    assert codes(project, "--select", "IHE2") == [idle, error]
    assert codes(project, "--select", "IHE201,IHE202") == [idle, error]
    assert codes(project, "--select", "IHE201", "--select", "IHE202", "--ignore", "IHE201") == [idle]
    assert codes(project, "--ignore", "IHE4, IHE7, IHE201") == []


def test_per_file_ignores(project: Project) -> None:
    project.write(
        ihe_yaml="lint: {select: [IHE202], per-file-ignores: {'volume*/*.rst': [IHE2]}}\n", a=IDLE, volume1__b=IDLE
    )
    assert codes(project) == ["a.rst:1:16 IHE202 warning"]
    assert codes(project, cwd="volume1") == []


def test_status_and_severity(project: Project) -> None:
    project.write(ihe_yaml="framework: {domain: HOME}\nlint: {select: [IHE104, IHE202], severity: {IHE202: error}}\n")
    project.write(index=".. ihe:transaction:: Send [HOME-X]\n\n" + IDLE)
    assert codes(project) == ["index.rst:1:28 IHE104 info", "index.rst:3:16 IHE202 error"]
    assert codes(project, "--status", "final-text") == ["index.rst:1:28 IHE104 error", "index.rst:3:16 IHE202 error"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "info"], 1),
        (["--exit-zero"], 0),
        (["--ignore", "IHE202"], 0),
        (["--ignore", "IHE202", "--fail-on", "info"], 1),
        (["--select", "IHE201"], 0),
    ],
)
def test_exit_codes(project: Project, arguments: list[str], code: int) -> None:
    project.write(ihe_yaml="lint: {select: [IHE104, IHE201, IHE202]}\n")
    project.write(index=".. ihe:transaction:: Send [HOME-X]\n\n" + IDLE)
    assert project.ihe("lint", *arguments).code == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "there is no file or folder 'nowhere'"),
        (["--select", "IHE21"], "'IHE21' is no rule and the beginning of none, did you mean 'IHE2"),
        (["--select", "IHE99"], "'IHE99' is no rule and the beginning of none, did you mean 'IHE9'?"),
        (["--select", "ihe2"], "'ihe2' is no rule and the beginning of none, did you mean 'IHE2'?"),
        (["--ignore", "undefined-actor"], "is no rule and the beginning of none, did you mean 'IHE201'?"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--status", "final"], "'final' is not one of"),
        (["x" * 300], f"there is no file or folder '{'x' * 300}'"),
        (["-"], "'-' needs --stdin-filename"),
        (["-", "--stdin-filename", "."], "--stdin-filename '.' is a folder, expected a file"),
        (["--stdin-filename", "a.rst"], "--stdin-filename needs '-' as a path"),
        (["--output-file", "no/such/folder"], "cannot write 'no/such/folder': No such file or directory"),
        (["--colour"], "No such option"),
    ],
)
def test_what_cannot_be_run(project: Project, arguments: list[str], message: str) -> None:
    done = project.write(index="").ihe("lint", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_output_file(project: Project) -> None:
    done = project.write(ihe_yaml=CONFIG, index=IDLE).ihe("lint", "--output-file", "out.txt", FORCE_COLOR="1")
    assert (done.code, done.out, done.err) == (1, "", "")
    assert (project.root / "out.txt").read_text("utf-8").endswith("1 warning in 1 file\n")
    assert "\x1b" not in (project.root / "out.txt").read_text("utf-8")


# -- what must hold -------------------------------------------------------------------------------------------------


def test_the_example_is_clean(project: Project) -> None:
    assert project.ihe("lint", str(EXAMPLE)).code == 0


@pytest.mark.parametrize("arguments", [["lint", str(EXAMPLE)], ["rules"], ["explain", "IHE201"], ["--help"]])
def test_sphinx_is_not_imported(project: Project, arguments: list[str]) -> None:
    script = (
        "import sys\nfrom ihe_cli.main import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'sphinx', 'docutils', 'jinja2', 'pygments'})\n"
    )
    done = project.python("-c", script)
    assert done.out.splitlines()[-1] == "set()"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such times there")
def test_it_starts_and_ends_quickly(project: Project) -> None:
    script = (
        "import resource, subprocess, sys\n"
        f"subprocess.run([sys.executable, '-m', 'ihe_cli', 'lint', {str(EXAMPLE)!r}], check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime)\n"
    )
    # The best of three, since other processes disturb.
    assert min(float(project.python("-c", script).out.splitlines()[-1]) for _ in range(3)) < 0.4


def test_conf_py_is_never_run(project: Project) -> None:
    project.write(index="", conf_py="open('made', 'w')\n")
    assert project.ihe("lint").code == 0
    assert sorted(path.name for path in project.root.iterdir()) == ["conf.py", "index.rst"]
