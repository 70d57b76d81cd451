"""What lists, the profile matrix, the General Introduction and Integration Statements print."""

from __future__ import annotations

import pytest

from sphinx_ihe.framework import config
from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.language import IntegrationStatement
from sphinx_ihe.printing.cells import Link, PrintedTable, plain
from sphinx_ihe.printing.lists import ListPrinter, Term
from sphinx_ihe.printing.lists.running_text import mentions
from sphinx_ihe.printing.tables import TablePrinter

YAML = "framework: {domain: DEMO, status: trial-implementation}\n"
TEXT = """
.. ihe:profile:: Sending of Letters (SEND)
   :type: transport
   :chapter: 2
   :oid: 2.999.10

.. ihe:profile:: Keeping of Letters (KEEP)
   :status: deprecated
   :oid: 2.999.9

.. ihe:actor:: Letter Writer

   Writes *letters*, see :ihe:transaction:`DEMO-10`,
   :ihe:actor:`who <Archivist>` and ``code``.

   More of it.

.. ihe:actor:: Archivist

.. ihe:actor:: Old Writer
   :renamed-to: Letter Writer

.. ihe:transaction:: Post Letter [DEMO-2]
.. ihe:transaction:: Keep Letter [DEMO-10]

   A letter is kept.

.. ihe:transaction:: Burn Letter [DEMO-3]

.. ihe:content-module:: Letter
   :oid: 2.999.1
   :format-code: urn:letter

.. ihe:actors-transactions::
   :profile: SEND

   Letter Writer:
     DEMO-2: R
     ITI-41: O

.. ihe:actors-content-modules::
   :profile: SEND

   Letter Writer:
     Letter: R

.. ihe:actors-options::
   :profile: SEND

   Letter Writer: [Registered Mail]

.. ihe:actors-transactions::
   :profile: KEEP

   Letter Writer: none
   Archivist:
     DEMO-10: R

.. ihe:option:: Registered Mail
   :profile: SEND

.. ihe:use-case:: Use Case #1: A Letter Home
   :profile: SEND
   :oid: 2.999.20

.. ihe:requirement:: R10
   :level: shall
   :actor: Archivist
   :transaction: DEMO-10

   The archivist SHALL keep it.

.. ihe:requirement:: R9
   :level: may
   :actor: Letter Writer
   :transaction: DEMO-2

   It MAY be long.

.. ihe:issue:: D-1: Who burns it?
   :closed-by: CP-7

.. ihe:issue:: D-2

   How long is it kept?

.. ihe:integration-statement:: Quill 2

   vendor: Feather Ltd
   date: 2026-01-01
   profiles:
     SEND:
       Letter Writer: [Registered Mail]
     KEEP:
       Letter Writer: []
       Archivist: []
"""


@pytest.fixture(scope="module")
def printer() -> ListPrinter:
    read = read_texts({"index.rst": TEXT}, config.read(YAML.encode(), "ihe.yaml"))
    assert read.framework.problems == ()
    return ListPrinter(TablePrinter(read.framework), (Term("wax", "Seals."), Term("Ink", "Writes.")))


def with_list(printer: ListPrinter, directive: str) -> list[PrintedTable]:
    """The tables of a list directive in a document of its own."""
    read = read_texts({"list.rst": directive}, config.read(YAML.encode(), "ihe.yaml"))
    assert read.framework.problems == ()
    (listing,) = read.framework.lists
    return [part.table for part in printer.print(listing)]


def rows(table: PrintedTable) -> list[list[str]]:
    return [[plain(cell.parts) for cell in row] for row in table.rows]


def heads(table: PrintedTable) -> list[str]:
    return [column.head for column in table.columns]


