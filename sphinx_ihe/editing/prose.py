"""Names of actors and transactions in running text without markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.language import Written
from sphinx_ihe.language.names import without_possessive
from sphinx_ihe.reading.declarations import part
from sphinx_ihe.reading.source import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Place
    from sphinx_ihe.language.lines import Lines

_word = re.compile(r"[^\s/]+").finditer
_option = re.compile(r"\s*:[\w-]+:(?:\s|$)").match
_closing_fence = re.compile(r"\s*(?:`{3,}|~{3,}|:{3,})\s*").fullmatch
_adornment = re.compile(r"([!-/:-@\[-`{-~])\1{2,}").fullmatch
_other = re.compile(r"\.\.(?:\s|$)|[`~:]{3}|[-*+|]\s|[|+]|#\.\s|%").match
_FAR = 40
"""So many lines below a directive are looked at."""


def transactions_in(written: Written) -> Iterator[tuple[Written, Written | None]]:
    """The ids of transactions in a text of one line, each with the capitalised words before it."""
    place = written.place

    def locate(start: int, end: int) -> Place:
        return replace(place, column=place.column + start, end_column=place.column + end)

    if "[" in written.text:
        for mention in mentions.mentions(written.text, locate):
            if mention.kind == mentions.TRANSACTION:
                yield Written(mention.text, mention.place), mention.name


def actors_in(framework: Framework) -> Iterator[Written]:
    """The names of known actors in running text, of more than one word: in a run of capitalised words the longest."""
    known = framework.actor_names
    others = {title.text for title in framework.titles} - known
    longest = max((name.count(" ") + 1 for name in known), default=0)
    for mention in framework.mentions(mentions.NAME):
        if mention.text in known:
            yield Written(mention.text, mention.place)
        elif mention.text not in others:
            yield from _inside(Written(mention.text, mention.place), known, longest)


def _inside(written: Written, known: frozenset[str], longest: int) -> Iterator[Written]:
    words = [found.span() for found in _word(written.text)]
    at = 0
    while at < len(words):
        for last in range(min(at + longest, len(words)) - 1, at, -1):
            start, end = words[at][0], words[last][1]
            text = without_possessive(written.text[start:end])
            if text in known:
                yield part(written, start, start + len(text))
                at = last
                break
        at += 1


def paragraph_below(lines: Lines, row: int, *, titles: int) -> str | None:
    """The first paragraph below a directive without a body; at most so many titles may stand between the two.

    The row of the directive counts from 0. None where something else stands there.
    """
    row += 1
    while _option(lines.line(row)) or _closing_fence(lines.line(row)):
        row += 1
    found: list[str] = []
    for at in range(row, row + _FAR):
        line = lines.line(at).strip()
        is_title = line.startswith("#") or bool(line and _adornment(lines.line(at + 1).strip()))
        if is_title or (_adornment(line) and not found):
            titles -= is_title
            if titles < 0 or found:
                break
        elif line and (found or not _other(line)):
            found.append(line)
        elif line or found:
            break
    return " ".join(found) or None
