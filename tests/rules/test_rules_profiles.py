"""Judgements on profiles, their options and their groupings (IHE401 to IHE409, IHE412)."""

from __future__ import annotations

import pytest
from marked_text import judge

# -- IHE401, IHE402 ---------------------------------------------------------------------------------------------------


def test_what_a_profile_lacks_is_told_at_its_title() -> None:
    judge(
        """
        {{IHE401 warning|{{IHE402|{{IHE402|Remote Measurement (RM) Profile}}}}}}
        ===============================

        .. ihe:profile::
        """,
        ignore=("IHE7",),
    )


def test_without_a_title_it_is_told_at_the_directive() -> None:
    judge(
        """
        {{IHE402|{{IHE402|.. ihe:profile::}}}} Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
        """,
        ignore=("IHE7",),
    )


def test_foundation_profiles_need_no_actors() -> None:
    judge(".. ihe:profile:: Remote Patterns (RP)\n   :type: content, foundation\n", ignore=("IHE7",))


def test_tables_may_stand_in_another_document() -> None:
    judge(
        {
            "index.rst": ".. ihe:profile:: Remote Measurement (RM)\n",
            "tables.rst": """
            .. ihe:actors-transactions::
               :profile: RM

               Document Source:
                 ITI-41: R

            .. ihe:actors-options::
               :profile: RM

               Document Source: none

            .. ihe:required-groupings::
               :profile: RM

               Document Source: none
            """,
        },
        ignore=("IHE7",),
    )


# -- IHE403, IHE404 ---------------------------------------------------------------------------------------------------


def test_partners_are_judged_as_partners_alone() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:required-groupings::

           Document Source:
             - ITI CT / Time Client
             - ATNA / Secure Node or Secure Application
             - {{IHE404 error|ATNA / Secure Node or Secure Nobody}}
             - {{IHE404|CT / Consistent Time}}
             - {{IHE404 warning|CT / time client}}
             - {{IHE404|Document Consumer}}
             - {{IHE403 error|XDZ / Nobody}}
             - {{IHE403 warning|xds.b / Document Registry}}
             - {{IHE403 warning|RAD CT / Time Client}}
             - IHE CT / Time Client
             - one of: [XDR / Document Source, {{IHE404|XDR / Document Consumer}}]
             - when: {{IHE405|Nothing}}
               with: [IUA / Authorization Client]
        """
    )
    told = {finding.place.line: finding for finding in found}
    assert told[14].message == "'Consistent Time' is no actor of CT, expected 'Time Client' or 'Time Server'"
    assert told[15].fix
    ((place, text),) = told[15].fix.edits
    assert (place.start, place.end, text) == ((15, 13), (15, 24), "Time Client")
    assert told[19].message == "profile CT is of the domain ITI, found 'RAD'"
    assert told[16].fix is None


def test_a_profile_alone_is_told_with_its_actors() -> None:
    (found,) = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - {{IHE404|CT}}
        """
    )
    assert found.message == "'CT' is a profile, expected 'CT / Time Client' or 'CT / Time Server'"
    assert found.help == "write PROFILE / ACTOR"


def test_options_that_are_no_list_for_want_of_brackets() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: {{IHE406|Batch, Stream}}

        .. ihe:option:: {{IHE407|Batch}}

        .. ihe:option:: {{IHE407|Stream}}
        """
    )
    assert (found[0].message, found[0].help) == (
        "'Batch, Stream' is one text, expected a list of options",
        "write [Batch, Stream]",
    )


def test_profiles_that_an_option_of_a_directive_names() -> None:
    judge(
        """
        .. ihe:actors-options::
           :profile: {{IHE403|NOPE}}

           Document Source: none

        .. ihe:option:: Batch
           :profile: {{IHE403|NOPE}}

        .. ihe:profile-actor:: Document Source
           :profile: {{IHE403|NOPE}}

        .. ihe:use-case:: Find a document
           :profile: {{IHE403|NOPE}}

        .. ihe:actor-list::
           :profile: XDS.b, {{IHE403|NOPE}}
        """,
        ignore=("IHE407",),
    )


def test_of_an_incomplete_profile_no_actor_is_missed() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - HPD / Provider Information Whatever with the Whatever Option
        """
    )


def test_actors_and_options_that_are_added_to_a_published_profile() -> None:
    judge(
        """
        .. ihe:actors-transactions::
           :profile: XDS.b

           Gateway:
             ITI-18: R initiator with the Batch Option

        .. ihe:actors-options::
           :profile: XDS.b

           Gateway: [Batch, Reference ID]

        .. ihe:option:: Batch
           :profile: XDS.b

        .. ihe:actor:: Gateway

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - XDS.b / Gateway with the Batch Option

        See :ihe:profile-actor:`XDS.b / Gateway` and :ihe:option:`XDS.b / Batch`.
        """
    )


# -- IHE405 to IHE407 -------------------------------------------------------------------------------------------------


def test_where_options_are_named_and_described() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: [O with the Batch Option, O with the Stream Option, {{IHE405 error|O with the Burst Option}}]

        .. ihe:actors-content-modules::

           Document Source:
             Medical Summary: {{IHE405|O with the Burst Option}}

        .. ihe:actors-options::

           Document Source: [Batch, {{IHE406 warning|Stream}}]

        .. ihe:required-groupings::

           Document Source:
             - when: Stream
               with: [{{IHE405 warning|ATNA / Secure Node with the Nothing At All Option}}]
             - when: {{IHE405|Burst}}
               with: [ATNA / Secure Node with the Radiology Audit Trail Option]

        .. ihe:option:: Batch Option
        .. ihe:option:: {{IHE407 warning|Unoffered Option}}
        .. ihe:option:: {{IHE407|batch}}
        """
    )


def test_an_option_that_many_offer_is_undescribed_once() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
           Document Repository:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [{{IHE406|Batch (1)}}]
           Document Repository: [Batch]
           notes:
             1: Only with a repository.
        """
    )


