"""The bodies of the Actors and Transactions and the Actors and Content Modules tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.reading.bodies import read_actors_content_modules, read_actors_transactions

if TYPE_CHECKING:
    from sphinx_ihe.language import Use

TABLE = """\
Document Source:
  ITI-41: R
Document Consumer:
  ITI-18: R initiator
  ITI-43: O (1)
  ITI-32: [O, R with the On-Demand Documents Option]
Integrated Viewer: none
notes:
  1: Required unless the consumer only browses."""


def use(bodies, cell: str) -> Use:
    [row] = bodies.read(read_actors_transactions, f"Viewer:\n  ITI-18: {cell}").rows
    [use] = row.uses
    return use


def words(use: Use) -> dict[str, object]:
    """What is written in a cell."""
    texts = {name: getattr(use, name) for name in ("optionality", "side", "option", "note", "name")}
    found: dict[str, object] = {name: written.text for name, written in texts.items() if written}
    return {**found, "sides": use.sides} if use.sides else found


def test_the_table_of_the_manual(bodies) -> None:
    read = bodies.read(read_actors_transactions, TABLE)
    assert read.problems == ()
    assert read.complete
    assert [(row.actor.text, [each.target.text for each in row.uses], bool(row.none)) for row in read.rows] == [
        ("Document Source", ["ITI-41"], False),
        ("Document Consumer", ["ITI-18", "ITI-43", "ITI-32", "ITI-32"], False),
        ("Integrated Viewer", [], True),
    ]
    assert [(note.number.text, note.text.text) for note in read.notes] == [
        ("1", "Required unless the consumer only browses.")
    ]


def test_everything_has_its_place(bodies) -> None:
    read = bodies.read(read_actors_transactions, TABLE)
    uses = [use for row in read.rows for use in row.uses]
    assert bodies.places(
        TABLE,
        *(row.actor for row in read.rows),
        *{use.target for use in uses},
        *(part for use in uses for part in (use.optionality, use.side, use.option, use.note) if part),
        read.notes[0].number,
        read.notes[0].text,
    ) == (
        """\
{{w|Document Source}}:
  {{w|ITI-41}}: {{w|R}}
{{w|Document Consumer}}:
  {{w|ITI-18}}: {{w|R}} {{w|initiator}}
  {{w|ITI-43}}: {{w|O}} {{w|(1)}}
  {{w|ITI-32}}: [{{w|O}}, {{w|R}} with the {{w|On-Demand Documents}} Option]
