"""IHE's numbers in builds: the same everywhere, and right after every edit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

PAGES = {
    "index": """\
        Framework
        =========

        .. toctree::

           one
           two
           three
           words
        """,
    "one": """\
        Volume 1: Profiles
        ==================

        .. toctree::

           intro
           send
           keep
        """,
    "intro": "Introduction\n============\n\nScope\n-----\n\nAll.\n",
    "send": """\
        Sending (SEND) Profile
        ======================

        .. ihe:profile::
           :chapter: 10

        SEND Actors
        -----------

        .. ihe:actors-transactions::
           :name: send-actors

           Writer:
             DEMO-1: R initiator
           Office: none

        .. _codes:

        .. table:: Codes

           = =
           a b
           = =

        .. ihe:actor-diagram::
           :name: send-figure

        SEND Options
        ------------

        .. ihe:actors-options::

           Writer: [Fast]
           Office: none

        Fast Option
        ~~~~~~~~~~~

        .. ihe:option::

        It runs.
        """,
    "keep": """\
        Keeping (KEEP) Profile
        ======================

        .. ihe:profile::

        .. ihe:required-groupings::

           Keeper: [SEND / Office]

        .. _keep-options:

        KEEP Options
        ------------

        .. figure:: keep.png

           A keeper
        """,
    "two": """\
        Volume 2: Transactions
        ======================

        .. toctree::

           post
        """,
    "post": """\
        Post [DEMO-1]
        =============

        .. ihe:transaction::

        Actor Roles
        -----------

        .. ihe:actor-roles::

           initiator:
             Writer: Writes.
           responder:
             Office: Carries.
        """,
    "three": """\
        Appendices
        ==========

        .. toctree::

           actors
        """,
    "actors": """\
        Actors
        ======

        More
        ----

        .. ihe:actor:: Writer
        .. ihe:actor:: Office
        .. ihe:actor:: Keeper
        """,
    "words": """\
        Words
        =====

        See :numref:`send-actors`, :numref:`send-figure`, :numref:`codes`, :numref:`keep-options`,
        :numref:`chapter {number} <keep-options>`, :numref:`the table %s: <codes>` and :ref:`send-actors`.

        .. table:: Plain

           = =
           a b
           = =
        """,
}
YAML = "framework: {domain: DEMO}\nlint: {ignore: [IHE]}\n"


@pytest.fixture
def framework(written: Callable[..., Site]) -> Callable[..., Site]:
    """Makes the framework above."""
    from textwrap import dedent

    def make(conf: str = "", yaml: str = YAML) -> Site:
        pages = {name: dedent(text) for name, text in PAGES.items()}
        made = written(pages.pop("index"), yaml, conf, **pages)
        png = "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        (made.source / "keep.png").write_bytes(bytes.fromhex(png))
        return made

    return make


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", text).replace("\N{PILCROW SIGN}", "").split())


def titles(page: str) -> list[str]:
    """The headings and captions of a page of HTML."""
    return [
        plain(found)
        for found in re.findall(r"<h[1-6]>.*?</h[1-6]>|<caption>.*?</caption>|<figcaption>.*?</p>", page, re.DOTALL)
    ]


SEND = [
    "10 Sending (SEND) Profile",
    "10.1 SEND Actors",
    "Table 10.1-1: SEND Profile - Actors and Transactions",
    "Table 10.1-2: Codes",
    "Figure 10.1-1: SEND Actor Diagram",
    "10.2 SEND Options",
    "Table 10.2-1: SEND - Actors and Options",
    "10.2.1 Fast Option",
]
WORDS = (
    "See Table 10.1-1, Figure 10.1-1, Table 10.1-2, Section 11.1, chapter 11.1, the table 10.1-2: "
    "and SEND Profile - Actors and Transactions."
)


@pytest.mark.parametrize("conf", ["", "numfig = True\n", "numfig = False\nhtml_secnumber_suffix = ' '\n"])
@pytest.mark.parametrize("numbered", [False, True])
def test_headings_captions_and_references(conf: str, numbered: bool, framework: Callable[..., Site]) -> None:
    project = framework(conf)
    if numbered:
        project.edit("one.rst", ".. toctree::\n", ".. toctree::\n   :numbered:\n")
    built = project.build()
    assert built.messages == []
    assert [line for line in titles(built.page("send.html")) if line[0] != "N"][: len(SEND)] == SEND
    assert WORDS in plain(built.page("words.html"))
    send = plain(built.page("send.html"))
    assert "DEMO TF-2: 3.1" in send
    assert "Section 10.2.1" in send
    assert "DEMO TF-1: 10" in plain(built.page("keep.html"))
    assert ("Table 1 Plain" in plain(built.page("words.html"))) is False
    assert ("Table 1: Plain" in plain(built.page("words.html"))) is ("True" in conf)


def test_around_the_text(framework: Callable[..., Site]) -> None:
    page = framework().build().page("send.html")
    assert "<title>10 Sending (SEND) Profile" in page
    assert re.findall(r'rel="(next|prev)" title="(.*?)"', page) == [
        ("next", "11 Keeping (KEEP) Profile"),
        ("prev", "1 Introduction"),
    ]
    assert [plain(entry) for entry in re.findall(r'<li><a class="reference internal".*?</a>', page)] == [
        "10 Sending (SEND) Profile",
        "10.1 SEND Actors",
        "10.2 SEND Options",
        "10.2.1 Fast Option",
    ]


@pytest.mark.parametrize(
    ("builder", "file"),
    [
        ("dirhtml", "send/index.html"),
        ("singlehtml", "index.html"),
        ("epub", "send.xhtml"),
        ("text", "send.txt"),
        ("man", "projectnamenotset.1"),
        ("texinfo", "projectnamenotset.texi"),
        ("latex", "projectnamenotset.tex"),
        ("xml", "send.xml"),
    ],
)
def test_every_format_prints_each_number_once(builder: str, file: str, framework: Callable[..., Site]) -> None:
    built = framework().build(builder, version="1")
    assert built.messages == []
    page = built.page(file).replace("\\sphinxhyphen{}", "-").replace("\\-", "-")
    page = plain(re.sub(r"\\label\{[^{}]*(\{[^{}]*\})?[^{}]*\}", "", page))
    for line in SEND:
        assert page.count(line) >= 1
        assert f"{line.partition(' ')[0]} {line}" not in page
    assert page.count("Table 10.1-2:") == 1


@pytest.mark.parametrize(
    ("builder", "file"), [("text", "words.txt"), ("latex", "projectnamenotset.tex"), ("man", "projectnamenotset.1")]
)
def test_references_in_other_formats(builder: str, file: str, framework: Callable[..., Site]) -> None:
    page = framework().build(builder).page(file).replace("\\sphinxhyphen{}", "-").replace("\\-", "-")
    numbers = ["Table 10.1-1", "Figure 10.1-1", "Table 10.1-2", "Section 11.1", "chapter 11.1", "the table 10.1-2:"]
    assert re.search(".*".join(map(re.escape, numbers)), " ".join(page[page.rindex("See ") :].split()))


def test_a_project_without_a_domain_is_as_it_was(framework: Callable[..., Site]) -> None:
    built = framework(yaml="lint: {ignore: [IHE]}\n").build(nitpicky=False)
    assert "section-number" not in built.page("send.html")
    assert "caption-number" not in built.page("send.html")
    assert 'id="10.1"' not in built.page("send.html")
    assert not built.app.config.numfig
    assert any("numfig is disabled" in message for message in built.messages)


def test_what_the_author_says_of_numbers_stays(framework: Callable[..., Site]) -> None:
    conf = "html_secnumber_suffix = ' – '\nnumfig_format = {'table': 'Tab. %s'}\n"
    built = framework(conf).build()
    assert titles(built.page("send.html"))[2:5:2] == ["10.1 – SEND Actors", "Tab. 10.1-2 Codes"]
    assert "See Tab. 10.1-1, Figure" in plain(built.page("words.html"))


def test_the_search_has_numbers(framework: Callable[..., Site]) -> None:
    index = framework().build().page("searchindex.js")
    assert '"10.2.1 Fast Option":[[' in index
    assert '"10 Sending (SEND) Profile"' in index.partition("titles:")[2] or '"titles":' in index


def test_an_appendix_that_says_its_letter(framework: Callable[..., Site]) -> None:
    project = framework()
    project.edit("three.rst", "Appendices\n======", "Annex\n======")
    project.edit("actors.rst", "Actors\n======", ".. _app:\n\nAppendix D: Actors\n==================")
    project.edit("words.rst", ":numref:`send-actors`", ":numref:`app`")
    built = project.build()
    page = built.page("actors.html")
    assert titles(page)[1:3] == ["Appendix D: Actors", "D.1 More"]
    assert 'id="D"' in page
    assert "See Section D, Figure" in plain(built.page("words.html"))
    assert project.build("text").page("actors.txt").startswith("Appendix D: Actors\n***")


# -- anchors and addresses --------------------------------------------------------------------------------------------


def test_anchors_that_readers_expect(framework: Callable[..., Site]) -> None:
    built = framework().build()
    page = built.page("send.html")
    for anchor in ("10", "10.1", "10.2.1", "t10.1-1", "t10.1-2", "f10.1-1", "profile-SEND", "send-actors"):
        assert page.count(f'id="{anchor}"') == 1
    assert 'href="#sending-send-profile" title="Link to this heading"' in page
    assert built.page("post.html").count('id="3.1"') == 1


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_no_anchor_stands_twice(builder: str, framework: Callable[..., Site]) -> None:
    project = framework()
    # The chapter has the number of the transaction.
    project.edit("send.rst", ":chapter: 10", ":chapter: 3")
    built = project.build(builder)
    for path in built.out.glob("*.html"):
        ids = re.findall(r' id="([0-9tf][0-9.-]*)"', path.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids))


def leads_to(page: Path) -> tuple[Path, str]:
    """Where a page sends its reader on to, without script."""
    (address,) = set(re.findall(r'(?:url=|href=")([^"]*)"', page.read_text(encoding="utf-8")))
    path, _, anchor = address.partition("#")
    return (page.parent / path).resolve(), anchor


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_short_addresses(builder: str, framework: Callable[..., Site]) -> None:
    project = framework()
    project.edit("actors.rst", ":: Keeper", ":: Gardien d’été / CA:1")
    built = project.build(builder)
    found = {page.parent.name: leads_to(page) for page in (built.out / "id").glob("*/index.html")}
    assert set(found) == {"DEMO-1", "SEND", "KEEP", "Writer", "Office", "Gardien-dete-CA-1"}
    for target, anchor in found.values():
        file = target / "index.html" if target.is_dir() else target
        assert f'id="{anchor}"' in file.read_text(encoding="utf-8")


def test_addresses_come_and_go(framework: Callable[..., Site]) -> None:
    project = framework()
    built = project.build()
    kept = built.out / "id" / "Writer" / "index.html"
    before = kept.stat().st_mtime_ns
    (built.out / "id" / "mine").mkdir()
    (built.out / "id" / "mine" / "index.html").write_text("Mine.", encoding="utf-8")
    project.edit("post.rst", "[DEMO-1]", "[DEMO-2]")
    project.build()
    assert sorted(path.name for path in (built.out / "id").iterdir()) == [
        "DEMO-2",
        "KEEP",
        "Keeper",
        "Office",
        "SEND",
        "Writer",
        "mine",
    ]
    assert kept.stat().st_mtime_ns == before


def test_a_document_that_has_such_an_address_keeps_it(framework: Callable[..., Site]) -> None:
    project = framework()
    project.write("id/Writer/index.rst", ":orphan:\n\nThe Writer\n==========\n")
    assert "<h1>The Writer" in project.build().page("id/Writer/index.html")


# -- edits ------------------------------------------------------------------------------------------------------------

EDITS: dict[str, list[tuple[str, str, str]]] = {
    "chapter": [("send.rst", ":chapter: 10", ":chapter: 12")],
    "placeholder": [("send.rst", ":chapter: 10", ":chapter: XX")],
    "no chapter any more": [("send.rst", "   :chapter: 10\n", "")],
    "section before others": [("send.rst", "SEND Actors\n---", "New\n---\n\nIt is.\n\nSEND Actors\n---")],
    "section at the end": [("intro.rst", "All.\n", "All.\n\nMore\n----\n\nAnd.\n")],
    "table before others": [("send.rst", ".. _codes:", ".. table:: First\n\n   = =\n   a b\n   = =\n\n.. _codes:")],
    "table without rows": [("send.rst", "   Writer:\n     DEMO-1: R initiator\n   Office: none\n", "   nothing\n")],
    "figure that another page takes away": [("post.rst", "     Writer: Writes.\n", "     Office: Writes.\n")],
    "order of chapters": [("one.rst", "   send\n   keep\n", "   keep\n   send\n")],
    "chapter before others": [("one.rst", "   intro\n", "   foreword\n   intro\n")],
    "number of a transaction": [("post.rst", "[DEMO-1]", "[DEMO-9]")],
    "section prefix": [("ihe.yaml", "domain: DEMO", "domain: DEMO, section-prefix: '4'")],
    "no domain": [("ihe.yaml", "{domain: DEMO}", "{}")],
    "appendix before others": [("three.rst", "   actors\n", "   foreword\n   actors\n")],
    "no volume any more": [("two.rst", "Volume 2: Transactions\n======", "Transactions\n======")],
}


def pages(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.glob("**/*.html")}
    return {name: path.read_bytes() for name, path in sorted(found.items())}


def times(folder: Path) -> dict[str, int]:
    """When the pages of documents were written."""
    return {
        path.stem: path.stat().st_mtime_ns for path in folder.glob("*.html") if path.stem not in ("genindex", "search")
    }


@pytest.mark.parametrize("theme", ["basic", "alabaster"])
@pytest.mark.parametrize(("name", "jobs"), [*((name, 1) for name in EDITS), ("chapter", 2), ("order of chapters", 2)])
def test_edit(name: str, jobs: int, theme: str, framework: Callable[..., Site]) -> None:
    project = framework()
    project.write("foreword.rst", ":orphan:\n\nForeword\n========\n")
    first = project.build(html_theme=theme, jobs=jobs)
    old, written_before = pages(first.out), times(first.out)
    for edit in EDITS[name]:
        project.edit(*edit)
    edited = {file.removesuffix(".rst") for file, _old, _new in EDITS[name]}
    out = project.build(html_theme=theme, jobs=jobs).out
    new, written_after = pages(out), times(out)
    clean = project.build(out="clean", html_theme=theme)
    expected = pages(clean.out)
    if name == "no volume any more":
        # Sphinx itself leaves an old title beside the text of other pages.
        old = new = expected = {"two.html": new["two.html"], "post.html": new["post.html"]}
    assert [page for page in expected if new[page] != expected[page]] == []
    changed = {Path(page).stem for page in expected if "/" not in page and old.get(page) != expected[page]} - {
        "genindex",
        "search",
    }
    rewritten = {page for page in written_after if written_after[page] != written_before.get(page)}
    assert changed <= rewritten
    # Sphinx writes what it has read, and what lists it in a table of contents.
    if name not in ("no domain", "no volume any more"):
        assert rewritten - changed <= edited | {"index", "one", "two", "three"}


def test_nothing_is_written_where_nothing_changed(framework: Callable[..., Site]) -> None:
    project = framework("numfig = True\n")
    before = times(project.build().out)
    again = project.build()
    assert times(again.out) == before
    assert "no targets are out of date" in again.status
    assert again.app.env.toc_secnumbers["send"]["#send-actors"] == (10, 1)


def test_two_builders_share_an_environment(framework: Callable[..., Site]) -> None:
    project = framework()
    for builder in ("html", "text"):
        project.build(builder)
    project.edit("send.rst", ":chapter: 10", ":chapter: 12")
    assert "12.1 SEND Actors" in plain(project.build("html").page("send.html"))
    assert "12.1 SEND Actors" in project.build("text").page("send.txt")


# -- what must not disturb --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["html", "singlehtml", "text", "latex"])
def test_documents_listed_twice_or_nowhere(builder: str, framework: Callable[..., Site]) -> None:
    project = framework()
    project.edit("three.rst", "   actors\n", "   actors\n   send\n   https://example.org\n   self\n")
    project.write(
        "lost.rst",
        ":orphan:\n\nLost [DEMO-8]\n=============\n\n.. ihe:transaction::\n\n.. table:: T\n\n   = =\n   a b\n   = =\n",
    )
    project.write("bare.rst", ":orphan:\n\nNo title, :numref:`keep-options`.\n")
    built = project.build(builder)
    assert [message for message in built.messages if "multiple toctrees" not in message] == []
    if builder == "html":
        assert titles(built.page("lost.html"))[1:3] == ["3.8 Lost [DEMO-8]", "Table 3.8-1: T"]
        assert titles(built.page("send.html"))[1:3] == SEND[:2]


@pytest.mark.parametrize(
    ("conf", "caption", "equation"),
    [("", "a Lines ", "See (1)."), ("numfig = True\n", "a Listing 1.1-1 Lines ", "See (1.1-1).")],
)
def test_equations_and_listings(conf: str, caption: str, equation: str, framework: Callable[..., Site]) -> None:
    project = framework(f"{conf}extensions.append('sphinx.ext.mathjax')\n")
    listing = ".. code-block:: text\n   :caption: Lines\n\n   b\n"
    project.edit("intro.rst", "All.\n", f"a\n\n{listing}\n.. math:: a\n   :label: a\n\nSee :eq:`a`.\n")
    page = plain(project.build().page("intro.html"))
    assert caption in page
    assert equation in page
