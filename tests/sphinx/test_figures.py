"""Diagrams in print: drawn in HTML, with links; in words elsewhere; fresh in every build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

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
        "transaction.rst:21: WARNING: unknown arrow '=>', expected -> or --> (an answer) [ihe.IHE002]"
        in built.messages[0]
    )
    assert "Send Reading Request" in " ".join(drawings(built.page("transaction.html"))[0].itertext())
