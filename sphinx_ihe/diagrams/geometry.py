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
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )  # fmt: skip


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


def _side(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments cross; such as only touch do not."""
    return _side(a, b, c) * _side(a, b, d) < -1e-6 and _side(c, d, a) * _side(c, d, b) < -1e-6


def crossings(one: Route, other: Route) -> int:
    """How often two routes cross."""
    return sum(cross(a, b, c, d) for a, b in pairwise(one) for c, d in pairwise(other))


def shared(one: Route, other: Route, apart: float) -> float:
    """How far two routes run beside one another, closer than ``apart``; counts level and upright segments alone."""
    length = 0.0
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            if abs(a.y - b.y) < 0.5 and abs(c.y - d.y) < 0.5 and abs(a.y - c.y) < apart:
                length += max(0.0, min(max(a.x, b.x), max(c.x, d.x)) - max(min(a.x, b.x), min(c.x, d.x)))
            elif abs(a.x - b.x) < 0.5 and abs(c.x - d.x) < 0.5 and abs(a.x - c.x) < apart:
                length += max(0.0, min(max(a.y, b.y), max(c.y, d.y)) - max(min(a.y, b.y), min(c.y, d.y)))
    return length


def distance(a: Point, b: Point) -> float:
    return hypot(b.x - a.x, b.y - a.y)


def length(route: Route) -> float:
    """The length of a route."""
    return sum(distance(a, b) for a, b in pairwise(route))
