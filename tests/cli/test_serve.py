"""``ihe build --serve``: the site at an address of this machine, built anew after a save."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one page."""
    (tmp_path / "conf.py").write_text("extensions = ['sphinx_ihe']\nhtml_theme = 'basic'\n", "utf-8")
    (tmp_path / "index.rst").write_text("Letters\n=======\n\nFirst text.\n", "utf-8")
    return tmp_path


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """The address of its site, served by the command."""
    command = [sys.executable, "-u", "-m", "ihe_cli", "build", "--serve", "--no-open", str(project)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True)
    assert running.stdout is not None
    yield next(found[0] for line in running.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
    subprocess.run(["pkill", "-TERM", "-s", str(running.pid)], check=False)
    running.wait(10)
    running.stdout.close()


def read_until(address: str, text: str) -> None:
    """Read a page until it has a text."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=5) as answer:
                if text in answer.read().decode():
                    return
        except (URLError, HTTPException):
            pass
        time.sleep(0.1)
    pytest.fail(f"{address} never had {text!r}")


def test_a_saved_page_is_built(project: Path, address: str) -> None:
    read_until(address, "First text.")
    time.sleep(1)  # until the watch has begun
    (project / "index.rst").write_text("Letters\n=======\n\nSecond text.\n", "utf-8")
    read_until(address, "Second text.")
    assert (project / "_build" / "html" / "index.html").exists()
    assert (project / "_build" / ".gitignore").exists()