@pytest.mark.parametrize(
    ("directive", "expected"),
    [
        (
            "ihe:profile-list::",
            [
                ["Sending of Letters (SEND)", "transport", "Trial Implementation", "DEMO TF-1: 2"],
                ["Keeping of Letters (KEEP)", "--", "Deprecated", "KEEP Profile"],
            ],
        ),
        ("ihe:profile-list::\n   :actor: Archivist", [["Keeping of Letters (KEEP)", "Deprecated", "KEEP Profile"]]),
        ("ihe:actor-list::", [["Archivist", "KEEP"], ["Letter Writer", "SEND, KEEP"]]),
        ("ihe:actor-list::\n   :profile: SEND", [["Letter Writer", "SEND"]]),
        ("ihe:actor-list::\n   :profile: CT", [["Time Client", "CT"], ["Time Server", "CT"]]),
        (
            "ihe:transaction-list::",
            [
                ["Post Letter [DEMO-2]", "SEND", "DEMO TF-2: 3.2"],
                ["Burn Letter [DEMO-3]", "--", "DEMO TF-2: 3.3"],
                ["Keep Letter [DEMO-10]", "KEEP", "DEMO TF-2: 3.10"],
                ["Provide and Register Document Set-b [ITI-41]", "SEND", "ITI TF-2: 3.41"],
            ],
        ),
        ("ihe:transaction-list::\n   :actor: Archivist", [["Keep Letter [DEMO-10]", "KEEP", "DEMO TF-2: 3.10"]]),
        ("ihe:option-list::", [["SEND", "Registered Mail", "Letter Writer"]]),
        ("ihe:option-list::\n   :profile: KEEP", []),
        ("ihe:content-module-list::", [["Letter", "2.999.1", "urn:letter", "SEND"]]),
        ("ihe:content-module-list::\n   :profile: KEEP", []),
        (
            "ihe:requirement-list::",
            [
                ["R9", "MAY", "It MAY be long.", "Letter Writer", "Post Letter [DEMO-2]"],
                ["R10", "SHALL", "The archivist SHALL keep it.", "Archivist", "Keep Letter [DEMO-10]"],
            ],
        ),
        (
            "ihe:requirement-list::\n   :profile: KEEP\n   :actor: Archivist",
            [["R10", "SHALL", "The archivist SHALL keep it.", "Archivist", "Keep Letter [DEMO-10]"]],
        ),
        (
            "ihe:issue-list::",
            [["D-1", "closed", "Who burns it?", "CP-7"], ["D-2", "open", "How long is it kept?", "--"]],
        ),
        ("ihe:issue-list::\n   :state: open", [["D-2", "How long is it kept?"]]),
        (
            "ihe:oid-list::",
            [
                ["2.999.1", "content module", "Letter"],
                ["2.999.9", "profile", "Keeping of Letters (KEEP)"],
                ["2.999.10", "profile", "Sending of Letters (SEND)"],
                ["2.999.20", "use case", "SEND / A Letter Home"],
            ],
        ),
        (
            "ihe:oid-list::\n   :actor: Letter Writer\n   :profile: SEND",
            [["2.999.1", "content module", "Letter"], ["2.999.10", "profile", "Sending of Letters (SEND)"]],
        ),
        ("ihe:statement-list::", [["Quill 2", "Feather Ltd", "2026-01-01", "SEND, KEEP"]]),
        ("ihe:statement-list::\n   :profile: CT", []),
        ("ihe:profile-matrix::", [["Archivist", "", "X"], ["Letter Writer", "X", "X"]]),
        ("ihe:profile-matrix::\n   :profile: KEEP", [["Archivist", "X"], ["Letter Writer", "X"]]),
    ],
)
def test_rows(directive: str, expected: list[list[str]], printer: ListPrinter) -> None:
    (table,) = with_list(printer, f".. {directive}\n")
    assert rows(table) == expected
    assert {len(table.columns)} == {len(row) for row in table.rows} | {len(table.columns)}


def test_a_list_has_the_caption_that_is_given(printer: ListPrinter) -> None:
    (table,) = with_list(printer, ".. ihe:actor-list::\n   :caption: Who is who\n")
    assert table.caption == "Who is who"
    assert with_list(printer, ".. ihe:actor-list::\n")[0].caption == ""


def test_columns_that_have_nothing_are_left_out(printer: ListPrinter) -> None:
    assert heads(with_list(printer, ".. ihe:issue-list::\n")[0]) == ["Issue", "State", "Text", "Closed by"]
    assert heads(with_list(printer, ".. ihe:issue-list::\n   :state: open\n")[0]) == ["Issue", "Text"]
    assert heads(with_list(printer, ".. ihe:profile-matrix::\n")[0]) == ["Actor", "SEND", "KEEP"]


def test_the_marks_of_the_matrix_lead_to_the_actor_of_the_profile(printer: ListPrinter) -> None:
    (table,) = with_list(printer, ".. ihe:profile-matrix::\n")
    assert table.rows[0][2].parts == (Link("actor", "Archivist", "X"),)


