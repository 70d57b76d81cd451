"""Tables of the recogniser as bodies of directives. What our notation cannot say is left to its row."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sphinx_ihe.language import ActorRoles, ActorsContentModules, ActorsOptions, ActorsTransactions, Line
from sphinx_ihe.language.places import Place
from sphinx_ihe.reading.bodies.uses import SIDE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.language import Partner, Table, Use, Written

_QUOTED = re.compile(r":(\s|$)|\s#|^[\[\]{}&*!|>%@`\"'#,?:=~-]|^$|^<<$")
NOWHERE = Place("", 1, 1, 1, 1)


def scalar(text: str) -> str:
    """A text as YAML."""
    text = " ".join(text.split())
    return json.dumps(text, ensure_ascii=False) if _QUOTED.search(text) else text


def item(text: str) -> str:
    """A text as YAML inside of brackets, where commas and brackets count."""
    made = scalar(text)
    return json.dumps(text, ensure_ascii=False) if made[0] != '"' and re.search(r"[,\[\]{}]", text) else made


def rows(table: Table) -> Iterator[tuple[str, list[str]]]:
    """The actors of a table with the lines of their rows, one actor after the other."""
    if isinstance(table, ActorRoles):
        yield from _roles(table)
        return
    for row in table.actors:  # type: ignore[attr-defined]
        key = scalar(row.actor.text + _mark(row.note))
        if row.none:
            yield row.actor.text, [f"{key}: none"]
        elif isinstance(table, ActorsTransactions | ActorsContentModules):
            yield row.actor.text, [f"{key}:", *_uses(row.uses)]
        elif isinstance(table, ActorsOptions):
            names = dict.fromkeys(item(each.name.text + _mark(each.note)) for each in row.options)
            short = f"{key}: [{', '.join(names)}]"
            yield row.actor.text, [short] if len(short) < 110 else [f"{key}:", *(f"  - {name}" for name in names)]
        else:
            yield row.actor.text, [f"{key}:", *_groupings(row.groupings)]


def reads(kind: str, lines: list[str]) -> bool:
    """Whether a body is one that the language takes whole."""
    from sphinx_ihe.reading.bodies import groupings, options, roles, uses

    read: Any = {
        "actors-transactions": uses.read_actors_transactions,
        "actors-content-modules": uses.read_actors_content_modules,
        "actors-options": options.read_actors_options,
        "required-groupings": groupings.read_required_groupings,
        "actor-roles": roles.read_actor_roles,
    }[kind]
    body = read([Line(line, "", number, 1) for number, line in enumerate(lines, 1)], NOWHERE)
    return not [problem for problem in body.problems if problem.code.startswith("IHE0")]


def _mark(note: Written | None) -> str:
    return f" ({note.text})" if note and note.text.isdecimal() else ""


def _uses(uses: tuple[Use, ...]) -> list[str]:
    cells: dict[str, list[str]] = {}
    for use in uses:
        name, key = (use.name.text if use.name else ""), re.sub(r"\s", "", use.target.text)
        if use.name is not None:
            key = f"{name} [{key}]"
        elif not re.search(r"-[A-Za-z0-9]+$", key):
            key = use.target.text
        cells.setdefault(key, []).append(_use(use))
    return [
        f"  {scalar(key)}: {scalar(found[0]) if len(found) == 1 else '[' + ', '.join(map(item, found)) + ']'}"
        for key, found in ((key, list(dict.fromkeys(values))) for key, values in cells.items())
    ]


def _use(use: Use) -> str:
    side = " and ".join(use.sides)
    parts = [use.optionality.text, side if side in SIDE_WORDS else ""]
    if use.option:
        parts.append(f"with the {use.option.text} Option")
    return " ".join(part for part in parts if part) + _mark(use.note)


def _groupings(groupings: tuple[Any, ...]) -> list[str]:
    lines: list[str] = []
    for grouping in groupings:
        partners = [_partner(each) for each in grouping.partners]
        keys = [
            (name, value.text)
            for name, value in (
                ("when", grouping.when),
                ("condition", grouping.condition),
                ("content", grouping.content),
            )
            if value
        ]
        word = "one of" if grouping.one_of else "with"
        if not keys and not grouping.one_of:
            made = [f"  - {scalar(partner)}" for partner in partners]
        else:
            entries = [
                *(f"{name}: {scalar(text)}" for name, text in keys),
                f"{word}: [{', '.join(map(item, partners))}]",
            ]
            made = [("  - " if not number else "    ") + entry for number, entry in enumerate(entries)]
        if made != lines[-len(made) :]:
            lines += made
    return lines


def _partner(partner: Partner) -> str:
    actors = " or ".join(actor.text for actor in partner.actors)
    before = " ".join(part.text for part in (partner.domain, partner.profile) if part)
    text = f"{before} / {actors}" if partner.profile else actors
    names = [option.text for option in partner.options]
    if names:
        text += f" with the {names[0]} Option" if len(names) == 1 else f" with the {', '.join(names)} Options"
    return text + _mark(partner.note)


def _roles(table: ActorRoles) -> Iterator[tuple[str, list[str]]]:
    """The roles by side, those without a side under ``actors``."""
    by_side: dict[str, dict[str, str]] = {}
    for role in table.roles:
        side = " and ".join(role.sides)
        for player in role.players:
            own = by_side.setdefault(side if side in SIDE_WORDS else "actors", {})
            text = player.description.text if player.description else ""
            key = player.actor.text + _mark(player.note)
            own[key] = f"{own[key]} {text}".strip() if own.get(key) else text
    for side, players in by_side.items():
        if all(players.values()):
            yield side, [f"{side}:", *(f"  {scalar(name)}: {scalar(text)}" for name, text in players.items())]
        else:
            items = (f"  - {scalar(name)}{': ' + scalar(text) if text else ''}" for name, text in players.items())
            yield side, [f"{side}:", *items]
