"""The bars on lifelines: where authors say so, else from the first message of a participant to its last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.printing.diagrams.figures import Arrow, LifelineEvent
from sphinx_ihe.printing.diagrams.geometry import Rect
from sphinx_ihe.printing.diagrams.lifelines import BAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.printing.diagrams.sequence_layout import Drawn

_LEVEL = 4.0
"""So far to the right a bar stands on the one that is below it."""
_OVER = 6.0


class Bar(NamedTuple):
    """A bar on the lifeline of a participant."""

    participant: int
    rect: Rect


def bars(steps: Sequence[Drawn], lines: Sequence[float], bottom: float) -> Iterator[Bar]:
    """Every bar, the outer ones first."""
    for participant, x in enumerate(lines):
        events = [d for d in steps if isinstance(d.step, LifelineEvent) and d.step.participant == participant]
        if any(_word(d) == "activate" for d in events):
            yield from sorted(_told(participant, x, events, bottom), key=lambda bar: bar.rect.x)
        else:
            yield from _implied(participant, x, steps)


def _word(drawn: Drawn) -> str:
    return drawn.step.word if isinstance(drawn.step, LifelineEvent) else ""


def _told(participant: int, x: float, events: Sequence[Drawn], bottom: float) -> Iterator[Bar]:
    begun: list[float] = []
    for drawn in events:
        if _word(drawn) == "activate":
            begun.append(drawn.y)
        elif _word(drawn) == "deactivate" and begun:
            yield _bar(participant, x + _LEVEL * (len(begun) - 1), begun.pop(), drawn.y)
        elif _word(drawn) == "destroy":
            bottom = drawn.y - _OVER
    while begun:
        yield _bar(participant, x + _LEVEL * (len(begun) - 1), begun.pop(), bottom - _OVER)


def _implied(participant: int, x: float, steps: Sequence[Drawn]) -> Iterator[Bar]:
    busy: list[float] = []
    for drawn in steps:
        if isinstance(drawn.step, Arrow) and participant in (drawn.step.start, drawn.step.end):
            if drawn.step.creates and participant == drawn.step.end:
                continue
            busy += [drawn.y - 18, drawn.y] if drawn.step.start == drawn.step.end else [drawn.y]
    if busy:
        yield _bar(participant, x, min(busy), max(busy))


def _bar(participant: int, x: float, top: float, bottom: float) -> Bar:
    return Bar(participant, Rect(x - BAR / 2, top - _OVER, BAR, max(bottom - top, 0.0) + 2 * _OVER))


def edges(found: Sequence[Bar], participant: int, x: float, y: float) -> tuple[float, float]:
    """Where arrows at a height meet a participant, from the left and from the right."""
    here = [bar.rect for bar in found if bar.participant == participant and bar.rect.y <= y <= bar.rect.bottom]
    return min((rect.x for rect in here), default=x), max((rect.right for rect in here), default=x)
