"""Inline markup: the roles of a running text, and a title without its markup.

A text is read from left to right. A start-string counts where white space or opening punctuation stands before it, or
where the reading has just begun again after another construct; it ends at the first end-string that has closing
punctuation, white space or nothing behind it. In the text read here a backslash is a NUL (see ``escape``).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_ihe.language import Record
from sphinx_ihe.reading.source.punctuation import CLOSERS, DELIMITERS, OPENERS, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIMPLE_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
"""Letters and digits with single ``-._+:`` between them: names of roles, directives, references."""

_LONGEST_NAME = 300

_start = re.compile(r"\*\*(?!\s)|\*(?![*\s])|``(?!\s)|_`(?!\s)|\|(?![|\s])|`(?![`\s])").search
_role_before = re.compile(rf":{SIMPLE_NAME}:\Z").search
_REFERENCE = rf"(?:{SIMPLE_NAME}__?|\[(?:[0-9]+|\#(?:{SIMPLE_NAME})?|\*|{SIMPLE_NAME})\]_)"
_END = {
    "*": r"\*(?<![\s\x00]\*)",
    "**": r"\*\*(?<![\s\x00]\*\*)",
    "``": r"``(?<!\s``)",
    "_`": r"`(?<![\s\x00]`)",
    "|": r"\|(?<![\s\x00]\|)_{0,2}",
    "`": rf"`(?<!(?<!\x00)[\s\x00]`)(?::(?P<role>{SIMPLE_NAME}):)?(?P<reference>__?)?",
}
_backslash = re.compile(r"\\(.?)", re.DOTALL).sub
_escaped = re.compile(r"\x00([ \n]?)").sub
_embedded = re.compile(r"(?P<title>.*?)[ \n]*(?<!\x00)<(?P<target>[^<>]+)>\Z", re.DOTALL)


class Span(Record, frozen=True):
    """One construct: offsets of all of it and of its content; ``role`` is None unless it is interpreted text."""

    mark: str
    start: int
    end: int
    content: int
    content_end: int
    role: str | None = None


class _Grammar:
    """What depends on the characters next to markup; each expression is compiled when it is first asked for.

    A text in ASCII needs those of ASCII alone, whose expressions take a tenth of the time to compile.
    """

    def __init__(self, *, unicode: bool) -> None:
        openers, delimiters, closers = (
            # In ``DELIMITERS`` a hyphen is that of a range, and all ranges lie beyond ASCII.
            characters if unicode else "".join(each for each in characters if each.isascii() and each != "-")
            for characters in (OPENERS, DELIMITERS, CLOSERS)
        )
        self._before = rf"[\s\-{re.escape(openers)}{delimiters}]"
        self._after = rf"(?=[\s\x00\\.,;!?\-{delimiters}{re.escape(closers)}]|\Z)"
        self._ends: dict[str, Callable[[str, int], re.Match[str] | None]] = {}

    def end(self, mark: str, text: str, start: int) -> re.Match[str] | None:
        """The first end-string of a construct."""
        if mark not in self._ends:
            self._ends[mark] = re.compile(_END[mark] + self._after).search
        return self._ends[mark](text, start)

    @cached_property
    def may_precede(self) -> Callable[[str], re.Match[str] | None]:
        """Whether markup may begin behind a character."""
        return re.compile(self._before).match

    @cached_property
    def reference_before(self) -> Callable[[str], re.Match[str] | None]:
        """A simple reference that ends a text."""
        return re.compile(rf"(?:^|(?<={self._before})){_REFERENCE}\Z").search

    @cached_property
    def replace_references(self) -> Callable[[Callable[[re.Match[str]], str], str], str]:
        """Replace simple references in a text."""
        return re.compile(rf"(?:^|(?<={self._before})){_REFERENCE}{self._after}").sub


_ASCII, _UNICODE = _Grammar(unicode=False), _Grammar(unicode=True)


def _grammar(text: str) -> _Grammar:
    return _ASCII if text.isascii() else _UNICODE


def escape(text: str) -> str:
    """Mark each backslash as an escape: as many characters as before, with a NUL for the backslash."""
    return _backslash("\0\\1", text) if "\\" in text else text


def unescape(text: str) -> str:
    """Undo ``escape`` as docutils does: the backslash goes, and white space after it too."""
    return _escaped("", text) if "\0" in text else text


def spans(text: str, *, all_kinds: bool = False) -> Iterator[Span]:
    """The constructs of an escaped text; unless of all kinds, the reading stops after the last backquote."""
    grammar = _grammar(text)
    origin = position = 0
    backquote = -1 if all_kinds else 0
    without_end: set[str] = set()
    while True:
        if 0 <= backquote < position:
            backquote = text.find("`", position)
            if backquote < 0:
                return
        match = _start(text, position)
        if match is None:
            return
        mark, start, content = match[0], match.start(), match.end()
        opening = _opening(grammar, text, origin, match)
        if opening is None:
            position = start + 1
            continue
        if opening == start > origin and (content == len(text) or pair(text[start - 1], text[content])):
            origin = position = content
            continue
        ending = None if mark in without_end else grammar.end(mark, text, content)
        if ending is None:
            without_end.add(mark)
        if ending is None or ending.start() == content:
            origin = position = content
            continue
        origin = position = ending.end()
        role = text[opening + 1 : start - 1] if opening < start else None
        yield Span(mark, opening, origin, content, ending.start(), _interpreted(mark, role, ending))


def _opening(grammar: _Grammar, text: str, origin: int, mark: re.Match[str]) -> int | None:
    """Where the construct begins that has this start-string; None where no construct can begin."""
    start = mark.start()
    if mark[0] == "`" and start > origin and text[start - 1] == ":":
        opening = _role_start(grammar, text, origin, start)
        if opening is not None:
            return opening
    if start == origin:
        return start
    return start if grammar.may_precede(text[start - 1]) else None


def _role_start(grammar: _Grammar, text: str, origin: int, start: int) -> int | None:
    """Where the ``:role:`` before a backquote begins; a simple reference (``name_``) may stand right before it."""
    first = max(origin, start - _LONGEST_NAME)
    before = text[first:start]
    match = _role_before(before)
    if match is None:
        return None
    length = match.start()
    if not length:
        return first if first == origin else None
    if grammar.may_precede(before[length - 1]):
        return first + length
    if before[length - 1] == "_" and grammar.reference_before(before[:length]):
        return first + length
    return None


def _interpreted(mark: str, before: str | None, ending: re.Match[str]) -> str | None:
    """The role of interpreted text (empty for the default role), None for what is none or has two."""
    if mark != "`" or ending["reference"] or (before and ending["role"]):
        return None
    return (before or ending["role"] or "").lower()


def _has_markup(text: str) -> bool:
    return "`" in text or "*" in text or "_" in text or "|" in text or "\\" in text


def folded(text: str) -> str:
    """White space folded to single spaces."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """A text without its inline markup, as readers see it, white space folded.

    ``The **X** `Actor <x>`_`` is ``The X Actor``.
    """
    if not _has_markup(text):
        return folded(text)
    text = escape(text)
    parts: list[str] = []
    done = 0
    for span in spans(text, all_kinds=True):
        parts.append(unescape(_without_marks(text[done : span.start])))
        parts.append(_shown(span, text))
        done = span.end
    parts.append(unescape(_without_marks(text[done:])))
    return folded("".join(parts))


def _shown(span: Span, text: str) -> str:
    content = text[span.content : span.content_end]
    if span.mark == "``":
        return content.replace("\0", "\\")
    if span.mark == "`":
        if span.role is None and (span.content > span.start + 1 or span.end > span.content_end + len("`__")):
            return text[span.start : span.end].replace("\0", "\\")
        titled = _embedded.match(content)
        if titled:
            content = titled["title"] or titled["target"]
        elif ":" in (span.role or ""):
            content = content.lstrip("!~")
    return unescape(content)


def _without_marks(text: str) -> str:
    return _grammar(text).replace_references(_bare_reference, text) if "_" in text else text


def _bare_reference(match: re.Match[str]) -> str:
    """The text of a reference; a footnote that is numbered by itself has none yet."""
    if match[0].startswith("["):
        return "" if match[0][1] in "#*" else match[0][1:-2]
    return match[0].rstrip("_")


MARK = "\1"
"""What stands for a mark of emphasis or of a link in a text that is masked."""
_KEPT_ROLES = frozenset(("ihe:ins",))
"""Roles whose content is running text."""
_address = re.compile(r"\b[A-Za-z][\w+.-]{0,20}://[^\s<>]+|\bmailto:\S+").sub


def masked(text: str) -> str:
    """A running text in which what is none is NULs and other marks are ``MARK``: as many characters as before.

    What is none: literals, roles with their targets, references to notes, substitutions, addresses.
    """
    text = without_addresses(text)
    if not _has_markup(text):
        return text
    text = escape(text)
    parts: list[str] = []
    done = 0
    for span in spans(text, all_kinds=True):
        parts.append(_without_references(text[done : span.start]))
        parts.append(_masked_span(span, text))
        done = span.end
    parts.append(_without_references(text[done:]))
    return "".join(parts)


def without_addresses(text: str) -> str:
    """A text with NULs in place of addresses."""
    return _address(_nulls, text) if "://" in text or "mailto:" in text else text


def _without_references(text: str) -> str:
    return _grammar(text).replace_references(_masked_reference, text) if "_" in text else text


def _masked_span(span: Span, text: str) -> str:
    content = text[span.content : span.content_end]
    before, after = span.content - span.start, span.end - span.content_end
    is_reference = span.mark == "`" and text[span.end - 1] == "_"
    if not (is_reference or span.mark in ("*", "**", "_`") or span.role in _KEPT_ROLES):
        return "\0" * (span.end - span.start)
    address = content.rfind("<") if span.mark == "`" and span.role is None and content.endswith(">") else -1
    if address >= 0:
        content = content[:address] + "\0" * (len(content) - address)
    return MARK * before + content + MARK * after


def _nulls(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _masked_reference(match: re.Match[str]) -> str:
    """A reference to a note is no text, a named one is its own name."""
    if match[0].startswith("["):
        return _nulls(match)
    name = match[0].rstrip("_")
    return name + MARK * (len(match[0]) - len(name))
