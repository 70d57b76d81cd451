"""Rules about who is in a profile (IHE201 to IHE203, IHE205, IHE206)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import (
    Actor,
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    ClaimedActor,
    Partner,
    RequiredGroupings,
    Table,
)
from sphinx_ihe.language.findings import Edit, Fix, Found
from sphinx_ihe.rules.drawn import left_out
from sphinx_ihe.rules.groupings import partner_rows
from sphinx_ihe.rules.known import Known
from sphinx_ihe.rules.rule import rule
from sphinx_ihe.rules.typed import misspelt_actors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.declared import ProfileTable
    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.published import Rename
    from sphinx_ihe.language import Written


def _profile_tables(framework: Framework) -> Iterator[ProfileTable]:
    yield from framework.tables(ActorsTransactions)
    yield from framework.tables(ActorsContentModules)
    yield from framework.tables(ActorsOptions)
    yield from framework.tables(RequiredGroupings)


def _named_actors(framework: Framework) -> Iterator[tuple[Table | None, Written]]:
    """Every actor that a table names in its first column, a list of roles, a diagram, or an option of a directive."""
    elsewhere = (Partner, ClaimedActor, Actor)
    named = (each for each in framework.named("actor") if not isinstance(each.record, elsewhere))
    yield from ((each.within if isinstance(each.within, Table) else None, each.written) for each in named)
    for diagram in framework.diagrams:
        yield from ((None, actor) for kind, actor in left_out(framework, diagram) if kind == "actor")


@rule("IHE201", "E")
def undefined_actor(framework: Framework) -> Iterator[Found]:
    """A table, a list of roles, a diagram or a requirement names an actor that is neither declared here nor published.

    An actor is defined once, in an appendix or beside its first use, and named everywhere else; a name that leads to no
    definition is most often a misspelt one. Actors of other frameworks need no declaration. The new name in
    ``:renamed-to:`` is looked for too.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Time Cleint:
             ITI-1: R

    Fixed, unsafe::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Time Client:
             ITI-1: R

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Time Client:
             ITI-1: R
    """
    known = Known(framework.actor_names)
    named = (actor for table, actor in _named_actors(framework) if table is None or not table.typed)
    present = (declared.renamed_to for declared in framework.declarations(Actor) if declared.renamed_to)
    for actor in (*named, *present):
        if actor.text not in known and not framework.rename(actor.text):
            fault = f"actor {actor.text!r} is neither declared here nor published"
            yield known.unknown(actor, fault, "declare it with ihe:actor, or correct its name")
    yield from misspelt_actors(framework, [actor for table, actor in _named_actors(framework) if table and table.typed])


@rule("IHE202", "W")
def idle_actor(framework: Framework) -> Iterator[Found]:
    """An actor is declared, and is in no profile.

    Nobody can claim an actor outside a profile. Abstract actors, on which others build, and renamed ones are not meant.

    Bad::

        .. ihe:actor:: Gateway

           Sends measurements from the home of the patient.

    Good::

        .. ihe:actor:: Gateway

           Sends measurements from the home of the patient.

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Gateway:
             ITI-41: R initiator
    """
    busy = {row.actor.text for table in _profile_tables(framework) for row in table.actors}
    busy.update(actor for _, actor in framework.profile_actors)
    for actor in framework.actors.values():
        if actor.name not in busy and not actor.renamed_to and not actor.abstract:
            message = f"actor {actor.name!r} is declared, and is in no profile"
            yield Found(actor.label.place, message, "give it a row in the actors table of a profile")


@rule("IHE203", "W")
def actor_without_transaction(framework: Framework) -> Iterator[Found]:
    """An actor of a profile has neither a transaction nor a content module, and the profile does not say so.

    An actor that only groups others is rare; ``none`` in place of its rows says that nothing was forgotten.
    Profiles of the type ``foundation`` are not meant.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
           Integrated Document Source/Repository: {}

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
           Integrated Document Source/Repository: none
    """
    for acronym, profile in framework.profiles.items():
        tables = framework.main_tables(acronym)
        if "foundation" in (word.text for word in profile.types) or not all(table.complete for table in tables):
            continue
        for rows in grouped((row.actor.text, row) for row in framework.main_rows(acronym)).values():
            if not any(row.uses or row.none for row in rows):
                actor = rows[0].actor
                message = (
                    f"{actor.text!r} has neither transaction nor content module in {acronym}, expected one or none"
                )
                yield Found(actor.place, message, "write none if it is meant to have none")


@rule("IHE205", "E")
def renamed_actor(framework: Framework) -> Iterator[Found]:
    """A table, a list of roles, a grouping or a role has the old name of an actor that was renamed.

    Products claim the actor by its present name, and the old one leads to no definition. ``:renamed-to:`` at an actor's
    declaration says that it has a new name; published renames are known. A role that means the old name takes a ``!``.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Care Services Selective Consumer:
             ITI-90: R

    Fixed, safe::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Query Client:
             ITI-90: R

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Query Client:
             ITI-90: R
    """
    names = framework.actor_names
    for table, actor in _named_actors(framework):
        if actor.text not in names and (rename := framework.rename(actor.text)):
            yield _renamed(framework, actor, rename, taken=rename.new in _actors_of(table))
    for row in partner_rows(framework):
        facts = framework.profile(row.of) if row.of else None
        for actor in row.partner.actors if facts else ():
            published = facts is not None and facts.external and actor.text in facts.cast
            if not published and actor.text not in names and (rename := framework.rename(actor.text)):
                yield replace(_renamed(framework, actor, rename), place=row.partner.place)
    for reference in framework.references:
        name = reference.target
        if reference.kind == "actor" and name.text not in names and (rename := framework.rename(name.text)):
            found = _renamed(framework, name, rename)
            # Of an old name that is declared here, the text may mean to speak.
            safe = rename.option is None and name.text not in framework.actors
            yield replace(found, fix=found.fix and replace(found.fix, safe=safe))


def _actors_of(table: Table | None) -> set[str]:
    if table is None or isinstance(table, ActorRoles):
        return set()
    return {row.actor.text for row in table.actors}  # type: ignore[attr-defined]


def _renamed(framework: Framework, actor: Written, rename: Rename, *, taken: bool = False) -> Found:
    """``taken`` tells that the new name has a row already, so that the old one is not simply replaced."""
    new = f"{rename.new!r} with the {rename.option} Option" if rename.option else repr(rename.new)
    message = f"actor {actor.text!r} was renamed, it is {new} now"
    known = rename.new in framework.actor_names
    fix = None if taken or not known else Fix(rename.option is None, (Edit(actor.place, rename.new),))
    return Found(actor.place, message, f"write {rename.new!r}", fix=fix)


@rule("IHE206", "W")
def unlisted_profile_actor(framework: Framework) -> Iterator[Found]:
    """A profile describes an actor that is in none of its tables.

    ``ihe:profile-actor`` says what an actor must do in a profile; that the actor is in the profile its tables say.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:profile-actor:: Document Sorce

           Sends measurements.

    Fixed, unsafe::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:profile-actor:: Document Source

           Sends measurements.

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:profile-actor:: Document Source

           Sends measurements.
    """
    listed = grouped(
        (table.owner.key, row.actor.text) for table in _profile_tables(framework) if table.owner for row in table.actors
    )
    known: dict[str, Known] = {}
    for (acronym, actor), described in framework.profile_actors.items():
        facts = framework.profile(acronym)
        if facts is None or not facts.complete:
            continue
        if acronym not in known:
            known[acronym] = Known([*listed.get(acronym, ()), *(facts.cast if facts.external else ())])
        if actor not in known[acronym]:
            fault = f"actor {actor!r} is described, and is in no table of {acronym}"
            yield known[acronym].unknown(described.label, fault, "give it a row in the tables of the profile")
