"""IHE's tables by their heads: what each cell becomes, whatever its markup."""

from __future__ import annotations

import pytest

from sphinx_ihe.language import (
    ActorRoles,
    ActorsOptions,
    ActorsTransactions,
    GridCell,
    Place,
    RequiredGroupings,
    TableGrid,
    Written,
)
from sphinx_ihe.reading.recognised import Recognised, recognise

HERE = Place("a.docx", 1, 1, 1, 1)


def _cell(text: str, row: int, column: int) -> GridCell:
    place = Place("a.docx", row, column, row, column + len(text))
    lines = tuple(Written(line, place) for line in text.split("\n") if line)
    return GridCell(lines, place)


def _grid(text: str, caption: str | None = None) -> TableGrid:
    rows = [
        tuple(_cell(cell.strip().replace("/n", "\n"), row, column) for column, cell in enumerate(line.split("|"), 1))
        for row, line in enumerate(text.strip().splitlines(), 1)
    ]
    return TableGrid(HERE, tuple(rows), Written(caption, HERE) if caption else None)


def _recognised(text: str, caption: str | None = None, title: str | None = None) -> Recognised:
    found = recognise(_grid(text, caption), [Written(title, HERE)] if title else [])
    assert found is not None
    return found


def test_transactions_of_merged_blank_and_repeated_actors() -> None:
    found = _recognised(
        """
        Actors | Transactions | Initiator or Responder | Optionality | Reference
        Document Source | Provide X [ITI-41] | Initiator | R | ITI TF-2: 3.41
        | Other Thing (ITI-42) | Initiator | O (Note 1) |
        Document Repository | Provide X [ITI-41] | Responder | R\u00b9 |
        Document Source | ITI-43 | Responder | Required |
        Watcher | None | | |
        """,
        "Table 10.1-1: XDS.b Profile - Actors and Transactions",
    )
    table = found.table
    assert isinstance(table, ActorsTransactions)
    assert table.owner is not None
    assert table.owner.key == "XDS.b"
    assert (found.rows, found.read, found.problems, table.complete, table.typed) == (5, 5, (), True, True)
    read = {
        row.actor.text: [
            (u.target.text, u.name and u.name.text, u.optionality.text, u.sides, u.note and u.note.text)
            for u in row.uses
        ]
        for row in table.actors
    }
    assert read == {
        "Document Source": [
            ("ITI-41", "Provide X", "R", ("initiator",), None),
            ("ITI-42", "Other Thing", "O", ("initiator",), "1"),
            ("ITI-43", None, "R", ("responder",), None),
        ],
        "Document Repository": [("ITI-41", "Provide X", "R", ("responder",), "1")],
        "Watcher": [],
    }
    assert table.actors[2].none is not None


@pytest.mark.parametrize(
    ("written", "code", "option"),
    [
        ("R (with the Quick Option)", "R", "Quick"),
        ("O (see Note 2)", "O", None),
        ("Optional", "O", None),
        ("R with the Quick Option", "R", "Quick"),
        ("C [1]", "C", None),
    ],
)
def test_optionality(written: str, code: str, option: str | None) -> None:
    table = _recognised(f"Actors | Transactions | Optionality\nScribe | Send [ITI-1] | {written}").table
    assert isinstance(table, ActorsTransactions)
    use = table.actors[0].uses[0]
    assert (use.optionality.text, use.option and use.option.text) == (code, option)


def test_a_cell_that_cannot_be_read_is_said_and_the_rest_counts() -> None:
    found = _recognised(
        """
        Actors | Transactions | Optionality
        Scribe | Send Letter | R
        Scribe | Send Bill [ITI-2] | perhaps
        Scribe | Send [ITI-3] | R
        """
    )
    assert [(p.code, p.place.line, p.message) for p in found.problems] == [
        ("IHE413", 2, "found 'Send Letter', expected a transaction as Name [ITI-41]"),
        ("IHE413", 3, "found 'perhaps', expected R, O or C"),
    ]
    assert isinstance(found.table, ActorsTransactions)
    assert [use.target.text for use in found.table.actors[0].uses] == ["ITI-2", "ITI-3"]
    assert not found.table.complete


def test_options_several_in_one_cell() -> None:
    table = _recognised(
        """
        Actor | Option Name | Reference
        Scribe | Quick Option/nSlow (Note 1) | X
        Reader | No options defined | --
        """,
        title="Writing (WR) Profile",
    ).table
    assert isinstance(table, ActorsOptions)
    assert [[option.name.text for option in row.options] for row in table.actors] == [["Quick", "Slow"], []]
    assert table.owner is not None
    assert table.owner.key == "WR"


def test_groupings() -> None:
    found = _recognised(
        """
        WR Actor | Grouping Condition | Actor(s) to be grouped with | Reference
        Scribe | Required | ITI CT / Time Client | ITI TF-1: 7
        Scribe | if the Quick Option | ATNA / Secure Node or Secure Application with the STX Option | --
        Scribe | sometimes | Time Client (CT) |
        Reader | -- | None |
        Reader | | whatever fits |
        """
    )
    assert isinstance(found.table, RequiredGroupings)
    read = [
        (
            [
                (p.profile and p.profile.text, [a.text for a in p.actors], [o.text for o in p.options])
                for p in g.partners
            ],
            g.when and g.when.text,
            g.condition and g.condition.text,
        )
        for g in found.table.actors[0].groupings
    ]
    assert read == [
        ([("CT", ["Time Client"], [])], None, None),
        ([("ATNA", ["Secure Node", "Secure Application"], ["STX"])], "Quick", None),
        ([("CT", ["Time Client"], [])], None, "sometimes"),
    ]
    assert [problem.message for problem in found.problems] == [
        "found 'whatever fits', expected a partner as PROFILE / ACTOR"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Actor: | Scribe\nRole: | Sends the letter\nActor: | Reader\nRole: | Reads it",
        "Actor | Role\nScribe | Sends the letter\nReader | Reads it",
    ],
)
def test_roles_without_sides(text: str) -> None:
    table = _recognised(text, title="2:3.78 Send Letter [ITI-78]").table
    assert isinstance(table, ActorRoles)
    assert table.owner is not None
    assert table.owner.key == "ITI-78"
    assert [(role.sides, role.players[0].actor.text) for role in table.roles] == [((), "Scribe"), ((), "Reader")]


@pytest.mark.parametrize(
    "heads", ["Actor | Age", "Name | Option", "Actor | Transaction | Comment", "Actors | Optionality"]
)
def test_tables_of_others(heads: str) -> None:
    assert recognise(_grid(f"{heads}\na | b | c")) is None
