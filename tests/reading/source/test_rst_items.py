"""Source in, items out: names, texts and places."""

from __future__ import annotations

from textwrap import dedent

import pytest
from facts import lines_of, slice_of

from sphinx_ihe.language import Block, BlockOption, Place, Role, Written
from sphinx_ihe.reading.source import Comment, Heading, Item, read_text, scan


def items(source: str, **options: bool) -> tuple[Item, ...]:
    return scan(dedent(source), "page.rst", **options)


def only(source: str, **options: bool) -> Item:
    found = items(source, **options)
    assert len(found) == 1
    return found[0]


def block(source: str) -> Block:
    found = items(source)[0]
    assert isinstance(found, Block)
    return found


def outline(found: tuple[Item, ...]) -> list[str]:
    """Kinds, names and lines."""
    shown = []
    for item in found:
        if isinstance(item, Block):
            shown.append(f"{item.place.line} {item.name}::")
        elif isinstance(item, Role):
            shown.append(f"{item.place.line} :{item.name}:`{item.content.text}`")
        elif isinstance(item, Heading):
            shown.append(f"{item.place.line} {item.style} {item.text}")
        else:
            shown.append(f"{item.place.line} # {item.text} {item.start}-{item.end}")
    return shown


def place(line: int, column: int, end_line: int, end_column: int) -> Place:
    return Place("page.rst", line, column, end_line, end_column)


class TestBlock:
    SOURCE = """\
        .. ihe:actor:: Document
             Source
           :abbreviation: DS
           :renamed-to: A long
              name
           :abstract:

           Body text.

             Deeper.

        """

    def test_name_and_place(self) -> None:
        found = block(self.SOURCE)
        assert found.name == "ihe:actor"
        assert found.place == place(1, 1, 1, 15)

    def test_argument_is_folded_and_runs_over_lines(self) -> None:
        argument = block(self.SOURCE).argument
        assert argument is not None
        assert argument == Written("Document Source", place(1, 16, 2, 12))

    def test_options(self) -> None:
        abbreviation, renamed, abstract = block(self.SOURCE).options
        assert abbreviation == BlockOption(
            Written("abbreviation", place(3, 5, 3, 17)), Written("DS", place(3, 19, 3, 21))
        )
        assert renamed == BlockOption(
            Written("renamed-to", place(4, 5, 4, 15)), Written("A long name", place(4, 17, 5, 11))
        )
        assert abstract == BlockOption(Written("abstract", place(6, 5, 6, 13)), Written("", place(6, 5, 6, 13)))

    def test_body_is_without_its_indentation_and_outer_blank_lines(self) -> None:
        body = block(self.SOURCE).body
        assert [(line.number, line.column, line.text) for line in body] == [
            (8, 4, "Body text."),
            (9, 4, ""),
            (10, 4, "  Deeper."),
        ]
        assert body[2].place(2, 8) == place(10, 6, 10, 12)

    def test_name_is_lower_case(self) -> None:
        found = block(".. IHE:Actor :: X\n")
        assert found.name == "ihe:actor"
        assert found.place == place(1, 1, 1, 16)

    def test_argument_below(self) -> None:
        found = block(".. ihe:actor::\n   Document Source\n   :oid: 1\n")
        assert found.argument == Written("Document Source", place(2, 4, 2, 19))
        assert [option.name.text for option in found.options] == ["oid"]

    def test_field_list_after_a_blank_line_is_body(self) -> None:
        found = block(".. ihe:actor::\n\n   :oid: 1\n")
        assert found.options == ()
        assert [line.text for line in found.body] == [":oid: 1"]

    def test_a_line_that_is_no_option_is_the_last_options_name(self) -> None:
        found = block(".. ihe:actor:: X\n   :oid: 1\n   text\n\n   :ihe:actor:`Y`\n")
        assert [option.name for option in found.options] == [
            Written("oid", place(2, 5, 2, 8)),
            Written("text", place(3, 4, 3, 8)),
        ]

    def test_what_docutils_refuses_has_no_nested_items(self) -> None:
        assert outline(items(".. ihe:actor:: X\n   :oid: 1\n   text\n\n   :ihe:actor:`Y`\n")) == ["1 ihe:actor::"]

    def test_in_a_substitution_definition_it_begins_with_its_name(self) -> None:
        found = block(".. |x| ihe:actor:: Y\n   :oid: 1\n")
        assert found.place == place(1, 8, 1, 19)
        assert found.argument == Written("Y", place(1, 20, 1, 21))
        assert found.options[0].value == Written("1", place(2, 10, 2, 11))

    def test_nested_blocks_come_after_the_outer(self) -> None:
        source = """\
            .. ihe:profile:: A

               :ihe:actor:`B`

               - .. ihe:option:: C

            .. ihe:actor:: D
            """
        assert outline(items(source)) == ["1 ihe:profile::", "3 :ihe:actor:`B`", "5 ihe:option::", "7 ihe:actor::"]

    @pytest.mark.parametrize(
        "source",
        [
            ".. ihe:actor: X",
            "..ihe:actor:: X",
            ".. ihe:actor::X",
            "text\n.. ihe:actor:: X",
            "::\n\n   .. ihe:actor:: X",
            "..\n   .. ihe:actor:: X",
            ".. code-block:: rst\n\n   .. ihe:actor:: X",
            ">>> .. ihe:actor:: X",
        ],
    )
    def test_what_is_none(self, source: str) -> None:
        assert not any(isinstance(item, Block) for item in items(source))


