"""A book of all that is hard to print, read as a reader does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Book, BookOf

STRESS = Path(__file__).parents[1] / "roots" / "pdf-stress"
NAME = re.compile(r"(First|Second) level \w+|Six levels|Table \d\.\d|Eighty rows|Nine columns.*|Cells over.*")
MARGIN = 70.0
"""Points; Typst's margin on Letter is 2.5 cm."""


@pytest.fixture(scope="module")
def stress(book_of: BookOf) -> Book:
    return book_of(STRESS)


def test_nothing_but_the_dead_link_is_reported(stress: Book) -> None:
    assert stress.messages == ["references.rst:154: WARNING: undefined label: 'nowhere' [ref.ref]"]
    assert "A link to nowhere is dead" in stress.text


def test_no_text_leaves_its_page(stress: Book) -> None:
    assert stress.outside(MARGIN) == []


def test_every_row_of_a_long_table_is_there_under_its_head(stress: Book) -> None:
    for number in range(1, 81):
        cells = f"row{number}Thetextofrownumber{number},whichtakestwolinesorthreeinitscolumn.C-{number:03}"
        (page,) = [page for page in stress.pages if cells in "".join(page.split())]
        assert "RowTextCodeNote" in "".join(page.split())


def test_a_table_of_nine_columns_and_two_heads_is_whole(stress: Book) -> None:
    (page,) = [index for index, text in enumerate(stress.pages) if "Where it is told" in text]
    width, height = stress.pdf[page].get_size()
    assert width > height
    text = "".join(stress.pages[page].split())
    assert "WhatitisWhatitholdsWhereitistoldElementOptionalityCardinality" in text
    for number in range(1, 8):
        assert f"urn:oid:2.16.840.1.{number}" in text
        assert f"shallbevalue{number}" in text
        assert f"Hospital^^^^^^^^^1.2.{number}" in text


def test_words_that_are_wider_than_their_columns_are_whole(stress: Book) -> None:
    for word in (
        "Supercalifragilisticexpialidocious",
        "1.3.6.1.4.1.19376.1.2.27.3.1.4.1.19376",
        "https://example.org/fhir/StructureDefinition/a-definition-with-a-long-name",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789",
    ):
        assert word in stress.bare


def test_every_link_leads_to_what_it_says(stress: Book) -> None:
    links = [link for link in stress.links() if link.goal is not None]
    told = [link for link in links if NAME.fullmatch(link.text.strip())]
    assert len(told) >= 150
    for link in told:
        name = re.sub(r"(Table .*)", r"\1:", link.text.strip())
        assert name in " ".join(stress.pages[link.goal].split()), link
    assert len(links) >= 300


def test_headings_of_six_levels_have_their_numbers(stress: Book) -> None:
    for number, name in (("1", "Six levels"), ("1.1", "First level two"), ("1.1.1.1.1.1", "First level six")):
        assert f"{number} {name}" in stress.text
    assert f"{'=' * 6} #section-number[1.2.1.1.1.1] Second level six" in stress.markup


def test_a_note_in_a_heading_is_printed_once(stress: Book) -> None:
    assert stress.text.count("The note of a heading, which the contents do not print.") == 1
    assert "A heading with emphasis, code, a note1 and a link that is longer than one line can be" in stress.text


def test_every_character_is_there(stress: Book) -> None:
    for text in (
        "αβγδεζηθικλμνξοπρστυφχψω, Ελληνικά.",
        "абвгдежзийклмнопрстуфхцчшщъыьэюя, Русский язык.",
        "Zażółć gęślą jaźń. Turkish: İstanbul’da ığüşöç. Czech: Příliš žluťoučký kůň.",
        "€ £ ¥ © ® ™ § ¶ † ‡ • … – — ‘ ’ “ ” « » ° ± × ÷ ≤ ≥ ≠ ≈ ∞ √ ∑ → ← ↔ ⇒ ½ ¼ µ Ω.",
        """# $ * _ ` < > @ [ ] ~ ‘ “ \\ – — … // /* */ = + 1. / a: b #let x = 1; #panic(“no”)""",
        "<label> @reference $x$ https://example.org/a//b -1 a-1 -?.",
    ):
        assert text in stress.text


def test_all_kinds_of_boxes_and_lists_are_there(stress: Book) -> None:
    for kind in ("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso"):
        assert f"Text in the box of kind {kind}." in stress.text
    for text in (
        "Attention",
        "See also",
        "A title of its own",
        "Added in version 1.1",
        "— Someone",
        "Replace all of this.",
    ):
        assert text in stress.text
    for text in ("1. number in bullet in bullet", "a) letter in number", "ii. roman again", "D. to D", "(6) to six"):
        assert text in stress.text


def test_code_keeps_its_lines_and_their_numbers(stress: Book) -> None:
    for number in range(1, 81, 2):
        assert f"{number} def function_{number:02}(argument): # line {number}" in stress.text


def test_a_picture_is_told(stress: Book) -> None:
    assert "A bar that is wider than the page" in list(stress.pictures())


def test_the_same_input_gives_the_same_bytes(book_of: BookOf) -> None:
    files = {name: (STRESS / name).read_text("utf-8") for name in ("boxes.rst", "wide.svg", "conf.py")}
    files["index.rst"] = "Same\n====\n\n.. toctree::\n\n   boxes\n"
    assert book_of(files).data == book_of(files).data
