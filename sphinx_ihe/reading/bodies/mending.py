"""What YAML cannot read: said in an author's words, and mended so that reading goes on behind it.

A mended text keeps its lines and columns, so that places stay true: a character that YAML takes for syntax is replaced
by a stand-in of the same width, or a line is left blank.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from sphinx_ihe.language import Problem, Record
from sphinx_ihe.reading.bodies.tabs import indent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_ihe.language import Line

MendingSpot: TypeAlias = tuple[int, int]
"""Line and column of a body, both from 0."""

MAX_FAULTS = 20
"""After so many, the rest of a body is left out: it is no YAML."""

_MANY_BRACKETS = 100
_BRACKET = re.compile(r"[\[\]{}]")
_STAND_INS = 0xF0000  # a private plane of Unicode: nobody writes these
_BREAKS = str.maketrans(dict.fromkeys("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))
_UNPRINTABLE = "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""Compiled when it is first needed: that takes longer than to read a document."""
_STAND_IN = re.compile("[\U000f0000-\U000f007f]")
_SEPARATOR = re.compile(r":(?=\s|$)")
_DOCUMENT = re.compile(r"(?:---|\.\.\.)(?:\s|$)")
_MARKS = ("-", ".", "%")
_QUOTES = "put the text in quotes"


class MendingState(Record, frozen=True):
    """Where reading stood when it failed: the innermost open bracket, the last quoted text of more than one line."""

    bracket: MendingSpot | None
    quoted: tuple[MendingSpot, MendingSpot] | None


class Fault(Record, frozen=True):
    """An error of YAML: its range, what to say, and the texts to read instead; ``loses`` if they lack something.

    ``misplaced`` tells that the row at ``start`` is indented otherwise than the rows above allow.
    """

    start: MendingSpot
    end: MendingSpot
    message: str
    texts: list[str]
    help: str | None = None
    loses: bool = False
    misplaced: bool = False


def prepare(lines: Sequence[Line]) -> tuple[list[str], list[Problem]]:
    """The texts of a body without what no body may hold, and the problems of that."""
    texts: list[str] = []
    problems: list[Problem] = []
    started = False
    for number, line in enumerate(lines):
        started = started or bool(number and texts[-1].strip())
        if line.text.isascii() and line.text.isprintable() and line.text[:1] not in _MARKS:
            texts.append(line.text)
            continue
        text = line.text.translate(_BREAKS)
        for start, end, new, message, hint in _unwanted(text, started):
            text = text[:start] + new.ljust(end - start) + text[end:]
            if message:
                problems.append(Problem("IHE002", line.place(start, end), message, hint))
        texts.append(text.replace("\t", " "))
    return _shallow(texts), problems


def _shallow(texts: list[str]) -> list[str]:
    """The texts without brackets inside of many others: YAML refuses them, or reads them ever more slowly."""
    if sum(text.count("[") + text.count("{") for text in texts) <= _MANY_BRACKETS:
        return texts
    depth = 0
    shallow = []
    for text in texts:
        kept = list(text)
        for found in _BRACKET.finditer(text):
            opens = found[0] in "[{"
            depth += opens
            if depth > _MANY_BRACKETS:
                kept[found.start()] = " "
            depth = max(depth - (not opens), 0)
        shallow.append("".join(kept))
    return shallow


def _unwanted(text: str, started: bool) -> Iterator[tuple[int, int, str, str, str | None]]:
    """What no line may hold: its range, what to read instead, and what to say."""
    for found in re.finditer(_UNPRINTABLE, text):
        yield *found.span(), "", f"the invisible character U+{ord(found[0]):04X} has no place here", "remove it"
    if _DOCUMENT.match(text):
        message = f"{text[:3]!r} stands between documents of YAML; a body is one"
        yield 0, 3, "", message if started or text[0] == "." else "", None
    if text.startswith("%"):
        yield 0, 1, chr(_STAND_INS + ord("%")), "a text cannot start with %", _QUOTES


def colon_inside(text: str) -> str:
    """What to say of a text that YAML takes for a key and its value."""
    return f"a colon and a space inside {restore(text.strip())!r}"


def restore(value: str) -> str:
    """A value as written, without stand-ins."""
    if value.isascii():
        return value
    return _STAND_IN.sub(lambda found: chr(ord(found[0]) - _STAND_INS), value)


def diagnose(error: Any, texts: Sequence[str], state: MendingState, count: int) -> Fault:
    """What an error of YAML means. Each fault mends something, so that reading comes to an end."""
    case = _Case(error, list(texts), state)
    fault = next(fault for reading in _READINGS if (fault := reading(case)))
    if count >= MAX_FAULTS or fault.texts == texts:
        rest = [text if number < fault.start[0] else "" for number, text in enumerate(texts)]
        return replace(fault, texts=rest if rest != texts else [""] * len(rest), loses=True)
    return fault