class TestYamlBody:
    def test_is_literal(self) -> None:
        source = """\
            .. ihe:actors-transactions::
               :caption: Of all

               Document Source:
                 ITI-41: R  # :ihe:actor:`x`

                 .. ihe:actor:: no
            """
        assert outline(items(source)) == ["1 ihe:actors-transactions::"]
        assert [line.text for line in block(source).body] == [
            "Document Source:",
            "  ITI-41: R  # :ihe:actor:`x`",
            "",
            "  .. ihe:actor:: no",
        ]

    def test_may_begin_right_below(self) -> None:
        found = block(".. ihe:actors-options::\n   A: none\n\n   B: none\n")
        assert found.argument is None
        assert [(line.number, line.text) for line in found.body] == [(2, "A: none"), (3, ""), (4, "B: none")]

    def test_may_begin_in_the_first_line(self) -> None:
        found = block(".. ihe:actors-options:: A: none\n   B: none\n")
        assert [(line.number, line.column, line.text) for line in found.body] == [(1, 25, "A: none"), (2, 4, "B: none")]

    def test_options_may_follow_its_first_lines(self) -> None:
        found = block(".. ihe:actors-options::\n   A: none\n   :caption: x\n\n   B: none\n")
        assert [option.value.text for option in found.options] == ["x"]
        assert [(line.number, line.text) for line in found.body] == [(2, "A: none"), (4, ""), (5, "B: none")]

    def test_tabs_are_mapped_to_source_columns(self) -> None:
        line = block(".. ihe:actors-options::\n\n\tA:\tnone\n").body[0]
        assert line.text == "A:      none"
        assert line.column == 2
        assert line.place(8, 12) == place(3, 5, 3, 9)

    def test_statement_takes_an_argument(self) -> None:
        found = block(".. ihe:integration-statement:: Archive 4.2\n\n   vendor: X\n")
        assert found.argument is not None
        assert found.argument.text == "Archive 4.2"
        assert [line.text for line in found.body] == ["vendor: X"]

    def test_unprefixed_in_the_default_domain(self) -> None:
        source = ".. default-domain:: ihe\n\n.. actors-options::\n   A: `none`\n"
        assert outline(items(source)) == ["1 default-domain::", "3 actors-options::"]


