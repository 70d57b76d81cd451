"""Names of the files that an import writes."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """A name for a file: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "text"


def unused(name: str, taken: set[str]) -> str:
    """The name, or the first of ``name-2``, ``name-3`` that nothing has."""
    number, found = 2, name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found)
    return found
