"""From cells of a grid to boxes on paper: sizes, columns and rows with room for the labels between them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.printing.diagrams.geometry import Rect
from sphinx_ihe.printing.diagrams.lettering import LEADING, said, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.printing.cells import Parts
    from sphinx_ihe.printing.diagrams.figures import ActorFigure, Box, Label
    from sphinx_ihe.printing.diagrams.placement import Square

NAME_SIZE, LABEL_SIZE, ATTACHED_SIZE = 13.0, 12.0, 11.0
BOX_WIDTH, LABEL_WIDTH = 140.0, 142.0
_PADDING, _GAP = 9.0, 46.0
_BETWEEN_LABELS = 4.0


def name_lines(box: Box) -> tuple[str, ...]:
    """The name of an actor as it is broken in its box."""
    return wrap(said(box.name), NAME_SIZE, BOX_WIDTH - 2 * _PADDING, bold=True)


def attached_lines(parts: Parts) -> tuple[str, ...]:
    """An actor of another profile as it is broken in the dashed box below its partner."""
    return wrap(said(parts), ATTACHED_SIZE, BOX_WIDTH - 12)


def label_lines(label: Label) -> tuple[str, ...]:
    """A transaction as it is broken: its id has a line of its own."""
    name = wrap(label.name, LABEL_SIZE, LABEL_WIDTH) if label.name else ()
    return (*name, *wrap(label.id, LABEL_SIZE, LABEL_WIDTH)) if label.id else name


def label_size(labels: Sequence[Label]) -> tuple[float, float]:
    """Width and height of labels, one below the other."""
    lines = [label_lines(label) for label in labels]
    width = max((text_width(line, LABEL_SIZE) for each in lines for line in each), default=0.0)
    height = sum(len(each) for each in lines) * LABEL_SIZE * LEADING + (len(lines) - 1) * _BETWEEN_LABELS
    return width + 4, height + 4


def label_tops(labels: Sequence[Label]) -> list[float]:
    """How far below the top of the stack each label begins."""
    heights = [len(label_lines(label)) * LABEL_SIZE * LEADING + _BETWEEN_LABELS for label in labels]
    return [2.0, *(2.0 + top for top in accumulate(heights))][: len(labels)]


class Standing(NamedTuple):
    """A box on paper. ``attached`` are the dashed boxes below it; ``sides`` are those where a line may end."""

    rect: Rect
    attached: tuple[Rect, ...] = ()
    sides: str = "lrtb"

    def moved(self, by: float) -> Standing:
        rects = (rect._replace(y=rect.y + by) for rect in self.attached)
        return Standing(self.rect._replace(y=self.rect.y + by), tuple(rects), self.sides)


class _LaidOut(NamedTuple):
    """What stands in one cell: a box, or some side by side, measured from the middle of the upper boxes."""

    boxes: tuple[int, ...]
    width: float
    above: float
    below: float


def items(figure: ActorFigure) -> tuple[tuple[int, ...], ...]:
    """What stands in one cell each: groups, and the boxes that are in none."""
    grouped = {box for group in figure.groups for box in group}
    return (*figure.groups, *((box,) for box in range(len(figure.boxes)) if box not in grouped))


def lay_out(figure: ActorFigure, cells: Sequence[Square], stretch: float) -> list[Standing]:
    """The boxes on paper, for the cell of each of :func:`items`; ``stretch`` widens the gaps."""
    made = [_measure(figure, boxes) for boxes in items(figure)]
    where = {box: cell for item, cell in zip(made, cells, strict=True) for box in item.boxes}
    across, down = _gaps(figure, where, stretch)
    columns = [
        max(item.width for item, cell in zip(made, cells, strict=True) if cell[0] == at) for at in range(len(across))
    ]
    above, below = _heights(figure, made, cells, len(down), where)
    x = [0.0, *accumulate(width + gap for width, gap in zip(columns, across, strict=True))]
    y = [0.0, *accumulate(high + low + gap for high, low, gap in zip(above, below, down, strict=True))]
    standing: dict[int, Standing] = {}
    for item, (column, row) in zip(made, cells, strict=True):
        left = x[column] + (columns[column] - item.width) / 2
        for count, box in enumerate(item.boxes):
            sides = "tb" + ("l" if count == 0 else "") + ("r" if count == len(item.boxes) - 1 else "")
            standing[box] = _stand(figure.boxes[box], (left, y[row] + above[row]), item.above, sides)
            left += standing[box].rect.width
    return [standing[box] for box in range(len(figure.boxes))]


def _size(box: Box) -> tuple[float, float]:
    if box.labels:
        width, height = label_size(box.labels)
        return width + 16, height + 8
    return BOX_WIDTH, max(46.0, len(name_lines(box)) * NAME_SIZE * LEADING + 2 * _PADDING)


def _measure(figure: ActorFigure, boxes: tuple[int, ...]) -> _LaidOut:
    sizes = [_size(figure.boxes[box]) for box in boxes]
    above = max(height for _, height in sizes) / 2
    attached = max(sum(map(_attached_height, figure.boxes[box].attached)) for box in boxes)
    return _LaidOut(boxes, sum(width for width, _ in sizes), above, above + attached)


def _attached_height(parts: Parts) -> float:
    return len(attached_lines(parts)) * ATTACHED_SIZE * LEADING + 8


def _stand(box: Box, at: tuple[float, float], half: float, sides: str) -> Standing:
    width, _ = _size(box)
    rect = Rect(at[0], at[1] - half, width, 2 * half)
    attached: list[Rect] = []
    y = rect.bottom
    for parts in box.attached:
        attached.append(Rect(rect.x, y, width, _attached_height(parts)))
        y = attached[-1].bottom
    return Standing(rect, tuple(attached), sides.replace("b", "") if attached else sides)


def _gaps(figure: ActorFigure, where: dict[int, Square], stretch: float) -> tuple[list[float], list[float]]:
    """The gap behind each column and each row."""
    across = [_GAP] * (max(column for column, _ in where.values()) + 1)
    down = [_GAP] * (max(row for _, row in where.values()) + 1)
    for line in figure.lines:
        (left, top), (right, bottom) = where[line.start], where[line.end]
        width, height = label_size(line.labels) if line.labels else (0.0, 0.0)
        if line.start == line.end:
            if top:
                down[top - 1] = max(down[top - 1], height + 50)
            continue
        (left, right), (top, bottom) = sorted((left, right)), sorted((top, bottom))
        wide = width + 52 if top == bottom else 0.7 * width + 30
        high = height + 44 if left == right else 0.6 * height + 30
        for column in range(left, right):
            across[column] = max(across[column], wide / (right - left) if right - left > 1 else wide)
        for row in range(top, bottom):
            down[row] = max(down[row], high / (bottom - top) if bottom - top > 1 else high)
    return [gap * stretch for gap in across], [gap * stretch for gap in down]


def _heights(
    figure: ActorFigure, made: Sequence[_LaidOut], cells: Sequence[Square], rows: int, where: dict[int, Square]
) -> tuple[list[float], list[float]]:
    """How far each row reaches above and below the middle of its boxes; labels on level lines count too."""
    above, below = [0.0] * rows, [0.0] * rows
    for item, (_, row) in zip(made, cells, strict=True):
        above[row] = max(above[row], item.above)
        below[row] = max(below[row], item.below)
    for line in figure.lines:
        (_, row), (_, other) = where[line.start], where[line.end]
        if line.labels and row == other and line.start != line.end:
            half = label_size(line.labels)[1] / 2
            above[row], below[row] = max(above[row], half), max(below[row], half)
    return above, below
