"""Where a thing is used: what is printed beside its declaration."""

from __future__ import annotations

import pytest

from sphinx_ihe.framework import config
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.printing.cells import Link, plain
from sphinx_ihe.printing.lists import UsesPrinter
from sphinx_ihe.printing.tables import TablePrinter

YAML = "framework: {domain: DEMO, status: trial-implementation}\n"
PROFILES = """
.. ihe:profile:: Keeping of Letters (KEEP)
   :chapter: 10

.. ihe:actors-transactions::

   Archivist:
     DEMO-10: R
     DEMO-2: R

.. ihe:required-groupings::

   Archivist:
     - SEND / Letter Writer with the Registered Mail Option
     - ITI CT / Time Client

.. ihe:profile:: Sending of Letters (SEND)
   :chapter: 9

.. ihe:actors-transactions::

   Letter Writer:
     DEMO-002: R
   Archivist: none

.. ihe:actors-content-modules::

   Letter Writer: {Letter: R}

.. ihe:actors-options::

   Letter Writer: [Registered Mail]
   Archivist: [Registered Mail]

.. ihe:profile-actor:: Letter Writer

.. ihe:option:: Registered Mail
"""
TRANSACTIONS = """
.. ihe:transaction:: Keep Letter [DEMO-10]

.. ihe:actor-roles::

   initiator: Letter Writer
   responder: Archivist

.. ihe:transaction:: Post Letter [DEMO-2]

.. ihe:actor-roles::

   initiator: Letter Writer
   responder: Letter Writer
"""
STATEMENTS = """
.. ihe:integration-statement:: Quill 10

   profiles: {SEND: {Letter Writer: [Registered Mail]}, KEEP: {Archivist: []}}

.. ihe:integration-statement:: Quill 2

   profiles: {SEND: {Letter Writer: []}, XDS.b: {Archivist: []}}
"""


@pytest.fixture(scope="module")
def printer() -> UsesPrinter:
    texts = {"profiles.rst": PROFILES, "transactions.rst": TRANSACTIONS, "statements.rst": STATEMENTS}
    read = read_texts(texts, config.read(YAML.encode(), "ihe.yaml"))
    assert read.framework.problems == ()
    return UsesPrinter(TablePrinter(read.framework))


@pytest.mark.parametrize(
    ("kind", "key", "lines"),
    [
        (
            "actor",
            "Letter Writer",
            [
                "Used in: SEND, KEEP (required grouping)",
                "Transactions: Post Letter [DEMO-2] (Initiator and Responder), Keep Letter [DEMO-10] (Initiator)",
                "Claimed by: Quill 2, Quill 10",
            ],
        ),
        (
            "actor",
            "Archivist",
            ["Used in: SEND, KEEP", "Transactions: Keep Letter [DEMO-10] (Responder)", "Claimed by: Quill 10"],
        ),
        ("actor", "Time Client", []),
        ("transaction", "DEMO-2", ["Used in: SEND, KEEP"]),
        ("transaction", "DEMO-10", ["Used in: KEEP"]),
        ("content-module", "Letter", ["Used in: SEND"]),
        (
            "option",
            "SEND / Registered Mail",
            ["Offered by: Letter Writer, Archivist", "Required by: KEEP", "Claimed by: Quill 10"],
        ),
        ("option", "KEEP / Registered Mail", []),
    ],
)
def test_lines(kind: str, key: str, lines: list[str], printer: UsesPrinter) -> None:
    assert [f"{label}: {plain(names)}" for label, names in printer.print(kind, key)] == lines


def test_an_actor_leads_to_what_the_profile_says_of_it(printer: UsesPrinter) -> None:
    used, *_ = printer.print("actor", "Letter Writer")
    assert used.names[0] == Link("profile-actor", "SEND / Letter Writer", "SEND")
    used, *_ = printer.print("actor", "Archivist")
    assert used.names[0] == Link("profile", "SEND", "SEND")
