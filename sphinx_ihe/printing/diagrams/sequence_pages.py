"""A sequence on the sheets of a book: narrower, turned sideways and broken between messages, so that it can be read."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.printing.diagrams.figures import Arrow, FigureNote
from sphinx_ihe.printing.diagrams.lettering import said, unbroken
from sphinx_ihe.printing.diagrams.lifelines import NARROW, TIGHT, WIDE
from sphinx_ihe.printing.diagrams.sequence_bars import Bar
from sphinx_ihe.printing.diagrams.sequence_layout import STEP, lay_out
from sphinx_ihe.printing.diagrams.sheets import SIDEWAYS, UPRIGHT, BookSheet, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.printing.diagrams.figures import SequenceFigure
    from sphinx_ihe.printing.diagrams.geometry import Rect
    from sphinx_ihe.printing.diagrams.sequence_layout import Drawn, Frame, Laid, LifelineHead

MARGIN = 4.0
_TRIALS = tuple((spacing, sheet) for sheet in (UPRIGHT, SIDEWAYS) for spacing in (WIDE, NARROW, TIGHT))


def pages(figure: SequenceFigure) -> tuple[list[Laid], BookSheet]:
    """The parts of a sequence, each for one sheet, and the kind of sheet: the first on which all can be read."""
    for whole, (spacing, sheet) in product((True, False), _TRIALS):
        laid = lay_out(figure, spacing)
        width = laid.bounds.width + 2 * MARGIN
        if width <= sheet.widest() and (spacing is WIDE or not whole or _unbroken(laid, figure)):
            break
    else:
        sheet = folded(width)
    return _parts(laid, sheet.tallest(width) - 2 * MARGIN), sheet


def _unbroken(laid: Laid, figure: SequenceFigure) -> bool:
    """Whether every word is whole."""
    names = [(head.name, figure.participants[head.participant].name) for head in laid.heads]
    texts = [(each.lines, each.step.text) for each in laid.steps if isinstance(each.step, Arrow | FigureNote)]
    return all(unbroken(lines, said(parts)) for lines, parts in (*names, *texts))


def _parts(laid: Laid, tallest: float) -> list[Laid]:
    """The parts between breaks, with the heads of the lifelines above each; as few as fit, and about as tall."""
    if laid.bounds.height <= tallest:
        return [laid]
    under = max((head.rect.bottom for head in laid.heads if not _begun(head, laid)), default=0.0)
    room = tallest - under - STEP
    cuts = [*_cuts(laid)]
    count = int((laid.bounds.height - under) // room) + 1
    best = _broken(cuts, under, laid.bounds.height, room)
    even = (laid.bounds.height - under) / count
    while even < room:
        tried = _broken(cuts, under, laid.bounds.height, even)
        if len(tried) == len(best):
            best = tried
            break
        even += 20
    return [_part(laid, top, bottom, under) for top, bottom in pairwise([under, *best])]


def _begun(head: LifelineHead, laid: Laid) -> bool:
    """Whether a lifeline begins below the top."""
    return head.rect.y > min(each.rect.y for each in laid.heads)


def _cuts(laid: Laid) -> Iterator[float]:
    """Where the paper may be cut: between two steps, but not between a frame's word and its first message."""
    tops = sorted((drawn.text.y, max(drawn.y, drawn.text.bottom)) for drawn in laid.steps)
    for (_, above), (below, _) in pairwise(tops):
        edges = [y for f in laid.frames for y in (*f.divisions, f.rect.y) if above < y <= below]
        labels = [rect for rect in laid.covers if rect.y < below and rect.bottom > above]
        at = min(edges) - 4 if edges else below - 8
        if at > above and not any(rect.y < at < rect.bottom for rect in labels):
            yield at
    yield laid.bounds.height


def _broken(cuts: list[float], top: float, bottom: float, room: float) -> list[float]:
    """The lowest cut that fits, again and again; where none fits, the next one."""
    chosen: list[float] = []
    at = top
    while at < bottom:
        below = [cut for cut in cuts if cut > at]
        at = max((cut for cut in below if cut - at <= room), default=min(below, default=bottom))
        chosen.append(at)
    return chosen


def _part(laid: Laid, top: float, bottom: float, under: float) -> Laid:
    """What is between two heights, moved up below the heads."""
    first, last = top <= under, bottom >= laid.bounds.height
    up = 0.0 if first else top - under - STEP / 2
    low = under if first else top

    def moved(rect: Rect) -> Rect:
        cut = max(rect.y, low)
        return rect._replace(y=cut - up, height=min(rect.bottom, bottom) - cut)

    steps = tuple(
        drawn._replace(text=drawn.text._replace(y=drawn.text.y - up), y=drawn.y - up)
        for drawn in laid.steps
        if low <= _place(drawn) < bottom
    )
    bars = tuple(Bar(b.participant, moved(b.rect)) for b in laid.bars if b.rect.y < bottom and b.rect.bottom > low)
    heads = tuple(
        _head(head, laid, (low, bottom, up)) for head in laid.heads if head.rect.y < bottom and head.end > low
    )
    frames = tuple(_frame(f, (low, bottom, up)) for f in laid.frames if f.rect.y < bottom and f.rect.bottom > low)
    quiet = tuple((high - up, deep - up) for high, deep in laid.quiet if high < bottom and deep > low)
    height = laid.bounds.height - up if last else bottom - up
    regions = tuple((rect._replace(height=height), title) for rect, title in laid.regions)
    bounds = laid.bounds._replace(height=height)
    return replace(
        laid, heads=heads, bars=bars, steps=steps, frames=frames, regions=regions, quiet=quiet, bounds=bounds
    )


def _place(drawn: Drawn) -> float:
    return min(drawn.text.y, drawn.y)


def _head(head: LifelineHead, laid: Laid, cut: tuple[float, float, float]) -> LifelineHead:
    """A head where it stands, or at the top where its lifeline goes on."""
    low, bottom, up = cut
    if _begun(head, laid):
        y = head.rect.y - up if head.rect.y >= low else min(h.rect.y for h in laid.heads)
    else:
        y = head.rect.y
    ended = head.ended and head.end <= bottom
    return head._replace(rect=head.rect._replace(y=y), end=min(head.end, bottom) - up, ended=ended)


def _frame(frame: Frame, cut: tuple[float, float, float]) -> Frame:
    low, bottom, up = cut
    top, end = max(frame.rect.y, low), min(frame.rect.bottom, bottom)
    texts = tuple(
        text._replace(rect=text.rect._replace(y=text.rect.y - up))
        for text in frame.texts
        if low <= text.rect.y < bottom
    )
    tab = frame.tab if frame.tab and frame.rect.y >= low else None
    return frame._replace(
        rect=frame.rect._replace(y=top - up, height=end - top),
        tab=tab._replace(y=tab.y - up) if tab else None,
        texts=texts,
        divisions=tuple(y - up for y in frame.divisions if low <= y < bottom),
        open=("t" if frame.rect.y < low else "") + ("b" if frame.rect.bottom > bottom else ""),
    )
