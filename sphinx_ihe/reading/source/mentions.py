"""Mentions in running text: what looks like an id, a reference, a name or a marker. None is judged here.

``mentions`` and ``normative`` read one running text whose markup is masked by NULs of the same length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sphinx_ihe.language import Mention, Written
from sphinx_ihe.reading.source.inline import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from sphinx_ihe.language import Place

    Finder: TypeAlias = Callable[[str], Iterator[re.Match[str]]]

TRANSACTION = "transaction"
"""An id in brackets: ``[ITI-41]``; in a list of them each is one."""
REFERENCE = "reference"
"""A section of a volume: ``ITI TF-2: 3.83``."""
NAME = "name"
"""Two capitalised words or more."""
NORMATIVE = "normative"
"""A word of BCP 14 in capitals."""
RESIDUE = "residue"
"""A placeholder of the supplement template."""
TABLE = "table"
"""A table that the template speaks of; ``scope`` is the profile around."""
MARKER = "marker"
"""What an author has left for later."""

DASH = "-\u2010-\u2015\u2212"
_ID = rf"[A-Za-z][\w:]*(?:\s?[{DASH}]\s?|\s)(?:[A-Za-z]{{1,3}}\d*|[A-Za-z]?\d+[A-Za-z]?)"
_BRACKETS = re.compile(rf"\[\s*({_ID}(?:\s*(?:[,;/]|\band\b)\s*{_ID})*)\s*\x00?\](?!_)")
"""A backslash before a bracket, as converters from Word write it, is a NUL."""
_one_id = re.compile(_ID).finditer

_CAPITAL = "[A-Z\xc0-\xd6\xd8-\xde]"
_WORD = rf"{_CAPITAL}[\w'\u2019]{{0,40}}+(?:-\w{{1,40}}+){{0,8}}+"
"""A capitalised word, of bounded length: a text of one endless word is read in linear time."""
names = re.compile(rf"{_WORD}(?:(?:\s*/\s*|\s+(?:\u2013\s+)?){_WORD})+").finditer
_NAME_WORD = rf"{_CAPITAL}[\w'\u2019.-]*"
_JOINING = r"(?:(?:of|and|for|the|to|in|on|with|a|an|or|by|from|via|per)\s+|[/&]\s*)"
_name_before = re.compile(
    rf"({_NAME_WORD}(?:\s+{_JOINING}*{_NAME_WORD}|/{_NAME_WORD})*)\x01*\s+\x01*(?:transactions?\s+)?\x00?\Z"
).search

_references = re.compile(
    r"(?P<domain>[A-Za-z][\w.]{0,40})\s+TF-(?P<volume>[0-4])[a-dx]?\s*:?\s*(?P<section>[0-9]+(?:\.[0-9A-Za-z]+)*)?"
).finditer
_in_capitals = re.compile(r"(?:SHALL|SHOULD|MAY|MUST)(?:\s+NOT)?\b|(?:REQUIRED|RECOMMENDED|OPTIONAL)\b").finditer
_residue = re.compile(
    r"<?(?:Actor\s+[A-F]|Transaction\s+[1-9]|Profile\s+Acronym)(?![\w.-]*\w)>?|Table\s+3\.2-1(?=\s+below\b)"
).finditer
_markers = re.compile(
    r"(?:\A|(?<=[.!?]\s)|(?<=[(\[{<\x01]))\#?TODO\b|(?<![\w\"'\u201c\u2018])(?<!Removed )\#?TODO\b"
    r"(?=\s*[:(\u2014]|[.;)\]}>\u2026]|\s*\Z)"
    r"|(?<![\w\"'\u201c\u2018])TBD\b(?!\s*[\0=])(?![\"'\u201d\u2019])|<{1,3}\s*TO\s?DO\b[^<>]*>{0,3}|\[\s*[Pp]rovide\b[^\[\]]*\]"
).finditer
_sentence_ends = re.compile(
    r"(?<!\b[A-Z])(?<!e\.g)(?<!i\.e)(?<!\bvs)(?<!\bcf)(?<!\b[Ss]ec)(?<!\b[Vv]ol)[.!?]\s+(?=[A-Z\[(\0])"
).finditer

NORMATIVE_WORDS = ("SHALL", "SHOULD", "MAY", "MUST", "REQUIRED", "RECOMMENDED", "OPTIONAL")
_NO_HEADING = frozenset((*NORMATIVE_WORDS, "NOT"))
"""Words in capitals that do not tell that all around them is in capitals."""
_begins_marker = re.compile(r"TO\s?DO|TBD|\[\s*[Pp]rovide")
_begins_residue = re.compile(r"(?:Actor|Transaction|Profile|Table)\s+[A-F1-9]")
_LONGEST_NAME = 160
_NEAR = 80
"""So many characters around a word tell whether it stands among others in capitals."""
_OPENING_WORDS = """
    A An The This That These Those Each Every Any All Both No If When Where While As At By For From In Of On To With
    Without After Before Then Thus And Or Also See Its Their
