"""Globs: what fits, also of texts that are hardly globs, and how long it takes to find out."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_ihe.reading.globs import empty_range, fits

_PIECES = ("**/", "**", "*", "?", "a", "b", "/", "[ab]", "[!a]", ".")


@pytest.mark.parametrize(
    ("glob", "fitting", "others"),
    [
        ("**/*.rst", ["a.rst", "a/b/c.rst", ".rst", "a\nb.rst"], ["a.rst/b", "a.md"]),
        ("*/**/x", ["a/x", "a/b/x", "a/b/c/x"], ["x", "a/bx"]),
        ("a*b/c*d", ["ab/cd", "axb/cxd"], ["a/b/cd", "abc/d"]),
        ("**a/x", ["a/x", "ba/x", "b/a/x", "a/a/x"], ["a/b/x"]),
        ("[!a]", ["b", "!"], ["a", "/", ""]),
        ("[^a]", ["^", "a"], ["b"]),
        ("[]a]", ["]", "a"], ["b"]),
        ("[z-a]", [], ["z", "a", "-"]),
        ("[z-ab]", ["b"], ["z", "a", "-"]),
        ("[!z-a]", ["z", "a", "-"], ["/"]),
        ("[+-:]", ["-", "1"], ["/"]),
        ("[a&&b--c||d~~[e]", ["a", "&", "[", "~"], ["f"]),
        ("[", ["["], ["a"]),
        ("(a|b)+", ["(a|b)+"], ["a"]),
    ],
)
def test_what_fits(glob: str, fitting: list[str], others: list[str]) -> None:
    assert [path for path in [*fitting, *others] if fits(glob)(path)] == fitting


def test_what_sphinx_takes_otherwise() -> None:
    assert [bool(fits("**/x", sphinx=sphinx)("x")) for sphinx in (False, True)] == [True, False]


@given(st.lists(st.sampled_from(_PIECES), max_size=8), st.text("aab/.", max_size=10), st.booleans())
def test_as_a_slower_expression_has_it(pieces: list[str], path: str, sphinx: bool) -> None:
    glob = "".join(pieces)
    slower = {"**": ".*", "*": "[^/]*", "?": "[^/]", "[!a]": "[^/a]", "[ab]": "[ab]"}
    begins = r"(?:^|(?<=/))\*\*/" if not sphinx else "(?!)"
    expression = re.sub(
        rf"(?P<start>{begins})|\*\*|\*|\?|\[!?a?b?\]|.",
        lambda found: "(?:.*/)?" if found["start"] else slower.get(found[0], re.escape(found[0])),
        glob,
    )
    assert bool(fits(glob, sphinx=sphinx)(path)) == bool(re.fullmatch(expression, path))


@pytest.mark.parametrize("piece", ["**/", "*a", "**a", "**/a/", "[a]*", "?*", "**a*"])
def test_no_glob_takes_long(piece: str) -> None:
    start = time.process_time()
    assert not fits(piece * 40 + "x")("a/" * 300 + "y")
    assert not fits(piece * 40 + "x")("a" * 600)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(("glob", "found"), [("[z-a].rst", "z-a"), ("[a-z]", None), ("z-a", None), ("[b-a", None)])
def test_ranges_without_characters(glob: str, found: str | None) -> None:
    assert empty_range(glob) == found
