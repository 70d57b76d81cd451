"""Lists, statements, boxes and change marks in a build: printed by every builder, and never stale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from test_staleness import bodies, findings, times

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

BUILDERS = ["html", "singlehtml", "text", "man", "texinfo", "latex", "epub", "xml", "gettext"]
OUTPUTS = {"latex": "lists.tex", "man": "lists.1", "texinfo": "lists.texi", "text": "issues.txt"}


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_builder_complains(builder: str, site: Callable[[str], Site]) -> None:
    built = site("ext-lists").build(builder, version="1")
    assert built.messages == []
    if builder in OUTPUTS:
        page = built.page(OUTPUTS[builder])
        assert "deleted: may" in page
        assert "Editor instruction" in page
        assert "ihe-del" not in page


def test_marks_and_boxes_in_html(site: Callable[[str], Site]) -> None:
    project = site("ext-lists")
    project.edit("ihe.yaml", "trial-implementation", "final-text")
    built = project.build()
    page = built.page("issues.html")
    assert '<span class="ihe-del">may</span> <span class="ihe-ins">SHALL</span> seal' in page
    assert '<div class="ihe-editor-instruction admonition">' in page
    assert "ihe.css" in page
    assert "ihe.css" not in built.page("plain.html")


def text_of(page: str) -> list[str]:
    """The cells of the tables of a page, row by row."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    return [
        " | ".join(re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL))
        for row in rows
    ]


def test_lists_are_tables_of_links(site: Callable[[str], Site]) -> None:
    built = site("ext-lists").build()
    page = built.page("lists.html")
    assert 'class="ihe-table ihe-profile-list wide ' in page
    assert re.search(r'<table class="ihe-table ihe-actor-list [^>]*id="who">\s*<caption>', page)
    assert 'href="post.html#requirement-R10"' in page
    assert 'href="product.html#integration-statement-Quill-2"' in page
    assert 'href="letter.html#content-module-Letter"' in page
    assert 'href="terms.html#term-wax"' in page
    assert 'href="#who"' in page
    rows = text_of(page)
    assert "Letter | 2.999.7.5.1 | urn:letter | 34133-9 | SEND" in rows
    assert (
        "R10 | SHALL | The Letter Writer SHALL seal it before [DEMO-1]. | Letter Writer, Post Office | "
        "Post Letter [DEMO-1]"
    ) in rows
    assert "Letter Writer | Writes letters and posts them with Post Letter [DEMO-1]." in rows
    assert "ink | Is black. | pigment" in rows


def test_a_statement_is_a_table(site: Callable[[str], Site]) -> None:
    page = site("ext-lists").build().page("product.html")
    assert text_of(page)[:2] == [
        "Profiles Implemented | Actors Implemented | Options Implemented",
        "Sending of Letters (SEND) | Letter Writer | Registered Mail",
    ]
    assert re.search(r"Vendor.*?Feather Ltd.*?Version.*?2.*?<table", page, re.DOTALL)
    assert re.search(r"<h2>Ink 1.0.*?Squid Ltd.*?<table", page, re.DOTALL)


def test_level_and_state_are_printed(site: Callable[[str], Site]) -> None:
    built = site("ext-lists").build("text")
    assert "requirement R10 (SHALL)\n" in built.page("post.txt")
    assert "Level:\n   SHOULD\n\nActors:\n   Post Office\n" in built.page("post.txt")
    assert "issue DEMO_1: Who pays? (closed)\n" in built.page("issues.txt")
    assert "issue DEMO_2 (open)\n" in built.page("issues.txt")
    assert "Format Code:\n   urn:letter\n" in built.page("letter.txt")


ALL = {"issues", "letter", "lists", "plain", "post", "product", "send", "terms"}
EDITS = {
    "name of an actor": (("send.rst", ":: Post Office", ":: Mail Office"), {"send", "lists", "post", "product"}),
    "definition of an actor": (("send.rst", "Writes *letters*", "Sends *letters*"), {"send", "lists"}),
    "row of a profile": (("send.rst", "     DEMO-1: R\n   Post", "     DEMO-1: O\n   Post"), {"send"}),
    "type of a profile": (("send.rst", ":type: transport, content", ":type: transport"), {"send", "lists"}),
    "title of a profile": (
        ("send.rst", "Sending of Letters (SEND) Profile\n==", "Posting of Letters (SEND) Profile\n=="),
        {"send", "lists", "product", "issues", "post", "letter", "index"},
    ),
    "identifier": (("letter.rst", "2.999.7.5.1", "2.999.7.5.2"), {"letter", "lists"}),
    "text of a requirement": (("post.rst", "SHALL *seal* it", "SHALL close it"), {"post", "lists"}),
    "level of a requirement": (("post.rst", ":level: shall", ":level: may"), {"post", "lists"}),
    "state of an issue": (("issues.rst", "   Is wax", "   Is candle wax"), {"issues", "lists"}),
    "claim": (("product.rst", "Letter Writer: [Registered Mail]", "Letter Writer: []"), {"product", "send"}),
    "vendor": (("product.rst", "Squid Ltd", "Squid Inc"), {"product", "lists"}),
    "term": (("terms.rst", "Is black.", "Is dark."), {"terms", "lists"}),
    "domain in ihe.yaml": (("ihe.yaml", "domain: DEMO", "domain: SHOW"), {"lists", "send"}),
    "status in ihe.yaml": (("ihe.yaml", "trial-implementation", "draft"), ALL),
    "plain": (("plain.rst", "No list", "Never a list"), {"plain"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_edit(name: str, site: Callable[[str], Site]) -> None:
    edit, stale = EDITS[name]
    project = site("ext-lists")
    before = times(project.build().out)
    project.edit(*edit)
    built = project.build()
    after = times(built.out)
    clean = project.build(out="clean")
    assert bodies(built.out) == bodies(clean.out)
    assert (built.out / "objects.inv").read_bytes() == (clean.out / "objects.inv").read_bytes()
    assert findings(built.messages) == findings(clean.messages)
    assert {page for page in after if after[page] != before[page]} - {"index"} == stale - {"index"}


def test_a_new_page_is_listed(site: Callable[[str], Site]) -> None:
    project = site("ext-lists")
    project.build()
    project.write("more.rst", ":orphan:\n\nMore\n====\n\n.. ihe:issue:: DEMO_3\n\n   And glue?\n")
    added = project.build(jobs=2)
    assert "DEMO_3 | And glue?" in text_of(added.page("lists.html"))
    (project.source / "more.rst").unlink()
    assert "DEMO_3" not in project.build().page("lists.html")