def test_options_of_one_name_in_two_profiles() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch

        .. ihe:profile:: Remote Storage (RS)

        .. ihe:actors-options::

           Document Source: [{{IHE406|Batch}}]
        """
    )


# -- IHE412 -----------------------------------------------------------------------------------------------------------


def test_what_an_option_requires_of_each_actor() -> None:
    (found,) = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: O with the Batch Option
             ITI-42: R
           Document Consumer:
             ITI-42: R

        .. ihe:actors-content-modules::

           Document Source:
             Medical Summary: R

        .. ihe:actors-options::

           Document Source: [Batch, Stream]
           {{IHE412 warning|Document Consumer}}: [Batch]

        .. ihe:option:: Batch
           :requires: ITI-41, {{IHE102|ITI-042}}, Medical Summary, Stream Option
        .. ihe:option:: Stream
        """,
    )[:1]
    assert "transaction 'ITI-41' and content module 'Medical Summary' and option 'Stream'" in found.message
    assert len(found.related) == 3


def test_an_actor_that_tables_here_add_to_a_published_profile_has_what_they_say() -> None:
    judge(
        """
        .. ihe:actors-transactions::
           :profile: XDS.b

           Document Source: none
           Document Consumer:
             ITI-20: R

        .. ihe:actors-options::
           :profile: XDS.b

           Document Consumer: [Batch]
           {{IHE412|Document Source}}: [Batch]

        .. ihe:option:: Batch
           :profile: XDS.b
           :requires: ITI-20
        """
    )


def test_what_nobody_has_is_undefined() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch
           :requires: {{IHE405 error|Nothing At All}}
        """
    )


# -- IHE408 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "rows", "groupings"),
    [
        ("content", "{{IHE408 warning|Content Creator}}: none", ""),
        ("content", "Content Creator: none", "{{IHE408|Content Creator}}: none"),
        ("content", "Content Creator: none", "Content Creator: [XDS.b / Document Source]"),
        ("content, workflow", "{{IHE408|Document Source}}: {Medical Summary: R}", ""),
        ("content", "Document Source: none", ""),
        ("workflow", "Content Creator: {Medical Summary: R}", "Content Creator: none"),
    ],
)
def test_content_and_its_transport(kind: str, rows: str, groupings: str) -> None:
    table = f".. ihe:required-groupings::\n\n   {groupings}\n" if groupings else ""
    judge(
        f".. ihe:profile:: Measurement Summary (MS)\n   :type: {kind}\n\n"
        f".. ihe:actors-content-modules::\n\n   {rows}\n\n{table}"
    )


def test_a_creator_with_transactions_has_its_transport() -> None:
    judge(
        """
        .. ihe:profile:: Measurement Summary (MS)
           :type: content

        .. ihe:actors-transactions::

           Content Creator:
             ITI-41: R initiator

        .. ihe:actors-content-modules::

           Content Creator:
             Medical Summary: R

        .. ihe:required-groupings::

           Content Creator: none
        """
    )


# -- IHE409 -----------------------------------------------------------------------------------------------------------

GROUPED = """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source: none
           Document Consumer: none
           Document Registry: none

        .. ihe:required-groupings::

"""


def test_the_row_that_closes_a_circle() -> None:
    (found,) = judge(
        GROUPED
        + """
           Document Consumer:
             - RM / Document Registry
           Document Source:
             - CT / Time Client
             - when: Batch
               with: [Document Consumer]
           Document Registry:
             - ITI CT / Time Client
             - {{IHE409 error|Document Source}}
        """,
        ignore=("IHE402", "IHE405", "IHE7"),
    )
    assert found.message == (
        "groupings in a circle: Document Registry - Document Source - Document Consumer - Document Registry"
    )
    assert [related.place.line for related in found.related] == [16, 13]


def test_an_actor_with_itself() -> None:
    judge(
        GROUPED
        + """
           Document Source:
             - {{IHE409|RM / Document Source}}
           Document Consumer:
             - {{IHE409|one of: [Document Consumer, Document Source]}}
           Document Registry: none
        """
    )


def test_actors_of_one_name_in_two_profiles_are_two() -> None:
    judge(
        GROUPED
        + """
           Document Source:
             - XDS.b / Document Source
           Document Consumer:
             - Document Source
           Document Registry:
             - Document Source
             - Document Consumer
        """
    )


def test_alternatives_may_lead_back() -> None:
    judge(
        GROUPED
        + """
           Document Source:
             - one of: [Document Consumer, Document Registry]
           Document Consumer:
             - Document Source
           Document Registry:
             - Document Source or Document Consumer
        """
    )


def test_a_circle_over_two_profiles() -> None:
    judge(
        GROUPED
        + """
           Document Source:
             - RS / Document Source
           Document Consumer: none
           Document Registry: none

        .. ihe:profile:: Remote Storage (RS)

        .. ihe:actors-transactions::

           Document Source: none

        .. ihe:required-groupings::

           Document Source:
             - {{IHE409|RM / Document Source}}
        """
    )


def test_an_expected_partner_is_named_once() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:required-groupings::

           Document Source:
             - {{IHE404|CT / Time Clint}}
        """
    )
    assert found[0].message == "'Time Clint' is no actor of CT, expected 'Time Client' or 'Time Server'"


def test_a_placeholder_is_near_to_no_id() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             {{IHE301|PCC-YY1}}: R
        """
    )
    assert found[0].message == "transaction 'PCC-YY1' is neither declared here nor published"
