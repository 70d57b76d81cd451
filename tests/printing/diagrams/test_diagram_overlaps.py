"""Sequences of growing size: what is drawn is measured in the SVG itself, in one piece and in the parts for a book."""

from __future__ import annotations

import random
import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

import pytest

from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.language import Diagram, Line, Place
from sphinx_ihe.printing.diagrams import SequenceFigure, book_pictures, picture
from sphinx_ihe.printing.diagrams.geometry import Point, Rect, meets
from sphinx_ihe.printing.diagrams.lettering import LEADING, text_width
from sphinx_ihe.printing.diagrams.sequence_figures import SequencePrinter
from sphinx_ihe.printing.tables import TablePrinter
from sphinx_ihe.reading.bodies import read_messages

if TYPE_CHECKING:
    from sphinx_ihe.printing.cells import Link

NAMES = (
    *("Document Source", "Document Repository", "Document Registry", "Document Consumer", "Time Server"),
    *("Integrated Document Source/Repository", "Audit Record Repository", "Nurse", "X-Service User", "Initializing"),
    *("Responding Gateway", "Order Placer", "Patient Identifier Cross-reference Manager", "Portal"),
)
WORDS = (
    *("Provide", "and", "Register", "Document", "Set-b", "of", "the", "*department*", "with", "``identifier``"),
    *("that", "nobody", "[ITI-41]", "knows", "yet"),
)
PLACE = Place("x.rst", 1, 1, 1, 2)


def figure(body: str) -> SequenceFigure:
    lines = [Line(text, "x.rst", number, 1) for number, text in enumerate(body.splitlines(), start=1)]
    read = read_messages(lines, PLACE)
    assert read.problems == ()
    diagram = Diagram(kind="interaction-diagram", directive=PLACE, owner=None, steps=read.steps)
    return SequencePrinter(TablePrinter(Framework([])), diagram).print("Caption")


