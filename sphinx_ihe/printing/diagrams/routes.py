"""The ways that a line may take from box to box, and where on them its label may stand."""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.printing.diagrams.geometry import Point, Rect, Route, centered, distance, gap, inside, length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_ihe.printing.diagrams.layout import Standing

_PORTS = (0.5, 0.3, 0.7)
_SPOTS = (0.5, 0.38, 0.62, 0.28, 0.72)
_STUB = 11.0
"""What must be seen of a line on each side of its label."""

_LOOP = 24.0
_LENGTH, _CORNER, _SLANTED, _DETOUR = 0.04, 7.0, 11.0, 4.0
"""What a way costs: each pixel, each corner, being neither level nor upright, a free lane."""


class Way(NamedTuple):
    """A route and what it costs by itself: its length, its corners, its slant. ``sides`` are those where it ends."""

    route: Route
    cost: float
    sides: str = ""


class RouteSpot(NamedTuple):
    """Where a label may stand, and what that costs. On its line, the label interrupts the line."""

    rect: Rect
    cost: float


class _Kind(NamedTuple):
    """Ways of one kind, none of which costs less than ``least``."""

    least: float
    made: Callable[[], Iterator[Way]]


def ways(start: Standing, end: Standing, channels: tuple[Sequence[float], Sequence[float]]) -> Iterator[Way]:
    """Every way to try, cheapest first; ``channels`` are x and y of free lanes between columns and rows.

    Most lines take one of their first ways, so those of a kind are made when it is their turn.
    """
    waiting: list[tuple[float, Route, str]] = []
    for kind in sorted(_kinds(start, end, channels), key=lambda kind: kind.least):
        while waiting and waiting[0][0] < kind.least:
            cost, route, sides = heappop(waiting)
            yield Way(route, cost, sides)
        for way in kind.made():
            heappush(waiting, (way.cost, way.route, way.sides))
    for cost, route, sides in sorted(waiting):
        yield Way(route, cost, sides)


def _kinds(start: Standing, end: Standing, channels: tuple[Sequence[float], Sequence[float]]) -> Iterator[_Kind]:
    apart = _LENGTH * gap(start.rect, end.rect) - 0.001
    yield _Kind(apart, partial(_straight, start, end))
    yield _Kind(apart + _SLANTED, partial(_slanted, start, end))
    yield _Kind(apart + _CORNER, partial(_bent, start, end))
    for one, other in product(start.sides, end.sides):
        if (one in "lr") == (other in "lr"):
            edge, other_edge = _edge(start, one), _edge(end, other)
            for lane in channels[one in "tb"]:
                around = _LENGTH * (abs(lane - edge) + abs(lane - other_edge))
                least = around + 2 * _CORNER + _DETOUR - 0.001
                yield _Kind(least, partial(_twice_bent, start, end, one + other, lane))


def _edge(box: Standing, side: str) -> float:
    """Where a side of a box is: its x, or its y."""
    rect = box.rect
    return {"l": rect.x, "r": rect.right, "t": rect.y, "b": rect.bottom}[side]


def loops(box: Standing) -> list[Way]:
    """The ways of a line from a box to itself: round one of its corners."""
    rect = box.rect
    found: list[Way] = []
    for across, down in (("r", "t"), ("l", "t"), ("r", "b"), ("l", "b")):
        if across in box.sides and down in box.sides:
            side, out = (rect.right, _LOOP) if across == "r" else (rect.x, -_LOOP)
            edge, away = (rect.y, -_LOOP) if down == "t" else (rect.bottom, _LOOP)
            x, y = side - 1.6 * out, edge - 0.6 * away
            route = (Point(x, edge), Point(x, edge + away), Point(side + out, edge + away))
            found.append(Way((*route, Point(side + out, y), Point(side, y)), 2.0 * len(found)))
    return found


def _way(sides: str, *points: Point, extra: float = 0.0) -> Way:
    return Way(points, _LENGTH * length(points) + _CORNER * (len(points) - 2) + extra, sides)


def _straight(start: Standing, end: Standing) -> Iterator[Way]:
    """Level and upright lines between boxes that face one another."""
    a, b = start.rect, end.rect
    low, high = max(a.y, b.y), min(a.bottom, b.bottom)
    sides = _facing(a.x, a.right, b.x, b.right, "lr")
    if high - low >= 14 and sides and sides[0] in start.sides and sides[1] in end.sides:
        for port in _PORTS:
            y = low + port * (high - low)
            x, to = (a.right, b.x) if sides[0] == "r" else (a.x, b.right)
            yield _way(sides, Point(x, y), Point(to, y), extra=abs(port - 0.5) * 8)
    low, high = max(a.x, b.x), min(a.right, b.right)
    sides = _facing(a.y, a.bottom, b.y, b.bottom, "tb")
    if high - low >= 14 and sides and sides[0] in start.sides and sides[1] in end.sides:
        for port in _PORTS:
            x = low + port * (high - low)
            y, to = (a.bottom, b.y) if sides[0] == "b" else (a.y, b.bottom)
            yield _way(sides, Point(x, y), Point(x, to), extra=abs(port - 0.5) * 8)


