"""The parts of a line of a diagram: who is named in it, and what is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import Line, Party, Problem, Written
from sphinx_ihe.language.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARRED = re.compile(r"\*(?!\*)(?P<inner>[^*]+)\*")
_MARKED = re.compile(r"^[+-](?=\w)|\s*(?:\+\+|--|\*\*|!!)+\s*$")
"""What other notations write beside a name to say when it is active, created or destroyed."""
_AS = re.compile(r"\s(?P<word>as)\s")


class UnreadableLineError(Exception):
    """A line, or a part of it, that cannot be read."""

    def __init__(self, line: Line, span: tuple[int, int], message: str) -> None:
        super().__init__(message)
        start, end = span
        self.problem = Problem("IHE002", line.place(start, max(end, start + 1)), message)


def words(line: Line, start: int = 0) -> tuple[int, int]:
    """Where the words of a line stand, without the spaces around them."""
    text = line.text[start:]
    start += len(text) - len(text.lstrip())
    return start, len(line.text.rstrip())


def text_within(line: Line, start: int, end: int) -> Written:
    """What is written in a part of a line."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    return Written(fold(text), line.place(start, start + len(text.strip())))


def text_behind(line: Line, colon: int, before: tuple[int, int], *, starred: bool = True) -> tuple[Written, bool]:
    """What stands after the colon, and whether all of it stands in asterisks, which then are gone."""
    text = text_within(line, colon + 1, len(line.text)) if colon >= 0 else None
    if text is None or not text.text:
        start, end = before if text is None else (colon, colon + 1)
        start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
        fault = f"no text after {line.text[start:end]!r}, expected a colon and a text"
        raise UnreadableLineError(line, (start, end), fault)
    inner = _STARRED.fullmatch(text.text) if starred else None
    return (Written(fold(inner["inner"]), text.place), True) if inner else (text, False)


def parties(line: Line, start: int, end: int) -> Iterator[Party]:
    """Those who are named in a part of a line, with commas."""
    for found in re.finditer(r"[^,]+", line.text[start:end]):
        each = party(line, start + found.start(), start + found.end())
        if each:
            yield each


def party(line: Line, start: int, end: int) -> Party | None:
    """The party in a part of a line; one in asterisks is no actor."""
    written = text_within(line, start, end)
    starred = _STARRED.fullmatch(written.text)
    if starred:
        return Party(Written(fold(starred["inner"]), written.place), actor=False)
    first, _ = words(Line(line.text[:end], line.file, line.number, line.column, line.columns), start)
    if marked := _MARKED.search(written.text):
        mark = marked[0].strip()
        fault = f"found {mark!r}, expected an actor alone, and a line activate, deactivate, create or destroy"
        at = line.text.index(mark, first)
        raise UnreadableLineError(line, (at, at + len(mark)), fault)
    if short := _AS.search(line.text, first, end):
        raise UnreadableLineError(line, short.span("word"), "found 'as', expected names without short forms of them")
    return Party(written) if written.text else None