"""
_OPENERS = frozenset(_OPENING_WORDS.split())


def mentions(text: str, locate: Callable[[int, int], Place], row: int = 0) -> Iterator[Mention]:
    """The mentions in a running text, but those of normative words.

    ``locate`` gives the place between two offsets, ``row`` the row of a table that the text stands in.
    """
    yield from _near_each_other(text, locate, row)
    for match in names(text):
        before = text[match.start() - 1 : match.start()]
        if not before or not (before.isalnum() or before in "_-."):
            start = _opener(match[0])
            if start or match[0].split(None, 1)[0] not in _OPENERS:
                yield _mention(NAME, match[0][start:], locate(match.start() + start, match.end()))
    if _begins_residue.search(text):
        for match in _residue(text):
            if not text[match.start() - 1 : match.start()].isalnum():
                yield _mention(TABLE if match[0].startswith("Table") else RESIDUE, match[0], locate(*match.span()))
    if _begins_marker.search(text):
        for match in _markers(text):
            yield _mention(MARKER, match[0], locate(*match.span()))


def normative(text: str, locate: Callable[[int, int], Place]) -> Iterator[Mention]:
    """The normative words in a running text."""
    for match in _in_capitals(text):
        if _is_normative(text, match):
            yield _mention(NORMATIVE, match[0], locate(*match.span()))


def _opener(name: str) -> int:
    """Where a name begins behind a word that is capitalised as the first of a sentence; 0 where too little is left."""
    first, _, rest = name.partition(" ") if " " in name else name.partition("\n")
    return len(name) - len(rest.lstrip()) if first in _OPENERS and len(rest.split()) > 1 else 0


def _mention(kind: str, text: str, place: Place) -> Mention:
    return Mention(kind, " ".join(text.split()), place)


def _is_normative(text: str, match: re.Match[str]) -> bool:
    """Whether a word in capitals stands among words that are not; and it is no month."""
    start, end = match.span()
    if text[start - 1 : start].isalnum() or text[end : end + 1] in ("_", "-") or text[start - 1 : start] in ("_", "-"):
        return False
    before = text[max(0, start - _NEAR) : start].replace("/", " ").split()[-1:]
    after = text[end : end + _NEAR].replace("/", " ").split(None, 1)[:1]
    around = [word.strip(f".,;:(){MARK}") for word in (*before, *after)]
    around = [word for word in around if word not in _NO_HEADING]
    if around and all(len(word) > 1 and word.isupper() for word in around):
        return False
    return not (match[0] == "MAY" and after and after[0][:1].isdigit())


def _near_each_other(text: str, locate: Callable[[int, int], Place], row: int) -> Iterator[Mention]:
    """Ids and references, with what they stand next to."""
    ids = list(_BRACKETS.finditer(text)) if "[" in text else []
    references = list(_references(text)) if "TF-" in text else []
    if not ids and not references:
        return
    ends = [match.end() for match in _sentence_ends(text)]
    first = locate(0, 0)

    def near(at: int) -> tuple[int, int, int]:
        return (row, 0, -1) if row else (first.line, first.column, bisect_right(ends, at))

    for brackets in ids:
        ended = bisect_right(ends, brackets.start())
        start = max(ends[ended - 1] if ended else 0, brackets.start() - _LONGEST_NAME)
        before = text[start : brackets.start()]
        name = _name_before(before)
        written = None
        if name:
            words, at = name[1], start + name.start()
            written = Written(" ".join(words.split()), locate(at, at + len(words)))
        for count, id in enumerate(_one_id(brackets[1])):
            at = brackets.start(1) + id.start()
            yield Mention(
                TRANSACTION,
                " ".join(id[0].split()),
                locate(at, at + len(id[0])),
                near(at),
                None if count else written,
                "" if count else " ".join(before.removesuffix("\0").replace(MARK, " ").split()),
            )
    for match in references:
        yield Mention(REFERENCE, " ".join(match[0].split()), locate(*match.span()), near(match.start()))
