"""The forms in which an inventory can be had: JSON, YAML, and a table for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.framework.inventory import dumps, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_ihe.framework.inventory import records

COLUMNS = ("Profile", "Actor", "Kind", "Id", "Name", "Side", "Optionality", "Condition", "Note")
"""The columns of the table. Kinds are ``transaction``, ``content module``, ``option`` and ``grouping``."""

CsvRow = tuple[str, ...]


def to_yaml(inventory: records.Inventory) -> str:
    """The same object as in JSON."""
    import yaml

    return yaml.safe_dump(values(inventory), allow_unicode=True, sort_keys=False, width=120)


def to_csv(inventory: records.Inventory) -> str:
    """One row for everything that a profile asks of an actor or offers it; an actor without anything has one too."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    names = {transaction.id: transaction.name for transaction in inventory.transactions}
    for profile in inventory.profiles:
        for actor in profile.actors:
            rows = list(_rows(actor, names)) or [("",) * (len(COLUMNS) - 2)]
            writer.writerows((profile.acronym, actor.name, *row) for row in rows)
    return text.getvalue()


FORMS: dict[str, Callable[[records.Inventory], str]] = {"json": dumps, "yaml": to_yaml, "csv": to_csv}
"""The forms by their names."""


def _rows(actor: records.ProfileActorFacts, names: dict[str, str]) -> Iterator[CsvRow]:
    for use in actor.transactions:
        name = names.get(use.transaction) or use.name or ""
        sides = " and ".join(use.sides)
        yield "transaction", use.transaction, name, sides, use.optionality or "", _condition(use), use.note or ""
    for module in actor.content_modules:
        name, optionality = module.content_module, module.optionality or ""
        yield "content module", "", name, "", optionality, _condition(module), module.note or ""
    for option in actor.options or ():
        yield "option", "", option.name, "", "", "", option.note or ""
    for grouping in actor.groupings or ():
        yield from _grouping_rows(grouping)


def _condition(use: records.UseFacts | records.ContentUseFacts) -> str:
    parts = [_with((use.option,)) if use.option else "", "deferred" if use.deferred else ""]
    return ", ".join(filter(None, parts))


def _grouping_rows(grouping: records.GroupingFacts) -> Iterator[CsvRow]:
    """One row for each partner, or for all those of which one is enough."""
    condition = _with((grouping.when,)) if grouping.when else grouping.condition or ""
    for partners in grouping.sets:
        notes = " ".join(partner.note for partner in partners if partner.note)
        yield "grouping", "", " or ".join(map(_partner, partners)), "", "R", condition, notes


def _partner(partner: records.PartnerFacts) -> str:
    """``[DOMAIN] PROFILE / ACTOR [with the NAME Option]``, as its author writes it."""
    domain = f"{partner.domain} " if partner.domain else ""
    options = f" {_with(partner.options)}" if partner.options else ""
    return f"{domain}{partner.profile} / {' or '.join(partner.actors)}{options}"


def _with(options: tuple[str, ...]) -> str:
    *most, last = options
    return f"with the {', '.join(most)} and {last} Options" if most else f"with the {last} Option"
