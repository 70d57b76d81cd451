"""What the domain is to Sphinx: objects, links, index, search, tables of contents."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

FRAMEWORK = """
A Framework
===========

.. ihe:profile:: Sending of Letters (SEND) Profile
.. ihe:actor:: Letter Writer

   Writes.
.. ihe:transaction:: Post Letter [DEMO-1]
.. ihe:profile-actor:: Letter Writer
.. ihe:option:: Registered Mail Option
"""


def links(page: str) -> list[str]:
    """The links of ours in a page, as ``text -> address``; what is no link has no address."""
    found = re.findall(
        r'(?:<a class="([^"]*)" href="([^"]*)"[^>]*>)?'
        r'<span class="ihe ihe-[^"]*">((?:<span[^>]*>.*?</span>|[^<])*)</span>',
        page,
    )
    return [
        re.sub("<[^>]*>", "", text) + (f" -> {href}" if href else "") + (" (external)" if "external" in classes else "")
        for classes, href, text in found
    ]


@pytest.fixture
def paragraph(written: Callable[..., Site]) -> Callable[..., list[str]]:
    """The links of a paragraph on a page of its own, beside ``FRAMEWORK``."""

    def build(text: str) -> list[str]:
        return links(written(FRAMEWORK, text=f":orphan:\n\nText\n====\n\n{text}\n").build().page("text.html"))

    return build


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (":ihe:actor:`Letter Writer`", "Letter Writer -> index.html#actor-Letter-Writer"),
        (":ihe:actor:`Letter\nWriter`", "Letter Writer -> index.html#actor-Letter-Writer"),
        (":ihe:actor:`who writes <Letter Writer>`", "who writes -> index.html#actor-Letter-Writer"),
        (":ihe:actor:`!Letter Writer`", "Letter Writer"),
        (":ihe:transaction:`DEMO-1`", "Post Letter [DEMO-1] -> index.html#transaction-DEMO-1"),
        (":ihe:transaction:`demo-001`", "Post Letter [DEMO-1] -> index.html#transaction-DEMO-1"),
        (":ihe:transaction:`~DEMO-1`", "[DEMO-1] -> index.html#transaction-DEMO-1"),
        (":ihe:transaction:`post <DEMO-1>`", "post -> index.html#transaction-DEMO-1"),
        (":ihe:transaction:`Post Letter [DEMO-1]`", "Post Letter [DEMO-1] -> index.html#transaction-DEMO-1"),
        (":ihe:profile:`SEND`", "SEND -> index.html#profile-SEND"),
        (":ihe:profile:`Sending of Letters (SEND)`", "Sending of Letters (SEND) -> index.html#profile-SEND"),
        (
            ":ihe:profile-actor:`SEND / Letter Writer`",
            "SEND / Letter Writer -> index.html#profile-actor-SEND-Letter-Writer",
        ),
        (":ihe:profile-actor:`~SEND / Letter Writer`", "Letter Writer -> index.html#profile-actor-SEND-Letter-Writer"),
        (":ihe:option:`SEND / Registered Mail`", "SEND / Registered Mail -> index.html#option-SEND-Registered-Mail"),
        (":ihe:option:`~SEND / Registered Mail`", "Registered Mail -> index.html#option-SEND-Registered-Mail"),
        (
            ":ihe:option:`SEND / Registered Mail Option`",
            "SEND / Registered Mail Option -> index.html#option-SEND-Registered-Mail",
        ),
        (":ihe:option:`Registered Mail`", "Registered Mail -> index.html#option-SEND-Registered-Mail"),
        (":ihe:option:`~ITI SEND / Registered Mail`", "Registered Mail -> index.html#option-SEND-Registered-Mail"),
        (":ihe:transaction:`DEMO-9`", "DEMO-9"),
        (":ihe:transaction:`~DEMO-9`", "[DEMO-9]"),
        (":ihe:actor:`Nobody`", "Nobody"),
    ],
)
def test_role(text: str, printed: str, paragraph: Callable[..., list[str]]) -> None:
    assert paragraph(text) == [printed]


def test_published_names_lead_to_where_they_are_published(paragraph: Callable[..., list[str]]) -> None:
    transaction, profile, actor = paragraph(
        ":ihe:transaction:`ITI-18`, :ihe:profile:`XDS.b`, :ihe:profile-actor:`XDS.b / Document Source`"
    )
    assert re.fullmatch(r"Registry Stored Query \[ITI-18\] -> https://\S+ \(external\)", transaction)
    assert re.fullmatch(r"XDS\.b -> https://\S+ \(external\)", profile)
    assert re.fullmatch(r"XDS\.b / Document Source -> https://\S+ \(external\)", actor)


def test_undefined_target_is_reported_once(written: Callable[..., Site]) -> None:
    messages = written(f"{FRAMEWORK}\nHere is :ihe:actor:`Letter Wrighter`.\n").build().messages
    expected = (
        "index.rst:13: WARNING: actor 'Letter Wrighter' is neither declared here nor published, "
        "did you mean 'Letter Writer'? (correct its name) [ihe.IHE601]"
    )
    assert [message for message in messages if "Wrighter" in message] == [expected]


def test_any(written: Callable[..., Site]) -> None:
    page = written(f"{FRAMEWORK}\n:any:`DEMO-1` and :any:`SEND / Letter Writer`\n").build().page("index.html")
    assert 'href="#transaction-DEMO-1"' in page
    assert 'href="#profile-actor-SEND-Letter-Writer"' in page


def test_objects_of_other_projects(written: Callable[..., Site]) -> None:
    project = written(FRAMEWORK)
    first = project.build()
    entries = zlib.decompress((first.out / "objects.inv").read_bytes().split(b"zlib.\n")[1]).decode()
    assert "DEMO-1 ihe:transaction 0 index.html#transaction-$ Post Letter [DEMO-1]\n" in entries
    assert (
        "SEND / Registered Mail ihe:option 1 index.html#option-SEND-Registered-Mail Registered Mail Option\n" in entries
    )
    project.edit("conf.py", "'sphinx_ihe'", "'sphinx_ihe', 'sphinx.ext.intersphinx'")
    project.write("index.rst", "Other\n=====\n\n:external:ihe:transaction:`DEMO-1`, :external:ihe:profile:`SEND`\n")
    mapping = {"letters": ("https://example.org", str(first.out / "objects.inv"))}
    second = project.build(out="other", intersphinx_mapping=mapping)
    assert second.messages == []
    assert 'href="https://example.org/index.html#transaction-DEMO-1"' in second.page("index.html")
    assert "Post Letter [DEMO-1]" in second.page("index.html")


def test_index_and_tables_of_contents(written: Callable[..., Site]) -> None:
    built = written(FRAMEWORK).build()
    index = built.page("genindex.html")
    assert re.findall(r'<li><a href="index.html#([^"]*)">([^<]*)</a>', index) == [
        ("profile-actor-SEND-Letter-Writer", "Letter Writer (actor of SEND)"),
        ("actor-Letter-Writer", "(actor)"),
        ("transaction-DEMO-1", "Post Letter [DEMO-1] (transaction)"),
        ("option-SEND-Registered-Mail", "Registered Mail Option (option of SEND)"),
        ("profile-SEND", "Sending of Letters (SEND) (profile)"),
    ]
    assert "#option-SEND-Registered-Mail" in built.app.env.tocs["index"].pformat()


TITLED = """
Sending of "Letters" -- Fast (SEND) Profile
===========================================

