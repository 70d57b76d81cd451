"""What all bodies share: rows by their actor, the reserved key ``notes``, ``none``, and note marks in cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sphinx_ihe.language import Note, Place, Problem, RowEnd, Written
from sphinx_ihe.language.names import nearest
from sphinx_ihe.reading.bodies.mending import colon_inside
from sphinx_ihe.reading.bodies.tree import BodyNode, Items, Mapping, Scalar, Tree, Unreadable, as_text, read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from sphinx_ihe.language import Line

BodyRow = TypeVar("BodyRow")

_NOTE = re.compile(r"\s*(\(\s*[0-9]+\s*\))\s*$")
_MARKS = re.compile(
    r"\s*(\(\s*(?:see\s+)?(?:notes?\s+)?[0-9]+(?:(?:\s|[,;&/()]|and|or|notes?)+[0-9]+)*\s*\))\s*$", re.IGNORECASE
)
"""Marks in other forms: of several notes, or with more than a number."""
_CUT_MARK = re.compile(r"\(\s*[0-9]+\s*$")
_REST_OF_MARK = re.compile(r"[0-9]+\s*\)?")
_NUMBER = re.compile(r"[0-9]+")
QUOTES = "put the text in quotes"


class Body(Struct, Generic[BodyRow], frozen=True):
    """A body as read. ``complete`` is false where rows of it could not be read, so that nothing follows from a lack."""

    rows: tuple[BodyRow, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    complete: bool


class Marked(NamedTuple):
    """A text without its note mark: ``value[:end]``, and the number of the mark."""

    end: int
    note: Written | None


class BodyReading:
    """Collects what is wrong with one body while it is read."""

    def __init__(self, tree: Tree, lines: Sequence[Line] = ()) -> None:
        self.problems = list(tree.problems)
        self.complete = tree.complete
        self._lines = lines
        self._faults = {(problem.place.line, problem.place.column) for problem in tree.problems}

    def problem(self, code: str, place: Place, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(code, place, message, hint))

    def refuse(self, node: BodyNode, expected: str, hint: str | None = None) -> None:
        """Report a node of the wrong shape, unless what is wrong with it has been said."""
        said = node.mended if isinstance(node, Scalar) else self._begins_with_fault(node)
        if not said:
            self.problem("IHE002", node.place, f"found {describe(node)}, expected {expected}", hint)

    def _begins_with_fault(self, node: BodyNode) -> bool:
        """Whether a node is unreadable, or has a bracket that is not closed."""
        bracketed = isinstance(node, Items) and node.bracketed
        return isinstance(node, Unreadable) or (bracketed and (node.place.line, node.place.column) in self._faults)

    def lose(self, node: BodyNode, expected: str, hint: str | None = None) -> None:
        """Refuse a node that leaves a gap in the table."""
        self.refuse(node, expected, hint)
        self.complete = False

    def mark(self, scalar: Scalar) -> Marked:
        """The text of a cell and the note that it carries. Of several notes it carries the first."""
        end, span = marked(scalar.value)
        if not scalar.value.endswith(")") or not (found := _MARKS.search(scalar.value)) or found.span(1) == span:
            return Marked(end, note(scalar, span) if span else None)
        written = scalar.part(*found.span(1))
        numbers = _NUMBER.findall(written.text)
        if len(numbers) > 1:
            self._several_notes(written)
        else:
            fault = f"found {written.text!r}, expected the number of the note alone"
            self.problem("IHE002", written.place, fault, f"write ({numbers[0]})")
        return Marked(found.start(), Written(numbers[0], written.place))

    def _several_notes(self, marks: Written) -> None:
        self.complete = False
        fault = f"a cell carries one note, found {marks.text!r}"
        self.problem("IHE002", marks.place, fault, "write a note that says all of them, and its number alone")

    def items(self, node: Items) -> Iterator[BodyNode]:
        """The entries of a list. Where commas have cut a mark of several notes in pieces, they are one entry."""
        entries = list(node.items)
        while entries:
            entry = entries.pop(0)
            found = _CUT_MARK.search(entry.value) if isinstance(entry, Scalar) and node.bracketed else None
            if isinstance(entry, Scalar) and found:
                self._several_notes(entry.part(*found.span()))
                entry = replace(entry, value=entry.value.rstrip() + ")", line=None)
                while entries and isinstance(rest := entries[0], Scalar) and _REST_OF_MARK.fullmatch(rest.value):
                    entries.pop(0)
            yield entry

    def end(self, key: Scalar, node: BodyNode) -> RowEnd | None:
        """Where a row can be written below this one; None where it shares a line, or more than spaces are before it."""
        first = key.line
        if first is None or first.columns is not None or first.text[: key.offset - key.quoted].strip():
            return None
        number = max(key.place.end_line, node.place.end_line)
        at = number - self._lines[0].number if self._lines else 0
        if not 0 <= at < len(self._lines) or self._lines[at].number != number:
            return None
        last = self._lines[at]
        return RowEnd(last.place(len(last.text), len(last.text)), " " * (key.place.column - 1))

    def unquoted(self, node: BodyNode, keys: Collection[str] = ()) -> BodyNode:
        """A text that a colon has made into a mapping is read as the text, and reported; other nodes as they are."""
        if not isinstance(node, Mapping) or any(nearest(key.value, keys) for key, _ in node.pairs):
            return node
        text = as_text(node)
        if text is None or text.line is None:
            return node
        colon = text.offset + len(node.pairs[0][0].value)
        colon = text.line.text.index(":", colon)
        self.problem("IHE002", text.line.place(colon, colon + 1), colon_inside(text.value), QUOTES)
        return text


def describe(node: BodyNode) -> str:
    """What an author would call a node."""
    if isinstance(node, Scalar):
        return "nothing" if node.empty else repr(node.written().text)
    if isinstance(node, Items):
        return "a list" if node.items else "an empty list"
    return "keys with values" if isinstance(node, Mapping) and node.pairs else "nothing"


def is_none(node: BodyNode) -> bool:
    """Whether a row says that it has no entries, with a note or without."""
    if not isinstance(node, Scalar) or node.value[:1] not in ("n", "N"):
        return False
    return node.value[: marked(node.value)[0]].strip() in ("none", "None")


def note_of_none(node: BodyNode) -> Written | None:
    """The note behind ``none``, which is one on the row."""
    span = marked(node.value)[1] if isinstance(node, Scalar) else None
    return note(node, span) if isinstance(node, Scalar) and span else None


def marked(value: str) -> tuple[int, tuple[int, int] | None]:
    """Where a text ends before its note mark, and where the mark stands."""
    found = _NOTE.search(value)
    return (found.start(), found.span(1)) if found else (len(value), None)


def note(scalar: Scalar, span: tuple[int, int]) -> Written:
    """The number in a note mark; its place is the mark with its brackets."""
    mark = scalar.part(*span)
    return replace(mark, text=mark.text.strip("() "))


def actor(key: Scalar, reading: BodyReading) -> tuple[Written, Written | None]:
    """The actor that a key names, and the note that stands behind the name."""
    end, note = reading.mark(key)
    return key.part(0, end), note


def read_body(
    lines: Sequence[Line],
    directive: Place,
    row: Callable[[Scalar, BodyNode, BodyReading], BodyRow | None],
    expected: str,
) -> Body[BodyRow]:
    """Read a body whose keys are rows; ``expected`` says what its keys and values are."""
    if not any(line.text.strip() for line in lines):
        empty = Problem("IHE002", directive, f"the table is empty, expected {expected}")
        return Body((), (), (empty,), complete=False)
    tree = read_tree(lines)
    # In Markdown, what stands before a line may be the mark of a quotation.
    plain = directive.column == 1 or not directive.file.endswith(".md")
    reading = BodyReading(tree, lines if plain else ())
    rows: list[BodyRow] = []
    notes: list[Note] = []
    if isinstance(tree.root, Mapping):
        for key, node in tree.root.pairs:
            if key.value == "notes":
                notes.extend(_notes(node, reading))
            elif (read := row(key, node, reading)) is not None:
                rows.append(read)
    elif tree.root is not None:
        reading.lose(tree.root, expected)
    reading.problems.sort(key=lambda problem: problem.place)
    return Body(tuple(rows), tuple(notes), tuple(reading.problems), reading.complete)


def _notes(node: BodyNode, reading: BodyReading) -> Iterator[Note]:
    if not isinstance(node, Mapping):
        reading.refuse(node, "the notes by number, such as 1: Only in this case.")
        return
    for number, text in node.pairs:
        text = reading.unquoted(text)
        if not _NUMBER.fullmatch(number.value.strip()):
            reading.refuse(number, "the number of a note")
        elif not isinstance(text, Scalar) or text.empty:
            reading.refuse(text, "the text of the note")
        else:
            yield Note(number.written(), text.written())
