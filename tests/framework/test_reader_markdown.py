"""Markdown among the documents: when it is read, what it includes, and the levels of its titles."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import config, reader
from sphinx_ihe.language import Place, Written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_ihe.framework.framework import Framework

PROFILE = "# Remote Measurement (RM) Profile\n\n```{ihe:profile}\n```\n\n"


def read(texts: Mapping[str, str]) -> Framework:
    settings = config.read(b"framework: {domain: DEMO}", "ihe.yaml")
    return reader.read_texts({name: dedent(text) for name, text in texts.items()}, settings).framework


def titles(framework: Framework) -> list[str]:
    """The titles in order, indented by level."""
    return [f"{'  ' * (title.level - 1)}{title.text}" for title in framework.titles]


def references(framework: Framework) -> list[str]:
    return [f"{each.target.text} {each.target.place.file}:{each.target.place.line}" for each in framework.references]


def test_a_declaration() -> None:
    framework = read({"volume1/index.md": PROFILE})
    assert [page.name for page in framework.pages] == ["volume1/index"]
    assert framework.profiles["RM"].label.place == Place("volume1/index.md", 1, 3, 1, 34)


@pytest.mark.parametrize(
    ("conf", "expected"),
    [
        (None, ["a", "b"]),
        ("extensions = ['sphinx_ihe', 'myst_parser']", ["a", "b"]),
        ("extensions = ['sphinx_ihe']\nextensions.append('myst_parser')", ["a", "b"]),
        ("extensions = compute()", ["a", "b"]),
        ("extensions = ['sphinx_ihe']", ["b"]),
    ],
)
def test_only_where_sphinx_may_read_it(conf: str | None, expected: list[str]) -> None:
    texts = {"a.md": "", "b.rst": ""} | ({"conf.py": conf} if conf else {})
    assert [page.name for page in read(texts).pages] == expected


@pytest.mark.parametrize("value", ["['colon_fence']", "('deflist', 'colon_fence')", "{'colon_fence'}"])
def test_extensions_of_the_syntax(value: str) -> None:
    page = {"index.md": ":::{ihe:actor} Sensor\n:::\n"}
    assert list(read(page).actors) == []
    assert list(read(page | {"conf.py": f"myst_enable_extensions = {value}"}).actors) == ["Sensor"]


def test_levels_are_those_of_the_titles_around() -> None:
    text = """\
        ## Two

        #### Four

        ### Three

        # One

        ### Three again

        ```{eval-rst}
        Below
        =====

        Deeper
        ------
        ```

        ## Another two

        ```{eval-rst}
        Its own
        -------
        ```
        """
    expected = [
        "Two",
        "  Four",
        "  Three",
        "One",
        "  Three again",
        "    Below",
        "      Deeper",
        "  Another two",
        "    Its own",
    ]
    assert titles(read({"index.md": text})) == expected


def test_includes_are_markdown_whatever_their_names() -> None:
    part = "---\nfront: matter\n---\n## Part {ihe:actor}`Sensor`\n"
    texts = {
        "volume1/index.md": PROFILE + "```{include} ../parts/part.txt\n:parser: rst\n```\n",
        "parts/part.txt": part,
        "other.rst": "Other\n=====\n\n.. include:: parts/part.txt\n",
    }
    framework = read(texts)
    assert titles(framework)[-2:] == ["Remote Measurement (RM) Profile", "  Part Sensor"]
    assert references(framework) == ["Sensor parts/part.txt:4"]


def test_an_include_with_an_offset_and_a_clip() -> None:
    texts = {
        "index.md": "# A\n```{include} part.txt\n:start-after: BEGIN\n:end-before: END\n:heading-offset: 2\n```\n## C",
        "part.txt": "# No\nBEGIN\n# B\n{ihe:actor}`X`\nEND\n# No\n",
    }
    framework = read(texts)
    assert titles(framework) == ["A", "  B", "  C"]
    assert references(framework) == ["X part.txt:4"]


@pytest.mark.parametrize("around", ["- {}", "> {}", "~~~{{note}}\n{}\n~~~\n"])
def test_no_sections_in_a_nested_include(around: str) -> None:
    include = "```{include} part.txt\n```".replace("\n", "\n> " if around[0] == ">" else "\n  ")
    texts = {"index.md": "# A\n\n" + around.format(include), "part.txt": "# B {ihe:actor}`X`\n"}
    framework = read(texts)
    assert titles(framework) == ["A"]
    assert references(framework) == ["X part.txt:1"]


def test_an_include_in_a_block_of_restructuredtext() -> None:
    texts = {
        "index.md": "# A\n\n```{eval-rst}\n.. include:: part.txt\n```\n\n## C\n",
        "part.txt": "B\n=\n\n:ihe:actor:`X` {ihe:actor}`Y`\n",
    }
    framework = read(texts)
    assert titles(framework) == ["A", "  B", "  C"]
    assert references(framework) == ["X part.txt:4"]


def test_a_missing_include() -> None:
    (problem,) = read({"index.md": "```{include} gone.md\n```\n"}).problems
    assert (problem.code, problem.place) == ("IHE006", Place("index.md", 1, 14, 1, 21))


def test_files_that_include_each_other() -> None:
    texts = {"index.md": "```{include} part.txt\n```\n", "part.txt": "```{include} part.txt\n```\n"}
    (problem,) = read(texts).problems
    assert problem.message == "files that include each other: 'part.txt' includes 'part.txt'"


def test_the_primary_domain() -> None:
    texts = {"index.md": "```{actor} Sensor\n```\n{actor}`X` {ihe:actor}`Y`\n", "conf.py": "primary_domain = 'ihe'"}
    framework = read(texts)
    assert list(framework.actors) == ["Sensor"]
    assert references(framework) == ["X index.md:3", "Y index.md:3"]


def test_the_prolog_of_restructuredtext_is_not_for_markdown() -> None:
    prolog = "rst_prolog = '.. default-domain:: ihe'"
    texts = {"a.md": "```{actor} No\n```\n", "b.rst": ".. actor:: Yes\n", "conf.py": prolog}
    assert list(read(texts).actors) == ["Yes"]


def test_roles_in_notes() -> None:
    table = "```{ihe:actors-options}\nSensor: [Alarms (1)]\nnotes:\n  1: See {ihe:actor}`Sensor`.\n```\n"
    framework = read({"index.md": PROFILE + table})
    assert framework.references[0].target == Written("Sensor", Place("index.md", 9, 22, 9, 28))
