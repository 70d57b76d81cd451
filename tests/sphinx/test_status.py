"""The banner above each page, and the numbers of paragraphs."""

from __future__ import annotations

import re
from html import unescape
from inspect import cleandoc
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

TEXT = "Title\n=====\n\nWords.\n"


def banner(written: Callable[..., Site], yaml: str) -> str:
    page = written(TEXT, yaml).build().page("index.html")
    found = re.search(r'<div class="ihe-status.*?</div>', page)
    assert page.index(found[0]) < page.index("<h1>") if found else "ihe.css" not in page
    return re.sub(r"<br>|<[^>]*>", lambda tag: "\n" if tag[0] == "<br>" else "", found[0]) if found else ""


@pytest.mark.parametrize(
    ("yaml", "first"),
    [
        ("{status: draft}", "Draft"),
        ("{status: public-comment, revision: '1.2'}", "Draft for Public Comment – Revision 1.2"),
        ("{status: trial-implementation, date: 2026-11-24}", "Trial Implementation – November 24, 2026"),
        (
            "{status: deprecated, revision: <1>, date: 2026-11-24}",
            "Deprecated – Revision &lt;1&gt; – November 24, 2026",
        ),
        ("{status: final-text, revision: '1'}", ""),
    ],
)
def test_every_stage(yaml: str, first: str, written: Callable[..., Site]) -> None:
    assert banner(written, f"framework: {yaml}\n").partition("\n")[0] == first


def test_none_without_a_configuration(written: Callable[..., Site]) -> None:
    project = written(TEXT)
    (project.source / "ihe.yaml").unlink()
    assert "ihe-status" not in project.build().page("index.html")


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("a@example.org", 'go to <a href="mailto:a@example.org">a@example.org</a>.'),
        ("https://example.org/?a&b", 'go to <a href="https://example.org/?a&amp;b">https://example.org/?a&amp;b</a>.'),
        ("the office", "go to the office."),
    ],
)
def test_contact(contact: str, said: str, written: Callable[..., Site]) -> None:
    project = written(TEXT, f"framework: {{status: public-comment, contact: '{contact}'}}\n")
    assert said in project.build().page("index.html")
    project.edit("ihe.yaml", "public-comment", "draft")
    assert "go to" not in project.build().page("index.html")


@pytest.mark.parametrize(
    ("yaml", "numbered"),
    [
        ("framework: {status: public-comment}", True),
        ("framework: {status: draft}", False),
        ("framework: {status: public-comment}\nhtml: {paragraph-numbers: false}", False),
        ("framework: {status: final-text}\nhtml: {paragraph-numbers: true}", True),
    ],
)
def test_numbers_of_paragraphs(yaml: str, numbered: bool, written: Callable[..., Site]) -> None:
    page = written(TEXT, f"{yaml}\n").build().page("index.html")
    assert (
        '<span class="ihe-number" id="p1"><a class="reference internal" href="#p1">1</a></span>' in page
    ) == numbered


def test_numbers_are_places_that_can_be_commented_on(written: Callable[..., Site]) -> None:
    yaml = "framework: {domain: DEMO, status: public-comment}\n"
    yaml += "html: {comment-url: 'https://example.org/new?title={section}%20{number}&body={text}&at={page}'}\n"
    text = """
        Letters
        =======

        Root.

        Sending of Letters (SEND) Profile
        ---------------------------------

        .. ihe:profile::
           :chapter: 4

        First & last.

        * Item.

        .. list-table:: Things

           * - One

             - Two
           * - Three
             - Four
    """
    page = written(cleandoc(text), yaml, conf="html_baseurl = 'https://example.org/tf'\n").build().page("index.html")
    ids = re.findall(r'<span class="ihe-number" id="([^"]*)">', page)
    assert ids == ["p1", "p4-1", "p4-2", "p4-3", "p4-4"]
    address = unescape(re.findall(r'href="(https://example.org/new[^"]*)"', page)[1])
    assert parse_qs(urlsplit(address).query) == {
        "title": ["4 Sending of Letters (SEND) Profile 4-1"],
        "body": ["First & last."],
        "at": ["https://example.org/tf/index.html#p4-1"],
    }


def test_every_page_is_written_again_with_another_stage(written: Callable[..., Site]) -> None:
    project = written(f"{TEXT}\n.. toctree::\n\n   plain\n", "framework: {status: draft}\n", plain=TEXT)
    project.build()
    project.edit("ihe.yaml", "draft", "final-text")
    built = project.build()
    assert [page.name for page in built.out.glob("*.html") if "ihe-status" in page.read_text("utf-8")] == []
    project.edit("ihe.yaml", "final-text", "deprecated")
    built = project.build()
    assert {p.stem for p in built.out.glob("*.html") if "ihe-status" in p.read_text("utf-8")} == {"index", "plain"}
