"""Globs over paths with ``/``: those of ``ihe.yaml``, and those of Sphinx, which differ in one respect.

Every text is a glob, and none takes longer than the square of a path: what stands between two stars is looked for once,
where it stands first, since what follows has the most room there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Fits: TypeAlias = "Callable[[str], re.Match[str] | None]"

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[(?P<not>!?)(?P<set>\]?[^\]]*)\]|.", re.DOTALL)
_RANGE = re.compile(r"(?P<first>.)-(?P<last>.)|.", re.DOTALL)


def fits(glob: str, *, sphinx: bool = False) -> Fits:
    """A function that tells whether a glob fits all of a path."""
    return fits_any([translate(glob, sphinx=sphinx)])


def fits_any(translated: Iterable[str]) -> Fits:
    """As :func:`fits`, for any of several globs that are translated."""
    return _compiled("|".join(f"(?:{pattern})" for pattern in translated) or "(?!)").fullmatch


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


def empty_range(glob: str) -> str | None:
    """The first range in a glob that has no characters, such as ``z-a``."""
    sets = [token["set"] for token in _TOKEN.finditer(glob) if token["set"]]
    return next((found[0] for each in sets for found in _RANGE.finditer(each) if _is_empty(found)), None)


def _is_empty(found: re.Match[str]) -> bool:
    return found["first"] is not None and found["first"] > found["last"]


def translate(glob: str, *, sphinx: bool = False) -> str:
    """The regular expression that fits all of a path. ``*`` and ``?`` stop at ``/``, ``**`` does not.

    ``**/x`` fits ``x`` itself, too, where a name begins; in Sphinx's ``exclude_patterns`` it does not.
    """
    start = {"": "", "**": ".*?", "**/": ".*?/" if sphinx else "(?:.*?/)??"}
    *blocks, last = _blocks(glob)
    before = "".join(f"(?>{start[star]}{first}{_once(rest)})" for star, (first, *rest) in blocks)
    star, (first, *rest) = last
    end = f"[^/]*?{rest.pop()}" if rest else ""
    return f"{before}{start[star]}{first}{_once(rest)}{end}"


def _once(parts: Iterable[str]) -> str:
    """Parts behind a star each, each where it stands first."""
    return "".join(f"(?>[^/]*?{part})" for part in parts)


def _blocks(glob: str) -> list[tuple[str, list[str]]]:
    """What may begin anywhere, with the double star before it, in parts with a star between them."""
    blocks: list[tuple[str, list[str]]] = [("", [""])]
    for token in _TOKEN.finditer(glob):
        if token[0] in {"**/", "**"}:
            begins = glob[token.start() - 1 : token.start()] in {"", "/"}
            blocks.append((token[0], [""]) if begins else ("**", [token[0][2:]]))
        elif token[0] == "*":
            blocks[-1][1].append("")
        else:
            blocks[-1][1][-1] += _character(token)
    return blocks


def _character(token: re.Match[str]) -> str:
    if token[0] == "?":
        return "[^/]"
    if not token["set"]:
        return re.escape(token[0])
    characters = "".join(_characters(token["set"]))
    if token["not"]:
        return f"[^/{characters}]"
    return f"(?!/)[{characters}]" if characters else "(?!)"


def _characters(stuff: str) -> Iterator[str]:
    """The characters and ranges of a set; a range that has no characters is left out."""
    for found in _RANGE.finditer(stuff):
        if found["first"] is None:
            yield re.escape(found[0])
        elif not _is_empty(found):
            yield f"{re.escape(found['first'])}-{re.escape(found['last'])}"
