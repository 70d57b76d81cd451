"""The banner above each page, and the numbers of paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Site

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
    assert ('<section class="ihe-numbered" id="title">' in page) == numbered


def test_every_page_is_written_again_with_another_stage(written: Callable[..., Site]) -> None:
    project = written(f"{TEXT}\n.. toctree::\n\n   plain\n", "framework: {status: draft}\n", plain=TEXT)
    project.build()
    project.edit("ihe.yaml", "draft", "final-text")
    built = project.build()
    assert [page.name for page in built.out.glob("*.html") if "ihe-status" in page.read_text("utf-8")] == []
    project.edit("ihe.yaml", "final-text", "deprecated")
    built = project.build()
    assert {p.stem for p in built.out.glob("*.html") if "ihe-status" in p.read_text("utf-8")} == {"index", "plain"}
