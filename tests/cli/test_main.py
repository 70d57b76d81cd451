"""What holds for all commands: help, version, interruption, pipes that close."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_ihe
from ihe_cli.main import COMMANDS

if TYPE_CHECKING:
    from conftest import Project

NO_CONFIGURATION = "ihe: no ihe.yaml in '.' or above: read as a draft of no domain\n"

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals there")


def test_version(project: Project) -> None:
    assert project.ihe("--version") == (0, f"ihe {sphinx_ihe.__version__}\n", "")


@pytest.mark.parametrize("command", [[], ["lint"], ["explain"], ["rules"], ["build"], ["new"]])
def test_help(project: Project, command: list[str]) -> None:
    done = project.ihe(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: ")
    assert "..." not in done.out.replace("]...", "").replace("[ARGS]...", "")


@pytest.mark.parametrize("arguments", [["lnit"], ["explain"], ["rules", "x"]])
def test_what_is_no_command(project: Project, arguments: list[str]) -> None:
    done = project.ihe(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Try '" in done.err


def test_the_nearest_command_is_offered(project: Project) -> None:
    assert "No such command 'lnit'. Did you mean 'lint'?" in project.ihe("lnit").err
    assert "Did you mean" not in project.ihe("sign").err


def test_every_command_is_listed(project: Project) -> None:
    listed = project.ihe("--help").out.partition("Commands:\n")[2].split("\n  ")
    assert [line.split()[0] for line in listed] == sorted(COMMANDS)
    for command in COMMANDS:
        assert project.ihe(command, "--help").code == 0


WAITS = """
import sys, time
from ihe_cli.main import main

class Waiting:
    @property
    def buffer(self):
        return self

    def read(self):
        print("ready", flush=True)
        time.sleep(60)

sys.stdin = Waiting()
main(["lint", "-", "--stdin-filename", "a.rst"])
"""


@needs_signals
def test_ctrl_c(project: Project) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", WAITS], cwd=project.root, text=True, **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "interrupted\n")


@needs_signals
def test_a_pipe_that_closes(project: Project) -> None:
    project.write(index=":ihe:acter:`x` " * 5000)
    command = [sys.executable, "-m", "ihe_cli", "lint"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=project.root, text=True, **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("error[IHE004")
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
    assert "Traceback" not in err
    assert "Exception" not in err


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("ihe ex", ["plain,explain", "plain,export"]),
        ("ihe lint --format sa", ["plain,sarif"]),
        ("ihe lint --select IHE90", ["plain,IHE901", "plain,IHE902", "plain,IHE903"]),
        ("ihe lint --ignore IHE1,ihe41", [f"plain,IHE1,IHE41{number}" for number in range(5)]),
        ("ihe explain IHE50", ["plain,IHE501", "plain,IHE502", "plain,IHE503"]),
        *[
            (f"ihe {command} vol", ["file,vol"])
            for command in (
                *("lint", "lint --output-file", "lint --baseline", "lint --stdin-filename", "build", "export"),
                *("export --output-file", "diff", "diff x", "statement check", "statement write --framework"),
            )
        ],
    ],
)
def test_what_a_shell_completes(project: Project, words: str, offered: list[str]) -> None:
    asked = {"_IHE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = project.python("-c", "from ihe_cli.main import main; main(prog_name='ihe')", **asked)
    assert done.out.split() == offered


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_what_cannot_be_printed(project: Project) -> None:
    command = f"{sys.executable} -m ihe_cli lint"
    for end, message in ((">/dev/full", "Error: [Errno 28] No space left on device\n"), (">&-", "")):
        line = f"{command} {end}"
        done = subprocess.run(line, shell=True, cwd=project.root, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (2 if message else 0, NO_CONFIGURATION + message)


@needs_signals
def test_standard_input_that_is_closed(project: Project) -> None:
    command = f"{sys.executable} -m ihe_cli lint - --stdin-filename a.rst <&-"
    done = subprocess.run(command, shell=True, cwd=project.root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[-32:]) == (2, "Error: standard input is closed\n")


@pytest.mark.parametrize("package", ["pygls", "lsprotocol"])
def test_the_server_says_which_package_it_needs(project: Project, package: str) -> None:
    hidden = f"import sys; sys.modules[{package!r}] = None; from ihe_cli.main import main; main(prog_name='ihe')"
    done = project.python("-c", hidden, "server")
    needed = "Error: the language server needs the package pygls: pip install 'sphinx-ihe[server]'\n"
    assert (done.code, done.out, done.err) == (2, "", needed)


def test_only_the_server_loads_its_packages(project: Project) -> None:
    program = (
        "import sys, ihe_cli.lint, ihe_cli.main\n"
        "assert not {'pygls', 'lsprotocol', 'asyncio', 'sphinx', 'yaml'} & set(sys.modules), sorted(sys.modules)"
    )
    assert project.python("-c", program) == (0, "", "")
