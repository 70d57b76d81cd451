"""What a diagram shows, before anyone has decided where on the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from sphinx_ihe.printing.cells import Link, Part, Parts


class Label(NamedTuple):
    """A transaction beside its line: the name, and the id with its brackets on a line of its own."""

    name: str
    id: str
    mention: Link | None = None


class Box(NamedTuple):
    """An actor. ``dashed`` is one of another profile; ``attached`` are dashed actors that it is grouped with.

    A box with ``labels`` is no actor but the meeting point of transactions with several actors on either side.
    """

    name: Part
    dashed: bool = False
    attached: tuple[Parts, ...] = ()
    labels: tuple[Label, ...] = ()


class FigureLine(NamedTuple):
    """The transactions from one box to another, or ``both`` ways. Boxes are meant by their numbers."""

    start: int
    end: int
    labels: tuple[Label, ...] = ()
    both: bool = False
    arrow: bool = True


class ActorFigure(Struct, frozen=True):
    """An actor diagram. ``groups`` are boxes that stand side by side; ``direction`` is ``right`` or ``down``.

    ``rows`` say the same in words.
    """

    caption: str
    description: str
    boxes: tuple[Box, ...]
    lines: tuple[FigureLine, ...]
    groups: tuple[tuple[int, ...], ...]
    direction: str
    rows: tuple[Parts, ...]


class Participant(NamedTuple):
    """Who takes part in a sequence; ``actor`` is false for a person or system that IHE does not define."""

    name: Part
    actor: bool = True


class Arrow(NamedTuple):
    """A message between participants, by their numbers; ``slanted`` are steps that IHE does not define.

    ``head`` is ``>``, ``>>`` of a message whose sender does not wait, or ``x`` of one that is lost. ``creates`` tells
    that the lifeline of the receiver begins with it.
    """

    start: int
    end: int
    text: Parts
    dashed: bool = False
    slanted: bool = False
    head: str = ">"
    creates: bool = False


class FigureNote(NamedTuple):
    """A note over the participants from ``first`` to ``last``, or at the ``side`` of one."""

    first: int
    last: int
    text: Parts
    side: str = "over"


class FrameEdge(NamedTuple):
    """Where a fragment begins (``word`` is ``alt`` or another), is divided (``else``) or ends (``end``)."""

    word: str
    text: Parts = ()


class Pause(NamedTuple):
    """A line across the sequence with a text; ``delay`` is time that passes instead."""

    text: Parts
    delay: bool = False


class LifelineEvent(NamedTuple):
    """What happens to one lifeline: ``activate``, ``deactivate``, ``create`` without a message, ``destroy``."""

    word: str
    participant: int


class ParticipantBox(NamedTuple):
    """A box round neighbouring participants, by their numbers."""

    first: int
    last: int
    title: Parts


FigureStep = Arrow | FigureNote | FrameEdge | Pause | LifelineEvent


class SequenceFigure(Struct, frozen=True):
    """An interaction diagram or a process flow. Every frame among its ``steps`` is closed. ``rows`` say it in words."""

    caption: str
    description: str
    participants: tuple[Participant, ...]
    steps: tuple[FigureStep, ...]
    rows: tuple[Parts, ...]
    regions: tuple[ParticipantBox, ...] = ()


Figure = ActorFigure | SequenceFigure
