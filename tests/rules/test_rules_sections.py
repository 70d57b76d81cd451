"""Sections of the template and words in them (IHE701 to IHE704, IHE801, IHE802)."""

from __future__ import annotations

import re

import pytest
from marked_text import findings, judge

SECTIONS = ("IHE310", "IHE401", "IHE402", "IHE303", "IHE702")
PROFILE = """\
{title}
===============================

.. ihe:profile::
   :type: foundation

Text.
"""


def document(title: str, *parts: str) -> str:
    return "\n".join((PROFILE.replace("{title}", title), *parts))


def section(title: str, text: str = "Not applicable.") -> str:
    return f"{title}\n{'-' * len(title)}\n\n{text}\n"


MISSED = "{{IHE701 error|Remote Measurement (RM) Profile}}"
RIGHT = "Remote Measurement (RM) Profile"


def test_no_security_considerations() -> None:
    judge(document(MISSED, section("Overview")), ignore=SECTIONS)


@pytest.mark.parametrize(
    "title",
    [
        "RM Security Considerations",
        "Security considerations",
        "Safety, Effectiveness and Security - Requirements and Considerations",
    ],
)
def test_security_considerations(title: str) -> None:
    judge(document(RIGHT, section(title)), ignore=SECTIONS)


def test_in_an_included_file_and_in_a_document_below() -> None:
    part = section("RM Security Considerations")
    judge({"index.rst": document(RIGHT, ".. include:: part.inc\n"), "part.inc": part}, ignore=SECTIONS)
    for entry in ("parts/one", "/parts/one", "Title <parts/one>", "parts/*"):
        toctree = f".. toctree::\n   :maxdepth: 1\n\n   {entry}\n"
        judge({"index.rst": document(RIGHT, toctree), "parts/one.rst": part}, ignore=SECTIONS)
    judge({"index.rst": document(MISSED, ".. toctree::\n\n   other\n"), "parts/one.rst": part}, ignore=SECTIONS)


def test_those_of_a_transaction_inside_are_not_those_of_the_profile() -> None:
    inside = """
Send Measurement [ITI-901]
--------------------------

.. ihe:transaction::

Security Considerations
~~~~~~~~~~~~~~~~~~~~~~~

Text.
"""
    judge(document(MISSED, inside), ignore=SECTIONS)


def test_a_transaction_is_warned_of_in_every_status() -> None:
    text = (
        "{{IHE701 warning|Send Measurement [ITI-901]}}\n==========================\n\n.. ihe:transaction::\n\nText.\n"
    )
    for status in ("draft", "trial-implementation", "final-text"):
        judge(text, status, ignore=SECTIONS)
    judge("{{IHE701 warning|.. ihe:transaction::}} Send Measurement [ITI-901]\n\n   Text.\n", ignore=SECTIONS)


def test_severity_of_the_profile() -> None:
    judge(document(MISSED.replace("error", "warning")), "draft", ignore=SECTIONS)
    judge(document(MISSED), "trial-implementation", ignore=SECTIONS)


def missing(text: str) -> set[str]:
    found = [finding for finding in findings({"index.rst": text}, ignore=()) if finding.code == "IHE702"]
    assert len(found) < 2
    return set(re.findall("'[^']*'", found[0].message)) if found else set()


def test_sections_of_a_transaction() -> None:
    head = "Send Measurement [ITI-901]\n==========================\n\n.. ihe:transaction::\n\n"
    assert missing(head) == {"'Scope'", "'Actor Roles'", "'Referenced Standards'", "'Messages'"}
    assert not missing(
        head + "\n".join(map(section, ("Scope", "Use Case Roles", "Referenced Standard", "Interactions")))
    )
    assert not missing(head + "\n".join(map(section, ("Scope", "Actor Roles", "Standards", "Interaction Diagram"))))


def test_sections_of_a_profile() -> None:
    head = document(RIGHT).replace("   :type: foundation\n", "")
    assert missing(head) == {
        "'Actors, Transactions, and Content Modules'",
        "'Actor Options'",
        "'Required Actor Groupings'",
        "'Overview'",
        "'Cross-Profile Considerations'",
    }
    assert missing(document(RIGHT)) == {"'Overview'", "'Cross-Profile Considerations'"}