Integrated Viewer: none
notes:
  {{w|1}}: {{w|Required unless the consumer only browses.}}""".replace("Integrated Viewer", "{{w|Integrated Viewer}}")
    )
    assert bodies.mark(TABLE, *(use.place for use in uses), read.rows[2].none) == TABLE.replace(
        "ITI-41: R", "ITI-41: {{w|R}}"
    ).replace("R initiator", "{{w|R initiator}}").replace("O (1)", "{{w|O (1)}}").replace(
        "[O, R with the On-Demand Documents Option]", "[{{w|O}}, {{w|R with the On-Demand Documents Option}}]"
    ).replace("none", "{{w|none}}")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("R", {"optionality": "R"}),
        ("C (2)", {"optionality": "C", "note": "2"}),
        ("C(2)", {"optionality": "C", "note": "2"}),
        ("R responder", {"optionality": "R", "side": "responder", "sides": ("responder",)}),
        ("O receiver (1)", {"optionality": "O", "side": "receiver", "sides": ("receiver",), "note": "1"}),
        (
            "R initiator and responder",
            {"optionality": "R", "side": "initiator and responder", "sides": ("initiator", "responder")},
        ),
        (
            "R responder  and initiator",
            {"optionality": "R", "side": "responder and initiator", "sides": ("responder", "initiator")},
        ),
        (
            "R initiator and receiver with the A and B Option (12)",
            {
                "optionality": "R",
                "side": "initiator and receiver",
                "sides": ("initiator", "receiver"),
                "option": "A and B",
                "note": "12",
            },
        ),
        ('"R with the STX: TLS 1.2 Floor Option"', {"optionality": "R", "option": "STX: TLS 1.2 Floor"}),
        ("R with On-Demand Documents Option", {"optionality": "R", "option": "On-Demand Documents"}),
        ("\n    R\n    initiator", {"optionality": "R", "side": "initiator", "sides": ("initiator",)}),
        ("{optionality: O}", {"optionality": "O"}),
        (
            "{optionality: O, side: receiver, option: Folder Option, note: 1, name: Query}",
            {
                "optionality": "O",
                "side": "receiver",
                "sides": ("receiver",),
                "option": "Folder",
                "note": "1",
                "name": "Query",
            },
        ),
    ],
)
def test_cells(bodies, cell: str, expected: dict[str, object]) -> None:
    assert words(use(bodies, cell)) == expected
    assert bodies.messages(read_actors_transactions, f"Viewer:\n  ITI-18: {cell}") == []


def test_deferred(bodies) -> None:
    assert use(bodies, "{optionality: O, deferred: true}").deferred
    assert not use(bodies, "{optionality: O, deferred: false}").deferred
    assert not use(bodies, "O").deferred


def test_a_key_with_a_name(bodies) -> None:
    text = "Viewer:\n  Registry  Stored Query [ITI-018]: R"
    [row] = bodies.read(read_actors_transactions, text).rows
    [use] = row.uses
    assert (use.name.text, use.target.text) == ("Registry Stored Query", "ITI-018")
    assert bodies.places(text, use.name, use.target) == ("Viewer:\n  {{w|Registry  Stored Query}} [{{w|ITI-018}}]: R")


def test_a_note_at_the_actor(bodies) -> None:
    text = "Document Source (1):\n  ITI-41: R\nOther (2): none"
    first, second = bodies.read(read_actors_transactions, text).rows
    assert (first.actor.text, first.note.text, second.note.text) == ("Document Source", "1", "2")
    assert bodies.places(text, first.actor, first.note) == text.replace(
        "Document Source (1)", "{{w|Document Source}} {{w|(1)}}"
    )


def test_content_modules(bodies) -> None:
    text = "Content Creator:\n  Medical Summary: R\n  'XDS-MS: Referral': [O, C (1)]\nContent Consumer: none"
    read = bodies.read(read_actors_content_modules, text)
    assert read.problems == ()
    assert [(use.target.text, use.optionality.text) for use in read.rows[0].uses] == [
        ("Medical Summary", "R"),
        ("XDS-MS: Referral", "O"),
        ("XDS-MS: Referral", "C"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Viewer:\n  ITI-18: {{IHE411|X}}",
        "Viewer:\n  ITI-18: {{IHE411|r}}",
        "Viewer:\n  ITI-18: {{IHE411|R+ initiator}}",
        "Viewer:\n  ITI-18: {{IHE411|R initiater}}",
        "Viewer:\n  ITI-18: {{IHE411|R Initiator}}",
        "Viewer:\n  ITI-18: {{IHE411|R initiator or responder}}",
        "Viewer:\n  ITI-18: {{IHE411|R N/A with the X Option}}",
        "Viewer:\n  ITI-18: [O, {{IHE411|R sender}}, R]",
        "Viewer:\n  ITI-18: {{{IHE411|...}}}".replace(
            "{{{IHE411|...}}}", "{optionality: {{IHE411|X}}, side: {{IHE411|in}}}"
        ),
        "Viewer:\n  ITI-18: {{IHE002|R with the X}}",
        "Viewer:\n  ITI-18: {{IHE002|R with the A and B Options}}",
        "Viewer:\n  ITI-18: {{IHE002|initiator}}",
        "Viewer:\n  ITI-18: {{IHE002|R, O}}",
        "Viewer:\n  ITI-18: R {{IHE002|(See Note 1)}}",
        "Viewer:\n  ITI-18: R {{IHE002|(1, 2)}}",
        "Viewer:\n  ITI-18: R initiator {{IHE002|(1) (2)}}",
        "Viewer:\n  ITI-18: [R {{IHE002|(1}}, 2), O]",
        "Viewer {{IHE002|(1 and 2)}}:\n  ITI-18: R",
        "Viewer:\n  ITI-18: {{IHE002|any two words}}",
        "Viewer:\n  ITI-18: {{IHE002|any word}}",
        "Viewer:\n  ITI-18: {{IHE002|[]}}",
        "Viewer:\n  ITI-18: [O, {{IHE002|[R]}}]",
        "Viewer:\n  {{IHE002|ITI-18}}:",
        "Viewer:\n  ITI-18: {{IHE002|null}}",
        "Viewer:\n  ITI-18: {{IHE002|{side: initiator}}}",
        "Viewer:\n  ITI-18: {optionality: R, {{IHE002|sied}}: initiator}",
        "Viewer:\n  ITI-18: {optionality: R, side: {{IHE002|[initiator]}}}",
        "Viewer:\n  ITI-18: {optionality: R, note: {{IHE002|one}}}",
        "Viewer:\n  ITI-18: {optionality: R, deferred: {{IHE002|maybe}}}",
        "Viewer:\n  {{IHE002|Share Content}}: R\n  ITI-18: R",
        "Viewer:\n  {{IHE002|Name [see there]}}: R",
        "Viewer: {{IHE002|R}}",
        "Viewer: {{IHE002|[ITI-18, ITI-43]}}",
        "{{IHE002|Viewer}}:",
        "{{IHE002|Some text}}",
        "{{IHE002|- Viewer}}",
        "Viewer: none\nnotes: {{IHE002|a text}}",
        "Viewer: none\nnotes:\n  {{IHE002|a}}: text\n  {{IHE002|1}}:\n  2: {{IHE002|[b]}}",
        "Viewer:\n  ITI-18: [O, R with the STX{{IHE002|:}} TLS Option]",
        "Viewer:\n  ITI-18: R with the STX{{IHE002|:}} TLS Option",
        "Viewer:\n  ITI-18: R{{IHE002|:}} initiator of any two words",
    ],
)
def test_problems(bodies, text: str) -> None:
    assert bodies.problems(read_actors_transactions, text) == text


def test_an_empty_table_is_reported_at_its_directive(bodies) -> None:
    [problem] = bodies.read(read_actors_transactions, "\n").problems
    assert (problem.code, problem.place.line) == ("IHE002", 8)


def test_a_cell_that_cannot_be_read_does_not_undo_its_row(bodies) -> None:
    read = bodies.read(read_actors_transactions, "Viewer:\n  ITI-18: any two words\n  ITI-43: R initiater\n  ITI-44: X")
    assert [(use.target.text, use.optionality.text, use.sides) for use in read.rows[0].uses] == [
        ("ITI-18", "", ()),
        ("ITI-43", "R", ()),
        ("ITI-44", "X", ()),
    ]
    assert read.complete


@pytest.mark.parametrize(
    "text", ["Viewer: R", "Viewer:\n  Share Content: R", "Viewer:\n  ITI-18: R\n ITI-43: R", "text"]
)
def test_a_lost_row_leaves_the_table_incomplete(bodies, text: str) -> None:
    assert not bodies.read(read_actors_transactions, text).complete


def test_messages_name_what_was_meant(bodies) -> None:
    text = "Viewer:\n  ITI-18: R initiater\n  ITI-43: Required\n  ITI-44: {optionalty: R}\n  ITI-45: any two words"
    keys = "optionality, side, option, note, deferred, name"
    assert bodies.messages(read_actors_transactions, text) == [
        "unknown side 'initiater', expected initiator, responder, receiver or two of them, did you mean 'initiator'?",
        "unknown optionality 'Required', expected R, O or C, did you mean 'R'?",
        "the cell has no optionality, expected the key among the others",
        "found 'optionalty', expected a key of " + keys + ", did you mean 'optionality'?",
        "found 'any two words', expected CODE [SIDE] [with the NAME Option] [(NOTE)], such as R initiator",
    ]


def test_a_cell_that_cannot_be_read_has_its_note(bodies) -> None:
    read = bodies.read(read_actors_transactions, "Viewer:\n  ITI-18: R with the X (1)")
    assert (read.rows[0].uses[0].note.text, len(read.problems)) == ("1", 1)


def test_an_id_without_its_hyphen_is_told_with_it(bodies) -> None:
    (problem,) = bodies.read(read_actors_transactions, "Viewer:\n  ITI18: R").problems
    assert (problem.message, problem.help) == (
        "found 'ITI18', expected a transaction as ITI-41 or Name [ITI-41]",
        "write ITI-18",
    )


@pytest.mark.parametrize(
    ("cell", "message", "note"),
    [
        ("R (1, 2)", "a cell carries one note, found '(1, 2)'", "1"),
        ("[R (3, 1, 2), O]", "a cell carries one note, found '(3'", "3"),
        ("R (2)(1)", "a cell carries one note, found '(2)(1)'", "2"),
        ("R (See Note 1)", "found '(See Note 1)', expected the number of the note alone", "1"),
    ],
)
def test_a_mark_in_another_form_stands_for_its_first_note(bodies, cell: str, message: str, note: str) -> None:
    read = bodies.read(read_actors_transactions, f"Viewer:\n  ITI-18: {cell}")
    use = read.rows[0].uses[0]
    assert [problem.message for problem in read.problems] == [message]
    assert (use.optionality.text, use.note.text) == ("R", note)
    # Nothing is said of the other notes.
    assert read.complete == ("See" in cell)