class _Case:
    """One error: what YAML says, where, and the text there."""

    def __init__(self, error: Any, texts: list[str], state: MendingState) -> None:
        self.problem = str(error.problem or "")
        self.context = str(error.context or "")
        self.texts = texts
        self.state = state
        self.line, self.column = self._clamp(error.problem_mark)
        self.origin = self._clamp(error.context_mark) if error.context_mark else (self.line, self.column)
        self.at_end = error.problem_mark.line >= len(texts)

    def _clamp(self, mark: Any) -> MendingSpot:
        number = min(mark.line, len(self.texts) - 1)
        return number, min(mark.column, len(self.texts[number]))

    @property
    def spot(self) -> MendingSpot:
        return self.line, self.column

    @property
    def text(self) -> str:
        return self.texts[self.line]

    def char(self, spot: MendingSpot) -> str:
        return self.texts[spot[0]][spot[1] : spot[1] + 1]

    def stand_in(self, spot: MendingSpot) -> list[str]:
        """The texts with the character there replaced by one that YAML takes for an ordinary one."""
        char = self.char(spot)
        return self.put(spot, chr(_STAND_INS + ord(char)) if char and ord(char) < 128 else " ")

    def put(self, spot: MendingSpot, char: str) -> list[str]:
        number, column = spot
        texts = list(self.texts)
        texts[number] = texts[number][:column] + char + texts[number][column + 1 :]
        return texts

    def drop(self, number: int) -> list[str]:
        """The texts without a line and what is indented below it."""
        texts = list(self.texts)
        width = indent(texts[number])
        texts[number] = ""
        for below in range(number + 1, len(texts)):
            if texts[below].strip():
                if indent(texts[below]) <= width:
                    break
                texts[below] = ""
        return texts

    def above(self, number: int) -> int:
        """The line above that is not blank; the first line if there is none."""
        return next((above for above in range(number - 1, -1, -1) if self.texts[above].strip()), 0)

    def content(self, number: int) -> tuple[MendingSpot, MendingSpot, str]:
        text = self.texts[number]
        start, end = indent(text), len(text.rstrip())
        return (number, start), (number, end), restore(text[start:end])


# Each reading below looks at one kind of error, and returns None where it is another.


def _unclosed_quote(case: _Case) -> Fault | None:
    """A quotation mark that is never closed, or that a quotation mark of a later row closes."""
    opened: MendingSpot | None = None
    if "scalar" in case.context and ("end of stream" in case.problem or "document indicator" in case.problem):
        opened = case.origin
    elif case.state.quoted and (last := case.state.quoted)[1][0] == case.line and last[1] <= case.spot:
        opened = last[0]
    if opened is None or case.char(opened) not in ("'", '"'):
        return None
    message = f"the quotation mark {case.char(opened)} is not closed"
    return Fault(opened, (opened[0], opened[1] + 1), message, case.put(opened, " "))


def _escape(case: _Case) -> Fault | None:
    """A backslash in double quotes that starts no escape of YAML."""
    found = re.search(r"\\[^\\]*$", case.text[: case.column + 1])
    if (
        "escape" not in case.problem and "hexdecimal" not in case.problem and "hexadecimal" not in case.problem
    ) or not found:
        return None
    start, end = (case.line, found.start()), (case.line, found.start() + 2)
    return Fault(start, end, "a backslash in double quotes", case.stand_in(start), "use single quotes")


def _unclosed_bracket(case: _Case) -> Fault | None:
    """A bracket that is not closed before the next row."""
    bracket = case.state.bracket
    if bracket is None or (case.line == bracket[0] and not case.at_end):
        return None
    texts, width = list(case.texts), indent(case.texts[bracket[0]])
    below = range(bracket[0] + 1, case.line + 1)
    row = next((each for each in below if _SEPARATOR.search(texts[each]) and indent(texts[each]) <= width), None)
    if row is None and not case.at_end and indent(case.text) > width:
        return None
    char = case.char(bracket)
    last = case.line if case.at_end and row is None else case.above(row or case.line)
    while not texts[last].strip():
        last -= 1
    texts[last] = re.sub(r"(\s#.*)?$", "", texts[last], count=1).rstrip(", ") + ("]" if char == "[" else "}")
    return Fault(bracket, (bracket[0], bracket[1] + 1), f"the bracket {char} is not closed", texts)


def _colon(case: _Case) -> Fault | None:
    """A colon where no key can end: in a text, or behind lines that are no key."""
    if "mapping values are not allowed" not in case.problem:
        return None
    before = case.text[: case.column]
    first = _SEPARATOR.search(before)
    if first is None:
        return _row_out_of_place(case)
    end = (case.line, case.column + 1)
    value = restore(case.text[first.end() :].strip())
    rest = case.text[case.column + 1 :].strip()
    if rest and rest[0] not in "[{" and rest != "none":
        hint = _QUOTES if '"' in value or "'" in value else f'put the text in quotes: "{value}"'
        return Fault(case.spot, end, colon_inside(value), case.stand_in(case.spot), hint)
    key = restore(before.strip().removeprefix("- "))
    hint = f'put the key in quotes: "{key}":'
    return Fault(case.spot, end, "a second colon in one line", case.stand_in((case.line, first.start())), hint)


