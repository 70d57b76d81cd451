"""The data of the cards: names, kinds and first sentences, right after every build."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Built, Site

PAGE = """\
A Domain
========

Remote Measurement (RM)
-----------------------

.. ihe:profile::

A profile, e.g. this one, has :ihe:transaction:`DEMO-1` and **one** actor. It is small.

.. ihe:actors-transactions::

   Sensor: {DEMO-1: R}

Plain Text Option
~~~~~~~~~~~~~~~~~

.. ihe:option::

Words only! No pictures.

.. ihe:actor:: Sensor

   It measures. It sends.

.. ihe:actor:: Idle
   :oid: 2.999.1
"""
TRANSACTION = """\
Send Reading [DEMO-1]
=====================

.. ihe:transaction::

Scope
-----

A reading is sent at 8 a.m. or later, see :ref:`the scope <scope>`

.. _scope:

Actor Roles
-----------

.. ihe:actor-roles::

   initiator: {Sensor: It sends.}
"""


def cards(built: Built) -> dict[str, Any]:
    text = built.page("_static/ihe-names.js")
    cards: dict[str, Any] = json.loads(text.removeprefix("window.iheNames = ").removesuffix(";\n"))
    return cards


@pytest.fixture
def project(written: Callable[..., Site]) -> Site:
    return written(PAGE, "framework: {domain: DEMO}\nlint: {select: [IHE0]}\n", transaction=TRANSACTION)


def test_what_a_card_says(project: Site) -> None:
    assert cards(project.build()) == {
        "#profile-RM": [
            "Remote Measurement (RM)",
            "profile",
            "A profile, e.g. this one, has Send Reading [DEMO-1] and one actor.",
        ],
        "#option-RM-Plain-Text": ["Plain Text Option", "option of RM", "Words only!"],
        "#actor-Sensor": ["Sensor", "actor", "It measures."],
        "#actor-Idle": ["Idle", "actor", ""],
        "transaction.html#transaction-DEMO-1": [
            "Send Reading [DEMO-1]",
            "transaction",
            "A reading is sent at 8 a.m. or later, see the scope",
        ],
    }


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("index.rst", "It measures.", "It counts."),
        ("index.rst", "   It measures. It sends.", "   .. note:: It rests."),
        ("transaction.rst", "Send Reading [DEMO-1]\n", "Give Reading [DEMO-1]\n"),
        ("index.rst", ".. ihe:actor:: Idle", ".. ihe:actor:: Busy"),
    ],
)
def test_right_after_an_edit(page: str, old: str, new: str, project: Site) -> None:
    before = cards(project.build())
    project.edit(page, old, new)
    after = cards(project.build())
    assert after != before
    assert after == cards(project.build(out="clean"))


def test_left_alone_where_nothing_changed(project: Site) -> None:
    file = project.build().out / "_static" / "ihe-names.js"
    before = file.stat().st_mtime_ns
    project.build()
    assert file.stat().st_mtime_ns == before
    file.unlink()
    project.build()
    assert file.is_file(), "a build that reads nothing puts back what is missing"


@pytest.mark.parametrize(
    ("builder", "address"),
    [("dirhtml", "transaction/#transaction-DEMO-1"), ("singlehtml", "#transaction-DEMO-1")],
)
def test_addresses_of_other_sites(builder: str, address: str, project: Site) -> None:
    assert address in cards(project.build(builder))


@pytest.mark.parametrize("builder", ["epub", "text", "latex"])
def test_none_where_there_are_no_scripts(builder: str, project: Site) -> None:
    out = project.build(builder).out
    assert not [*out.rglob("ihe-names.js")]
    assert not [page for page in out.rglob("*html") if "ihe.js" in page.read_text("utf-8")]


def test_in_french(project: Site) -> None:
    assert cards(project.build(language="fr"))["#option-RM-Plain-Text"][:2] == ["Plain Text Option", "option de RM"]
