"""The values of a directive's options: which are allowed, and what they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from sphinx_ihe.language import Block, BlockOption, Place, Problem, Written, names
from sphinx_ihe.language.directives import ACCEPTED_OPTIONS, Directive, Option

if TYPE_CHECKING:
    from collections.abc import Callable

Values: TypeAlias = "dict[str, tuple[Written, ...]]"
"""What stands in each option that is written, by the option's name; nothing where the value is not allowed."""


def part(written: Written, start: int, end: int) -> Written:
    """``text[start:end]`` without the white space around it; its place is exact where the text stands in one line."""
    text = written.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    place = written.place
    if place.line == place.end_line and place.end_column - place.column == len(written.text):
        column = place.column + start
        place = replace(place, column=column, end_column=column + len(text))
    return Written(text, place)


def read_values(directive: Directive, block: Block, problems: list[Problem]) -> Values:
    """The values of a block's options by name. A value that is not allowed is reported and left out."""
    values: Values = {}
    if not block.options:
        return values
    known = {option.name: option for option in directive.options}
    seen: dict[str, Place] = {}
    for written in block.options:
        name = written.name.text.lower()
        if name in ACCEPTED_OPTIONS:
            continue
        if name not in known:
            message = f"{directive.name} has no option {written.name.text!r}"
            message = names.suggest(message, name, [*known, *ACCEPTED_OPTIONS])
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
    parts = _commas(value) if option.reads in ("list", "words", "profiles") else (value,)
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
    "profile": (lambda text: acronym(text) is not None, "an acronym such as XDS.b"),
    "profiles": (lambda text: acronym(text) is not None, "acronyms such as XDS.b"),
    "transaction": (lambda text: id_in(text) is not None, "an id such as ITI-41"),
}
"""What a value must be, beside the options with a set of words: the check, and how a message says it."""


def acronym(text: str) -> str | None:
    """The acronym in ``XDS.b`` or ``Cross-Enterprise Document Sharing (XDS.b)``."""
    title = names.profile_title(text)
    return title[1] if title else text if text and " " not in text else None


def id_in(text: str) -> str | None:
    """The id in ``ITI-41`` or ``Provide and Register Document Set-b [ITI-41]``, as written."""
    title = names.transaction_title(text)
    return title[1] if title else text if names.transaction_id(text) else None


def id_part(written: Written) -> tuple[Written | None, Written]:
    """Name and id of ``Provide and Register Document Set-b [ITI-41]``; no name where there is the id alone."""
    title = names.transaction_title(written.text)
    if title is None:
        return None, written
    _, id, start = title
    return part(written, 0, written.text.index("[")), part(written, start, start + len(id))


def _commas(value: Written) -> tuple[Written, ...]:
    """The entries of a list with commas."""
    entries = (part(value, *found.span()) for found in re.finditer(r"[^,]+", value.text))
    return tuple(entry for entry in entries if entry.text)


def one(values: Values, name: str) -> Written | None:
    """The value of an option that takes one."""
    return next(iter(values.get(name, ())), None)
