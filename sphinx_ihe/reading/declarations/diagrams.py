"""The records of diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language import Diagram, Problem
from sphinx_ihe.reading import bodies
from sphinx_ihe.reading.declarations.values import one

if TYPE_CHECKING:
    from sphinx_ihe.language import Block, Owner, Step
    from sphinx_ihe.reading.declarations.owners import Context
    from sphinx_ihe.reading.declarations.values import Values


def read_diagram(
    block: Block, owner: Owner | None, values: Values, context: Context, problems: list[Problem]
) -> Diagram:
    """The record of a diagram; what of its body cannot be read is reported."""
    kind = block.name.removeprefix("ihe:")
    steps: tuple[Step, ...] = ()
    if kind != "actor-diagram":
        read = bodies.read_messages(block.body, block.place)
        problems.extend(read.problems)
        steps = read.steps
    elif written := next((line for line in block.body if line.text.strip()), None):
        place = written.place(len(written.text) - len(written.text.lstrip()), len(written.text.rstrip()))
        message = f"{block.name} has no body: it is drawn from the tables of the profile"
        problems.append(Problem("IHE002", place, message))
    use_case = context.use_case if kind == "process-flow" and "profile" not in values else None
    direction, grouped = one(values, "direction"), one(values, "grouped")
    return Diagram(
        kind=kind,
        directive=block.place,
        owner=owner,
        caption=one(values, "caption"),
        use_case=use_case.name if use_case else None,
        direction=direction.text if direction else None,
        grouped=grouped.text if grouped else None,
        exclude=values.get("exclude", ()),
        steps=steps,
    )
