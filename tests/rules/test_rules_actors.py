"""Judgements on who is in a profile (IHE201 to IHE206)."""

from __future__ import annotations

from marked_text import judge


def test_undefined_actors_in_every_table_and_list_of_roles() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           {{IHE201 error|Nobody}}:
             ITI-41: R
           Document Source:
             ITI-41: R

        .. ihe:actors-content-modules::

           {{IHE201|Nobody}}:
             Medical Summary: R

        .. ihe:actors-options::

           {{IHE201|Nobody}}: none
           Document Source: none

        .. ihe:required-groupings::

           {{IHE201|Nobody}}: none
           Document Source: none

        .. ihe:transaction:: Send [ITI-901]
           :status: deferred

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends.
           responder:
             {{IHE201|Nobody}}: Listens.
        """
    )


def test_an_actor_is_known_from_here_or_from_what_is_published() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Gateway:
             ITI-41: R initiator
           Document Source:
             ITI-41: R

        .. ihe:actor:: Gateway
        """
    )


def test_without_the_catalogue_only_declared_actors_are_known() -> None:
    text = """
    .. ihe:profile:: Remote Measurement (RM)

    .. ihe:actors-transactions::

       Gateway: none
       {{IHE201|Document Source}}: none

    .. ihe:actor:: Gateway
    """
    judge({"index.rst": text, "ihe.yaml": "catalogue: false\nframework: {domain: ITI}"})


def test_white_space_is_folded_and_case_is_told_as_a_warning() -> None:
    (found,) = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document   Source:
             ITI-41: R
           {{IHE201 warning|document source}}:
             ITI-41: R
        """
    )
    assert found.message == "'document source' differs from 'Document Source' in case alone"
    assert found.fix
    assert not found.fix.safe


def test_the_message_has_the_nearest_name_and_a_fix_where_it_is_the_only_one() -> None:
    first, second = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           {{IHE201|Gatway}}: none
           {{IHE201|Readr}}: none
           Gateway: none
           Reader A: none
           Reader B: none

        .. ihe:actor:: Gateway
        .. ihe:actor:: Reader A
        .. ihe:actor:: Reader B
        """
    )
    assert first.message == "actor 'Gatway' is neither declared here nor published, did you mean 'Gateway'?"
    assert first.fix
    assert [edit.text for edit in first.fix.edits] == ["Gateway"]
    assert not first.fix.safe
    assert second.message.endswith(", did you mean 'Reader B'?") or second.message.endswith(
        ", did you mean 'Reader A'?"
    )
    assert second.fix is None


# -- IHE202, IHE203 ---------------------------------------------------------------------------------------------------


def test_idle_actors() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           In Transactions: none

        .. ihe:actors-content-modules::

           In Content: none

        .. ihe:actor:: In Transactions
        .. ihe:actor:: In Content
        .. ihe:actor:: {{IHE202 warning|In No Profile}}
        .. ihe:actor:: Renamed
           :renamed-to: In Content
        .. ihe:actor:: Abstract
           :abstract:

        .. ihe:transaction:: Send [ITI-901]
           :status: deferred

        .. ihe:actor-roles::

           initiator:
             In No Profile: Sends.
        """
    )


def test_actors_without_anything_in_a_profile() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
           {{IHE203 warning|Document Consumer}}: {}
           Document Registry: none
           Document Repository: {}

        .. ihe:actors-content-modules::

           Document Repository:
             Medical Summary: O
        """
    )


def test_a_foundation_profile_needs_no_transactions() -> None:
    judge(
        """
        .. ihe:profile:: Remote Patterns (RP)
           :type: foundation

        .. ihe:actors-transactions::

           Document Source: {}
        """
    )


