"""Diagrams of a framework: from what is declared to geometry, and from geometry to SVG text. Nothing here knows Sphinx.

A figure says the same in words (``rows``), for formats without drawings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.printing.diagrams import actor_picture, sequence_picture
from sphinx_ihe.printing.diagrams.figures import ActorFigure, Figure, SequenceFigure
from sphinx_ihe.printing.diagrams.printer import DiagramPrinter
from sphinx_ihe.printing.diagrams.sheets import BookSheet
from sphinx_ihe.printing.diagrams.svg import Picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_ihe.printing.cells import Link

__all__ = [
    "ActorFigure",
    "BookSheet",
    "DiagramPrinter",
    "Figure",
    "Picture",
    "SequenceFigure",
    "book_pictures",
    "picture",
]


def picture(figure: Figure, id: str, leads: Callable[[Link], str | None]) -> Picture:
    """A figure on paper. ``id`` tells it from the others of its page, ``leads`` gives the address of a name."""
    if isinstance(figure, ActorFigure):
        return actor_picture.picture(figure, id, leads)
    return sequence_picture.picture(figure, id, leads)


def book_pictures(figure: Figure, id: str, leads: Callable[[Link], str | None]) -> tuple[list[Picture], BookSheet]:
    """A figure in parts that fit on a sheet of a book, and the kind of sheet on which all of it can be read."""
    if isinstance(figure, ActorFigure):
        return actor_picture.book_pictures(figure, id, leads)
    return sequence_picture.book_pictures(figure, id, leads)
