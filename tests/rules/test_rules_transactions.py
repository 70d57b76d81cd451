"""Judgements on transactions, their names, and who is on which side (IHE301 to IHE310)."""

from __future__ import annotations

import pytest
from marked_text import judge

ROLES = """
        .. ihe:transaction:: Send [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends.
           responder:
             Document Repository: Stores.
"""


def test_undefined_transactions() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             {{IHE301 error|ITI-999}}: R
             Some Name [{{IHE301|ITI-998}}]: R
             ITI-997: {optionality: O, deferred: true, name: Later}

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch
           :requires: {{IHE301|ITI-996}}

        .. ihe:actor-roles::
           :transaction: {{IHE301|ITI-995}}

           initiator:
             Document Source: Sends.

        .. ihe:requirement:: R1
           :transaction: {{IHE301|ITI-994}}

        .. ihe:requirement:: R2
           :transaction: {{IHE102|ITI-018}}
        """
    )


def test_names_that_do_not_belong_to_their_ids() -> None:
    found = judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             Registry Stored Query [ITI-18]: R
             {{IHE302 error|Registry Stored Question}} [ITI-18]: O
             {{IHE302 error|Register Document Set-b}} [ITI-18]: O
             {{IHE302 warning|Registry stored query}} [ITI-18]: O
             ITI-42: {optionality: O, name: {{IHE302|Registration}}}
             Discover system context and capabilities [DEV-26]: O
             {{IHE302|Sent}} [ITI-901]: R initiator
           Document Repository:
             Send [ITI-901]: R responder

        .. ihe:transaction:: Send [ITI-901]
        """
    )
    messages = [finding.message for finding in found]
    assert messages[0] == "ITI-18 is 'Registry Stored Query', found 'Registry Stored Question'"
    assert messages[1].endswith("found 'Register Document Set-b', which is the name of ITI-42")
    assert [bool(finding.fix) for finding in found[:2]] == [True, False]


def test_idle_transactions() -> None:
    judge(
        """
        .. ihe:transaction:: {{IHE303 warning|Send [ITI-901]}}
        .. ihe:transaction:: Ask [ITI-902]
           :status: deferred
        .. ihe:transaction:: Tell [ITI-903]
           :status: deprecated
        .. ihe:transaction:: Registry Stored Query [ITI-18]
        """
    )


# -- IHE304 to IHE306 -------------------------------------------------------------------------------------------------


def test_an_actor_that_the_roles_do_not_name_is_said_once() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           Document Repository:
             ITI-901: R
           Document Registry:
             ITI-901: [{{IHE304 error|O}}, R with the Batch Option]

        .. ihe:actors-transactions::

           Document Registry:
             ITI-901: O

        .. ihe:actors-options::

           Document Registry: [Batch]
           Document Source: none
           Document Repository: none

        .. ihe:option:: Batch
        """
        + ROLES
    )


def test_a_transaction_without_roles_here_gives_no_findings() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Portable Media Importer:
             ITI-41: R responder
             ITI-901: R initiator
           Document Consumer:
             ITI-901: R responder

        .. ihe:transaction:: Send [ITI-901]
        """
    )


def test_case_alone_between_table_and_roles() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           {{IHE201 warning|document repository}}:
             ITI-901: {{IHE304 warning|R responder}}
        """
        + ROLES
    )


def test_roles_of_this_framework_that_no_profile_has() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           Document Repository:
             ITI-901: R
           Document Registry: none

        .. ihe:transaction:: Send [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends.
           responder:
             Document Repository: Stores.
             {{IHE305 warning|Document Registry}}: Is in the profile, without the transaction.
             Document Consumer: Is of another framework.
             {{IHE305|Gateway}}: Is declared here.

        .. ihe:actor:: {{IHE202|Gateway}}
        """
    )


def test_a_published_profile_may_give_the_transaction() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer: none

        .. ihe:transaction:: Registry Stored Query [ITI-18]

        .. ihe:actor-roles::

           initiator:
             Document Consumer: Asks.
           responder:
             Document Registry: Answers.
        """
    )


def test_sides_against_roles() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: [O initiator, {{IHE306 error|R initiator and responder}}]
           Document Repository:
             ITI-901: {{IHE306|R receiver}}
           Document Registry:
             ITI-901: R responder
           Document Consumer:
             ITI-901: R

        .. ihe:transaction:: Send [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends.
             Document Registry: Sends.
           responder:
             Document Repository: Stores.
             Document Registry: Stores.
           receiver:
             Document Consumer: Listens.
        """
    )


