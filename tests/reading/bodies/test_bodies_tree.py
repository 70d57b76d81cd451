"""YAML as a tree of texts: what is read, where it stands, and every problem at its token."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinx_ihe.language import Block, Line, Place, Written
from sphinx_ihe.reading import bodies as all_bodies
from sphinx_ihe.reading.bodies.tree import BodyNode, Items, Mapping, Scalar, read_tree
from sphinx_ihe.reading.source import scan

READERS = (
    all_bodies.read_actors_transactions,
    all_bodies.read_actors_content_modules,
    all_bodies.read_actors_options,
    all_bodies.read_required_groupings,
    all_bodies.read_actor_roles,
)


def lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(line, "a.rst", number, 1) for number, line in enumerate(text.split("\n"), 1))


def plain(node: BodyNode | None) -> Any:
    """The tree as Python's own lists and dictionaries."""
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return node.value if isinstance(node, Scalar) else None


def read(text: str) -> Any:
    tree = read_tree(lines(text))
    assert tree.problems == ()
    assert tree.complete
    return plain(tree.root)


def _columns(place: Place) -> tuple[int, int, int, int]:
    return *place.start, *place.end


def said(text: str) -> list[tuple[tuple[int, int, int, int], str]]:
    return [(_columns(problem.place), problem.message) for problem in read_tree(lines(text)).problems]


def test_every_scalar_is_a_string() -> None:
    assert read("a: No\nb: 1.10\nc: On\n1: 0x1\nd: 2026-11-24\ne: null") == {
        "a": "No",
        "b": "1.10",
        "c": "On",
        "1": "0x1",
        "d": "2026-11-24",
        "e": "null",
    }


def test_order_is_that_of_the_text() -> None:
    assert list(read("b: 1\na: 2\nc: 3")) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b   # a comment", "b"),
        ("---\na: b", "b"),
        ("a: 'it''s'", "it's"),
        ('a: "b\\tc"', "b\tc"),
        ("a: >\n  b\n  c\n", "b c\n"),
        ("a: |\n  b\n  c", "b\nc\n"),
        ("a: b\n  c", "b c"),
        ("a: b\tc", "b c"),
        ("a: b c", "b c"),
    ],
)
def test_forms_of_scalars(text: str, value: str) -> None:
    assert read(text) == {"a": value}


def scalar(text: str) -> Scalar:
    root = read_tree(lines(text)).root
    assert isinstance(root, Mapping)
    value = root.pairs[0][1]
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("a: one two", (1, 4, 1, 11), (1, 8, 1, 11)),
        ("a: one   two", (1, 4, 1, 13), (1, 10, 1, 11)),
        ("a: 'one two'", (1, 4, 1, 13), (1, 9, 1, 12)),
        ('a: "one two"  # comment', (1, 4, 1, 13), (1, 9, 1, 12)),
        ("é 😀: one two", (1, 6, 1, 13), (1, 10, 1, 13)),
        # No place of its own for a part: escapes, more than one line, block scalars.
        ("a: 'on'' two'", (1, 4, 1, 14), (1, 4, 1, 14)),
        ("a: one\n  two", (1, 4, 2, 6), (1, 4, 2, 6)),
        ("a: |\n  one two\n\nb: c", (1, 4, 2, 10), (1, 4, 2, 10)),
        ("a: >-\n  one\n\n  two", (1, 4, 4, 6), (1, 4, 4, 6)),
    ],
)
def test_places_of_scalars_and_of_parts(text: str, whole: tuple[int, ...], part: tuple[int, ...]) -> None:
    value = scalar(text)
    assert _columns(value.written().place) == whole
    assert _columns(value.part(4, 7).place) == part


def test_a_part_has_no_white_space_around_it() -> None:
    value = scalar("a: one   two")
    assert value.part(3, 9).text == "two"
    assert value.part(0, 7).text == "one t"
    assert value.part(0, 5) == Written("one", Place("a.rst", 1, 4, 1, 7))


