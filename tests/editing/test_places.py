"""What a place names, where else it is named, what is said of it, and the outline around it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from sphinx_ihe.editing import describing
from sphinx_ihe.editing.occurrences import Occurrences, Thing
from sphinx_ihe.editing.outline import OutlineEntry, outline
from sphinx_ihe.framework.config import load
from sphinx_ihe.framework.reader import Reading, read_folder, read_texts

EXAMPLE = Path(__file__).parents[2] / "example_framework"


@pytest.fixture(scope="module")
def example() -> Reading:
    return read_folder(EXAMPLE, load(EXAMPLE / "ihe.yaml"))


@pytest.fixture(scope="module")
def occurrences(example: Reading) -> Occurrences:
    return Occurrences(example.framework)


def test_every_occurrence_is_where_its_words_stand(example: Reading, occurrences: Occurrences) -> None:
    lines = {file: text.split("\n") for file, text in example.texts.items()}
    assert len(occurrences.all) > 600
    for each in occurrences.all:
        place = each.place
        assert place.line == place.end_line
        assert lines[place.file][place.line - 1][place.column - 1 : place.end_column - 1] == each.text, each


def test_every_declaration_is_an_occurrence(example: Reading, occurrences: Occurrences) -> None:
    declared = {Thing(each.kind, each.key) for each in example.framework.all_declarations}
    assert {each.thing for each in occurrences.all if each.declares} == declared


TEXT = """\
Sharing of Notes (SON) Profile
==============================

.. ihe:profile::

A Note Source sends with Send Note [ITI-901] what the Note Source's user says to :ihe:profile-actor:`SON / Note Keeper`.

.. ihe:actor:: Note Source

   Sends notes.

.. ihe:actor:: Note Keeper

.. ihe:actors-transactions::

   Note Source:
     ITI-901: R initiator with the Long Notes Option
   Note Keeper:
     Send Note [ITI-901]: R

.. ihe:actors-options::

   Note Source: [Long Notes]

.. ihe:required-groupings::

   Note Source:
     - when: Long Notes
       with: [CT / Time Client, Note Keeper with the Long Notes Option]

.. ihe:option:: Long Notes
   :requires: ITI-901

   For :ihe:option:`more <SON / Long Notes>`.

.. ihe:transaction:: Send Note [ITI-901]

.. ihe:actor-roles::
   :transaction: ITI-901

   initiator:
     Note Source: Sends.

.. ihe:interaction-diagram::

   Note Source -> Note Keeper: Send Note [ITI-901]

.. ihe:actor-list::
   :profile: SON
   :actor: Note Keeper

.. ihe:integration-statement:: Pen 1

   product: Pen
   profiles:
     SON:
       Note Source: [Long Notes]
