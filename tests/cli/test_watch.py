"""``--watch``: another run after each change, until interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Project

CONFIG = "framework: {domain: HOME}\nlint: {select: [IHE0, IHE202]}\n"
PATIENCE = 30.0

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="there is no such interruption there")


def until(path: Path, ending: str) -> str:
    """What has been printed, as soon as it ends so."""
    end = time.monotonic() + PATIENCE
    while not (printed := path.read_text("utf-8") if path.exists() else "").endswith(ending):
        assert time.monotonic() < end, printed
        time.sleep(0.05)
    return printed


@contextmanager
def watching(project: Project, out: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command while it watches; what it prints goes to a file."""
    command = [sys.executable, "-m", "ihe_cli", "lint", "--watch", "--format", "concise", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with (
        out.open("wb") as log,
        subprocess.Popen(command, cwd=project.root, stdout=log, stderr=subprocess.PIPE, env=environment) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


@needs_signals
@pytest.mark.parametrize("folder", [".", ".hidden/build"])
def test_it_runs_again_after_a_change(folder: str, project: Project) -> None:
    project.root /= folder
    project.write(ihe_yaml=CONFIG, index=".. include:: part.inc\n", part_inc="", out_log="")
    out = project.root / "out.log"
    with watching(project, out) as process:
        until(out, "no findings in 2 files\n")
        time.sleep(1)  # until the folders are watched
        project.write(part_inc=".. ihe:actor:: Scribe\n")
        assert "part.inc:1:16: warning[IHE202 idle-actor]" in until(out, "1 warning in 2 files\n")
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=PATIENCE)[1] == b"interrupted\n"
        assert process.returncode == 130


@needs_signals
def test_its_own_report_is_no_change(project: Project, tmp_path: Path) -> None:
    project.root = tmp_path / "project"
    project.write(ihe_yaml=CONFIG, index="")
    report = project.root / "report.txt"
    with watching(project, tmp_path / "out.log", "--output-file", "report.txt"):
        until(report, "no findings in 1 file\n")
        time.sleep(1)
        project.write(index=".. ihe:actor:: Scribe\n")
        until(report, "1 warning in 1 file\n")
        written = report.stat().st_mtime_ns
        time.sleep(2)
        assert report.stat().st_mtime_ns == written


@needs_signals
def test_a_file_that_is_away_for_a_moment(project: Project, tmp_path: Path) -> None:
    project.root = tmp_path / "project"
    project.write(ihe_yaml=CONFIG, index="", a="")
    out = tmp_path / "out.log"
    with watching(project, out, "a.rst") as process:
        until(out, "no findings in 1 file\n")
        time.sleep(1)
        (project.root / "a.rst").unlink()
        time.sleep(1)
        project.write(a=".. ihe:actor:: Scribe\n")
        until(out, "1 warning in 1 file\n")
        process.send_signal(signal.SIGINT)
        assert b"Error: there is no file or folder 'a.rst'\n" in process.communicate(timeout=PATIENCE)[1]


def test_without_the_package(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index="")
    script = (
        "import sys\nsys.modules['watchfiles'] = None\n"
        "from ihe_cli.main import main\nmain(['lint', '--watch'], prog_name='ihe')\n"
    )
    done = project.python("-c", script)
    assert (done.code, done.out) == (2, "")
    assert "--watch needs the package watchfiles: pip install 'sphinx-ihe[watch]'" in done.err
