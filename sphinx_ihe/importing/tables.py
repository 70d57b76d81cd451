"""Tables of a source to directives, by the recogniser of hand-written tables; rows that it cannot read stay a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.importing import bodies
from sphinx_ihe.importing.blocks import BoxBlock, DirectiveBlock, TableBlock, TableCell, TextBlock, TextRun, words_of
from sphinx_ihe.importing.rst_tables import rectangle
from sphinx_ihe.importing.rst_text import escaped
from sphinx_ihe.language import GridCell, TableGrid, Written
from sphinx_ihe.language.places import Place
from sphinx_ihe.reading.recognised import find_head, recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.importing.blocks import Block
    from sphinx_ihe.language import Table
    from sphinx_ihe.reading.recognised import Recognised

_OWNED = {"actor-roles": "transaction"}


class ReadTable(Struct, frozen=True):
    """What a table became: blocks in its place, its kind, owner and counts, and what was left out or is to decide."""

    kind: str
    blocks: tuple[Block, ...]
    owner: str = ""
    rows: int = 0
    read: int = 0
    table: Table | None = None
    dropped: tuple[str, ...] = ()
    open: tuple[tuple[str, str], ...] = ()
    notes_used: frozenset[int] = frozenset()


class TableScope(Struct, frozen=True):
    """Where a table stands: the titles above it, the innermost first, and what is declared around it by kind."""

    titles: tuple[str, ...]
    around: dict[str, str]
    captioned: str = ""
    """The profile of the table before it in the same chapter."""


def read_table(table: TableBlock, caption: str, below: Sequence[str], scope: TableScope) -> ReadTable:
    """A table as a directive where it is one of IHE's."""
    cells = _cells(table)
    if len(cells) < 2 or len(cells[0]) < 2:
        return ReadTable("other", (table,))
    grid = _grid(cells, caption, below)
    head = find_head(grid)
    found = recognise(grid, _titles(scope)) if head else None
    if head is None or found is None:
        return ReadTable("other", (table,))
    if found.table is None:
        return _definitions(table, found, grid)
    kind = found.kind
    wanted = _OWNED.get(kind, "profile")
    owner = found.table.owner.key if found.table.owner else scope.around.get(wanted, "")
    if not owner and wanted == "profile":
        owner = scope.captioned
    if not owner:
        return ReadTable(
            kind, (table,), "", found.rows, 0, open=((f"say which {wanted} this table belongs to", caption),)
        )
    filled = _filled(cells, head.body) if kind != "actor-roles" else cells
    bad = {problem.place.line - 1 for problem in found.problems}
    clean, lines, refused = _body(filled, bad, caption, below, scope)
    if kind == "actor-roles" and (bad or refused):
        return ReadTable(
            kind, (table,), owner, found.rows, 0, open=(("write the roles of this table as a directive", caption),)
        )
    bad |= {
        y for y, row in enumerate(filled) if y >= head.body and any(_names(row[0].text, actor) for actor in refused)
    }
    return _made(table, found, clean, lines, _Rest(owner, wanted, bad, head.body, scope, below, caption))


def _unread(table: TableBlock, found: Recognised, message: str, caption: str) -> ReadTable:
    return ReadTable(found.kind, (table,), "", found.rows, 0, open=((message, caption),))


class _Rest(Struct, frozen=True):
    owner: str
    wanted: str
    bad: set[int]
    head: int
    scope: TableScope
    below: Sequence[str]
    caption: str


def _names(text: str, actor: str) -> bool:
    return text == actor or text.startswith(actor + " ") or text.endswith(" " + actor)