.. ihe:profile::

Post Letter [DEMO-1]
--------------------

.. ihe:transaction::
   :no-index-entry:

   It is *posted*.
"""


def test_section_is_the_target(written: Callable[..., Site]) -> None:
    built = written(f"{TITLED}\nSee :ihe:transaction:`DEMO-1` and :ihe:profile:`SEND`.\n").build()
    page = built.page("index.html")
    assert "<dl" not in page
    assert links(page) == ["Post Letter [DEMO-1] -> #transaction-DEMO-1", "SEND -> #profile-SEND"]
    heading = '<span id="3.1"></span><h2><span class="section-number">3.1 </span>Post Letter [DEMO-1]'
    assert f'<span id="transaction-DEMO-1"></span>{heading}' in page
    assert "<p>It is <em>posted</em>.</p>" in page
    # The name is what was written, whatever quotes are printed.
    assert built.domain.build.framework.profiles["SEND"].name == 'Sending of "Letters" -- Fast'
    assert "Sending of “Letters” – Fast (SEND) Profile</h1>" in page.replace(
        '<a class="headerlink" href="#sending-of-letters-fast-send-profile" title="Link to this heading">¶</a>', ""
    ).replace("\n", "")
    assert "DEMO-1" not in built.page("genindex.html")


@pytest.mark.parametrize(
    ("option", "has"),
    [
        ("", {"id", "object", "entry", "print"}),
        (":no-index:", {"print"}),
        (":noindex:", {"print"}),
        (":no-index-entry:", {"id", "object", "print"}),
        (":no-typesetting:", {"id", "object", "entry"}),
    ],
)
def test_options_of_sphinx(option: str, has: set[str], written: Callable[..., Site]) -> None:
    built = written(f"Page\n====\n\n.. ihe:actor:: Letter Writer\n   {option}\n\n   Writes letters.\n").build()
    page = built.page("index.html")
    found = {
        "id": 'id="actor-Letter-Writer"' in page,
        "object": ("actor", "Letter Writer") in built.domain.build.objects,
        "entry": "Letter Writer" in built.page("genindex.html"),
        "print": "Writes letters." in page,
    }
    assert {name for name, there in found.items() if there} == has
    assert "Letter Writer" in built.domain.build.framework.actors


def test_form_in_print(written: Callable[..., Site]) -> None:
    page = written(FRAMEWORK).build("text").page("index.txt")
    for line in (
        "profile Sending of Letters (SEND)",
        "actor Letter Writer",
        "transaction Post Letter [DEMO-1]",
        "option Registered Mail Option",
    ):
        assert line in page.splitlines()


def test_facts(written: Callable[..., Site]) -> None:
    page = (
        written(
            """
