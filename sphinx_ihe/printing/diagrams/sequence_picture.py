"""The geometry and the SVG of an interaction diagram or a process flow: lifelines, messages and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sphinx_ihe.printing.diagrams import svg
from sphinx_ihe.printing.diagrams.figures import Arrow, FigureNote
from sphinx_ihe.printing.diagrams.geometry import Point, Rect, Route
from sphinx_ihe.printing.diagrams.layout import said
from sphinx_ihe.printing.diagrams.lettering import LEADING, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_ihe.printing.cells import Link
    from sphinx_ihe.printing.diagrams.figures import SequenceFigure

NAME_SIZE, TEXT_SIZE = 13.0, 12.0
_BOX, _BAR, _MARGIN, _NEAR = 132.0, 8.0, 4.0, 176.0
_WIDEST = 300.0
"""Neighbouring lifelines are no further apart than this, however long the texts between them."""

_SELF, _FOLD, _STEP = 34.0, 8.0, 16.0
_LINE = TEXT_SIZE * LEADING


class Drawn(NamedTuple):
    """A step on paper: its lines of text and where they are, and the height of its arrow."""

    step: Arrow | FigureNote
    lines: tuple[str, ...]
    text: Rect
    y: float


class Laid(Struct, frozen=True):
    """A sequence on paper: boxes of the participants, bars where they are busy, steps, and the end of the lifelines."""

    boxes: tuple[Rect, ...]
    names: tuple[tuple[str, ...], ...]
    bars: tuple[Rect, ...]
    steps: tuple[Drawn, ...]
    bounds: Rect

    def middle(self, participant: int) -> float:
        """The lifeline of a participant."""
        return self.boxes[participant].center.x


def lay_out(figure: SequenceFigure) -> Laid:
    """Put a sequence on paper."""
    names = tuple(wrap(said(each.name), NAME_SIZE, _BOX - 16, bold=True) for each in figure.participants)
    height = max(44.0, max(map(len, names), default=1) * NAME_SIZE * LEADING + 16)
    lines = _lifelines(figure)
    boxes = tuple(Rect(x - _BOX / 2, 0.0, _BOX, height) for x in lines)
    steps: list[Drawn] = []
    y = height + 14
    for step in figure.steps:
        drawn = _arrow(step, lines, y) if isinstance(step, Arrow) else _remark(step, lines, y)
        steps.append(drawn)
        y = max(drawn.y, drawn.text.bottom) + _STEP
    bars = tuple(bar for count in range(len(lines)) if (bar := _bar(count, lines[count], steps)))
    left = min([0.0, *(rect.x for rect in boxes), *(drawn.text.x for drawn in steps)])
    right = max([0.0, *(rect.right for rect in boxes), *(drawn.text.right for drawn in steps)])
    return Laid(boxes, names, bars, tuple(steps), Rect(left, 0.0, right - left, y + 6))


def _lifelines(figure: SequenceFigure) -> list[float]:
    """Where the lifelines stand: as far apart as the texts between them ask for."""
    x: list[float] = []
    for count in range(len(figure.participants)):
        apart = _NEAR
        for step in figure.steps:
            first, last, wanted = _wants(step)
            if last == count and 0 <= first < count:
                apart = max(apart, x[first] + min(wanted, _WIDEST * (last - first)) - x[-1])
        x.append(x[-1] + apart if x else _BOX / 2)
    return x


def _wants(step: Arrow | FigureNote) -> tuple[int, int, float]:
    """Between which lifelines a step stands, and how far apart it wants them: in two lines, or three, it is fine."""
    if isinstance(step, FigureNote):
        width = min(text_width(step.text, TEXT_SIZE), 150.0) + 40
        if step.side == "right":
            return step.first, step.first + 1, width + 30
        return (step.first - 1, step.first, width + 30) if step.side == "left" else (step.first, step.last, 0.0)
    first, last = sorted((step.start, step.end))
    text = said(step.text)
    if first == last:
        return first, first + 1, min(text_width(text, TEXT_SIZE), 150.0) + _SELF + 30
    words = max((text_width(word, TEXT_SIZE) for word in text.split()), default=0.0)
    return first, last, max(text_width(text, TEXT_SIZE) / 2 + 60, words + 30)


def _arrow(step: Arrow, lines: Sequence[float], y: float) -> Drawn:
    left, right = sorted((lines[step.start], lines[step.end]))
    if step.start == step.end:
        room = next((x for x in lines if x > left), left + 230) - left - _SELF - 22
        text = wrap(said(step.text), TEXT_SIZE, max(room, 90))
        width = max((text_width(line, TEXT_SIZE) for line in text), default=0.0)
        high = max(len(text) * _LINE, 20.0)
        return Drawn(step, text, Rect(left + _BAR / 2 + _SELF + 6, y, width, high), y + high / 2 + 9)
    text = wrap(said(step.text), TEXT_SIZE, right - left - 34)
    width = max((text_width(line, TEXT_SIZE) for line in text), default=0.0)
    high = len(text) * _LINE
    middle = (left + right) / 2
    return Drawn(step, text, Rect(middle - width / 2, y, width, high), y + high + 5)


def _remark(step: FigureNote, lines: Sequence[float], y: float) -> Drawn:
    left, right = lines[step.first], lines[step.last]
    span = max(right - left + 60, 160.0) if step.side == "over" else 170.0
    text = wrap(step.text, TEXT_SIZE, span - 20)
    width = max((text_width(line, TEXT_SIZE) for line in text), default=0.0) + 20
    if step.first != step.last:
        width = max(width, right - left + 40)
    x = {"over": (left + right - width) / 2, "left": left - 14 - width, "right": left + 14}[step.side]
    high = len(text) * _LINE + 12
    return Drawn(step, text, Rect(x, y, width, high), y + high)


def _bar(participant: int, x: float, steps: Sequence[Drawn]) -> Rect | None:
    """The bar on a lifeline, from the first message of a participant to its last."""
    busy: list[float] = []
    for drawn in steps:
        if isinstance(drawn.step, Arrow) and participant in (drawn.step.start, drawn.step.end):
            busy += [drawn.y - 18, drawn.y] if drawn.step.start == drawn.step.end else [drawn.y]
    return Rect(x - _BAR / 2, min(busy) - 6, _BAR, max(busy) - min(busy) + 12) if busy else None


def picture(figure: SequenceFigure, id: str, leads: Callable[[Link], str | None]) -> svg.Picture:
    """The drawing; ``id`` tells it from the others of its page."""
    drawn = lay_out(figure)
    links = svg.Links(leads)
    shift = Point(_MARGIN - drawn.bounds.x, _MARGIN)
    move = f"translate({svg.number(shift.x)} {svg.number(shift.y)})"
    content = [f'<g transform="{move}">', *_frame(figure, drawn, links)]
    for step in drawn.steps:
        content += _note(step) if isinstance(step.step, FigureNote) else _message(step, step.step, drawn, links)
    size = (drawn.bounds.width + 2 * _MARGIN, drawn.bounds.height + 2 * _MARGIN)
    return links.picture(svg.document(id, size, (figure.caption, figure.description), [*content, "</g>"]), shift)


def _frame(figure: SequenceFigure, drawn: Laid, links: svg.Links) -> Iterator[str]:
    """Participants and their lifelines."""
    for count, (participant, rect, name) in enumerate(zip(figure.participants, drawn.boxes, drawn.names, strict=True)):
        x = drawn.middle(count)
        covered = _covered(x, rect.bottom, drawn)
        for top, bottom in covered:
            yield svg.element(
                "path",
                d=f"M{svg.number(x)} {svg.number(top)} V{svg.number(bottom)}",
                stroke="currentColor",
                stroke_width=1,
                stroke_opacity="0.6",
                stroke_dasharray="5 4",
            )
        top = rect.center.y - len(name) * NAME_SIZE * LEADING / 2
        style = {"font_weight": "bold"} if participant.actor else {"font_style": "italic"}
        text = svg.lettering(name, Point(rect.center.x, top), NAME_SIZE, **style)
        outline = svg.box(rect, dashed=not participant.actor, fill="0.06" if participant.actor else "0")
        yield links.around(links.address(participant.name), outline + text, rect)
    for bar in drawn.bars:
        for top, bottom in _seen(bar, drawn):
            yield svg.box(Rect(bar.x, top, bar.width, bottom - top), round_=0, fill="0.12")


def _seen(bar: Rect, drawn: Laid) -> list[tuple[float, float]]:
    """The parts of a bar that no note and no text covers."""
    texts = [step.text for step in drawn.steps if step.text.overlaps(bar)]
    parts, top = [], bar.y
    for text in texts:
        if text.y > top:
            parts.append((top, text.y))
        top = max(top, text.bottom)
    return [*parts, (top, bar.bottom)] if bar.bottom > top else parts


def _covered(x: float, top: float, drawn: Laid) -> list[tuple[float, float]]:
    """The parts of a lifeline that are seen: not behind bars, notes and texts."""
    hidden = [rect for rect in drawn.bars if rect.x < x < rect.right]
    hidden += [step.text.grown(1) for step in drawn.steps if step.text.x - 2 < x < step.text.right + 2]
    parts = []
    for rect in sorted(hidden, key=lambda rect: rect.y):
        if rect.y > top + 2:
            parts.append((top, rect.y))
        top = max(top, rect.bottom)
    return [*parts, (top, drawn.bounds.height)] if drawn.bounds.height > top else parts


def _message(drawn: Drawn, step: Arrow, whole: Laid, links: svg.Links) -> Iterator[str]:
    start, end = whole.middle(step.start), whole.middle(step.end)
    slant = {"font_style": "italic"} if step.slanted else {}
    if step.start == step.end:
        x = start + _BAR / 2
        upper = drawn.y - 18
        route: Route = (Point(x, upper), Point(x + _SELF, upper), Point(x + _SELF, drawn.y), Point(x, drawn.y))
        at, anchor = Point(drawn.text.x, drawn.text.y + (drawn.text.height - len(drawn.lines) * _LINE) / 2), "start"
    else:
        edge = _BAR / 2 if end > start else -_BAR / 2
        route = (Point(start + edge, drawn.y), Point(end - edge, drawn.y))
        at, anchor = Point(drawn.text.center.x, drawn.text.y), "middle"
    yield svg.line(route, dashed=step.dashed)
    yield svg.head(route[-1], route[-2])
    text = svg.lettering(drawn.lines, at, TEXT_SIZE, anchor, **slant)
    named = next((part for part in step.text if not isinstance(part, str)), "")
    yield links.around(links.address(named), text, drawn.text)


def _note(drawn: Drawn) -> Iterator[str]:
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
    yield svg.lettering(drawn.lines, Point(rect.center.x, rect.y + 6), TEXT_SIZE)
