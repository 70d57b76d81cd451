"""What a table belongs to: what its caption or a title above it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import Owner, names
from sphinx_ihe.reading.declarations.values import part

if TYPE_CHECKING:
    from sphinx_ihe.language import Written

_NUMBER = r"(?:(?:[0-9]:)?(?:[0-9]+|[A-Z]{1,3})(?:\.[0-9A-Za-z]+)*\.?\s+)?"
_number = re.compile(_NUMBER).match
_ACRONYM = r"(?=[^\s()]*[A-Z])[A-Za-z0-9][A-Za-z0-9.+*/_-]*"
_captioned = re.compile(
    rf"(?:Table\s+[\w.:\u2010-\u2015-]+\s*[:.\u2013\u2014-]?\s+)?(?P<acronym>{_ACRONYM})"
    r"(?:\s+(?:Integration\s+|Content\s+)?Profile)?\s*(?:\s[-\u2013\u2014]|:)\s+\S"
).match
_WORDS = frozenset(("actor", "actors", "required", "options", "table", "profile", "transaction"))


def number_end(text: str) -> int:
    """Where a title begins behind the number that its author typed: ``2:3.78 Name``."""
    found = _number(text)
    return found.end() if found and found.end() < len(text) else 0


def caption_owner(caption: Written) -> Written | None:
    """The profile in ``Table 43.1-1: XDS.b Profile - Actors and Transactions``."""
    found = _captioned(caption.text)
    if found is None or found["acronym"].casefold() in _WORDS:
        return None
    return part(caption, *found.span("acronym"))


def title_owner(title: Written, kind: str) -> Owner | None:
    """The profile or transaction that a title names, with a number before it or without."""
    text = title.text[number_end(title.text) :]
    if kind == "transaction":
        found = names.transaction_title(text)
        return Owner(found[1], title.place, named=False) if found else None
    named = profile_name(text)
    return Owner(named[1], title.place, named=False) if named else None


def profile_name(text: str) -> tuple[str, str] | None:
    """Name and acronym of ``Name (ACR) Profile``, ``Name (ACR) Content Profile`` or ``Name (ACR)``."""
    text = re.sub(r"\s+(?:Content|Workflow|Workflow Definition)\s+Profile$", "", text.strip())
    return names.profile_title(text)