# -- IHE307 -----------------------------------------------------------------------------------------------------------

ONE_SIDED = """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             {{IHE307 warning|ITI-901}}: R initiator
           Document Consumer:
             ITI-901: O initiator

        .. ihe:transaction:: Send [ITI-901]
"""


def test_a_transaction_with_one_side() -> None:
    (found,) = judge(ONE_SIDED)
    assert found.message == "ITI-901 has no responder or receiver in RM, nor in any other known profile"


@pytest.mark.parametrize("side", ["responder", "receiver", "initiator and responder"])
def test_another_profile_may_have_the_other_side(side: str) -> None:
    judge(
        ONE_SIDED.replace("{{IHE307 warning|ITI-901}}", "ITI-901")
        + f"""
        .. ihe:profile:: Remote Storage (RS)

        .. ihe:actors-transactions::

           Document Repository:
             ITI-901: R {side}
        """
    )


def test_the_other_side_without_a_known_side_may_be_it() -> None:
    judge(
        ONE_SIDED.replace("{{IHE307 warning|ITI-901}}", "ITI-901")
        + """
        .. ihe:profile:: Remote Storage (RS)

        .. ihe:actors-transactions::

           Document Repository:
             ITI-901: R
        """
    )


def test_a_published_profile_may_have_the_other_side() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             ITI-18: R initiator
             ITI-78: R initiator
        """
    )


def test_a_profile_here_replaces_the_published_one_wholly() -> None:
    judge(
        """
        .. ihe:profile:: Patient Demographics Query for Mobile (PDQm)

        .. ihe:actors-transactions::

           Patient Demographics Consumer:
             ITI-999: R initiator
           Patient Demographics Supplier: none

        .. ihe:required-groupings::

           Patient Demographics Consumer:
             - PDQm / Patient Demographics Supplier
             - {{IHE404|PDQm / Document Source}}
           Patient Demographics Supplier: none
        """.replace("ITI-999", "ITI-78"),
        ignore=("IHE307", "IHE402", "IHE7"),
    )


def test_deferred_transactions_may_have_one_side() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: O initiator
             ITI-902: {optionality: O, side: initiator, deferred: true}

        .. ihe:transaction:: Send [ITI-901]
           :status: deferred
        """
    )


# -- IHE308 to IHE310 -------------------------------------------------------------------------------------------------


def test_deferred_transactions_are_not_required() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             {{IHE308 warning|ITI-901}}: [O, R with the Batch Option, R]
             {{IHE308|ITI-902}}: {optionality: R, deferred: true, name: Later}
             {{IHE308|Send Later [ITI-904]}}: {optionality: R, deferred: true}
             {{IHE308|DEV-26}}: R
             DEV-31: O
             ITI-903: {optionality: O, deferred: true}

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch

        .. ihe:transaction:: Send [ITI-901]
           :status: deferred
        """
    )


def test_deprecated_transactions_in_deprecated_profiles() -> None:
    text = """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             {{IHE309 error|ITI-901}}: O initiator
           Document Repository:
             {{IHE309|ITI-901}}: O responder

        .. ihe:profile:: Remote Storage (RS)
           :status: deprecated

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: O initiator
             ITI-33: O

        .. ihe:transaction:: Send [ITI-901]
           :status: deprecated
        """
    judge(text)
    judge(text.replace("{{IHE309 error|ITI-901}}", "ITI-901").replace("{{IHE309|ITI-901}}", "ITI-901"), "deprecated")


def test_transactions_without_roles() -> None:
    judge(
        """
        {{IHE310 warning|Send [ITI-901]}}
        ==============

        .. ihe:transaction::
           :status: deferred

        Ask [ITI-902]
        =============

        .. ihe:transaction::
           :status: deferred

        .. ihe:actor-roles::

           initiator:
             Document Source: Asks.
        """,
        ignore=("IHE7",),
    )
