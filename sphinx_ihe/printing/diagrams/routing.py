"""Which way each line takes, and where each label stands: the cheapest choice for all of them together."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sphinx_ihe.printing.diagrams import routes
from sphinx_ihe.printing.diagrams.geometry import Point, Rect, Route, bounds, centered, crossings, meets, shared
from sphinx_ihe.printing.diagrams.layout import label_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.printing.diagrams.figures import ActorFigure, FigureLine
    from sphinx_ihe.printing.diagrams.layout import Standing
    from sphinx_ihe.printing.diagrams.routes import RouteSpot, Way

    _Bounds = tuple[float, float, float, float]
    _Choice = tuple[Way, list[RouteSpot]]

_CROSSING, _ALONG, _HIDDEN, _TOUCHING, _CROWDED = 60.0, 2.0, 1000.0, 400.0, 14.0
_CLOSE = 12.0
"""Lines closer than this, beside one another, look like one."""

_MARGIN, _PASSING = 3.0, 7.0
_ROUNDS = 4
_ALIKE, _POOR_WAYS = 3, 8


class Routed(NamedTuple):
    """A line on paper, and the place of its labels."""

    route: Route
    label: Rect | None
    cost: float = 0.0


class Drawing(Struct, frozen=True):
    """Boxes and lines on paper. ``cost`` tells drawings of one figure apart: less is better."""

    boxes: tuple[Standing, ...]
    lines: tuple[Routed, ...]
    cost: float = 0.0

    @property
    def crossings(self) -> int:
        """How often lines cross."""
        return sum(crossings(one.route, other.route) for one, other in combinations(self.lines, 2))

    @property
    def faults(self) -> list[str]:
        """Everything that covers something else, in words; empty for a drawing that can be printed."""
        labels = [line.label for line in self.lines if line.label]
        walls = _walls(self.boxes)
        found = ["label on label" for one, other in combinations(labels, 2) if one.overlaps(other)]
        found += ["label on box" for label in labels for wall in walls if label.overlaps(wall)]
        found += ["line behind box" for line in self.lines for wall in walls if meets(wall.grown(-1), line.route)]
        for one in self.lines:
            for other in self.lines:
                if one is not other and one.label and meets(one.label, other.route):
                    found.append("line behind label")
        found += [
            "line on line"
            for one, other in combinations(self.lines, 2)
            if shared(one.route, other.route, 5) > 1
        ]  # fmt: skip
        return found


def _walls(boxes: Sequence[Standing]) -> list[Rect]:
    return [rect for box in boxes for rect in (box.rect, *box.attached)]


def route(figure: ActorFigure, boxes: Sequence[Standing], most: float = inf) -> Drawing | None:
    """Draw the lines of a figure between its boxes; nothing where that would surely cost ``most``."""
    return _Router(figure, boxes).draw(most)


class _Choices:
    """The ways of a line that pass no box, with the spots on them that cover none; if there are none, any.

    They come cheapest first, and are looked for as far as they are asked for.
    """

    def __init__(self, found: Iterator[_Choice]) -> None:
        self._found: list[_Choice] = []
        self._more = found

    def __iter__(self) -> Iterator[_Choice]:
        at = 0
        while at < len(self._found) or self._look():
            yield self._found[at]
            at += 1

    def _look(self) -> bool:
        choice = next(self._more, None)
        if choice:
            self._found.append(choice)
        return choice is not None


class _Router:
    def __init__(self, figure: ActorFigure, boxes: Sequence[Standing]) -> None:
        self._lines = figure.lines
        self._boxes = boxes
        self._walls = _walls(boxes)
        self._wide = [wall.grown(_MARGIN) for wall in self._walls]
        self._borders = [(wall.grown(1), wall.grown(-1), wall.grown(_PASSING)) for wall in self._walls]
        self._channels = _channels(self._walls)
        self._choices = [_Choices(self._options(line)) for line in figure.lines]
        self._drawn: dict[int, Routed] = {}
        self._reach: dict[int, _Bounds] = {}

    def draw(self, most: float) -> Drawing | None:
        """Choose for the cheapest lines first, then for the dearest first; the better result is drawn."""
        least = [next(iter(choices))[0].cost for choices in self._choices]
        if sum(least) >= most:
            return None
        order = sorted(range(len(self._lines)), key=lambda line: (least[line], line))
        results = [self._choose(order), self._choose(order[::-1])]
        lines = min(results, key=_total)
        return Drawing(tuple(self._boxes), tuple(lines), _total(lines))

    def _choose(self, order: Sequence[int]) -> list[Routed]:
        """Choose for one line after the other, and again until nothing changes."""
        self._drawn, self._reach = {}, {}
        settled = 0
        for line in [*order] * _ROUNDS:
            if settled == len(order):
                break
            before = self._drawn.pop(line, None)
            self._reach.pop(line, None)
            self._drawn[line] = best = self._best(line)
            self._reach[line] = _reach(best)
            settled = settled + 1 if best == before else 1
        return [self._drawn[line] for line in range(len(self._lines))]

    def _options(self, line: FigureLine) -> Iterator[_Choice]:
        start, end = self._boxes[line.start], self._boxes[line.end]
        loop = line.start == line.end
        ways = routes.loops(start) if loop else routes.ways(start, end, self._channels)
        size = label_size(line.labels) if line.labels else None
        poor: list[Way] = []
        alike: Counter[tuple[str, int]] = Counter()
        first: Way | None = None
        for way in ways:
            first = first or way
            shape = (way.sides, len(way.route))
            if alike[shape] >= _ALIKE:
                continue
            if any(self._behind(way.route)):
                poor.append(way)
                continue
            spots = self._free(routes.spots(way.route, *size, loop=loop)) if size else []
            if spots or not size:
                alike[shape] += 1
                yield way, spots
        if alike:
            return
        for way in poor[:_POOR_WAYS]:
            spots = routes.spots(way.route, *size, loop=loop) if size else []
            yield way._replace(cost=way.cost + sum(self._behind(way.route)) * _HIDDEN), spots
        if first and not poor:
            yield first, []

    def _behind(self, route: Route) -> Iterator[bool]:
        """Whether a route runs behind each box, or past it so closely that it looks like its border."""
        ends = (route[0], route[-1])
        for border, inner, near in self._borders:
            yield meets(inner if any(_within(border, end) for end in ends) else near, route)

    def _free(self, spots: Sequence[RouteSpot]) -> list[RouteSpot]:
        return [spot for spot in spots if not any(map(spot.rect.overlaps, self._wide))]

    def _best(self, line: int) -> Routed:
        """The cheapest choice for one line, the others being as they are."""
        best: Routed | None = None
        most = inf
        for way, spots in self._choices[line]:
            if way.cost >= most:
                break
            cost = self._route_cost(way, most)
            for spot in spots or self._nowhere(line, way.route):
                if cost + (spot.cost if spot else 0) >= most:
                    break
                total = cost + (spot.cost + self._label_cost(spot.rect) if spot else 0.0)
                if total < most:
                    best, most = Routed(way.route, spot.rect if spot else None, total), total
        assert best is not None  # there is always a way
        return best

    def _nowhere(self, line: int, route: Route) -> list[RouteSpot | None]:
        """A line without labels has no spot; labels that fit nowhere stand in the middle, at a price."""
        labels = self._lines[line].labels
        if not labels:
            return [None]
        return [routes.RouteSpot(centered(route[len(route) // 2], *label_size(labels)), _HIDDEN)]

    def _route_cost(self, way: Way, most: float) -> float:
        """What a way costs among the others, or more than ``most``."""
        route, cost = way.route, way.cost
        for other in self._near(bounds(route)):
            cost += _CROSSING * crossings(route, other.route)
            if along := shared(route, other.route, _CLOSE):
                cost += 40 + _ALONG * along
            if _same_end(route, other.route):
                cost += _CROWDED
            if other.label and meets(other.label.grown(_MARGIN), route):
                cost += _TOUCHING
            if cost >= most:
                break
        return cost

    def _label_cost(self, rect: Rect) -> float:
        cost, grown = 0.0, rect.grown(_MARGIN)
        for other in self._near((grown.x, grown.y, grown.right, grown.bottom)):
            if other.label and grown.overlaps(other.label):
                cost += _HIDDEN
            if meets(grown, other.route):
                cost += _TOUCHING
        return cost

    def _near(self, place: _Bounds) -> Iterator[Routed]:
        """The lines that have been drawn near a place; most are elsewhere."""
        left, top, right, bottom = place
        for line, (x, y, to_x, to_y) in self._reach.items():
            if left <= to_x and x <= right and top <= to_y and y <= bottom:
                yield self._drawn[line]


def _reach(drawn: Routed) -> _Bounds:
    """How far a line matters to others."""
    left, top, right, bottom = bounds(drawn.route)
    left, top, right, bottom = left - _CLOSE, top - _CLOSE, right + _CLOSE, bottom + _CLOSE
    if not drawn.label:
        return left, top, right, bottom
    label = drawn.label.grown(_MARGIN)
    return min(left, label.x), min(top, label.y), max(right, label.right), max(bottom, label.bottom)


def _total(lines: Sequence[Routed]) -> float:
    return sum(line.cost for line in lines)


def _within(rect: Rect, point: Point) -> bool:
    return rect.x < point.x < rect.right and rect.y < point.y < rect.bottom


def _same_end(one: Route, other: Route) -> bool:
    """Whether two routes touch the border of a box in one point."""
    ends = (one[0], one[-1])
    return any(abs(a.x - b.x) + abs(a.y - b.y) < 3 for a in ends for b in (other[0], other[-1]))


def _channels(walls: Sequence[Rect]) -> tuple[list[float], list[float]]:
    """Free lanes: the middles of the gaps between all boxes, and two around them."""
    return (
        _lanes(sorted((wall.x, wall.right) for wall in walls)),
        _lanes(sorted((wall.y, wall.bottom) for wall in walls)),
    )


def _lanes(spans: Sequence[tuple[float, float]]) -> list[float]:
    lanes = [spans[0][0] - 26]
    reach = spans[0][1]
    for low, high in spans[1:]:
        if low > reach + 16:
            gap = low - reach
            lanes += [reach + gap * share for share in (0.5, 0.3, 0.7)]
        reach = max(reach, high)
    return [*lanes, reach + 26]
