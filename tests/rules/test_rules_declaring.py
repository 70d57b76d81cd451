"""Judgements on names and ids where they are declared (IHE101 to IHE106)."""

from __future__ import annotations

import pytest
from marked_text import findings, judge

from sphinx_ihe.language.findings import Edit


def test_the_later_declaration_is_reported_with_the_first() -> None:
    (found,) = judge(
        {
            "a.rst": """
            .. ihe:profile:: Remote Measurement (RM)

            .. ihe:actors-transactions::

               Gateway: none
            """,
            "b.rst": ".. ihe:actor:: Gateway\n",
            "c.rst": ".. ihe:actor:: {{IHE101 error|Gateway}}\n",
        }
    )
    (related,) = found.related
    assert (related.place.file, *related.place.start) == ("b.rst", 1, 16)


def test_a_titled_declaration_is_reported_at_its_title() -> None:
    judge(
        """
        Remote Measurement (RM) Profile
        ===============================

        .. ihe:profile::

        {{IHE101|Remote Measurement (RM) Integration Profile}}
        ==========================================

        .. ihe:profile::
        """
    )


def test_a_malformed_id_counts_as_the_id_that_it_means() -> None:
    judge(
        """
        .. ihe:transaction:: Send [ITI-901]
           :status: deferred

        .. ihe:transaction:: {{IHE101|Send [{{IHE102|ITI-0901}}]}}
           :status: deferred
        """
    )


def test_options_and_descriptions_are_told_apart_by_their_profile() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch
        .. ihe:option:: {{IHE101|Batch Option}}
        .. ihe:profile-actor:: Document Source
        .. ihe:profile-actor:: {{IHE101|Document Source}}

        .. ihe:profile:: Remote Monitoring (RMON)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch
        .. ihe:profile-actor:: Document Source
        """
    )


def test_what_two_documents_include_is_declared_once() -> None:
    texts = {
        "index.rst": ".. include:: part.inc\n",
        "other.rst": ".. include:: part.inc\n",
        "part.inc": ".. ihe:transaction:: Send [ITI-901]\n   :status: deferred\n",
    }
    judge(texts)


def test_names_that_differ_in_one_letter_are_two_names() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch-a, Batch-b]

        .. ihe:option:: Batch-a
        .. ihe:option:: Batch-b
        """
    )


def test_things_of_every_kind_are_declared_once() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:use-case:: Find a document
        .. ihe:use-case:: {{IHE101|Use Case #2: Find a document}}
        .. ihe:content-module:: Measurement Summary
        .. ihe:content-module:: {{IHE101|Measurement Summary}}
        .. ihe:requirement:: R1010
        .. ihe:requirement:: {{IHE101|R1010}}
        .. ihe:issue:: ITI_012
        .. ihe:issue:: {{IHE101|ITI_012}}

        .. ihe:profile:: Remote Storage (RS)

        .. ihe:use-case:: Find a document
        """
    )


# -- IHE102 -----------------------------------------------------------------------------------------------------------


def test_an_id_is_not_mended_where_the_right_one_stands_beside_it() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             {{IHE102|ITI-041}}: R
             ITI-41: O
             {{IHE102|ITI-0042}}: R
             Register Document Set-b [{{IHE102|ITI-042}}]: R
           Document Consumer:
             {{IHE102|ITI-018}}: R
        """
    )
    fixes = [finding.fix.edits[0].text if finding.fix else None for finding in found if finding.code == "IHE102"]
    assert fixes == [None, None, None, "ITI-18"]


def test_malformed_ids_are_found_wherever_they_are_written() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             {{IHE102 warning|ITI 41}}: R
             Register Document Set-b [{{IHE102|ITI-042}}]: R
             {{IHE102|PCD-1}}: O
             {{IHE102|PCC-01}}: O

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch
           :requires: ITI-41, {{IHE102|ITI_42}}

        See :ihe:transaction:`{{IHE102|iti-41}}` and :ihe:transaction:`this <{{IHE102|ITI-041}}>`, or
        Provide and Register Document Set-b [{{IHE102|ITI-041}}], [{{IHE102|ITI 41}}, {{IHE102|iti-18}}] and [XY-01].

        .. ihe:transaction:: Send [{{IHE102|ITI-0901}}]
           :status: deferred

        .. ihe:actor-roles::
           :transaction: {{IHE102|ITI-00901}}

           initiator:
             Document Source: Sends.
           responder:
             Document Repository: Stores.
        """
    )
    assert {finding.fix.edits[0].text for finding in found if finding.fix} == {
        "ITI-18",
        "ITI-41",
        "ITI-42",
        "PCD-01",
        "PCC-1",
        "ITI-901",
    }
    assert all(finding.fix and finding.fix.safe for finding in found)
    assert all(edit.place == finding.place for finding in found if finding.fix for edit in finding.fix.edits)


def test_options_that_read_like_ids_are_options() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [HL7 V3, Batch]

        .. ihe:option:: HL7 V3
        .. ihe:option:: Batch
           :requires: HL7 V3
        """
    )


# -- IHE103, IHE104 ---------------------------------------------------------------------------------------------------

FOREIGN = ".. ihe:transaction:: Send [{{IHE103|RAD-901}}]\n   :status: deferred\n"


def test_a_prefix_of_another_domain() -> None:
    judge(FOREIGN)


