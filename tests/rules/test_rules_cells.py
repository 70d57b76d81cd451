"""Judgements on notes and codes in tables, and on roles in text (IHE410, IHE411, IHE601)."""

from __future__ import annotations

from marked_text import judge


def test_marks_notes_and_conditions() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R (1)
             ITI-42: [{{IHE410 warning|O (2)}}, {{IHE410|C with the Batch Option}}, C (1)]
             ITI-18:
               {{IHE410|optionality: O
               note: 4}}
           {{IHE410|Document Repository (5)}}:
             ITI-41: {{IHE410|C}}
           notes:
             1: One.
             {{IHE410|3}}: Three.

        .. ihe:actors-options::

           Document Source: [{{IHE410|Batch (1)}}]
           Document Repository: none

        .. ihe:required-groupings::

           Document Source:
             - {{IHE410|CT / Time Client (1)}}
           Document Repository: none

        .. ihe:option:: Batch

        .. ihe:transaction:: Send [ITI-901]
           :status: deferred

        .. ihe:actor-roles::

           initiator:
             {{IHE410|Document Source (9)}}: Sends.
             Document Consumer: {{IHE410|Sends. (8)}}
           responder:
             Document Repository: Stores. (1)
           notes:
             1: Sometimes.
        """
    )


def test_words_outside_the_set_and_cells_of_no_form() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: {optionality: {{IHE411 error|Q}}, side: {{IHE411|initiater}}}
             ITI-42: {{IHE002|R initiator with the}}
             ITI-18: R
        """
    )


# -- IHE601 -----------------------------------------------------------------------------------------------------------


def test_targets_of_roles() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch

        Known: :ihe:actor:`Document Source`, :ihe:actor:`the source <Document Source>`, :ihe:actor:`!Nobody`,
        :ihe:transaction:`ITI-18`, :ihe:transaction:`~ITI-18`, :ihe:profile:`RM`, :ihe:profile:`XDS.b`,
        :ihe:profile-actor:`RM / Document Source`, :ihe:profile-actor:`XDS.b / Document Registry`,
        :ihe:option:`RM / Batch`, :ihe:option:`XDS.b / Document Replacement`, :ihe:actor:`!Old`.

        Unknown: :ihe:actor:`{{IHE601 error|Nobody}}`, :ihe:actor:`the one <{{IHE601|Nobody}}>`,
        :ihe:actor:`{{IHE601 warning|document source}}`, :ihe:actor:`{{IHE205|Care Services Selective Consumer}}`,
        :ihe:transaction:`~{{IHE601|ITI-999}}`, :ihe:profile:`{{IHE601|XDZ}}`,
        :ihe:profile-actor:`{{IHE601|RM / Document Consumer}}`, :ihe:profile-actor:`{{IHE601|Document Source}}`,
        :ihe:profile-actor:`{{IHE601|XDZ / Document Source}}`, :ihe:option:`{{IHE601|RM / Stream}}`,
        :ihe:option:`{{IHE601 warning|RM / batch}}`, :ihe:actor:`{{IHE205|Old}}`.

        .. ihe:actor:: Old
           :renamed-to: Document Source
        """
    )
    renamed = [finding.fix for finding in found if "renamed" in finding.message]
    assert [(fix.safe, fix.edits[0].text) for fix in renamed if fix] == [
        (True, "Query Client"),
        (False, "Document Source"),
    ]


def test_names_in_place_of_ids_and_acronyms() -> None:
    found = judge(
        """
        :ihe:transaction:`{{IHE601|Registry Stored Query}}`, :ihe:transaction:`text <{{IHE601|Send}}>`,
        :ihe:profile:`{{IHE601|Consistent Time}}`.

        .. ihe:transaction:: Send [ITI-901]
        """,
        ignore=("IHE303", "IHE310", "IHE7"),
    )
    assert [finding.message for finding in found] == [
        "'Registry Stored Query' is the name of ITI-18, expected the id",
        "'Send' is the name of ITI-901, expected the id",
        "'Consistent Time' is the name of CT, expected the acronym",
    ]


def test_what_a_thing_of_a_profile_may_be() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
           Document Consumer:
             ITI-18: R

        :ihe:profile-actor:`{{IHE601|RM / Document Sorce}}`, :ihe:profile-actor:`{{IHE601|RM / Scribe}}`,
        :ihe:option:`{{IHE601|RM / Batch}}`, :ihe:profile-actor:`{{IHE601|Document Source}}`,
        :ihe:profile-actor:`{{IHE601|XDS.b/Document Sorce}}`, :ihe:profile-actor:`{{IHE601|Time Client}}`,
        :ihe:option:`{{IHE601|Document Replacment}}`, :ihe:profile-actor:`{{IHE601|Scribe}}`.
        """
    )
    nameless = "names no profile, expected one before a slash"
    assert [finding.message for finding in found] == [
        "'Document Sorce' is no actor of RM, did you mean 'Document Source'?",
        "'Scribe' is no actor of RM, expected 'Document Consumer' or 'Document Source'",
        "'Batch' is no option of RM",
        f"'Document Source' {nameless}, such as 'RM / Document Source'",
        f"'XDS.b/Document Sorce' {nameless}, such as 'XDS.b / Document Source'",
        f"'Time Client' {nameless}, such as 'CT / Time Client'",
        f"'Document Replacment' {nameless}, such as 'XDS.b / Document Replacement'",
        f"'Scribe' {nameless}",
    ]


def test_an_option_that_is_described_and_not_offered_is_a_target() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:option:: {{IHE407|Batch}}

        See :ihe:option:`RM / Batch`.
        """
    )


def test_targets_that_have_ids_or_names_of_their_own() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:use-case:: Find a document
        .. ihe:content-module:: Measurement Summary
        .. ihe:requirement:: R1010
        .. ihe:issue:: ITI_012

        Known: :ihe:use-case:`RM / Find a document`, :ihe:use-case:`Find a document`,
        :ihe:use-case:`RM / Use Case #1: Find a document`, :ihe:content-module:`Measurement Summary`,
        :ihe:requirement:`R1010`, :ihe:issue:`ITI_012`.

        Unknown: :ihe:use-case:`{{IHE601 error|RM / Find nothing}}`, :ihe:use-case:`{{IHE601|Find no document}}`,
        :ihe:content-module:`{{IHE601|Nothing}}`, :ihe:content-module:`{{IHE601 warning|measurement summary}}`,
        :ihe:requirement:`{{IHE601|R1011}}`, :ihe:issue:`{{IHE601|ITI_013}}`.
        """
    )
