"""Tables of reStructuredText (grid, simple, ``list-table``, ``csv-table``), and of the directives in MyST."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.language import GridCell, Place, TableGrid, Written
from sphinx_ihe.reading.source import csv_cells, tables
from sphinx_ihe.reading.source.policy import policies, policy
from sphinx_ihe.reading.source.state import Extent
from sphinx_ihe.reading.source.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.reading.grids.typed_text import TypedText

_border = re.compile(r"( *)(?:(\+-[-+]+-\+)|(=+(?: +=+)+)) *$").match
_directive = re.compile(
    r"(?P<indent> *)(?:\.\. +(?P<name>(?:list|csv)-table) ?::|(?:`{3,}|:{3,})\{(?P<myst>(?:list|csv)-table)\})"
    r"\s*(?P<title>.*)"
).match
_any_directive = re.compile(r" *\.\.(?: +|$)(?:([\w:.+-]+) ?::|)").match
_option = re.compile(r"\s*:(?P<name>[\w-]+):\s*(?P<value>.*)").match
_item = re.compile(r"\s*[*-]\s+[-*](?:\s+|$)").match


def grids(typed: TypedText) -> Iterator[TableGrid]:
    """The tables of a text that are drawn or stand in a directive."""
    at = 0
    while at < len(typed.shown):
        line = typed.shown[at]
        if found := _directive(line):
            stop = _body_end(typed, at, len(found["indent"]), fenced=bool(found["myst"]))
            if not _is_literal(typed, at):
                name = found["name"] or found["myst"]
                title = typed.written(at, found.start("title"), len(line)) if found["title"].strip() else None
                read = _list_rows if name == "list-table" else _csv_rows
                yield from _grid(typed, (at, stop), list(read(typed, at + 1, stop)), title)
            at = stop
        elif (found := _border(line)) and not typed.markdown and not _is_literal(typed, at):
            stop, grid = _drawn(typed, at, len(found[1]), simple=found[2] is None)
            yield from grid
            at = stop
        else:
            at += 1


def _grid(
    typed: TypedText, lines: tuple[int, int], rows: list[tuple[GridCell, ...]], caption: Written | None
) -> Iterator[TableGrid]:
    if len(rows) > 1:
        start, stop = lines
        caption = caption or typed.caption_above(start)
        yield TableGrid(
            typed.place(start, 0, stop - 1, len(typed.lines[stop - 1])), tuple(rows), caption, typed.below(stop)
        )


def _body_end(typed: TypedText, at: int, indent: int, *, fenced: bool) -> int:
    """The line after a directive: where it is no longer indented, or its fence is closed."""
    mark = typed.shown[at].strip()[:3]
    for row in range(at + 1, len(typed.shown)):
        line = typed.shown[row]
        if fenced and line.strip().startswith(mark):
            return row + 1
        if not fenced and line.strip() and len(line) - len(line.lstrip()) <= indent:
            return row
    return len(typed.shown)


def _is_literal(typed: TypedText, at: int) -> bool:
    """Whether a line stands in something whose body is no markup: a literal block, code or a comment."""
    indent = len(typed.shown[at]) - len(typed.shown[at].lstrip())
    for row in range(at - 1, -1, -1):
        line = typed.shown[row]
        if not indent:
            return False
        width = len(line) - len(line.lstrip())
        if line.strip() and width < indent:
            found = _any_directive(line)
            if found:
                if not found[1] or policy(found[1].lower(), policies()).body == "literal":
                    return True
            elif line.rstrip().endswith("::"):
                return True
            indent = width
    return False


# -- drawn tables --------------------------------------------------------------------------------------------------


def _drawn(typed: TypedText, at: int, indent: int, *, simple: bool) -> tuple[int, Iterator[TableGrid]]:
    """The line after a table that is drawn, and the table."""
    lines = [line[indent:] for line in typed.shown]
    stop = at + 1
    if simple:
        rows, stop = tables.simple_extent(lambda row: lines[row].rstrip(), at, len(lines))
    else:
        while stop < len(lines) and lines[stop].strip():
            stop += 1
        rows, _ = tables.grid_extent([line.rstrip() for line in lines[at:stop]])
    if rows:
        try:
            cells = tables.simple_cells(rows) if simple else tables.grid_cells(rows)
        except tables.MalformedError:
            return max(stop, at + 1), iter(())
        caption = _table_title(typed, at, indent)
        found = _simple_rows(cells) if simple else _grid_rows(rows, cells)
        grid = [tuple(_drawn_cell(typed, at, indent, cell) for cell in row) for row in found]
        return max(stop, at + 1), _grid(typed, (at, at + len(rows)), [row for row in grid if row], caption)
    return max(stop, at + 1), iter(())


def _table_title(typed: TypedText, at: int, indent: int) -> Written | None:
    """The title of the ``table`` directive that a table stands in."""
    for row in range(at - 1, max(at - 12, -1), -1):
        line = typed.shown[row]
        if line.strip() and len(line) - len(line.lstrip()) < indent:
            found = re.match(r" *\.\. +table ?:: *(?=\S)", line)
            return typed.written(row, found.end(), len(line)) if found else None
    return None


def _drawn_cell(typed: TypedText, at: int, indent: int, found: tuple[tables.SourceCell, bool]) -> GridCell:
    cell, repeated = found
    pieces = [
        (at + cell.top + number, indent + column, indent + column + len(line))
        for number, (line, column) in enumerate(zip(cell.lines, cell.columns, strict=True))
    ]
    texts = _paragraphs(typed, pieces)
    row = at + cell.top
    column = indent + (cell.columns[0] if cell.columns else 0)
    place = texts[0].place if texts else typed.place(row, column, row, column)
    return GridCell(tuple(texts), place, repeated)


def _paragraphs(typed: TypedText, pieces: list[tuple[int, int, int]]) -> list[Written]:
    """The paragraphs of a cell, and the items of a list; lines of one paragraph are one text."""
    found: list[Written] = []
    fresh = True
    for line, start, end in pieces:
        raw = typed.lines[line][start:end]
        if not raw.strip():
            fresh = True
            continue
        marker = re.match(r"\s*(?:[-*+|]|#\.|[0-9]+\.)\s+", raw)
        written = typed.written(line, start + (marker.end() if marker else 0), end)
        if fresh or marker or not found:
            found.append(written)
        else:
            before = found[-1]
            place = replace(before.place, end_line=written.place.end_line, end_column=written.place.end_column)
            found[-1] = Written(f"{before.text} {written.text}", place)
        fresh = False
    return [written for written in found if written.text]


def _simple_rows(cells: list[tables.SourceCell]) -> Iterator[list[tuple[tables.SourceCell, bool]]]:
    row: list[tuple[tables.SourceCell, bool]] = []
    for cell in cells:
        if row and cell.top != row[0][0].top:
            yield row
            row = []
        row.append((cell, False))
    if row:
        yield row


def _grid_rows(drawn: list[str], cells: list[tables.SourceCell]) -> Iterator[list[tuple[tables.SourceCell, bool]]]:
    """The rows of a grid table; a cell stands in each row and column that it reaches over."""
    tops = sorted({cell.top for cell in cells})
    lefts = sorted({_left(drawn, cell) for cell in cells})
    for top in tops:
        row: list[tuple[tables.SourceCell, bool]] = []
        for left in lefts:
            over = [
                cell
                for cell in cells
                if cell.top <= top < cell.top + max(len(cell.lines), 1)
                and _left(drawn, cell) <= left < _right(drawn, cell)
            ]
            if over:
                row.append((over[0], over[0].top != top or _left(drawn, over[0]) != left))
        yield row


def _left(drawn: list[str], cell: tables.SourceCell) -> int:
    line = drawn[cell.top]
    column = cell.columns[0] if cell.columns else 0
    while column > 0 and line[column - 1] == " ":
        column -= 1
    return column


def _right(drawn: list[str], cell: tables.SourceCell) -> int:
    """The column of the border behind a cell, on the line above its first."""
    line, start = drawn[cell.top], _left(drawn, cell)
    end = line.find("|", start)
    return end if end >= 0 else len(line)


# -- directives ----------------------------------------------------------------------------------------------------


def _list_rows(typed: TypedText, start: int, stop: int) -> Iterator[tuple[GridCell, ...]]:
    """The rows of a ``list-table``: a list of lists."""
    rows: list[list[list[tuple[int, int, int]]]] = []
    outer = -1
    for at in range(start, stop):
        line = typed.shown[at]
        found = _item(line)
        text = line.rstrip()
        if found and (outer < 0 or len(line) - len(line.lstrip()) == outer):
            outer = len(line) - len(line.lstrip())
            rows.append([[(at, found.end(), len(text))]])
        elif rows and (begins := _second(line, rows)):
            rows[-1].append([(at, begins, len(text))])
        elif rows and text.strip() and not text.strip().startswith(("```", ":::")):
            rows[-1][-1].append((at, len(line) - len(line.lstrip()), len(text)))
        elif rows and not text.strip():
            rows[-1][-1].append((at, 0, 0))
    for row in rows:
        yield tuple(_pieces_cell(typed, pieces) for pieces in row)


def _second(line: str, rows: list[list[list[tuple[int, int, int]]]]) -> int:
    """Where the text of an item of the inner list begins; 0 where a line is none of them."""
    found = re.match(r"\s*[-*](?:\s+|$)", line)
    begins = rows[-1][0][0][1]
    return found.end() if found and abs(found.end() - begins) <= 2 else 0


def _pieces_cell(typed: TypedText, pieces: list[tuple[int, int, int]]) -> GridCell:
    texts = _paragraphs(typed, pieces)
    line, start, _ = pieces[0]
    return GridCell(tuple(texts), texts[0].place if texts else typed.place(line, start, line, start))


def _csv_rows(typed: TypedText, start: int, stop: int) -> Iterator[tuple[GridCell, ...]]:
    """The rows of a ``csv-table``, its ``header`` option first."""
    options: list[tuple[str, str]] = []
    header: tuple[int, int] | None = None
    at = start
    while at < stop and (found := _option(typed.shown[at])):
        options.append((found["name"], found["value"].strip()))
        if found["name"] == "header":
            header = (at, found.start("value"))
        at += 1
    body = [(row, 0) for row in range(at, stop) if typed.shown[row].strip()]
    for row, column in ([header] if header else []) + body:
        line = typed.shown[row][column:].rstrip()
        if line.strip().startswith(("```", ":::")):
            continue
        indent = len(line) - len(line.lstrip())
        text = Text([line.strip()], row + 1, {0: column + indent}, {})
        yield tuple(_csv_cells(typed, text, options))


def _csv_cells(typed: TypedText, text: Text, options: list[tuple[str, str]]) -> Iterator[GridCell]:
    """The cells of one line; an empty one stands behind the comma before."""
    line = text.lines[0]
    at = text.at(0, 0)
    found = csv_cells.cells([Extent(text, (0, 1), 0, 0)], options)
    starts = [cell.text.at(0, 0)[1] - 1 for cell in found]
    offset = at[1] - 1
    blanks = _empty_cells(line)
    cells = [
        (start, typed.cell([(text.number - 1, start, start + len(cell.text.lines[0]))], _point(typed, text, start)))
        for start, cell in zip(starts, found, strict=True)
    ]
    cells += [(offset + blank, GridCell((), _point(typed, text, offset + blank))) for blank in blanks]
    yield from (cell for _, cell in sorted(cells, key=lambda each: each[0]))


def _point(typed: TypedText, text: Text, column: int) -> Place:
    return typed.place(text.number - 1, column, text.number - 1, column)


def _empty_cells(line: str) -> list[int]:
    """Where the cells of a line stand that have nothing."""
    bounds, quoted = [-1], False
    for at, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            bounds.append(at)
    bounds.append(len(line))
    return [end for start, end in pairwise(bounds) if not line[start + 1 : end].strip(' "')]
