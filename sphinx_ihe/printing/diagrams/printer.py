"""Diagrams of a framework as figures: what they show, their captions, and the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.printing.captions import caption
from sphinx_ihe.printing.diagrams.actor_figures import ActorFigurePrinter
from sphinx_ihe.printing.diagrams.sequence_figures import SequencePrinter

if TYPE_CHECKING:
    from sphinx_ihe.language import Diagram
    from sphinx_ihe.printing.diagrams.figures import Figure
    from sphinx_ihe.printing.tables import TablePrinter


class DiagramPrinter(Struct, frozen=True):
    """Prints the diagrams of one framework."""

    tables: TablePrinter

    def print(self, diagram: Diagram) -> Figure:
        """The figure of a diagram; one of which nothing could be read shows nothing."""
        if diagram.kind == "actor-diagram":
            return ActorFigurePrinter(self.tables, diagram).print(self._caption(diagram))
        return SequencePrinter(self.tables, diagram).print(self._caption(diagram))

    def _caption(self, diagram: Diagram) -> str:
        profile = diagram.owner.key if diagram.owner else ""
        return caption(
            diagram,
            self.tables.gettext,
            self.tables.said,
            lambda name: self.tables.name("use-case", f"{profile} / {name}", name),
        )
