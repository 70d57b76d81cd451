"""What the scanners see in running text, and that no text takes them long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.language import Mention
from sphinx_ihe.reading.source import Filled, Heading, Item, mentions, scan
from sphinx_ihe.reading.source.myst import scan_myst

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 20_000
HOSTILE = {
    "one word in capitals": "A" * SIZE,
    "one word with hyphens": "A-" * (SIZE // 2),
    "a name without an end": "Ab " * (SIZE // 3),
    "slashes": "Ab/" * (SIZE // 3),
    "normative words": "SHALL " * (SIZE // 6),
    "ids": "Foo Bar [ITI-1]. " * (SIZE // 17),
    "brackets": "[" * SIZE + " TF-",
    "brackets that stay open": "[ITI-1," * (SIZE // 7),
    "markers": "TODO " + "<" * SIZE,
    "markers that stay open": "[provide " * (SIZE // 9),
    "references": "TF- " + "a" * SIZE + " TF-2: 1",
    "a section without an end": "ITI TF-2: " + "1." * SIZE,
    "an address": "TBD " + "a" * SIZE + "://",
    "space": "Actor" + " " * SIZE + "A",
}


def found(items: tuple[Item, ...], kind: str) -> list[tuple[str, int, int]]:
    """Mentions of a kind, with their places."""
    every = [item for item in items if isinstance(item, Mention) and item.kind == kind]
    return [(item.text, item.place.line, item.place.column) for item in every]


@pytest.mark.parametrize("read", [scan, scan_myst])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_takes_long(read: Callable[..., tuple[Item, ...]], text: str) -> None:
    start = time.process_time()
    read(text, "page", prose=True)
    assert time.process_time() - start < 2


def test_places_with_tabs_and_in_cells() -> None:
    text = "*\tAn `x`_ TBD\n\n====  =====\nTBD   [ITI-1]\n====  =====\n"
    assert found(scan(text, "a.rst", prose=True), mentions.MARKER) == [("TBD", 1, 11), ("TBD", 4, 1)]
    assert found(scan(text, "a.rst", prose=True), mentions.TRANSACTION) == [("ITI-1", 4, 8)]


def test_nothing_is_read_where_nothing_is_asked() -> None:
    assert not [item for item in scan("A TBD of the Document Source.\n", "a.rst") if isinstance(item, Mention | Filled)]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (scan, "One\n===\n\nTwo\n===\n\n.. _t:\n\nThree\n=====\n\nText.\n\nMore.\n"),
        (scan_myst, "# One\n\n# Two\n\n(t)=\n\n# Three\n\nText.\n\nMore.\n"),
    ],
)
def test_what_is_printed_is_told_once_below_a_title(read: Callable[..., tuple[Item, ...]], text: str) -> None:
    items = [type(item) for item in read(text, "page", prose=True)]
    assert items == [Heading, Heading, Heading, Filled]


@pytest.mark.parametrize("read", [scan, scan_myst])
@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("By the Ab Cd\n\nEf Gh is next.\n", mentions.NAME, ["Ab Cd", "Ef Gh"]),
        ("[ITI\n18] is meant.\n", mentions.TRANSACTION, ["ITI 18"]),
        ("[\nprovide this] and more.\n", mentions.MARKER, ["[ provide this]"]),
        ("Here is (TODO\n: this).\n", mentions.MARKER, ["TODO"]),
    ],
)
def test_mentions_over_lines_and_paragraphs(
    read: Callable[..., tuple[Item, ...]], text: str, kind: str, words: list[str]
) -> None:
    assert [word for word, _, _ in found(read(text, "page", prose=True), kind)] == words
