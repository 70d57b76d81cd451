"""The body of ``ihe:interaction-diagram`` and ``ihe:process-flow``: one message, note or other step a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.language import (
    DIVIDED,
    FRAGMENTS,
    LIFELINE_WORDS,
    DiagramNote,
    Divider,
    FragmentLine,
    LifelineLine,
    Line,
    Lineup,
    Message,
    NumberedFrom,
    Place,
    Problem,
    parties_of,
)
from sphinx_ihe.language.names import nearest
from sphinx_ihe.reading.bodies.message_parts import UnreadableLineError, parties, party, text_behind, text_within, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.language import Step

_ARROW = re.compile(r"(?:^|(?<=\s))[-=~<>.]{2,}(?=\s|$)|[-=~.]*-+>+(?:x(?=\s|$))?|<-+|[→←⇒⟶]")
_ARROWS = {"->": ">", "-->": ">", "->>": ">>", "-->>": ">>", "->x": "x", "-->x": "x"}
_NOTE = re.compile(r"note\b\s*(?P<side>[^:]*?)(?:\s*:|$)", re.IGNORECASE)
_SIDE = re.compile(r"(?P<side>over|left\s+of|right\s+of)\b\s*(?P<parties>.*)", re.IGNORECASE)
_DIVIDER = re.compile(r"={2,}(?P<text>.*?)={2,}")
_DELAY = re.compile(r"\.{3}(?:(?P<text>.*?)\.{3})?")
_WORD = re.compile(r"[A-Za-z]+(?=\s|:|$)")
_FORM = "a message such as A -> B: text, or a note such as note over A: text"
_WORDS = (*FRAGMENTS, "else", "end", *LIFELINE_WORDS, "participant", "box", "autonumber", "note")
_OTHER_WORDS = {"and": "else", "option": "else", "also": "else", "participants": "participant"}
_OTHER_WORDS |= dict.fromkeys(("actor", "boundary", "control", "entity", "database", "collections"), "participant")
"""What other notations call the same."""


class Messages(NamedTuple):
    """A body as read."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]


def read_messages(lines: Sequence[Line], directive: Place) -> Messages:
    """Read the messages; blank lines and lines that begin with ``#`` say nothing."""
    said = [line for line in lines if line.text.strip() and not line.text.lstrip().startswith("#")]
    sequence = _Sequence()
    for line in said:
        sequence.read(line)
    if not said:
        sequence.problems.append(Problem("IHE002", directive, f"the diagram is empty, expected {_FORM}"))
    sequence.close()
    return Messages(tuple(sequence.steps), tuple(sequence.problems))


