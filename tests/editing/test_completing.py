"""What is offered while one types. The cursor is the bar."""

from __future__ import annotations

import pytest

from sphinx_ihe.editing.completing import MOST, TypedPlace, candidates
from sphinx_ihe.editing.typed import typed
from sphinx_ihe.framework.config import Config
from sphinx_ihe.framework.reader import read_texts

TEXT = """\
.. ihe:profile:: Sharing of Notes (SON)

.. ihe:actor:: Note Source

.. ihe:actor:: Note Keeper

.. ihe:actors-transactions::

   Note Source:
     ITI-901: R
   Note Keeper: none

.. ihe:actors-options::

   Note Source: [Long Notes]

.. ihe:transaction:: Send Note [ITI-901]

.. ihe:content-module:: Note

.. ihe:requirement:: R10

   Notes SHALL be short.
"""


def offered(text: str, *, markdown: bool = False) -> list[str]:
    before, _, behind = text.partition("|")
    lines = (TEXT + before + behind).split("\n")
    row = (TEXT + before).count("\n")
    here = typed(lines, row, len(before) - before.rfind("\n") - 1, markdown=markdown)
    assert here is not None
    framework = read_texts({"index.rst": TEXT}, Config()).framework
    found, _ = candidates(framework, TypedPlace(here, "index.rst", lines))
    return [each.text for each in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (".. ihe:act|", ["ihe:actor", "ihe:actors-transactions", "ihe:actors-content-modules", "ihe:actors-options"]),
        (".. ihe:profile::\n   :|", ["type", "status", "chapter", "oid", "no-index"]),
        (".. ihe:profile::\n   :type: con|", ["content"]),
        (".. ihe:profile::\n   :type: content, |", ["content, workflow", "content, transport"]),
        (".. ihe:requirement:: R1\n   :actor: |", ["Note Source", "Note Keeper"]),
        (".. ihe:requirement:: R1\n   :transaction: |", ["ITI-901"]),
        (".. ihe:option:: Short\n   :requires: |", ["Long Notes", "ITI-901"]),
        (".. ihe:actor-diagram::\n   :profile: SO|", ["SON"]),
        ("See :ihe:ac|", [":ihe:actor:"]),
        ("See :ihe:actor:`Note|", ["Note Source", "Note Keeper"]),
        ("See :ihe:transaction:`|", ["ITI-901"]),
        ("See :ihe:transaction:`provide and reg|", ["ITI-15", "ITI-41"]),
        ("See :ihe:option:`SON / |", ["SON / Long Notes"]),
        ("See :ihe:profile-actor:`SON|", ["SON / Note Source", "SON / Note Keeper"]),
        ("See :ihe:content-module:`|", ["Note"]),
        ("See :ihe:requirement:`|", ["R10"]),
        (".. ihe:actors-transactions::\n\n   |", ["Note Source:", "Note Keeper:"]),
        (".. ihe:actors-transactions::\n\n   Note Source:\n     |", ["ITI-901: "]),
        (".. ihe:actors-transactions::\n\n   Note Source: |", ["none"]),
        (".. ihe:actors-transactions::\n\n   Note Source:\n     ITI-901: |", ["R", "R initiator", "R responder"]),
        (".. ihe:actors-transactions::\n\n   Note Source:\n     ITI-901: O r|", ["O responder", "O receiver"]),
        (".. ihe:actors-transactions::\n\n   A:\n     ITI-1: R with the L|", ["R with the Long Notes Option"]),
        (".. ihe:actors-content-modules::\n\n   A:\n     |", ["Note: "]),
        (".. ihe:actors-options::\n\n   Note Source: [Long Notes, |]", ["Long Notes", "none"]),
        (".. ihe:required-groupings::\n\n   A:\n     - |", ["one of: ", "with: ", "when: "]),
        (".. ihe:required-groupings::\n\n   A:\n     - when: |", ["Long Notes"]),
        (".. ihe:required-groupings::\n\n   A:\n     - CT|", ["CT / Time Server", "CT / Time Client"]),
        (".. ihe:required-groupings::\n\n   A:\n     - one of: [Note|", ["Note Source", "Note Keeper"]),
        (
            ".. ihe:required-groupings::\n\n   A:\n     - SON / Note Source with |",
            ["SON / Note Source with the Long Notes Option"],
        ),
        (".. ihe:actor-roles::\n\n   |", ["initiator:", "responder:", "receiver:"]),
        (".. ihe:actor-roles::\n\n   initiator:\n     |", ["Note Source: ", "Note Keeper: "]),
        (".. ihe:process-flow::\n\n   Note Source -> |", ["Note Source", "Note Keeper"]),
        (".. ihe:process-flow::\n\n   alt|", ["alt "]),
        (".. ihe:interaction-diagram::\n\n   A -> B: x\n   deac|", ["deactivate "]),
        (".. ihe:integration-statement:: P 1\n\n   |", ["vendor: ", "product: "]),
        (".. ihe:integration-statement:: P 1\n\n   profiles:\n     SO|", ["SON:"]),
        (".. ihe:integration-statement:: P 1\n\n   profiles:\n     SON:\n       Note S|", ["Note Source: "]),
        (".. ihe:integration-statement:: P 1\n\n   profiles:\n     SON:\n       Note Source: [|", ["Long Notes"]),
    ],
)
def test_what_is_offered_first(text: str, first: list[str]) -> None:
    assert offered(text)[: len(first)] == first


def test_a_role_in_markdown() -> None:
    assert offered("See {ihe:act|", markdown=True)[0] == "ihe:actor"


def test_the_profile_that_an_option_names_counts() -> None:
    text = ".. ihe:actors-options::\n   :profile: XDS.b\n\n   Document Source: [Document Repl|"
    assert offered(text) == ["Document Replacement"]


def test_letters_in_their_order_are_enough() -> None:
    assert "Document Repository" in offered("See :ihe:actor:`docrep|")


def test_too_many_are_offered_in_part() -> None:
    here = typed(["See :ihe:transaction:`"], 0, 22, markdown=False)
    assert here is not None
    found, whole = candidates(read_texts({}, Config()).framework, TypedPlace(here, "index.rst", [""]))
    assert (len(found), whole) == (MOST, False)
