"""Elements one by one: source text in, and out what a reader of the PDF finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Book, BookOf

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="60"><rect width="{}" height="60"/></svg>'


MARKDOWN = 'extensions = ["myst_parser"]\nmyst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]'
LETTER = '#set page(paper: "us-letter")'
RAW = {"typst": "#(1 + 1) eggs", "html": "<b>bold</b>", "latex": r"\TeX"}


@pytest.fixture
def printed(book_of: BookOf) -> Callable[..., Book]:
    """The book of a document with this text in it."""

    def make(text: str, conf: str = "", **files: str) -> Book:
        others = {name.replace("__", "."): content for name, content in files.items()}
        return book_of({"conf.py": conf, "index.rst": f"Book\n====\n\n{text}", **others})

    return make


def test_a_footnote_stands_once_at_the_foot_of_its_page(printed: Callable[..., Book]) -> None:
    book = printed(
        """
One [#a]_, two [#b]_, one again [#a]_, a sign [*]_, a number [7]_, two again [#b]_, and three [#]_.

.. [#a] The first.
.. [#b] The second, *emphasised*.

   In two paragraphs.
.. [#] The third.
.. [*] The sign.
.. [7] The number.
"""
    )
    assert "One1, two2, one again1, a sign* , a number7, two again2, and three3." in book.text
    for note in (
        "The first.",
        "The second, emphasised.",
        "In two paragraphs.",
        "The third.",
        "The sign.",
        "The number.",
    ):
        assert book.text.count(note) == 1


def test_footnotes_that_nothing_refers_to_are_not_lost(printed: Callable[..., Book]) -> None:
    assert "[3] Forgotten." in printed(".. [3] Forgotten.\n").text


def test_numbers_of_footnotes_go_on_over_documents(printed: Callable[..., Book]) -> None:
    book = printed(
        ".. toctree::\n\n   one\n   two\n",
        one__rst="One\n===\n\nA [#]_.\n\n.. [#] Note of one.\n",
        two__rst="Two\n===\n\nB [#]_.\n\n.. [#] Note of two.\n",
    )
    assert "A1." in book.text
    assert "B2." in book.text


def test_the_same_id_in_two_documents_is_two_places(printed: Callable[..., Book]) -> None:
    page = "{0}\n===\n\nSame\n----\n\n`Same`_ here.\n"
    book = printed(".. toctree::\n\n   one\n   two\n", one__rst=page.format("One"), two__rst=page.format("Two"))
    goals = {link.page: link.goal for link in book.links() if link.text.strip() == "Same" and link.page > 1}
    assert len(goals) == 2
    assert all(page == goal for page, goal in goals.items())


def test_a_document_outside_the_book_is_no_link(printed: Callable[..., Book]) -> None:
    book = printed("See :doc:`other`.\n", other__rst=":orphan:\n\nOther\n=====\n")
    assert "See Other." in book.text
    assert book.messages == []


def test_lists_begin_and_count_as_their_author_wants(printed: Callable[..., Book]) -> None:
    book = printed(
        "5) five\n6) six\n\n(c) letter\n(d) letters\n\n#. one\n\n   - in one\n\n#. two\n\nIV. roman\nV. romans\n"
    )
    for item in ("5) five 6) six", "(c) letter (d) letters", "1. one • in one 2. two", "IV. roman V. romans"):
        assert item in book.text


def test_definitions_fields_and_options(printed: Callable[..., Book]) -> None:
    book = printed(
        """
term : class
   What it means.

:Field *name*: What it holds.

-o FILE, --output=FILE  Where it goes.
"""
    )
    assert "term : class What it means." in book.text
    assert "Field name: What it holds." in book.text
    assert "-o FILE, --output=FILE Where it goes." in book.text


def test_lines_are_kept(printed: Callable[..., Book]) -> None:
    assert "One\r\ntwo\r\nthree\r\n" in printed("| One\n| two\n|   three\n").pages[-1]


def test_code_is_printed_as_it_is(printed: Callable[..., Book]) -> None:
    book = printed(
        """
.. code-block:: python
   :linenos:
   :lineno-start: 9
   :caption: A listing

   if x:
       y = "$#*_`\\\\"  # say
""",
        conf="numfig = True",
    )
    assert 'Listing 1: A listing 9 if x: 10 y = "$#*_`\\\\" # say' in book.text
    assert '"k:2 1 n:1 p:1' in book.markup


@pytest.mark.parametrize("language", ["python", "xml", "json", "console", "http", "none", "rst", "c++"])
def test_every_language_keeps_its_text(printed: Callable[..., Book], language: str) -> None:
    text = "GET /é?a=1 HTTP/1.1\nAccept: */*\n\n{\"key\": [1, 'α'], \\ }"
    indented = text.replace("\n", "\n   ")
    book = printed(f".. code-block:: {language}\n   :force:\n\n   {indented}\n")
    assert "".join(text.split()) in book.bare


def test_marks_in_code_and_its_spaces_are_kept(printed: Callable[..., Book]) -> None:
    book = printed("::\n\n   plain   text\n     more\n\n.. parsed-literal::\n\n   a  *b*\n     # c\n")
    assert '#code("plain   text\n  more"' in book.markup
    assert "a b # c" in book.text


def test_a_head_of_several_rows_is_repeated(printed: Callable[..., Book]) -> None:
    rows = "\n".join(f"   * - row {n}\n     - value {n}" for n in range(120))
    book = printed(
        f".. list-table::\n   :header-rows: 2\n\n   * - Upper\n     - head\n   * - Lower\n     - row\n{rows}\n"
    )
    with_rows = [page for page in book.pages if "value" in page]
    assert len(with_rows) > 2
    assert all("Upper head Lower row" in " ".join(page.split()) for page in with_rows)
    assert all(f"row {n} value {n}" in book.text for n in range(120))


def test_what_is_in_a_head_is_only_one_place_and_one_note(printed: Callable[..., Book]) -> None:
    rows = "\n".join(f"   * - row {n}\n     - to `the head <here_>`_ [#n]_" for n in range(100))
    book = printed(
        f"""
.. list-table::
   :header-rows: 1

   * - .. _here:

       Head [#n]_ :index:`in the index`
     - A `link <https://example.org/>`_
{rows}

.. [#n] The note.
"""
    )
    with_rows = [page for page in book.pages if "row" in page]
    assert len(with_rows) > 2
    assert all("Head1intheindexAlink" in "".join(page.split()) for page in with_rows)
    assert book.text.count("The note.") == 1
    assert {link.goal for link in book.links() if link.text.strip() == "the head"} == {book.pages.index(with_rows[0])}
    assert sum(link.text.strip() == "link" for link in book.links()) == 1


@pytest.mark.parametrize("lines", range(22, 31))
def test_a_short_table_is_on_one_page_with_its_caption(typeset: Callable[..., Book], lines: int) -> None:
    rows = [nodes.row("", nodes.entry("", nodes.paragraph("", f"row {n}"))) for n in range(6)]
    group = nodes.tgroup("", nodes.colspec(colwidth=1), nodes.tbody("", *rows), cols=1)
    text = [nodes.paragraph("", f"line {n}") for n in range(lines)]
    book = typeset(nodes.raw("", LETTER, format="typst"), *text, nodes.table("", nodes.title("", "Caption"), group))
    (page,) = [page for page in book.pages if "row" in page]
    assert "Caption" in page
    assert all(f"row {n}" in page for n in range(6))


def test_cells_span_rows_and_columns(printed: Callable[..., Book]) -> None:
    book = printed(
        """
+-----+-----+-----+
| A   | B         |
+-----+-----+-----+
| C         | D   |
+-----+-----+     |
| E   | F   |     |
+-----+-----+-----+
"""
    )
    places = {box.text.strip(): box for box in book.boxes()}
    assert places["B"].left < places["D"].left
    assert places["D"].top > places["E"].top
    assert places["F"].left == pytest.approx(places["B"].left, abs=1)
    assert "table.cell(colspan: 2)[B]" in book.markup
    assert "table.cell(rowspan: 2)[D]" in book.markup


def test_widths_are_the_authors_but_words_are_not_cut(printed: Callable[..., Book]) -> None:
    words = "some words that fill the cell " * 12
    book = printed(
        f".. list-table::\n   :widths: 1 99\n\n   * - Identification\n     - {words}\n\n"
        f".. list-table::\n   :widths: 75 25\n\n   * - {words}\n     - Second\n"
    )
    assert book.outside(70) == []
    second = next(box for box in book.boxes() if "Second" in box.text)
    assert 612 * 0.6 < second.left < 612 * 0.75
    assert "Identification" in book.bare


def test_a_wide_table_in_a_box_is_not_on_its_side(printed: Callable[..., Book]) -> None:
    head = "\n".join(f"{'     * - ' if n == 0 else '       - '}Identification{n}" for n in range(12))
    book = printed(f".. note::\n\n   .. list-table::\n\n{head}\n")
    assert all(page.get_width() < page.get_height() for page in book.pdf)
    assert book.outside(70) == []
    assert all(f"Identification{n}" in book.bare for n in range(12))


def test_a_figure_has_its_number_caption_legend_and_words(printed: Callable[..., Book]) -> None:
    book = printed(
        """
.. _bar:

.. figure:: bar.svg
   :alt: A bar

   The *caption*

   The legend.

See :numref:`bar`, and |inline| in a line.

.. |inline| image:: bar.svg
   :alt: small
   :height: 8px
""",
        conf="numfig = True",
        bar__svg=PICTURE.format(2000, 2000),
    )
    assert "Fig. 1: The caption The legend. See Fig. 1, and in a line." in book.text
    assert list(book.pictures()) == ["A bar", "small"]


def test_names_in_drawings_are_links(printed: Callable[..., Book]) -> None:
    book = printed(
        """
Heart Rates (HR)
----------------

.. ihe:profile::

.. ihe:actors-transactions::

   Rate Sensor:
     DEMO-1: R initiator
   Rate Store:
     DEMO-1: R responder

.. ihe:required-groupings::

   Rate Sensor: [CT / Time Client]
   Rate Store: none

.. raw:: typst

   #pagebreak()

.. ihe:actor-diagram::

.. raw:: typst

   #pagebreak()

.. ihe:interaction-diagram::
   :transaction: DEMO-1

   Rate Sensor -> Rate Store: Beats [DEMO-1]
   note over Rate Store: counts

.. raw:: typst

   #pagebreak()

.. ihe:actor:: Rate Sensor

.. ihe:actor:: Rate Store

.. ihe:transaction:: Send Rate [DEMO-1]
""",
        conf="extensions = ['sphinx_ihe']",
    )
    goal = next(page for page, text in enumerate(book.pages) if "transaction Send Rate" in " ".join(text.split()))
    diagram, messages = ([link for link in book.links() if link.page == page] for page in (goal - 2, goal - 1))
    assert {(" ".join(link.text.split()), link.goal) for link in diagram} == {
        ("Rate Sensor", goal),
        ("Rate Store", goal),
        ("Send Rate [DEMO-1]", goal),
        ("CT / Time Client", None),
    }
    assert {(" ".join(link.text.split()), link.goal) for link in messages} == {
        ("Rate Sensor", goal),
        ("Rate Store", goal),
        ("Beats [DEMO-1]", goal),
    }


def test_a_picture_that_is_missing_is_told_in_words(printed: Callable[..., Book]) -> None:
    book = printed(".. image:: nowhere.png\n   :alt: What it shows\n")
    assert "What it shows" in book.text


def test_formulas_are_set_and_numbered(printed: Callable[..., Book]) -> None:
    book = printed(
        r"""
Inline :math:`\alpha_1 + \sqrt{x}`, and :eq:`sum`.

.. math:: \sum_{i=0}^{n} \frac{a_i}{b} \leq \left( \begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix} \right)
   :label: sum

.. math::

   a &= b \\
     &= \text{if, or; not} \quad \mathrm{d}x
"""
    )
    assert book.messages == []
    assert "and (1)." in book.text
    assert "if, or; not" in book.text


def test_a_formula_that_cannot_be_read_is_printed_as_written(printed: Callable[..., Book]) -> None:
    book = printed("Text :math:`\\nonsense{x}` text.\n")
    assert "Text \\nonsense{x} text." in book.text
    (message,) = book.messages
    assert "cannot print this formula, only its source" in message
    assert message.endswith("[ihe.unreadable-formula]")


def test_a_formula_that_is_too_wide_is_made_smaller(printed: Callable[..., Book]) -> None:
    book = printed(".. math:: " + " + ".join(f"x_{{{n}}}" for n in range(60)) + "\n")
    assert book.outside(70) == []
    assert "59" in book.text


def test_chapters_in_a_box_do_not_begin_a_page(printed: Callable[..., Book]) -> None:
    book = printed(".. note::\n\n   .. toctree::\n\n      one\n", one__rst="Chapter\n=======\n\nText.\n")
    assert "Note Chapter Text." in book.text


def test_signatures(printed: Callable[..., Book]) -> None:
    book = printed(
        """
.. py:function:: send(to: str, *items, copy=None) -> list[str]

   Sends.

   :param to: who gets it
   :returns: what was sent

.. py:function:: old(a[, b[, c]])

.. py:class:: Box(size)
   :module: shop

   .. py:method:: open()

.. c:function:: int print(char *text, size_t n)

.. cpp:function:: template<typename T> T first(const std::vector<T> &all) noexcept

.. js:function:: get(href, done[, failed])

.. option:: -v, --verbose
"""
    )
    for text in (
        "send(to: str, *items, copy=None) → list[str] Sends. Parameters: to – who gets it Returns: what was sent",
        "old(a[, b[, c]])",
        "class shop.Box(size)",
        "open()",
        "int print(char *text, size_t n)",
        "template<typename T> T first(const std::vector<T> &all) noexcept",
        "get(href, done[, failed])",
        "-v, --verbose",
    ):
        assert text in book.text


def test_the_index_names_pages(printed: Callable[..., Book]) -> None:
    page = "{0}\n{1}\n\n.. index:: single: apple; {0}\n\nText.\n\n.. py:function:: f_{0}()\n"
    book = printed(
        ".. toctree::\n\n   one\n   two\n", one__rst=page.format("one", "==="), two__rst=page.format("two", "===")
    )
    pages = {name: 1 + next(i for i, text in enumerate(book.pages) if f"f_{name}()" in text) for name in ("one", "two")}
    assert f"apple one, {pages['one']} two, {pages['two']}" in book.text
    assert f"f_two(), {pages['two']}" in book.text or f"f_two() built-in function, {pages['two']}" in book.text


def test_marks_of_changes_and_boxes_to_the_editor(printed: Callable[..., Book]) -> None:
    book = printed(
        ":ihe:ins:`Added` and :ihe:del:`removed`.\n\n.. ihe:editor-instruction:: Do this.\n",
        conf='extensions = ["sphinx_ihe"]',
    )
    assert "#inserted[Added] and #deleted[removed]" in book.markup
    assert "Added and removed." in book.text
    assert "#editor-instruction(" in book.markup


def test_only_typst_is_passed_on(printed: Callable[..., Book]) -> None:
    book = printed(
        ".. raw:: typst\n\n   #(1 + 1) eggs\n\n.. raw:: html\n\n   <b>bold</b>\n\n.. raw:: latex\n\n   \\TeX\n"
    )
    assert "2 eggs" in book.text
    assert "bold" not in book.text
    assert "TeX" not in book.text


def test_what_nobody_knows_is_reported_once_and_its_text_is_printed(printed: Callable[..., Book]) -> None:
    book = printed(
        ".. odd::\n\n.. odd::\n",
        conf="import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\nextensions = ['oddities']",
        oddities__py="""
from docutils import nodes
from docutils.parsers.rst import Directive


class oddity(nodes.General, nodes.Element):
    pass


class Odd(Directive):
    def run(self):
        return [oddity("", nodes.paragraph("", "from the oddity"))]


def setup(app):
    app.add_node(oddity)
    app.add_directive("odd", Odd)
""",
    )
    assert book.text.count("from the oddity") == 2
    assert book.messages == [
        "index.rst:5: WARNING: no way to print 'oddity' in the book, only what is in it [ihe.unsupported-node]"
    ]


def test_markdown(book_of: BookOf) -> None:
    book = book_of(
        {
            "conf.py": MARKDOWN,
            "index.md": """\
# Book

Some **bold** `code`, $a + b$, a [link](#part), and a note[^1].

| A | B |
|---|--:|
| 1 | 2<br>3 |

Term
: Meaning

:::{note}
Boxed.
:::

(part)=
## Part

[^1]: The *note*.
""",
        }
    )
    for text in ("Some bold code", "a link, and a note1.", "A B 1 2 3", "Term Meaning", "Note Boxed.", "The note."):
        assert text in book.text
    assert book.messages == []