def test_additions_to_the_general_introduction(printer: ListPrinter) -> None:
    actors, transactions, terms = with_list(printer, ".. ihe:general-introduction::\n")
    assert rows(actors) == [
        ["Archivist", "--"],
        ["Letter Writer", "Writes letters, see Keep Letter [DEMO-10], who and code."],
    ]
    assert [part for part in actors.rows[1][1].parts if isinstance(part, Link)] == [
        Link("transaction", "DEMO-10", "Keep Letter [DEMO-10]"),
        Link("actor", "Archivist", "who"),
    ]
    assert rows(transactions) == [
        ["Post Letter [DEMO-2]", "--"],
        ["Burn Letter [DEMO-3]", "--"],
        ["Keep Letter [DEMO-10]", "A letter is kept."],
    ]
    assert rows(terms) == [["Ink", "Writes."], ["wax", "Seals."]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain.", ["Plain."]),
        ("A *b* ``c`` **d** `e <f>`_.", ["A b c d e."]),
        ("See :ihe:actor:`Archivist`.", ["See ", ("actor", "Archivist", "Archivist"), "."]),
        ("{ihe:actor}`Archivist`, twice", [("actor", "Archivist", "Archivist"), ", twice"]),
        (":ihe:transaction:`DEMO-02`", [("transaction", "DEMO-2", "Post Letter [DEMO-2]")]),
        (":ihe:transaction:`~DEMO-2`", [("transaction", "DEMO-2", "[DEMO-2]")]),
        (":ihe:transaction:`it <DEMO-2>`", [("transaction", "DEMO-2", "it")]),
        (":ihe:option:`~SEND / Registered Mail`", [("option", "SEND / Registered Mail", "Registered Mail")]),
        (":ihe:transaction:`Post Letter [DEMO-2]`", [("transaction", "DEMO-2", "Post Letter [DEMO-2]")]),
        (
            ":ihe:option:`DEMO SEND / Registered Mail`",
            [("option", "SEND / Registered Mail", "DEMO SEND / Registered Mail")],
        ),
        (":ihe:option:`~DEMO SEND / Registered Mail`", [("option", "SEND / Registered Mail", "Registered Mail")]),
        (":ihe:actor:`!Archivist` *and* so", ["Archivist and so"]),
        (":math:`x` and :ihe:ins:`this`", ["x and this"]),
    ],
)
def test_running_text(text: str, expected: list[str | tuple[str, str, str]], printer: ListPrinter) -> None:
    parts = mentions(text, printer.tables)
    assert [part if isinstance(part, str) else tuple(part) for part in parts] == expected


def test_an_integration_statement(printer: ListPrinter) -> None:
    (statement,) = printer.tables.framework.declarations(IntegrationStatement)
    table = printer.statement(statement)
    assert heads(table) == ["Profiles Implemented", "Actors Implemented", "Options Implemented"]
    assert rows(table) == [
        ["Sending of Letters (SEND)", "Letter Writer", "Registered Mail"],
        ["Keeping of Letters (KEEP)", "Letter Writer", "None"],
        ["", "Archivist", "None"],
    ]
    assert [row[0].rows for row in table.rows] == [1, 2, 0]


def test_nothing_is_listed_of_nothing() -> None:
    printer = ListPrinter(TablePrinter(Framework([])))
    for kind in ("profile", "actor", "transaction", "option", "content-module", "requirement", "issue", "oid"):
        assert with_list(printer, f".. ihe:{kind}-list::\n")[0].rows == ()
    assert with_list(printer, ".. ihe:profile-matrix::\n")[0].rows == ()


def test_a_transaction_to_come_is_listed_under_the_name_that_a_table_gives_it() -> None:
    text = """\
.. ihe:profile:: Sending of Letters (SEND)

.. ihe:actors-transactions::

   Letter Writer:
     DEMO-7: {optionality: O, side: initiator, deferred: true, name: Recall Letter}

.. ihe:transaction-list::
"""
    framework = read_texts({"index.rst": text}, config.read(YAML.encode(), "ihe.yaml")).framework
    (part,) = ListPrinter(TablePrinter(framework), ()).print(framework.lists[0])
    assert rows(part.table) == [["Recall Letter [DEMO-7]", "SEND", "--"]]
