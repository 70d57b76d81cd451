"""The SVG of what stands among the messages of a sequence: frames, notes, dividers, boxes round participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.printing.diagrams import svg
from sphinx_ihe.printing.diagrams.geometry import Point, Rect, Route
from sphinx_ihe.printing.diagrams.lifelines import TEXT_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.printing.diagrams.figures import FigureNote, Pause
    from sphinx_ihe.printing.diagrams.sequence_layout import Drawn, Frame, Laid, Lettered

_FOLD = 8.0
_CORNER = 7.0


def region(rect: Rect, title: Lettered, links: svg.Links) -> Iterator[str]:
    """A box round participants: a shade without an outline, for messages cross its sides."""
    yield svg.element(
        "rect", x=rect.x, y=rect.y, width=rect.width, height=rect.height, rx=4.0, fill_opacity="0.07", stroke="none"
    )
    yield _letters(title, links)


def frame(each: Frame, links: svg.Links) -> Iterator[str]:
    """A fragment: its outline, where it is divided, and its word in the corner."""
    rect = each.rect
    left, right, top, bottom = map(svg.number, (rect.x, rect.right, rect.y, rect.bottom))
    outline = [f"M{left} {top} V{bottom} M{right} {top} V{bottom}"]
    if "t" not in each.open:
        outline.append(f"M{left} {top} H{right}")
    if "b" not in each.open:
        outline.append(f"M{left} {bottom} H{right}")
    yield svg.element("path", d=" ".join(outline), fill="none", stroke="currentColor", stroke_width=1)
    for y in each.divisions:
        yield svg.element(
            "path",
            d=f"M{left} {svg.number(y)} H{right}",
            stroke="currentColor",
            stroke_width=1,
            stroke_dasharray="7 4",
        )
    if each.tab:
        tab = each.tab
        points = (
            Point(tab.x, tab.y),
            Point(tab.right, tab.y),
            Point(tab.right, tab.bottom - _CORNER),
            Point(tab.right - _CORNER, tab.bottom),
            Point(tab.x, tab.bottom),
        )
        path = "M" + " L".join(f"{svg.number(p.x)} {svg.number(p.y)}" for p in points) + " Z"
        yield svg.element("path", d=path, fill_opacity="0.08", stroke="currentColor", stroke_width=1)
    for text in each.texts:
        yield _letters(text, links)


def _letters(text: Lettered, links: svg.Links) -> str:
    at = Point(text.rect.x if text.anchor == "start" else text.rect.center.x, text.rect.y)
    style = {"font_weight": "bold"} if text.bold else {}
    return links.lettered(svg.Words(text.lines, text.parts, text.rect), at, TEXT_SIZE, text.anchor, **style)


def pause(drawn: Drawn, step: Pause, whole: Laid, links: svg.Links) -> Iterator[str]:
    """A divider, with its text in the middle of a double line; of a delay the text alone."""
    rect = drawn.text
    if not step.delay:
        left, right = _sides(drawn, whole)
        for y in (drawn.y - 1.5, drawn.y + 1.5):
            ends = ((left, rect.x), (rect.right, right)) if drawn.lines else ((left, right),)
            path = " ".join(f"M{svg.number(start)} {svg.number(y)} H{svg.number(end)}" for start, end in ends)
            yield svg.element("path", d=path, stroke="currentColor", stroke_width=1)
        if drawn.lines:
            yield svg.box(rect, round_=0, fill="0.06")
    if drawn.lines:
        at = Point(rect.center.x, rect.y + 4)
        weight = {"font_style": "italic"} if step.delay else {"font_weight": "bold"}
        yield links.lettered(svg.Words(drawn.lines, step.text, rect), at, TEXT_SIZE, **weight)


def _sides(drawn: Drawn, whole: Laid) -> tuple[float, float]:
    """How far a divider reaches: to the sides of the innermost frame around it, or of the paper."""
    around = [f.rect for f in whole.frames if f.rect.y < drawn.y < f.rect.bottom]
    inner = min(around, key=lambda rect: rect.width, default=whole.bounds)
    return inner.x, inner.right


def note(drawn: Drawn, step: FigureNote, links: svg.Links) -> Iterator[str]:
    """A note: a sheet of paper with a folded corner."""
    rect = drawn.text
    corner = Point(rect.right - _FOLD, rect.y)
    outline: Route = (corner, Point(rect.x, rect.y), Point(rect.x, rect.bottom), Point(rect.right, rect.bottom))
    path = "M" + " L".join(
        f"{svg.number(p.x)} {svg.number(p.y)}" for p in (*outline, Point(rect.right, rect.y + _FOLD))
    )
    fold = f"V{svg.number(rect.y + _FOLD)} H{svg.number(rect.right)}"
    yield svg.element(
        "path",
        d=f"{path} Z M{svg.number(corner.x)} {svg.number(corner.y)} {fold}",
        fill_opacity="0.03",
        stroke="currentColor",
        stroke_width=1,
    )
    yield links.lettered(svg.Words(drawn.lines, step.text, rect), Point(rect.center.x, rect.y + 6), TEXT_SIZE)
