"""Hand-written tables turned into directives in place; every other character of a text stays.

Each table is tried by itself: a text in which the directive would not say the same as the table is not taken.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import (
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    Place,
    RequiredGroupings,
)
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Declaration, Grouping, Page, Table, Use, Written

    Reread = Callable[[str, str], Page]
    """Reads a document anew: its name and the text that would stand in its file."""

_plain = re.compile(r"[A-Za-z][\w./&+()' -]*(?:\[[\w:-]+\])?").fullmatch
_RESERVED = frozenset(("none", "null", "true", "false", "yes", "no", "on", "off", "notes"))


class StandingTable(Struct, frozen=True):
    """A table that stays as it is, and why."""

    place: Place
    reason: str


class Adopted(Struct, frozen=True):
    """The new text of a document, how many tables became directives, and those that stay."""

    text: str
    count: int
    kept: tuple[StandingTable, ...]


def adopt(framework: Framework, page: Page, text: str, reread: Reread) -> Adopted:
    """Turn the tables of a page into directives, the last first, so that the places of the others hold."""
    kept: list[StandingTable] = []
    count = 0
    for table in sorted(page.typed_tables, key=lambda table: table.directive, reverse=True):
        reason = _obstacle(framework, table)
        if reason is None:
            tried = _replaced(text, table)
            declaration = _to_declare(framework, page, table)
            if declaration:
                tried = _declared(tried, declaration)
            if _says_the_same(reread(page.name, tried), table):
                text = _replaced(text, table)
                count += 1
                continue
            reason = "a directive would say something else"
        kept.append(StandingTable(table.directive, reason))
    after = reread(page.name, text) if count else page
    for declaration in sorted(page.typed_declarations, key=lambda each: each.directive, reverse=True):
        key = declaration.key
        needed = any(table.owner is None or table.owner.key == key for table in after.tables)
        if needed and key not in framework_keys(after) and _can_declare(declaration):
            text = _declared(text, declaration)
    return Adopted(text, count, tuple(reversed(kept)))


def framework_keys(page: Page) -> set[str]:
    """The keys of what the directives of a page declare."""
    return {declaration.key for declaration in page.declarations}


def _obstacle(framework: Framework, table: Table) -> str | None:
    """Why a table cannot become a directive; None where it can."""
    if table.directive.column > 1:
        return "it stands in something else"
    if not table.complete:
        return "it has cells that cannot be read"
    if table.owner is None:
        return "no title and no caption says what it belongs to"
    if table.notes or _has_marks(table):
        return "it has notes"
    if isinstance(table, ActorRoles) and not all(role.sides for role in table.roles):
        return "it does not say who initiates and who responds"
    made = (other for other in framework.all_tables if type(other) is type(table))
    if any(other.owner and other.owner.key == table.owner.key for other in made):
        return "a directive says the same already"
    return None


def _has_marks(table: Table) -> bool:
    if isinstance(table, ActorRoles):
        return any(player.note for role in table.roles for player in role.players)
    cells: list[object] = []
    if isinstance(table, ActorsTransactions | ActorsContentModules):
        cells = [use.note for row in table.actors for use in row.uses]
    elif isinstance(table, ActorsOptions):
        cells = [option.note for row in table.actors for option in row.options]
    elif isinstance(table, RequiredGroupings):
        cells = [p.note for row in table.actors for grouping in row.groupings for p in grouping.partners]
    return any(cells) or any(row.note for row in getattr(table, "actors", ()))


def _to_declare(framework: Framework, page: Page, table: Table) -> Declaration | None:
    """What a title must declare for the directive to have an owner."""
    key = table.owner.key if table.owner else None
    if key in framework_keys(page):
        return None
    return next((d for d in page.typed_declarations if d.key == key and _can_declare(d)), None)


def _can_declare(declaration: Declaration) -> bool:
    """Whether the title of a section has the form that a directive takes its name from."""
    return declaration.section is not None and declaration.label.text[:1].isalpha()


# -- texts -----------------------------------------------------------------------------------------------------------


def _replaced(text: str, table: Table) -> str:
    """The text with the directive in place of the lines of a table."""
    lines = text.split("\n")
    first, last = table.directive.line - 1, table.directive.end_line
    while last > first + 1 and not lines[last - 1].strip():
        last -= 1
    name = f"ihe:{table.kind}"
    body = list(_body(table))
    if is_markdown(table.directive.file):
        written = [f"```{{{name}}}", *_caption(table), *body, "```"]
    else:
        written = [f".. {name}::", *(f"   {line}" for line in (*_caption(table), "", *body))]
        written = [line.rstrip() for line in written]
    return "\n".join([*lines[:first], *written, *lines[last:]])


_usual = re.compile(
    r"\S+(?: Profile)? [-\u2013] (?:Actors and Transactions|Actors and Content Modules|Actors and Options"
    r"|(?:Required )?Actor Groupings)|Actor Roles",
    re.IGNORECASE,
).fullmatch
"""Captions as they are printed of themselves."""


def _caption(table: Table) -> list[str]:
    """The option with the caption that stands in a table, and is none of the usual ones."""
    caption = table.caption
    inside = caption and table.directive.line <= caption.place.line <= table.directive.end_line
    return [f":caption: {caption.text}"] if caption and inside and not _usual(caption.text) else []


def _declared(text: str, declaration: Declaration) -> str:
    """The text with a directive below the title that declares something."""
    lines = text.split("\n")
    place = declaration.directive
    if is_markdown(place.file):
        at, written = place.end_line, ["", f"```{{ihe:{declaration.kind}}}", "```"]
        if at < len(lines) and re.fullmatch(r"(=+|-+)\s*", lines[at]):
            at += 1
    else:
        at, written = place.end_line + 1, ["", f".. ihe:{declaration.kind}::"]
    if at < len(lines) and lines[at].strip():
        written.append("")
    return "\n".join([*lines[:at], *written, *lines[at:]])


def _body(table: Table) -> Iterator[str]:
    match table:
        case ActorsTransactions() | ActorsContentModules():
            for row in table.actors:
                yield f"{_text(row.actor)}:" if row.uses else f"{_text(row.actor)}: none"
                yield from (f"  {_target(use)}: {_cell(use)}" for use in row.uses)
        case ActorsOptions():
            for options in table.actors:
                listed = ", ".join(_text(option.name) for option in options.options)
                yield f"{_text(options.actor)}: {f'[{listed}]' if listed else 'none'}"
        case RequiredGroupings():
            for groupings in table.actors:
                yield f"{_text(groupings.actor)}:" if groupings.groupings else f"{_text(groupings.actor)}: none"
                for grouping in groupings.groupings:
                    yield from _grouping(grouping)
        case ActorRoles():
            for role in table.roles:
                yield f"{' and '.join(role.sides)}:"
                for player in role.players:
                    said = f": {_text(player.description)}" if player.description else ""
                    yield f"  {_text(player.actor)}{said}" if said else f"  - {_text(player.actor)}"


def _target(use: Use) -> str:
    return _text_of(f"{use.name.text} [{use.target.text}]") if use.name else _text(use.target)


def _cell(use: Use) -> str:
    side = f" {' and '.join(use.sides)}" if use.sides else ""
    return f"{use.optionality.text}{side}" + (f" with the {use.option.text} Option" if use.option else "")


def _grouping(grouping: Grouping) -> Iterator[str]:
    partners = []
    for partner in grouping.partners:
        before = " ".join(part.text for part in (partner.domain, partner.profile) if part)
        options = " and ".join(f"the {option.text} Option" for option in partner.options)
        actors = " or ".join(actor.text for actor in partner.actors)
        partners.append(f"{before} / {actors}" + (f" with {options}" if options else ""))
    if grouping.when or grouping.condition:
        yield f"  - with: [{', '.join(json.dumps(partner, ensure_ascii=False) for partner in partners)}]"
        said = grouping.when or grouping.condition
        if said:
            yield f"    {'when' if grouping.when else 'condition'}: {_text(said)}"
    else:
        yield from (f"  - {_text_of(partner)}" for partner in partners)


def _text(written: Written) -> str:
    return _text_of(written.text)


def _text_of(text: str) -> str:
    """A text as YAML has it: in quotes where it could be read as something else."""
    plain = _plain(text) and not text.endswith(" ") and ": " not in text and text.casefold() not in _RESERVED
    return text if plain else json.dumps(text, ensure_ascii=False)


# -- what is said ----------------------------------------------------------------------------------------------------


def _says_the_same(page: Page, table: Table) -> bool:
    """Whether a directive of a page says what a table says."""
    wanted = _facts(table)
    return any(type(other) is type(table) and _facts(other) == wanted for other in page.tables)


def _facts(table: Table) -> object:
    """What a table says, wherever it stands."""
    owner = table.owner.key if table.owner else None
    match table:
        case ActorsTransactions() | ActorsContentModules():
            return owner, [(row.actor.text, [_use(use) for use in row.uses]) for row in table.actors]
        case ActorsOptions():
            return owner, [(row.actor.text, [option.name.text for option in row.options]) for row in table.actors]
        case RequiredGroupings():
            return owner, [(row.actor.text, [_partners(each) for each in row.groupings]) for row in table.actors]
        case ActorRoles():
            players = [(role.sides, player) for role in table.roles for player in role.players]
            return owner, [
                (sides, player.actor.text, player.description and player.description.text) for sides, player in players
            ]
    return None


def _use(use: Use) -> tuple[object, ...]:
    return use.target.text, use.name and use.name.text, use.optionality.text, use.sides, use.option and use.option.text


def _partners(grouping: Grouping) -> tuple[object, ...]:
    partners = [
        (
            partner.profile and partner.profile.text,
            [actor.text for actor in partner.actors],
            [option.text for option in partner.options],
        )
        for partner in grouping.partners
    ]
    return partners, grouping.when and grouping.when.text, grouping.condition and grouping.condition.text
