"""Rules about the tables of a profile having the same actors (IHE204)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import ActorGroupings, ActorOptions, ActorsContentModules, ActorsTransactions, Place
from sphinx_ihe.language.findings import Edit, Fix, Found, Related, Severity
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_ihe.framework.declared import ProfileTable
    from sphinx_ihe.framework.framework import Framework

TABLES = {
    "actors-transactions": "actors and transactions table",
    "actors-content-modules": "actors and content modules table",
    "actors-options": "options table",
    "required-groupings": "groupings table",
}
"""What messages call the tables of a profile."""


@rule("IHE204", "E")
def diverging_actor_sets(framework: Framework) -> Iterator[Found]:
    """The options table or the groupings table of a profile has not the same actors as its actors table.

    All actors of a profile are listed in all of its tables, even if one has none of what the table is about (supplement
    template X.2, X.3): only then a reader can tell "none" from "forgotten".

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R initiator
           Document Repository:
             ITI-41: R responder

        .. ihe:required-groupings::

           Document Source:
             - CT / Time Client

    Fixed, unsafe::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R initiator
           Document Repository:
             ITI-41: R responder

        .. ihe:required-groupings::

           Document Source:
             - CT / Time Client
           Document Repository: none

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R initiator
           Document Repository:
             ITI-41: R responder

        .. ihe:required-groupings::

           Document Source:
             - CT / Time Client
           Document Repository: none
    """
    for acronym in framework.profiles:
        main = framework.main_tables(acronym)
        options = framework.options_tables.get(acronym, [])
        groupings = framework.groupings_tables.get(acronym, [])
        if main:
            yield from _lacking(framework, main, [*options, *groupings])
            yield from _lacking(framework, options, main)
            yield from _lacking(framework, groupings, main)


def _lacking(framework: Framework, tables: Sequence[ProfileTable], others: Sequence[ProfileTable]) -> Iterator[Found]:
    """The actors of other tables that these tables of one profile lack, at the first of them."""
    if not tables or not all(table.complete for table in tables):
        return
    here = {framework.present_name(row.actor.text) for table in tables for row in table.actors}
    folded = {actor.casefold(): actor for actor in here}
    main = isinstance(tables[0], ActorsTransactions | ActorsContentModules)
    elsewhere = grouped((row.actor.text, (table, row.actor)) for table in others for row in table.actors)
    missing = [name for name in elsewhere if framework.present_name(name) not in here and name.casefold() not in folded]
    fixes = {} if main else _rows_of_none(missing, elsewhere, tables[0])
    for actor, rows in elsewhere.items():
        like = folded.get(actor.casefold())
        if framework.present_name(actor) in here or (like and main):
            continue  # where case alone differs, the other table is told
        related = tuple(Related(written.place, f"in the {TABLES[table.kind]}") for table, written in rows)
        name = TABLES[tables[0].kind]
        if like:
            message = f"the {name} has {like!r} where the {TABLES[rows[0][0].kind]} has {actor!r}: case alone differs"
            yield Found(tables[0].directive, message, f"write {actor!r}", related, severity=Severity.warning)
        else:
            message = f"the {name} lacks {actor!r}, which the {TABLES[rows[0][0].kind]} has"
            advice = f"add a row for {actor!r}; its value is none where it has none"
            yield Found(tables[0].directive, message, advice, related, fixes.get(actor))


_PLAIN = re.compile(r"[A-Za-z][\w .,/&'+-]*(?:\([^()]*[A-Za-z][^()]*\))?")
"""Names of actors that YAML reads as they are, and without a note mark."""


def _rows_of_none(missing: Sequence[str], order: Iterable[str], table: ProfileTable) -> dict[str, Fix]:
    """A row of ``none`` for each actor that a table lacks, in the order of the actors table.

    What goes to one place goes there in one fix. It is not safe: the actor may have an option that was forgotten.
    """
    ends = {row.actor.text: row.end for row in table.actors if isinstance(row, ActorOptions | ActorGroupings)}
    first = table.actors[0] if table.actors else None
    above: str | None = None
    below: dict[str | None, list[str]] = {}
    for actor in order:
        if actor in ends:
            above = actor
        elif actor in missing and _PLAIN.fullmatch(actor):
            below.setdefault(above, []).append(actor)
    fixes: dict[str, Fix] = {}
    for above, actors in below.items():
        end = ends.get(above or (first.actor.text if first else ""))
        if end is None or first is None:
            continue
        rows = [f"{actor}: none" for actor in actors]
        if above is not None:
            edit = Edit(end.place, "".join(f"\n{end.indentation}{row}" for row in rows))
        else:
            line, column = first.actor.place.line, len(end.indentation) + 1
            start = Place(first.actor.place.file, line, column, line, column)
            edit = Edit(start, "".join(f"{row}\n{end.indentation}" for row in rows))
        fixes |= dict.fromkeys(actors, Fix(False, (edit,)))
    return fixes
