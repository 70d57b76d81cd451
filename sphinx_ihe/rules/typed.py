"""Rules about tables that were typed by hand (IHE413, IHE414)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx_ihe.language import (
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    RequiredGroupings,
    Table,
    Written,
)
from sphinx_ihe.language.findings import Found, Related
from sphinx_ihe.language.names import nearest, singular
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework


@rule("IHE413", "I")
def unclear_cell(framework: Framework) -> Iterator[Found]:
    """A cell of a table that was typed by hand is in no form that IHE uses, and says nothing to the linter.

    The rest of the table counts. Cells are read as IHE writes them: a transaction with its id, ``R``, ``O`` or ``C``
    with a note or an option, a partner as ``CT / Time Client``. A blank or merged cell means the actor above.

    Bad::

        RM Profile
        ----------

        .. list-table:: RM Profile - Actors and Transactions

           * - Actors
             - Transactions
             - Optionality
           * - Document Source
             - Provide and Register Document Set-b [ITI-41]
             - as agreed

    Good::

        RM Profile
        ----------

        .. list-table:: RM Profile - Actors and Transactions

           * - Actors
             - Transactions
             - Optionality
           * - Document Source
             - Provide and Register Document Set-b [ITI-41]
             - R
    """
    for problem in framework.problems_of("IHE413"):
        yield Found(problem.place, problem.message, problem.help)


@rule("IHE414", "W")
def contradicting_table(framework: Framework) -> Iterator[Found]:
    """A table that was typed by hand says something else than the directive of the same profile.

    The directive is what counts, and readers see both. Leave out one of them; ``ihe adopt`` turns a hand-written table
    into a directive.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. list-table:: RM Profile - Actors and Transactions

           * - Actors
             - Transactions
             - Optionality
           * - Document Source
             - Provide and Register Document Set-b [ITI-41]
             - O

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. list-table:: RM Profile - Actors and Transactions

           * - Actors
             - Transactions
             - Optionality
           * - Document Source
             - Provide and Register Document Set-b [ITI-41]
             - R
    """
    made: dict[tuple[type, str], list[Any]] = {}
    for table in framework.all_tables:
        if table.owner and table.complete:
            made.setdefault((type(table), table.owner.key), []).append(table)
    for table in framework.typed_tables:
        directives = made.get((type(table), table.owner.key)) if table.owner else None
        if directives:
            yield from _differences(framework, table, directives)


def _differences(framework: Framework, typed: Table, directives: list[Table]) -> Iterator[Found]:
    said = {fact: where for table in directives for fact, where in _facts(framework, table)}
    values: dict[tuple[str, str], set[str]] = {}
    for actor, thing, value in said:
        values.setdefault((actor, thing), set()).add(value)
    beside = (Related(directives[0].directive, "the directive"),)
    for (actor, thing, value), where in _facts(framework, typed):
        known = values.get((actor, thing))
        if known is None:
            what = f"{thing} for {actor!r}" if thing else f"{actor!r}"
            yield Found(where.place, f"the directive has no {what}", "write the same in both, or leave one out", beside)
        elif value not in known:
            message = f"{thing} of {actor!r} is {value} here, and {' or '.join(sorted(known))} in the directive"
            yield Found(where.place, message, "write the same in both, or leave one out", beside)


def _facts(framework: Framework, table: Table) -> Iterator[tuple[tuple[str, str, str], Written]]:
    """What a table says: an actor, a thing that it has, and a code; and where."""
    match table:
        case ActorsTransactions() | ActorsContentModules():
            for row in table.actors:
                yield (row.actor.text, "", ""), row.actor
                for use in (use for use in row.uses if use.optionality.text):
                    id = framework.transaction_id(use.target.text)
                    yield (row.actor.text, id, use.optionality.text), Written("", use.place)
        case ActorsOptions():
            for options in table.actors:
                yield (options.actor.text, "", ""), options.actor
                yield from (((options.actor.text, repr(o.name.text), ""), o.name) for o in options.options)
        case RequiredGroupings():
            yield from (((row.actor.text, "", ""), row.actor) for row in table.actors)
        case _:
            return


_LIKENESS = 0.9
"""So much a name in a hand-written table must have in common with a known one to be taken for a misspelt one."""


def misspelt_actors(framework: Framework, written: list[Written]) -> Iterator[Found]:
    """The actors of hand-written tables that no other table and no title names, and that are near to a known one."""
    counted = Counter(actor.text for actor in written)
    titles = {title.text for title in framework.titles}
    known = framework.actor_names.union(name for name, count in counted.items() if count > 1)
    for actor in written:
        name = actor.text
        if name in known or framework.rename(name) or any(name in title for title in titles):
            continue
        near = nearest(name, known, _LIKENESS)
        if near and singular(near.casefold()) != singular(name.casefold()):
            fault = f"actor {name!r} is named nowhere else, did you mean {near!r}?"
            yield Found(actor.place, fault, "correct its name, or describe the actor below a title with its name")
