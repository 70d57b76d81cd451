"""The SVG of an actor diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.printing.diagrams import svg
from sphinx_ihe.printing.diagrams.drawing import draw
from sphinx_ihe.printing.diagrams.geometry import Point, Rect
from sphinx_ihe.printing.diagrams.layout import (
    ATTACHED_SIZE,
    LABEL_SIZE,
    NAME_SIZE,
    Standing,
    attached_lines,
    label_lines,
    label_tops,
    name_lines,
)
from sphinx_ihe.printing.diagrams.lettering import LEADING
from sphinx_ihe.printing.diagrams.sheets import LEGIBLE, SIDEWAYS, UPRIGHT, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_ihe.printing.cells import Link
    from sphinx_ihe.printing.diagrams.figures import ActorFigure, Box, FigureLine, Label
    from sphinx_ihe.printing.diagrams.routing import Drawing, Routed
    from sphinx_ihe.printing.diagrams.sheets import BookSheet

_MARGIN = 4.0


def picture(figure: ActorFigure, id: str, leads: Callable[[Link], str | None]) -> svg.Picture:
    """The drawing; ``id`` tells it from the others of its page."""
    drawing = draw(figure)
    links = svg.Links(leads)
    left, top, right, bottom = _bounds(drawing)
    shift = Point(_MARGIN - left, _MARGIN - top)
    content = [f'<g transform="translate({svg.number(shift.x)} {svg.number(shift.y)})">']
    for line, drawn in zip(figure.lines, drawing.lines, strict=True):
        content += _line(line, drawn, links)
    for box, standing in zip(figure.boxes, drawing.boxes, strict=True):
        content += _box(box, standing, links)
    size = (right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN)
    return links.picture(svg.document(id, size, (figure.caption, figure.description), [*content, "</g>"]), shift, size)


def book_pictures(
    figure: ActorFigure, id: str, leads: Callable[[Link], str | None]
) -> tuple[list[svg.Picture], BookSheet]:
    """The drawing, and the kind of sheet on which all of it can be read."""
    made = picture(figure, id, leads)
    width, height = made.size
    letters = ATTACHED_SIZE if any(box.attached for box in figure.boxes) else LABEL_SIZE
    for sheet in (UPRIGHT, SIDEWAYS):
        scale = min(sheet.scale(width), sheet.height / 0.75 / height)
        if letters * scale >= LEGIBLE - 0.05:
            return [made], sheet
    return [made], folded(width, height, letters)


def _bounds(drawing: Drawing) -> tuple[float, float, float, float]:
    rects = [rect for box in drawing.boxes for rect in (box.rect, *box.attached)]
    rects += [line.label for line in drawing.lines if line.label]
    rects += [Rect(point.x, point.y, 0, 0) for line in drawing.lines for point in line.route]
    if not rects:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(rect.x for rect in rects),
        min(rect.y for rect in rects),
        max(rect.right for rect in rects),
        max(rect.bottom for rect in rects),
    )


def _line(line: FigureLine, drawn: Routed, links: svg.Links) -> Iterator[str]:
    yield svg.line(drawn.route, drawn.label)
    if line.arrow:
        yield svg.head(drawn.route[-1], drawn.route[-2])
    if line.both:
        yield svg.head(drawn.route[0], drawn.route[1])
    if drawn.label:
        yield from _labels(line.labels, drawn.label, links)


def _labels(labels: Sequence[Label], rect: Rect, links: svg.Links) -> Iterator[str]:
    for label, top in zip(labels, label_tops(labels), strict=True):
        lines = label_lines(label)
        text = svg.lettering(lines, Point(rect.center.x, rect.y + top), LABEL_SIZE)
        taken = Rect(rect.x, rect.y + top, rect.width, len(lines) * LABEL_SIZE * LEADING)
        yield links.around(links.address(label.mention) if label.mention else None, text, taken)


def _box(box: Box, standing: Standing, links: svg.Links) -> Iterator[str]:
    if box.labels:
        yield svg.box(standing.rect, round_=standing.rect.height / 2 if len(box.labels) == 1 else 12, fill="0")
        inner = standing.rect.grown(-4)
        yield from _labels(box.labels, inner, links)
        return
    name = _name(name_lines(box), standing.rect, NAME_SIZE, font_weight="bold")
    outline = svg.box(standing.rect, dashed=box.dashed, fill="0" if box.dashed else "0.06")
    yield links.around(links.address(box.name), outline + name, standing.rect)
    for parts, rect in zip(box.attached, standing.attached, strict=True):
        text = _name(attached_lines(parts), rect, ATTACHED_SIZE)
        yield links.around(links.address(parts), svg.box(rect, dashed=True, fill="0") + text, rect)


def _name(lines: Sequence[str], rect: Rect, size: float, **style: str) -> str:
    top = rect.center.y - len(lines) * size * LEADING / 2
    return svg.lettering(lines, Point(rect.center.x, top), size, **style)