Page
====

.. ihe:transaction:: Post Letter [DEMO-1]
   :standards: Postal Convention,
      Sealing Wax
   :status: deferred
   :oid: 2.999.1

   Text.

.. ihe:actor:: Scribe
   :renamed-to: Letter Writer

.. ihe:actor:: Letter Writer
   :abbreviation: LW
"""
        )
        .build("text")
        .page("index.txt")
    )
    assert "   Referenced Standards:\n      Postal Convention, Sealing Wax\n" in page
    assert "   Status:\n      Deferred\n" in page
    assert "   Abbreviation:\n      LW\n" in page
    assert "   Renamed to:\n      Letter Writer\n" in page


def test_unreadable_declaration_is_printed_as_written(written: Callable[..., Site]) -> None:
    built = written("Page\n====\n\n.. ihe:profile:: No Acronym\n\n   Text.\n").build("text")
    assert "No Acronym\n\n   Text." in built.page("index.txt")
    assert [m for m in built.messages if "[ihe." not in m] == []


def test_same_ids_in_one_document(written: Callable[..., Site]) -> None:
    built = written("Page\n====\n\n.. ihe:actor:: Scribe\n.. ihe:actor:: Scribe\n").build()
    assert re.findall(r'<dt class="sig[^"]*" id="([^"]*)"', built.page("index.html")) == ["actor-Scribe", "actor-0"]
    assert built.domain.build.objects["actor", "Scribe"].node_id == "actor-Scribe"


def test_name_and_class(written: Callable[..., Site]) -> None:
    built = written(
        """\
Page
====

.. ihe:actor:: Scribe
   :name: the-scribe
   :class: special

.. ihe:profile:: Sending of Letters (SEND)

.. ihe:actors-options::
   :name: the-options
   :class: special

   Scribe: none

See :ref:`the actor <the-scribe>` and :ref:`the table <the-options>`.
"""
    ).build()
    page = built.page("index.html")
    assert [message for message in built.messages if "[ihe." not in message] == []
    assert '<dl class="ihe actor special"' in page
    assert re.search(r'<table class="[^"]*\bihe-actors-options\b[^"]*\bspecial\b', page)
    for name in ("the-scribe", "the-options"):
        assert f'href="#{name}"' in page
        assert f'id="{name}"' in page


def test_every_kind_of_declaration(written: Callable[..., Site]) -> None:
    built = written(
        f"""{FRAMEWORK}
.. ihe:content-module:: Letter Content
   :parent: Envelope
.. ihe:use-case:: Use Case #1: Write Home
.. ihe:requirement:: R1010
   :level: shall

   The writer shall write.
.. ihe:issue:: DEMO_001
   :state: open
.. ihe:integration-statement:: Pen 1.0

   vendor: Example
   product: Pen
   version: "1.0"
   date: 2026-11-24
   profiles:
     SEND: {{Letter Writer: []}}

:ihe:content-module:`Letter Content`, :ihe:use-case:`SEND / Write Home`, :ihe:requirement:`R1010`,
:ihe:issue:`DEMO_001`.
"""
    ).build()
    assert links(built.page("index.html"))[-4:] == [
        "Letter Content -> #content-module-Letter-Content",
        "SEND / Write Home -> #use-case-SEND-Write-Home",
        "R1010 -> #requirement-R1010",
        "DEMO_001 -> #issue-DEMO_001",
    ]
    assert [message for message in built.messages if "[ihe." not in message] == []
