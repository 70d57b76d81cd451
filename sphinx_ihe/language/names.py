"""The grammars of names: titles of profiles, transactions, options and use cases, and transaction ids.

The forms are those of the supplement template (X, 3.Y) and of General Introduction 7.5 (``Name [ITI-18]``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

_ACRONYM = r"(?=[^\s()]*[A-Z])[A-Za-z0-9][A-Za-z0-9.+*/_-]*"
_PROFILE = re.compile(
    rf"(?P<name>\S.*?)\s*\(\s*(?P<acronym>{_ACRONYM})\s*\)(?:\s+(?:(?:Integration|Content)\s+)?Profile)?", re.DOTALL
)
_CLOSING_PROFILE = re.compile(r"\s+(?:(?:Integration|Content)\s+)?Profile$")
_TRANSACTION = re.compile(r"(?P<name>[^\s\[].*?)\s*\[\s*(?P<id>[^\[\]]*?)\s*\]", re.DOTALL)
_POSSESSIVE = re.compile("['\u2019]s?$")
_CLOSING_OPTION = re.compile(r"\s+Option$")
_USE_CASE = re.compile(r"Use\s+Case\b\s*(?:#?\s*[A-Za-z0-9.]+)?\s*(?::|\s[-–—])\s*(?=\S)")

_NUMBERED = re.compile(
    r"(?P<id>(?=[^\s:]*[0-9])[A-Za-z][A-Za-z0-9]*(?:[._/-][A-Za-z0-9]+)*)(?:\s*(?::|\s[-–—]|\s)\s*(?P<title>\S.*))?",
    re.DOTALL,
)

_NUMBER = r"[0-9]+[A-Za-z]?|[A-Za-z][0-9]+|[XYZxyz]{1,3}[0-9]*"
_ID = re.compile(
    rf"(?:(?P<nation>[A-Za-z]{{2,3}}):)?"
    rf"(?:(?P<prefix>[A-Za-z][A-Za-z0-9]+)\s*[-_\u2010-\u2015\u2212]\s*(?P<number>{_NUMBER})"
    rf"|(?P<prefix_>[A-Z][A-Z0-9]+)\s+(?P<number_>{_NUMBER}))"
)
"""An id in its own form or in one that is meant as it: zero-padded, in lower case, with another dash or a space."""

_PLACEHOLDER = re.compile(r"[XYZ]+[0-9]*")


class _Id(Struct, frozen=True):
    nation: str
    prefix: str
    number: str


def fold(text: str) -> str:
    """The text with every run of white space as one space, and none around it."""
    return " ".join(text.split())


def profile_title(text: str) -> tuple[str, str] | None:
    """Name and acronym of ``Cross-Enterprise Document Sharing (XDS.b) Profile``; None if it is not in that form."""
    found = _PROFILE.fullmatch(text.strip())
    if not found:
        return None
    return _CLOSING_PROFILE.sub("", fold(found["name"])), found["acronym"]


def transaction_title(text: str) -> tuple[str, str, int] | None:
    """Name, id and the id's offset in the text, of ``Registry Stored Query [ITI-18]``; None if not in that form."""
    start = len(text) - len(text.lstrip())
    found = _TRANSACTION.fullmatch(text.strip())
    if not found or transaction_id(found["id"]) is None:
        return None
    return fold(found["name"]), found["id"], start + found.start("id")


def of_profile(text: str) -> tuple[str, str] | None:
    """Profile and name of ``XDS.b / Document Source``, with or without a domain; None if it is not in that form."""
    owner, slash, name = text.partition(" / ")
    if not slash:
        return None
    title, words = profile_title(owner), owner.split()
    return (title[1] if title else words[-1] if len(words) == 2 else fold(owner)), fold(name)


def option_name(text: str) -> str:
    """The name of an option; a closing ``Option`` is not part of it."""
    return _CLOSING_OPTION.sub("", fold(text))


def numbered_title(text: str) -> tuple[str, str] | None:
    """Id and title of ``R1010`` (which has none) or ``ITI_012: Who deletes?``; None if it is not in that form."""
    found = _NUMBERED.fullmatch(text.strip())
    return (found["id"], fold(found["title"] or "")) if found else None


def natural(text: str) -> tuple[list[str | int], str]:
    """A key that sorts by letters whatever their case, and by the value of numbers: ITI-9 before ITI-18."""
    parts = re.split(r"([0-9]+)", text.casefold())
    return [int(part) if part.isdecimal() else part for part in parts], text


def without_possessive(text: str) -> str:
    """A name without the ending that makes it a possessor: ``Document Source's``."""
    return _POSSESSIVE.sub("", text)


def singular(text: str) -> str:
    """A name whose last word is no plural: ``Document Registries`` is Document Registry."""
    if text.endswith("ies"):
        return f"{text[:-3]}y"
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else text


def use_case_name(text: str) -> str:
    """The name of a use case; an opening ``Use Case #1:`` is not part of it."""
    return _USE_CASE.sub("", fold(text), count=1)


@lru_cache(maxsize=4096)
def _parts(text: str) -> _Id | None:
    found = _ID.fullmatch(text.strip())
    if not found:
        return None
    number = (found["number"] or found["number_"]).upper()
    return _Id(found["nation"] or "", found["prefix"] or found["prefix_"], number.lstrip("0") or "0")


def transaction_id(text: str) -> str | None:
    """The id that is meant, without padding: ``ITI-041``, ``ITI 41`` and ``iti-41`` are ITI-41; None if it is no id."""
    parts = _parts(text)
    if parts is None:
        return None
    prefix = parts.prefix.upper() if parts.prefix.islower() else parts.prefix
    nation = parts.nation.upper() + ":" if parts.nation else ""
    return f"{nation}{prefix}-{parts.number}"


def id_key(text: str) -> Hashable:
    """A key that all spellings of one id share; text that is no id shares it with its equals only."""
    parts = _parts(text)
    if parts is None:
        return text
    return parts.nation.upper(), parts.prefix.upper(), parts.number


def is_placeholder(text: str) -> bool:
    """Whether this is an id before its number is assigned, such as ``ITI-YY1`` (supplement template, 3.Y)."""
    parts = _parts(text)
    return parts is not None and _PLACEHOLDER.fullmatch(parts.number) is not None


def prefix(text: str) -> str | None:
    """What stands before the number of an id: ``ITI``, or ``CA:FeX`` with a nation; None if it is no id."""
    id = transaction_id(text)
    return id.rpartition("-")[0] if id else None


def id_number(text: str) -> str | None:
    """The number of an id without padding, as sections of Volume 2 have it: ``41``, ``YY1``; None if it is no id."""
    parts = _parts(text)
    return parts.number if parts else None


def suggest(message: str, name: str, known: Iterable[str]) -> str:
    """The message, with the known name that ``name`` most likely means, if there is one."""
    near = nearest(name, known)
    return f"{message}, did you mean {near!r}?" if near else message


def nearest(name: str, known: Iterable[str], likeness: float = 0.7) -> str | None:
    """The known name that this one most likely means: one that differs in case alone, else by little.

    ``likeness`` is how much two names must have in common, from 0 to 1, as ``difflib`` measures it.
    """
    folded: dict[str, str] = {}
    for candidate in sorted(known):
        folded.setdefault(candidate.casefold(), candidate)
    if name.casefold() in folded:
        return folded[name.casefold()]
    from difflib import get_close_matches

    close = get_close_matches(name.casefold(), folded, n=1, cutoff=likeness)
    return folded[close[0]] if close else None
