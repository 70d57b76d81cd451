"""Tables that were typed by hand: the same facts in every form give the same findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework.config import Config, LintKeys
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.rules.rule import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_ihe.language.findings import Finding

Rows = list[list[str]]

USES: Rows = [
    ["Actors", "Transactions", "Initiator or Responder", "Optionality", "Reference"],
    ["Document Source", "Provide and Register Document Set-b [ITI-41]", "Initiator", "R", "ITI TF-2: 3.41"],
    ["Document Repository", "Provide and Register Document Sets [ITI-41]", "Responder", "R", "ITI TF-2: 3.41"],
    ["", "Register Document Set-b [ITI-942]", "Initiator", "O", ""],
]
OPTIONS: Rows = [
    ["Actor", "Option", "Reference"],
    ["Document Source", "Quick", "Here"],
    ["Document Registry", "No options defined", "--"],
]
GROUPINGS: Rows = [
    ["Actor", "Actor(s) to be grouped with", "Reference"],
    ["Document Source", "CT / Time Clint", "ITI TF-1: 7"],
    ["Document Repository", "None", "--"],
]
DIRECTIVES = """
.. ihe:profile::

.. ihe:actors-transactions::

   Document Source:
     Provide and Register Document Set-b [ITI-41]: R initiator
   Document Repository:
     Provide and Register Document Sets [ITI-41]: R responder
     Register Document Set-b [ITI-942]: O initiator

.. ihe:actors-options::

   Document Source: [Quick]
   Document Registry: none

.. ihe:required-groupings::

   Document Source:
     - CT / Time Clint
   Document Repository: none
"""
TITLE = "Remote Measurement (RM) Profile"
JUDGED = ("IHE2", "IHE3", "IHE404")
UNDER = f"{TITLE}\n{'=' * len(TITLE)}\n"


def _widths(rows: Rows) -> list[int]:
    return [max(len(row[at]) for row in rows) + 1 for at in range(len(rows[0]))]


def _list_table(rows: Rows, indent: str = "   ") -> str:
    lines = [f"{indent}{'* -' if at == 0 else '  -'} {cell}".rstrip() for row in rows for at, cell in enumerate(row)]
    return "\n".join(lines)


def _csv(rows: Rows) -> str:
    return "\n".join("   " + ", ".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)


def _simple(rows: Rows) -> str:
    widths = _widths(rows)
    rule = " ".join("=" * width for width in widths)
    # A blank first cell would go on with the row above.
    rows = [[row[0] or "\\", *row[1:]] for row in rows]
    lines = [" ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([rule, lines[0], rule, *lines[1:], rule])


def _grid(rows: Rows) -> str:
    widths = _widths(rows)
    rule = "+" + "+".join("-" * (width + 1) for width in widths) + "+"
    lines = [
        "|" + "|".join(f" {cell.ljust(width)}" for cell, width in zip(row, widths, strict=True)) + "|" for row in rows
    ]
    return "\n".join([rule, *(text for line in lines for text in (line, rule))])


def _pipes(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _html(rows: Rows) -> str:
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in cells) + "\n</table>"


def _merged_html(rows: Rows) -> str:
    """The same with links, and a cell that is merged where it is blank."""
    lines = []
    for at, row in enumerate(rows):
        blank = at + 1 < len(rows) and not rows[at + 1][0]
        first = f"<td{' rowspan=2' if blank else ''}>{row[0]}</td>" if row[0] else ""
        lines.append("<tr>" + first + "".join(f'<td><a href="x.html">{cell}</a></td>' for cell in row[1:]) + "</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.splitlines())


FORMS: dict[str, tuple[str, Callable[[Rows], str]]] = {
    "list-table": ("rst", lambda rows: ".. list-table::\n   :header-rows: 1\n\n" + _list_table(rows)),
    "csv-table": ("rst", lambda rows: ".. csv-table::\n\n" + _csv(rows)),
    "simple": ("rst", _simple),
    "grid": ("rst", _grid),
    "grid in a table directive": ("rst", lambda rows: ".. table:: A title\n\n" + _indented(_grid(rows))),
    "raw html": ("rst", lambda rows: ".. raw:: html\n\n" + _indented(_html(rows))),
    "pipes": ("md", _pipes),
    "pipes with links": ("md", lambda rows: _pipes([[f"[{c}](x.md)" if c else "" for c in row] for row in rows])),
    "myst list-table": ("md", lambda rows: "```{list-table}\n" + _list_table(rows, "") + "\n```"),
    "html": ("md", _html),
    "merged html": ("md", _merged_html),
}


def _document(form: str) -> tuple[str, str]:
    suffix, write = FORMS[form]
    tables = "\n\n".join(write(rows) for rows in (USES, OPTIONS, GROUPINGS))
    return f"index.{suffix}", (f"# {TITLE}\n\n" if suffix == "md" else f"{UNDER}\n") + tables + "\n"


def _findings(name: str, text: str, config: Config | None = None) -> list[Finding]:
    found = check(read_texts({name: text}, config).framework)
    return [finding for finding in found if finding.code.startswith(JUDGED)]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_faults_in_every_form(form: str) -> None:
    expected = sorted((f.code, f.message) for f in _findings("index.rst", UNDER + DIRECTIVES))
    assert len(expected) > 4
    name, text = _document(form)
    assert sorted((f.code, f.message) for f in _findings(name, text)) == expected, text


@pytest.mark.parametrize("form", FORMS)
def test_findings_stand_at_the_cell(form: str) -> None:
    name, text = _document(form)
    lines = text.splitlines()
    places = {f.code: f.place for f in _findings(name, text) if f.code in ("IHE301", "IHE302", "IHE404")}
    for code, words in (("IHE301", "ITI-942"), ("IHE302", "Document Sets"), ("IHE404", "Time Clint")):
        place = places[code]
        assert words in lines[place.line - 1][place.column - 1 : place.end_column - 1], (code, place)


def test_turned_off() -> None:
    config = Config(lint=LintKeys(hand_written_tables=False))
    for form in FORMS:
        assert not _findings(*_document(form), config)


@pytest.mark.parametrize(
    "text",
    [
        ".. code-block:: rst\n\n" + _indented(_grid(USES)),
        "As in::\n\n" + _indented(_grid(USES)),
        "..\n" + _indented(_grid(USES)),
    ],
)
def test_what_is_no_text_is_no_table(text: str) -> None:
    assert not _findings("index.rst", f"{UNDER}\n{text}\n")


@pytest.mark.parametrize("text", [f"```\n{_pipes(USES)}\n```", f"<!--\n{_html(USES)}\n-->"])
def test_what_is_no_text_is_no_table_in_markdown(text: str) -> None:
    assert not _findings("index.md", f"# {TITLE}\n\n{text}\n")


def test_rules_that_ask_for_directives_are_silent() -> None:
    name, text = _document("pipes")
    codes = {finding.code for finding in check(read_texts({name: text}).framework)}
    assert not codes & {"IHE303", "IHE310", "IHE401", "IHE402", "IHE406", "IHE701", "IHE702"}
