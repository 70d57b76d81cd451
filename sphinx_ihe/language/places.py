"""Places in source text, and texts with their places."""

from __future__ import annotations

from msgspec import Struct


class Record(Struct, frozen=True, gc=False, array_like=True):
    """What was read. Records hold no cycles, so that Python need not look for any among them.

    The types of their fields are there when the program runs: with them a cache reads its records back.
    """


class Place(Record, frozen=True, order=True):
    """A range of source text: lines and columns count from 1, columns in characters, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def start(self) -> tuple[int, int]:
        """Line and column of the first character."""
        return self.line, self.column

    @property
    def end(self) -> tuple[int, int]:
        """Line and column behind the last character."""
        return self.end_line, self.end_column


class Written(Record, frozen=True):
    """A text as its author wrote it (white space folded), and where."""

    text: str
    place: Place


class Line(Record, frozen=True):
    """One line of a directive's body, without the indentation of the body.

    ``column`` is where ``text[0]`` stands. ``columns`` is given only where tabs make the two disagree: the source
    column of each character of ``text`` and of its end.
    """

    text: str
    file: str
    number: int
    column: int
    columns: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> Place:
        """The source range of ``text[start:end]``."""
        if self.columns is not None:
            last = len(self.columns) - 1
            return Place(
                self.file, self.number, self.columns[min(start, last)], self.number, self.columns[min(end, last)]
            )
        return Place(self.file, self.number, self.column + start, self.number, self.column + end)
