"""SVG text. Colours are ``currentColor``, so that a drawing follows the page it stands on, dark or light.

Presentation attributes alone: the same text is right inside HTML, as a file of its own, and in print.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.printing.cells import Emphasized, Link, Literal, Strong
from sphinx_ihe.printing.diagrams.geometry import Point, Rect, Route, distance, inside
from sphinx_ihe.printing.diagrams.lettering import FONT, LEADING, MONOSPACE, drawn_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_ihe.printing.cells import Part, Parts

_ROUND = 7.0
_HEAD = 9.0
_BASELINE = 0.78
"""How far below the top of its line a text stands, in line heights: ascenders and descenders in balance."""


def number(value: float) -> str:
    """A coordinate, in tenths of a pixel."""
    return f"{round(value, 1) + 0.0:g}"


def element(name: str, content: str | None = None, **attributes: object) -> str:
    """One element; underscores in names of attributes become hyphens, and what is None is left out."""
    written = []
    for key, value in attributes.items():
        if value is not None:
            text = number(value) if isinstance(value, (int, float)) else str(value)
            written.append(f' {key.rstrip("_").replace("_", "-")}="{escape(text)}"')
    head = f"<{name}{''.join(written)}"
    return f"{head}/>" if content is None else f"{head}>{content}</{name}>"


def document(id: str, size: tuple[float, float], texts: tuple[str, str], content: Iterable[str]) -> str:
    """A whole drawing of that width and height; ``texts`` are the title and the description for screen readers.

    It shrinks with its page down to three quarters and scrolls below that. A drawing with links is a group of them;
    what is in an image, screen readers do not look at.
    """
    drawn = [*content]
    leads = any("<a " in part for part in drawn)
    width, height = size
    title = element("title", escape(texts[0]), id=f"{id}-title")
    description = element("desc", escape(texts[1]), id=f"{id}-desc")
    return element(
        "svg",
        "\n".join(["", title, description, *drawn, ""]),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        style=f"width:100%;height:auto;min-width:{number(width * 0.75)}px;max-width:{number(width)}px",
        role="group" if leads else "img",
        aria_labelledby=f"{id}-title {id}-desc",
        font_family=FONT,
        fill="currentColor",
    )


class Area(NamedTuple):
    """A part of a drawing that leads to an address, for formats whose pictures hold no links."""

    address: str
    rect: Rect


class Picture(NamedTuple):
    """A drawing: its text, where it leads, and how many pixels it is wide and tall."""

    text: str
    areas: tuple[Area, ...]
    size: tuple[float, float]


class Words(NamedTuple):
    """A text of a drawing: its lines, the parts that they were broken from, and the room that it takes."""

    lines: Sequence[str]
    parts: Parts
    rect: Rect


class Links:
    """Makes links of what leads somewhere; ``leads`` gives the address of a name."""

    def __init__(self, leads: Callable[[Link], str | None]) -> None:
        self._leads = leads
        self._areas: list[Area] = []

    def address(self, parts: Part | Parts) -> str | None:
        """Where parts lead: to the last thing that they name."""
        if isinstance(parts, str):
            return None
        if isinstance(parts, Link):
            return self._leads(parts)
        return next((address for part in reversed(parts) if (address := self.address(part))), None)

    def around(self, address: str | None, content: str, rect: Rect) -> str:
        """Content that leads to an address, and the part of the drawing that it takes."""
        if address is None:
            return content
        self._areas.append(Area(address, rect))
        return element("a", content, href=address)

    def lettered(self, words: Words, at: Point, size: float, anchor: str = "middle", **style: str) -> str:
        """A text that leads to what it names: as a whole to one thing, in its parts to several."""
        leading = [part for part in words.parts if isinstance(part, Link) and self._leads(part)]
        if len(leading) < 2:
            address = self.address(leading[0]) if leading else None
            return self.around(
                address, lettering(styled(words.lines, words.parts), at, size, anchor, **style), words.rect
            )
        lines: list[str] = []
        for count, runs in enumerate(_runs(words.lines, words.parts)):
            left = at.x - (drawn_width(words.lines[count], size) / 2 if anchor == "middle" else 0.0)
            place = Rect(left, at.y + count * size * LEADING, 0.0, size * LEADING)
            lines.append(
                SvgText("".join(self._piece(run, place, runs[:at_run], size) for at_run, run in enumerate(runs)))
            )
        return lettering(lines, at, size, anchor, **style)

    def _piece(self, run: tuple[str, Part], place: Rect, before: Sequence[tuple[str, Part]], size: float) -> str:
        """A piece of a line, which leads to its thing."""
        text, part = run
        address = self.address(part)
        x = place.x + sum(drawn_width(each, size) for each, _ in before)
        return self.around(address, _run(text, part), place._replace(x=x, width=drawn_width(text, size)))

    def picture(self, text: str, shift: Point, size: tuple[float, float]) -> Picture:
        """A drawing with these links, of which all is moved by so much."""
        moved = (area.rect._replace(x=area.rect.x + shift.x, y=area.rect.y + shift.y) for area in self._areas)
        areas = tuple(area._replace(rect=rect) for area, rect in zip(self._areas, moved, strict=True))
        return Picture(text, areas, size)


class SvgText(str):
    """A line of text as SVG has it: escaped, with styles for parts of it."""


def styled(lines: Sequence[str], parts: Parts) -> Sequence[str]:
    """Lines of text with the styles of the parts that they were broken from."""
    if not any(isinstance(part, Emphasized | Strong | Literal) for part in parts):
        return lines
    return [SvgText("".join(_run(text, part) for text, part in runs)) for runs in _runs(lines, parts)]


def _runs(lines: Sequence[str], parts: Parts) -> Iterator[list[tuple[str, Part]]]:
    """The pieces of each line, with the parts that they are of."""
    letters = iter([(letter, part) for part in parts for letter in (part if isinstance(part, str) else part.text)])
    for line in lines:
        runs: list[tuple[str, Part]] = []
        for letter in line:
            _, part = next((each for each in letters if each[0] == letter), (letter, ""))
            if runs and runs[-1][1] is part:
                runs[-1] = (runs[-1][0] + letter, part)
            else:
                runs.append((letter, part))
        yield runs


def _run(text: str, part: Part) -> str:
    text = escape(text, quote=False)
    match part:
        case Emphasized():
            return f'<tspan font-style="italic">{text}</tspan>'
        case Strong():
            return f'<tspan font-weight="bold">{text}</tspan>'
        case Literal():
            return f'<tspan font-family="{MONOSPACE}">{text}</tspan>'
    return text


def lettering(lines: Sequence[str], at: Point, size: float, anchor: str = "middle", **style: str) -> str:
    """Lines of text below one another; ``at`` is the top of the first, in its middle or where ``anchor`` says."""
    leading = size * LEADING
    return "".join(
        element(
            "text",
            line if isinstance(line, SvgText) else escape(line, quote=False),
            x=at.x,
            y=at.y + leading * (count + _BASELINE),
            font_size=size,
            text_anchor=None if anchor == "start" else anchor,
            **style,
        )
        for count, line in enumerate(lines)
    )


def box(rect: Rect, *, dashed: bool = False, round_: float = 3.0, fill: str = "0.06") -> str:
    """The outline of an actor."""
    return element(
        "rect",
        x=rect.x,
        y=rect.y,
        width=rect.width,
        height=rect.height,
        rx=round_ or None,
        fill_opacity=fill,
        stroke="currentColor",
        stroke_width=1.2,
        stroke_dasharray="5 3" if dashed else None,
    )


def line(route: Route, gap: Rect | None = None, *, dashed: bool = False) -> str:
    """A route with rounded corners, interrupted where its label stands."""
    return element(
        "path",
        d=_path(route, gap),
        fill="none",
        stroke="currentColor",
        stroke_width=1.3,
        stroke_dasharray="6 4" if dashed else None,
    )


def head(end: Point, before: Point) -> str:
    """The head of an arrow that comes from ``before`` and ends at ``end``."""
    size = distance(before, end) or 1.0
    x, y = (end.x - before.x) / size, (end.y - before.y) / size
    back = Point(end.x - _HEAD * x, end.y - _HEAD * y)
    wing = _HEAD * 0.4
    corners = (end, Point(back.x - wing * y, back.y + wing * x), Point(back.x + wing * y, back.y - wing * x))
    return element("path", d="M" + " L".join(_point(corner) for corner in corners) + " Z")


def open_head(end: Point, before: Point) -> str:
    """The head of an arrow for which nobody waits: two strokes."""
    size = distance(before, end) or 1.0
    x, y = (end.x - before.x) / size, (end.y - before.y) / size
    back = Point(end.x - _HEAD * x, end.y - _HEAD * y)
    wing = _HEAD * 0.5
    one, other = Point(back.x - wing * y, back.y + wing * x), Point(back.x + wing * y, back.y - wing * x)
    path = f"M{_point(one)} L{_point(end)} L{_point(other)}"
    return element("path", d=path, fill="none", stroke="currentColor", stroke_width=1.3)


def _path(route: Route, gap: Rect | None) -> str:
    steps: list[str] = []
    pen: Point | None = None
    for count, (a, b) in enumerate(pairwise(route)):
        for start, end in _visible(a, b, gap):
            if pen != start:
                steps.append(f"M{_point(start)}")
            pen = end
            rounded = end == b and count + 2 < len(route)
            radius = min(_ROUND, distance(a, b) / 2, distance(b, route[count + 2]) / 2) if rounded else 0.0
            if rounded and gap and inside(gap.grown(radius), b, b._replace(x=b.x + 0.01)):
                radius = 0.0
            if radius:
                corner, after = _towards(b, a, radius), _towards(b, route[count + 2], radius)
                steps.append(f"L{_point(corner)} Q{_point(b)} {_point(after)}")
            else:
                steps.append(f"L{_point(end)}")
    return " ".join(steps)


def _visible(a: Point, b: Point, gap: Rect | None) -> list[tuple[Point, Point]]:
    """The parts of a segment that no label covers."""
    covered = inside(gap, a, b) if gap else None
    if covered is None:
        return [(a, b)]
    first, last = covered
    parts = []
    if first > 0.001:
        parts.append((a, Point(a.x + first * (b.x - a.x), a.y + first * (b.y - a.y))))
    if last < 0.999:
        parts.append((Point(a.x + last * (b.x - a.x), a.y + last * (b.y - a.y)), b))
    return parts


def _towards(start: Point, end: Point, by: float) -> Point:
    share = by / (distance(start, end) or 1.0)
    return Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))


def _point(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"
