"""Whatever an author writes, wherever it stands, is printed as it is and never taken for Typst."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from html import unescape
from typing import TYPE_CHECKING

import pytest
import typst
from docutils import nodes
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sphinx import addnodes

from sphinx_ihe.book.writer_text import markup, string

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Element, Node

    from .conftest import Book

_SIGNS = r"""# // /* */ - -- --- + = == 1. ... -? ~ <a> @a $x$ ` ``` *a* _a_ \ \u{41} " ' [ ] ( ) { } ; : , . -1 ^ %"""
TRAPS = [*_SIGNS.split(), "- a", "+ a", "= a", "1. a", "/ a: b", "#let x = 1", "#panic()", "a\n- b", "a\n= b", "a\n\nb"]
TRAPS += ["https://a.b", "a-b", "ITI-41", "2)", "::", "α", "Ж", "é"]
PRINTED = st.lists(
    st.sampled_from([*TRAPS, " ", "\n", "\n\n", "word"]) | st.text(st.characters(min_codepoint=33, max_codepoint=126)),
    min_size=1,
    max_size=8,
).map("".join)
ANYTHING = st.text(max_size=30) | PRINTED

HTML = typst.Compiler(b"", ignore_system_fonts=True)
NOT_PRINTED = ("Cc", "Cs")
"""Categories of characters that are left out: controls, and halves of characters."""

LINE: dict[str, Callable[[str], Element]] = {
    "emphasis": lambda text: nodes.emphasis("", text),
    "strong": lambda text: nodes.strong("", text),
    "code": lambda text: nodes.literal("", text),
    "strong code": lambda text: addnodes.literal_strong("", text),
    "class": lambda text: nodes.inline("", text, classes=["guilabel"]),
    "key": lambda text: nodes.literal("", text, classes=["kbd"]),
    "link": lambda text: nodes.reference("", text, refuri="https://example.org/"),
    "raised": lambda text: nodes.superscript("", text),
    "abbreviation": lambda text: nodes.abbreviation("", text, explanation="explained"),
}
BLOCKS: dict[str, Callable[[Node], Element]] = {
    "paragraph": lambda line: nodes.paragraph("", "", line),
    "title": lambda line: nodes.container("", nodes.section("", nodes.title("", "", line))),
    "item": lambda line: nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "", line))),
    "number": lambda line: nodes.enumerated_list("", nodes.list_item("", nodes.paragraph("", "", line))),
    "term": lambda line: nodes.definition_list(
        "", nodes.definition_list_item("", nodes.term("", "", line), nodes.definition("", nodes.paragraph("", "b")))
    ),
    "field": lambda line: nodes.field_list(
        "", nodes.field("", nodes.field_name("", "", line), nodes.field_body("", nodes.paragraph("", "b")))
    ),
    "quotation": lambda line: nodes.block_quote("", nodes.paragraph("", "q"), nodes.attribution("", "", line)),
    "note": lambda line: nodes.note("", nodes.paragraph("", "", line)),
    "box": lambda line: nodes.admonition("", nodes.title("", "", line), nodes.paragraph("", "b")),
    "line": lambda line: nodes.line_block("", nodes.line("", "", line)),
    "rubric": lambda line: nodes.rubric("", "", line),
    "caption": lambda line: nodes.figure("", nodes.paragraph("", "b"), nodes.caption("", "", line)),
    "cell": lambda line: table(nodes.entry("", nodes.paragraph("", "", line))),
    "signature": lambda line: addnodes.desc(
        "", addnodes.desc_signature("", "", addnodes.desc_name("", "", line)), addnodes.desc_content("")
    ),
}  # fmt: skip


PIECES = st.lists(st.tuples(st.sampled_from(["text", *LINE]), PRINTED), min_size=1, max_size=4)


def table(entry: nodes.entry) -> nodes.table:
    """A table of one cell."""
    group = nodes.tgroup("", nodes.colspec(colwidth=1), nodes.tbody("", nodes.row("", entry)), cols=1)
    return nodes.table("", group)


def bare(text: str) -> str:
    """Text without white space, which a PDF does not keep."""
    return "".join(text.split())


def poppler(book: Book) -> str:
    """The text of a PDF without white space. PDFium loses one of two equal signs where words may be broken."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=book.data, capture_output=True, check=True)
    return bare(read.stdout.decode())


@pytest.mark.parametrize("place", BLOCKS)
def test_nothing_is_taken_for_typst(typeset: Callable[..., Book], place: str) -> None:
    """In each place: a trap alone, at the beginning, at the end, and in the middle."""
    lines = [texts for trap in TRAPS for texts in ((trap,), (trap, "word"), ("word", trap), ("word ", trap, " word"))]
    blocks: list[Node] = []
    for texts in lines:
        blocks.append(BLOCKS[place](nodes.inline("", "", *(nodes.Text(text) for text in texts))))
        blocks.append(nodes.paragraph("", "§"))
    for texts, read in zip(lines, typeset(nodes.container("", *blocks)).bare.split("§"), strict=False):
        assert bare("".join(texts)) in read


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["text", *LINE]), PRINTED), min_size=1, max_size=4), st.sampled_from([*BLOCKS])
)
@example([("emphasis", "a"), ("text", "(b)")], "paragraph")
@example([("code", "a"), ("text", "[b]")], "cell")
@example([("strong", "a"), ("text", ".method")], "item")
def test_neighbours_do_not_change_each_other(
    typeset: Callable[..., Book], line: list[tuple[str, str]], place: str
) -> None:
    """Text, and markup that text goes on from."""
    pieces = [nodes.Text(text) if kind == "text" else LINE[kind](text) for kind, text in line]
    read = poppler(typeset(BLOCKS[place](nodes.inline("", "", *pieces))))
    for _kind, text in line:
        assert bare(text) in read


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
@example("\u2028= heading")
@example("\x85- item")
@example("a\u200b#let")
@example("\ud800")
@example("\N{HAMMER AND WRENCH}\N{VARIATION SELECTOR-16}")
def test_all_of_unicode_is_kept(text: str) -> None:
    """As Typst's HTML has it, which has every character, whatever the fonts."""
    made = HTML.compile(f"{markup(text)}#raw({string(text)})".encode(), format="html").decode()
    read = unescape(re.sub(r"<[^>]*>", "", made))
    text = re.sub("[\ufe00-\ufe0f]", "", text)
    kept = bare("".join(character for character in text if unicodedata.category(character) not in NOT_PRINTED))
    assert bare(read) == kept + kept


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=80), st.floats(2, 30))
def test_long_words_are_broken_and_whole(typeset: Callable[..., Book], word: str, width: float) -> None:
    """The places where a word may be broken are no text."""
    book = typeset(nodes.raw("", f"#block(width: {width}em)[{markup(word, width)}]", format="typst"))
    assert bare(word) in book.bare
    left = min(box.left for box in book.boxes())
    assert max(box.right for box in book.boxes()) - left <= width * 24 + 1  # points; the letters of the test are 24
