"""``--watch``: another run after each change, until interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

CONFIG = "framework: {domain: HOME}\nlint: {select: [IHE0, IHE202]}\n"
PATIENCE = 30.0


def until(path: Path, ending: str) -> str:
    """What has been printed, as soon as it ends so."""
    end = time.monotonic() + PATIENCE
    while not (printed := path.read_text("utf-8")).endswith(ending):
        assert time.monotonic() < end, printed
        time.sleep(0.05)
    return printed


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such interruption there")
@pytest.mark.parametrize("folder", [".", ".hidden/build"])
def test_it_runs_again_after_a_change(folder: str, project: Project) -> None:
    project.root /= folder
    project.write(ihe_yaml=CONFIG, index=".. include:: part.inc\n", part_inc="", out_log="")
    out = project.root / "out.log"
    command = [sys.executable, "-m", "ihe_cli", "lint", "--watch", "--format", "concise"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with (
        out.open("wb") as log,
        subprocess.Popen(command, cwd=project.root, stdout=log, stderr=subprocess.PIPE, env=environment) as process,
    ):
        try:
            until(out, "no findings in 2 files\n")
            time.sleep(1)  # until the folders are watched
            project.write(part_inc=".. ihe:actor:: Scribe\n")
            assert "part.inc:1:16: warning[IHE202 idle-actor]" in until(out, "1 warning in 2 files\n")
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=PATIENCE)[1] == b"interrupted\n"
            assert process.returncode == 130
        finally:
            process.kill()


def test_without_the_package(project: Project) -> None:
    project.write(ihe_yaml=CONFIG, index="")
    script = (
        "import sys\nsys.modules['watchfiles'] = None\n"
        "from ihe_cli.main import main\nmain(['lint', '--watch'], prog_name='ihe')\n"
    )
    done = project.python("-c", script)
    assert (done.code, done.out) == (2, "")
    assert "--watch needs the package watchfiles: pip install 'sphinx-ihe[watch]'" in done.err
