"""Whatever can be written reaches a reader: it is printed, exported and compared, or stands below with a reason."""

from __future__ import annotations

import inspect
from functools import cache
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from conftest import Site

from sphinx_ihe.framework import config, inventory
from sphinx_ihe.framework.diff import compare
from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.framework.inventory.writing import inventory as inventory_of
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.language import Place, Record, Written, tables
from sphinx_ihe.language.directives import DIRECTIVES, Directive, Option
from sphinx_ihe.printing.tables import TablePrinter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_ihe.language import Page

WAYS = frozenset({"printed", "exported", "compared"})

UNPRINTED = frozenset({"printed"})

OPTIONS: dict[tuple[str, str], frozenset[str]] = {
    ("ihe:profile", "chapter"): UNPRINTED,  # but as the number of the section whose title it takes
    ("ihe:transaction", "section"): UNPRINTED,
    ("ihe:profile-actor", "profile"): UNPRINTED,  # but in the index, and in lists
    ("ihe:option", "profile"): UNPRINTED,
    ("ihe:use-case", "profile"): UNPRINTED,
    ("ihe:actor", "abstract"): UNPRINTED,  # for rules: no product needs to be one
}
"""The ways that an option of a declaration does not go, and why."""

FIELDS = {
    "Note.number": UNPRINTED,  # but under the table, which is no row of it
    "Note.text": UNPRINTED,
    "Table.caption": frozenset({"exported", "compared"}),  # a framework says the same under another caption
    "Table.complete": frozenset({"printed", "compared"}),  # how much could be read is no fact of a framework
    "Table.typed": frozenset({"exported", "printed", "compared"}),  # of who wrote the table, not of what it says
    "Use.name": frozenset({"compared"}),  # the name of what another framework declares
    "Use.side": WAYS,  # the words of `sides`, for findings
    "Partner.domain": frozenset({"compared"}),  # follows from the profile
    "Player.description": frozenset({"compared"}),  # prose
    "TransactionRole.side": WAYS,  # the words of `sides`, for findings
    "TransactionRole.generic": frozenset({"compared"}),  # what a role is called binds nobody
}
"""The ways that a field of a row does not go, and why."""

SAMPLES = {"ihe:transaction status": "deferred", "ihe:issue state": "closed"}
"""Values where the example of an option is what goes without saying."""

PARENT = """
.. ihe:profile:: Another Profile (XYZ)

.. ihe:transaction:: Keep Wound Image [PCC-31]

"""


def lacking(found: set[str], without: frozenset[str]) -> str:
    """What is missing, in words; also what is there after all."""
    return ", ".join(f"not {way}" for way in sorted(WAYS - found - without)) + "".join(
        f", {way} after all" for way in sorted(found & without)
    )


# -- options of declarations ------------------------------------------------------------------------------------------

DECLARED = [(each, option) for each in DIRECTIVES.values() if each.makes == "declaration" for option in each.options]


def text(directive: Directive, option: Option | None = None) -> str:
    argument, _, body = directive.example.partition("\n")
    said = SAMPLES.get(f"{directive.name} {option.name}", option.example) if option else ""
    lines = [f".. {directive.name}:: {argument}", *([f"   :{option.name}: {said}"] if option else []), ""]
    return PARENT + "\n".join([*lines, *(f"   {line}" for line in body.strip().splitlines()), ""])


def page_of(directive: Directive, option: Option | None) -> str:
    return "-".join([directive.name[4:], *([option.name] if option else [])])


@cache
def exported(source: str) -> inventory.Inventory:
    found = config.read(b"framework: {domain: PCC}\n", "ihe.yaml")
    return inventory_of(read_texts({"a.rst": source}, found).framework, found)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One project with a page for each declaration without options, and one for each of its options."""
    folder = tmp_path_factory.mktemp("dropped")
    pages = {
        page_of(each, option): text(each, option) for each, option in [*DECLARED, *((d, None) for d, _ in DECLARED)]
    }
    (folder / "conf.py").write_text("extensions = ['sphinx_ihe']\n", "utf-8")
    (folder / "index.rst").write_text("Index\n=====\n\n.. toctree::\n   :glob:\n\n   *\n", "utf-8")
    for name, source in pages.items():
        (folder / f"{name}.rst").write_text(f"Title\n=====\n{source}", "utf-8")
    return Site(folder, folder / "_build").build("text", nitpicky=False).out


@pytest.mark.parametrize(("directive", "option"), DECLARED, ids=lambda each: each.name)
def test_an_option_of_a_declaration(directive: Directive, option: Option, printed: Path) -> None:
    before, after = exported(text(directive)), exported(text(directive, option))
    pages = [(printed / f"{page_of(directive, each)}.txt").read_text("utf-8") for each in (None, option)]
    ways = {"exported": before != after, "compared": compare(before, after) != (), "printed": pages[0] != pages[1]}
    found = {way for way, goes in ways.items() if goes}
    missing = lacking(found, OPTIONS.get((directive.name, option.name), frozenset()))
    assert not missing, f"{directive.name} :{option.name}: {missing}"


# -- fields of tables -------------------------------------------------------------------------------------------------

ROWS = """
.. ihe:profile:: Shared Wound Images (SWI)

