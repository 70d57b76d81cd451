"""Every builder prints the tables and names, and none has anything to say about them."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

BUILDERS = [
    "html",
    "dirhtml",
    "singlehtml",
    "text",
    "man",
    "texinfo",
    "latex",
    "epub",
    "xml",
    "pseudoxml",
    "gettext",
    "dummy",
]


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_builder_complains(builder: str, site: Callable[[str], Site]) -> None:
    assert site("ext-whole").build(builder, version="1").messages == []


EMPTY = """
Nothing
=======

.. ihe:profile:: Nothing to Do (NONE)
.. ihe:actors-transactions::
.. ihe:actors-options::

   notes:
     1: Nobody has an option.
.. ihe:required-groupings::
.. ihe:actor-diagram::
.. ihe:process-flow::
.. ihe:integration-statement:: Nothing 1.0
.. ihe:profile-matrix::
.. ihe:general-introduction::
"""


@pytest.mark.parametrize("builder", ["html", "text", "man", "texinfo", "latex", "xml"])
def test_what_is_empty_prints_nothing_and_is_a_finding(builder: str, written: Callable[..., Site]) -> None:
    messages = written(EMPTY).build(builder, version="1").messages
    assert [message for message in messages if "[ihe." not in message] == []
    assert "the table is empty" in "".join(messages)


def test_text_has_spans(site: Callable[[str], Site]) -> None:
    text = site("ext-whole").build("text").page("keep.txt")
    start = text.index("+---", text.index("KEEP - Required Actor Groupings"))
    expected = """\
        +------------------------+--------------------------------------+--------------------+--------------------+
        | KEEP Actor             | Actor(s) to be grouped with          | Reference          | Content Bindings   |
        |                        |                                      |                    | Reference          |
        |========================|======================================|====================|====================|
        | Archivist              | SEND / Post Office                   | DEMO TF-1: 1       | PCC TF-2: 4.1      |
        |                        +--------------------------------------+--------------------+                    |
        |                        | or SEND / Letter Writer              | DEMO TF-1: 1       |                    |
        +------------------------+--------------------------------------+--------------------+--------------------+
        | Post Office            | None                                 | --                 | --                 |
        +------------------------+--------------------------------------+--------------------+--------------------+
        """
    assert text[start : text.index("\n\n", start) + 1] == dedent(expected)


@pytest.mark.parametrize(("builder", "name"), [("man", "whole.1"), ("texinfo", "whole.texi")])
def test_formats_without_spans_leave_the_first_cell_empty(builder: str, name: str, site: Callable[[str], Site]) -> None:
    page = site("ext-whole").build(builder).page(name)
    assert page.count("Initiator or Responder") == 2
    assert "Note 1: " in page


def test_xml_has_none_of_our_nodes(site: Callable[[str], Site]) -> None:
    project = site("ext-whole")
    page = project.build("xml").page("send.xml")
    assert str(project.source) not in re.sub(r'source="[^"]*"', "", page)
    assert 'morerows="2"' in page
    assert not re.search(r"ihe_\w+=|<table_view|<written", page)


def test_gettext_collects_titles_and_notes(site: Callable[[str], Site]) -> None:
    messages = site("ext-whole").build("gettext").page("send.pot")
    assert 'msgid "Sending of Letters (SEND) Profile"' in messages
    assert 'msgid "Needed only where the :ihe:actor:`Post Office` is in another town, see ' in messages


@pytest.mark.parametrize("jobs", [1, 2])
def test_scripts_only_where_they_are_used(jobs: int, site: Callable[[str], Site]) -> None:
    built = site("ext-lists").build(jobs=jobs)
    pages = {path.stem: path.read_text(encoding="utf-8") for path in built.out.glob("*.html")}
    assert {name for name, page in pages.items() if "ihe-tables.js" in page} == {"lists"}
    assert {name for name, page in pages.items() if "ihe.js" in page} >= {"issues", "lists", "send"}
    assert "ihe.js" not in pages["plain"]


def test_style_sheet_only_where_it_is_used(site: Callable[[str], Site]) -> None:
    project = site("ext-whole")
    project.edit("ihe.yaml", "trial-implementation", "final-text")
    built = project.build("html")
    assert (built.out / "_static" / "ihe.css").is_file()
    assert {path.stem for path in built.out.glob("*.html") if "ihe.css" in path.read_text(encoding="utf-8")} == {
        "actors",
        "keep",
        "send",
        "transactions",
    }
