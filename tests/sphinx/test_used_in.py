"""Where a thing is used is printed beside its declaration, by every builder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from test_staleness import bodies, times

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

OUTPUTS = {
    "html": "letter.html",
    "dirhtml": "letter/index.html",
    "singlehtml": "index.html",
    "text": "letter.txt",
    "man": "lists.1",
    "texinfo": "lists.texi",
    "latex": "lists.tex",
    "epub": "letter.xhtml",
    "xml": "letter.xml",
    "pseudoxml": "letter.pseudoxml",
}


@pytest.mark.parametrize("builder", OUTPUTS)
def test_every_builder_prints_it(builder: str, site: Callable[[str], Site]) -> None:
    built = site("ext-lists").build(builder, version="1")
    assert built.messages == []
    page = built.page(OUTPUTS[builder])
    assert "Used in" in page
    assert "uses_view" not in page


def test_fields_below_a_text(site: Callable[[str], Site]) -> None:
    built = site("ext-lists").build("text")
    text = built.page("send.txt")
    start = text.index("actor Letter Writer")
    assert text[start : text.index("actor Post Office")] == (
        "actor Letter Writer\n\n"
        "   Writes *letters* and posts them with Post Letter [DEMO-1].\n\n"
        "   Used in:\n      SEND\n\n"
        "   Transactions:\n      Post Letter [DEMO-1] (Initiator)\n\n"
        "   Claimed by:\n      Quill 2\n\n"
    )


def test_fields_go_on_below_other_fields(site: Callable[[str], Site]) -> None:
    page = site("ext-lists").build().page("letter.html")
    (fields,) = re.findall(r'<dl class="ihe-facts field-list.*?</dl>', page, re.DOTALL)
    assert re.findall(r"<dt[^>]*>([^<]*)", fields)[-2:] == ["Template ID", "Used in"]
    assert '<dt class="ihe-used-in' in fields
    assert 'href="send.html#profile-SEND"' in fields


def test_lines_below_a_title(site: Callable[[str], Site]) -> None:
    built = site("ext-lists").build()
    page = built.page("send.html")
    lines = page[page.index("Registered Mail Option<a") : page.index("Use Case #1: A Letter Home<a")]
    assert [re.sub(r"<[^>]*>", "", line) for line in re.findall(r"<dt.*?</dd>", lines, re.DOTALL)] == [
        "Requires:\nLetter\n",
        "Offered by:\nLetter Writer\n",
        "Claimed by:\nQuill 2\n",
    ]
    assert 'href="product.html#integration-statement-Quill-2"' in lines
    assert "ihe.css" in built.page("post.html")


def test_nothing_where_nothing_is_used(written: Callable[..., Site]) -> None:
    page = written(
        """
        Actors
        ======

        .. ihe:actor:: Nurse

        Midwife
        -------

        .. ihe:actor::
        """.replace("\n        ", "\n")
    ).build()
    assert "ihe-used-in" not in page.page("index.html")
    assert "field-list" not in page.page("index.html")


def test_where_nothing_is_printed_of_a_declaration(written: Callable[..., Site]) -> None:
    built = written(".. ihe:actor:: Nurse\n   :no-typesetting:\n\nWords.\n").build()
    assert "Nurse" in built.domain.build.framework.actors
    assert "field-list" not in built.page("index.html")


EDITS = {
    "claim of an option": ("product.rst", "[Registered Mail]", "[]", {"product", "send"}),
    "product of a statement": ("product.rst", "Quill 2", "Quill 3", {"product", "send", "lists"}),
    "content module of a row": ("send.rst", "     Letter: R\n", "     Other: R\n", {"send", "letter", "lists"}),
    "player of a role": ("post.rst", "     Post Office: Takes it.", "     Nurse: Takes it.", {"post", "send"}),
    "what an option requires": ("send.rst", "   :requires: Letter", "   :requires: DEMO-1", {"send"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_fresh_after_an_edit_elsewhere(name: str, site: Callable[[str], Site]) -> None:
    page, old, new, stale = EDITS[name]
    project = site("ext-lists")
    before = times(project.build().out)
    project.edit(page, old, new)
    built = project.build()
    after = times(built.out)
    assert bodies(built.out) == bodies(project.build(out="clean").out)
    assert {each for each in after if after[each] != before[each]} - {"index"} == stale
