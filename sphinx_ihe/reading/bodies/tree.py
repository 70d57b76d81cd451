"""The YAML of a body as a tree of texts with places.

Every scalar is a string. What of YAML is not wanted (anchors, aliases, tags, duplicate keys, several documents) and
what cannot be read at all becomes problems; reading goes on behind them, so that all problems of a body are found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from sphinx_ihe.language import Line, Place, Problem, Record, Written
from sphinx_ihe.language.names import fold
from sphinx_ihe.reading.bodies import mending, tabs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAX_DEPTH = 12
_NULLS = ("", "~", "null", "Null", "NULL")
_COMMENT = re.compile(r"\s+(#\S.*?)\s*$")
"""What follows a text and was hardly meant as a comment, which has a space after its mark."""
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*?(?=:?(?:[\s,\[\]{}]|$))")


class Scalar(Record, frozen=True):
    """A text. ``value`` is what YAML makes of it.

    ``line`` is the line in which the value stands as it is, at ``offset``; None where there is no such line.
    ``mended`` tells that it was read only after a problem in it had been reported.
    """

    value: str
    place: Place
    line: Line | None = None
    offset: int = 0
    quoted: bool = False
    mended: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is written."""
        return not self.quoted and self.value in _NULLS

    def written(self) -> Written:
        """All of it, with white space folded."""
        return Written(fold(self.value), self.place)

    def part(self, start: int, end: int) -> Written:
        """``value[start:end]`` without the white space around it, at its own place or else at that of the whole."""
        text = self.value[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if self.line is None:
            return Written(fold(text), self.place)
        start += self.offset
        return Written(fold(text), self.line.place(start, start + len(text)))


class Mapping(Record, frozen=True):
    """Keys and values in the order written; a key may stand twice."""

    pairs: tuple[tuple[Scalar, BodyNode], ...]
    place: Place


class Items(Record, frozen=True):
    """A list; ``bracketed`` where it is written ``[a, b]``."""

    items: tuple[BodyNode, ...]
    place: Place
    bracketed: bool


class Unreadable(Record, frozen=True):
    """What has been reported and has no meaning."""

    place: Place


BodyNode: TypeAlias = Scalar | Mapping | Items | Unreadable


class Tree(Record, frozen=True):
    """A body as read. ``root`` is None where it is empty; ``complete`` is false where something of it was left out."""

    root: BodyNode | None
    problems: tuple[Problem, ...]
    complete: bool


def read_tree(lines: Sequence[Line]) -> Tree:
    """Read a body. A place in the tree and in its problems is a range of the source of these lines."""
    lines, problems = tabs.expand(lines)
    texts, unwanted = mending.prepare(lines)
    problems += unwanted
    complete = True
    while True:
        builder = _Builder(lines, texts)
        error = builder.build(texts)
        if error is None:
            break
        fault = mending.diagnose(error, texts, builder.state(), len(problems))
        if fault.misplaced and (aligned := tabs.align(lines, texts, fault.start[0])):
            lines, texts = aligned.lines, aligned.texts
            problems += (problem for problem in aligned.problems if problem not in problems)
            continue
        problem = _problem(lines, fault)
        if not (fault.loses and any(known.place.line == problem.place.line for known in problems)):
            problems.append(problem)
        complete = complete and not fault.loses
        texts = fault.texts
    problems.extend(builder.problems)
    problems.sort(key=lambda problem: problem.place)
    return Tree(builder.root, tuple(problems), complete and builder.complete)


def _problem(lines: Sequence[Line], fault: mending.Fault) -> Problem:
    """What is said of an error: the tab, where it has moved the row away from that above."""
    row = fault.start[0]
    above = next((number for number in range(row - 1, -1, -1) if lines[number].text.strip()), row)
    if fault.misplaced and (place := tabs.tab(lines[row])) and not tabs.tab(lines[above]):
        return Problem("IHE002", place, tabs.MESSAGE, tabs.HELP)
    return Problem("IHE002", _range(lines, fault.start, fault.end), fault.message, fault.help)


def as_text(mapping: Mapping) -> Scalar | None:
    """The text that an unquoted colon has made into a mapping: ``ATX: TLS Syslog``; None if it is no such text."""
    if len(mapping.pairs) != 1:
        return None
    key, value = mapping.pairs[0]
    if not isinstance(value, Scalar) or not key.line or not value.line or key.line.number != value.line.number:
        return None
    if key.quoted or value.quoted or value.empty:
        return None
    end = value.offset + len(value.value)
    place = key.line.place(key.offset, end)
    return Scalar(key.line.text[key.offset : end], place, key.line, key.offset, mended=True)


def _range(lines: Sequence[Line], start: mending.MendingSpot, end: mending.MendingSpot) -> Place:
    """The source range between two spots of the body, none of them beyond its last line."""
    first, last = _spot(lines, start), _spot(lines, max(start, end))
    return Place(first.file, first.line, first.column, last.line, last.column)


def _spot(lines: Sequence[Line], spot: mending.MendingSpot) -> Place:
    number, column = spot
    if number >= len(lines):
        number, column = len(lines) - 1, len(lines[-1].text)
    column = min(column, len(lines[number].text))
    return lines[number].place(column, column)


class _Builder:
    """Builds the tree from the events of one reading; at an error of YAML it keeps what it has."""

    def __init__(self, lines: Sequence[Line], texts: Sequence[str]) -> None:
        self.lines = lines
        self.texts = texts
        self.problems: list[Problem] = []
        self.complete = True
        self.root: BodyNode | None = None
        self._open: list[mending.MendingSpot] = []
        self._quoted: tuple[mending.MendingSpot, mending.MendingSpot] | None = None

    def state(self) -> mending.MendingState:
        """Where reading stood when it failed."""
        return mending.MendingState(self._open[-1] if self._open else None, self._quoted)

    def build(self, texts: Sequence[str]) -> Exception | None:
        """Read all events; the error of YAML that stopped it, if one did."""
        import yaml

        # Events need no more than a parser, which is faster to make than a loader.
        loader: Any = yaml.SafeLoader
        if hasattr(yaml, "CSafeLoader"):
            loader = yaml.cyaml.CParser  # type: ignore[attr-defined]
        events: Iterator[Any] = yaml.parse("\n".join(texts) + "\n", Loader=loader)
        try:
            for event in events:
                name = type(event).__name__
                if name == "DocumentStartEvent":
                    self.root = self._node(next(events), events, 0)
        except yaml.MarkedYAMLError as error:
            return error
        return None

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> BodyNode:
        name = type(event).__name__
        if name == "ScalarEvent":
            return self._scalar(event)
        if name == "AliasEvent":
            spot = _start(event)
            end = (event.end_mark.line, event.end_mark.column)
            return self._refuse(
                spot, end, "{!r} is an alias of YAML, which has no meaning here", "put the text in quotes"
            )
        start = self._properties(event) if event.anchor or event.tag else _start(event)
        if depth >= _MAX_DEPTH:
            self._skip(events)
            return self._refuse(start, start, "nested too deeply", None)
        bracketed = self.texts[start[0]][start[1] : start[1] + 1] in ("[", "{")
        if bracketed:
            self._open.append(start)
        if name == "MappingStartEvent":
            pairs, end = self._pairs(events, depth + 1)
            nodes: list[BodyNode] = [node for pair in pairs for node in pair]
            built: BodyNode = Mapping(tuple(pairs), self._extent(start, end, nodes, bool(event.flow_style)))
        else:
            nodes, end = self._items(events, depth + 1)
            built = Items(tuple(nodes), self._extent(start, end, nodes, bool(event.flow_style)), bracketed)
        if bracketed:
            self._open.pop()
        return built

    def _skip(self, events: Iterator[Any]) -> None:
        """Leave out the rest of a collection."""
        level = 1
        while level:
            name = type(next(events)).__name__
            level += name.endswith("StartEvent")
            level -= name.endswith("EndEvent")

    def _pairs(self, events: Iterator[Any], depth: int) -> tuple[list[tuple[Scalar, BodyNode]], Any]:
        """The entries of a mapping, and the event that ends it."""
        pairs: list[tuple[Scalar, BodyNode]] = []
        seen: dict[str, Scalar] = {}
        while type(event := next(events)).__name__ != "MappingEndEvent":
            key = self._node(event, events, depth)
            value = self._node(next(events), events, depth)
            if isinstance(key, Scalar) and key.value.strip():
                self._check_key(key, seen)
                if isinstance(value, Scalar) and not value.value and not value.quoted:
                    value = replace(value, place=key.place)
                pairs.append((key, value))
                continue
            if isinstance(key, Scalar):
                self._problem(key.place, "a key is missing before the colon")
            elif not isinstance(key, Unreadable):
                brackets = "without brackets" if isinstance(key, Items) else "as plain text"
                self._problem(key.place, f"a key must be a text; write it {brackets}")
            self.complete = False
        return pairs, event

    def _check_key(self, key: Scalar, seen: dict[str, Scalar]) -> None:
        name = fold(key.value)
        if name in seen:
            self._problem(key.place, f"{name!r} stands twice, first in line {seen[name].place.line}")
        seen.setdefault(name, key)

    def _items(self, events: Iterator[Any], depth: int) -> tuple[list[BodyNode], Any]:
        """The entries of a list, and the event that ends it."""
        items: list[BodyNode] = []
        while type(event := next(events)).__name__ != "SequenceEndEvent":
            items.append(self._node(event, events, depth))
        return items, event

    def _extent(self, start: mending.MendingSpot, end: Any, nodes: Sequence[BodyNode], flow: bool) -> Place:
        """The range of a collection: to its bracket, or to the end of its last entry."""
        if flow or not nodes:
            return _range(self.lines, start, (end.end_mark.line, end.end_mark.column))
        first, last = _spot(self.lines, start), nodes[-1].place
        return Place(first.file, first.line, first.column, last.end_line, last.end_column)

    def _scalar(self, event: Any) -> Scalar:
        start, end = _start(event), (event.end_mark.line, event.end_mark.column)
        if event.anchor or event.tag:
            start = min(self._properties(event), end)
        value = mending.restore(event.value)
        mended = value != event.value
        if event.style in ("|", ">"):
            return Scalar(value, _range(self.lines, start, self._block_end(start, end)), quoted=True, mended=mended)
        quoted = bool(event.style)
        if start[0] != end[0]:
            if quoted:
                self._quoted = (start, end)
            return Scalar(value, _range(self.lines, start, end), quoted=quoted, mended=mended)
        if start == end:
            return Scalar(value, self._gap(start), mended=mended)
        text = self.texts[start[0]]
        if len(text) > end[1] and not quoted and (lost := _COMMENT.match(text, end[1])):
            message = f"{lost[1]!r} is a comment of YAML, which is not printed"
            self._problem(self.lines[start[0]].place(*lost.span(1)), message, "put the text in quotes")
        line = self.lines[start[0]]
        place = line.place(start[1], end[1])
        offset = start[1] + quoted
        if mending.restore(text[offset : end[1] - quoted]) == value:
            return Scalar(value, place, line, offset, quoted, mended)
        return Scalar(value, place, quoted=quoted, mended=mended)

    def _gap(self, spot: mending.MendingSpot) -> Place:
        """Where a text is missing: the colon or hyphen before it."""
        number, column = spot
        while number > 0 and not self._text(number)[:column].strip():
            number -= 1
            column = len(self.texts[number])
        end = len(self._text(number)[:column].rstrip())
        return _range(self.lines, (number, max(end - 1, 0)), (number, end))

    def _text(self, number: int) -> str:
        return self.texts[number] if number < len(self.texts) else ""

    def _block_end(self, start: mending.MendingSpot, end: mending.MendingSpot) -> mending.MendingSpot:
        """The end of the last line of a block scalar that is not blank."""
        number = min(end[0] if end[1] else end[0] - 1, len(self.texts) - 1)
        while number > start[0] and not self.texts[number].strip():
            number -= 1
        return number, len(self.texts[number].rstrip())

    def _properties(self, event: Any) -> mending.MendingSpot:
        """Report the anchor and the tag of a node; where the node itself starts."""
        number, column = _start(event)
        while True:
            text = self.texts[number]
            column += len(text[column:]) - len(text[column:].lstrip())
            if found := _PROPERTY.match(text, column):
                kind = "an anchor" if found[0].startswith("&") else "a tag"
                message = f"{found[0]!r} is {kind} of YAML, which has no meaning here"
                self._problem(self.lines[number].place(column, found.end()), message, "put the text in quotes")
                column = found.end()
            elif text[column:] or (number + 1, 0) > (event.end_mark.line, event.end_mark.column):
                return number, column
            else:
                number, column = number + 1, 0

    def _refuse(
        self, start: mending.MendingSpot, end: mending.MendingSpot, message: str, hint: str | None
    ) -> Unreadable:
        place = _range(self.lines, start, end)
        self._problem(place, message.format(self.texts[start[0]][start[1] : end[1]]), hint)
        self.complete = False
        return Unreadable(place)

    def _problem(self, place: Place, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem("IHE002", place, message, hint))


def _start(event: Any) -> mending.MendingSpot:
    return event.start_mark.line, event.start_mark.column
