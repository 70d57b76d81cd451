"""The SVG of an interaction diagram or a process flow: lifelines, messages, notes and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.printing.diagrams import svg
from sphinx_ihe.printing.diagrams.figures import Arrow, FigureNote, LifelineEvent, Pause
from sphinx_ihe.printing.diagrams.geometry import Point, Rect, Route
from sphinx_ihe.printing.diagrams.lettering import LEADING
from sphinx_ihe.printing.diagrams.lifelines import SELF, TEXT_SIZE, WIDE
from sphinx_ihe.printing.diagrams.sequence_bars import edges
from sphinx_ihe.printing.diagrams.sequence_frames import frame, note, pause, region
from sphinx_ihe.printing.diagrams.sequence_layout import LINE, NAME_SIZE, lay_out
from sphinx_ihe.printing.diagrams.sequence_pages import MARGIN, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_ihe.printing.cells import Link
    from sphinx_ihe.printing.diagrams.figures import SequenceFigure
    from sphinx_ihe.printing.diagrams.sequence_layout import Drawn, Laid, LifelineHead
    from sphinx_ihe.printing.diagrams.sheets import BookSheet


def picture(figure: SequenceFigure, id: str, leads: Callable[[Link], str | None]) -> svg.Picture:
    """The drawing; ``id`` tells it from the others of its page."""
    return _picture(figure, lay_out(figure, WIDE), id, leads)


def book_pictures(
    figure: SequenceFigure, id: str, leads: Callable[[Link], str | None]
) -> tuple[list[svg.Picture], BookSheet]:
    """The drawing in parts that fit on a sheet of a book, and what kind of sheet that is."""
    parts, sheet = pages(figure)
    ids = (id if count == 1 else f"{id}-{count}" for count in range(1, len(parts) + 1))
    return [_picture(figure, part, each, leads) for part, each in zip(parts, ids, strict=True)], sheet


def _picture(figure: SequenceFigure, drawn: Laid, id: str, leads: Callable[[Link], str | None]) -> svg.Picture:
    links = svg.Links(leads)
    shift = Point(MARGIN - drawn.bounds.x, MARGIN)
    move = f"translate({svg.number(shift.x)} {svg.number(shift.y)})"
    content = [f'<g transform="{move}">']
    for rect, title in drawn.regions:
        content += region(rect, title, links)
    content += _participants(figure, drawn, links)
    for each in drawn.frames:
        content += frame(each, links)
    for step in drawn.steps:
        match step.step:
            case Arrow():
                content += _message(step, step.step, drawn, links)
            case FigureNote():
                content += note(step, step.step, links)
            case Pause():
                content += pause(step, step.step, drawn, links)
            case LifelineEvent(word="destroy"):
                content += _cross(Point(step.text.center.x, step.y))
    size = (drawn.bounds.width + 2 * MARGIN, drawn.bounds.height + 2 * MARGIN)
    return links.picture(svg.document(id, size, (figure.caption, figure.description), [*content, "</g>"]), shift, size)


def _participants(figure: SequenceFigure, drawn: Laid, links: svg.Links) -> Iterator[str]:
    """Participants and their lifelines, and the bars on them."""
    for head in drawn.heads:
        participant = figure.participants[head.participant]
        for top, bottom, dashes in _lifeline(head, drawn):
            yield svg.element(
                "path",
                d=f"M{svg.number(head.rect.center.x)} {svg.number(top)} V{svg.number(bottom)}",
                stroke="currentColor",
                stroke_width=1,
                stroke_opacity="0.6",
                stroke_dasharray=dashes,
            )
        top = head.rect.center.y - len(head.name) * NAME_SIZE * LEADING / 2
        style = {"font_weight": "bold"} if participant.actor else {"font_style": "italic"}
        text = svg.lettering(head.name, Point(head.rect.center.x, top), NAME_SIZE, **style)
        outline = svg.box(head.rect, dashed=not participant.actor, fill="0.06" if participant.actor else "0")
        yield links.around(links.address(participant.name), outline + text, head.rect)
    for bar in drawn.bars:
        for top, bottom in _seen(bar.rect, drawn):
            yield svg.box(Rect(bar.rect.x, top, bar.rect.width, bottom - top), round_=0, fill="0.12")


def _seen(bar: Rect, drawn: Laid) -> list[tuple[float, float]]:
    """The parts of a bar that no note and no text covers."""
    covers = sorted((rect for rect in drawn.covers if rect.overlaps(bar)), key=lambda rect: rect.y)
    parts, top = [], bar.y
    for rect in covers:
        if rect.y > top:
            parts.append((top, rect.y))
        top = max(top, rect.bottom)
    return [*parts, (top, bar.bottom)] if bar.bottom > top else parts


def _lifeline(head: LifelineHead, drawn: Laid) -> Iterator[tuple[float, float, str]]:
    """The parts of a lifeline that are seen, not behind bars, notes and texts, and how they are dashed."""
    x, top = head.rect.center.x, head.rect.bottom
    hidden = [bar.rect for bar in drawn.bars if bar.rect.x < x < bar.rect.right]
    hidden += [rect.grown(1) for rect in drawn.covers if rect.x - 2 < x < rect.right + 2]
    for rect in sorted(hidden, key=lambda rect: rect.y):
        if rect.y > top + 2:
            yield from _dashed(top, min(rect.y, head.end), drawn)
        top = max(top, rect.bottom)
    if head.end > top:
        yield from _dashed(top, head.end, drawn)


def _dashed(top: float, bottom: float, drawn: Laid) -> Iterator[tuple[float, float, str]]:
    """A part of a lifeline, with dots where time passes."""
    for low, high in drawn.quiet:
        if top < high and low < bottom:
            if low > top:
                yield top, low, "5 4"
            yield max(top, low), min(bottom, high), "1 5"
            top = min(bottom, high)
    if bottom > top:
        yield top, bottom, "5 4"


def _message(drawn: Drawn, step: Arrow, whole: Laid, links: svg.Links) -> Iterator[str]:
    start, end = whole.head(step.start).rect, whole.head(step.end).rect
    left, right = edges(whole.bars, step.start, start.center.x, drawn.y)
    slant = {"font_style": "italic"} if step.slanted else {}
    if step.start == step.end:
        upper = drawn.y - 18
        left, right = edges(whole.bars, step.start, start.center.x, upper)
        _, low = edges(whole.bars, step.start, start.center.x, drawn.y)
        out = start.center.x + SELF + 4
        route: Route = (Point(right, upper), Point(out, upper), Point(out, drawn.y), Point(low, drawn.y))
        at, anchor = Point(drawn.text.x, drawn.text.y + (drawn.text.height - len(drawn.lines) * LINE) / 2), "start"
    else:
        forward = end.center.x > start.center.x
        first, last = edges(whole.bars, step.end, end.center.x, drawn.y)
        if step.creates:
            first, last = end.x, end.right
        goal = first if forward else last
        if step.head == "x":
            goal += -14 if forward else 14
        route = (Point(right if forward else left, drawn.y), Point(goal, drawn.y))
        at, anchor = Point(drawn.text.center.x, drawn.text.y), "middle"
    yield svg.line(route, dashed=step.dashed)
    yield (svg.open_head if step.head == ">>" else svg.head)(route[-1], route[-2])
    if step.head == "x":
        yield from _cross(Point(route[-1].x + (7 if route[-1].x > route[-2].x else -7), drawn.y), 5.0)
    yield links.lettered(svg.Words(drawn.lines, step.text, drawn.text), at, TEXT_SIZE, anchor, **slant)


def _cross(at: Point, size: float = 7.0) -> Iterator[str]:
    left, right, top, bottom = (svg.number(v) for v in (at.x - size, at.x + size, at.y - size, at.y + size))
    d = f"M{left} {top} L{right} {bottom} M{left} {bottom} L{right} {top}"
    yield svg.element("path", d=d, stroke="currentColor", stroke_width=1.6)
