"""Diagrams in print: drawn in HTML, with links; in words elsewhere; fresh in every build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

PROFILE = """
Demo
====

Remote Measurement (RM)
-----------------------

.. ihe:profile::

.. ihe:actors-transactions::

   Gateway:
     Send Reading [DEMO-1]: R initiator
   Server:
     DEMO-1: R responder

.. ihe:actors-options::

   Gateway: none
   Server: none

.. ihe:required-groupings::

   Gateway:
     - CT / Time Client
   Server: none

.. ihe:actor-diagram::
   :name: the-actors

Find a Reading
~~~~~~~~~~~~~~

.. ihe:use-case::

.. ihe:process-flow::

   *Nurse* -> Gateway: presses the button
   Gateway -> Server: Send Reading [DEMO-1]
   note over Server: keeps it

Rest
----

.. ihe:process-flow::

   Gateway -> Server: Something

See :ref:`the actors <the-actors>`.

.. toctree::

   transaction
"""
TRANSACTION = """
Send Reading [DEMO-1]
=====================

.. ihe:transaction::

.. ihe:actor:: Gateway

.. ihe:actor:: Server

.. ihe:actor-roles::

   initiator:
     Gateway: Sends.
   responder:
     Server: Listens.

.. ihe:interaction-diagram::

   Gateway -> Server: Send Reading Request
   Server --> Gateway: Send Reading Response
"""
YAML = "framework: {domain: DEMO}\nlint: {ignore: [IHE7]}\n"
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture
def project(written: Callable[..., Site]) -> Site:
    return written(PROFILE.replace("See :ref:`the actors <the-actors>`.\n", ""), YAML, transaction=TRANSACTION)


def drawings(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(text) for text in SVG.findall(html)]


def hrefs(drawing: ElementTree.Element) -> set[str]:
    return {link.attrib["href"] for link in drawing.iter("{http://www.w3.org/2000/svg}a")}


def test_html_has_drawings_with_captions_and_links(project: Site) -> None:
    built = project.build()
    assert built.messages == []
    page = built.page("index.html")
    captions = re.findall(r'<figcaption>\s*<p>.*<span class="caption-text">(.*?)</span>', page)
    assert captions == ["RM Actor Diagram", "Find a Reading Process Flow in RM Profile", "Process Flow in RM Profile"]
    actors, flow, _ = drawings(page)
    assert "transaction.html#transaction-DEMO-1" in hrefs(actors)
    assert "transaction.html#actor-Gateway" in hrefs(actors)
    assert any(href.startswith("https://profiles.ihe.net/ITI") for href in hrefs(actors))
    assert "transaction.html#transaction-DEMO-1" in hrefs(flow)
    (interaction,) = drawings(built.page("transaction.html"))
    assert hrefs(interaction) == {"#actor-Gateway", "#actor-Server"}


def test_every_link_leads_somewhere(project: Site) -> None:
    built = project.build()
    for drawing in drawings(built.page("index.html")) + drawings(built.page("transaction.html")):
        for href in hrefs(drawing):
            page, _, id = href.partition("#")
            if not page.startswith("https:"):
                assert f'id="{id}"' in built.page(page or "transaction.html")


def test_drawings_tell_screen_readers_what_they_show(project: Site) -> None:
    page = project.build().page("index.html")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for drawing in drawings(page):
        assert drawing.attrib["role"] == ("group" if drawing.findall(".//{*}a") else "img")
        for id in drawing.attrib["aria-labelledby"].split():
            assert id in ids
    assert "Gateway to Server: Send Reading [DEMO-1]; Gateway is grouped with" in page


def test_a_name_makes_a_target(written: Callable[..., Site]) -> None:
    built = written(PROFILE, YAML, transaction=TRANSACTION).build()
    assert built.messages == []
    assert '<a class="reference internal" href="#the-actors">' in built.page("index.html")


@pytest.mark.parametrize(
    "builder", ["text", "man", "texinfo", "latex", "xml", "pseudoxml", "gettext", "epub", "singlehtml"]
)
def test_every_builder(project: Site, builder: str) -> None:
    project.edit("conf.py", "\n", "\nman_pages = [('index', 'x', 'x', [], 1)]\nversion = release = '1'\n")
    built = project.build(builder)
    assert built.messages == []


def test_text_has_words_in_place_of_drawings(project: Site) -> None:
    text = project.build("text").page("index.txt")
    assert "* Gateway to Server: Send Reading [DEMO-1]" in text
    assert "* Gateway is grouped with CT / Time Client" in text
    assert "1. Nurse to Gateway: presses the button" in text
    assert "2. Gateway to Server: Send Reading [DEMO-1]" in text
    assert "3. note at Server: keeps it" in text
    assert "Find a Reading Process Flow in RM Profile" in text


def test_one_page_for_all_has_links_within_it(project: Site) -> None:
    page = project.build("singlehtml").page("index.html")
    linked = {href for drawing in drawings(page) for href in hrefs(drawing) if not href.startswith("https:")}
    assert "#transaction-DEMO-1" in linked
    assert all(f'id="{href[1:]}"' in page for href in linked)


def test_a_change_elsewhere_is_drawn(project: Site) -> None:
    project.build()
    project.edit("transaction.rst", "Send Reading [DEMO-1]", "Send Value [DEMO-1]")
    project.edit("index.rst", "Send Reading [DEMO-1]: R", "DEMO-1: R")
    page = project.build().page("index.html")
    project.edit("transaction.rst", "Send Value [DEMO-1]", "Send Many [DEMO-1]")
    page = project.build().page("index.html")
    assert "Send Many" in SVG.findall(page)[0]
    assert page == project.build(out="clean").page("index.html")


def test_another_order_of_reading_gives_the_same_bytes(project: Site) -> None:
    one = project.build(out="one").page("index.html")
    assert project.build(out="two", jobs=2).page("index.html") == one


def test_messages_that_cannot_be_read_are_reported_and_the_rest_is_drawn(project: Site) -> None:
    project.edit("transaction.rst", "   Server --> Gateway: Send Reading Response", "   Server => Gateway: Response")
    built = project.build()
    assert len(built.messages) == 1
    assert (
        "transaction.rst:21: WARNING: unknown arrow '=>', expected ->, --> (an answer), ->> (asynchronous) "
        "or ->x (lost) [ihe.IHE002]" in built.messages[0]
    )
    assert "Send Reading Request" in " ".join(drawings(built.page("transaction.html"))[0].itertext())


WIDE = "\n".join(f"   *Person {at}* -> *Person {at + 1}*: asks for something" for at in range(9))


def test_a_wide_drawing_has_a_page_of_its_own(project: Site) -> None:
    project.edit("index.rst", "   Gateway -> Server: Something", WIDE)
    built = project.build()
    assert built.messages == []
    page = built.page("index.html")
    (name,) = re.findall(r'<p class="ihe-alone"><a href="([^"]+)">Open the diagram on a page of its own</a>', page)
    alone = built.page(name)
    assert alone.startswith("<?xml")
    assert "Person 9" in " ".join(drawings(alone)[0].itertext())
    assert "Person 9" in " ".join(drawings(page)[2].itertext())


def test_links_lead_somewhere_from_a_page_of_its_own_too(project: Site) -> None:
    project.edit("index.rst", "   Gateway -> Server: Something", f"   Gateway -> Server: Send [DEMO-1]\n{WIDE}")
    built = project.build("singlehtml")
    (name,) = re.findall(r'<p class="ihe-alone"><a href="([^"]+)">', built.page("index.html"))
    linked = {href for href in hrefs(drawings(built.page(name))[0]) if not href.startswith("https:")}
    assert "index.html#transaction-DEMO-1" in linked
    assert all(f'id="{href.partition("#")[2]}"' in built.page("index.html") for href in linked)


def test_a_book_for_screens_has_no_files_that_it_does_not_list(project: Site) -> None:
    project.edit("index.rst", "   Gateway -> Server: Something", WIDE)
    assert "ihe-alone" not in project.build("epub").page("index.xhtml")


STEPS = """
   opt there is *something* new
      Gateway -> Server: sends ``id`` :ihe:transaction:`DEMO-1`
   end
   == later ==
   Gateway ->x Server: fails
