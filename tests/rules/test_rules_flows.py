"""Messages of diagrams against tables and roles (IHE311, IHE312)."""

from __future__ import annotations

from marked_text import judge

PROFILE = """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             ITI-18: R initiator
           Document Registry:
             ITI-18: R responder
           Document Source:
             ITI-41: O initiator
"""


def test_a_transaction_that_an_actor_does_not_use() -> None:
    judge(
        f"""{PROFILE}
        .. ihe:process-flow::

           {{{{IHE311|Document Source}}}} -> Document Registry: Registry Stored Query [ITI-18]
           Document Consumer -> Document Registry: Registry Stored Query [ITI-18]
        """
    )


def test_who_sends_and_who_answers() -> None:
    judge(
        f"""{PROFILE}
        .. ihe:process-flow::

           {{{{IHE311|Document Registry}}}} -> Document Consumer: [ITI-18]
           Document Registry --> Document Consumer: the documents [ITI-18]
           {{{{IHE311|Document Consumer}}}} --> Document Registry: asks :ihe:transaction:`ITI-18`
           *Nurse* -> {{{{IHE311|Document Consumer}}}}: [ITI-18]
        """
    )


def test_persons_and_messages_without_an_id_are_not_judged() -> None:
    judge(
        f"""{PROFILE}
        .. ihe:process-flow::

           *Nurse* -> Document Registry: asks [ITI-18]
           Document Registry -> Document Source: greets
           Document Source -> Document Registry: [ITI-41] instead of [ITI-18]
           Document Source -> Document Source: remembers [ITI-18]
           note over Document Source: nothing of [ITI-18]
        """
    )


def test_an_actor_of_another_profile_has_what_any_profile_gives_it() -> None:
    judge(
        f"""{PROFILE}
        .. ihe:process-flow::

           Document Source -> Document Repository: [ITI-41]
           Document Consumer -> Document Registry: [ITI-18]
           Document Source -> {{{{IHE311|Time Server}}}}: [ITI-41]
        """
    )


def test_an_actor_has_the_transactions_of_its_partner() -> None:
    judge(
        f"""{PROFILE}
        .. ihe:required-groupings::

           Document Source:
             - Document Consumer
           Document Consumer: none
           Document Registry: none

        .. ihe:process-flow::

           Document Source -> Document Registry: [ITI-18]
        """
    )


def test_actors_of_an_interaction_diagram_have_a_role() -> None:
    judge(
        """
        .. ihe:transaction:: Send [ITI-901]
           :status: deferred

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends.
           responder:
             Document Repository: Keeps.

        .. ihe:interaction-diagram::

           Document Source -> Document Repository: Send Request
           Document Repository -> {{IHE311|Document Registry}}: tells
           Document Registry -> Document Repository: and again
           Document Consumer -> Document Repository: asks [ITI-43]
           *Somebody* -> Document Source: wants it
        """
    )


def test_transactions_that_no_flow_shows() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             ITI-18: R initiator
             {{IHE312|ITI-43}}: R initiator
             ITI-41: O initiator
           Document Repository:
             ITI-43: R responder
           Document Registry:
             ITI-18: R responder

        .. ihe:process-flow::

           opt only then
             Document Consumer -> Document Registry: Registry Stored Query [ITI-18]
           end
        """
    )


def test_a_profile_whose_flows_name_no_transaction_need_not_show_any() -> None:
    judge(PROFILE)
    judge(
        f"""{PROFILE}
        .. ihe:process-flow::

           Document Consumer -> Document Registry: asks for something
        """
    )
