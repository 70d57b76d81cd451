"""Tabs before the rows of a body: they count as spaces up to the next of every eight columns, whatever editors show."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from sphinx_ihe.language import Line, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.language import Place

MESSAGE = "a tab in the indentation"
HELP = "indent with spaces"
_STOP = 8


class Aligned(NamedTuple):
    """A body whose rows stand where their tabs had moved them from, and what is said of these tabs."""

    lines: list[Line]
    texts: list[str]
    problems: list[Problem]


def indent(text: str) -> int:
    """The width of the white space that a text begins with."""
    return len(text) - len(text.lstrip())


def expand(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Problem]]:
    """A body without tabs before its rows, and what is said of those that it had."""
    if "\t" not in "".join([line.text for line in lines]):
        return lines, []
    problems: list[Problem] = []
    expanded: list[Line] = []
    for line in lines:
        width = indent(line.text)
        if "\t" in line.text[:width] and line.text.strip():
            problems.append(Problem("IHE002", line.place(line.text.index("\t"), width), MESSAGE, HELP))
            line = _expanded(line, width)
        expanded.append(line)
    return expanded, problems


def _expanded(line: Line, width: int) -> Line:
    spaces = 0
    columns: list[int] = []
    for at in range(width):
        wide = _STOP - spaces % _STOP if line.text[at] == "\t" else 1
        spaces += wide
        columns += [line.place(at, at).column] * wide
    columns += (line.place(at, at).column for at in range(width, len(line.text) + 1))
    return replace(line, text=" " * spaces + line.text[width:], columns=tuple(columns))


def tab(line: Line) -> Place | None:
    """The indentation of a line from its first tab on; None where no tab is in it, or none of more than one column."""
    width = indent(line.text)
    columns = line.columns[: width + 1] if line.columns else ()
    start = next((at for at, (column, following) in enumerate(pairwise(columns)) if column == following), None)
    return None if start is None else line.place(start, width)


def align(lines: Sequence[Line], texts: Sequence[str], row: int) -> Aligned | None:
    """Move what stands right above a row, and is indented deeper by tabs, to the indentation of that row.

    None where no tab has indented the first of the rows above, or where ``row`` has a tab as well.
    """
    right = indent(texts[row])
    above = [number for number in range(row) if texts[number].strip()]
    deeper = list(takewhile(lambda number: indent(texts[number]) > right, reversed(above)))
    if not deeper or tab(lines[deeper[-1]]) is None or tab(lines[row]):
        return None
    aligned = Aligned(list(lines), list(texts), [])
    width = indent(texts[deeper[-1]]) - right
    for number in reversed(deeper):
        place = tab(lines[number]) if indent(texts[number]) == right + width else None
        if place:
            aligned.problems.append(Problem("IHE002", place, MESSAGE, HELP))
            aligned.lines[number] = _cut(lines[number], width)
            aligned.texts[number] = texts[number][width:]
    return aligned


def _cut(line: Line, width: int) -> Line:
    """A line with tabs, without so many columns of its indentation."""
    columns = line.columns[width:] if line.columns else None
    return replace(line, text=line.text[width:], columns=columns)