def test_places_where_tabs_stand_in_the_source() -> None:
    # The source is "\tDocument Source:\tnone": its tabs are expanded before the body reaches us.
    text = "Document Source:        none"
    columns = (*range(2, 18), *([18] * 8), *range(19, 24))
    root = read_tree((Line(text, "a.rst", 7, 9, columns),)).root
    assert isinstance(root, Mapping)
    key, value = root.pairs[0]
    assert key.place == Place("a.rst", 7, 2, 7, 17)
    assert value.place == Place("a.rst", 7, 19, 7, 23)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a:\n  b: c\n\n  d: e\nf: g", (2, 3, 4, 7)),
        ("a: {b: c,\n  d: e}", (1, 4, 2, 8)),
        ("a: [b, c]   # no", (1, 4, 1, 10)),
        ("a:\n  - b\n  - c: d\n", (2, 3, 3, 9)),
    ],
)
def test_places_of_collections(text: str, place: tuple[int, ...]) -> None:
    root = read_tree(lines(text)).root
    assert isinstance(root, Mapping)
    assert _columns(root.pairs[0][1].place) == place


# -- what is not wanted ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &x b", (1, 4, 1, 6), "'&x' is an anchor"),
        ("a: *x", (1, 4, 1, 6), "'*x' is an alias"),
        ("a: !t b", (1, 4, 1, 6), "'!t' is a tag"),
        ("a: !!str b", (1, 4, 1, 9), "'!!str' is a tag"),
        ("a: &x\n  b: c", (1, 4, 1, 6), "'&x' is an anchor"),
        ("a: [b, &x c]", (1, 8, 1, 10), "'&x' is an anchor"),
        ("a: b\nc: d\na: e", (3, 1, 3, 2), "'a' stands twice, first in line 1"),
        ("a:\n  b: c\n  'b': d", (3, 3, 3, 6), "'b' stands twice, first in line 2"),
        ("a: b\n---\nc: d", (2, 1, 2, 4), "'---'"),
        ("a: b\n...\nc: d", (2, 1, 2, 4), "'...'"),
        ("a:\n\tb: c", (2, 1, 2, 2), "a tab in the indentation"),
        ("[a]: b", (1, 1, 1, 4), "write it without brackets"),
        (": b", (1, 1, 1, 4), "a key is missing"),
        ("a: b\x00c", (1, 5, 1, 6), "U+0000"),
        ("a: \ufeffb", (1, 4, 1, 5), "U+FEFF"),
    ],
)
def test_what_is_not_wanted(text: str, place: tuple[int, ...], words: str) -> None:
    [(where, message)] = said(text)
    assert where == place
    assert words in message


def test_what_is_not_wanted_is_read_all_the_same() -> None:
    assert plain(read_tree(lines("a: &x b\n---\nc: !t {d: e}")).root) == {"a": "b", "c": {"d": "e"}}


def test_the_value_of_an_anchored_text_has_its_place() -> None:
    assert _columns(scalar("a: &x one two").part(4, 7).place) == (1, 11, 1, 14)


# -- what YAML cannot read --------------------------------------------------------------------------------------------

