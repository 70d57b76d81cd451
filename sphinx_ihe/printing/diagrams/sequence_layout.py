"""A sequence on paper: where its heads, lifelines, bars, steps and frames stand.

Steps follow one another, each with a strip of the paper of its own; so only what runs downwards can meet a text.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sphinx_ihe.printing.diagrams.figures import Arrow, FigureNote, FrameEdge, LifelineEvent, Pause
from sphinx_ihe.printing.diagrams.geometry import Rect
from sphinx_ihe.printing.diagrams.lettering import LEADING, broken, measured, said, text_width, wrap
from sphinx_ihe.printing.diagrams.lifelines import BAR, LEAST, SELF, TEXT_SIZE, WIDE, Spacing, lifelines
from sphinx_ihe.printing.diagrams.sequence_bars import Bar, bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.printing.cells import Parts
    from sphinx_ihe.printing.diagrams.figures import FigureStep, SequenceFigure

NAME_SIZE = 13.0
STEP = 16.0
LINE = TEXT_SIZE * LEADING
_AROUND = 10.0
"""How far the sides of a frame are from what is in it."""
_TAB = 16.0
_TAB_WORDS = 260.0


class Lettered(NamedTuple):
    """A text on paper: its parts, its lines and where they are; ``bold`` are titles."""

    parts: Parts
    lines: tuple[str, ...]
    rect: Rect
    bold: bool = False
    anchor: str = "middle"


class Drawn(NamedTuple):
    """A step on paper: its text and the height of its arrow."""

    step: FigureStep
    lines: tuple[str, ...]
    text: Rect
    y: float


class LifelineHead(NamedTuple):
    """The box of a participant, its name in lines, and where its lifeline ends; ``ended`` if it is destroyed there."""

    participant: int
    rect: Rect
    name: tuple[str, ...]
    end: float = 0.0
    ended: bool = False


class Frame(NamedTuple):
    """A fragment on paper. ``tab`` has its word; ``open`` tells of a page break at its top or bottom (``tb``)."""

    rect: Rect
    tab: Rect | None
    texts: tuple[Lettered, ...]
    divisions: tuple[float, ...] = ()
    open: str = ""


class Laid(Struct, frozen=True):
    """A sequence on paper; ``quiet`` are the heights between which time passes."""

    heads: tuple[LifelineHead, ...]
    bars: tuple[Bar, ...]
    steps: tuple[Drawn, ...]
    frames: tuple[Frame, ...]
    regions: tuple[tuple[Rect, Lettered], ...]
    quiet: tuple[tuple[float, float], ...]
    bounds: Rect

    @property
    def covers(self) -> list[Rect]:
        """Whatever a lifeline or a bar runs behind."""
        texts = [drawn.text for drawn in self.steps if drawn.lines]
        for frame in self.frames:
            texts += [text.rect for text in frame.texts]
            texts += [frame.tab] if frame.tab else []
        return texts

    def head(self, participant: int) -> LifelineHead:
        """The head of a participant."""
        return next(head for head in self.heads if head.participant == participant)


def lay_out(figure: SequenceFigure, spacing: Spacing = WIDE) -> Laid:
    """Put a sequence on paper."""
    return _Paper(figure, spacing).lay_out()


class _Open(NamedTuple):
    """A frame that has not ended: where it began, and the texts and divisions so far."""

    number: int
    top: float
    tab: Rect
    texts: list[Lettered]
    divisions: list[float]


class _Paper:
    def __init__(self, figure: SequenceFigure, spacing: Spacing) -> None:
        self._figure = figure
        box = spacing.box_for(figure)
        names = [wrap(said(each.name), NAME_SIZE, box - 16, bold=True) for each in figure.participants]
        self._x = lifelines(figure, spacing)
        height = max(44.0, max(map(len, names), default=1) * NAME_SIZE * LEADING + 16)
        self._titles = [broken(r.title, TEXT_SIZE, self._across(r.first, r.last, box))[0] for r in figure.regions]
        top = max((len(title) * LINE + 12 for title in self._titles), default=0.0)
        rects = [Rect(x - box / 2, top, box, height) for x in self._x]
        self._heads = [
            LifelineHead(count, rect, name) for count, (rect, name) in enumerate(zip(rects, names, strict=True))
        ]
        self._top = top
        self._y = top + height + 14
        self._drawn: list[Drawn] = []
        self._frames: list[Frame] = []
        self._quiet: list[tuple[float, float]] = []
        self._open: list[_Open] = []
        self._extents = self._measure()

    def _across(self, first: int, last: int, box: float) -> float:
        return self._x[last] - self._x[first] + box - 8

    def lay_out(self) -> Laid:
        for count, step in enumerate(self._figure.steps):
            match step:
                case FrameEdge(word="end"):
                    self._close()
                case FrameEdge(word="else"):
                    self._divide(step)
                case FrameEdge():
                    self._begin(count, step)
                case Pause():
                    self._pause(step)
                case LifelineEvent(word="create"):
                    self._head(step.participant, self._y)
                    self._drawn.append(Drawn(step, (), self._heads[step.participant].rect, self._y))
                    self._y = self._heads[step.participant].rect.bottom + STEP
                case LifelineEvent():
                    self._event(step)
                case _:
                    self._row(step)
        return self._laid()

    def _laid(self) -> Laid:
        events = [(d.step, d.y) for d in self._drawn if isinstance(d.step, LifelineEvent)]
        ended = {event.participant: y for event, y in events if event.word == "destroy"}
        bottom = max([self._y + 6, *(y + 10 for y in ended.values())])
        ends = ((ended.get(head.participant, bottom), head.participant in ended) for head in self._heads)
        heads = tuple(h._replace(end=end, ended=early) for h, (end, early) in zip(self._heads, ends, strict=True))
        drawn, busy = tuple(self._drawn), tuple(bars(self._drawn, self._x, bottom))
        regions = tuple(map(self._region, range(len(self._titles)), repeat(bottom)))
        rects = [h.rect for h in heads] + [d.text for d in drawn] + [f.rect for f in self._frames]
        rects += [rect for rect, _ in regions]
        left, right = min([0.0, *(r.x for r in rects)]), max([0.0, *(r.right for r in rects)])
        bounds = Rect(left, 0.0, right - left, bottom)
        frames = tuple(sorted(self._frames, key=lambda frame: frame.rect.y))
        return Laid(heads, busy, drawn, frames, regions, tuple(self._quiet), bounds)

    def _region(self, number: int, bottom: float) -> tuple[Rect, Lettered]:
        """A box round participants, and its title."""
        region, lines = self._figure.regions[number], self._titles[number]
        left, right = self._heads[region.first].rect.x - 9, self._heads[region.last].rect.right + 9
        rect = Rect(left, 0.0, right - left, bottom)
        return rect, Lettered(region.title, lines, rect._replace(y=4.0, height=len(lines) * LINE), bold=True)

    # -- across ----------------------------------------------------------------------------------------------------

    def _measure(self) -> dict[int, tuple[float, float]]:
        """How far each frame, by the step that begins it, reaches to the left and to the right."""
        found: dict[int, tuple[float, float]] = {}
        inside: list[tuple[int, list[tuple[float, float]]]] = []
        for count, step in enumerate(self._figure.steps):
            if isinstance(step, FrameEdge) and step.word == "end":
                began, spans = inside.pop()
                found[began] = span = self._frame_span(began, spans)
                if inside:
                    inside[-1][1].append(span)
            elif isinstance(step, FrameEdge) and step.word != "else":
                inside.append((count, []))
            elif inside and (reach := self._reach(step)):
                inside[-1][1].append(reach)
        return found

    def _frame_span(self, began: int, spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
        spans = spans or ((self._x[0] - 30, self._x[-1] + 30),)
        left, right = min(low for low, _ in spans) - _AROUND, max(high for _, high in spans) + _AROUND
        edge = self._figure.steps[began]
        assert isinstance(edge, FrameEdge)
        tab = _tab(edge)[1]
        words = text_width(measured(edge.text), TEXT_SIZE) if edge.word != "group" else 0.0
        return left, max(right, left + tab + min(words + 30, 150.0))

    def _reach(self, step: FigureStep) -> tuple[float, float] | None:
        """How far a step reaches to both sides."""
        if isinstance(step, LifelineEvent):
            x = self._x[step.participant]
            half = self._heads[step.participant].rect.width / 2 if step.word == "create" else BAR
            return x - half, x + half
        if not isinstance(step, Arrow | FigureNote):
            return None
        drawn = _arrow(step, self._x, 0.0) if isinstance(step, Arrow) else _remark(step, self._x, 0.0)
        low, high = drawn.text.x, drawn.text.right
        if isinstance(step, Arrow):
            ends = (self._x[step.start], self._x[step.end])
            low, high = min(low, *(x - BAR for x in ends)), max(high, *(x + BAR for x in ends))
        if isinstance(step, Arrow) and step.creates:
            half = self._heads[step.end].rect.width / 2
            low, high = min(low, self._x[step.end] - half), max(high, self._x[step.end] + half)
        return low, high

    # -- downwards -------------------------------------------------------------------------------------------------

    def _row(self, step: Arrow | FigureNote) -> None:
        if isinstance(step, FigureNote):
            drawn = _remark(step, self._x, self._y)
        elif step.creates:
            drawn = self._creation(step)
        else:
            drawn = _arrow(step, self._x, self._y)
        self._drawn.append(drawn)
        below = self._heads[step.end].rect.bottom if isinstance(step, Arrow) and step.creates else 0.0
        self._y = max(drawn.y, drawn.text.bottom, below) + STEP

    def _creation(self, step: Arrow) -> Drawn:
        """A message to the head of a lifeline that begins here."""
        half = self._heads[step.end].rect.width / 2
        near = [*self._x]
        near[step.end] += -half if self._x[step.end] > self._x[step.start] else half
        drawn = _arrow(step, near, self._y)
        height = self._heads[step.end].rect.height
        down = max(0.0, self._y + height / 2 - drawn.y)
        drawn = drawn._replace(text=drawn.text._replace(y=drawn.text.y + down), y=drawn.y + down)
        self._head(step.end, drawn.y - height / 2)
        return drawn

    def _head(self, participant: int, y: float) -> None:
        head = self._heads[participant]
        self._heads[participant] = head._replace(rect=head.rect._replace(y=y))

    def _event(self, step: LifelineEvent) -> None:
        """Something at the height of the last message, if that was to or from the same participant."""
        x = self._x[step.participant]
        at = self._y - STEP
        last = next((d for d in reversed(self._drawn) if not isinstance(d.step, LifelineEvent) or d.lines), None)
        touches = last and isinstance(last.step, Arrow) and step.participant in (last.step.start, last.step.end)
        y = last.y if last and touches and last.y > at - STEP else at
        y = max(y, self._heads[step.participant].rect.bottom + 8)
        if step.word == "destroy":
            y = self._y if y < self._y - STEP - 1 or not touches else y + 14
            self._y = y + 12 + STEP
        self._drawn.append(Drawn(step, (), Rect(x - 6, y, 12.0, 0.0), y))

    def _begin(self, count: int, step: FrameEdge) -> None:
        left, right = self._extents[count]
        lines, width = _tab(step)
        tab = Rect(left, self._y, width, len(lines) * LINE + 6)
        named = step.text if step.word == "group" else (step.word,)
        texts = [Lettered(named, lines, Rect(left + 7, self._y + 3, width - _TAB, len(lines) * LINE), True, "start")]
        bottom = tab.bottom
        if step.word != "group" and step.text:
            condition = _condition(step.text, left + width + 8, self._y + 3, right - left - width - 14)
            texts.append(condition)
            bottom = max(bottom, condition.rect.bottom)
        self._open.append(_Open(count, self._y, tab, texts, []))
        self._y = bottom + 10

    def _divide(self, step: FrameEdge) -> None:
        frame = self._open[-1]
        left, right = self._extents[frame.number]
        y = self._y - STEP + 8
        frame.divisions.append(y)
        self._y = y + 10
        if step.text:
            condition = _condition(step.text, left + 12, y + 4, right - left - 24)
            frame.texts.append(condition)
            self._y = condition.rect.bottom + 10

    def _close(self) -> None:
        frame = self._open.pop()
        left, right = self._extents[frame.number]
        bottom = self._y - STEP + 8
        rect = Rect(left, frame.top, right - left, bottom - frame.top)
        self._frames.append(Frame(rect, frame.tab, tuple(frame.texts), tuple(frame.divisions)))
        self._y = bottom + STEP

    def _pause(self, step: Pause) -> None:
        """A line across the sequence, or across the frame that it stands in; or a stretch of time."""
        left, right = self._x[0] - 40, self._x[-1] + 40
        if self._open:
            left, right = self._extents[self._open[-1].number]
            left, right = left + 6, right - 6
        lines, width = broken(step.text, TEXT_SIZE, max(right - left - 60, 60.0), bold=True)
        high = len(lines) * LINE + (8 if lines else 0)
        top = self._y + (10 if step.delay else 0)
        rect = Rect((left + right - width) / 2 - 8, top, width + 16, high)
        self._drawn.append(
            Drawn(step, lines, rect if lines else Rect(left, top + 4, right - left, 0.0), top + high / 2)
        )
        below = top + max(high, 8.0) + (10 if step.delay else 0)
        if step.delay:
            self._quiet.append((self._y - 4, below + 4))
        self._y = below + STEP


def _tab(edge: FrameEdge) -> tuple[tuple[str, ...], float]:
    """The words in the corner of a frame in lines, and how wide the corner is."""
    words = edge.text if edge.word == "group" else (edge.word,)
    lines, width = broken(words, TEXT_SIZE, _TAB_WORDS, bold=True)
    return lines, width + _TAB


def _condition(text: Parts, x: float, y: float, width: float) -> Lettered:
    """A condition, in the brackets of UML."""
    words = said(text).strip()
    parts = text if words.startswith("[") and words.endswith("]") else ("[", *text, "]")
    lines, wide = broken(parts, TEXT_SIZE, max(width, 60.0))
    return Lettered(parts, lines, Rect(x, y, wide, len(lines) * LINE), False, "start")


def _arrow(step: Arrow, lines: Sequence[float], y: float) -> Drawn:
    left, right = sorted((lines[step.start], lines[step.end]))
    if step.start == step.end:
        room = next((x for x in lines if x > left), left + 230) - left - SELF - 22
        text, width = broken(step.text, TEXT_SIZE, max(room, LEAST))
        high = max(len(text) * LINE, 20.0)
        return Drawn(step, text, Rect(left + BAR / 2 + SELF + 6, y, width, high), y + high / 2 + 9)
    text, width = broken(step.text, TEXT_SIZE, right - left - 34)
    high = len(text) * LINE
    middle = (left + right) / 2
    return Drawn(step, text, Rect(middle - width / 2, y, width, high), y + high + 5)


def _remark(step: FigureNote, lines: Sequence[float], y: float) -> Drawn:
    left, right = lines[step.first], lines[step.last]
    span = max(right - left + 60, 160.0) if step.side == "over" else 170.0
    text, width = broken(step.text, TEXT_SIZE, span - 20)
    width += 20
    if step.first != step.last:
        width = max(width, right - left + 40)
    x = {"over": (left + right - width) / 2, "left": left - 14 - width, "right": left + 14}[step.side]
    high = len(text) * LINE + 12
    return Drawn(step, text, Rect(x, y, width, high), y + high)