def test_what_could_not_be_read_is_not_missed() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source: {{IHE002|R}}
           Document Consumer:
             ITI-18: R

        .. ihe:actors-options::

           Document Source: none
           Document Consumer: none
        """
    )


# -- IHE204 -----------------------------------------------------------------------------------------------------------


def test_each_table_that_lacks_an_actor_is_told() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        {{IHE204|{{IHE204|.. ihe:actors-transactions::}}}}

           Document Source:
             ITI-41: R
           Document Repository:
             ITI-41: R

        {{IHE204 error|.. ihe:actors-options::}}

           Document Source: none
           Document Registry: none

        {{IHE204|.. ihe:required-groupings::}}

           Document Repository: none
           Document Registry: none
           Document Consumer: none
        """
    )
    assert [(finding.message, [related.place.line for related in finding.related]) for finding in found] == [
        ("the actors and transactions table lacks 'Document Consumer', which the groupings table has", [19]),
        ("the actors and transactions table lacks 'Document Registry', which the options table has", [13, 18]),
        ("the options table lacks 'Document Repository', which the actors and transactions table has", [7]),
        ("the groupings table lacks 'Document Source', which the actors and transactions table has", [5]),
    ]


def test_the_actors_of_both_actors_tables_count() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-content-modules::

           Content Creator:
             Medical Summary: R

        .. ihe:actors-options::

           Document Source: none

        .. ihe:actors-options::

           Content Creator: none
        """
    )


def test_case_alone_is_told_at_the_other_table_as_a_warning() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        {{IHE204 warning|.. ihe:actors-options::}}

           {{IHE201 warning|document source}}: none
        """
    )


def test_a_profile_without_actors_table_has_nothing_to_compare() -> None:
    judge(
        """
        .. ihe:profile:: Remote Patterns (RP)
           :type: foundation

        .. ihe:required-groupings::

           Document Source: none

        .. ihe:actors-options::

           Document Consumer: none
        """
    )


# -- IHE205, IHE206 ---------------------------------------------------------------------------------------------------


def test_old_names_are_told_in_place_of_undefined_ones() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           {{IHE205 error|Care Services Selective Consumer}}:
             ITI-90: R
           {{IHE205|Sender}}:
             ITI-901: R initiator
           {{IHE205|Care Services Feed Consumer}}:
             ITI-90: R

        .. ihe:required-groupings::

           Query Client:
             - {{IHE205|mCSD / Care Services Selective Supplier}}
             - {{IHE205|Sender}}
           Gateway: none
           Directory: none

        .. ihe:actor:: Sender
           :renamed-to: Gateway
        .. ihe:actor:: Gateway

        .. ihe:transaction:: Send [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Gateway: Sends.
             {{IHE205|Sender}}: Sends.
           responder:
             Document Repository: Stores.
        """,
        ignore=("IHE307", "IHE310", "IHE401", "IHE402", "IHE7"),
    )
    fixes = {finding.place.line: finding.fix for finding in found}
    assert (fixes[5].safe, fixes[5].edits[0].text) == (True, "Query Client")
    assert (fixes[9].safe, fixes[9].edits[0].text) == (False, "Directory")
    assert "'Directory' with the Feed Option" in next(f.message for f in found if f.place.line == 9)


def test_the_old_name_is_not_replaced_where_the_new_one_has_a_row() -> None:
    (found,) = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Query Client:
             ITI-90: R
           {{IHE205|Care Services Selective Consumer}}:
             ITI-90: R
        """
    )
    assert found.fix is None


def test_of_several_new_names_the_last_one_counts() -> None:
    (found,) = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           {{IHE205|First}}: none
           Third: none

        .. ihe:actor:: First
           :renamed-to: Second
        .. ihe:actor:: Second
           :renamed-to: Third
        .. ihe:actor:: Third
        """
    )
    assert "'Third'" in found.message


def test_a_new_name_that_nobody_knows() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           {{IHE205|First}}: none

        .. ihe:actor:: First
           :renamed-to: {{IHE201|Secnd}}
        .. ihe:actor:: {{IHE202|Second}}

        It was :ihe:actor:`{{IHE205|First}}`.
        """
    )
    assert [bool(finding.fix) for finding in found if finding.code == "IHE205"] == [False, False]


def test_described_actors_that_no_table_has() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:profile-actor:: Document Source
        .. ihe:profile-actor:: {{IHE206 warning|Document Consumer}}
        .. ihe:profile-actor:: Document Registry
           :profile: XDS.b
        .. ihe:profile-actor:: {{IHE206|Gateway}}
           :profile: XDS.b

        .. ihe:actor:: Gateway
        """
    )