def _made(table: TableBlock, found: Recognised, clean: Recognised | None, lines: list[str], rest: _Rest) -> ReadTable:
    kind, rows = found.kind, found.rows
    if not lines or clean is None or clean.table is None:
        return ReadTable(
            kind, (table,), rest.owner, rows, 0, open=(("no row of this table can be read", rest.caption),)
        )
    used = _marks(clean.table)
    numbered = {note.number.text: note.text.text for note in clean.table.notes if note.number.text in used}
    if numbered:
        lines = [*lines, "notes:", *(f"  {n}: {bodies.scalar(escaped(t))}" for n, t in numbered.items())]
    options = () if rest.scope.around.get(rest.wanted) == rest.owner else ((rest.wanted, rest.owner),)
    blocks: list[Block] = [DirectiveBlock(f"ihe:{kind}", "", options, tuple(lines))]
    left = [y for y in sorted(rest.bad) if y >= rest.head]
    opened = []
    if left:
        blocks.append(_rows(table, [*range(rest.head), *left]))
        texts = [" | ".join(cell.text for cell in row) for row in _cells(table)]
        opened = [("this row could not be read", texts[y]) for y in left]
    opened += [("the text of this note was not found", f"({n}) {rest.caption}") for n in sorted(used - set(numbered))]
    opened += _unknown_sides(clean.table)
    if kind == "actor-roles" and any(line == "actors:" for line in lines):
        opened.append(("say which side each actor is on", rest.caption))
    taken = frozenset(n for n, text in enumerate(rest.below) if any(t and text.endswith(t) for t in numbered.values()))
    unused = (*_unused(table, clean.kind), *(text for _, text in _unknown_sides(clean.table)), rest.caption)
    return ReadTable(
        kind,
        tuple(blocks),
        rest.owner,
        rows,
        rows - len(left),
        clean.table,
        tuple(filter(None, unused)),
        tuple(opened),
        taken,
    )


def _body(
    cells: list[list[GridCell]], bad: set[int], caption: str, below: Sequence[str], scope: TableScope
) -> tuple[Recognised | None, list[str], list[str]]:
    """The rows without the bad ones as lines, and the actors whose rows the language does not take."""
    kept = [row for y, row in enumerate(cells) if y not in bad]
    clean = recognise(_grid(kept, caption, below), _titles(scope)) if len(kept) > 1 else None
    lines: list[str] = []
    refused: list[str] = []
    if clean is None or clean.table is None:
        return None, [], []
    seen: set[str] = set()
    for actor, own in bodies.rows(clean.table):
        if actor not in seen and bodies.reads(clean.kind, own):
            lines += own
        else:
            refused.append(actor)
        seen.add(actor)
    return clean, lines, refused


def _unknown_sides(table: Table) -> list[tuple[str, str]]:
    """Sides in words that are none of the language's."""
    uses = (use for actor in getattr(table, "actors", ()) for use in getattr(actor, "uses", ()))
    return [("say which side this word means", use.side.text) for use in uses if use.side and not use.sides]


def _marks(table: Table) -> set[str]:
    found = set()
    for actor in getattr(table, "actors", ()):
        inner = [*getattr(actor, "uses", ()), *getattr(actor, "options", ())]
        inner += [partner for grouping in getattr(actor, "groupings", ()) for partner in grouping.partners]
        found |= {each.note.text for each in (actor, *inner) if each.note}
    for role in getattr(table, "roles", ()):
        found |= {player.note.text for player in role.players if player.note}
    return {number for number in found if number.isdecimal()}


def _unused(table: TableBlock, kind: str) -> list[str]:
    """The texts of a table's head and of columns that the directive makes by itself."""
    cells = _cells(table)
    head = find_head(_grid(cells, "", ()))
    if head is None:
        return []
    if kind == "actor-roles":
        return [row[0].text for row in cells] if "label" in head.columns else [cell.text for cell in cells[0]]
    heads = [cell.text for row in cells[: head.body] for cell in row if not cell.repeated]
    kept = {at for name, at in head.columns.items() if name != "reference"}
    rest = [row[x].text for row in cells[head.body :] for x in range(len(row)) if x not in kept and not row[x].repeated]
    return [text for text in (*heads, *rest) if text]


