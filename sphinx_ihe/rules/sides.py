"""Rules about who is on which side of a transaction: profiles against roles (IHE304 to IHE307)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import ActorsTransactions
from sphinx_ihe.language.findings import Found, Related, Severity
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework, UseCell
    from sphinx_ihe.language import ActorRoles, Player, TransactionRole

ANSWERS = {"responder", "receiver"}


def _players(tables: list[ActorRoles]) -> Iterator[tuple[TransactionRole, Player]]:
    for table in tables:
        for role in table.roles:
            yield from ((role, player) for player in role.players)


def _places(framework: Framework, id: str, actor: str | None = None) -> tuple[Related, ...]:
    """Where the roles of a transaction name an actor; without one, where they stand."""
    tables = framework.roles_tables.get(id, [])
    if actor is None:
        return tuple(Related(table.directive, f"the roles of {id}") for table in tables)
    return tuple(
        Related(player.actor.place, f"{role.side.text} here")
        for role, player in _players(tables)
        if player.actor.text == actor
    )


@rule("IHE304", "E")
def actor_not_in_roles(framework: Framework) -> Iterator[Found]:
    """A profile gives a transaction to an actor that the transaction's roles do not name.

    The transaction does not say what this actor has to do. The roles in Volume 2 and the tables in Volume 1 must agree.
    The roles of another framework's transaction cannot name an actor that is declared here.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           Document Repository:
             ITI-901: R
           Document Registry:
             ITI-901: R responder

        .. ihe:transaction:: Send Measurement [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends the measurement.
           responder:
             Document Repository: Stores the measurement.

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           Document Repository:
             ITI-901: R
           Document Registry:
             ITI-901: R responder

        .. ihe:transaction:: Send Measurement [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends the measurement.
           responder:
             Document Repository: Stores the measurement.
             Document Registry: Stores the metadata.
    """
    said: set[tuple[str | None, str, str]] = set()
    for cell in framework.cells:
        roles, actor = framework.roles(cell.id), cell.actor.text
        if not roles or actor in roles or not _complete(framework, cell.id):
            continue
        if (cell.profile, actor, cell.id) in said or framework.present_name(actor) != actor:
            continue
        if cell.id not in framework.roles_tables and not _known_elsewhere(framework, actor):
            continue
        said.add((cell.profile, actor, cell.id))
        yield _not_in_roles(framework, cell, roles)


def _complete(framework: Framework, id: str) -> bool:
    return all(table.complete for table in framework.roles_tables.get(id, ()))


def _known_elsewhere(framework: Framework, actor: str) -> bool:
    """Whether another framework could have named the actor in its roles."""
    return actor not in framework.actors and actor in framework.actor_names


def _not_in_roles(framework: Framework, cell: UseCell, roles: dict[str, tuple[str, ...]]) -> Found:
    actor = cell.actor.text
    like = next((name for name in roles if name.casefold() == actor.casefold()), None)
    if like:
        message = f"{actor!r} differs from {like!r}, which the roles of {cell.id} name, in case alone"
        related = _places(framework, cell.id, like)
        advice = "write the name alike in the table and in the roles"
        return Found(cell.use.place, message, advice, related, severity=Severity.warning)
    listed = ", ".join(repr(name) for name in roles)
    message = f"{actor!r} is not among the roles of {cell.id}, which are {listed}"
    advice = "add the actor to the roles of the transaction, or take the transaction from the actor"
    return Found(cell.use.place, message, advice, _places(framework, cell.id))


@rule("IHE305", "W")
def role_not_in_profile(framework: Framework) -> Iterator[Found]:
    """The roles of a transaction name an actor of this framework to which no profile gives the transaction.

    Whoever builds the actor reads the tables of its profiles and never learns of the transaction.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           Document Repository:
             ITI-901: R
           Document Registry:
             ITI-42: R responder

        .. ihe:transaction:: Send Measurement [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends the measurement.
           responder:
             Document Repository: Stores the measurement.
             Document Registry: Stores the metadata.

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           Document Repository:
             ITI-901: R
           Document Registry:
             ITI-42: R responder

        .. ihe:transaction:: Send Measurement [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends the measurement.
           responder:
             Document Repository: Stores the measurement.
    """
    given = {(cell.id, framework.present_name(cell.actor.text)) for cell in framework.cells}
    own = {actor for acronym in framework.profiles for actor in framework.actors_of(acronym)}.union(framework.actors)
    # What a hand-written table did not let read may be what gives the actor its transaction.
    complete = all(table.complete for table in framework.tables(ActorsTransactions))
    for id, tables in framework.roles_tables.items():
        facts = framework.transaction(id)
        if facts is None or facts.status != "active":
            continue
        given.update((id, actor.name) for _, actor, _ in framework.known_uses.get(id, ()))
        for role, player in _players(tables if complete else [table for table in tables if not table.typed]):
            actor = player.actor.text
            if (id, actor) not in given and actor in own and framework.present_name(actor) == actor:
                side = role.side.text or "in a role"
                message = f"{actor!r} is {side} of {id} here, and no profile gives it the transaction"
                advice = "give the actor the transaction in a profile, or take it from the roles"
                yield Found(player.actor.place, message, advice)


@rule("IHE306", "E")
def contradicting_side(framework: Framework) -> Iterator[Found]:
    """A table puts an actor on a side of a transaction that the transaction's roles do not give it.

    Who initiates and who responds cannot depend on the volume that one reads. A receiver answers nothing, a responder
    does. A side that is not written is taken from the roles, and cannot contradict them.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           Document Repository:
             ITI-901: R receiver

        .. ihe:transaction:: Send Measurement [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends the measurement.
           responder:
             Document Repository: Stores the measurement and confirms it.

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R
           Document Repository:
             ITI-901: R

        .. ihe:transaction:: Send Measurement [ITI-901]

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends the measurement.
           responder:
             Document Repository: Stores the measurement and confirms it.
    """
    for cell in framework.cells:
        given = (framework.roles(cell.id) or {}).get(cell.actor.text, ())
        if given and not set(cell.use.sides) <= set(given):
            written = cell.use.side.text if cell.use.side else " and ".join(cell.use.sides)
            message = f"{cell.actor.text!r} is {written} of {cell.id} here, and {' and '.join(given)} in its roles"
            advice = "leave the side out to take it from the roles, or correct one of the two"
            yield Found(cell.use.place, message, advice, _places(framework, cell.id, cell.actor.text))


@rule("IHE307", "W")
def one_sided_transaction(framework: Framework) -> Iterator[Found]:
    """A profile uses a transaction on one side alone, and no known profile supplies the other side.

    A request needs somebody who answers it. Another known profile may be the one that does, and a profile whose sides
    nobody knows might be.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R initiator

        .. ihe:transaction:: Send Measurement [ITI-901]

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R initiator
           Document Repository:
             ITI-901: R responder

        .. ihe:transaction:: Send Measurement [ITI-901]
    """
    by_id = grouped((cell.id, cell) for cell in framework.cells if cell.profile)
    for id, rows in by_id.items():
        facts = framework.transaction(id)
        if facts is None or facts.status == "deferred":
            continue
        for acronym, own in grouped((row.profile, row) for row in rows).items():
            sides = [_sides(framework, row) for row in own]
            here = set().union(*sides)
            if (
                not all(sides)
                or _both(here)
                or any(row.use.deferred for row in own)
                or _supplied(framework, rows, here)
            ):
                continue
            missing = "initiator" if ANSWERS & here else "responder or receiver"
            message = f"{id} has no {missing} in {acronym}, nor in any other known profile"
            advice = "give the transaction to the actor on the other side, here or in another profile"
            yield Found(own[0].row, message, advice)


def _sides(framework: Framework, cell: UseCell) -> set[str]:
    """The sides of a cell: as written, and as in the roles, so that one that contradicts them is told only once."""
    roles = framework.roles(cell.id)
    if roles is not None:
        return {*cell.use.sides, *roles.get(cell.actor.text, ())}
    return set(cell.use.sides or framework.sides(cell.id, cell.actor.text))


def _supplied(framework: Framework, rows: list[UseCell], here: set[str]) -> bool:
    """Whether another known profile has the other side, or may have it, because it does not say its sides."""
    for row in rows:
        sides = _sides(framework, row)
        if not sides or _both(here | sides):
            return True
    for profile, actor, use in framework.known_uses.get(rows[0].id, ()):
        sides = set(use.sides or framework.sides(use.transaction, actor.name))
        if profile.external and (not sides or _both(here | sides)):
            return True
    return False


def _both(sides: set[str]) -> bool:
    return "initiator" in sides and bool(ANSWERS & sides)
