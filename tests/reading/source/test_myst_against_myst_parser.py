"""The scanner of Markdown against myst-parser: on texts of every construct, on texts with random faults, and on the
Markdown that installed packages bring.

Allowed differences, each with a test:

- myst-parser counts the lines of a body from behind the options, also where the body begins in the first line; and one
  line too many in a colon fence that begins with another.
- Where options stand between the beginning of a body and the rest, the two are one paragraph to myst-parser.
- Where the options cannot be read, myst-parser drops them all; the scanner gives those before the fault, and the line
  that is none.
- myst-parser leaves out a second footnote of a label, and the text of a link into an inventory that it does not know.
- A hard line break in a title prints tags of HTML.
- What a substitution brings in is not read, nor what ``html_admonition`` makes of HTML.
- Inside of 100 directives nothing is read; myst-parser itself ends not far behind, for want of recursion.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("myst_parser")

import myst_oracle
from docutils.parsers.rst.directives.admonitions import Note
from myst_facts import differences, facts, misplaced
from myst_mutations import mutated
from myst_oracle import SeenRole, SeenTitle, seen_in_markdown
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.directives import parse_directive_text

from sphinx_ihe.reading.source.myst import scan_myst

TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "markdown").glob("*.md"))}
NONE: tuple[str, ...] = ()
ALL = ("colon_fence", "deflist", "dollarmath", "amsmath", "fieldlist", "substitution")
MUTATED = tuple(name for name in ALL if name != "amsmath")
"""In the environments of amsmath, the plugins of myst-parser get into each other's way."""
INSTALLED = sorted(path for folder in sys.path if folder for path in Path(folder).glob("*/**/*.md") if path.is_file())


def agree(text: str, extensions: tuple[str, ...]) -> None:
    assert differences(text, extensions) == []
    assert misplaced(text, scan_myst(text, "page.md", everything=True, extensions=extensions)) == []


@pytest.mark.parametrize("extensions", [NONE, ALL], ids=["plain", "extensions"])
@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str, extensions: tuple[str, ...]) -> None:
    agree(TEXTS[name], extensions)
    agree(TEXTS[name].replace("\n", "\r\n"), extensions)


def test_the_texts_hold_something() -> None:
    found = [facts(text, ALL) for text in TEXTS.values()]
    assert sum(len(each.directives) for each in found) > 30
    assert sum(len(each.roles) for each in found) > 120
    assert sum(len(each.titles) for each in found) > 10


@pytest.mark.parametrize("seed", range(4))
def test_random_faults(seed: int) -> None:
    extensions = (NONE, ("colon_fence",), MUTATED, MUTATED)[seed]
    for text in mutated(list(TEXTS.values()), 250, seed):
        try:
            seen_in_markdown(text, extensions)
        except Exception:
            # myst-parser itself falls over some faults.
            continue
        agree(text, extensions)


@pytest.mark.skipif(not INSTALLED, reason="no package brings Markdown")
def test_installed_packages() -> None:
    for path in INSTALLED:
        agree(path.read_text("utf-8", "replace"), ("colon_fence",))


# -- allowed differences ----------------------------------------------------------------------------------------------


def test_a_body_that_begins_before_the_options() -> None:
    text = "~~~{note} A {r}`b\n:class: x\nc` d\n~~~\n"
    assert facts(text).directives[0].body == ((1, "A {r}`b"), (2, ""), (3, "c` d"))
    assert facts(text).roles == []
    agree(text, NONE)
    parsed = parse_directive_text(Note, "A {r}`b", ":class: x\nc` d")
    assert (parsed.body, parsed.body_offset) == (["A {r}`b", "c` d"], 0)


def test_a_colon_fence_in_a_colon_fence() -> None:
    text = "::::{note}\n:::{tip}\n{r}`x`\n:::\n::::\n"
    agree(text, ALL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(myst_oracle._Renderer, "render_colon_fence", DocutilsRenderer.render_colon_fence)
        assert [directive.line for directive in seen_in_markdown(text, ALL).directives] == [1, 3]
    assert [directive.line for directive in facts(text, ALL).directives] == [1, 2]


def test_options_that_cannot_be_read() -> None:
    text = '```{ihe:actor} Name\n:oid: 1\n:a: "b\n:c: d\n```\n'
    assert facts(text).directives[0].options == (("oid", "1"), ('a: "b', ""))
    assert seen_in_markdown(text).directives[0].options is None


def test_inside_of_many_directives_nothing_is_read() -> None:
    def text(depth: int) -> str:
        opening = "".join(f"{'`' * (depth + 3 - at)}{{note}}\n" for at in range(depth))
        return opening + "{r}`x`\n"

    assert len(facts(text(99)).roles) == 1
    assert len(facts(text(100)).roles) == 0


def test_what_is_substituted_is_not_read() -> None:
    text = "---\nmyst:\n  substitutions: {key: '{r}`x`'}\n---\n{{ key }}\n"
    assert facts(text, ALL).roles == []
    assert [role[:2] for role in seen_in_markdown(text, ALL).roles] == [("r", "x")]


def test_html_is_not_read() -> None:
    text = '<div class="admonition">\n\n{r}`x`</div>\n\n<div class="admonition">\n{r}`y`\n</div>\n'
    assert [role[1] for role in facts(text, ("html_admonition",)).roles] == ["x"]
    assert [role[1] for role in seen_in_markdown(text, ("html_admonition",)).roles] == ["x", "y"]


def test_the_judge_reads_what_myst_parser_leaves_out() -> None:
    """The judge is taught not to leave out a footnote, the text of a link, or to print a line break as HTML."""
    text = "[^1]: {r}`a`\n\n[^1]: {r}`b`\n\n[{r}`c`](inv:none#x)\n\nA\\\nb\n===\n"
    seen = seen_in_markdown(text)
    assert seen.roles == [SeenRole("r", "a", 1, 1), SeenRole("r", "b", 3, 3), SeenRole("r", "c", 5, 5)]
    assert seen.titles == [SeenTitle("A b", 7, "#1")]
    agree(text, NONE)
