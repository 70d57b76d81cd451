"""Fixes as texts before and after; ``[old|new]`` in a text marks an edit, with ``?`` in front one that is not safe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.editing.fixes import mend
from sphinx_ihe.language import Place
from sphinx_ihe.language.findings import Edit, Finding, Fix, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK = re.compile(r"(\??)\[([^|\]]*)\|([^\]]*)\]")
FILE = "a.rst"


def at(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, as editors count them."""
    before = re.split("\r\n|\r|\n", text[:offset])
    return len(before), len(before[-1]) + 1


def finding(edits: Sequence[Edit], *, safe: bool = True) -> Finding:
    return Finding(edits[0].place, "IHE000", "a-fault", Severity.error, "a fault", fix=Fix(safe, tuple(edits)))


def read(marked: str, file: str = FILE) -> tuple[str, list[Finding]]:
    """A text without its marks, and a finding for each of them."""
    clean, position = "", 0
    spans: list[tuple[bool, int, int, str]] = []
    for mark in MARK.finditer(marked):
        clean += marked[position : mark.start()]
        spans.append((not mark[1], len(clean), len(clean) + len(mark[2]), mark[3]))
        clean += mark[2]
        position = mark.end()
    clean += marked[position:]
    return clean, [
        finding([Edit(Place(file, *at(clean, start), *at(clean, end)), new)], safe=safe)
        for safe, start, end, new in spans
    ]


def mended(marked: str, file: str = FILE, *, unsafe: bool = False) -> str:
    text, findings = read(marked, file)
    return mend({file: text}, findings, unsafe=unsafe).texts.get(file, text)


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("a [b|c] d\n", "a c d\n"),
        ("[a|longer]\r\n[b|c]\r\n", "longer\r\nc\r\n"),
        ("\t[a|b]\n\n[c|]d", "\tb\n\nd"),
        ("a\n[|new\n]b\n", "a\nnew\nb\n"),
        ("a\r\n[|new\n]b\r\n", "a\r\nnew\r\nb\r\n"),
        ("é\u3000[é|x]\n", "é\u3000x\n"),
        ("a [b\nc|d] e\n", "a d e\n"),
        ("[a|b]", "b"),
    ],
)
def test_edits_are_made_where_they_stand(marked: str, after: str) -> None:
    assert mended(marked) == after


def test_lines_are_those_of_the_markup() -> None:
    text = "a\u2028b c\n"
    edit = Edit(Place("a.rst", 2, 3, 2, 4), "d")
    assert mend({"a.rst": text}, [finding([edit])]).texts == {"a.rst": "a\u2028b d\n"}
    edit = Edit(Place("a.md", 1, 5, 1, 6), "d")
    assert mend({"a.md": text}, [finding([edit])]).texts == {"a.md": "a\u2028b d\n"}


def test_unsafe_fixes_are_asked_for() -> None:
    assert mended("?[a|b] [c|d]") == "a d"
    assert mended("?[a|b] [c|d]", unsafe=True) == "b d"


# -- what does not fit -------------------------------------------------------------------------------------------------


def edits(*spans: tuple[int, int, str]) -> list[Edit]:
    return [Edit(Place(FILE, 1, start, 1, end), text) for start, end, text in spans]


def test_of_two_that_overlap_the_first_is_made() -> None:
    findings = [finding(edits((1, 4, "x"))), finding(edits((3, 6, "y"))), finding(edits((8, 9, "z")))]
    done = mend({FILE: "abcdefghi"}, findings)
    assert done.texts == {FILE: "xdefgzi"}
    assert done.fixed == (findings[0], findings[2])


def test_the_same_edit_is_made_once() -> None:
    findings = [finding(edits((1, 2, "x"))), finding(edits((1, 2, "x"), (5, 6, "y")))]
    done = mend({FILE: "abcdef"}, findings)
    assert (done.texts, len(done.fixed)) == ({FILE: "xbcdyf"}, 2)


def test_a_fix_is_made_wholly_or_not_at_all() -> None:
    findings = [finding(edits((1, 3, "x"))), finding(edits((2, 4, "y"), (6, 7, "z")))]
    assert mend({FILE: "abcdefg"}, findings).texts == {FILE: "xcdefg"}


@pytest.mark.parametrize("place", [(9, 1, 9, 2), (1, 9, 1, 10), (1, 1, 1, 99), (1, 3, 1, 2), (0, 1, 0, 1)])
def test_a_place_that_is_not_there(place: tuple[int, int, int, int]) -> None:
    assert mend({FILE: "abc\n"}, [finding([Edit(Place(FILE, *place), "x")])]).texts == {}


def test_a_file_that_was_not_read() -> None:
    findings = [finding([*edits((1, 2, "x")), Edit(Place("other.rst", 1, 1, 1, 2), "y")])]
    assert mend({FILE: "abc"}, findings) == ({}, (), {})


# -- what must stay whole ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("The [Old|Older] Name\n============\n\nText.\n", "The Older Name\n==============\n\nText.\n"),
        ("The [Old|Older]\r\n=======\r\n", "The Older\r\n=========\r\n"),
        ("=====\n [Old|Older]\n=====\n", "======\n Older\n======\n"),
        ("[Old|O]\n===\n", "O\n===\n"),
        ("[Old|Older]\n==========\n", "Older\n==========\n"),
        ("[Old|漢字]\n===\n", "漢字\n===\n"),
        ("[Old|漢字漢]\n===\n", "漢字漢\n===\n"),
        ("[Olds|漢字漢字漢]\n====\n", "漢字漢字漢\n==========\n"),
        ("[Old|Older]\n\n----\n", "Older\n\n----\n"),
    ],
)
def test_titles_keep_their_adornment(marked: str, after: str) -> None:
    assert mended(marked) == after


def test_two_edits_of_a_title_take_two_rounds() -> None:
    text, findings = read("[a|aaa] [b|bbb]\n===\n")
    done = mend({FILE: text}, findings)
    assert (done.texts, done.fixed) == ({FILE: "aaa b\n=====\n"}, (findings[0],))


GRID = "+-------+---+\n| {:5} | b |\n+-------+---+\n"
SIMPLE = "=====  =====\n{}\n=====  =====\n"


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        (GRID.format("[Old|O]  "), GRID.format("O")),
        (GRID.format("[Old|Older]  "), GRID.format("Older")),
        (GRID.format("[Old|Oldest]  "), GRID.format("Old")),
        (SIMPLE.format("[Old|Older]    text"), SIMPLE.format("Older  text")),
        (SIMPLE.format("[Old|O]    text"), SIMPLE.format("O      text")),
        (SIMPLE.format("[Old|Oldest]    text"), SIMPLE.format("Old    text")),
        (SIMPLE.format("a      [Old|Oldest one]"), SIMPLE.format("a      Oldest one")),
    ],
)
def test_tables_keep_their_columns(marked: str, after: str) -> None:
    assert mended(marked) == after


def test_tables_of_markdown_have_no_columns_to_keep() -> None:
    assert mended("| [Old|Oldest] | b |\n", "a.md") == "| Oldest | b |\n"
