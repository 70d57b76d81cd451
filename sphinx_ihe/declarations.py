"""What a block declares where it stands: its options, its title, its owner and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_ihe import bodies, names
from sphinx_ihe.language import DIRECTIVES, DIRECTIVES_TO_COME, SPHINX_OPTIONS, Directive, Option
from sphinx_ihe.model import (
    Actor,
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    Block,
    BlockOption,
    Declaration,
    Owner,
    Place,
    Problem,
    Profile,
    ProfileActor,
    ProfileOption,
    RequiredGroupings,
    Table,
    Title,
    Transaction,
    Written,
)

__all__ = [
    "DIRECTIVES",
    "Context",
    "Declared",
    "Directive",
    "Option",
    "owner_of",
    "part",
    "read_block",
    "unknown",
]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from sphinx_ihe.model import Line


@dataclass(frozen=True, slots=True)
class Context:
    """Where a block stands: the section, and the nearest profile and transaction above.

    ``unreadable`` holds ``profile`` or ``transaction`` where the nearest one above could not be read.
    """

    section: Title | None = None
    profile: Owner | None = None
    transaction: Owner | None = None
    unreadable: frozenset[str] = frozenset()


class Declared(NamedTuple):
    """What a block declares, if it could be read, and what could not be read of it."""

    declaration: Declaration | None = None
    table: Table | None = None
    problems: tuple[Problem, ...] = ()


def read_block(block: Block, context: Context) -> Declared:
    """Read a block of a directive of ours."""
    directive = DIRECTIVES.get(block.name)
    if directive is None:
        return Declared(problems=_unknown_directive(block))
    problems: list[Problem] = []
    values = _values(directive, block, problems)
    owner = _owner(directive, block, values, context, problems)
    if directive.body == "yaml":
        table = _read_table(block, owner, values, problems)
        return Declared(table=table, problems=tuple(problems))
    label = block.argument or (Written(context.section.text, context.section.place) if context.section else None)
    if label is None or not label.text:
        message = f"{block.name} has no argument and stands in no section whose title it could take"
        problems.append(Problem("IHE001", block.place, message))
        return Declared(problems=tuple(problems))
    common: dict[str, Any] = {
        "label": label,
        "directive": block.place,
        "section": context.section,
        "titled": block.argument is None,
        "oid": _one(values, "oid"),
    }
    declaration = _READERS[block.name](common, values, owner, problems)
    return Declared(declaration, None, tuple(problems))


def owner_of(declaration: Declaration) -> Owner | None:
    """What a declaration is to the things below it that belong to it."""
    if isinstance(declaration, Profile | Transaction):
        return Owner(declaration.key, declaration.label.place, named=False)
    return None


def part(written: Written, start: int, end: int) -> Written:
    """``text[start:end]`` without the white space around it; its place is exact where the text stands in one line."""
    text = written.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    place = written.place
    if place.line == place.end_line and place.end_column - place.column == len(written.text):
        column = place.column + start
        place = place._replace(column=column, end_column=column + len(text))
    return Written(text, place)


def unknown(kind: str, name: str, known: Iterable[str], place: Place) -> Problem:
    """An ``ihe:`` directive or role that there is not."""
    return Problem("IHE004", place, names.suggest(f"unknown {kind} {name!r}", name, known))


def _unknown_directive(block: Block) -> tuple[Problem, ...]:
    to_come = [f"ihe:{name}" for name in DIRECTIVES_TO_COME]
    if block.name in to_come:
        return ()
    return (unknown("directive", block.name, [*DIRECTIVES, *to_come], block.place),)


# -- options ----------------------------------------------------------------------------------------------------------


def _values(directive: Directive, block: Block, problems: list[Problem]) -> dict[str, tuple[Written, ...]]:
    """The values of a block's options by name. A value that is not allowed is reported and left out."""
    known = {option.name: option for option in directive.options}
    values: dict[str, tuple[Written, ...]] = {}
    seen: dict[str, Place] = {}
    for written in block.options:
        name = written.name.text.lower()
        if name in SPHINX_OPTIONS:
            continue
        if name not in known:
            message = f"{directive.name} has no option {written.name.text!r}"
            message = names.suggest(message, name, [*known, *SPHINX_OPTIONS])
            problems.append(Problem("IHE003", written.name.place, message))
        elif name in seen:
            message = f"the option {name!r} stands twice, first in line {seen[name].line}"
            problems.append(Problem("IHE001", written.name.place, message))
        else:
            seen[name] = written.name.place
            values[name] = _value(known[name], written, problems)
    return values


