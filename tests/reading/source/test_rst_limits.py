"""Hostile texts: deep, long and repetitive ones neither end the scan nor take more than their share of time.

Each text is read at two sizes. Time may grow with the size, and a little more; it must not grow with its square.
"""

from __future__ import annotations

import time

import pytest

from sphinx_ihe.reading.source import Item, scan

REPEATED = {
    "plain line": "x",
    "colons": "a:",
    "open emphasis": "*a ",
    "open roles": ":ihe:actor:`a ",
    "backquotes": "`",
    "open backquotes": "`a ",
    "roles in one line": ":ihe:actor:`a` ",
    "roles in one paragraph": ":ihe:actor:`a`\n",
    "references": "x_:",
    "backslashes": "\\",
    "paragraphs": "a\n\n",
    "titles": "a\n=\n",
    "overlines": "====\na\n",
    "fields": ":ihe:a: x\n",
    "field marks": ":ihe: ",
    "command options": "-a, ",
    "enumerators": "1. ihe:\n",
    "digits": "1",
    "comments": ".. ihe: ignore[A]\n",
    "attributions": "  a\n\n  -- :ihe:a:`b`\n\n",
    "simple table tops": "=  =\na  b\n\n",
    "tabs": "\tihe:",
    "wide characters": "漢",
    "dots": ".. ",
    "literal marks": "::",
    "bullets": "- ",
    "notes": ".. note:: ",
}
NESTED = {
    "bullets": "- :ihe:actor:`a`",
    "quotes": ":ihe:actor:`a`",
    "notes": ".. note:: :ihe:actor:`a`",
    "our own": ".. ihe:actor:: :ihe:actor:`a`",
    "fields": ":ihe: :ihe:actor:`a`",
    "sections": ".. only:: ihe:\n",
}


def seconds(text: str) -> float:
    """The least of two runs."""
    spent = []
    for _ in range(2):
        start = time.process_time()
        scan(text, "page.rst", everything=True)
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED)
@pytest.mark.parametrize("end", ["", "\n\n:ihe:actor:`x`\n"], ids=["alone", "before a role"])
def test_repetition_is_linear(part: str, end: str) -> None:
    small, large = part * 3_000, part * 24_000
    assert seconds(large + end) < 24 * seconds(small + end) + 0.1


def test_names_without_an_end_are_linear() -> None:
    for opening in (".. _", ".. |", ".. _`"):
        assert seconds(opening + "a:b\n  " * 24_000) < 24 * seconds(opening + "a:b\n  " * 3_000) + 0.1


@pytest.mark.parametrize("line", NESTED.values(), ids=NESTED)
def test_nesting_is_free(line: str) -> None:
    text = "".join(f"{'   ' * level}{line}\n\n" for level in range(1_000))
    assert found_in(f"{text}{'   ' * 1_000}:ihe:actor:`a`")


def test_three_thousand_levels() -> None:
    text = "".join(f"{' ' * level}:ihe:actor:`a`\n\n" for level in range(3_000))
    assert len(found_in(text)) == 3_000
    assert len(found_in("- " * 3_000 + ":ihe:actor:`a`")) == 1
    assert len(found_in(".. note:: " * 3_000 + ":ihe:actor:`a`")) == 1


def test_five_million_characters_in_a_line() -> None:
    assert found_in("word " * 1_000_000 + ":ihe:actor:`a`")
    assert found_in("x" * 5_000_000 + " :ihe:actor:`a`")


def test_a_hundred_thousand_backquotes() -> None:
    assert found_in("`" * 100_000 + "\n\n:ihe:actor:`a`")
    assert found_in("`a " * 100_000 + "\n\n:ihe:actor:`a`")


def found_in(text: str) -> tuple[Item, ...]:
    return scan(text, "page.rst")
