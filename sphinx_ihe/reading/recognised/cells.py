"""Cells as IHE writes them: marks of notes, words that mean nothing is there, and what has been read of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from sphinx_ihe.language import Problem, Written
from sphinx_ihe.reading.declarations.values import part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.language import GridCell, TableGrid
    from sphinx_ihe.reading.recognised.heads import GridHead

CODE = "IHE413"
"""The code of a cell that cannot be read."""
_SUPERSCRIPT = str.maketrans("\u2070\xb9\xb2\xb3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
_MARK = re.compile(
    r"\s*(?P<mark>[(\[]\s*(?:see\s+)?(?:foot)?note\s*#?(?P<a>[0-9]*)[^()\[\]]*[)\]]|[(\[]\s*(?P<b>[0-9]{1,2})\s*[)\]]_?"
    r"|\[\^?#?[\w-]*[0-9][\w-]*\]_?|\^\(?(?P<c>[0-9]+)\)?|(?P<d>[\u2070\xb9\xb2\xb3\u2074-\u2079]+)|\*+"
    r"|(?:see\s+)?note\s*#?(?P<e>[0-9]+))\s*$",
    re.IGNORECASE,
)
_nothing = re.compile(
    r"(?:none|no (?:actor )?options?(?: (?:are )?(?:defined|specified))?|none (?:defined|required)|n/?a|not applicable"
    r"|no options? defined for this actor|no (?:required )?groupings?|[-\u2013\u2014]+)\.?",
    re.IGNORECASE,
).fullmatch
_note_row = re.compile(
    r"\(?\**\s*(?:note\s*#?(?P<number>[0-9]*)|(?P<bare>[0-9]{1,2})(?=[.:)])|(?P<stars>\*+)(?=\s*\S))\s*[.:)\u2013-]*\s*",
    re.IGNORECASE,
).match


class Noted(NamedTuple):
    """A text without its mark, and the mark's number."""

    text: Written
    note: Written | None


class CellReading:
    """The rows below a head, and what is wrong with them."""

    def __init__(self, grid: TableGrid, head: GridHead) -> None:
        self.head = head
        self.grid = grid
        self.problems: list[Problem] = []
        self.complete = True
        self.lost = 0
        self.rows: list[tuple[GridCell, ...]] = []
        self.tail: list[Written] = []
        for row in grid.rows[head.body :]:
            if not any(cell.lines for cell in row):
                continue
            if len(row) > 1 and all(cell.repeated for cell in row[1:]):
                self.tail += row[0].lines
            elif not (row[0].lines and not any(cell.lines for cell in row[1:]) and note_text(row[0].lines[0])):
                self.rows.append(row)
            else:
                self.tail += row[0].lines

    def cell(self, row: Sequence[GridCell], column: str) -> GridCell | None:
        """What stands in a column; None where the table has none such, or the row ends before it."""
        at = self.head.columns.get(column)
        return row[at] if at is not None and at < len(row) else None

    def lose(self, written: Written, expected: str) -> None:
        """Report a cell that cannot be read; the table has a gap there."""
        self.unclear(written, expected)
        self.complete = False
        self.lost += 1

    def unclear(self, written: Written, expected: str) -> None:
        """Report a cell that cannot be read."""
        found = repr(written.text) if written.text else "an empty cell"
        self.problems.append(Problem(CODE, written.place, f"found {found}, expected {expected}"))

    def whole(self, cell: GridCell | None) -> Written:
        """A cell as one text; its place is that of its only line, else of the cell."""
        if cell is None:
            return Written("", self.grid.place)
        return cell.lines[0] if len(cell.lines) == 1 else Written(cell.text, cell.place)

    def by_actor(self) -> Iterator[tuple[Noted, tuple[GridCell, ...]]]:
        """The rows with their actors; a blank or merged cell means the actor above."""
        above: Noted | None = None
        for row in self.rows:
            name = self.whole(row[0])
            if name.text and not (row[0].repeated and above):
                above = noted(_actor(name))
            if above:
                yield above, row
            else:
                self.lose(name, "an actor")


_belonging = re.compile(r"(?=[^\s:]*[A-Z][^\s:]*[A-Z])[A-Za-z0-9.+-]+:\s+").match


def _actor(name: Written) -> Written:
    """The name of an actor, without its profile (``IUA: Authorization Client``) and a closing ``actor``."""
    before, after = _belonging(name.text), re.search(r"\s+actor$", name.text)
    if before is None and after is None:
        return name
    return part(name, before.end() if before else 0, after.start() if after else len(name.text))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: ``None``, ``No options defined``, ``--``."""
    return bool(_nothing(text.strip()))


def noted(written: Written) -> Noted:
    """A text without the mark of a note behind it; of several marks the first counts."""
    note: Written | None = None
    while (found := _MARK.search(written.text)) and (found.start("mark") or not written.text[: found.start()]):
        if found.start() == 0 and found["d"] is None and not re.match(r"\s*[(\[*^]", found[0]):
            break
        mark = part(written, *found.span("mark"))
        number = found["a"] or found["b"] or found["c"] or found["d"] or found["e"] or ""
        note = replace(mark, text=number.translate(_SUPERSCRIPT) or "1")
        written = part(written, 0, found.start())
    return Noted(written, note)


def note_text(written: Written) -> tuple[Written, Written] | None:
    """Number and text of ``Note 1: Only where ...``; None where a paragraph is no note."""
    found = _note_row(written.text)
    if not found or found.end() == len(written.text):
        return None
    number = found["number"] or found["bare"] or "1"
    return Written(number, part(written, *found.span()).place), part(written, found.end(), len(written.text))