def _value(option: Option, written: BlockOption, problems: list[Problem]) -> tuple[Written, ...]:
    value = written.value
    if option.reads == "flag":
        if value.text:
            problems.append(Problem("IHE001", value.place, f"the option {option.name!r} takes no value"))
        return ()
    if not value.text:
        problems.append(
            Problem("IHE001", written.name.place, f"the option {option.name!r} has no value{_choice(option)}")
        )
        return ()
    parts = _commas(value) if option.reads in ("list", "words") else (value,)
    return tuple(each for each in parts if _allowed(option, each, problems))


def _allowed(option: Option, value: Written, problems: list[Problem]) -> bool:
    if option.values:
        allowed = value.text in option.values
    else:
        form = _FORMS.get(option.reads)
        allowed = form is None or bool(form[0](value.text))
    if not allowed:
        message = names.suggest(f"{value.text!r} is no {option.name}{_choice(option)}", value.text, option.values)
        problems.append(Problem("IHE001", value.place, message))
    return allowed


def _choice(option: Option) -> str:
    if option.values:
        return ", expected " + ", ".join(option.values[:-1]) + f" or {option.values[-1]}"
    return f", expected {_FORMS[option.reads][1]}" if option.reads in _FORMS else ""


_FORMS: dict[str, tuple[Callable[[str], object], str]] = {
    "chapter": (re.compile(r"[1-9][0-9]*|[A-Za-z]{1,3}[0-9]*").fullmatch, "a number, or letters such as X"),
    "section": (re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*").fullmatch, "a section number such as 3.41"),
    "profile": (lambda text: _acronym(text) is not None, "an acronym such as XDS.b"),
    "transaction": (lambda text: _id(text) is not None, "an id such as ITI-41"),
}
"""What a value must be, beside the options with a set of words: the check, and how a message says it."""


def _acronym(text: str) -> str | None:
    """The acronym in ``XDS.b`` or ``Cross-Enterprise Document Sharing (XDS.b)``."""
    title = names.profile_title(text)
    return title[1] if title else text if text and " " not in text else None


def _id(text: str) -> str | None:
    """The id in ``ITI-41`` or ``Provide and Register Document Set-b [ITI-41]``, as written."""
    title = names.transaction_title(text)
    return title[1] if title else text if names.transaction_id(text) else None


def _commas(value: Written) -> tuple[Written, ...]:
    """The entries of a list with commas."""
    entries = (part(value, *found.span()) for found in re.finditer(r"[^,]+", value.text))
    return tuple(entry for entry in entries if entry.text)


def _one(values: Mapping[str, tuple[Written, ...]], name: str) -> Written | None:
    return next(iter(values.get(name, ())), None)


def _owner(
    directive: Directive,
    block: Block,
    values: Mapping[str, tuple[Written, ...]],
    context: Context,
    problems: list[Problem],
) -> Owner | None:
    """What a block belongs to; None where it is homeless, which is reported, or where nobody can tell."""
    kind = directive.owner
    if kind is None:
        return None
    if kind in values:
        named = _one(values, kind)
        key = named and (_acronym(named.text) if kind == "profile" else _id(named.text))
        return Owner(key, named.place, named=True) if named and key else None
    if kind in context.unreadable:
        return None
    owner = context.profile if kind == "profile" else context.transaction
    if owner is None:
        message = f"{directive.name} belongs to a {kind}, and none is declared above"
        problems.append(Problem("IHE005", block.place, message, f"name it with :{kind}:"))
    return owner


# -- declarations -----------------------------------------------------------------------------------------------------


_Values: TypeAlias = "Mapping[str, tuple[Written, ...]]"
_Common: TypeAlias = "dict[str, Any]"


def _profile(common: _Common, values: _Values, owner: Owner | None, problems: list[Problem]) -> Profile | None:
    label: Written = common["label"]
    title = names.profile_title(label.text)
    if title is None:
        message = f"{label.text!r} is no title of a profile, expected Name (ACRONYM)"
        problems.append(Problem("IHE001", label.place, message))
        return None
    return Profile(
        **common,
        name=title[0],
        acronym=title[1],
        types=values.get("type", ()),
        status=_one(values, "status"),
        chapter=_one(values, "chapter"),
    )


def _actor(common: _Common, values: _Values, owner: Owner | None, problems: list[Problem]) -> Actor:
    return Actor(
        **common,
        name=common["label"].text,
        abbreviation=_one(values, "abbreviation"),
        abstract="abstract" in values,
        renamed_to=_one(values, "renamed-to"),
    )


def _transaction(common: _Common, values: _Values, owner: Owner | None, problems: list[Problem]) -> Transaction | None:
    label: Written = common["label"]
    title = names.transaction_title(label.text)
    if title is None:
        message = (
            f"{label.text!r} is no title of a transaction, expected Name [ID], such as Registry Stored Query [ITI-18]"
        )
        problems.append(Problem("IHE001", label.place, message))
        return None
    name, id, start = title
    return Transaction(
        **common,
        name=name,
        id=part(label, start, start + len(id)),
        standards=values.get("standards", ()),
        status=_one(values, "status"),
        number=_one(values, "section"),
    )


def _profile_actor(common: _Common, values: _Values, owner: Owner | None, problems: list[Problem]) -> ProfileActor:
    return ProfileActor(**common, name=common["label"].text, profile=owner)


def _option(common: _Common, values: _Values, owner: Owner | None, problems: list[Problem]) -> ProfileOption:
    required = (part(each, 0, len(names.option_name(each.text))) for each in values.get("requires", ()))
    return ProfileOption(
        **common, name=names.option_name(common["label"].text), profile=owner, requires=tuple(required)
    )


_READERS: Mapping[str, Callable[[_Common, _Values, Owner | None, list[Problem]], Declaration | None]] = {
    "ihe:profile": _profile,
    "ihe:actor": _actor,
    "ihe:transaction": _transaction,
    "ihe:profile-actor": _profile_actor,
    "ihe:option": _option,
}


# -- tables -----------------------------------------------------------------------------------------------------------


_TABLES: Mapping[str, tuple[Callable[[Sequence[Line], Place], bodies.Body[Any]], type[Any], str]] = {
    "ihe:actors-transactions": (bodies.read_actors_transactions, ActorsTransactions, "actors"),
    "ihe:actors-content-modules": (bodies.read_actors_content_modules, ActorsContentModules, "actors"),
    "ihe:actors-options": (bodies.read_actors_options, ActorsOptions, "actors"),
    "ihe:required-groupings": (bodies.read_required_groupings, RequiredGroupings, "actors"),
    "ihe:actor-roles": (bodies.read_actor_roles, ActorRoles, "roles"),
}
"""How each body is read, what it becomes, and the name of its rows there."""


def _read_table(block: Block, owner: Owner | None, values: _Values, problems: list[Problem]) -> Table:
    if block.argument is not None:
        problems.append(Problem("IHE001", block.argument.place, f"{block.name} takes no argument"))
    read, record, rows = _TABLES[block.name]
    body = read(block.body, block.place)
    problems.extend(body.problems)
    table: Table = record(
        directive=block.place,
        owner=owner,
        caption=_one(values, "caption"),
        notes=body.notes,
        complete=body.complete,
        **{rows: body.rows},
    )
    return table