MENDED: list[tuple[str, tuple[int, int, int, int], str, Any]] = [
    ("a:\n  b: PCC TF-2: 4.1", (2, 14, 2, 15), "a colon and a space", {"a": {"b": "PCC TF-2: 4.1"}}),
    ("a: [b c: d: e]", (1, 11, 1, 12), "a colon and a space", {"a": [{"b c": "d: e"}]}),
    ("ATX: TLS: [a]\nb: c", (1, 9, 1, 10), "a second colon", {"ATX: TLS": ["a"], "b": "c"}),
    ("ATX: TLS: none", (1, 9, 1, 10), "a second colon", {"ATX: TLS": "none"}),
    ("a: [b, c\nd: e", (1, 4, 1, 5), "the bracket [ is not closed", {"a": ["b", "c"], "d": "e"}),
    ("a: {b: c\nd: e", (1, 4, 1, 5), "the bracket { is not closed", {"a": {"b": "c"}, "d": "e"}),
    ("a:\n  b: [c,\n  d:\n    e: f", (2, 6, 2, 7), "the bracket [", {"a": {"b": ["c"], "d": {"e": "f"}}}),
    ("a: b #1 of c\nd: e", (1, 6, 1, 13), "'#1 of c' is a comment of YAML", {"a": "b", "d": "e"}),
    ("a: [b, c #1\n  ]", (1, 10, 1, 12), "'#1' is a comment of YAML", {"a": ["b", "c"]}),
    ("\ta: b\n  c: d", (1, 1, 1, 2), "a tab in the indentation", {"a": "b", "c": "d"}),
    ("a: [b, c,  # d", (1, 4, 1, 5), "the bracket [ is not closed", {"a": ["b", "c"]}),
    ("a: 'b\nc: d", (1, 4, 1, 5), "the quotation mark ' is not closed", {"a": "b", "c": "d"}),
    ("a: 'b\nc: 'd'\ne: f", (1, 4, 1, 5), "the quotation mark ' is not closed", {"a": "b", "c": "d", "e": "f"}),
    ('a: "b" (1)\nc: d', (1, 8, 1, 11), "'(1)' stands behind the end", {"a": "b", "c": "d"}),
    ("a: [b]]\nc: d", (1, 7, 1, 8), "']' stands behind the end", {"a": ["b"], "c": "d"}),
    ("a: @b", (1, 4, 1, 5), "a text cannot start with @", {"a": "@b"}),
    ("a: `b`", (1, 4, 1, 5), "a text cannot start with `", {"a": "`b`"}),
    ("a: % b", (1, 4, 1, 5), "a text cannot start with %", {"a": "% b"}),
    ("% b: c", (1, 1, 1, 2), "a text cannot start with %", {"% b": "c"}),
    ("a: * b", (1, 4, 1, 5), "a text cannot start with *", {"a": "* b"}),
    ("a: ]b", (1, 4, 1, 5), "a text cannot start with ]", {"a": "]b"}),
    ("a: ,b", (1, 4, 1, 5), "a text cannot start with ,", {"a": ",b"}),
    ("a: ? b", (1, 4, 1, 5), "a text cannot start with ?", {"a": "? b"}),
    ("a: |b", (1, 4, 1, 5), "a text cannot start with |", {"a": "|b"}),
    ('a: "\\q"', (1, 5, 1, 7), "a backslash in double quotes", {"a": "\\q"}),
    ("a: [b,, c]", (1, 7, 1, 8), "an item is missing", {"a": ["b", "c"]}),
]

LOST: list[tuple[str, tuple[int, int, int, int], str, Any]] = [
    ("a:\n  b c\n  d: e", (2, 3, 2, 6), "'b c' has no colon", {"a": {"d": "e"}}),
    ("a:\n  'b c'\n  d: e", (2, 3, 2, 8), "\"'b c'\" has no colon", {"a": {"d": "e"}}),
    ("a: b\n'c d'\ne: f", (2, 1, 2, 6), "\"'c d'\" has no colon", {"a": "b", "e": "f"}),
    ("'a b'\nc: d", (1, 1, 1, 6), "\"'a b'\" has no colon", {"c": "d"}),
    ("a: b\n  c: d\ne: f", (2, 3, 2, 4), "indented below 'a', which has a value", {"a": "b", "e": "f"}),
    ("a:\n  b: c\n   d: e\nf: g", (3, 4, 3, 5), "indented below 'b', which", {"a": {"b": "c"}, "f": "g"}),
    ("a:\n  b: c\n d: e\nf: g", (3, 2, 3, 6), "'d: e' is indented differently", {"a": {"b": "c"}, "f": "g"}),
    ("a:\n  - b\n  c: d\ne: f", (3, 3, 3, 7), "'c: d' is no item of the list", {"a": ["b"], "e": "f"}),
    ("a:\n  b: c\n  - d\ne: f", (3, 3, 3, 6), "a list item among rows with keys", {"a": {"b": "c"}, "e": "f"}),
    ("a: - b\n   - c\ne: f", (1, 4, 1, 5), "a list item behind other text", {"e": "f"}),
    ("'it's: b\nc: d", (1, 5, 1, 9), "'s: b' stands behind the end", {"c": "d"}),
]