def test_empty_sections() -> None:
    judge(
        """
        Title
        =====

        {{IHE703|Empty}}
        ----------------

        {{IHE703|With a comment}}
        -------------------------

        .. _target:

        .. A comment.

        .. index:: entry

        Sections
        --------

        Inside
        ~~~~~~

        Text.

        {{IHE703|Document Source}}
        --------------------------

        .. ihe:actor::

        Document Consumer
        -----------------

        .. ihe:actor::

           Text.

        Intentionally Left Blank
        ------------------------

        List
        ----

        * Not applicable.

        Figure
        ------

        .. image:: a.png

        .. only:: html

        {{IHE703|Only a comment in it}}
        -------------------------------

        .. only:: html

           .. A comment.
        """,
        ignore=("IHE2",),
    )


def test_an_include_is_what_it_holds() -> None:
    texts = {
        "index.rst": "Title\n=====\n\n.. include:: text.inc\n\n{{IHE703|Other}}\n=====\n\n.. include:: none.inc\n",
        "text.inc": "Text.\n",
        "none.inc": ".. A comment.\n",
    }
    judge(texts, ignore=())


def test_normative_words() -> None:
    judge(
        """
        Requirements
        ============

        The device SHALL send. It MAY repeat.

        Concepts
        --------

        It {{IHE704|SHALL NOT}} send, and ``SHALL`` is a word. In MAY 2024 ALL SHALL BE WELL.

        {{IHE704|SHALL}}/{{IHE704|SHOULD}} or {{IHE704|MUST}}/{{IHE704|MUST NOT}}.

        Background (Informative)
        ========================

        Deeper
        ------

        It {{IHE704|SHOULD}} send. It shall not.

        Rules (Normative)
        -----------------

        It SHALL send.

        Use Case #1: Send
        =================

        * It {{IHE704|MAY}} send.

        Use Case Roles
        ==============

        It SHALL send.
        """,
        ignore=(),
    )


def test_normative_words_in_a_use_case_that_is_declared() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:use-case:: Send

           It {{IHE704|SHALL}} send.

        It SHALL send.
        """,
        ignore=("IHE4", "IHE701", "IHE702"),
    )


def test_residue() -> None:
    judge(
        """
        {{IHE801|Actor A}} and {{IHE801|Actor
        B}} send {{IHE801|Transaction 1}} of the {{IHE801|<Profile Acronym>}}, see Table 3.2-1 below.

        Actor Alpha, Actor ABC, Transaction 12, an actor a, ``Actor A``, each Actor. A new sentence. Actor-A Factor A.
        """,
        ignore=(),
    )


@pytest.mark.parametrize(("chapter", "mark"), [("", "{{IHE801|Table 3.2-1}}"), (":chapter: 3", "Table 3.2-1")])
def test_the_table_of_the_template(chapter: str, mark: str) -> None:
    profile = f".. ihe:profile:: Remote Measurement (RM)\n   :type: foundation\n   {chapter}\n\n"
    judge(f"{profile}See {mark} below, and Table 3.2-1.\n", ignore=("IHE7",))


def test_open_markers() -> None:
    judge(
        """
        {{IHE802|TODO}}: more. {{IHE802|TODO}} write this. It is {{IHE802|TBD}}. This ({{IHE802|TBD}}) is
        {{IHE802|TODO}}; it is {{IHE802|TODO}}; or {{IHE802|TODO}} — and —{{IHE802|TODO}}— and {{IHE802|TODO}}… more.
        {{IHE802|<TO DO: the rest>}}, {{IHE802|[provide reference]}} and [{{IHE802|TODO}}]; see {{IHE802|TODO}}

        The "TODO" list, TODO entries, the todo directive, TBDs, ``TODO``, each TODO of the author, NOTODO: x.

        .. TODO: a comment.
        """,
        ignore=(),
    )


@pytest.mark.parametrize(("status", "severity"), [("draft", "info"), ("trial-implementation", "warning")])
def test_open_markers_by_status(status: str, severity: str) -> None:
    judge(f"{{{{IHE802 {severity}|TBD}}}}\n", status, ignore=())
