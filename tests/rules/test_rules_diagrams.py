"""Judgements on what diagrams name (IHE201, IHE205, IHE301, IHE403)."""

from __future__ import annotations

from marked_text import judge


def test_actors_of_messages_and_notes() -> None:
    judge(
        """
        .. ihe:transaction:: Send [ITI-901]
           :status: deferred

        .. ihe:interaction-diagram::

           Document Source -> {{IHE201|Nobody}}: Send Request
           note over Document Source, {{IHE201|No One}}: waits
           {{IHE201|Nobody}} --> Document Source: Send Response
        """
    )


def test_who_is_no_actor_is_not_looked_for() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:process-flow::

           *Nurse* -> Document Source: opens the record
           {{IHE201|Nurse}} -> Document Source: opens the record
        """
    )


def test_old_names() -> None:
    judge(
        """
        .. ihe:actor:: Gatherer
           :renamed-to: Document Source

        .. ihe:transaction:: Send [ITI-901]
           :status: deferred

        .. ihe:interaction-diagram::

           {{IHE205|Gatherer}} -> Document Source: Send Request
        """
    )


def test_what_is_left_out_exists() -> None:
    judge(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actor-diagram::
           :exclude: Document Source, ITI-41, CT, {{IHE201|Nobody}}, {{IHE301|ITI-9999}}
        """
    )


def test_owners_that_are_named_exist() -> None:
    judge(
        """
        .. ihe:interaction-diagram::
           :transaction: {{IHE301|ITI-9999}}

           Document Source -> Document Repository: Request

        .. ihe:actor-diagram::
           :profile: {{IHE403|NOPE}}
        """
    )
