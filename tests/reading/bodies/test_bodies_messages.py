"""Messages and notes of interaction diagrams and process flows."""

from __future__ import annotations

import pytest

from sphinx_ihe.language import DiagramNote, Line, Message, Place
from sphinx_ihe.reading.bodies import Messages, read_messages

DIRECTIVE = Place("x.rst", 1, 1, 1, 10)


def read(*lines: str) -> Messages:
    return read_messages([Line(text, "x.rst", count, 4) for count, text in enumerate(lines, start=3)], DIRECTIVE)


def test_messages_and_answers() -> None:
    steps, problems = read(
        "Document Source -> Document Repository: Provide [ITI-41]",
        "",
        "# the answer: -> is no message",
        "Document Repository-->Document Source:   Response  ",
        "Document Source->Document Source: keeps it",
    )
    assert problems == ()
    assert all(isinstance(step, Message) for step in steps)
    assert [(s.start.name.text, s.end.name.text, s.text.text, s.dashed) for s in steps if isinstance(s, Message)] == [
        ("Document Source", "Document Repository", "Provide [ITI-41]", False),
        ("Document Repository", "Document Source", "Response", True),
        ("Document Source", "Document Source", "keeps it", False),
    ]


def test_places() -> None:
    (step,) = read("  Source -> Repository: Provide").steps
    assert isinstance(step, Message)
    assert step.start.name.place == Place("x.rst", 3, 6, 3, 12)
    assert step.end.name.place == Place("x.rst", 3, 16, 3, 26)
    assert step.text.place == Place("x.rst", 3, 28, 3, 35)


def test_who_is_no_actor_stands_in_asterisks() -> None:
    first, second = read("*Nurse* -> Console: opens the record", "Console -> Console: *thinks*").steps
    assert isinstance(first, Message)
    assert isinstance(second, Message)
    assert (first.start.name.text, first.start.actor, first.end.actor) == ("Nurse", False, True)
    assert (second.text.text, second.slanted, first.slanted) == ("thinks", True, False)


@pytest.mark.parametrize(
    ("text", "side", "parties"),
    [
        ("note over A: x", "over", ["A"]),
        ("Note over A, B , *C*: x", "over", ["A", "B", "C"]),
        ("note left of A: x", "left", ["A"]),
        ("note right  of A B: x", "right", ["A B"]),
    ],
)
def test_notes(text: str, side: str, parties: list[str]) -> None:
    (note,) = read(text).steps
    assert isinstance(note, DiagramNote)
    assert (note.side, [party.name.text for party in note.parties], note.text.text) == (side, parties, "x")


def test_an_actor_may_be_called_note() -> None:
    (step,) = read("Note Taker -> B: x").steps
    assert isinstance(step, Message)
    assert step.start.name.text == "Note Taker"


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("just words", "just words", "found 'just words', expected a message such as A -> B: text"),
        ("A ->> B: x", "->>", "unknown arrow '->>', expected -> or -->"),
        ("A <- B: x", "<-", "unknown arrow '<-'"),
        ("A → B: x", "→", "unknown arrow '→'"),
        ("A => B: x", "=>", "unknown arrow '=>'"),
        ("-> B: x", "->", "nobody stands before the arrow"),
        ("A -> : x", "->", "nobody stands after the arrow"),
        ("A -> B", "B", "no text after 'B'"),
        ("A -> B:", ":", "no text after ':'"),
        ("note A: x", "A", "found 'A', expected note over, note left of or note right of"),
        ("note over : x", "over", "a note over nobody"),
        ("note left of A, B: x", "A, B", "a note left of more than one actor"),
        ("note over A", "over A", "no text after 'over A'"),
    ],
)
def test_what_cannot_be_read_is_marked(text: str, marked: str, message: str) -> None:
    steps, (problem, *rest) = read("A -> B: before", text, "B --> A: after")
    assert (problem.code, rest) == ("IHE002", [])
    assert text[problem.place.column - 4 : problem.place.end_column - 4] == marked
    assert problem.place.line == 4
    assert problem.message.startswith(message)
    assert len(steps) == 2


@pytest.mark.parametrize("lines", [(), ("", "# nothing")])
def test_an_empty_body(lines: tuple[str, ...]) -> None:
    steps, (problem,) = read(*lines)
    assert (steps, problem.code, problem.place) == ((), "IHE002", DIRECTIVE)
