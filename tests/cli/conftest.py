"""The command as a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Project:
    """A folder with files, and the command run in it. No run may end in a traceback or in a code above 2."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, **files: str | bytes) -> Project:
        """Write files; ``volume1__rm`` is ``volume1/rm.rst``, ``ihe_yaml`` is ``ihe.yaml``."""
        for key, text in files.items():
            name = key.replace("__", "/")
            name = name.replace("_", ".") if "_" in name else f"{name}.rst"
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return self

    def ihe(self, *arguments: str, **given: Any) -> Done:
        return self.python("-m", "ihe_cli", *arguments, **given)

    def python(self, *arguments: str, stdin: bytes = b"", cwd: str = ".", **environment: str) -> Done:
        clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
        done = subprocess.run(
            [sys.executable, "-X", "utf8", *arguments],
            cwd=self.root / cwd,
            env=clean | environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
        found = Done(done.returncode, done.stdout.decode(), done.stderr.decode())
        # Sphinx prints its own where the author's conf.py fails.
        assert "Traceback (most recent call last)" not in found.err, found.err
        assert found.code in {0, 1, 2}, found
        return found


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(scope="module")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One folder for the tests of a module that change nothing in it."""
    return Project(tmp_path_factory.mktemp("shared"))
