"""Projects of ``tests/roots/`` built with Sphinx; the projects themselves are never written to."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from projects import EXAMPLE, ROOTS, Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx_ihe.framework.framework import Framework


@pytest.fixture(scope="module")
def example_book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example framework as a book, built once."""
    folder = tmp_path_factory.mktemp("example").resolve()
    shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("_build"))
    return Site(folder / "source", folder).build("ihepdf")


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Site]:
    """Copies a project of ``tests/roots/``."""

    def copy(name: str) -> Site:
        # A real path: Sphinx resolves the links in the path of a project.
        folder = tmp_path.resolve()
        shutil.copytree(ROOTS / name, folder / "source", copy_function=shutil.copyfile)
        return Site(folder / "source", folder)

    return copy


@pytest.fixture
def build() -> Callable[..., Framework]:
    """Builds a project where it is, and gives the framework that the build has made."""

    def make(project: Path, target: Path, builder: str = "html", **settings: object) -> Framework:
        framework: Framework = Site(project, target.resolve()).build(builder, **settings).domain.build.framework
        return framework

    return make


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Site]:
    """Makes a project of one page, ``index.rst``, and what else is given."""

    def write(index: str, yaml: str = "framework: {domain: DEMO}\n", conf: str = "", **others: str) -> Site:
        made = Site(tmp_path.resolve() / "source", tmp_path.resolve())
        made.write("conf.py", f"extensions = ['sphinx_ihe']\ncopyright = '2026, nobody'\n{conf}")
        made.write("ihe.yaml", yaml)
        made.write("index.rst", index)
        for name, text in others.items():
            made.write(f"{name}.rst", text)
        return made

    return write
