"""Rules about the messages of diagrams, against the tables of profiles and the roles of transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import Message
from sphinx_ihe.language.findings import Found
from sphinx_ihe.rules.drawn import ids_in
from sphinx_ihe.rules.rule import rule
from sphinx_ihe.rules.sides import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework, UseCell
    from sphinx_ihe.framework.inventory.records import ProfileActorFacts
    from sphinx_ihe.language import Diagram, Written


@rule("IHE311", "W")
def stray_message(framework: Framework) -> Iterator[Found]:
    """A message of a diagram has an actor that does not send or get it by the tables and roles.

    The tables say who uses a transaction, and on which side; the reader of a diagram learns something else. An actor
    has the transactions of the actors that it is grouped with, too. An actor of another profile has those that any
    profile or the roles of the transaction give it. A message that names several transactions is not judged. In an
    interaction diagram, every actor has a role in the transaction, unless a message names another one.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             ITI-18: R initiator
           Document Registry:
             ITI-18: R responder

        .. ihe:process-flow::

           Document Registry -> Document Consumer: Registry Stored Query [ITI-18]

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             ITI-18: R initiator
           Document Registry:
             ITI-18: R responder

        .. ihe:process-flow::

           Document Consumer -> Document Registry: Registry Stored Query [ITI-18]
           Document Registry --> Document Consumer: the documents [ITI-18]
    """
    for diagram in framework.diagrams:
        owner = diagram.owner.key if diagram.owner else None
        if owner and diagram.kind == "process-flow" and (facts := framework.profile(owner)) and facts.complete:
            yield from _in_flow(framework, owner, diagram)
        elif owner and diagram.kind == "interaction-diagram":
            yield from _without_role(framework, owner, diagram)


def _in_flow(framework: Framework, acronym: str, diagram: Diagram) -> Iterator[Found]:
    for message in _messages(diagram):
        ids = ids_in(framework, message.text.text)
        if len(ids) != 1:
            continue
        sides = ("responder", "initiator") if message.dashed else ("initiator", "responder")
        ends = [
            (party.name, side)
            for party, side in zip((message.start, message.end), sides, strict=True)
            if party.actor and party.name.text in framework.actor_names
        ]
        absent = [_absent(framework, acronym, actor, ids[0]) for actor, _ in ends]
        turned = [_turned(framework, acronym, end, ids[0]) for end in ends]
        yield from (fault for fault in absent if fault)
        yield from [fault for fault in turned if fault][:1]


def _messages(diagram: Diagram) -> Iterator[Message]:
    """The messages from one actor to another."""
    for step in diagram.steps:
        if isinstance(step, Message) and step.start.name.text != step.end.name.text:
            yield step


def _absent(framework: Framework, acronym: str, actor: Written, id: str) -> Found | None:
    """That an actor at an end of a message does not have the transaction."""
    if _sides(framework, acronym, actor.text, id) is not None:
        return None
    others = [name for name in sorted(framework.actors_in(acronym)) if _sides(framework, acronym, name, id) is not None]
    hint = f"expected one of those who do: {', '.join(others)}" if others else f"expected {id} in its tables"
    return Found(actor.place, f"{actor.text!r} does not use {id} in {acronym}", hint)


def _turned(framework: Framework, acronym: str, end: tuple[Written, str], id: str) -> Found | None:
    """That an actor is at the other end of the transaction. If both are, it is said of the first."""
    actor, wanted = end
    sides = _sides(framework, acronym, actor.text, id)
    if not sides or wanted in sides or (wanted == "responder" and sides & ANSWERS):
        return None
    fault = f"{actor.text!r} is {' and '.join(sorted(sides))} of {id}, found as its {wanted}"
    return Found(actor.place, fault, "turn the message, or write --> if it is the answer")


def _sides(framework: Framework, acronym: str, actor: str, id: str) -> set[str] | None:
    """The sides of an actor in a transaction; empty where nobody says which, None where it has none."""
    own = actor in framework.actors_in(acronym)
    found: set[str] | None = None
    if own:
        for profile, name in _grouped(framework, acronym, actor):
            facts = framework.profile(profile)
            for use in facts.cast[name].transactions if facts and name in facts.cast else ():
                if use.transaction == id:
                    found = (found or set()).union(use.sides or framework.sides(id, name))
        return found
    for _, player, use in framework.known_uses.get(id, ()):
        if player.name == actor:
            found = (found or set()).union(use.sides or framework.sides(id, actor))
    roles = framework.roles(id) or {}
    return (found or set()).union(roles[actor]) if actor in roles else found


def _grouped(framework: Framework, acronym: str, actor: str) -> list[tuple[str, str]]:
    """An actor with those that it is grouped with, and those that are grouped with it in the same profile."""
    found = [(acronym, actor)]
    for profile, name in found:
        facts = framework.profile(profile)
        if facts is None:
            continue
        partners = [pair for other, each in facts.cast.items() if other == name for pair in _partners(each)]
        partners += [(profile, other) for other, each in facts.cast.items() if (profile, name) in _partners(each)]
        found += [partner for partner in dict.fromkeys(partners) if partner not in found]
    return found


def _partners(actor: ProfileActorFacts) -> list[tuple[str, str]]:
    """The profiles and actors that an actor is grouped with."""
    return [(p.profile, name) for each in actor.groupings or () for p in each.partners for name in p.actors]


def _without_role(framework: Framework, id: str, diagram: Diagram) -> Iterator[Found]:
    """Actors in the interaction diagram of a transaction that its roles do not name."""
    id = framework.transaction_id(id)
    roles = framework.roles(id)
    if not roles or id not in framework.roles_tables:
        return
    seen: set[str] = set()
    for message in _messages(diagram):
        if set(ids_in(framework, message.text.text)) - {id}:
            continue
        for party in (message.start, message.end):
            name = party.name.text
            if party.actor and name in framework.actor_names and name not in roles and name not in seen:
                seen.add(name)
                hint = f"expected one of those who have: {', '.join(sorted(roles))}"
                yield Found(party.name.place, f"{name!r} has no role in {id}", hint)


@rule("IHE312", "I")
def unshown_transaction(framework: Framework) -> Iterator[Found]:
    """No process flow of a profile shows a transaction that the profile requires.

    The flows of the use cases tell readers what a profile is good for, and a transaction that none of them needs may
    not be required at all. Profiles whose process flows show no transaction by its id are not meant, nor is what only
    an option requires.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             ITI-18: R initiator
             ITI-43: R initiator
           Document Registry:
             ITI-18: R responder
           Document Repository:
             ITI-43: R responder

        .. ihe:process-flow::

           Document Consumer -> Document Registry: Registry Stored Query [ITI-18]

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Consumer:
             ITI-18: R initiator
             ITI-43: R initiator
           Document Registry:
             ITI-18: R responder
           Document Repository:
             ITI-43: R responder

        .. ihe:process-flow::

           Document Consumer -> Document Registry: Registry Stored Query [ITI-18]
           Document Consumer -> Document Repository: Retrieve Document Set [ITI-43]
    """
    flows = grouped((d.owner.key, d) for d in framework.diagrams if d.kind == "process-flow" and d.owner)
    required: dict[tuple[str, str], list[UseCell]] = {}
    for cell in framework.cells:
        use = cell.use
        if cell.profile in flows and use.optionality.text == "R" and not (use.deferred or use.option):
            required.setdefault((cell.profile or "", cell.id), []).append(cell)
    shown = {
        (acronym, id)
        for acronym, diagrams in flows.items()
        for diagram in diagrams
        for text in diagram.texts
        for id in ids_in(framework, text.text)
    }
    telling = {acronym for acronym, _ in shown}
    for (acronym, id), cells in required.items():
        if acronym in telling and (acronym, id) not in shown:
            actors = " and ".join(dict.fromkeys(cell.actor.text for cell in cells))
            yield Found(cells[0].row, f"no process flow of {acronym} shows {id}, which is required of {actors}")