def _definitions(table: TableBlock, found: Recognised, grid: TableGrid) -> ReadTable:
    """Definitions of actors as declarations; those of transactions stay a table, for their sections declare them."""
    if found.kind != "summary-definitions" or "actor" not in grid.rows[0][0].text.casefold() or not found.definitions:
        return ReadTable("other", (table,))
    names = [name.text for name, _ in found.definitions]
    if len(set(names)) != len(names) or found.read < found.rows:
        return ReadTable("other", (table,))
    boxes = tuple(
        BoxBlock("ihe:actor", (TextBlock((TextRun(text.text),)),), name.text) for name, text in found.definitions
    )
    return ReadTable("summary-definitions", boxes, "", found.rows, found.read, dropped=("Actor", "Definition"))


def _rows(table: TableBlock, numbers: list[int]) -> TableBlock:
    places, _ = rectangle(table)
    above: list[TableCell] = [TableCell(())] * len(places[0])
    rows = []
    for y, row in enumerate(places):
        above = [TableCell(place[0].blocks) if place else above[x] for x, place in enumerate(row)]
        if y in numbers:
            rows.append(tuple(above))
    return TableBlock(tuple(rows), 1 if numbers and numbers[0] == 0 else 0)


def _filled(cells: list[list[GridCell]], body: int) -> list[list[GridCell]]:
    """Rows in which each has its actor."""
    found = cells[:body]
    for row in cells[body:]:
        above = found[-1][0] if len(found) > body else None
        if above and not row[0].lines and any(cell.lines for cell in row[1:]):
            row = [above, *row[1:]]
        found.append(row)
    return found


def _cells(table: TableBlock) -> list[list[GridCell]]:
    places, width = rectangle(table)
    rows: list[list[GridCell]] = []
    for y, row in enumerate(places):
        cells: list[GridCell] = []
        for x in range(width):
            place = row[x]
            if place:
                cells.append(_cell(place[0], y, x))
            else:
                from_left = bool(x) and _reaches(row, x)
                origin = cells[x - 1] if from_left else rows[y - 1][x] if y else _cell(TableCell(()), y, x)
                cells.append(GridCell(origin.lines, _at(y, x), repeated=True))
        rows.append(cells)
    return rows


def _reaches(row: list[tuple[TableCell, int, int] | None], x: int) -> bool:
    for back in range(x - 1, -1, -1):
        place = row[back]
        if place:
            return back + place[2] > x
    return False


def _cell(cell: TableCell, y: int, x: int) -> GridCell:
    place = _at(y, x)
    lines = [line for text in _texts(cell.blocks) for line in text.split("\n")]
    return GridCell(tuple(Written(" ".join(line.split()), place) for line in lines if line.strip()), place)


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, TextBlock):
            found.append(
                "".join(f"^{r.text}" if r.look == "sup" else "" if r.look == "footnote" else r.text for r in block.runs)
            )
        else:
            found.append(words_of((block,)))
    return found


def _cell_text(run: TextRun) -> str:
    """Text as the recogniser takes it: a raised number is the mark of a note."""
    return "" if run.look == "footnote" else f"^{run.text}" if run.look == "sup" else run.text


def _grid(cells: list[list[GridCell]], caption: str, below: Sequence[str]) -> TableGrid:
    place = _at(0, 0)
    rows = [[_moved(cell, _at(y, x)) for x, cell in enumerate(row)] for y, row in enumerate(cells)]
    return TableGrid(
        place,
        tuple(tuple(row) for row in rows),
        Written(caption, place) if caption else None,
        tuple(Written(text, place) for text in below),
    )


def _moved(cell: GridCell, place: Place) -> GridCell:
    return GridCell(tuple(Written(line.text, place) for line in cell.lines), place, cell.repeated)


def _titles(scope: TableScope) -> list[Written]:
    return [Written(title, _at(0, 0)) for title in scope.titles]


def _at(y: int, x: int) -> Place:
    return Place("", y + 1, x + 1, y + 1, x + 1)