def _row_out_of_place(case: _Case) -> Fault:
    """A row that follows a text: the text lacks its colon, or the row is indented under a row that has a value."""
    value = case.above(case.line)
    while (
        value > 0
        and not _SEPARATOR.search(case.texts[value])
        and indent(case.texts[case.above(value)]) < indent(case.texts[value])
    ):
        value = case.above(value)
    width = indent(case.text)
    owner = _SEPARATOR.search(case.texts[value])
    if owner and case.texts[value][owner.end() :].strip() and indent(case.texts[value]) < width:
        key = restore(case.texts[value][: owner.start()].strip())
        message = f"indented below {key!r}, which has a value already"
        return Fault((case.line, width), case.spot, message, case.drop(case.line), loses=True, misplaced=True)
    above = case.above(case.line)
    return _no_colon(case, above)


def _no_colon(case: _Case, number: int) -> Fault:
    start, end, content = case.content(number)
    return Fault(
        start,
        end,
        f"{content!r} has no colon",
        case.drop(number),
        "write a key, a colon, a space and a value",
        loses=True,
    )


def _missing_colon(case: _Case) -> Fault | None:
    if "expected ':'" not in case.problem:
        return None
    return _no_colon(case, case.origin[0])


def _list_in_line(case: _Case) -> Fault | None:
    if "sequence entries are not allowed" not in case.problem:
        return None
    texts = case.drop(case.line)
    end = (case.line, case.column + 1)
    hint = "begin the list in a line of its own, or write it in brackets: [a, b]"
    return Fault(case.spot, end, "a list item behind other text", texts, hint, loses=True)


def _reserved(case: _Case) -> Fault | None:
    """A character that YAML keeps for itself at the start of a text."""
    if case.state.bracket and case.char(case.spot) == "," and "node content" in case.problem:
        end = (case.line, case.column + 1)
        return Fault(case.spot, end, "an item is missing before the comma", case.put(case.spot, " "))
    if case.char(case.spot) in tuple(",]}") and "node content" in case.problem:
        return _cannot_start(case, case.spot)
    for spot in (case.spot, case.origin):
        char = case.char(spot)
        if char and char in "@`%&*!|>?" and not case.char((spot[0], spot[1] - 1) if spot[1] else spot).isalnum():
            return _cannot_start(case, spot)
    return None


def _cannot_start(case: _Case, spot: MendingSpot) -> Fault:
    message = f"a text cannot start with {case.char(spot)}"
    return Fault(spot, (spot[0], spot[1] + 1), message, case.stand_in(spot), _QUOTES)


def _behind_a_value(case: _Case) -> Fault | None:
    """Text behind a closing quotation mark or bracket."""
    before = case.text[: case.column].rstrip()
    if not before or before.endswith(("-", ":", ",", "[", "{")):
        return None
    rest = case.text[case.column :].rstrip()
    if re.match(r":(\s|$)", rest):
        text = re.split(r"[,\[{]", before)[-1] + re.split(r"[,\]}]", rest)[0]
        return Fault(case.spot, (case.line, case.column + 1), colon_inside(text), case.stand_in(case.spot), _QUOTES)
    texts = case.drop(case.line)
    loses = bool(_SEPARATOR.search(rest)) or case.state.bracket is not None
    if not loses:
        texts = list(case.texts)
        texts[case.line] = before
    end = (case.line, case.column + len(rest))
    message = f"{restore(rest)!r} stands behind the end of a text or list"
    return Fault(case.spot, end, message, texts, "put the whole text in quotes", loses)


def _misplaced_row(case: _Case) -> Fault | None:
    """A row that fits neither the rows above it nor the row they belong to."""
    start, end, content = case.content(case.line)
    if not content or case.column != start[1]:
        return None
    if content.startswith(":"):
        message = "a key is missing before the colon"
    elif _is_text(case, above := case.above(case.line)) and indent(case.texts[above]) == start[1]:
        return _no_colon(case, above)
    elif content.startswith("- "):
        message = "a list item among rows with keys"
    elif "sequence" in case.context or "block collection" in case.context:
        message = f"{content!r} is no item of the list above it"
    else:
        message = f"{content!r} is indented differently from the rows above it"
    return Fault(start, end, message, case.drop(case.line), loses=True, misplaced=True)


def _is_text(case: _Case, number: int) -> bool:
    """Whether a line is neither an item of a list nor a row with a key."""
    text = case.texts[number].strip()
    return bool(text) and not text.startswith("- ") and not _SEPARATOR.search(text) and number != case.line


def _anything(case: _Case) -> Fault:
    number = case.line if case.text.strip() else case.above(case.line)
    start, end, content = case.content(number)
    return Fault(start, end, f"{content!r} cannot be read as YAML ({case.problem})", case.drop(number), loses=True)


_READINGS: tuple[Callable[[_Case], Fault | None], ...] = (
    _unclosed_quote,
    _escape,
    _unclosed_bracket,
    _colon,
    _missing_colon,
    _list_in_line,
    _reserved,
    _behind_a_value,
    _misplaced_row,
    _anything,
)
