"""Where in a whole text there may be something to read, so that the scanners pass over all the rest.

A mark is no more than a likelihood: what is there is for the scanner to say. Nothing that is there is without a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.source import mentions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_ihe.source.mentions import Finder

# Each expression but one begins with a fixed character, which ``re`` finds much faster than alternatives.
_NORMATIVE = tuple(re.compile(word).finditer for word in mentions.NORMATIVE_WORDS)
_MENTIONS = (
    re.compile(rf"\[\s*[A-Za-z][\w:]*\s?[{mentions.DASH}\s]\s?\w").finditer,
    re.compile(r"TF-").finditer,
    re.compile(r"TO\s?DO").finditer,
    re.compile(r"TBD").finditer,
    re.compile(r"\[\s*[Pp]rovide").finditer,
    *(re.compile(rf"{word}\s+[A-F1-9]").finditer for word in ("Actor", "Transaction", "Profile", "Table")),
    mentions.names,
)


class Marks(NamedTuple):
    """For each line a byte, which is 1 where the line may hold something.

    ``markup`` is for directives and roles, ``normative`` for words of BCP 14, ``mentions`` for all other mentions, and
    ``any`` for each of them.
    """

    markup: bytearray
    normative: bytearray
    mentions: bytearray
    any: bytearray


def meets(marks: bytes | bytearray, start: int, stop: int) -> bool:
    """Is one of the lines among those that are marked?"""
    return marks.find(1, start, stop) >= 0


def mark(lines: list[str], *, everything: bool, prose: bool) -> Marks:
    """The marks of the lines of a text: of all markup or of ours, with those for running text or without."""
    markup = _every_markup(lines) if everything else _own_markup(lines)
    normative, mentions, either = bytearray(len(lines)), bytearray(len(lines)), markup[:]
    if prose:
        text = "\n".join(lines)
        starts = [*accumulate([len(line) + 1 for line in lines], initial=0)]
        _mark(_NORMATIVE, text, starts, normative, either)
        _mark(_MENTIONS, text, starts, mentions, either)
    return Marks(markup, normative, mentions, either)


def _every_markup(lines: list[str]) -> bytearray:
    return bytearray(["`" in line or ".." in line for line in lines])


def _own_markup(lines: list[str]) -> bytearray:
    """The lines that may hold a directive or a role of ours, or a directive of the context."""
    return bytearray(
        [
            "ihe:" in line or ("::" in line and ("include" in line or "default-" in line))
            for line in "\n".join(lines).lower().split("\n")
        ]
    )


def _mark(finders: Iterable[Finder], text: str, starts: list[int], *marked: bytearray) -> None:
    """Mark the lines in which an expression is found, or a part of it: what looks like one mention may be several."""
    for finder in finders:
        for match in finder(text):
            line = bisect_right(starts, match.start()) - 1
            end = match.end()
            for marks in marked:
                marks[line] = 1
            while starts[line + 1] < end:
                line += 1
                for marks in marked:
                    marks[line] = 1
