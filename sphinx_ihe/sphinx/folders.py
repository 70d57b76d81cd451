"""The names of the folders of permanent addresses: safe in every file system, and the same whatever else there is."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = "id"
KINDS = ("transaction", "profile", "actor")
"""What has a short address; where two things would have the same, the first of these kinds has it."""


def folder_names(things: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """A name for each thing that has a short address; the kind comes before a name that is taken."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    wanted = (thing for thing in things if thing[0] in order)
    taken: set[str] = set()
    for kind, key in sorted(wanted, key=lambda thing: (order[thing[0]], thing[1])):
        plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.")
        # Some file systems take capital and small letters for the same.
        if name.casefold() in taken:
            name = f"{kind}-{name}"
        if name and name.casefold() not in taken:
            taken.add(name.casefold())
            yield (kind, key), name
