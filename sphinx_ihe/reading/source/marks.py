"""Where in a whole text there may be something to read, so that the scanners pass over all the rest.

A mark is no more than a likelihood: what is there is for the scanner to say. Nothing that is there is without a mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import Record
from sphinx_ihe.reading.source import mentions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_ihe.reading.source.mentions import Finder


class Sign(Record, frozen=True):
    """An expression, and a text that is a part of all that it finds: to look for that alone is much faster."""

    part: str
    find: Finder


_OWN = tuple(
    Sign(part, re.compile(rf"{part}{rest}").finditer)
    for part, rest in (("ihe:", ""), ("include", " ?::"), ("default-", "(?:domain|role) ?::"))
)
_NORMATIVE = tuple(Sign(word, re.compile(word).finditer) for word in mentions.NORMATIVE_WORDS)
_MENTIONS = (
    Sign("[", re.compile(rf"\[\s*(?:[A-Za-z][\w:]*\s?[{mentions.DASH}\s]\s?\w|[Pp]rovide)").finditer),
    Sign("T", re.compile(r"T(?:F-|BD|O\s?DO)").finditer),
    *(Sign(word, re.compile(rf"{word}\s+[1-9]").finditer) for word in ("Transaction", "Table")),
    Sign("", mentions.names),
)


class Marks(Record, frozen=True):
    """For each line a byte, which is 1 where the line may hold something.

    ``markup`` is for directives and roles, ``normative`` for words of BCP 14, ``mentions`` for all other mentions, and
    ``any`` for each of them.
    """

    markup: bytearray
    normative: bytearray
    mentions: bytearray
    any: bytes


def meets(marks: bytes | bytearray, start: int, stop: int) -> bool:
    """Is one of the lines among those that are marked?"""
    return marks.find(1, start, stop) >= 0


def mark(lines: list[str], *, everything: bool, prose: bool) -> Marks:
    """The marks of the lines of a text: of all markup or of ours, with those for running text or without."""
    text, count = "\n".join(lines), len(lines)
    markup = _every_markup(lines) if everything else _marked(_OWN, text.lower(), count)
    if not prose:
        return Marks(markup, bytearray(count), bytearray(count), bytes(markup))
    normative, mentions = _marked(_NORMATIVE, text, count), _marked(_MENTIONS, text, count)
    return Marks(markup, normative, mentions, either(markup, normative, mentions))


def either(*marks: bytes | bytearray) -> bytes:
    """The lines that have one of some marks; all are of the same number of lines."""
    found = 0
    for each in marks:
        found |= int.from_bytes(each, "little")
    return found.to_bytes(len(marks[0]), "little")


def _every_markup(lines: list[str]) -> bytearray:
    return bytearray(["`" in line or ".." in line for line in lines])


def _marked(signs: Iterable[Sign], text: str, count: int) -> bytearray:
    """The lines, so many, in which a sign is found, or a part of it: what looks like one mention may be several."""
    marks = bytearray(count)
    for sign in signs:
        if sign.part not in text:
            continue
        line = counted = 0
        for match in sign.find(text):
            start, end = match.span()
            line += text.count("\n", counted, start)
            last = line + text.count("\n", start, end)
            marks[line : last + 1] = b"\1" * (last + 1 - line)
            line, counted = last, end
    return marks
