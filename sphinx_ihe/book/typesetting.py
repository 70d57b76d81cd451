"""The book's Typst files to PDF, and what Typst has to say of them. Only here the package ``typst`` is imported.

Nothing here knows the documents that the files were written from.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from sphinx_ihe.book.fonts import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.book.fonts import Fonts

PACKAGES = {"typst": "typst", PACKAGE: "fontpkg-arimo"}
"""What the book needs beyond Sphinx: modules, and the packages that bring them."""
INSTALL = "pip install 'sphinx-ihe[pdf]'"

ACCESSIBLE: Literal["ua-1"] = "ua-1"
"""PDF/UA-1 (ISO 14289-1), which a book must keep to be readable for everyone."""
_BROKEN_RULE = "PDF/UA-1 error: "

_MESSAGE = re.compile(r"^(error|warning): (.+)", re.MULTILINE)
_PLACE = re.compile(r"^ *┌─ (.+):(\d+):\d+$", re.MULTILINE)
_HINT = re.compile(r"^ *= hint: (.+)", re.MULTILINE)
_DOWNLOAD = re.compile(r'\b(?:import|include)\s*"@preview/')
"""Text of documents has a backslash before the quotation mark."""
_LACKING = re.compile(r'the text `"(.+)"` could not be displayed')


class Remark(NamedTuple):
    """What Typst says: the message, and the file and line that it is about, if it says one."""

    message: str
    file: str = ""
    line: int = 0
    is_error: bool = False

    @property
    def is_inaccessible(self) -> bool:
        """Whether the remark is about a rule of PDF/UA-1."""
        return self.message.startswith(_BROKEN_RULE)

    @property
    def missing(self) -> str:
        """The characters that no font has, if the remark is about such."""
        match = _LACKING.search(self.message)
        return match[1] if match else ""


class Unprintable(Exception):  # noqa: N818 - the book is, not this program
    """Typst can make no book of the files."""

    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__("; ".join(remark.message for remark in remarks))
        self.remarks = remarks


def missing_packages() -> list[str]:
    """The packages that the book needs and that are not installed."""
    return [package for module, package in PACKAGES.items() if find_spec(module) is None]


def typeset(main: Path, fonts: Fonts, timestamp: int | None) -> tuple[bytes, list[Remark]]:
    """The PDF of a file, its folder being all that Typst may read; raises Unprintable.

    A book that breaks rules of PDF/UA-1 is made all the same, but does not claim to keep them.
    """
    import typst

    if online := list(_online(main.parent)):
        raise Unprintable(online)
    compiler = typst.Compiler(
        str(main), root=str(main.parent), font_paths=list(fonts.folders), ignore_system_fonts=not fonts.system
    )
    broken: list[Remark] = []
    try:
        made, warnings = compiler.compile_with_warnings(pdf_standards=[ACCESSIBLE], timestamp=timestamp)
    except typst.TypstError as error:
        broken = list(_remarks(error.diagnostic or error.message))
        if not all(remark.is_inaccessible for remark in broken if remark.is_error):
            raise Unprintable(broken) from None
        broken = [remark for remark in broken if remark.is_error]
        made, warnings = compiler.compile_with_warnings(timestamp=timestamp)
    assert isinstance(made, bytes)
    said = [remark for warning in warnings for remark in _remarks(warning.diagnostic or warning.message)]
    return made, [*broken, *said]


def _online(folder: Path) -> Iterator[Remark]:
    """Places that would have Typst download a package."""
    for file in sorted(folder.glob("*.typ")):
        for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
            if _DOWNLOAD.search(line):
                yield Remark(
                    "packages of Typst are not downloaded: a build opens no connection", file.name, number, True
                )


def _remarks(diagnostic: str) -> Iterator[Remark]:
    """The remarks in a text that Typst has made for a terminal."""
    starts = [match.start() for match in _MESSAGE.finditer(diagnostic)]
    if not starts:
        yield Remark(diagnostic.strip() or "unknown error", is_error=True)
    for start, end in zip(starts, [*starts[1:], len(diagnostic)], strict=True):
        text = diagnostic[start:end]
        message, place, hints = _MESSAGE.match(text), _PLACE.search(text), _HINT.findall(text)
        assert message
        said = f"{message[2]} ({'; '.join(hints)})" if hints else message[2]
        file, line = (Path(place[1]).name, int(place[2])) if place else ("", 0)
        yield Remark(said, file, line, message[1] == "error")
