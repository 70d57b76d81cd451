"""Rules about transactions: which there are, what they are called, who may use them (IHE301 to IHE303, 308 to 310)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import ActorRoles, ProfileOption, Requirement, Written
from sphinx_ihe.language.findings import Edit, Fix, Found, Related, Severity
from sphinx_ihe.reading.declarations import id_part
from sphinx_ihe.rules.drawn import left_out
from sphinx_ihe.rules.known import Known
from sphinx_ihe.rules.requires import requirements
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.published import KnownTransaction


@rule("IHE301", "E")
def undefined_transaction(framework: Framework) -> Iterator[Found]:
    """A transaction is used that is neither declared here nor published.

    A transaction that is specified nowhere cannot be implemented. One that is still to come is marked
    ``deferred: true``.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R initiator

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: {optionality: O, side: initiator, deferred: true, name: Send Measurement}
    """
    known: Known | None = None
    advice = "declare it with ihe:transaction, or mark the cell deferred: true if it is still to come"
    for id in _used_ids(framework):
        if framework.transaction(id.text) is None:
            known = known or Known(framework.known_transactions)
            fault = f"transaction {id.text!r} is neither declared here nor published"
            yield known.unknown_id(id, fault, advice)


def _used_ids(framework: Framework) -> Iterator[Written]:
    """Every id that needs a transaction, apart from targets of roles."""
    for cell in framework.cells:
        if not cell.use.deferred:
            yield cell.use.target
    owners = [table.owner for table in framework.tables(ActorRoles)]
    owners += [requirement.transaction for requirement in framework.declarations(Requirement)]
    owners += [diagram.owner for diagram in framework.diagrams if diagram.kind == "interaction-diagram"]
    yield from (Written(owner.key, owner.place) for owner in owners if owner and owner.named)
    for option in framework.declarations(ProfileOption):
        yield from (r.written for r in requirements(framework, option) if r.kind == "transaction")
    for diagram in framework.diagrams:
        yield from (name for kind, name in left_out(framework, diagram) if kind == "transaction")


@rule("IHE302", "E")
def diverging_transaction_name(framework: Framework) -> Iterator[Found]:
    """A table or a role names a transaction by a name and an id that do not belong together.

    Either the name or the id is wrong, and the reader cannot tell which. Spellings that were published beside the
    transaction's own name are right. The bare id is enough: the name is printed from the transaction's declaration.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             Registry Store Query [ITI-18]: R

    Fixed, unsafe::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             Registry Stored Query [ITI-18]: R

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             Registry Stored Query [ITI-18]: R
    """
    named: dict[str, list[str]] | None = None
    for name, id in _named_transactions(framework):
        facts = framework.transaction(id) if name else None
        if name and facts and facts.name and name.text not in (facts.name, *facts.also):
            named = named if named is not None else _ids_by_name(framework)
            yield _diverging(name, facts, named.get(name.text, []))


def _named_transactions(framework: Framework) -> Iterator[tuple[Written | None, str]]:
    yield from ((cell.use.name, cell.id) for cell in framework.cells)
    for reference in framework.references:
        if reference.kind == "transaction":
            name, id = id_part(reference.target)
            yield name, id.text


def _ids_by_name(framework: Framework) -> dict[str, list[str]]:
    here = [(transaction.name, id) for id, transaction in framework.transactions.items()]
    published = ((t.name, t.id) for source in framework.elsewhere for t in source.transactions.values() if t.name)
    return grouped([*here, *published])


def _diverging(name: Written, facts: KnownTransaction, others: list[str]) -> Found:
    fix = Fix(False, (Edit(name.place, facts.name or ""),))
    if name.text.casefold() == (facts.name or "").casefold():
        message = f"{name.text!r} differs from {facts.name!r}, the name of {facts.id}, in case alone"
        return Found(name.place, message, f"write {facts.name!r}", fix=fix, severity=Severity.warning)
    message = f"{facts.id} is {facts.name!r}, found {name.text!r}"
    others = [id for id in others if id != facts.id]
    if others:
        message += f", which is the name of {' and '.join(others)}"
    return Found(name.place, message, "correct the name or the id", fix=None if others else fix)


@rule("IHE303", "W")
def idle_transaction(framework: Framework) -> Iterator[Found]:
    """A transaction is declared, and no profile uses it.

    Products claim profiles, and so nobody can claim this transaction. Deferred and deprecated ones are not meant.

    Bad::

        .. ihe:transaction:: Send Measurement [ITI-901]

           The measurement is sent.

    Good::

        .. ihe:transaction:: Send Measurement [ITI-901]

           The measurement is sent.

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: R initiator
           Document Repository:
             ITI-901: R responder
    """
    used = {cell.id for cell in framework.cells}
    for id, transaction in framework.transactions.items():
        status = transaction.status.text if transaction.status else "active"
        if status == "active" and not transaction.typed and id not in used and id not in framework.known_uses:
            message = f"transaction {id} is declared, and no profile uses it"
            advice = "give it to the actors of a profile, or mark it :status: deferred"
            yield Found(transaction.label.place, message, advice)


@rule("IHE308", "W")
def deferred_transaction_required(framework: Framework) -> Iterator[Found]:
    """A profile requires a transaction that is deferred.

    A deferred transaction is not specified yet: nobody can implement what is required.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: {optionality: R, side: initiator, deferred: true, name: Send Measurement}

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-901: {optionality: O, side: initiator, deferred: true, name: Send Measurement}
    """
    for cell in framework.cells:
        facts = framework.transaction(cell.id)
        if cell.use.optionality.text == "R" and (cell.use.deferred or (facts and facts.status == "deferred")):
            message = f"{cell.id} is deferred, and is required of {cell.actor.text!r}"
            yield Found(cell.row, message, "make it O until it is specified", _declared(framework, cell.id))


@rule("IHE309", "E")
def deprecated_transaction(framework: Framework) -> Iterator[Found]:
    """A profile uses a deprecated transaction, and is not deprecated itself.

    Products should no longer implement it. A profile that still stands on it leads them to do so.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-33: O

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: O
    """
    for cell in framework.cells:
        facts = framework.transaction(cell.id)
        if facts and facts.status == "deprecated" and not _is_deprecated(framework, cell.profile):
            message = f"{cell.id} is deprecated, and {cell.profile or 'a profile'} uses it"
            advice = "use what replaces it, or mark the profile :status: deprecated"
            yield Found(cell.row, message, advice, _declared(framework, cell.id))


def _is_deprecated(framework: Framework, acronym: str | None) -> bool:
    """Whether a profile is deprecated; without a status of its own it has that of its framework."""
    facts = framework.profile(acronym) if acronym else None
    return (facts.status if facts and facts.status else framework.facts.status) == "deprecated"


def _declared(framework: Framework, id: str) -> tuple[Related, ...]:
    """Where a transaction got its status, if that is here."""
    transaction = framework.transactions.get(id)
    if transaction is None or transaction.status is None:
        return ()
    return (Related(transaction.status.place, f"{id} is {transaction.status.text}"),)


@rule("IHE310", "W")
def transaction_without_roles(framework: Framework) -> Iterator[Found]:
    """A transaction has no table of actor roles.

    Its roles say who initiates it and who responds (supplement template 3.Y.2); the sides in the tables of all profiles
    are taken from there.

    Bad::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred

    Good::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends the measurement.
           responder:
             Document Repository: Stores the measurement.
    """
    for id, transaction in framework.transactions.items():
        if not transaction.typed and not framework.roles_tables.get(id):
            yield Found(transaction.label.place, f"transaction {id} has no actor roles", "add ihe:actor-roles below it")


@rule("IHE313", "I")
def actor_without_side(framework: Framework) -> Iterator[Found]:
    """A transaction does not say which side one of its actors is on.

    Who begins and who answers is what a reader of a transaction looks for first (supplement template 3.Y.2). Texts that
    were imported often leave it to the diagram; nothing is concluded from an actor whose side is not written.

    Bad::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred

        .. ihe:actor-roles::

           actors:
             Document Source: Sends the measurement.
             Document Repository: Stores the measurement.

    Good::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred

        .. ihe:actor-roles::

           initiator:
             Document Source: Sends the measurement.
           responder:
             Document Repository: Stores the measurement.
    """
    for id, tables in framework.roles_tables.items():
        for table in tables:
            for role in table.roles if not table.typed else ():
                for player in role.players if not role.side.text else ():
                    message = f"the side of {player.actor.text!r} in {id} is missing"
                    yield Found(player.actor.place, message, "write it below initiator, responder or receiver")
