"""Tables as IHE prints them: source text in, printed table out."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import reader
from sphinx_ihe.printing.cells import Cell, Link, plain, weave
from sphinx_ihe.printing.tables import TablePrinter

if TYPE_CHECKING:
    from sphinx_ihe.printing import tables

FRAMEWORK = """
Sending of Letters (SEND) Profile
=================================

.. ihe:profile::
   :chapter: 4

.. ihe:option:: Registered Mail
.. ihe:profile-actor:: Letter Writer
.. ihe:transaction:: Post Letter [DEMO-1]
.. ihe:transaction:: Deliver Letter [DEMO-2]
   :section: 3.22

.. ihe:actor-roles::

   initiator:
     Post Office: Brings it.
   responder and initiator (Reader):
     Letter Reader: Takes it.
     Secretary (1): Takes it too.
   notes:
     1: Where there is one.
"""


def printed(body: str, yaml: str = "framework: {domain: DEMO}") -> tables.PrintedTable:
    from sphinx_ihe.framework import config

    settings = config.read(yaml.encode(), "ihe.yaml")
    reading = reader.read_texts({"index.rst": FRAMEWORK + dedent(body)}, settings)
    table = reading.framework.pages[0].tables[-1]
    return TablePrinter(reading.framework).print(table)


def shown(body: str) -> list[str]:
    """Heads and rows with bars between the cells; a cell over several rows stands in its first."""
    table = printed(body)
    rows = [" | ".join(plain(cell.parts) if cell.rows else "^" for cell in row) for row in table.rows]
    return [table.caption, " | ".join(column.head for column in table.columns), *rows]


def test_actors_transactions() -> None:
    table = """
        .. ihe:actors-transactions::

           Letter Writer:
             DEMO-1: R initiator
             DEMO-2: [O responder, R receiver with the Registered Mail Option (1)]
           Post Office:
             DEMO-2: C (2)
           Letter Reader (3):
             Deliver Letter [DEMO-2]: O
             Read Letter [DEMO-9]: {optionality: O, deferred: true}
             ITI-18: R
           Secretary: none
           notes: {1: One., 2: Two., 3: Three.}
        """
    assert shown(table) == [
        "SEND Profile - Actors and Transactions",
        "Actors | Transactions | Initiator or Responder | Optionality | Reference",
        "Letter Writer | Post Letter [DEMO-1] | Initiator | R | DEMO TF-2: 3.1",
        "^ | Deliver Letter [DEMO-2] | Responder | O | DEMO TF-2: 3.22",
        "^ | Deliver Letter [DEMO-2] | Receiver | R (with the Registered Mail Option) (See Note 1) | DEMO TF-2: 3.22",
        "Post Office | Deliver Letter [DEMO-2] | Initiator | C (See Note 2) | DEMO TF-2: 3.22",
        "Letter Reader (See Note 3) | Deliver Letter [DEMO-2] | Responder and Initiator | O | DEMO TF-2: 3.22",
        "^ | Read Letter [DEMO-9] | -- | O (deferred) | --",
        "^ | Registry Stored Query [ITI-18] | -- | R | ITI TF-2: 3.18",
        "Secretary | None | -- | -- | --",
    ]


def test_names_lead_somewhere() -> None:
    table = printed(
        """
        .. ihe:actors-transactions::

           Letter Writer:
             demo-01: R with the Registered Mail Option
           Post Office:
             DEMO-2: R
        """
    )
    writer, office = table.rows
    assert writer[0] == Cell((Link("profile-actor", "SEND / Letter Writer", "Letter Writer"),))
    assert office[0] == Cell((Link("actor", "Post Office", "Post Office"),))
    assert writer[1].parts == (Link("transaction", "DEMO-1", "Post Letter [DEMO-1]"),)
    assert writer[3].parts == (
        "R",
        " (with the ",
        Link("option", "SEND / Registered Mail", "Registered Mail"),
        " Option)",
    )
    assert writer[4].parts == (Link("transaction", "DEMO-1", "DEMO TF-2: 3.1"),)


def test_actors_content_modules() -> None:
    table = """
        .. ihe:actors-content-modules::

           Letter Writer: {Letter Content: R}
           Post Office: none
        """
    assert shown(table) == [
        "SEND Profile - Actors and Content Modules",
        "Actors | Content Modules | Optionality | Reference",
        "Letter Writer | Letter Content | R | --",
        "Post Office | None | -- | --",
    ]


def test_actors_options() -> None:
    table = """
        .. ihe:actors-options::
           :caption: Options of the Sender

           Letter Writer: [Registered Mail (1), Air Mail]
           Post Office: none
           notes: {1: One.}
        """
    assert shown(table) == [
        "Options of the Sender",
        "Actor | Option Name | Reference",
        "Letter Writer | Registered Mail (See Note 1) | Registered Mail Option",
        "^ | Air Mail | --",
        "Post Office | None | --",
    ]


def test_groupings_form_1() -> None:
    table = """
        .. ihe:required-groupings::

           Letter Writer:
             - ITI CT / Time Client (1)
             - ATNA / Secure Node or Secure Application
             - XDS.b / Document Source with the Document Replacement, Basic Patient Privacy Enforcement and Folder Management Options
             - Post Office
           Post Office:
             - one of: [NONE / Nobody, XDS.b / Document Source with the Document Replacement Option]
               content: "PCC TF-2: 4.1"
           Secretary: none
           notes: {1: One.}
        """  # noqa: E501
    assert shown(table) == [
        "SEND - Required Actor Groupings",
        "SEND Actor | Actor(s) to be grouped with | Reference | Content Bindings Reference",
        "Letter Writer | ITI CT / Time Client (See Note 1) | ITI TF-1: 7 | --",
        "^ | ATNA / Secure Node or Secure Application | ITI TF-1: 9 | --",
        (
            "^ | XDS.b / Document Source with the Document Replacement, Basic Patient Privacy Enforcement "
            "and Folder Management Options | ITI TF-1: 10 | --"
        ),
        "^ | SEND / Post Office | DEMO TF-1: 4 | --",
        "Post Office | NONE / Nobody | -- | PCC TF-2: 4.1",
        "^ | or XDS.b / Document Source with the Document Replacement Option | ITI TF-1: 10 | ^",
        "Secretary | None | -- | --",
    ]


def test_groupings_form_2() -> None:
    table = """
        .. ihe:required-groupings::

           Letter Writer:
             - ITI CT / Time Client
             - when: Registered Mail
               with: [Post Office, Secretary]
             - condition: Only on Sundays
               with: [Post Office]
           Post Office: none
        """
    assert shown(table)[1:] == [
        "SEND Actor | Grouping Condition | Actor(s) to be grouped with | Reference",
        "Letter Writer | Required | ITI CT / Time Client | ITI TF-1: 7",
        "^ | With the Registered Mail Option | SEND / Post Office | DEMO TF-1: 4",
        "^ | ^ | SEND / Secretary | DEMO TF-1: 4",
        "^ | Only on Sundays | SEND / Post Office | DEMO TF-1: 4",
        "Post Office | -- | None | --",
    ]


def test_actor_roles() -> None:
    assert shown("") == [
        "Actor Roles",
        "Role | Description | Actor(s)",
        "Initiator | Brings it. | Post Office",
        "Reader (Responder and Initiator) | Takes it. | Letter Reader",
        "^ | Takes it too. | Secretary (See Note 1)",
    ]


@pytest.mark.parametrize("body", ["", "   Letter Writer: [\n", "   - Letter Writer\n"])
def test_unreadable_body(body: str) -> None:
    table = printed(f"\n.. ihe:actors-options::\n\n{body}")
    assert table.caption == "SEND - Actors and Options"
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_homeless_table() -> None:
    reading = reader.read_texts({"index.rst": ".. ihe:actors-options::\n\n   Letter Writer: none\n"})
    table = TablePrinter(reading.framework).print(reading.framework.pages[0].tables[0])
    assert table.caption == "Actors and Options"
    assert [plain(cell.parts) for cell in table.rows[0]] == ["Letter Writer", "None", "--"]


def test_translation_may_change_the_order() -> None:
    mention = Link("option", "SEND / Registered Mail", "Registered Mail")
    assert weave("mit der Option „{option}“: {optionality}", optionality="R", option=mention) == (
        "mit der Option „",
        mention,
        "“: R",
    )


def test_numbers_of_sections() -> None:
    reading = reader.read_texts(
        {"index.rst": f"{FRAMEWORK}\n.. ihe:actors-options::\n\n   Letter Writer: [Registered Mail]\n"}
    )
    printer = TablePrinter(reading.framework, number=lambda declaration: "4.2.1")
    table = printer.print(reading.framework.pages[0].tables[-1])
    assert plain(table.rows[0][2].parts) == "Section 4.2.1"
