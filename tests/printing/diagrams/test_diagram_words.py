"""What sequences say: texts with their markup, steps in words, and how lifelines and fragments are drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from test_diagram_overlaps import figure, nowhere

from sphinx_ihe.printing.cells import Emphasized, Literal, Strong
from sphinx_ihe.printing.diagrams import book_pictures, picture
from sphinx_ihe.printing.diagrams.figures import Arrow
from sphinx_ihe.printing.diagrams.lettering import said, unbroken
from sphinx_ihe.printing.diagrams.sequence_layout import lay_out

if TYPE_CHECKING:
    from sphinx_ihe.printing.diagrams import SequenceFigure

FULL = """
participant A, B
box A, B: Hospital
autonumber 7
A -> B: *soon* sends **all** of ``x < 1``
activate B
alt it is known
   B ->> A: tells
else
   B ->x A: fails
end
deactivate B
== Part ==
...
create C
A -> C: makes
note over A, C: **bold** note
opt
   create D
   note right of D: nobody made it
end
destroy C
"""


def rows(drawn: SequenceFigure) -> list[str]:
    return [said(row) for row in drawn.rows]


def test_everything_is_said_in_words_in_its_order() -> None:
    drawn = figure(FULL)
    assert rows(drawn) == [
        "A to B: 7 soon sends all of x < 1",
        "alt: it is known",
        "B to A, without waiting: 8 tells",
        "else",
        "B to A, lost: 9 fails",
        "end",
        "Part",
        "some time passes",
        "A creates C: 10 makes",
        "note at A, C: bold note",
        "opt",
        "D is created",
        "note at D: nobody made it",
        "end",
        "C ends",
    ]
    assert drawn.description.startswith("1. A to B: 7 soon sends all of x < 1; 2. alt: it is known; ")


def test_every_text_is_in_the_drawing_as_text_with_its_looks() -> None:
    drawn = figure(FULL)
    svg = picture(drawn, "x", nowhere).text
    assert "<title id=" in svg
    assert "<desc id=" in svg
    assert '<tspan font-style="italic">soon</tspan>' in svg
    assert '<tspan font-weight="bold">all</tspan>' in svg
    assert re.search(r'<tspan font-family="[^"]+">x &lt; 1</tspan>', svg)
    texts = [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg)]
    for wanted in ("Hospital", "alt", "[it is known]", "opt", "Part", "bold note", "8 tells"):
        assert wanted in texts, wanted


def test_parts_of_a_text() -> None:
    (step,) = figure(r"A -> B: *a* **b** ``c`` :ihe:actor:`Who <Document Source>` 0..\* and `d`").steps
    assert isinstance(step, Arrow)
    assert said(step.text) == "a b c Who 0..* and d"
    kinds = [type(part) for part in step.text]
    assert [kinds.count(kind) for kind in (Emphasized, Strong, Literal)] == [1, 1, 2]


def test_roles_of_markdown_and_of_others() -> None:
    (step,) = figure("A -> B: {ihe:actor}`Document Source` and :term:`a term <x>`").steps
    assert isinstance(step, Arrow)
    assert said(step.text) == "Document Source and a term"


def test_a_text_leads_to_each_thing_that_it_names() -> None:
    drawn = figure("A -> B: :ihe:actor:`One` and :ihe:actor:`Two`\nA -> B: all for :ihe:actor:`One`")
    made = picture(drawn, "x", lambda name: f"#{name.key}" if name.key in ("One", "Two") else None)
    assert re.findall(r'<a href="(#\w+)">(.*?)</a>', made.text) == [
        ("#One", "One"),
        ("#Two", "Two"),
        ("#One", made.text.partition("Two</a></text>")[2].partition('<a href="#One">')[2].partition("</a>")[0]),
    ]
    one, two, whole = made.areas
    assert one.rect.right < two.rect.x
    assert whole.rect.width > one.rect.width + two.rect.width


def test_activations_that_are_told_and_those_that_are_implied() -> None:
    told = lay_out(figure("A -> B: x\nactivate B\nA -> B: y\nactivate B\ndeactivate B\nA -> B: z\ndeactivate B"))
    bars = [bar.rect for bar in told.bars if bar.participant == 1]
    assert len(bars) == 2
    outer, inner = bars
    assert outer.y < inner.y < inner.bottom < outer.bottom
    assert inner.x > outer.x
    implied = lay_out(figure("A -> B: x\nA -> B: y"))
    assert len([bar for bar in implied.bars if bar.participant == 1]) == 1


@pytest.mark.parametrize("lines", ["activate B\nA -> B: x", "A -> A: x\ncreate B\nA -> B: x\nactivate B\nB --> A: y"])
def test_no_bar_begins_above_its_lifeline(lines: str) -> None:
    laid = lay_out(figure(lines))
    (bar,) = [bar.rect for bar in laid.bars if bar.participant == 1]
    assert bar.y >= laid.head(1).rect.bottom


def test_lifelines_begin_and_end_where_it_is_said() -> None:
    laid = lay_out(figure("A -> B: x\ncreate C\nB -> C: makes\nC -> A: y\ndestroy C\nA -> B: z"))
    a, c = laid.head(0), laid.head(2)
    assert c.rect.y > a.rect.bottom
    assert c.ended
    assert c.end < a.end
    assert laid.steps[1].y == pytest.approx(c.rect.center.y)


def test_who_creates_stands_before_who_is_created() -> None:
    drawn = figure("create B\nA -> B: makes\nA -> B: asks")
    assert [said(each.name) for each in drawn.participants] == ["A", "B"]


def test_fragments_stand_in_one_another() -> None:
    laid = lay_out(figure("alt x\nA -> B: x\nloop y\nB -> B: y\nend\nelse z\nA -> B: z\nend"))
    outer, inner = (frame.rect for frame in laid.frames)
    assert outer.x < inner.x
    assert outer.y < inner.y
    assert inner.right < outer.right
    assert inner.bottom < laid.frames[0].divisions[0] < outer.bottom


def test_a_long_sequence_goes_on_with_its_heads_once_more() -> None:
    drawn = figure("\n".join(f"A -> B: message number {count}" for count in range(60)))
    parts, sheet = book_pictures(drawn, "x", nowhere)
    assert sheet.name == "upright"
    assert len(parts) > 2
    for part in parts:
        assert part.text.count(">A</text>") == part.text.count(">B</text>") == 1
        assert part.size[1] <= sheet.tallest(part.size[0])
    written = [re.findall(r"message number (\d+)", part.text.partition("</desc>")[2]) for part in parts]
    assert [int(number) for numbers in written for number in numbers] == list(range(60))


@pytest.mark.parametrize(("actors", "sheet"), [(3, "upright"), (6, "upright"), (9, "sideways"), (16, "folded")])
def test_a_wide_sequence_has_a_sheet_on_which_it_can_be_read(actors: int, sheet: str) -> None:
    drawn = figure("\n".join(f"Actor {at} -> Actor {at + 1}: asks for something" for at in range(actors - 1)))
    (part, *_), found = book_pictures(drawn, "x", nowhere)
    assert found.name == sheet
    assert 12 * found.scale(part.size[0]) * 0.75 >= 6.99


def test_words_are_broken_only_where_that_is_seen() -> None:
    assert unbroken(("Cross-", "reference"), "Cross-reference")
    assert unbroken(("Document Source/", "Repository"), "Document Source/Repository")
    assert not unbroken(("Docu", "ment"), "Document")
