"""A build after an edit gives the bytes of a clean build, and writes those pages again that print the change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Site

Edit = tuple[str, str, str]

ALL = {"actors", "keep", "send", "transactions", "words"}
EDITS: dict[str, tuple[list[Edit], set[str]]] = {
    "body": ([("words.rst", "Plain words", "Other words")], {"words"}),
    "title of a plain page": ([("words.rst", "Words\n=====", "Speech\n======")], {"words", "index"}),
    "name of a transaction": (
        [
            ("transactions.rst", "Post Letter [DEMO-1]\n---", "Mail Letter [DEMO-1]\n---"),
        ],
        {"transactions", "send", "actors"},
    ),
    "id of a transaction": (
        [("transactions.rst", "[DEMO-3]\n---", "[DEMO-4]\n---")],
        {"transactions", "keep", "actors"},
    ),
    "name of an actor": (
        [("actors.rst", ":: Archivist", ":: Librarian")],
        {"actors", "keep", "transactions"},
    ),
    "acronym of a profile": (
        [("keep.rst", "(KEEP) Profile\n", "(HOLD) Profile\n")],
        {"keep", "send", "actors", "transactions", "index"},
    ),
    "chapter of a profile": ([("keep.rst", ":chapter: 2", ":chapter: 5")], {"keep", "send", "transactions"}),
    "title of an option": (
        [("send.rst", "Registered Mail Option\n^", "Certified Mail Option\n^")],
        {"send", "keep"},
    ),
    "row": ([("send.rst", "     DEMO-1: R initiator\n", "     DEMO-1: O initiator\n")], {"send"}),
    "transaction of one more profile": (
        [("keep.rst", "     DEMO-3: R\n   Post", "     DEMO-3: R\n     DEMO-1: R\n   Post")],
        {"keep", "transactions"},
    ),
    "actor of one more profile": (
        [("keep.rst", "     DEMO-3: R\n\n", "     DEMO-3: R\n   Letter Writer: none\n\n")],
        {"keep", "actors"},
    ),
    "option of one more actor": ([("send.rst", "   Post Office: none", "   Post Office: [Registered Mail]")], {"send"}),
    "option that a partner needs": (
        [("keep.rst", "[SEND / Post Office,", "[SEND / Post Office with the Registered Mail Option,")],
        {"keep", "send"},
    ),
    "side of a role": (
        [("transactions.rst", "   responder (Carrier):", "   receiver (Carrier):")],
        {"transactions", "send", "actors"},
    ),
    "player of a role": (
        [("transactions.rst", "     Archivist: Takes over.", "     Letter Writer: Takes over.")],
        {"transactions", "keep", "actors"},
    ),
    "caption": ([("keep.rst", ":caption: KEEP - No Options", ":caption: Options of KEEP")], {"keep"}),
    "status": ([("transactions.rst", ":standards: Postal Convention", ":status: deprecated")], {"transactions"}),
    "note": ([("send.rst", "1: Costs more.", "1: Costs much more.")], {"send"}),
    "profile actor": (
        [("keep.rst", "Archivist\n^^^^^^^^^\n\n.. ihe:profile-actor::\n", "Archivist\n^^^^^^^^^\n")],
        {"keep", "send", "actors"},
    ),
    "domain in ihe.yaml": ([("ihe.yaml", "domain: DEMO", "domain: SHOW")], {"send", "keep"}),
    "section prefix in ihe.yaml": (
        [("ihe.yaml", "  status", "  section-prefix: '9'\n  status")],
        {"send", "keep", "transactions", "actors"},
    ),
    "status in ihe.yaml": ([("ihe.yaml", "trial-implementation", "draft")], ALL),
    "catalogue in ihe.yaml": ([("ihe.yaml", "framework:", "catalogue: false\nframework:")], {"send"}),
}


_around = re.compile(
    r'<link rel="(?:next|prev)"[^>]*>|<div class="related".*?</div>|<div class="sphinxsidebar".*?<div class="clearer">',
    re.DOTALL,
)


def bodies(folder: Path) -> dict[str, str]:
    """The pages without what is around them: Sphinx itself leaves old titles in the links to neighbours."""
    return {path.stem: _around.sub("", path.read_text(encoding="utf-8")) for path in folder.glob("*.html")}


def times(folder: Path) -> dict[str, int]:
    return {
        path.stem: path.stat().st_mtime_ns for path in folder.glob("*.html") if path.stem not in ("genindex", "search")
    }


def findings(messages: list[str]) -> list[str]:
    return [message for message in messages if "[ihe." in message]


PARALLEL = ("name of a transaction", "player of a role", "domain in ihe.yaml")


@pytest.mark.parametrize(("name", "jobs"), [*((name, 1) for name in EDITS), *((name, 2) for name in PARALLEL)])
def test_edit(name: str, jobs: int, site: Callable[[str], Site]) -> None:
    edits, stale = EDITS[name]
    project = site("ext-whole")
    before = times(project.build(jobs=jobs).out)
    for edit in edits:
        project.edit(*edit)
    built = project.build(jobs=jobs)
    after = times(built.out)
    clean = project.build(out="clean")
    assert bodies(built.out) == bodies(clean.out)
    assert (built.out / "objects.inv").read_bytes() == (clean.out / "objects.inv").read_bytes()
    assert findings(built.messages) == findings(clean.messages)
    # Sphinx writes a page again that has a table of contents with a page that was read again.
    assert {page for page in after if after[page] != before[page]} - {"index"} == stale - {"index"}


def test_nothing_changed(site: Callable[[str], Site]) -> None:
    project = site("ext-places")
    first = project.build()
    before = times(first.out)
    again = project.build()
    assert times(again.out) == before
    assert "no targets are out of date" in again.status
    parallel = project.build(out="parallel", jobs=2)
    assert len(findings(first.messages)) > 40
    assert findings(first.messages) == findings(again.messages) == findings(parallel.messages)


def test_pages_written_again_without_reading(site: Callable[[str], Site]) -> None:
    project = site("ext-whole")
    project.build()
    titled = project.build(html_title="Letters")
    assert "0 added, 0 changed, 0 removed" in titled.status
    assert bodies(titled.out) == bodies(project.build(out="clean", html_title="Letters").out)


def test_a_rule_left_out_while_no_document_changes(site: Callable[[str], Site]) -> None:
    project = site("ext-places")
    before = findings(project.build().messages)
    project.write("ihe.yaml", "framework: {domain: DEMO}\nlint: {ignore: [IHE101]}\n")
    after = project.build()
    assert "0 added, 0 changed, 0 removed" in after.status
    assert findings(after.messages) == findings(project.build(out="clean").messages)
    assert findings(after.messages) != before


def test_page_added_and_removed(site: Callable[[str], Site]) -> None:
    project = site("ext-whole")
    project.build()
    project.write("more.rst", ":orphan:\n\nMore\n====\n\n.. ihe:actor:: Librarian\n")
    project.edit("words.rst", "nothing", ":ihe:actor:`Librarian`")
    added = project.build()
    assert 'href="more.html#actor-Librarian"' in added.page("words.html")
    (project.source / "more.rst").unlink()
    removed = project.build()
    assert 'href="more.html' not in removed.page("words.html")
    assert bodies(project.build(out="clean").out) == {k: v for k, v in bodies(removed.out).items() if k != "more"}


def test_of_two_declarations_one_survives(site: Callable[[str], Site]) -> None:
    project = site("ext-whole")
    project.edit("words.rst", "nothing", "two\n\n.. ihe:actor:: Archivist\n\n")
    both = project.build(jobs=2)
    assert both.messages == [
        m for m in both.messages if "words.rst:6: WARNING: actor 'Archivist' is declared before" in m
    ]
    assert 'href="actors.html#actor-Archivist"' in both.page("keep.html")
    project.edit("actors.rst", ":: Archivist", ":: Librarian")
    one = project.build()
    assert 'href="words.html#actor-Archivist"' in one.page("keep.html")


def test_two_builders_share_what_was_read(site: Callable[[str], Site]) -> None:
    project = site("ext-whole")
    for builder in ("html", "text"):
        project.build(builder)
    project.edit("transactions.rst", "Post Letter [DEMO-1]\n---", "Mail Letter [DEMO-1]\n---")
    for builder, suffix in (("html", "html"), ("text", "txt")):
        assert "Mail Letter" in project.build(builder).page(f"send.{suffix}")


def test_serial_equals_parallel(site: Callable[[str], Site]) -> None:
    project = site("ext-whole")
    assert bodies(project.build().out) == bodies(project.build(out="parallel", jobs=2).out)
