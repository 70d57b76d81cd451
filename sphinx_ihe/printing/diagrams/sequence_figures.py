"""What an interaction diagram or a process flow shows: participants, steps, and the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language import (
    DiagramNote,
    Divider,
    FragmentLine,
    LifelineLine,
    Lineup,
    Message,
    NumberedFrom,
    parties_of,
)
from sphinx_ihe.printing.cells import Strong, weave
from sphinx_ihe.printing.diagrams.figures import (
    Arrow,
    FigureNote,
    FrameEdge,
    LifelineEvent,
    Participant,
    ParticipantBox,
    Pause,
    SequenceFigure,
)
from sphinx_ihe.printing.diagrams.lettering import said
from sphinx_ihe.printing.diagrams.wording import worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.language import Diagram, Party, Step, Written
    from sphinx_ihe.printing.cells import Part, Parts
    from sphinx_ihe.printing.diagrams.figures import FigureStep
    from sphinx_ihe.printing.tables import TablePrinter


class SequencePrinter:
    """Makes the figure of one diagram."""

    def __init__(self, tables: TablePrinter, diagram: Diagram) -> None:
        self._tables = tables
        self._diagram = diagram
        self._profile = diagram.owner.key if diagram.owner and diagram.kind == "process-flow" else ""
        self._numbers: dict[tuple[str, bool], int] = {}
        self._participants: list[Participant] = []
        self._steps: list[FigureStep] = []
        self._regions: list[ParticipantBox] = []
        self._next: int | None = None
        self._to_create: set[int] = set()

    def print(self, caption: str) -> SequenceFigure:
        """The figure."""
        for count, step in enumerate(self._diagram.steps):
            if isinstance(step, LifelineLine) and step.word == "create":
                self._stand_behind(step, self._diagram.steps[count:])
            self._step(step, [self._number(party) for party in parties_of(step)])
        self._create(self._to_create)
        rows = tuple(row for step in self._steps if (row := self._row(step)))
        description = "; ".join(f"{count}. {said(row)}" for count, row in enumerate(rows, start=1))
        people, steps = tuple(self._participants), tuple(self._steps)
        return SequenceFigure(caption, description, people, steps, rows, tuple(self._regions))

    def _stand_behind(self, step: LifelineLine, rest: Sequence[Step]) -> None:
        """Who creates a lifeline stands before it, if no line has named either."""
        messages = (each for each in rest if isinstance(each, Message) and each.end.name.text == step.party.name.text)
        if message := next(messages, None):
            self._number(message.start)

    def _step(self, step: Step, named: list[int]) -> None:
        if not isinstance(step, Lineup):
            self._create(self._to_create.intersection(named[:1] if isinstance(step, Message) else named))
        match step:
            case Message():
                self._message(step, *named)
            case DiagramNote():
                self._steps.append(FigureNote(min(named), max(named), self._worded(step.text), step.side))
            case FragmentLine():
                self._steps.append(FrameEdge(step.word, self._worded(step.text) if step.word != "end" else ()))
            case Divider():
                self._steps.append(Pause(self._worded(step.text), step.delay))
            case LifelineLine(word="create"):
                self._to_create.update(named)
            case LifelineLine():
                self._steps.append(LifelineEvent(step.word, *named))
            case Lineup() if step.text:
                self._regions.append(ParticipantBox(min(named), max(named), self._worded(step.text)))
            case NumberedFrom():
                self._next = step.first

    def _create(self, numbers: set[int]) -> None:
        """Begin lifelines that no message creates."""
        self._steps += [LifelineEvent("create", number) for number in sorted(numbers)]
        self._to_create -= numbers

    def _number(self, party: Party) -> int:
        key = (party.name.text, party.actor)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            name = self._tables.actor(key[0], self._profile) if party.actor else key[0]
            self._participants.append(Participant(name, party.actor))
        return self._numbers[key]

    def _worded(self, text: Written | None) -> Parts:
        return tuple(worded(self._tables, self._tables.said(text))) if text else ()

    def _message(self, step: Message, start: int, end: int) -> None:
        slanted = step.slanted or not (step.start.actor and step.end.actor)
        text = self._worded(step.text)
        if self._next is not None:
            text = (Strong(str(self._next)), " ", *text)
            self._next += 1
        creates = end in self._to_create and start != end
        self._to_create.discard(end)
        self._steps.append(Arrow(start, end, text, step.dashed, slanted, step.head, creates))

    # -- in words --------------------------------------------------------------------------------------------------

    def _row(self, step: FigureStep) -> Parts:
        _ = self._tables.gettext
        match step:
            case Arrow():
                return self._said(step)
            case FigureNote():
                parts: list[Part] = []
                for each in {step.first: None, step.last: None}:
                    parts += [", "] if parts else []
                    parts.append(self._participants[each].name)
                return weave(_("note at {actors}: {text}"), actors=tuple(parts), text=step.text)
            case FrameEdge(word="end"):
                return (_("end"),)
            case FrameEdge():
                return (f"{step.word}: ", *step.text) if step.text else (step.word,)
            case Pause():
                return step.text or ((_("some time passes"),) if step.delay else ())
            case LifelineEvent(word="create"):
                return weave(_("{actor} is created"), actor=self._participants[step.participant].name)
            case LifelineEvent(word="destroy"):
                return weave(_("{actor} ends"), actor=self._participants[step.participant].name)
        return ()

    def _said(self, step: Arrow) -> Parts:
        _ = self._tables.gettext
        start, end = self._participants[step.start].name, self._participants[step.end].name
        if step.start == step.end:
            return weave(_("{actor}: {text}"), actor=start, text=step.text)
        if step.head == "x":
            return weave(_("{first} to {last}, lost: {what}"), first=start, last=end, what=step.text)
        if step.head == ">>":
            return weave(_("{first} to {last}, without waiting: {what}"), first=start, last=end, what=step.text)
        if step.creates:
            return weave(_("{first} creates {last}: {what}"), first=start, last=end, what=step.text)
        return weave(_("{first} to {last}: {what}"), first=start, last=end, what=step.text)
