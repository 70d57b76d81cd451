"""Markdown in, items out: names, texts and places."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sphinx_ihe.language import Block, BlockOption, Place, Role, Written
from sphinx_ihe.reading.source import Comment, Heading, Item
from sphinx_ihe.reading.source.myst import scan_myst


def items(source: str, *extensions: str) -> tuple[Item, ...]:
    return scan_myst(dedent(source), "page.md", extensions=extensions)


def block(source: str) -> Block:
    found = items(source)[0]
    assert isinstance(found, Block)
    return found


def place(line: int, column: int, end_line: int, end_column: int) -> Place:
    return Place("page.md", line, column, end_line, end_column)


def outline(found: tuple[Item, ...]) -> list[str]:
    """Kinds, names and lines."""
    shown = []
    for item in found:
        if isinstance(item, Block):
            shown.append(f"{item.place.line} {{{item.name}}}")
        elif isinstance(item, Role):
            shown.append(f"{item.place.line} {{{item.name}}}`{item.content.text}`")
        elif isinstance(item, Heading):
            shown.append(f"{item.place.line} {item.style} {item.text}")
        else:
            shown.append(f"{item.place.line} % {item.text} {item.start}-{item.end}")
    return shown


class TestBlock:
    SOURCE = """\
        ```{ihe:actor} Document  Source
        :abbreviation: DS
        :renamed-to: "A name"
        :abstract:

        Body text.

          Deeper.

        ```
        """

    def test_name_and_place(self) -> None:
        found = block(self.SOURCE)
        assert found.name == "ihe:actor"
        assert found.place == place(1, 1, 1, 15)

    def test_argument(self) -> None:
        assert block(self.SOURCE).argument == Written("Document Source", place(1, 16, 1, 32))

    def test_options(self) -> None:
        abbreviation, renamed, abstract = block(self.SOURCE).options
        assert abbreviation == BlockOption(
            Written("abbreviation", place(2, 2, 2, 14)), Written("DS", place(2, 16, 2, 18))
        )
        assert renamed == BlockOption(Written("renamed-to", place(3, 2, 3, 12)), Written("A name", place(3, 15, 3, 21)))
        assert abstract == BlockOption(Written("abstract", place(4, 2, 4, 10)), Written("", place(4, 2, 4, 10)))

    def test_body(self) -> None:
        lines = [(line.number, line.column, line.text) for line in block(self.SOURCE).body]
        assert lines == [(6, 1, "Body text."), (7, 1, ""), (8, 1, "  Deeper.")]

    def test_options_in_a_block(self) -> None:
        found = block("~~~{ihe:actor}\n---\n'oid': 2.999 # it\nrenamed-to: >\n  A name\n  over lines\n---\n~~~\n")
        oid, renamed = found.options
        assert oid == BlockOption(Written("oid", place(3, 2, 3, 5)), Written("2.999", place(3, 8, 3, 13)))
        assert renamed.value == Written("A name over lines", place(5, 3, 6, 13))

    def test_a_line_that_is_no_option_is_the_last_options_name(self) -> None:
        oid, bad = block('```{ihe:actor} A\n:oid: 1\n:a: "b\n```\n').options
        assert oid.value.text == "1"
        assert bad == BlockOption(Written('a: "b', place(3, 2, 3, 7)), Written("", place(3, 2, 3, 7)))

    def test_in_containers_columns_are_those_of_the_source(self) -> None:
        found = block("> 1. ```{ihe:actors-options}\n>    :profile: P\n>\n>    A:\n>      - B\n>    ```\n")
        assert found.place == place(1, 6, 1, 29)
        assert found.options[0].value.place == place(2, 16, 2, 17)
        assert [(line.number, line.column, line.text) for line in found.body] == [(4, 6, "A:"), (5, 6, "  - B")]

    def test_tabs_are_mapped_to_source_columns(self) -> None:
        (line,) = block("```{ihe:actors-options}\n\tA: none\n```\n").body
        assert line.text == "    A: none"
        assert line.place(4, 5) == place(2, 2, 2, 3)

    def test_a_tab_cut_through(self) -> None:
        (line,) = block("- ```{ihe:actors-options}\n\tA: none\n  ```\n").body
        assert line.text == "  A: none"
        assert line.place(2, 3) == place(2, 2, 2, 3)

    def test_nested_tells_where_no_section_can_stand(self) -> None:
        source = "```{ihe:actor} A\n```\n- ```{ihe:actor} B\n  ```\n~~~{note}\n```{ihe:actor} C\n```\n~~~\n"
        assert [item.nested for item in items(source) if isinstance(item, Block)] == [False, True, True]

    def test_in_a_block_of_restructuredtext(self) -> None:
        found = block("- ```{eval-rst}\n  .. ihe:actor:: A\n     :oid: 1\n  ```\n")
        assert found.place == place(2, 3, 2, 17)
        assert found.options[0].value == Written("1", place(3, 12, 3, 13))

    def test_colon_fences_need_the_extension(self) -> None:
        source = ":::{ihe:actor} A\n:::\n"
        assert items(source) == ()
        assert outline(items(source, "colon_fence")) == ["1 {ihe:actor}"]
        own = "---\nmyst:\n  enable_extensions: [colon_fence]\n---\n" + source
        assert outline(items(own)) == ["5 {ihe:actor}"]

    @pytest.mark.parametrize(
        "source",
        [
            ".. ihe:actor:: A\n",
            "```{ihe:actor}A\n```\n",
            "```ihe:actor A\n```\n",
            "a\n\n    ```{ihe:actor} A\n    ```\n",
            "```\n```{ihe:actor} A\n```\n",
            "```{code-block}\n~~~{ihe:actor} A\n~~~\n```\n",
            "<div>\n```{ihe:actor} A\n```\n</div>\n",
            "---\na: |\n  ```{ihe:actor} A\n---\n",
        ],
    )
    def test_what_is_none(self, source: str) -> None:
        assert items(source) == ()

    def test_unprefixed_in_the_default_domain(self) -> None:
        found = items("```{default-domain} ihe\n```\n\n```{actor} A\n```\n\n{actor}`A`\n")
        assert outline(found) == ["1 {default-domain}", "4 {actor}", "7 {actor}`A`"]


class TestRole:
    def test_place_and_content(self) -> None:
        (found,) = items("A {ihe:actor}`B <C>`.\n")
        assert isinstance(found, Role)
        assert found.place == place(1, 3, 1, 21)
        assert found.content == Written("B <C>", place(1, 15, 1, 20))

    def test_over_line_breaks(self) -> None:
        (found,) = items("> A {ihe:actor}`B\n>   C` D\n")
        assert isinstance(found, Role)
        assert found.content == Written("B C", place(1, 17, 2, 6))

    def test_in_a_cell_with_a_pipe(self) -> None:
        found = items("| a |\n|---|\n| x \\| {ihe:actor}`B \\| C` {ihe:actor}`D` |\n")
        assert [item.content for item in found if isinstance(item, Role)] == [
            Written("B | C", place(3, 20, 3, 26)),
            Written("D", place(3, 40, 3, 41)),
        ]

    def test_a_backslash_is_no_escape(self) -> None:
        (found,) = items("{ihe:actor}`A \\_ \\<B>`\n")
        assert isinstance(found, Role)
        assert found.content.text == "A \\_ <B>"


class TestHeading:
    @pytest.mark.parametrize(
        ("source", "style", "columns"),
        [
            ("# Title\n", "#1", (3, 8)),
            ("###   Title ##\n", "#3", (7, 12)),
            ("Title\n===\n", "#1", (1, 6)),
            ("  Title\n-\n", "#2", (3, 8)),
        ],
    )
    def test_place_and_level(self, source: str, style: str, columns: tuple[int, int]) -> None:
        assert items(source) == (Heading("Title", place(1, columns[0], 1, columns[1]), style),)

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("*a* **b** ***c*** _d_ e_f_g", "a b c d e_f_g"),
            ("*a **b* c", "*a *b c"),
            ("`a ` [b](c) ![d](e) <http://f> \\*g\\*", "a b d http://f *g*"),
            ("&amp; &#65; &unknown;", "& A &unknown;"),
            ("{ihe:actor}`~A` {ihe:actor}`B <C>`", "A B"),
        ],
    )
    def test_text_is_without_markup(self, source: str, text: str) -> None:
        assert items(f"# {source}\n")[0].text == text  # type: ignore[union-attr]

    @pytest.mark.parametrize("source", ["> # A\n", "- # A\n", "```{note}\n# A\n```\n", "```{only} x\n> # A\n```\n"])
    def test_none_where_it_makes_no_section(self, source: str) -> None:
        assert items(source) == ()

    def test_in_a_body_with_sections(self) -> None:
        assert outline(items("```{only} html\n## A\n```\n")) == ["2 #2 A"]


class TestComment:
    def test_place_and_text(self) -> None:
        (found,) = items("%  ihe: ignore[IHE302]  a reason\n")
        assert found == Comment("ignore[IHE302] a reason", place(1, 9, 1, 33), 0, 0)

    @pytest.mark.parametrize(
        ("following", "lines"),
        [
            ("\nA\nb\n\nc\n", (3, 5)),
            ("A\nb\n\nc\n", (2, 4)),
            ("\n- a\n\n  b\n- c\n\nd\n", (3, 7)),
            ("\n| a |\n|---|\n| b |\n\nc\n", (3, 6)),
            ("\n```{note}\na\n\nb\n```\nc\n", (3, 8)),
            ("\n# A\n\nb\n", (3, 4)),
            ("\nA\n===\nb\n", (3, 5)),
            ("\n(target)=\n# A\n", (4, 5)),
            ("% other\n\nA\n", (4, 5)),
            ("\n[a]: b\n\nA\n", (5, 6)),
            ("\n", (0, 0)),
        ],
    )
    def test_following_block(self, following: str, lines: tuple[int, int]) -> None:
        found = items("% ihe: ignore[A]\n" + following)[0]
        assert isinstance(found, Comment)
        assert (found.start, found.end) == lines

    def test_each_line_is_one(self) -> None:
        found = items("- % ihe: ignore[A]\n  % more\n  % ihe: ignore[B]\n\n  x\n\ny\n")
        assert outline(found) == ["1 % ignore[A] 5-6", "3 % ignore[B] 5-6"]

    @pytest.mark.parametrize("source", ["```\n% ihe: ignore[A]\n```\n", "a % ihe: ignore[A]\n", "% ihe:: x\n", "% x\n"])
    def test_what_is_none(self, source: str) -> None:
        assert items(source) == ()


def test_ours_and_the_context() -> None:
    source = "```{note}\n```\n```{include} a.md\n```\n{ref}`a` {ihe:actor}`b`\n"
    assert outline(items(source)) == ["3 {include}", "5 {ihe:actor}`b`"]
