"""Tables: rows over pages with their head repeated, cells over rows and columns, widths from what the cells hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from msgspec import Struct, field

from sphinx_ihe.book.writer_figures import captioned
from sphinx_ihe.book.writer_nodes import BODY_SIZE, anchors, writes
from sphinx_ihe.book.writer_text import em, joined, unbroken
from sphinx_ihe.book.writer_widths import CellWidths, Layout, layout, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer

_SHORT = 16
"""Lines of text in a table that is never broken over pages."""
_IMAGE = 6.0
"""Width in ems that a column has at least for a picture."""


class _Placed(Struct, frozen=True):
    """A cell where it stands; without an entry where a row is too short."""

    entry: Element | None
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class _Grid(Struct):
    """The cells of a table, its head first."""

    columns: int
    head: int = 0
    stubs: frozenset[int] = frozenset()
    rows: list[list[_Placed]] = field(default_factory=list)

    def add(self, rows: list[Element]) -> None:
        """Place the cells of some rows, which no cell leaves."""
        taken: set[tuple[int, int]] = set()
        for index, row in enumerate(rows):
            entries: Iterator[Element] = (child for child in row.children if isinstance(child, nodes.Element))
            placed = []
            for column in range(self.columns):
                if (index, column) in taken:
                    continue
                entry = next(entries, None)
                cell = self._cell(entry, column, (index, len(rows)), taken)
                taken |= {(index + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
                placed.append(cell)
            self.rows.append(placed)

    def _cell(
        self, entry: Element | None, column: int, position: tuple[int, int], taken: set[tuple[int, int]]
    ) -> _Placed:
        index, rows = position
        if entry is None:
            return _Placed(None, index, column)
        columns = 1
        while (
            columns <= entry.get("morecols", 0)
            and column + columns < self.columns
            and (index, column + columns) not in taken
        ):
            columns += 1
        return _Placed(entry, index, column, min(entry.get("morerows", 0) + 1, rows - index), columns)

    def cells(self) -> Iterator[_Placed]:
        """All cells."""
        for row in self.rows:
            yield from row


@writes(nodes.table)
def table(writer: Writer, node: Element) -> str:
    """A table with its caption; a wide one gets a page on its side where it can."""
    group = next((child for child in node.children if isinstance(child, nodes.tgroup)), None)
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    place = writer.anchor(node)
    if group is None:
        return joined((place, writer.blocks(node.children)))
    made, places, sideways = _written(writer, node, group)
    if title is not None:
        made = captioned(writer, title, f"[\n#{made}\n]", "table")
    else:
        made = f"#{made}"
    if node.get("align") in ("center", "right") and not sideways:
        made = f"#align({node['align']})[\n{made}\n]"
    made = f"{place}{places}\n{made}" if place or places else made
    return f"#sideways[\n{made}\n]" if sideways else made


@writes(nodes.tgroup)
def group(writer: Writer, node: Element) -> str:
    """A table without the element around it."""
    made, places, _sideways = _written(writer, nodes.table(), node)
    return f"{places}\n#{made}"


def _written(writer: Writer, node: Element, group: Element) -> tuple[str, str, bool]:
    """A table, the places in its head, and whether it needs a page on its side."""
    grid = _grid(group)
    plan = layout(
        [_measured(cell) for cell in grid.cells()],
        _given(node, group),
        writer.width * BODY_SIZE if writer.boxes else writer.context.width,
        0 if writer.boxes else writer.context.height,
    )
    with writer.again("pages") as labels:
        head = [_row(writer, grid, plan, row) for row in grid.rows[: grid.head]]
    body = [_row(writer, grid, plan, row) for row in grid.rows[grid.head :]]
    shown = ", ".join("auto" if plan.natural else f"{width / 10:.1f}fr" for width in plan.widths)
    keep = ", keep: true" if _is_short(grid, plan) else ""
    lines = [f"data-table(columns: ({shown},), size: {plan.size}pt, head: {grid.head}{keep},"]
    if head:
        lines += ["table.header(", *head, "),"]
    return "\n".join([*lines, *body, ")"]), anchors(labels), plan.sideways


def _is_short(grid: _Grid, plan: Layout) -> bool:
    """Whether a table is so short that a page does better to begin before it than in it."""
    lines = 0.0
    for row in grid.rows:
        tallest = 1.0
        for cell in row:
            width = max(plan.ems(cell.column, cell.columns), 1.0)
            if cell.entry is not None and next(cell.entry.findall(nodes.image), None) is not None:
                return False
            text = "" if cell.entry is None else cell.entry.astext()
            tallest = max(tallest, sum(em(line) / width + 0.8 for line in text.split("\n")))
        lines += tallest
    return lines <= _SHORT


def _grid(group: Element) -> _Grid:
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    heads = _rows(group, nodes.thead)
    bodies = _rows(group, nodes.tbody)
    longest = max((_length(row) for row in [*heads, *bodies]), default=1)
    stubs = frozenset(index for index, spec in enumerate(specs) if spec.get("stub"))
    grid = _Grid(len(specs) or longest, len(heads), stubs)
    grid.add(heads)
    grid.add(bodies)
    return grid


def _rows(group: Element, kind: type[Element]) -> list[Element]:
    parts = [child for child in group.children if isinstance(child, kind)]
    return [row for part in parts for row in part.children if isinstance(row, nodes.row)]


def _length(row: Element) -> int:
    return sum(entry.get("morecols", 0) + 1 for entry in row.children if isinstance(entry, nodes.Element))


def _given(node: Element, group: Element) -> list[float]:
    """Ratios of widths, where the author has written them."""
    if "colwidths-given" not in node["classes"]:
        return []
    widths = [child.get("colwidth", 1) for child in group.children if isinstance(child, nodes.colspec)]
    return (
        [float(width) for width in widths]
        if all(isinstance(width, int | float) and width > 0 for width in widths)
        else []
    )


def _measured(cell: _Placed) -> CellWidths:
    """The widest word and the widest paragraph of a cell, in ems of its text."""
    word = text = 0.5
    for part in [] if cell.entry is None else cell.entry.findall(nodes.Node):
        if isinstance(part, nodes.image):
            word, text = max(word, _IMAGE), max(text, _IMAGE * 3)
        elif isinstance(part, nodes.tgroup):
            least, most = needed([_measured(inner) for inner in _grid(part).cells()])
            word, text = max(word, least), max(text, most)
        elif isinstance(part, nodes.TextElement) and not isinstance(part.parent, nodes.TextElement):
            mono = isinstance(part, nodes.literal_block)
            lines = part.astext().split("\n") if mono else [part.astext()]
            indent = 2.0 * _depth(part, cell.entry)
            text = max(text, *(em(line, mono) + indent for line in lines))
            words = (unbroken(each, mono or _is_code(part)) for each in part.astext().split())
            word = max(word, max(words, default=0.0) + indent)
    return CellWidths(cell.column, cell.columns, word, text)


def _is_code(node: Element) -> bool:
    return any(isinstance(child, nodes.literal) for child in node.children)


def _depth(node: nodes.Node, top: Element | None) -> int:
    """How many lists and boxes a paragraph is in, within its cell."""
    depth = 0
    while node.parent is not None and node.parent is not top:
        node = node.parent
        depth += isinstance(node, nodes.list_item | nodes.definition | nodes.block_quote | nodes.field_body)
    return depth


def _row(writer: Writer, grid: _Grid, plan: Layout, row: list[_Placed]) -> str:
    return "\n".join(f"{_cell(writer, grid, plan, cell)}," for cell in row)


def _cell(writer: Writer, grid: _Grid, plan: Layout, cell: _Placed) -> str:
    content = ""
    if cell.entry is not None:
        with writer.inside(plan.ems(cell.column, cell.columns)):
            content = writer.anchored(cell.entry, writer.blocks(cell.entry.children))
    if "\n" in content:
        content = f"\n{content}\n"
    stub = cell.column in grid.stubs
    options = [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
    options += [f"colspan: {cell.columns}"] if cell.columns > 1 else []
    if stub:
        return f"stub({', '.join([*options, f'[{content}]'])})"
    if options:
        return f"table.cell({', '.join(options)})[{content}]"
    return f"[{content}]"
