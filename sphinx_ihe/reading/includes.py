"""The ``include`` directive: which file it names, and which part of that file's text.

Sphinx takes a path that begins with ``/`` from the source folder, any other from the folder of the document, also where
the directive stands in a file that is itself included.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import Block, Place, Problem

if TYPE_CHECKING:
    from sphinx_ihe.language import Written

CODE = "IHE006"

_PARSED_AS_RST = {"rst", "restructuredtext", "rest", "restx", "rtxt"}
"""The names of the parser that reads this markup (docutils.parsers)."""


class Clip(Struct, frozen=True):
    """The part of a file that is included: lines ``[start:end]``, of these what is after and before some text."""

    start: int | None = None
    end: int | None = None
    after: Written | None = None
    before: Written | None = None


WHOLE = Clip()


class Include(Struct, frozen=True):
    """An ``include`` directive.

    ``parsed`` is false where its file is shown as it is, or is in another markup; ``apart`` is true where it is parsed
    by itself, so that its title styles are its own. ``title_offset`` is added to the levels of its titles.
    """

    path: Written
    clip: Clip
    encoding: Written | None
    parsed: bool
    apart: bool
    title_offset: int = 0


class BadIncludeError(Exception):
    """An include that cannot be followed, and why."""

    def __init__(self, place: Place, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(CODE, place, message, hint)


def read_include(block: Block, *, markdown: bool = False) -> Include | None:
    """What an ``include`` directive asks for; None for the files that docutils itself brings (``<isonum.txt>``).

    In Markdown, what is included is Markdown, whatever ``:parser:`` says.

    Raises BadIncludeError.
    """
    if block.argument is None:
        raise BadIncludeError(block.place, "expected the path of a file after 'include::'")
    if re.fullmatch("<.*>", block.argument.text):
        return None
    options = {option.name.text: option.value for option in block.options}
    parser = None if markdown else options.get("parser")
    clip = Clip(
        _number(options.get("start-line")),
        _number(options.get("end-line")),
        options.get("start-after"),
        options.get("end-before"),
    )
    parsed = not {"literal", "code"} & options.keys() and (parser is None or parser.text.lower() in _PARSED_AS_RST)
    offset = _number(options.get("heading-offset")) if markdown else None
    return Include(block.argument, clip, options.get("encoding"), parsed, parser is not None, offset or 0)


def _number(value: Written | None) -> int | None:
    if value is None:
        return None
    try:
        return int(value.text)
    except ValueError:
        raise BadIncludeError(value.place, f"expected the number of a line, found {value.text!r}") from None


def resolve(path: str, document: str) -> str:
    """Where an include leads, relative to the source folder, as the path of the document is."""
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(document), path)
    return posixpath.normpath(joined)


def clipped(text: str, clip: Clip) -> str:
    """The included part of a text, with empty lines for what stands before it, so that its lines keep their numbers.

    Raises BadIncludeError where a text to look for is not there.
    """
    lines = text.splitlines(keepends=True)
    start, end, _ = slice(clip.start, clip.end).indices(len(lines))
    before, text = len(lines[:start]), "".join(lines[start:end])
    if clip.after:
        found = _find(text, clip.after)
        before += len(text[: found.end()].splitlines(keepends=True)) - (not text[: found.end()].endswith("\n"))
        text = text[found.end() :]
    if clip.before:
        text = text[: _find(text, clip.before).start()]
    return "\n" * before + text


def _find(text: str, wanted: Written) -> re.Match[str]:
    # White space of an option's value is folded, that of the file is not.
    found = re.search(r"\s+".join(map(re.escape, wanted.text.split())), text)
    if found is None:
        raise BadIncludeError(wanted.place, f"the included file has no text {wanted.text!r}")
    return found
