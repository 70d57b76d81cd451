"""Projects of ``tests/roots/`` built with Sphinx; the projects themselves are never written to."""

from __future__ import annotations

import gettext
import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_ihe.framework.framework import Framework

ROOTS = Path(__file__).parent.parent / "roots"
EXAMPLE = Path(__file__).parent.parent.parent / "example_framework"
_colour = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Built:
    """One build: its Sphinx application, and what it warned of, a message a line."""

    app: Sphinx
    messages: list[str]
    status: str

    @property
    def out(self) -> Path:
        return Path(self.app.outdir)

    def page(self, name: str) -> str:
        """The text of an output file."""
        return (self.out / name).read_text(encoding="utf-8")

    @property
    def domain(self) -> Any:
        return self.app.env.domains["ihe"]


@dataclass
class Site:
    """A copy of a project that may be edited and built."""

    source: Path
    target: Path

    def build(self, builder: str = "html", out: str = "out", *, jobs: int = 1, **settings: object) -> Built:
        status, warnings = io.StringIO(), io.StringIO()
        folder = self.target / out
        # Sphinx keeps the catalogues of earlier builds, whatever their language; Python those that were edited since.
        translators.clear()
        gettext._translations.clear()
        with patch_docutils(self.source), docutils_namespace():
            app = Sphinx(
                self.source,
                self.source,
                folder / builder,
                folder / "doctrees",
                builder,
                {"html_theme": "basic", "nitpicky": True, **settings},
                status,
                warnings,
                parallel=jobs,
            )
            app.build()
        text = _colour.sub("", warnings.getvalue()).replace(f"{self.source}/", "")
        return Built(app, text.splitlines(), _colour.sub("", status.getvalue()))

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.source / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


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