class _Sequence:
    """What has been read of a body, and what of it is still open."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.problems: list[Problem] = []
        self._open: list[FragmentLine] = []
        self._active: list[str] = []
        self._order: list[str] = []

    def read(self, line: Line) -> None:
        """Read one line."""
        try:
            step = _step(line)
            self._fits(step, line)
        except UnreadableLineError as unreadable:
            self.problems.append(unreadable.problem)
            return
        for each in parties_of(step):
            if each.name.text not in self._order:
                self._order.append(each.name.text)
        self.steps.append(step)

    def _fits(self, step: Step, line: Line) -> None:
        """Whether a step can stand where it does."""
        if isinstance(step, FragmentLine):
            self._fragment(step, line)
        elif isinstance(step, LifelineLine):
            name = step.party.name.text
            if step.word == "activate":
                self._active.append(name)
            elif step.word == "deactivate" and name not in self._active:
                raise UnreadableLineError(line, words(line), f"{name!r} is not active here, expected activate before")
            elif step.word == "deactivate":
                self._active.remove(name)
        elif isinstance(step, Lineup) and step.text:
            self._box(step, line)

    def _fragment(self, step: FragmentLine, line: Line) -> None:
        if step.word in FRAGMENTS:
            self._open.append(step)
            return
        span = words(line)
        if not self._open:
            raise UnreadableLineError(line, span, f"no fragment is open before {step.word!r}, expected alt or another")
        around = self._open[-1].word
        if step.word == "end":
            if step.text and step.text.text not in (around, "fragment"):
                raise UnreadableLineError(line, span, f"found 'end {step.text.text}', expected end of {around!r}")
            self._open.pop()
        elif around not in DIVIDED:
            raise UnreadableLineError(line, span, f"{around!r} has no 'else', expected {', '.join(DIVIDED)} before it")

    def _box(self, step: Lineup, line: Line) -> None:
        names = [each.name.text for each in step.parties]
        order = list(dict.fromkeys((*self._order, *names)))
        at = sorted(order.index(name) for name in names)
        boxed = {p.name.text for s in self.steps if isinstance(s, Lineup) and s.text for p in s.parties}
        if twice := next((name for name in names if name in boxed), None):
            raise UnreadableLineError(line, words(line), f"{twice!r} is in another box already")
        if at[-1] - at[0] >= len(at):
            between = next(name for name in order[at[0] : at[-1]] if name not in names)
            message = f"{between!r} stands between the actors of this box, expected the box before the messages"
            raise UnreadableLineError(line, words(line), message)

    def close(self) -> None:
        """Report what was never closed, and close it."""
        for fragment in reversed(self._open):
            fault = f"{fragment.word!r} is not closed, expected a line end"
            self.problems.append(Problem("IHE002", fragment.place, fault))
            self.steps.append(FragmentLine("end", None, fragment.place))


def _step(line: Line) -> Step:
    text = line.text
    begin = len(text) - len(text.lstrip())
    colon = text.find(":")
    arrow = _ARROW.search(text, begin, colon if colon >= 0 else len(text))
    word = _WORD.match(text, begin)
    keyword = word[0].lower() if word else ""
    if word and keyword in _WORDS and (arrow is None or (colon < 0 and word[0].islower())):
        return _keyword(line, keyword, word.end())
    if (divider := _DIVIDER.fullmatch(text.strip())) or (delay := _DELAY.fullmatch(text.strip())):
        found = divider or delay
        assert found is not None
        start, end = found.span("text") if found["text"] else (0, 0)
        written = text_within(line, begin + start, begin + end)
        return Divider(written if written.text else None, delay=divider is None)
    if arrow is None:
        raise _unknown(line, begin, colon, keyword)
    return _message(line, begin, arrow, colon)


def _unknown(line: Line, begin: int, colon: int, keyword: str) -> UnreadableLineError:
    found = line.text[begin : colon if colon >= 0 else None].strip()
    span = (begin, begin + len(found))
    near = _OTHER_WORDS.get(keyword) or (nearest(keyword, _WORDS) if keyword else None)
    if near:
        return UnreadableLineError(line, (begin, begin + len(keyword)), f"found {keyword!r}, expected {near!r}")
    return UnreadableLineError(line, span, f"found {found!r}, expected {_FORM}")


def _message(line: Line, begin: int, arrow: re.Match[str], colon: int) -> Message:
    head = _ARROWS.get(arrow[0])
    if head is None:
        back = ", from the sender to the receiver" if "<" in arrow[0] else ""
        fault = f"unknown arrow {arrow[0]!r}, expected ->, --> (an answer), ->> (asynchronous) or ->x (lost){back}"
        raise UnreadableLineError(line, arrow.span(), fault)
    start = party(line, begin, arrow.start())
    end = party(line, arrow.end(), colon if colon >= 0 else len(line.text))
    if start is None or end is None:
        side = "before" if start is None else "after"
        raise UnreadableLineError(line, arrow.span(), f"nobody stands {side} the arrow, expected {_FORM}")
    text, slanted = text_behind(line, colon, (arrow.end(), len(line.text.rstrip())))
    return Message(start, end, text, arrow[0].startswith("--"), slanted, head)


def _keyword(line: Line, word: str, end: int) -> Step:
    """A line that begins with a word of ours, which ends there."""
    colon = line.text.find(":", end)
    if word == "note":
        return _note(line)
    if word in FRAGMENTS or word in ("else", "end"):
        first = end + (line.text[end:].lstrip().startswith(":") and line.text[end:].index(":") + 1)
        text = text_within(line, first, len(line.text))
        if not text.text and word == "group":
            raise UnreadableLineError(line, words(line), f"no text after {word!r}, expected the name of the group")
        return FragmentLine(word, text if text.text else None, line.place(*words(line)))
    if word == "autonumber":
        number = text_within(line, end, len(line.text))
        if number.text and not number.text.isdecimal():
            fault = f"found {number.text!r}, expected nothing, or the number of the first message"
            raise UnreadableLineError(line, words(line, end), fault)
        return NumberedFrom(int(number.text or "1"))
    named = tuple(parties(line, end, colon if word == "box" and colon >= 0 else len(line.text)))
    if not named or (word in LIFELINE_WORDS and len(named) > 1):
        whom = "more than one actor" if named else "nobody"
        expected = "one actor" if word in LIFELINE_WORDS else "actors, with commas"
        raise UnreadableLineError(line, words(line), f"{word!r} names {whom}, expected {expected}")
    if word in LIFELINE_WORDS:
        return LifelineLine(word, named[0])
    return Lineup(named, text_behind(line, colon, words(line))[0] if word == "box" else None)


def _note(line: Line) -> DiagramNote:
    note = _NOTE.match(line.text, len(line.text) - len(line.text.lstrip()))
    assert note is not None
    side = _SIDE.fullmatch(line.text, note.start("side"), note.end("side"))
    if side is None:
        word = note["side"].split(" ")[0] if note["side"] else ""
        at = note.start("side") if word else note.start()
        message = f"found {word or 'note'!r}, expected note over, note left of or note right of, and an actor"
        raise UnreadableLineError(line, (at, at + len(word or "note")), message)
    where = " ".join(side["side"].lower().split())
    named = tuple(parties(line, side.start("parties"), side.end("parties")))
    if not named or (where != "over" and len(named) > 1):
        whom = "more than one actor" if named else "nobody"
        message = f"a note {where} {whom}, expected one actor"
        raise UnreadableLineError(line, side.span("side") if not named else side.span("parties"), message)
    colon = note.end() - 1 if note[0].endswith(":") else -1
    return DiagramNote(named, text_behind(line, colon, side.span(), starred=False)[0], where.removesuffix(" of"))
