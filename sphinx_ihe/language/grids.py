"""A table as its author typed it, in whatever markup: cells with their texts and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language.places import Record

if TYPE_CHECKING:
    from sphinx_ihe.language.places import Place, Written


class GridCell(Record, frozen=True):
    """One cell: its lines or paragraphs without markup; ``repeated`` where a merged cell reaches on to here."""

    lines: tuple[Written, ...]
    place: Place
    repeated: bool = False

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(line.text for line in self.lines)


class TableGrid(Record, frozen=True):
    """A table of cells, head and body alike; ``below`` are the paragraphs that follow it, for notes.

    Rows are as long as they are wide: a merged cell stands in each of its columns and rows.
    """

    place: Place
    rows: tuple[tuple[GridCell, ...], ...]
    caption: Written | None = None
    below: tuple[Written, ...] = ()