def _facing(low: float, high: float, other_low: float, other_high: float, names: str) -> str:
    """The sides of two boxes that look at one another: ``names`` are those towards less and towards more."""
    if high <= other_low:
        return names[1] + names[0]
    return names if other_high <= low else ""


def _ports(box: Standing, side: str) -> Iterator[tuple[Point, float]]:
    if side not in box.sides:
        return
    rect = box.rect
    for port in _PORTS:
        away = abs(port - 0.5) * 8
        if side in "lr":
            yield Point(rect.x if side == "l" else rect.right, rect.y + port * rect.height), away
        else:
            yield Point(rect.x + port * rect.width, rect.y if side == "t" else rect.bottom), away


def _slanted(start: Standing, end: Standing) -> Iterator[Way]:
    a, b = start.rect, end.rect
    across, down = _facing(a.x, a.right, b.x, b.right, "lr"), _facing(a.y, a.bottom, b.y, b.bottom, "tb")
    choices = [(across[0], across[1])] if across else []
    choices += [(down[0], down[1])] if down else []
    choices += [(across[0], down[1]), (down[0], across[1])] if across and down else []
    for one, other in choices:
        for begin, extra in _ports(start, one):
            for finish, further in _ports(end, other):
                flat = min(abs(begin.x - finish.x), abs(begin.y - finish.y))
                if flat > 1:  # a line that is nearly level looks like a mistake
                    yield _way(one + other, begin, finish, extra=_SLANTED + extra + further + max(0.0, 30 - flat) * 0.8)


def _bent(start: Standing, end: Standing) -> Iterator[Way]:
    """Level, then upright, or the other way round."""
    a, b = start.rect, end.rect
    across, down = _facing(a.x, a.right, b.x, b.right, "lr"), _facing(a.y, a.bottom, b.y, b.bottom, "tb")
    for begin, extra in _ports(start, across[0]) if across else ():
        for finish, further in _ports(end, down[1]) if down else ():
            yield _way(across[0] + down[1], begin, Point(finish.x, begin.y), finish, extra=extra + further)
    for begin, extra in _ports(start, down[0]) if down else ():
        for finish, further in _ports(end, across[1]) if across else ():
            yield _way(down[0] + across[1], begin, Point(begin.x, finish.y), finish, extra=extra + further)


def _twice_bent(start: Standing, end: Standing, sides: str, lane: float) -> Iterator[Way]:
    """Out of a box, along a free lane, and into the other box."""
    one, other = sides[0], sides[1]
    finishes = [(to, further) for to, further in _ports(end, other) if _outwards(to, other, lane)]
    for begin, extra in _ports(start, one):
        if _outwards(begin, one, lane):
            for finish, further in finishes:
                turns = (
                    (Point(lane, begin.y), Point(lane, finish.y))
                    if one in "lr"
                    else (Point(begin.x, lane), Point(finish.x, lane))
                )
                yield _way(sides, begin, *turns, finish, extra=_DETOUR + extra + further)


def _outwards(port: Point, side: str, lane: float) -> bool:
    """Whether a lane lies outside the box, on that side of it."""
    return {
        "l": lane < port.x - 8,
        "r": lane > port.x + 8,
        "t": lane < port.y - 8,
        "b": lane > port.y + 8,
    }[side]


def spots(route: Route, width: float, height: float, *, loop: bool = False) -> list[RouteSpot]:
    """Where a label of that size may stand, cheapest first: on the line, else beside it."""
    found: list[RouteSpot] = []
    longest = max(distance(a, b) for a, b in pairwise(route))
    for a, b in pairwise(route):
        long = distance(a, b)
        short = 0.02 * (longest - long)
        for share in _SPOTS:
            middle = Point(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))
            rect = centered(middle, width, height)
            away = abs(share - 0.5) * 12 + short
            covered = inside(rect, a, b)
            if not loop and covered and covered[0] * long >= _STUB and (1 - covered[1]) * long >= _STUB:
                found.append(RouteSpot(rect, away))
            if loop or share in (0.5, 0.28, 0.72):
                found += _beside(a, b, rect, away, loop)
    return sorted(found, key=lambda spot: (spot.cost, spot.rect))


def _beside(a: Point, b: Point, rect: Rect, away: float, loop: bool) -> Iterator[RouteSpot]:
    cost = away + (0 if loop else 14)
    if abs(a.y - b.y) < 0.5:
        for shift in (-1, 1):
            yield RouteSpot(rect._replace(y=rect.y + shift * (rect.height / 2 + 3)), cost)
    elif abs(a.x - b.x) < 0.5:
        for shift in (1, -1):
            yield RouteSpot(rect._replace(x=rect.x + shift * (rect.width / 2 + 4)), cost + 1)
