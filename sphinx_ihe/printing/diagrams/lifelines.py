"""Where the lifelines of a sequence stand: as far apart as the texts between them ask for, and the paper allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.printing.diagrams.figures import Arrow, FigureNote, FrameEdge
from sphinx_ihe.printing.diagrams.lettering import measured, pieces, said, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.printing.diagrams.figures import FigureStep, SequenceFigure

TEXT_SIZE = 12.0
BAR, SELF = 8.0, 34.0
LEAST = 64.0
"""The least width of a text beside a lifeline."""
_NAME_SIZE = 13.0
_NESTED = 20.0
"""What the two sides of a frame need beside a text."""


class Spacing(NamedTuple):
    """How wide the box of a participant is, the gap between two of them, and how far apart texts may push lifelines."""

    box: float
    gap: float
    widest: float

    def box_for(self, figure: SequenceFigure) -> float:
        """The width of the boxes: what is asked for, or what the longest word of a name needs, up to the usual."""
        words = (word for each in figure.participants for word in pieces(said(each.name)))
        longest = max((text_width(word, _NAME_SIZE, bold=True) for word in words), default=0.0)
        return max(self.box, min(longest + 17, WIDE.box))


WIDE = Spacing(132.0, 44.0, 300.0)
NARROW = Spacing(104.0, 24.0, 190.0)
TIGHT = Spacing(80.0, 12.0, 110.0)


def lifelines(figure: SequenceFigure, spacing: Spacing) -> list[float]:
    """The places of the lifelines from left to right."""
    x: list[float] = []
    box = spacing.box_for(figure)
    wants = list(_wants(figure, box))
    for count in range(len(figure.participants)):
        apart = box + spacing.gap
        for first, last, wanted, least in wants:
            if last == count and 0 <= first < count:
                room = max(min(wanted, spacing.widest * (last - first)), least)
                apart = max(apart, x[first] + room - x[-1])
        x.append(x[-1] + apart if x else box / 2)
    return x


def _wants(figure: SequenceFigure, box: float) -> Iterator[tuple[int, int, float, float]]:
    """Between which lifelines each step stands, how far apart it wants them, and how far it needs them."""
    depth = 0
    for step in figure.steps:
        if isinstance(step, FrameEdge):
            depth += {"end": -1, "else": 0}.get(step.word, 1)
            continue
        first, last, wanted = _wanted(step)
        more = _NESTED * depth if first + 1 == last and _beside(step) else 0.0
        if isinstance(step, Arrow) and step.creates:
            more += box / 2
        if first < last:
            yield first, last, wanted + more, _needed(step) + more


def _needed(step: FigureStep) -> float:
    """How far apart lifelines must be, so that no word between them is broken, unless it is longer than any line."""
    if not isinstance(step, Arrow):
        return LEAST + SELF + 22 if _beside(step) else LEAST
    longest = max((text_width(piece, TEXT_SIZE) for piece in pieces(measured(step.text))), default=0.0)
    width = max(LEAST, min(longest, WIDE.widest - SELF - 23))
    return width + (SELF + 23 if step.start == step.end else 35)


def _beside(step: FigureStep) -> bool:
    """Whether the text of a step stands beside one lifeline."""
    if isinstance(step, FigureNote):
        return step.side != "over"
    return isinstance(step, Arrow) and step.start == step.end


def _wanted(step: FigureStep) -> tuple[int, int, float]:
    """Between which lifelines a step stands, and how far apart it wants them: in two lines, or three, it is fine."""
    if isinstance(step, FigureNote):
        width = min(text_width(measured(step.text), TEXT_SIZE), 150.0) + 40
        if step.side == "right":
            return step.first, step.first + 1, width + 30
        return (step.first - 1, step.first, width + 30) if step.side == "left" else (step.first, step.last, 0.0)
    if not isinstance(step, Arrow):
        return 0, 0, 0.0
    first, last = sorted((step.start, step.end))
    text = measured(step.text)
    if first == last:
        return first, first + 1, min(text_width(text, TEXT_SIZE), 150.0) + SELF + 30
    words = max((text_width(word, TEXT_SIZE) for word in text.split()), default=0.0)
    return first, last, max(text_width(text, TEXT_SIZE) / 2 + 60, words + 30)
