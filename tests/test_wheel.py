"""The wheel as others install it: what is in it, and that the command works where the source is not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"sphinx_ihe", "ihe_cli"}
MADE = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*_cache")


def run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel is built from, without anything that earlier builds left behind."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "setup.cfg", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for name in ("sphinx_ihe", "cli"):
        shutil.copytree(ROOT / name, folder / name, ignore=MADE)
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--wheel", "--outdir", out, source)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


def test_only_our_two_packages_are_at_the_top(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES


def test_every_file_of_the_packages_is_in_it(wheel: Path, source: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    written = {
        path.relative_to(root).as_posix()
        for root in (source, source / "cli")
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] in PACKAGES
    }
    assert written
    assert written - packed == set()


def test_the_command_works_elsewhere(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    installed = run(home / "bin" / "python", "-m", "pip", "install", "--quiet", wheel)
    assert installed.returncode == 0, installed.stderr
    ihe = home / "bin" / "ihe"
    assert run(ihe, "--version", cwd=tmp_path).stdout.strip().endswith(wheel.name.split("-")[1])
    (tmp_path / "index.rst").write_text(".. ihe:actor:: Nurse\n   :abreviation: N\n", "utf-8")
    found = run(ihe, "lint", "--format", "concise", "index.rst", cwd=tmp_path)
    assert found.returncode == 1, found.stderr
    assert "IHE003" in found.stdout
    clean = run(ihe, "lint", ROOT / "example_framework", cwd=tmp_path)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    # Markdown is read without MyST.
    (tmp_path / "page.md").write_text("```{ihe:actor} Nurse\n:abreviation: N\n```\n", "utf-8")
    assert "page.md:2:2: error[IHE003" in run(ihe, "lint", "--format", "concise", "page.md", cwd=tmp_path).stdout
