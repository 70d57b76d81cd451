"""One block: a declaration, a table, a list, a diagram or a box, and what of it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.language import (
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    AnyDeclaration,
    AnyTable,
    Block,
    Diagram,
    Listing,
    Place,
    Problem,
    Record,
    RequiredGroupings,
    Written,
    names,
)
from sphinx_ihe.language.directives import DIRECTIVES
from sphinx_ihe.reading import bodies
from sphinx_ihe.reading.declarations.diagrams import read_diagram
from sphinx_ihe.reading.declarations.owners import Context, owner
from sphinx_ihe.reading.declarations.records import Given, read_record
from sphinx_ihe.reading.declarations.values import acronym, one, read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from sphinx_ihe.language import Line, Owner
    from sphinx_ihe.reading.declarations.values import Values


class Interpreted(Record, frozen=True):
    """What a block declares, if it could be read, and what could not be read of it."""

    declaration: AnyDeclaration | None = None
    table: AnyTable | None = None
    problems: tuple[Problem, ...] = ()
    listing: Listing | None = None
    diagram: Diagram | None = None


def read_block(block: Block, context: Context) -> Interpreted:
    """Read a block of a directive of ours."""
    directive = DIRECTIVES.get(block.name)
    if directive is None:
        return Interpreted(problems=_unknown_directive(block))
    problems: list[Problem] = []
    values = read_values(directive, block, problems)
    belongs_to = owner(directive, block, values, context, problems)
    declaration, table, listing, diagram = None, None, None, None
    if directive.argument == "none" and block.argument is not None:
        problems.append(Problem("IHE001", block.argument.place, f"{block.name} takes no argument"))
    if directive.makes == "table":
        table = _read_table(block, belongs_to, values, problems)
    elif directive.makes == "list":
        listing = _read_list(block, values, problems)
    elif directive.makes == "diagram":
        diagram = read_diagram(block, belongs_to, values, context, problems)
    elif directive.makes == "declaration":
        label = _label(block, context, problems)
        if label is not None:
            declaration = read_record(Given(block, label, values, belongs_to, context, problems))
    return Interpreted(declaration, table, tuple(problems), listing, diagram)


def _label(block: Block, context: Context, problems: list[Problem]) -> Written | None:
    """The argument, or else the title of the section."""
    label = block.argument or (Written(context.section.text, context.section.place) if context.section else None)
    if label is None or not label.text:
        message = f"{block.name} has no argument and stands in no section whose title it could take"
        problems.append(Problem("IHE001", block.place, message))
        return None
    return label


def unknown(kind: str, name: str, known: Iterable[str], place: Place) -> Problem:
    """An ``ihe:`` directive or role that there is not."""
    # What all of them begin with makes none of them likelier.
    near = names.nearest(name.removeprefix("ihe:"), [each.removeprefix("ihe:") for each in known])
    hint = f", did you mean {f'ihe:{near}'!r}?" if near else ""
    return Problem("IHE004", place, f"unknown {kind} {name!r}{hint}")


def _unknown_directive(block: Block) -> tuple[Problem, ...]:
    return (unknown("directive", block.name, DIRECTIVES, block.place),)


_TABLES: Mapping[str, tuple[Callable[[Sequence[Line], Place], bodies.Body[Any]], type[Any], str]] = {
    "ihe:actors-transactions": (bodies.read_actors_transactions, ActorsTransactions, "actors"),
    "ihe:actors-content-modules": (bodies.read_actors_content_modules, ActorsContentModules, "actors"),
    "ihe:actors-options": (bodies.read_actors_options, ActorsOptions, "actors"),
    "ihe:required-groupings": (bodies.read_required_groupings, RequiredGroupings, "actors"),
    "ihe:actor-roles": (bodies.read_actor_roles, ActorRoles, "roles"),
}
"""How each body is read, what it becomes, and the name of its rows there."""


def _read_table(block: Block, owner: Owner | None, values: Values, problems: list[Problem]) -> AnyTable:
    read, record, rows = _TABLES[block.name]
    body = read(block.body, block.place)
    problems.extend(body.problems)
    table: AnyTable = record(
        directive=block.place,
        owner=owner,
        caption=one(values, "caption"),
        notes=body.notes,
        complete=body.complete,
        **{rows: body.rows},
    )
    return table


def _read_list(block: Block, values: Values, problems: list[Problem]) -> Listing:
    written = next((line for line in block.body if line.text.strip()), None)
    if written is not None:
        place = written.place(len(written.text) - len(written.text.lstrip()), len(written.text.rstrip()))
        message = f"{block.name} has no body: what it lists is declared elsewhere"
        problems.append(Problem("IHE002", place, message))
    profiles = (replace(each, text=acronym(each.text) or each.text) for each in values.get("profile", ()))
    return Listing(
        kind=block.name.removeprefix("ihe:"),
        directive=block.place,
        caption=one(values, "caption"),
        profiles=tuple(profiles),
        actors=values.get("actor", ()),
        state=one(values, "state"),
    )