class Author:
    """Who writes a diagram by chance: the same for the same size."""

    def __init__(self, size: int) -> None:
        self.chance = random.Random(size)
        self.names = list(NAMES[: 2 + min(size // 16, 12)])
        self.lines: list[str] = [f"participant {', '.join(self.names)}"]
        self.active: list[str] = []
        if size % 3 == 0:
            self.lines.append(f"box {self.names[0]}, {self.names[1]}: {self.text(5)}")
        if size % 5 == 0:
            self.lines.append("autonumber")
        self.steps(2 + size // 4, 0)

    def text(self, most: int) -> str:
        start = self.chance.randrange(len(WORDS))
        return " ".join(WORDS[(start + count) % len(WORDS)] for count in range(self.chance.randint(1, most)))

    def steps(self, count: int, depth: int) -> None:
        while count > 0:
            kind = self.chance.choice(["message"] * 6 + ["note", "self", "active", "frame", "frame", "pause"])
            count -= 1 + (self.step(kind, count, depth) or 0)

    def step(self, kind: str, count: int, depth: int) -> int | None:
        one, other = self.chance.sample(self.names, 2)
        if kind == "message":
            arrow = self.chance.choice(["->", "-->", "->>", "->x", "->", "->"])
            self.lines.append(f"{one} {arrow} {other}: {self.text(14)}")
        elif kind == "self":
            self.lines.append(f"{one} -> {one}: {self.text(9)}")
        elif kind == "note":
            where = self.chance.choice([f"over {one}", f"over {one}, {other}", f"left of {one}", f"right of {one}"])
            self.lines.append(f"note {where}: {self.text(14)}")
        elif kind == "pause":
            self.lines.append(self.chance.choice(["...", f"... {self.text(4)} ...", f"== {self.text(6)} =="]))
        elif kind == "active":
            word = "deactivate" if one in self.active else "activate"
            (self.active.remove if one in self.active else self.active.append)(one)
            self.lines += [f"{other} -> {one}: {self.text(4)}", f"{word} {one}"]
        elif depth < 4:
            return self.frame(count, depth)
        return None

    def frame(self, count: int, depth: int) -> int:
        word = self.chance.choice(["alt", "opt", "loop", "par", "group", "break", "critical"])
        self.lines.append(f"{word} {self.text(16)}")
        inside = self.chance.randint(1, max(1, count // 2))
        self.steps(inside, depth + 1)
        if word in ("alt", "par"):
            self.lines.append(f"else {self.text(12)}")
            self.steps(1, depth + 1)
        self.lines.append("end")
        return inside


class Ink(NamedTuple):
    """What is in a drawing: lines of text, strokes, and boxes with an outline."""

    labels: list[Rect]
    strokes: list[tuple[Point, Point]]
    boxes: list[Rect]
    size: tuple[float, float]


def ink(svg: str) -> Ink:
    root = ElementTree.fromstring(svg)
    _, _, width, height = (float(number) for number in root.attrib["viewBox"].split())
    found = Ink([], [], [], (width, height))
    group = next(child for child in root if child.tag.endswith("}g"))
    right, down = (float(n) for n in re.findall(r"[-.\d]+", group.attrib["transform"]))
    for element in group.iter():
        tag = element.tag.partition("}")[2]
        if tag == "text":
            text, size = "".join(element.itertext()), float(element.attrib["font-size"])
            wide = text_width(text, size, bold="font-weight" in element.attrib)
            literals = [part.text or "" for part in element if "font-family" in part.attrib]
            wide += sum(max(0.0, 0.61 * size * len(part) - text_width(part, size)) for part in literals)
            left = float(element.attrib["x"]) - (wide / 2 if "text-anchor" in element.attrib else 0)
            top = float(element.attrib["y"]) - 0.78 * size * LEADING
            found.labels.append(Rect(left + right, top + down, wide, size * LEADING))
        elif tag == "rect" and element.attrib.get("stroke") != "none":
            x, y, wide, high = (float(element.attrib[name]) for name in ("x", "y", "width", "height"))
            found.boxes.append(Rect(x + right, y + down, wide, high))
        elif tag == "path":
            found.strokes.extend(strokes(element.attrib["d"], right, down))
    return found


def strokes(path: str, right: float, down: float) -> list[tuple[Point, Point]]:
    """The straight pieces of a path; corners that are round are taken as they would be without."""
    found: list[tuple[Point, Point]] = []
    pen = first = Point(0, 0)
    for letter, numbers in re.findall(r"([MLHVQZ])([^MLHVQZ]*)", path):
        values = [float(number) for number in numbers.split()]
        if letter == "H":
            points = [Point(values[0] + right, pen.y)]
        elif letter == "V":
            points = [Point(pen.x, values[0] + down)]
        elif letter == "Z":
            points = [first]
        else:
            points = [Point(x + right, y + down) for x, y in zip(values[::2], values[1::2], strict=True)]
        if letter == "M":
            first = points[0]
        found += [] if letter == "M" else list(pairwise((pen, *points)))
        pen = points[-1]
    return found


def faults(found: Ink) -> list[str]:
    labels = [Rect(r.x + 1.2, r.y + 1.5, r.width - 2.4, r.height - 3) for r in found.labels]
    told = [f"label on label at {one}" for one, other in combinations(labels, 2) if one.overlaps(other)]
    told += [f"line {stroke} through {label}" for label in labels for stroke in found.strokes if meets(label, stroke)]
    for box in found.boxes:
        edges = [
            (Point(box.x, box.y), Point(box.right, box.y)),
            (Point(box.x, box.bottom), Point(box.right, box.bottom)),
            (Point(box.x, box.y), Point(box.x, box.bottom)),
            (Point(box.right, box.y), Point(box.right, box.bottom)),
        ]
        told += [f"box {box} through {label}" for label in labels for edge in edges if meets(label, edge)]
    told += [
        f"{label} beside the paper"
        for label in labels
        if label.x < 0 or label.y < 0 or label.right > found.size[0] or label.bottom > found.size[1]
    ]
    return told


def nowhere(_: Link) -> None:
    return None


@pytest.mark.parametrize("size", range(200))
def test_nothing_lies_on_a_text(size: int) -> None:
    drawn = figure("\n".join(Author(size).lines))
    assert faults(ink(picture(drawn, "x", nowhere).text)) == []
    parts, sheet = book_pictures(drawn, "x", nowhere)
    for part in parts:
        assert faults(ink(part.text)) == []
        scale = sheet.scale(part.size[0])
        assert 12 * scale * 0.75 >= 6.99
        assert part.size[0] * scale * 0.75 <= sheet.width + 1


@pytest.mark.parametrize("size", [20, 120, 199])
def test_no_text_is_lost_between_the_parts_for_a_book(size: int) -> None:
    drawn = figure("\n".join(Author(size).lines))
    parts, _ = book_pictures(drawn, "x", nowhere)
    texts = [ElementTree.fromstring(part.text).iter("{http://www.w3.org/2000/svg}text") for part in parts]
    written = " ".join("".join(text.itertext()) for each in texts for text in each)
    whole = ElementTree.fromstring(picture(drawn, "x", nowhere).text).iter("{http://www.w3.org/2000/svg}text")
    everything = sorted(word for text in whole for word in "".join(text.itertext()).split())
    assert set(everything) <= set(written.split())


@pytest.mark.parametrize("size", [7, 77, 177])
def test_the_same_source_gives_the_same_bytes(size: int) -> None:
    one, other = (figure("\n".join(Author(size).lines)) for _ in range(2))
    assert picture(one, "x", nowhere) == picture(other, "x", nowhere)
    assert book_pictures(one, "x", nowhere) == book_pictures(other, "x", nowhere)
