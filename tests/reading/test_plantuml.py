"""PlantUML's sequence diagrams in our notation."""

from __future__ import annotations

import pytest

from sphinx_ihe.language import Line, Place
from sphinx_ihe.reading.bodies import read_messages
from sphinx_ihe.reading.plantuml import PlantUml, is_sequence, read_plantuml


def read(*lines: str) -> PlantUml:
    """What is read of a diagram; our own reader must understand it."""
    found = read_plantuml("\n".join(("@startuml", *lines, "@enduml")))
    body = [Line(text, "x.rst", number, 1) for number, text in enumerate(found.body.splitlines(), 1)]
    assert [p.message for p in read_messages(body, Place("x.rst", 1, 1, 1, 2)).problems if found.body] == []
    return found


def steps(*lines: str) -> list[str]:
    """The lines without the one that says in which order the participants stand."""
    found = read(*lines)
    assert found.lost == ()
    return found.body.splitlines()[1:]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("A -> B: hello", "A -> B: hello"),
        ("A->B : hello", "A -> B: hello"),
        ("A --> B: yes", "A --> B: yes"),
        ("A ->> B: later", "A ->> B: later"),
        ("A -->> B: later", "A -->> B: later"),
        ("A ->x B: gone", "A ->x B: gone"),
        ("A -[#red]> B: red", "A -> B: red"),
        ("A <- B: back", "B -> A: back"),
        ("A <-- B: back", "B --> A: back"),
        ("A <-> B: both", "A -> B: both"),
        ('"A B" -> "C D": x', "A B -> C D: x"),
        ("A -> A: self", "A -> A: self"),
        ("[-> A: in", "*outside* -> A: in"),
        ("A ->]: out", "A -> *outside*: out"),
        ("A -> B", "A -> B: …"),
        (r"A -> B: two\nlines", "A -> B: two lines"),
        ('A -> B: **bold** //slanted// ""typed""', "A -> B: **bold** *slanted* ``typed``"),
        ("A -> B: [[http://x.org/a the link]] 0..*", r"A -> B: the link 0..\*"),
        ("A -> B: <color:red>red</color> <b>x</b>", "A -> B: red x"),
    ],
)
def test_messages(line: str, wanted: str) -> None:
    assert steps(line) == [wanted]


def test_participants_have_their_names_and_their_order() -> None:
    found = read(
        "title The Title",
        'actor "A Nurse" as N',
        'box "Hospital" #LightBlue',
        'participant "Document\\nSource" as S #red',
        "database Store as DB",
        "end box",
        "DB -> S: x",
        "N -> S: y",
    )
    body = (
        "participant *A Nurse*, Document Source, Store\nbox Document Source, Store: Hospital\n"
        "Store -> Document Source: x\n*A Nurse* -> Document Source: y"
    )
    assert found == PlantUml(body, "The Title", ())


def test_fragments_are_nested_and_closed() -> None:
    found = steps("alt#Gold #White known", "A -> B: x", "loop 3 times", "B -> A: y", "end", "else unknown", "A -> A: z")
    assert found == [
        "alt known",
        "   A -> B: x",
        "   loop 3 times",
        "      B -> A: y",
        "   end",
        "else unknown",
        "   A -> A: z",
        "end",
    ]


def test_what_cannot_be_divided_becomes_what_can() -> None:
    assert steps("opt if so", "A -> B: x", "else not", "A -> B: y", "end")[0] == "alt if so"
    assert steps("loop often", "A -> B: x", "else not", "A -> B: y", "end")[0] == "group loop often"


def test_activations() -> None:
    lines = ("A -> B ++: x", "B -> B: y", "return done", "deactivate B", "A -> C **: new", "A -> C !!: end")
    assert steps(*lines) == [
        "A -> B: x",
        "activate B",
        "B -> B: y",
        "B --> A: done",
        "deactivate B",
        "create C",
        "A -> C: new",
        "A -> C: end",
        "destroy C",
    ]


def test_notes_dividers_and_delays() -> None:
    assert steps(
        "A -> B: x",
        "note left: beside the first",
        "note right of B",
        "two",
        "lines",
        "end note",
        "ref over A, B: elsewhere",
        "note across: all",
        "== Part ==",
        "...later...",
        "...",
        "autonumber 10",
        "|||",
    ) == [
        "A -> B: x",
        "note left of A: beside the first",
        "note right of B: two lines",
        "note over A, B: ref: elsewhere",
        "note over A, B: all",
        "== Part ==",
        "... later ...",
        "...",
        "autonumber 10",
    ]


def test_looks_say_nothing() -> None:
    lines = (
        "skinparam sequence {",
        "  ArrowColor red",
        "}",
        "hide footbox",
        "' a comment",
        "/' and",
        "another '/",
        "!theme x",
    )
    assert steps(*lines, "A -> B: x") == ["A -> B: x"]


def test_what_is_lost_is_told() -> None:
    assert read("A -> B: x", "footer by the committee").lost == ("footer by the committee",)
    found = read("class Patient {", "  name", "}", "Patient --> Bundle")
    assert (found.body, found.lost) == ("", ("class Patient {", "name", "Patient --> Bundle"))


@pytest.mark.parametrize(
    "text", ["agent A\nagent B\nA -> B", "start\n:do it;\nstop", "[A] --> [B]", "(use) --> (case)"]
)
def test_other_kinds_of_diagrams(text: str) -> None:
    assert not is_sequence(text)


def test_names_that_would_be_read_as_something_else() -> None:
    assert steps('"Lab, Radiology: A" -> B: x') == ["Lab Radiology A -> B: x"]
    assert read("A -> B: x", "", "!define ACTOR C", "ACTOR -> B: y").body.endswith("C -> B: y")
