"""Interaction diagrams and process flows on paper."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.printing.diagrams import SequenceFigure, picture
from sphinx_ihe.printing.diagrams.figures import Arrow, FigureNote, Participant
from sphinx_ihe.printing.diagrams.sequence_layout import Laid, lay_out

if TYPE_CHECKING:
    from sphinx_ihe.printing.diagrams.geometry import Rect

FIGURE = SequenceFigure(
    caption="Interaction Diagram",
    description="1. what happens",
    participants=(
        Participant("Document Source"),
        Participant("Document Repository"),
        Participant("Integrated Document Source/Repository of a Department"),
        Participant("Nurse", actor=False),
    ),
    steps=(
        Arrow(0, 1, ("Provide and Register Document Set-b Request [ITI-41]",)),
        FigureNote(1, 1, ("validates the metadata of all documents",)),
        Arrow(1, 2, ("Register Document Set-b Request " * 4,)),
        Arrow(2, 2, ("checks the identifier of the patient",)),
        Arrow(2, 1, ("Response",), dashed=True),
        FigureNote(0, 2, ("over three of them",)),
        FigureNote(0, 0, ("left of the first",), "left"),
        FigureNote(3, 3, ("right of the last",), "right"),
        Arrow(3, 0, ("Donaudampfschifffahrtsgesellschaftskapitän",), slanted=True),
        Arrow(3, 3, ("thinks it over",)),
    ),
    rows=(),
)


def boxes(laid: Laid) -> list[Rect]:
    """The boxes of the participants."""
    return [head.rect for head in laid.heads]


def test_steps_follow_one_another_without_touching() -> None:
    laid = lay_out(FIGURE)
    assert len(laid.steps) == len(FIGURE.steps)
    tops = [step.text.y for step in laid.steps]
    assert tops == sorted(tops)
    assert not any(one.text.overlaps(other.text) for one, other in combinations(laid.steps, 2))
    assert not any(step.text.overlaps(box) for step in laid.steps for box in boxes(laid))
    assert not any(one.overlaps(other) for one, other in combinations(boxes(laid), 2))


def test_texts_stand_above_their_arrows_and_between_their_lifelines() -> None:
    laid = lay_out(FIGURE)
    for drawn in laid.steps:
        if isinstance(drawn.step, Arrow) and drawn.step.start != drawn.step.end:
            low, high = sorted(laid.head(end).rect.center.x for end in (drawn.step.start, drawn.step.end))
            assert low < drawn.text.x
            assert drawn.text.right < high
            assert drawn.text.bottom <= drawn.y


def test_everything_lies_on_the_paper() -> None:
    laid = lay_out(FIGURE)
    for rect in (*boxes(laid), *(bar.rect for bar in laid.bars), *(step.text for step in laid.steps)):
        assert laid.bounds.x <= rect.x
        assert rect.right <= laid.bounds.right
        assert rect.bottom <= laid.bounds.bottom


def test_a_participant_that_only_a_note_names_has_no_bar() -> None:
    figure = SequenceFigure("c", "d", (Participant("A"),), (FigureNote(0, 0, ("waits",)),), ())
    laid = lay_out(figure)
    assert laid.bars == ()
    assert len(laid.heads) == 1


@pytest.mark.parametrize("text", ["<script>alert(1)</script> & \"so\" 'on'"])
def test_texts_are_escaped(text: str) -> None:
    figure = SequenceFigure(text, text, (Participant("A"), Participant("B")), (Arrow(0, 1, (text,)),), ())
    drawn = picture(figure, "x", lambda _: None).text
    assert "<script" not in drawn
    assert "alert(1)" in drawn