def test_prefixes_are_those_of_the_configuration() -> None:
    text = FOREIGN.replace("{{IHE103|RAD-901}}", "RAD-901").replace("ITI-", "{{IHE103|ITI-")
    judge({"index.rst": text, "ihe.yaml": "framework: {domain: ITI, transaction-prefixes: [RAD]}"})


def test_a_national_prefix_is_one_of_its_own() -> None:
    text = ".. ihe:transaction:: Send [CA:FeX-2A]\n   :status: deferred\n"
    judge({"index.rst": text, "ihe.yaml": "framework: {domain: XX, transaction-prefixes: ['CA:FeX']}"})


def test_without_a_domain_no_prefix_is_foreign() -> None:
    judge({"index.rst": FOREIGN.replace("{{IHE103|RAD-901}}", "RAD-901"), "ihe.yaml": ""})


@pytest.mark.parametrize(
    ("status", "severity"),
    [
        ("draft", "info"),
        ("public-comment", "info"),
        ("trial-implementation", "error"),
        ("final-text", "error"),
        ("deprecated", "error"),
    ],
)
def test_placeholders_are_errors_once_numbers_are_assigned(status: str, severity: str) -> None:
    text = """
    .. ihe:profile:: Remote Measurement (RM)
       :chapter: {{IHE104 SEVERITY|X}}

    .. ihe:transaction:: Send [{{IHE104 SEVERITY|ITI-YY1}}]
       :status: deferred

    .. ihe:transaction:: Ask [ITI-901]
       :status: deferred
       :section: {{IHE104 SEVERITY|3.YY}}
    """
    judge(text.replace("SEVERITY", severity), status)


def test_numbers_with_letters_are_no_placeholders() -> None:
    text = """
    .. ihe:transaction:: Send [PHARM-H1]
       :status: deferred

    .. ihe:transaction:: Ask [CA:FeX-2A]
       :status: deferred
    """
    judge(
        {"index.rst": text, "ihe.yaml": "framework: {domain: PHARM, status: final-text}"}, ignore=("IHE310", "IHE103")
    )


# -- IHE105, IHE106 ---------------------------------------------------------------------------------------------------


def test_titles_that_name_another_thing() -> None:
    found = judge(
        """
        Remote Measurement (RM) Profile
        ===============================

        .. ihe:profile:: {{IHE105 warning|Remote Monitoring (RMON)}}

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        Stream Option
        -------------

        .. ihe:option:: {{IHE105|Batch}}

        Document Consumer
        -----------------

        .. ihe:profile-actor:: {{IHE105|Document Source}}

        Send [ITI-901]
        --------------

        .. ihe:transaction:: {{IHE105|Ask [ITI-902]}}
           :status: deferred
        """
    )
    assert [finding.related[0].place.line for finding in found] == [1, 15, 20, 25]


def test_titles_of_use_cases_and_content_modules() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        Use Case #1: Find a document
        ============================

        .. ihe:use-case:: {{IHE105|Store a document}}

        Use Cases
        =========

        .. ihe:use-case:: Send a document

        Summary A
        =========

        .. ihe:content-module::
        .. ihe:content-module:: {{IHE105|Summary B}}

        Use Case #2: Ask for a document
        ===============================

        .. ihe:use-case:: Ask for a document
        """
    )


def test_titles_that_name_the_thing_or_nothing_of_its_kind() -> None:
    judge(
        """
        Profile (Informative)
        =====================

        .. ihe:profile:: Remote Monitoring (RMON)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        RMON Actor Options
        ------------------

        .. ihe:option:: Batch

        Sending [ITI-901]
        -----------------

        .. ihe:transaction:: Send [ITI-901]
           :status: deferred

        Actors
        ------

        .. ihe:profile-actor:: Document Source
        """
    )


def test_published_ids_and_acronyms_keep_their_names() -> None:
    judge(
        """
        .. ihe:profile:: {{IHE106 warning|Document Sharing (XDS.b)}}
        .. ihe:profile:: Patient Demographics Query for Mobile (PDQm)
        .. ihe:transaction:: {{IHE106|Registry Stored Question [ITI-18]}}
        .. ihe:transaction:: {{IHE106|Provide and register document set-b [ITI-41]}}
        .. ihe:transaction:: Register Document Set-b [ITI-42]
        """,
        ignore=("IHE303", "IHE310", "IHE401", "IHE402", "IHE7"),
    )


def test_other_published_spellings_are_right() -> None:
    text = ".. ihe:transaction:: Discover system context and capabilities [DEV-26]\n   :status: deferred\n"
    judge({"index.rst": text, "ihe.yaml": "framework: {domain: DEV, status: final-text}"})


def test_without_the_catalogue_nothing_is_published() -> None:
    text = ".. ihe:transaction:: Registry Stored Question [ITI-18]\n   :status: deferred\n"
    judge({"index.rst": text, "ihe.yaml": "catalogue: false\nframework: {domain: ITI, status: final-text}"})


def test_a_fix_of_an_id_mends_it() -> None:
    text = "See :ihe:transaction:`ITI-041`.\n"
    (found,) = findings({"index.rst": text})
    assert found.fix
    assert found.fix.edits == (Edit(found.place, "ITI-41"),)
    assert text[found.place.column - 1 : found.place.end_column - 1] == "ITI-041"
