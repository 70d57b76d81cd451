"""Comma-separated cells, each with the place of its characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import Record
from sphinx_ihe.reading.source.state import Extent
from sphinx_ihe.reading.source.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_code = re.compile(
    r"(?:(?:0x|x|\\x|U\+?|\\u)(?P<hex>[0-9a-f]+)|&#x(?P<entity>[0-9a-f]+);|(?P<decimal>[0-9]+))\Z", re.IGNORECASE
).match

_Character = tuple[str, int, int]
"""A character, its line and its column."""


class Dialect(Record, frozen=True):
    """How cells are divided and quoted: the options of the ``csv-table`` directive."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    keep_space: bool = False


class BrokenError(Exception):
    """The text cannot be read as cells."""


def dialect(options: Iterable[tuple[str, str]]) -> Dialect:
    """The dialect that the options of the directive name. Raises BrokenError."""
    given = dict(options)
    delimiter = given.get("delim", ",")
    return Dialect(
        delimiter={"tab": "\t", "space": " "}.get(delimiter) or _character(delimiter),
        quote=_character(given.get("quote", '"')),
        escape=_character(given["escape"]) if "escape" in given else "",
        keep_space="keepspace" in given,
    )


def _character(value: str) -> str:
    if len(value) > 1 and (match := _code(value)):
        digits = match["hex"] or match["entity"]
        value = chr(int(digits, 16) if digits else int(match["decimal"]))
    if len(value) != 1:
        raise BrokenError
    return value


def cells(extents: Iterable[Extent], options: Iterable[tuple[str, str]]) -> list[Extent]:
    """The cells of a table as texts of their own, in reading order; none where the table is broken."""
    try:
        form = dialect(options)
        found = [(extent.text, cell) for extent in extents for cell in _CsvReader(form).read(_characters(extent))]
    except BrokenError:
        return []
    return [_extent(text, cell) for text, cell in found if cell]


def _characters(extent: Extent) -> Iterator[_Character]:
    for index in range(extent.start, extent.stop):
        column = extent.column(index)
        for offset, character in enumerate(extent.line(index)):
            yield character, index, column + offset
        yield "\n", index, len(extent.text.lines[index])


class _CsvReader:
    """Python's ``csv`` module in its strict mode, with places."""

    def __init__(self, form: Dialect) -> None:
        self.form = form
        self.cells: list[list[_Character]] = []
        self.cell: list[_Character] = []
        self.state = self._field_start

    def read(self, characters: Iterator[_Character]) -> list[list[_Character]]:
        escaped = False
        for each in characters:
            character = each[0]
            if escaped:
                self.cell.append(each)
                escaped = False
            elif character == self.form.escape and self.state != self._after_quote:
                escaped = True
                if self.state == self._field_start:
                    self.state = self._bare
            else:
                self.state(each)
        if self.state == self._quoted:
            raise BrokenError
        return self.cells

    def _end_cell(self) -> None:
        self.cells.append(self.cell)
        self.cell = []
        self.state = self._field_start

    def _field_start(self, each: _Character) -> None:
        character = each[0]
        if character == self.form.quote:
            self.state = self._quoted
        elif character != " " or self.form.keep_space:
            self.state = self._bare
            self._bare(each)

    def _bare(self, each: _Character) -> None:
        if each[0] in ("\n", self.form.delimiter):
            self._end_cell()
        else:
            self.cell.append(each)

    def _quoted(self, each: _Character) -> None:
        if each[0] == self.form.quote:
            self.state = self._bare if self.form.escape else self._after_quote
        else:
            self.cell.append(each)

    def _after_quote(self, each: _Character) -> None:
        if each[0] == self.form.quote:
            self.cell.append(each)
            self.state = self._quoted
        elif each[0] in ("\n", self.form.delimiter):
            self._end_cell()
        else:
            raise BrokenError


def _extent(text: Text, cell: list[_Character]) -> Extent:
    """The cell as a text of its own."""
    lines: list[list[_Character]] = [[]]
    for each in cell:
        if each[0] == "\n":
            lines.append([])
        else:
            lines[-1].append(each)
    origins = {}
    for number, line in enumerate(lines):
        columns = [text.at(index, column)[1] - 1 for _, index, column in line]
        origins[number] = (*columns, columns[-1] + 1) if columns else 0
    first = cell[0][1]
    strings = ["".join([character for character, _, _ in line]).rstrip() for line in lines]
    return Extent(Text(strings, text.number + first, dict(origins), {}), (0, len(strings)), 0, 0)
