"""Tables that were typed by hand: a build reports what the linter finds, and prints them as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.framework.reader import read
from sphinx_ihe.rules.rule import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

PAGE = """\
Remote Measurement (RM) Profile
===============================

.. list-table:: RM Profile - Actors and Transactions

   * - Actors
     - Transactions
     - Optionality
   * - Document Source
     - Provide and Register Document Sets [ITI-41]
     - R with the Quick Option
   * - Document Repository
     - Provide and Register Document Set-b [ITI-41]
     - perhaps

=============== ==================
Actor           Option
=============== ==================
Document Source Slow
Observer        No options defined
=============== ==================

.. ihe:profile-list::
"""


def test_the_same_is_found_and_the_table_is_printed(written: Callable[..., Site]) -> None:
    site = written(PAGE)
    built = site.build()
    found = check(read(site.source))
    assert {finding.code for finding in found} >= {"IHE204", "IHE302", "IHE413"}
    reported = "\n".join(built.messages)
    for finding in found:
        if finding.severity.name != "info":
            assert f"index.rst:{finding.place.line}: " in reported
            assert finding.message in reported
    assert len(built.messages) == len([finding for finding in found if finding.severity.name != "info"])
    assert "Provide and Register Document Sets [ITI-41]" in built.page("index.html")


def test_nothing_changes_where_nothing_was_touched(written: Callable[..., Site]) -> None:
    site = written(PAGE)
    first = site.build().messages
    assert site.build().messages == first
    site.edit("index.rst", "Document Sets [ITI-41]", "Document Set-b [ITI-41]")
    assert not any("IHE302" in message for message in site.build().messages)
