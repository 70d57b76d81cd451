"""The best drawing of an actor diagram: placements are tried out on paper, with wider gaps where nothing fits."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from sphinx_ihe.printing.diagrams.layout import items, lay_out
from sphinx_ihe.printing.diagrams.placement import Graph, place
from sphinx_ihe.printing.diagrams.routing import route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.printing.diagrams.figures import ActorFigure
    from sphinx_ihe.printing.diagrams.layout import Standing
    from sphinx_ihe.printing.diagrams.routing import Drawing

_STRETCHES = (1.0, 1.25, 1.6, 2.2)
_SMALL = 8
"""With so few boxes, and hardly more lines, more placements are tried, and not only until no lines cross."""

_PAPER = 0.1
"""What each pixel of width and height costs."""


@lru_cache(maxsize=64)
def draw(figure: ActorFigure) -> Drawing:
    """Boxes and lines on paper: without faults where that is possible, with as few crossings as were found."""
    cells_of = items(figure)
    item_of = {box: count for count, boxes in enumerate(cells_of) for box in boxes}
    lines = [line for line in figure.lines if item_of[line.start] != item_of[line.end]]
    ends = tuple((item_of[line.start], item_of[line.end]) for line in lines)
    blocked = tuple((bool(figure.boxes[a].attached), bool(figure.boxes[b].attached)) for a, b, *_ in lines)
    graph = Graph(len(cells_of), ends, figure.direction, blocked)
    small = len(figure.boxes) <= _SMALL and len(figure.lines) <= _SMALL + 2
    best: Drawing | None = None
    for cells in place(graph, 8 if small else 6, alike=small):
        if best and not small and not best.faults and not best.crossings:
            break
        for stretch in _STRETCHES:
            boxes = lay_out(figure, cells, stretch)
            most = _worth(best)[1] if best and not best.faults else inf
            drawing = route(figure, boxes, most - _PAPER * sum(_extent(boxes)))
            if drawing is None:
                break
            if best is None or _worth(drawing) < _worth(best):
                best = drawing
            if not drawing.faults:
                break
    assert best is not None  # there is always a placement
    return best


def _worth(drawing: Drawing) -> tuple[int, float]:
    return len(drawing.faults), drawing.cost + _PAPER * sum(_extent(drawing.boxes))


def _extent(boxes: Sequence[Standing]) -> tuple[float, float]:
    rects = [box.rect for box in boxes]
    return (
        max(rect.right for rect in rects) - min(rect.x for rect in rects),
        max(rect.bottom for rect in rects) - min(rect.y for rect in rects),
    )
