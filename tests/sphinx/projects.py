"""Projects that are built in this process, and what a build of one says."""

from __future__ import annotations

import gettext
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

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