.. ihe:actors-transactions::
   :caption: Images

   Camera (1):
     PCC-30: R initiator with the Batch Option (1)
     Keep Image [PCC-31]: {optionality: O, deferred: true}
   Archive: none
   notes:
     1: Once.

.. ihe:actors-content-modules::

   Camera:
     Report: O initiator with the Batch Option (1)
   notes:
     1: Once.

.. ihe:actors-options::

   Camera (1): [Batch (1)]
   Archive: none
   notes:
     1: Once.

.. ihe:required-groupings::

   Camera (1):
     - one of:
         - ITI XDS.b / Document Source with the Document Replacement Option (1)
         - Archive
       when: Batch
       content: Bindings
     - with: CT / Time Client
       condition: With a clock.
   Archive: none
   notes:
     1: Once.

.. ihe:transaction:: Send Image [PCC-30]

.. ihe:actor-roles::

   initiator (Content Sender):
     Camera (1): Sends it.
   notes:
     1: Once.
"""


KEPT = ("Written | None", "Written", "bool", "str", "tuple[str, ...]", "tuple[Written, ...]")
"""What a row says, but for its place and for the records that it holds."""


def fields() -> Iterator[tuple[type[Record], str]]:
    """The fields of all rows and cells, and of what tables have beside them."""
    for record in vars(tables).values():
        if isinstance(record, type) and issubclass(record, Record) and record.__module__ == tables.__name__:
            own = inspect.get_annotations(record).items()
            if record not in (tables.Listing, tables.RowEnd):
                yield from ((record, name) for name, kept in own if kept in KEPT)


def changed(value: Any, record: type[Record], field: str) -> Any:
    """A value with one field of some records said otherwise."""
    if isinstance(value, tuple):
        return tuple(changed(each, record, field) for each in value)
    if not isinstance(value, Record) or isinstance(value, Place):
        return value
    said = {name: changed(getattr(value, name), record, field) for name in value.__struct_fields__}
    if isinstance(value, record):
        said[field] = otherwise(said[field])
    return type(value)(**said)


def otherwise(value: Any) -> Any:
    match value:
        case Written():
            return Written(
                {"R": "O", "O": "R", "1": "2", "PCC-30": "PCC-32"}.get(value.text, f"{value.text}s"), value.place
            )
        case bool():
            return not value
        case ("initiator",):
            return ("receiver",)
        case tuple():
            return tuple(map(otherwise, value))
        case _:
            return value


def outputs(pages: tuple[Page, ...]) -> tuple[list[Any], inventory.Inventory]:
    found = config.read(b"framework: {domain: PCC}\n", "ihe.yaml")
    framework = Framework(pages, found.facts())
    printer = TablePrinter(framework)
    return [printer.print(table) for page in pages for table in page.tables], inventory_of(framework, found)


@cache
def rows() -> tuple[Page, ...]:
    reading = read_texts({"a.rst": dedent(ROWS)}, config.read(b"framework: {domain: PCC}\n", "ihe.yaml"))
    assert not [problem.message for problem in reading.framework.problems]
    return reading.framework.pages


@pytest.mark.parametrize(("record", "field"), list(fields()), ids=lambda each: getattr(each, "__name__", each))
def test_a_field_of_a_row(record: type[Record], field: str) -> None:
    pages = tuple(msgspec.structs.replace(page, tables=changed(page.tables, record, field)) for page in rows())
    assert pages != rows(), f"nothing in ROWS has a {field}"
    (tables_before, before), (tables_after, after) = outputs(rows()), outputs(pages)
    ways = {
        "exported": before != after,
        "compared": compare(before, after) != (),
        "printed": tables_before != tables_after,
    }
    found = {way for way, goes in ways.items() if goes}
    missing = lacking(found, FIELDS.get(f"{record.__name__}.{field}", frozenset()))
    assert not missing, f"{record.__name__}.{field}: {missing}"