"""


@pytest.mark.parametrize(
    ("thing", "words", "lines"),
    [
        (Thing("profile", "SON"), "SON", [1, 6, 34, 49, 56]),
        (Thing("actor", "Note Source"), "Note Source", [6, 6, 8, 16, 23, 27, 42, 46, 57]),
        (Thing("actor", "Note Keeper"), "Note Keeper", [6, 12, 18, 29, 46, 50]),
        (Thing("transaction", "ITI-901"), "ITI-901", [6, 17, 19, 32, 36, 39, 46]),
        (Thing("transaction", "ITI-901"), "Send Note", [6, 19, 36, 46]),
        (Thing("option", "SON / Long Notes"), "Long Notes", [17, 23, 28, 29, 31, 34, 57]),
        (Thing("profile", "CT"), "CT", [29]),
        (Thing("integration-statement", "Pen 1"), "Pen 1", [52]),
    ],
)
def test_where_a_thing_is_named(thing: Thing, words: str, lines: list[int]) -> None:
    found = Occurrences(read_texts({"index.rst": TEXT}).framework).of(thing)
    assert [each.place.line for each in found if each.text == words] == lines


def test_what_is_at_a_place() -> None:
    occurrences = Occurrences(read_texts({"index.rst": TEXT}).framework)
    line = TEXT.split("\n")[5]
    assert occurrences.at("index.rst", 6, line.index("Note Source") + 1)[0].thing == Thing("actor", "Note Source")
    # Right behind a word counts as on it, and the space behind that does not.
    assert occurrences.at("index.rst", 6, line.index("Note Source") + len("Note Source") + 1)
    assert occurrences.at("index.rst", 6, line.index("sends") + 1) == []
    assert occurrences.at("other.rst", 6, 1) == []
    keeper = occurrences.at("index.rst", 6, line.index("Note Keeper") + 1)
    assert {each.thing.kind for each in keeper} == {"actor", "profile-actor"}


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (
            Thing("actor", "Note Source"),
            "**Note Source** — actor\n\nSends notes.\n\nUsed in: SON\n\nTransactions: Send Note \\[ITI-901\\] (Init",
        ),
        (Thing("profile", "SON"), "**Sharing of Notes (SON)** — profile\n\nA Note Source sends with Send Note"),
        (Thing("transaction", "ITI-18"), "**Registry Stored Query \\[ITI-18\\]** — transaction\n\nPublished by ITI"),
        (Thing("option", "SON / Long Notes"), "**Long Notes** — option of SON\n\nFor more."),
        (Thing("actor", "Time Client"), "**Time Client** — actor\n\nPublished, in CT"),
        (Thing("actor", "Nobody"), "**Nobody** — actor"),
    ],
)
def test_what_is_said_of_a_thing(thing: Thing, said: str) -> None:
    reading = read_texts({"index.rst": TEXT}, load(EXAMPLE / "ihe.yaml"))
    assert describing.describe(reading.framework, thing, reading.texts).startswith(said)


def test_what_a_transaction_is_for_stands_in_its_first_section() -> None:
    said = "\n\nSends *one*\nnote.\n\nMore."
    text = f"Send [ITI-901]\n==============\n\n.. ihe:transaction::\n   :oid: 1.2\n\nScope\n-----{said}"
    markdown = f"# Send [ITI-901]\n\n```{{ihe:transaction}}\n:oid: 1.2\n```\n\n## Scope{said}"
    for name, source in (("index.rst", text), ("index.md", markdown)):
        reading = read_texts({name: source})
        assert "Sends one note." in describing.describe(
            reading.framework, Thing("transaction", "ITI-901"), reading.texts
        ).split("\n")


def test_the_page_of_a_rule_is_markdown() -> None:
    page = "The ``a``.\n\nWhy.\n\nBad::\n\n    x\n\n      y\n\nGood::\n\n    z\n"
    fenced = "Bad:\n\n```rst\nx\n\n  y\n```\n\nGood:\n\n```rst\nz\n```"
    assert describing.page(page) == f"The `a`.\n\nWhy.\n\n{fenced}"


def shown(entries: list[OutlineEntry], depth: int = 0) -> list[str]:
    return [
        line
        for each in entries
        for line in (
            f"{'  ' * depth}{each.kind} {each.name} {each.place.line}-{each.last}",
            *shown(each.inside, depth + 1),
        )
    ]


def test_the_outline_of_a_document() -> None:
    text = dedent("""\
        Notes (N) Profile
        =================

        .. ihe:profile::

        .. ihe:actors-transactions::

           Note Source: none

        Options
        -------

        .. ihe:option:: Long

        Text Option
        ~~~~~~~~~~~

        .. ihe:option::

        More
        ----
        """)
    assert shown(outline(read_texts({"index.rst": text}).framework, "index.rst", 20)) == [
        "profile Notes (N) Profile 1-20",
        "  table actors-transactions 6-6",
        "  section Options 10-19",
        "    option Long 13-13",
        "    option Text Option 15-19",
        "  section More 20-20",
    ]