class TestRole:
    def test_place_and_content(self) -> None:
        found = only("See :ihe:actor:`Document Source`.")
        assert isinstance(found, Role)
        assert (found.name, found.place) == ("ihe:actor", place(1, 5, 1, 33))
        assert found.content == Written("Document Source", place(1, 17, 1, 32))

    def test_over_line_breaks(self) -> None:
        found = only("- See :ihe:actor:`Document\n  Source` there.")
        assert isinstance(found, Role)
        assert found.place == place(1, 7, 2, 10)
        assert found.content == Written("Document Source", place(1, 19, 2, 9))

    def test_behind_its_content(self) -> None:
        found = only("`X`:ihe:actor:")
        assert isinstance(found, Role)
        assert (found.place, found.content) == (place(1, 1, 1, 15), Written("X", place(1, 2, 1, 3)))

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            (r":ihe:actor:`a\ b`", "ab"),
            (r":ihe:actor:`a \<b>`", r"a \<b>"),
            (r":ihe:actor:`a <b\*>`", "a <b*>"),
            (r":ihe:actor:`a\\b`", r"a\b"),
            (":ihe:actor:`~a`", "~a"),
        ],
    )
    def test_escapes(self, source: str, text: str) -> None:
        found = only(source)
        assert isinstance(found, Role)
        assert found.content.text == text

    @pytest.mark.parametrize(
        "source",
        [
            "x:ihe:actor:`A`",
            ":ihe:actor: `A`",
            ":ihe:actor:` A`",
            ":ihe:actor:`A`x",
            ":ihe:actor:`A`_",
            ":ihe:actor:`A`:ihe:option:",
            "``:ihe:actor:`A```",
            "\\:ihe:actor\\:\\`A`",
            "*:ihe:actor:`A`*",
            ".. comment :ihe:actor:`A`",
            "::\n\n   :ihe:actor:`A`",
        ],
    )
    def test_what_is_none(self, source: str) -> None:
        assert items(source) == ()

    def test_in_a_cell_of_wide_characters(self) -> None:
        source = """\
            +------+---------------+
            | 漢字 | :ihe:a:`漢字` |
            +------+---------------+
            """
        found = only(source)
        assert isinstance(found, Role)
        assert slice_of(lines_of(dedent(source)), found.place) == ":ihe:a:`漢字`"
        assert found.content.text == "漢字"

    def test_in_a_cell_with_quotes(self) -> None:
        source = '.. csv-table::\n\n   a, "say ""so"" :ihe:a:`b`"\n'
        found = only(source)
        assert isinstance(found, Role)
        assert slice_of(source.splitlines(), found.place) == ":ihe:a:`b`"


class TestHeading:
    def test_place_and_style(self) -> None:
        source = "=====\n Top\n=====\n\nSub\n---\n"
        assert items(source) == (
            Heading("Top", place(2, 2, 2, 5), "=="),
            Heading("Sub", place(5, 1, 5, 4), "-"),
        )

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("Document Source [ITI-41]", "Document Source [ITI-41]"),
            ("The **strong** *weak* ``lit\\eral``", "The strong weak lit\\eral"),
            (":ihe:actor:`Document Source` Actor", "Document Source Actor"),
            (":ihe:actor:`the source <Document Source>`", "the source"),
            (":ihe:actor:`!Document Source`", "Document Source"),
            ("`Phrase <http://example.org>`_, name_, [1]_", "Phrase, name, 1"),
            (r"Escaped \*stars\* and\ space", "Escaped *stars* andspace"),
            ("Unclosed **strong", "Unclosed **strong"),
            ("a  b", "a b"),
        ],
    )
    def test_text_is_without_markup(self, source: str, text: str) -> None:
        heading = items(f"{source}\n{'=' * len(source)}\n")[0]
        assert isinstance(heading, Heading)
        assert heading.text == text
        assert heading.place == place(1, 1, 1, len(source) + 1)

    def test_its_roles_follow(self) -> None:
        assert outline(items(":ihe:actor:`X` Actor\n====================\n")) == ["1 = X Actor", "1 :ihe:actor:`X`"]

    def test_short_underline(self) -> None:
        assert outline(items("Title\n====\n")) == ["1 = Title"]
        assert outline(items("Title\n===\n")) == []

    def test_level_skipped(self) -> None:
        source = "A\n=\n\nB\n-\n\nC\n=\n\nD\n~\n"
        assert outline(items(source)) == ["1 = A", "4 - B", "7 = C"]

    @pytest.mark.parametrize("outer", [".. note::", ".. ihe:actor:: X", "- item", "text"])
    def test_none_where_docutils_allows_none(self, outer: str) -> None:
        assert not any(isinstance(item, Heading) for item in items(f"{outer}\n\n   Title\n   =====\n"))

    @pytest.mark.parametrize("outer", [".. only:: html", ".. py:function:: f()"])
    def test_in_a_body_with_sections(self, outer: str) -> None:
        assert outline(items(f"{outer}\n\n   Title\n   =====\n")) == ["3 = Title"]