@pytest.mark.parametrize(("text", "place", "words", "value"), MENDED)
def test_what_can_be_mended_is_read(text: str, place: tuple[int, ...], words: str, value: Any) -> None:
    tree = read_tree(lines(text))
    assert [_columns(problem.place) for problem in tree.problems] == [place]
    assert words in tree.problems[0].message
    assert plain(tree.root) == value
    assert tree.complete


@pytest.mark.parametrize(("text", "place", "words", "value"), LOST)
def test_what_cannot_be_mended_is_left_out(text: str, place: tuple[int, ...], words: str, value: Any) -> None:
    tree = read_tree(lines(text))
    assert [_columns(problem.place) for problem in tree.problems] == [place]
    assert words in tree.problems[0].message
    assert plain(tree.root) == value
    assert not tree.complete


@pytest.mark.parametrize("case", [*MENDED, *LOST], ids=lambda case: case[0])
def test_both_parsers_of_yaml_say_the_same(case: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    with_c = read_tree(lines(case[0]))
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read_tree(lines(case[0])) == with_c


def test_help_tells_the_author_what_to_write() -> None:
    helps = [problem.help for problem in read_tree(lines("a: PCC TF-2: 4.1\nATX: TLS: none")).problems]
    assert helps == ['put the text in quotes: "PCC TF-2: 4.1"', 'put the key in quotes: "ATX: TLS":']


def test_all_problems_of_a_body_are_found() -> None:
    text = dedent("""\
        a: b: c
        d: [e
        f: *x
        d: 'g
        h: i""")
    assert [place[:2] for place, _ in said(text)] == [(1, 5), (2, 4), (3, 4), (4, 1), (4, 4)]


def test_a_text_that_is_no_yaml_at_all_comes_to_an_end() -> None:
    tree = read_tree(lines("\n".join(f"- {n}: b: c\n x\n  'y': [" for n in range(300))))
    assert 0 < len(tree.problems) < 60
    assert not tree.complete


def test_deep_nesting() -> None:
    tree = read_tree(lines("[" * 5000 + "]" * 5000))
    assert [problem.message for problem in tree.problems] == ["nested too deeply"]


# -- tabs, which docutils makes into spaces up to the next of every eight columns -------------------------------------


def body(text: str) -> tuple[Line, ...]:
    """The body of a table as the scanner finds it in a document."""
    (block,) = (item for item in scan(f".. ihe:actors-transactions::\n\n{text}\n", "a.rst") if isinstance(item, Block))
    return block.body


@pytest.mark.parametrize(
    ("text", "places", "value"),
    [
        ("\ta:\n\t  b: c\n   d: e\n   f: g", [(3, 1, 2)], {"a": {"b": "c"}, "d": "e", "f": "g"}),
        ("   \ta: b\n   d: e", [(3, 4, 5)], {"a": "b", "d": "e"}),
        ("\ta: b\n\tc: d\n   e: f", [(3, 1, 2), (4, 1, 2)], {"a": "b", "c": "d", "e": "f"}),
        ("   a:\n\tb: c\n     d: e\n   f: g", [(4, 1, 2)], {"a": {"b": "c", "d": "e"}, "f": "g"}),
        ("   a:\n\t- b\n     - c\n   f: g", [(4, 1, 2)], {"a": ["b", "c"], "f": "g"}),
    ],
)
def test_rows_that_a_tab_indents_deeper_than_those_below_are_read(
    text: str, places: list[tuple[int, ...]], value: Any
) -> None:
    tree = read_tree(body(text))
    told = [problem.place for problem in tree.problems]
    assert [(place.line, place.column, place.end_column) for place in told] == places
    assert {problem.message for problem in tree.problems} == {"a tab in the indentation"}
    assert plain(tree.root) == value
    assert tree.complete


def test_places_in_a_row_that_a_tab_has_indented() -> None:
    root = read_tree(body("\ta: b c\n   d: e")).root
    assert isinstance(root, Mapping)
    value = root.pairs[0][1]
    assert isinstance(value, Scalar)
    assert value.part(2, 3) == Written("c", Place("a.rst", 3, 7, 3, 8))


def test_a_row_that_a_tab_puts_below_a_text_is_left_out_and_the_tab_is_named() -> None:
    tree = read_tree(body("   a: b\n\tc: d\n   e: f"))
    assert [(problem.message, _columns(problem.place)) for problem in tree.problems] == [
        ("a tab in the indentation", (4, 1, 4, 2))
    ]
    assert plain(tree.root) == {"a": "b", "e": "f"}
    assert not tree.complete


@pytest.mark.parametrize("text", ["\ta:\n\t\tb: c\n\td: e", "   a:\n\tb: c\n   d: e", "\t\ta: b\n\t\tc: d"])
def test_tabs_that_indent_alike_are_no_fault(text: str) -> None:
    assert read_tree(body(text)).problems == ()


def test_rows_that_are_all_indented_by_tabs_are_not_told_of_tabs() -> None:
    (problem,) = read_tree(body("\ta:\n\t\t\tb: c\n\t\td: e\n\tf: g")).problems
    assert problem.message == "'d: e' is indented differently from the rows above it"


# -- any text ---------------------------------------------------------------------------------------------------------

TOKENS = (
    "Document Source", "ITI-41", "R", "O", "initiator", "none", "notes", "1", "(1)", "with the X Option", "XDS.b / A",
    "one of", "with", "when", "content", ": ", ":", " ", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ", ", "'",
    '"', "&a", "*a", "!t", "|", ">", "#", " #x", "%", "@", "`", "? ", "---", "...", "\t", "\\", "é", "😀", "\u2028",
    "\x85", "\x00", "\ufeff", "<<: ", "~", "A or B", "Name [ITI-1]",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(TOKENS), max_size=30).map("".join), st.text())


@given(TEXTS)
def test_no_text_upsets_a_reader_and_every_problem_lies_in_the_body(text: str) -> None:
    body = lines(text)
    for reader in READERS:
        for problem in reader(body, Place("a.rst", 1, 1, 1, 1)).problems:
            place = problem.place
            assert (place.line, place.column) <= (place.end_line, place.end_column)
            for number, column in ((place.line, place.column), (place.end_line, place.end_column)):
                assert 1 <= number <= len(body)
                assert 1 <= column <= len(body[number - 1].text) + 1
            assert problem.message
            assert problem.message == problem.message.strip()


# Both readings differ in how they take a question mark in brackets and a comment behind ``>``: nobody writes these.
TAME = [token for token in TOKENS if token not in ("? ", "|", ">", "#", "!t", "---", "...", "\ufeff", "\x00", "[", "{")]


@given(st.lists(st.sampled_from(TAME), max_size=30).map("".join))
def test_both_parsers_of_yaml_agree_on_any_text(text: str) -> None:
    with_c = read_tree(lines(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        with_python = read_tree(lines(text))
    assert (with_python.root, with_python.complete) == (with_c.root, with_c.complete)
    assert [problem.place for problem in with_python.problems] == [problem.place for problem in with_c.problems]
