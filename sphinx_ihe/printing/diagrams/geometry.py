"""Points, rectangles and routes on the drawing plane: pixels, y runs down."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float


Route = tuple[Point, ...]
"""A line from box to box: its ends, and the corners between them."""


class Rect(NamedTuple):
    """A rectangle by its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def center(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def grown(self, by: float) -> Rect:
        """The rectangle with a margin on each side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share more than an edge."""
        x, y, width, height = self
        left, top, across, down = other
        return x < left + across and left < x + width and y < top + down and top < y + height


def gap(one: Rect, other: Rect) -> float:
    """How far two rectangles are from one another; 0 where they meet."""
    across = max(one.x - other.right, other.x - one.right, 0.0)
    down = max(one.y - other.bottom, other.y - one.bottom, 0.0)
    return hypot(across, down)


def centered(at: Point, width: float, height: float) -> Rect:
    """The rectangle of that size around a point."""
    return Rect(at.x - width / 2, at.y - height / 2, width, height)


def inside(rect: Rect, start: Point, end: Point) -> tuple[float, float] | None:
    """The part of a segment that lies in a rectangle, as fractions of its length; None where they do not meet."""
    low, high = 0.0, 1.0
    for begin, delta, least, most in (
        (start.x, end.x - start.x, rect.x, rect.right),
        (start.y, end.y - start.y, rect.y, rect.bottom),
    ):
        if abs(delta) < 1e-9:
            if not least < begin < most:
                return None
            continue
        near, far = sorted(((least - begin) / delta, (most - begin) / delta))
        low, high = max(low, near), min(high, far)
    return (low, high) if high - low > 1e-9 else None


def meets(rect: Rect, route: Route) -> bool:
    """Whether a route runs through a rectangle."""
    left, top, width, height = rect
    right, bottom = left + width, top + height
    for start, end in pairwise(route):
        (ax, ay), (bx, by) = start, end
        # Most segments lie beside the rectangle altogether.
        if ax <= left >= bx or ax >= right <= bx or ay <= top >= by or ay >= bottom <= by:
            continue
        if inside(rect, start, end):
            return True
    return False


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments cross; such as only touch do not."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = a, b, c, d
    across, down = bx - ax, by - ay
    if (across * (cy - ay) - down * (cx - ax)) * (across * (dy - ay) - down * (dx - ax)) >= -1e-6:
        return False
    across, down = dx - cx, dy - cy
    return (across * (ay - cy) - down * (ax - cx)) * (across * (by - cy) - down * (bx - cx)) < -1e-6


def crossings(one: Route, other: Route) -> int:
    """How often two routes cross."""
    count = 0
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            count += cross(a, b, c, d)
    return count


def shared(one: Route, other: Route, apart: float) -> float:
    """How far two routes run beside one another, closer than ``apart``; counts level and upright segments alone."""
    length = 0.0
    for (ax, ay), (bx, by) in pairwise(one):
        level, upright = abs(ay - by) < 0.5, abs(ax - bx) < 0.5
        if not (level or upright):
            continue
        for (cx, cy), (dx, dy) in pairwise(other):
            if level and abs(cy - dy) < 0.5 and abs(ay - cy) < apart:
                length += max(0.0, min(max(ax, bx), max(cx, dx)) - max(min(ax, bx), min(cx, dx)))
            elif upright and abs(cx - dx) < 0.5 and abs(ax - cx) < apart:
                length += max(0.0, min(max(ay, by), max(cy, dy)) - max(min(ay, by), min(cy, dy)))
    return length


def bounds(route: Route) -> tuple[float, float, float, float]:
    """The least and the greatest x and y of a route: left, top, right, bottom."""
    across, down = [x for x, _ in route], [y for _, y in route]
    return min(across), min(down), max(across), max(down)


def distance(a: Point, b: Point) -> float:
    return hypot(b.x - a.x, b.y - a.y)


def length(route: Route) -> float:
    """The length of a route."""
    return sum(distance(a, b) for a, b in pairwise(route))
