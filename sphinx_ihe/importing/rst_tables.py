"""Tables in reStructuredText, in the simplest form that holds their cells: simple, list-table, or drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.importing.blocks import TableCell, TextBlock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_ihe.importing.blocks import TableBlock

_SIMPLE = 100


class Spread(NamedTuple):
    """A cell at its place: its corner and what it takes."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[str, ...]


def rectangle(table: TableBlock) -> tuple[list[list[tuple[TableCell, int, int] | None]], int]:
    """Rows of as many places each; a cell stands at its corner, the places that it reaches on to are None."""
    taken: dict[tuple[int, int], tuple[TableCell, int, int] | None] = {}
    height = len(table.rows)
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            rows = min(cell.rows, height - y)
            columns = 1
            while columns < cell.columns and (y, x + columns) not in taken:
                columns += 1
            for dy in range(rows):
                for dx in range(columns):
                    taken[y + dy, x + dx] = None
            taken[y, x] = (cell, rows, columns)
            x += columns
    width = max((x for _, x in taken), default=-1) + 1
    empty = TableCell(())
    return [[taken.get((y, x), (empty, 1, 1)) for x in range(width)] for y in range(height)], width


def is_merged(table: TableBlock) -> bool:
    """Whether a cell takes more than one place."""
    places, _ = rectangle(table)
    return any(place is None for row in places for place in row)


def list_table(rows: Sequence[Sequence[list[str]]]) -> list[str]:
    """The body of a ``list-table`` of cells as lines."""
    lines: list[str] = []
    for row in rows:
        for number, cell in enumerate(row):
            lead = "* - " if number == 0 else "  - "
            content = cell or [""]
            lines.append((lead + content[0]).rstrip())
            lines += [f"    {line}".rstrip() for line in content[1:]]
    return lines


def is_plain(table: TableBlock) -> bool:
    """Whether each cell is one short text, so that a simple table holds it."""
    return all(
        len(cell.blocks) <= 1
        and all(
            isinstance(block, TextBlock) and not any(r.look == "break" for r in block.runs) for block in cell.blocks
        )
        for row in table.rows
        for cell in row
    )


def simple_table(rows: list[list[str]], heads: int) -> list[str] | None:
    """A simple table; None where it would be too wide, or a first cell is empty."""
    widths = [max(len(row[x]) for row in rows) for x in range(len(rows[0]))]
    if sum(widths) + 2 * len(widths) > _SIMPLE or any(not row[0] for row in rows) or heads > 1 or len(widths) < 2:
        return None
    if not all(widths):
        return None
    rule = "  ".join("=" * width for width in widths)
    body = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [rule, *body[:heads], *([rule] if heads else []), *body[heads:], rule]


def drawn_table(table: TableBlock, render: Callable[[TableCell, int], list[str]], heads: int) -> list[str]:
    """A table drawn with lines, whose cells may be merged."""
    places, width = rectangle(table)
    cells = [
        Spread(y, x, place[1], place[2], tuple(render(place[0], max(24, 100 // width))) or ("",))
        for y, row in enumerate(places)
        for x, place in enumerate(row)
        if place
    ]
    widths = [4] * width
    for cell in sorted(cells, key=lambda each: each.columns):
        need = max(map(len, cell.lines)) + 2
        have = sum(widths[cell.column : cell.column + cell.columns]) + cell.columns - 1
        widths[cell.column + cell.columns - 1] += max(0, need - have)
    heights = [1] * len(places)
    for cell in sorted(cells, key=lambda each: each.rows):
        have = sum(heights[cell.row : cell.row + cell.rows]) + cell.rows - 1
        heights[cell.row + cell.rows - 1] += max(0, len(cell.lines) - have)
    return _draw(cells, widths, heights, heads)


def _draw(cells: list[Spread], widths: list[int], heights: list[int], heads: int) -> list[str]:
    xs = [sum(widths[:n]) + n for n in range(len(widths) + 1)]
    ys = [sum(heights[:n]) + n for n in range(len(heights) + 1)]
    canvas = [[" "] * (xs[-1] + 1) for _ in range(ys[-1] + 1)]
    for cell in cells:
        left, right = xs[cell.column], xs[cell.column + cell.columns]
        top, bottom = ys[cell.row], ys[cell.row + cell.rows]
        for y, kind in ((top, cell.row), (bottom, cell.row + cell.rows)):
            for x in range(left, right + 1):
                if canvas[y][x] != "+":
                    canvas[y][x] = "=" if heads and kind == heads else "-"
        for y in range(top, bottom + 1):
            for x in (left, right):
                if canvas[y][x] == " ":
                    canvas[y][x] = "|"
        for y, x in ((top, left), (top, right), (bottom, left), (bottom, right)):
            canvas[y][x] = "+"
        for number, line in enumerate(cell.lines):
            for offset, letter in enumerate(line):
                canvas[top + 1 + number][left + 2 + offset] = letter
    return ["".join(line) for line in canvas]
