"""The body of the Actor Roles table."""

from __future__ import annotations

import pytest

from sphinx_ihe.reading.bodies import read_actor_roles

TABLE = """\
initiator:
  Document Source: Sends documents and their metadata.
responder (Content Receiver):            # a generic role name in brackets is optional
  Document Repository: Stores the documents, registers the metadata. (1)
notes:
  1: Not at once."""


def test_the_table_of_the_manual(bodies) -> None:
    read = bodies.read(read_actor_roles, TABLE)
    assert read.problems == ()
    assert [(role.side.text, role.sides) for role in read.rows] == [
        ("initiator", ("initiator",)),
        ("responder", ("responder",)),
    ]
    players = [player for role in read.rows for player in role.players]
    parts = [part for player in players for part in (player.actor, player.description, player.note) if part]
    assert (
        bodies.places(TABLE, *parts, *(role.side for role in read.rows), read.rows[1].generic)
        == """\
{{w|initiator}}:
  {{w|Document Source}}: {{w|Sends documents and their metadata.}}
{{w|responder}} ({{w|Content Receiver}}):            # a generic role name in brackets is optional
  {{w|Document Repository}}: {{w|Stores the documents, registers the metadata.}} {{w|(1)}}
notes:
  1: Not at once."""
    )


@pytest.mark.parametrize(
    ("text", "players"),
    [
        ("receiver: Document Source", [("Document Source", None)]),
        ("receiver: [Document Source, Other]", [("Document Source", None), ("Other", None)]),
        ("receiver:\n  - Document Source\n  - Other: Stores.", [("Document Source", None), ("Other", "Stores.")]),
        ("initiator and receiver:\n  Other: >\n    Stores\n    it.\n", [("Other", "Stores it.")]),
        ("receiver:\n  Other: Stores it (if it can).", [("Other", "Stores it (if it can).")]),
    ],
)
def test_players(bodies, text: str, players: list[tuple[str, str | None]]) -> None:
    read = bodies.read(read_actor_roles, text)
    assert read.problems == ()
    found = [(each.actor.text, each.description and each.description.text) for each in read.rows[0].players]
    assert found == players


@pytest.mark.parametrize(
    "text",
    [
        "{{IHE411|initiater}}:\n  A: b",
        "{{IHE411|Sender}} (Content Sender):\n  A: b",
        "{{IHE002|(Content Sender)}}:\n  A: b",
        "{{IHE002|initiator (}}:\n  A: b",
        "{{IHE002|initiator}}:",
        "initiator: {{IHE002|[]}}",
        "initiator: [A, {{IHE002|[B]}}]",
        "initiator:\n  {{IHE002|A}}:",
        "initiator:\n  A: {{IHE002|[b, c]}}",
        "initiator:\n  A: one{{IHE002|:}} two",
        "initiator:\n  A: b\n{{IHE002|initiator}}:\n  C: d",
        "{{IHE002|Document Source}}",
    ],
)
def test_problems(bodies, text: str) -> None:
    assert bodies.problems(read_actor_roles, text) == text


def test_a_role_on_an_unknown_side_keeps_its_actors(bodies) -> None:
    [role] = bodies.read(read_actor_roles, "initiater:\n  Document Source: Sends.").rows
    assert (role.sides, role.players[0].actor.text) == ((), "Document Source")