class TestComment:
    def test_place_and_text(self) -> None:
        found = only(".. ihe: ignore[IHE302]  because\n   it is so\n\ntext\n")
        assert found == Comment("ignore[IHE302] because it is so", place(1, 9, 2, 12), 4, 5)

    @pytest.mark.parametrize(
        ("following", "lines"),
        [
            ("one\ntwo\n\nthree", (3, 5)),
            ("one::\n\n   literal", (3, 6)),
            ("- a\n- b\n\n  c\n\n- d\n\nend", (3, 9)),
            ("- a\n\n* b", (3, 4)),
            ("1. a\n2. b\n\nend", (3, 5)),
            (":a: b\n:c: d\n\nend", (3, 5)),
            ("a\n   b\nc\n   d\n\nend", (3, 7)),
            ("=  =\na  b\n=  =\n\nend", (3, 6)),
            ("+---+\n| a |\n+---+\n\nend", (3, 6)),
            ("Title\n=====\n\nend", (3, 5)),
            ("=====\nTitle\n=====\n\nend", (3, 6)),
            (".. note::\n\n   a\n\n   b\n\nend", (3, 8)),
            (".. _target:\n\n.. another comment\n\nend", (7, 8)),
        ],
    )
    def test_following_block(self, following: str, lines: tuple[int, int]) -> None:
        found = items(f".. ihe: ignore[IHE1]\n\n{following}\n")[0]
        assert isinstance(found, Comment)
        assert (found.start, found.end) == lines

    def test_two_comments_before_one_block(self) -> None:
        found = items(".. ihe: ignore[IHE1]\n.. ihe: ignore[IHE2]\n\ntext\n\ntext\n")
        assert outline(found) == ["1 # ignore[IHE1] 4-5", "2 # ignore[IHE2] 4-5"]

    def test_a_comment_ends_a_list(self) -> None:
        found = items(".. ihe: ignore[IHE1]\n\n- a\n\n.. ihe: ignore[IHE2]\n\n- b\n")
        assert outline(found) == ["1 # ignore[IHE1] 3-4", "5 # ignore[IHE2] 7-8"]

    def test_last_in_a_body(self) -> None:
        found = items(".. note::\n\n   .. ihe: ignore[IHE1]\n\ntext\n")
        assert outline(found) == ["3 # ignore[IHE1] 0-0"]

    def test_a_directive_is_none(self) -> None:
        assert outline(items(".. ihe:: ignore[IHE1]\n")) == []


class TestSelection:
    SOURCE = """\
        .. note:: `a` :ref:`b`

        .. include:: x.rst

        .. default-role:: math

        .. function:: f
        """

    def test_ours_and_the_context(self) -> None:
        assert outline(items(self.SOURCE)) == ["3 include::", "5 default-role::"]

    def test_everything(self) -> None:
        assert outline(items(self.SOURCE, everything=True)) == [
            "1 note::",
            "1 ::`a`",
            "1 :ref:`b`",
            "3 include::",
            "5 default-role::",
            "7 function::",
        ]

    @pytest.mark.parametrize("context", ["default-domain:: ihe", "default-role:: ihe:actor", "Default-Domain :: ihe"])
    def test_everything_where_names_need_no_prefix(self, context: str) -> None:
        assert len(items(f".. {context}\n\n.. actor:: X\n\n`Y`\n")) == 3

    @pytest.mark.parametrize(
        ("kind", "seen"),
        [("parsed", True), ("literal", False), ("admonition", True), ("title", True), ("data", False)],
    )
    def test_bodies(self, kind: str, seen: bool) -> None:
        found = scan(".. our-box::\n\n   :ihe:actor:`X`\n", "page.rst", bodies={"our-box": kind})
        assert bool(found) is seen

    def test_unknown_kind_of_body(self) -> None:
        with pytest.raises(KeyError):
            scan("text", "page.rst", bodies={"our-box": "odd"})


class TestText:
    def test_byte_order_mark(self) -> None:
        assert read_text(b"\xef\xbb\xbf.. ihe:actor:: X") == ".. ihe:actor:: X"
        assert block("\ufeff.. ihe:actor:: X").place == place(1, 1, 1, 15)

    def test_bad_encoding(self) -> None:
        with pytest.raises(UnicodeDecodeError):
            read_text(b"caf\xe9")

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\x1c"])
    def test_line_boundaries(self, end: str) -> None:
        assert block(f"text{end}{end}.. ihe:actor:: X{end}").place == place(3, 1, 3, 15)

    @pytest.mark.parametrize("space", ["\f", "\v"])
    def test_form_feeds_are_spaces(self, space: str) -> None:
        assert block(f"..{space}ihe:actor:: X").place == place(1, 1, 1, 15)

    def test_tabs(self) -> None:
        found = block("-\t.. ihe:actor::\tX\n\n\t   :ihe:option:`Y`\n")
        assert found.place == place(1, 3, 1, 17)
        assert found.argument == Written("X", place(1, 18, 1, 19))
