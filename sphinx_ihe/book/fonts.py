"""The fonts of the book: those that come with packages, and those that an author names."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT = "Libertinus Serif"
HEADINGS = "Arimo"
CODE = "DejaVu Sans Mono"
"""The first and the last come with Typst, the second, which has the widths of Arial, with a package of its own."""

PACKAGE = "fontpkg_arimo"
"""The module of the package with the headings' font."""


class Fonts(Struct, frozen=True):
    """Where fonts are looked for, and the families of each kind in order of preference.

    Fonts of the system have a say only where an author names a family: otherwise the book would look different on
    every machine.
    """

    folders: tuple[str, ...]
    text: tuple[str, ...]
    headings: tuple[str, ...]
    system: bool = False

    @property
    def families(self) -> dict[str, list[str]]:
        """The families of each kind, as the template knows them."""
        return {"text": [*self.text, TEXT], "headings": [*self.headings, HEADINGS], "code": [CODE]}


def installed() -> Iterable[str]:
    """The folder of the package with the headings' font."""
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    return [str(Path(folder, "files")) for folder in folders or ()]
