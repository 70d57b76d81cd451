"""Diagrams of a framework as figures: what they show, their captions, and the same in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import Message, names
from sphinx_ihe.printing.captions import caption
from sphinx_ihe.printing.cells import Link, weave
from sphinx_ihe.printing.diagrams.actor_figures import ActorFigurePrinter
from sphinx_ihe.printing.diagrams.figures import Arrow, FigureNote, Participant, SequenceFigure
from sphinx_ihe.printing.diagrams.layout import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.language import Diagram, Party
    from sphinx_ihe.printing.cells import Part, Parts
    from sphinx_ihe.printing.diagrams.figures import Figure
    from sphinx_ihe.printing.tables import TablePrinter

_ID = re.compile(r"\[([^\[\]]+)\]")


class DiagramPrinter(Struct, frozen=True):
    """Prints the diagrams of one framework."""

    tables: TablePrinter

    def print(self, diagram: Diagram) -> Figure:
        """The figure of a diagram; one of which nothing could be read shows nothing."""
        if diagram.kind == "actor-diagram":
            return ActorFigurePrinter(self.tables, diagram).print(self._caption(diagram))
        return self._sequence(diagram)

    def _caption(self, diagram: Diagram) -> str:
        profile = diagram.owner.key if diagram.owner else ""
        return caption(
            diagram,
            self.tables.gettext,
            self.tables.said,
            lambda name: self.tables.name("use-case", f"{profile} / {name}", name),
        )

    # -- sequences -------------------------------------------------------------------------------------------------

    def _sequence(self, diagram: Diagram) -> SequenceFigure:
        profile = diagram.owner.key if diagram.owner and diagram.kind == "process-flow" else ""
        parties: dict[tuple[str, bool], Participant] = {}
        numbers: dict[tuple[str, bool], int] = {}

        def number(party: Party) -> int:
            key = (party.name.text, party.actor)
            if key not in numbers:
                numbers[key] = len(numbers)
                name = self.tables.actor(key[0], profile) if party.actor else key[0]
                parties[key] = Participant(name, party.actor)
            return numbers[key]

        steps: list[Arrow | FigureNote] = []
        for step in diagram.steps:
            if isinstance(step, Message):
                start, end = number(step.start), number(step.end)
                slanted = step.slanted or not (step.start.actor and step.end.actor)
                steps.append(Arrow(start, end, tuple(self._words(self.tables.said(step.text))), step.dashed, slanted))
            else:
                beside = sorted(map(number, step.parties))
                steps.append(FigureNote(beside[0], beside[-1], self.tables.said(step.text), step.side))
        participants = tuple(parties.values())
        rows = tuple(self._row(step, participants) for step in steps)
        description = "; ".join(f"{count}. {said(row)}" for count, row in enumerate(rows, start=1))
        return SequenceFigure(self._caption(diagram), description, participants, tuple(steps), rows)

    def _words(self, text: str) -> Iterator[Part]:
        """A message with the ids in it that somebody knows."""
        done = 0
        for found in _ID.finditer(text):
            id = self.tables.framework.transaction_id(found[1])
            if names.transaction_id(found[1]) and self.tables.framework.transaction(id):
                if found.start() > done:
                    yield text[done : found.start()]
                yield Link("transaction", id, f"[{id}]")
                done = found.end()
        if done < len(text):
            yield text[done:]

    def _row(self, step: Arrow | FigureNote, participants: tuple[Participant, ...]) -> Parts:
        _ = self.tables.gettext
        if isinstance(step, FigureNote):
            parts: list[Part] = []
            for each in {step.first: None, step.last: None}:
                parts += [", "] if parts else []
                parts.append(participants[each].name)
            return weave(_("note at {actors}: {text}"), actors=tuple(parts), text=step.text)
        start, end = participants[step.start].name, participants[step.end].name
        if step.start == step.end:
            return weave(_("{actor}: {text}"), actor=start, text=step.text)
        return weave(_("{first} to {last}: {what}"), first=start, last=end, what=step.text)