"""


def test_steps_in_words_have_their_markup(project: Site) -> None:
    project.edit("index.rst", "\n   Gateway -> Server: Something\n", STEPS)
    text = project.build("text").page("index.txt")
    assert "1. opt: there is *something* new" in text
    assert '2. Gateway to Server: sends "id" Send Reading [DEMO-1]' in text
    assert "5. Gateway to Server, lost: fails" in text


def test_a_role_in_a_diagram_is_resolved_or_reported(project: Site) -> None:
    project.edit("index.rst", "\n   Gateway -> Server: Something\n", STEPS)
    built = project.build()
    assert built.messages == []
    assert "transaction.html#transaction-DEMO-1" in hrefs(drawings(built.page("index.html"))[2])
    project.edit("index.rst", ":ihe:transaction:`DEMO-1`", ":ihe:transaction:`DEMO-8`")
    (message,) = project.build().messages
    assert "IHE601" in message
    assert "'DEMO-8'" in message


def test_fragments_that_are_not_closed_are_reported_and_drawn(project: Site) -> None:
    project.edit("index.rst", "\n   Gateway -> Server: Something\n", STEPS.replace("   end\n", ""))
    built = project.build()
    (message,) = built.messages
    assert "'opt' is not closed, expected a line end [ihe.IHE002]" in message
    assert "opt" in " ".join(drawings(built.page("index.html"))[2].itertext())


GROUPED = """
Demo
====

Remote Content (RC)
-------------------

.. ihe:profile::

.. ihe:actors-content-modules::

   Content Creator:
     Letter: R
   Care Plan Contributor:
     Letter: R
   Keeper:
     Letter: O
   Content Consumer:
     Letter: R

.. ihe:required-groupings::

   Content Creator:
     - CT / Time Client
   Care Plan Contributor: none
   Keeper: none
   Content Consumer: none

.. ihe:content-module:: Letter

.. ihe:actor:: Care Plan Contributor

.. ihe:actor:: Keeper

.. ihe:actor-diagram::
   :grouped: beside
"""


def test_content_leads_from_those_who_make_it_to_those_who_take_it(written: Callable[..., Site]) -> None:
    built = written(GROUPED, YAML).build("text")
    text = " ".join(built.page("index.txt").split())
    assert "Content Creator, Care Plan Contributor to Content Consumer: Letter" in text
    assert "Keeper to" not in text
    assert "to Keeper" not in text


def test_partners_stand_beside_their_actor_where_that_is_asked_for(written: Callable[..., Site]) -> None:
    site = written(GROUPED, YAML)
    (beside,) = drawings(site.build().page("index.html"))
    site.edit("index.rst", "   :grouped: beside\n", "")
    (below,) = drawings(site.build().page("index.html"))
    assert place_of(beside, "Content Creator") == pytest.approx(place_of(beside, "CT / Time"), abs=20)
    assert place_of(below, "Content Creator") < place_of(below, "CT / Time") - 20


def place_of(drawing: ElementTree.Element, words: str) -> float:
    """How far down a line of text stands that has these words."""
    texts = drawing.iter("{http://www.w3.org/2000/svg}text")
    return next(float(text.attrib["y"]) for text in texts if words in "".join(text.itertext()))
