"""The body of ``ihe:interaction-diagram`` and ``ihe:process-flow``: one message or note a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.language import DiagramNote, Line, Message, Party, Place, Problem, Written
from sphinx_ihe.language.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ARROW = re.compile(r"(?:^|(?<=\s))[-=~<>.]{2,}(?=\s|$)|[-=~.]*-+>+|<-+|[→←⇒⟶]")
_NOTE = re.compile(r"note\b\s*(?P<side>[^:]*?)(?:\s*:|$)", re.IGNORECASE)
_SIDE = re.compile(r"(?P<side>over|left\s+of|right\s+of)\b\s*(?P<parties>.*)", re.IGNORECASE)
_STARRED = re.compile(r"\*(?!\*)(?P<inner>[^*]+)\*")
_FORM = "a message such as A -> B: text, or a note such as note over A: text"


class Messages(NamedTuple):
    """A body as read."""

    steps: tuple[Message | DiagramNote, ...]
    problems: tuple[Problem, ...]


def read_messages(lines: Sequence[Line], directive: Place) -> Messages:
    """Read the messages; blank lines and lines that begin with ``#`` say nothing."""
    steps: list[Message | DiagramNote] = []
    problems: list[Problem] = []
    said = [line for line in lines if line.text.strip() and not line.text.lstrip().startswith("#")]
    for line in said:
        try:
            steps.append(_step(line))
        except _UnreadableMessageError as unreadable:
            problems.append(unreadable.problem)
    if not said:
        problems.append(Problem("IHE002", directive, f"the diagram is empty, expected {_FORM}"))
    return Messages(tuple(steps), tuple(problems))


class _UnreadableMessageError(Exception):
    def __init__(self, line: Line, span: tuple[int, int], message: str) -> None:
        super().__init__(message)
        start, end = span
        place = line.place(start, max(end, start + 1))
        self.problem = Problem("IHE002", place, message)


def _step(line: Line) -> Message | DiagramNote:
    text = line.text
    begin = len(text) - len(text.lstrip())
    note = _NOTE.match(text, begin)
    if note and not _ARROW.search(text[: note.end()]):
        return _note(line, note)
    colon = text.find(":")
    arrow = _ARROW.search(text, begin, colon if colon >= 0 else len(text))
    if arrow is None:
        found = text[begin : colon if colon >= 0 else None].strip()
        raise _UnreadableMessageError(line, (begin, begin + len(found)), f"found {found!r}, expected {_FORM}")
    if arrow[0] not in ("->", "-->"):
        raise _UnreadableMessageError(line, arrow.span(), f"unknown arrow {arrow[0]!r}, expected -> or --> (an answer)")
    start = _party(line, begin, arrow.start())
    end = _party(line, arrow.end(), colon if colon >= 0 else len(text))
    if start is None or end is None:
        side = "before" if start is None else "after"
        raise _UnreadableMessageError(line, arrow.span(), f"nobody stands {side} the arrow, expected {_FORM}")
    words = _text(line, colon, (arrow.end(), len(text.rstrip())))
    inner = _STARRED.fullmatch(words.text)
    if inner:
        words = Written(fold(inner["inner"]), words.place)
    return Message(start, end, words, dashed=arrow[0] == "-->", slanted=inner is not None)


def _note(line: Line, note: re.Match[str]) -> DiagramNote:
    side = _SIDE.fullmatch(line.text, note.start("side"), note.end("side"))
    if side is None:
        word = note["side"].split(" ")[0] if note["side"] else ""
        at = note.start("side") if word else note.start()
        message = f"found {word or 'note'!r}, expected note over, note left of or note right of, and an actor"
        raise _UnreadableMessageError(line, (at, at + len(word or "note")), message)
    where = fold(side["side"].lower()).removesuffix(" of")
    parties = tuple(_parties(line, side.start("parties"), side.end("parties")))
    if not parties or (where != "over" and len(parties) > 1):
        whom = "more than one actor" if parties else "nobody"
        message = f"a note {fold(side['side'].lower())} {whom}, expected one actor"
        raise _UnreadableMessageError(line, side.span("side") if not parties else side.span("parties"), message)
    colon = note.end() - 1 if note[0].endswith(":") else -1
    return DiagramNote(parties, _text(line, colon, side.span()), where)


def _parties(line: Line, start: int, end: int) -> Iterator[Party]:
    for found in re.finditer(r"[^,]+", line.text[start:end]):
        party = _party(line, start + found.start(), start + found.end())
        if party:
            yield party


def _party(line: Line, start: int, end: int) -> Party | None:
    """The party in a part of a line; one in asterisks is no actor."""
    written = _written(line, start, end)
    starred = _STARRED.fullmatch(written.text)
    if starred:
        return Party(Written(fold(starred["inner"]), written.place), actor=False)
    return Party(written) if written.text else None


def _text(line: Line, colon: int, before: tuple[int, int]) -> Written:
    """What stands after the colon."""
    text = _written(line, colon + 1, len(line.text)) if colon >= 0 else None
    if text is None or not text.text:
        start, end = before if text is None else (colon, colon + 1)
        start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
        raise _UnreadableMessageError(
            line, (start, end), f"no text after {line.text[start:end]!r}, expected a colon and a text"
        )
    return text


def _written(line: Line, start: int, end: int) -> Written:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    return Written(fold(text), line.place(start, start + len(text.strip())))
