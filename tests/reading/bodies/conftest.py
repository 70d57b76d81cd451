from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_ihe.language import Line, Place, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIRST, COLUMN = 10, 4
DIRECTIVE = Place("a.rst", FIRST - 2, 1, FIRST - 2, 20)
MARK = re.compile(r"\{\{\w+\||\}\}")


def to_lines(text: str) -> tuple[Line, ...]:
    """A body as it stands in a file: its first line is line 10, indented by three spaces."""
    return tuple(Line(line, "a.rst", FIRST + number, COLUMN) for number, line in enumerate(text.split("\n")))


def mark(text: str, marks: Iterable[tuple[str, Place]]) -> str:
    """The text of a body with ``{{label|…}}`` around each place, which must lie in the body."""
    lines = text.split("\n")
    opened: dict[tuple[int, int], list[tuple[tuple[int, int], str]]] = {}
    closed: dict[tuple[int, int], int] = {}
    for label, place in marks:
        start, end = (place.line, place.column), (place.end_line, place.end_column)
        assert start < end, f"{label} has no width: {place}"
        for number, column in (start, end):
            assert COLUMN <= column <= COLUMN + len(lines[number - FIRST]), f"{label} lies outside: {place}"
        opened.setdefault(start, []).append((end, f"{{{{{label}|"))
        closed[end] = closed.get(end, 0) + 1
    marked = []
    for number, line in enumerate(lines, FIRST):
        out = ""
        for column in range(COLUMN, COLUMN + len(line) + 1):
            out += "}}" * closed.get((number, column), 0)
            out += "".join(label for _, label in sorted(opened.get((number, column), []), reverse=True))
            out += line[column - COLUMN : column - COLUMN + 1]
        marked.append(out)
    return "\n".join(marked)


class Bodies:
    """Reads bodies; what is found there is told as marks in their text."""

    def read(self, reader: Callable[..., Any], text: str) -> Any:
        return reader(to_lines(text), DIRECTIVE)

    def problems(self, reader: Callable[..., Any], text: str) -> str:
        """The body with each of its problems marked by its code."""
        clean = MARK.sub("", text)
        return mark(clean, [(problem.code, problem.place) for problem in self.read(reader, clean).problems])

    def messages(self, reader: Callable[..., Any], text: str) -> list[str]:
        return [problem.message for problem in self.read(reader, MARK.sub("", text)).problems]

    def places(self, text: str, *written: Written | None) -> str:
        """The body with each of these texts marked where it stands: ``{{w|…}}``."""
        assert all(written), "a text is missing"
        return mark(text, [("w", each.place) for each in written if each])

    def mark(self, text: str, *places: Place) -> str:
        return mark(text, [("w", place) for place in places])


@pytest.fixture
def bodies() -> Bodies:
    return Bodies()
