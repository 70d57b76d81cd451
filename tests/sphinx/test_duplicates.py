"""What two pages declare: every build reports it alike, and when one page goes, nothing of the other is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.language.directives import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

PAGE = """
Page {page}
===========

.. ihe:profile:: Sending of Letters (SEND)
.. ihe:actor:: Letter Writer
.. ihe:transaction:: Post Letter [DEMO-1]
.. ihe:profile-actor:: Letter Writer
.. ihe:option:: Registered Mail
.. ihe:content-module:: Letter
.. ihe:use-case:: A Letter Home
.. ihe:requirement:: R10

   A letter SHALL be sealed.

.. ihe:issue:: DEMO_012
.. ihe:integration-statement:: Quill 2

   vendor: Example
   product: Quill
   version: "2"
   date: 2026-11-24
   profiles: {{}}
"""
INDEX = """
Letters
=======

.. toctree::

   first
   second
   words

:ihe:profile:`SEND`, :ihe:actor:`Letter Writer`, :ihe:transaction:`DEMO-1`, :ihe:profile-actor:`SEND / Letter Writer`,
:ihe:option:`SEND / Registered Mail`, :ihe:content-module:`Letter`, :ihe:use-case:`SEND / A Letter Home`,
:ihe:requirement:`R10`, :ihe:issue:`DEMO_012`.
"""
SETTINGS = "framework: {domain: DEMO}\nlint: {select: [IHE1, IHE6]}\n"


@pytest.fixture
def letters(written: Callable[..., Site]) -> Site:
    """Two pages that declare one thing of every kind, and a page that names them."""
    pages = {name: PAGE.format(page=name) for name in ("first", "second")}
    return written(INDEX, SETTINGS, **pages, words="Words\n=====\n\nPlain words.\n")


def test_every_build_reports_them_alike(letters: Site) -> None:
    serial = letters.build()
    found = [message for message in serial.messages if "IHE101" in message]
    assert len(found) == len(KINDS)
    assert all(message.startswith("second.rst:") for message in found)
    assert serial.messages == letters.build(out="parallel", jobs=2).messages
    assert letters.build().messages == serial.messages
    # Another page, the first one and the second one are read again, alone.
    for page, old, new in (
        ("words.rst", "Plain", "Other"),
        ("first.rst", "Page first", "Page one"),
        ("second.rst", "Page second", "Page two"),
    ):
        letters.edit(page, old, new)
        for jobs in (1, 2):
            assert letters.build(jobs=jobs).messages == serial.messages


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("gone", "stays"), [("first", "second"), ("second", "first")])
def test_nothing_is_lost_when_one_goes(gone: str, stays: str, jobs: int, letters: Site) -> None:
    letters.build(jobs=jobs)
    (letters.source / f"{gone}.rst").unlink()
    letters.edit("index.rst", f"   {gone}\n", "")
    built = letters.build(jobs=jobs)
    assert built.messages == []
    assert {(kind, docname) for _, _, kind, docname, _, _ in built.domain.get_objects()} == {
        (kind, stays) for kind in KINDS
    }
    index = built.page("index.html")
    assert [kind for kind in ROLES if f'class="reference internal" href="{stays}.html#{kind}-' not in index] == []
    assert f"{gone}.html" not in index
    clean = letters.build(out="clean")
    assert (built.out / "objects.inv").read_bytes() == (clean.out / "objects.inv").read_bytes()
