"""HTML tables, in Markdown and in ``raw:: html``: merged cells stand in each of their rows and columns."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.language import GridCell, Place, TableGrid, Written
from sphinx_ihe.reading.grids.typed_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.reading.grids.typed_text import TypedText

_tables = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL).finditer
_BREAKS = frozenset(("br", "p", "li", "div", "ul", "ol", "tr"))
_WIDEST = 100


def grids(typed: TypedText) -> Iterator[TableGrid]:
    """The HTML tables of a text."""
    shown = "\n".join(typed.shown)
    for found in _tables(shown):
        line = shown.count("\n", 0, found.start())
        column = found.start() - (shown.rfind("\n", 0, found.start()) + 1)
        parser = _TableParser(typed.file, line, column)
        parser.feed(found[0])
        parser.close()
        end = line + found[0].count("\n")
        rows = _expanded(parser.rows)
        if len(rows) > 1:
            place = typed.place(line, column, end, len(typed.lines[end]))
            yield TableGrid(place, tuple(rows), parser.caption or typed.caption_above(line), typed.below(end + 1))


class _TableParser(HTMLParser):
    """Collects rows of cells, each with the columns and rows that it takes."""

    def __init__(self, file: str, line: int, column: int) -> None:
        super().__init__(convert_charrefs=False)
        self.file, self.line, self.column = file, line, column
        self.rows: list[list[tuple[GridCell, int, int]]] = []
        self.caption: Written | None = None
        self._inside = ""
        self._spans = (1, 1)
        self._lines: list[list[tuple[str, Place]]] = [[]]
        self._start = self._at(0)

    def _at(self, length: int) -> Place:
        line, column = self.getpos()
        column += self.column if line == 1 else 0
        number = self.line + line
        return Place(self.file, number, column + 1, number, column + length + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th", "caption"):
            self._end()
            given = dict(attrs)
            self._inside, self._start = tag, self._at(0)
            self._spans = (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag == "tr":
            self._end()
            self.rows.append([])
        elif tag in _BREAKS:
            self._lines.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self._lines.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "caption", "table"):
            self._end()
        elif tag in _BREAKS:
            self._lines.append([])

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip():
            self._piece(data)
        elif self._inside and self._lines[-1]:
            self._lines[-1].append((" ", self._lines[-1][-1][1]))

    def handle_entityref(self, name: str) -> None:
        from html import unescape

        self._piece(unescape(f"&{name};"), len(name) + 2)

    def handle_charref(self, name: str) -> None:
        from html import unescape

        self._piece(unescape(f"&#{name};"), len(name) + 3)

    def _piece(self, data: str, length: int | None = None) -> None:
        """A text and its place: its only line, or the first of its lines that has text."""
        place = self._at(length or len(data))
        lead = data[: len(data) - len(data.lstrip())]
        if "\n" in data:
            below = lead.count("\n")
            column = len(lead) - lead.rfind("\n") if below else place.column + len(lead)
            line = place.line + below
            stripped = data.strip()
            last = stripped.rpartition("\n")[2]
            end = line + stripped.count("\n")
            ends = column + len(stripped) if end == line else len(last) + 1
            place = Place(self.file, line, column, end, ends)
        elif length is None:
            start = place.column + len(lead)
            place = replace(place, column=start, end_column=start + len(data.strip()))
        self._lines[-1].append((data, place))

    def _end(self) -> None:
        """Close the cell or the caption at hand."""
        inside, self._inside = self._inside, ""
        lines = [written for pieces in self._lines if (written := _written(pieces))]
        self._lines = [[]]
        if inside == "caption" and lines:
            self.caption = lines[0]
        elif inside and self.rows:
            self.rows[-1].append((GridCell(tuple(lines), lines[0].place if lines else self._start), *self._spans))


def _span(value: str | None) -> int:
    return min(int(value), _WIDEST) if value and value.strip().isdigit() and int(value) > 0 else 1


def _written(pieces: list[tuple[str, Place]]) -> Written | None:
    text = plain(" ".join("".join(data for data, _ in pieces).split()))
    if not text:
        return None
    first = next(place for data, place in pieces if data.strip())
    last = next(place for data, place in reversed(pieces) if data.strip())
    return Written(text, replace(first, end_line=last.end_line, end_column=last.end_column))


def _expanded(rows: list[list[tuple[GridCell, int, int]]]) -> list[tuple[GridCell, ...]]:
    """The rows with merged cells in each of their places."""
    found: list[tuple[GridCell, ...]] = []
    carried: dict[int, tuple[GridCell, int]] = {}
    for row in rows:
        cells: list[GridCell] = []
        waiting = list(row)
        while waiting or len(cells) in carried:
            at = len(cells)
            if at in carried:
                cell, left = carried.pop(at)
                if left > 1:
                    carried[at] = (cell, left - 1)
                cells.append(cell)
                continue
            cell, columns, down = waiting.pop(0)
            again = replace(cell, repeated=True)
            for number in range(columns):
                if down > 1:
                    carried[at + number] = (again, down - 1)
                cells.append(again if number else cell)
        if cells:
            found.append(tuple(cells))
    return found
