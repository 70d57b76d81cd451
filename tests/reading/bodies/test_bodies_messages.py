"""Messages and notes of interaction diagrams and process flows."""

from __future__ import annotations

import pytest

from sphinx_ihe.language import (
    DiagramNote,
    Divider,
    FragmentLine,
    LifelineLine,
    Line,
    Lineup,
    Message,
    NumberedFrom,
    Place,
)
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
        ("A ~> B: x", "~>", "unknown arrow '~>', expected ->"),
        ("A ->>> B: x", "->>>", "unknown arrow '->>>', expected ->, --> (an answer), ->> (asynchronous) or ->x (lost)"),
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
        ("A -> B ++: x", "++", "found '++', expected an actor alone, and a line activate"),
        ("A ->> +B: x", "+", "found '+', expected an actor alone"),
        ("participant A as B", "as", "found 'as', expected names without short forms"),
        ("actor A", "actor", "found 'actor', expected 'participant'"),
        ("lop 3 times", "lop", "found 'lop', expected 'loop'"),
        ("and so on", "and", "found 'and', expected 'else'"),
        ("end", "end", "no fragment is open before 'end'"),
        ("else x", "else x", "no fragment is open before 'else'"),
        ("group", "group", "no text after 'group'"),
        ("activate", "activate", "'activate' names nobody, expected one actor"),
        ("activate A, B", "activate A, B", "'activate' names more than one actor"),
        ("deactivate A", "deactivate A", "'A' is not active here, expected activate before"),
        ("box A, B", "box A, B", "no text after 'box A, B'"),
        ("autonumber x", "x", "found 'x', expected nothing, or the number of the first message"),
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


def test_kinds_of_arrows() -> None:
    steps = read("A ->> B: x", "A -->> B: x", "A ->x B: x", "A -->x B: x", "A->>B: x").steps
    arrows = [(step.head, step.dashed) for step in steps if isinstance(step, Message)]
    assert arrows == [(">>", False), (">>", True), ("x", False), ("x", True), (">>", False)]


def test_a_name_may_begin_with_x_behind_an_arrow() -> None:
    (step,) = read("A -> xy: x").steps
    assert isinstance(step, Message)
    assert (step.head, step.end.name.text) == (">", "xy")


def test_fragments() -> None:
    steps, problems = read(
        "alt the document is known",
        "  A -> B: x",
        "  loop",
        "    B -> A: y",
        "  end",
        "else: it is unknown -> nothing",
        "  A -> A: z",
        "end alt",
        "Group Manager -> A: is no fragment",
        "break",
        "END",
    )
    assert problems == ()
    said = [(s.word, s.text.text if s.text else None) for s in steps if isinstance(s, FragmentLine)]
    assert said == [
        ("alt", "the document is known"),
        ("loop", None),
        ("end", None),
        ("else", "it is unknown -> nothing"),
        ("end", "alt"),
        ("break", None),
        ("end", None),
    ]


def test_fragments_that_are_not_closed() -> None:
    steps, problems = read("opt one", "alt two", "A -> B: x")
    assert [(p.place.line, p.message) for p in problems] == [
        (4, "'alt' is not closed, expected a line end"),
        (3, "'opt' is not closed, expected a line end"),
    ]
    assert [s.word for s in steps if isinstance(s, FragmentLine)] == ["opt", "alt", "end", "end"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("loop x", "else y", "end"), "'loop' has no 'else', expected alt, par, group before it"),
        (("opt x", "end loop", "end"), "found 'end loop', expected end of 'opt'"),
    ],
)
def test_what_does_not_fit_the_fragment_around(lines: tuple[str, ...], message: str) -> None:
    (problem,) = read(*lines).problems
    assert (problem.place.line, problem.message) == (4, message)


def test_dividers_delays_and_numbers() -> None:
    steps, problems = read("== Part two ==", "...", "... five minutes later ...", "autonumber", "autonumber 10")
    assert problems == ()
    assert [(s.text.text if s.text else None, s.delay) for s in steps if isinstance(s, Divider)] == [
        ("Part two", False),
        (None, True),
        ("five minutes later", True),
    ]
    assert [s.first for s in steps if isinstance(s, NumberedFrom)] == [1, 10]
    divider = steps[0]
    assert isinstance(divider, Divider)
    assert divider.text
    assert divider.text.place == Place("x.rst", 3, 7, 3, 15)


def test_lifelines_and_those_who_stand_there() -> None:
    steps, problems = read(
        "participant A, *Nurse*",
        "box B, C: a **hospital**",
        "activate A",
        "deactivate A",
        "create C",
        "destroy C",
    )
    assert problems == ()
    assert [(s.word, s.party.name.text) for s in steps if isinstance(s, LifelineLine)] == [
        ("activate", "A"),
        ("deactivate", "A"),
        ("create", "C"),
        ("destroy", "C"),
    ]
    lineups = [s for s in steps if isinstance(s, Lineup)]
    assert [([p.name.text for p in s.parties], s.text and s.text.text) for s in lineups] == [
        (["A", "Nurse"], None),
        (["B", "C"], "a **hospital**"),
    ]


def test_those_in_a_box_stand_side_by_side() -> None:
    (problem,) = read("A -> B: x", "B -> C: y", "box A, C: z").problems
    assert problem.message == "'B' stands between the actors of this box, expected the box before the messages"
    (problem,) = read("box A, B: x", "box B, C: y").problems
    assert problem.message == "'B' is in another box already"
