"""Running text of MyST Markdown: its roles, and a title without its markup.

A text is read from left to right. Roles, code spans, escapes, HTML tags and autolinks come before all else; a link or
an image is known at its closing bracket. Emphasis matters only where a title is printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.reading.source import myst_grammar as grammar
from sphinx_ihe.reading.source.inline import MARK, without_addresses

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

_marks = re.compile(r"[\\`{<\[\]!]").search
_marks_and_math = re.compile(r"[\\`{<\[\]!$]").search
_run = re.compile(r"`+").match
_runs = re.compile(r"`+").finditer
_role = re.compile(r"\{([a-zA-Z0-9_+:-]+)\}(`+)").match
_footnote = re.compile(r"\[\^[^ \n\]]+\]").match
_math = re.compile(r"\$(?:[^$\\]|\\.)+\$", re.DOTALL).match
_space = re.compile(r"[ \t\n]*").match
_delimiters = re.compile(r"\*+|_+").finditer
_entity = re.compile(r"&(?:#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});").sub
_CLOSED_BY = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
_OWN_SCHEMES = ("inv:", "path:", "project:")
"""Links of MyST that print what they lead to, which is not known here."""
_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Token(NamedTuple):
    """A construct: offsets of all of it and of its content.

    ``kind`` is ``role``, ``code``, ``escape``, ``html``, ``autolink``, ``image``, ``footnote``, ``hidden`` (which
    prints nothing), or ``open`` and ``close``, the two ends of a link.
    """

    kind: str
    start: int
    end: int
    content: int
    content_end: int
    name: str = ""


def tokens(text: str, references: Container[str], extensions: Container[str] = ()) -> list[Token]:
    """The constructs of a text in order; ``references`` are the labels that are defined, normalized."""
    return _InlineReader(text, references, extensions).read()


def normalized(label: str) -> str:
    """A label of a reference as labels are compared."""
    return " ".join(label.split()).lower().upper()


class _InlineReader:
    def __init__(self, text: str, references: Container[str], extensions: Container[str]) -> None:
        self.text = text
        self.references = references
        self.extensions = extensions
        self.found: list[Token] = []
        self.openers: list[tuple[int, int, bool]] = []
        """Opening brackets: where, how many tokens were found before, whether of an image."""
        self.closed_links = 0
        """So many of them cannot be of links any more: a link holds no links."""
        self.unclosed: set[str] = set()
        self.last: dict[str, int] = {}
        """Where what closes a tag or comment stands last."""
        self._backquotes: dict[int, list[int]] | None = None

    def read(self) -> list[Token]:
        find = _marks_and_math if "dollarmath" in self.extensions else _marks
        at = 0
        while (match := find(self.text, at)) is not None:
            at = _READERS[match[0]](self, match.start())
        self.found.sort(key=lambda token: token.start)
        return self.found

    def add(self, kind: str, start: int, end: int, content: tuple[int, int]) -> int:
        self.found.append(Token(kind, start, end, *content))
        return end

    def backslash(self, start: int) -> int:
        if start + 1 >= len(self.text):
            return start + 1
        return self.add("escape", start, start + 2, (start + 1, start + 2))

    def backquotes(self, start: int) -> int:
        """A code span, which a run of as many backquotes ends; without one, the run is text."""
        opening = _run(self.text, start)
        assert opening is not None
        if self._backquotes is None:
            self._backquotes = {}
            for run in _runs(self.text):
                self._backquotes.setdefault(run.end() - run.start(), []).append(run.start())
        length = opening.end() - start
        closers = self._backquotes.get(length, [])
        at = bisect_left(closers, opening.end())
        if at == len(closers):
            return opening.end()
        return self.add("code", start, closers[at] + length, (opening.end(), closers[at]))

    def brace(self, start: int) -> int:
        if "substitution" in self.extensions and self.text.startswith("{{", start):
            end = -1 if "{{" in self.unclosed else self.text.find("}}", start + 2)
            if end >= 0:
                return self.add("hidden", start, end + 2, (start, start))
            self.unclosed.add("{{")
        match = _role(self.text, start)
        if match is None or match[2] in self.unclosed:
            return start + 1
        end = self.text.find(match[2], match.end() + 1)
        if end < 0:
            self.unclosed.add(match[2])
            return start + 1
        self.found.append(Token("role", start, end + len(match[2]), match.end(), end, match[1].lower()))
        return end + len(match[2])

    def angle(self, start: int) -> int:
        match = grammar.autolink(self.text, start)
        if match is not None and not grammar.unsafe(self.text, start + 1):
            return self.add("autolink", start, match.end(), (start + 1, match.end() - 1))
        closing = next((end for begin, end in _CLOSED_BY if self.text.startswith(begin, start)), ">")
        whole = self.text.startswith(("<!-->", "<!--->"), start)
        if closing not in self.last:
            self.last[closing] = self.text.rfind(closing)
        if not whole and self.last[closing] < start:
            return start + 1
        match = grammar.html(self.text, start)
        return start + 1 if match is None else self.add("html", start, match.end(), (start, match.end()))

    def dollar(self, start: int) -> int:
        match = _math(self.text, start)
        if match is None:
            return start + 1
        return self.add("code", start, match.end(), (start + 1, match.end() - 1))

    def image(self, start: int) -> int:
        if self.text.startswith("![", start):
            self.openers.append((start, len(self.found), True))
            return start + 2
        return start + 1

    def bracket(self, start: int) -> int:
        if self.text.startswith("[^", start):
            footnote = _footnote(self.text, start)
            if footnote is not None and not self.text.startswith("(", footnote.end()):
                label = (start + 2, footnote.end() - 1)
                return self.add("footnote", start, footnote.end(), label)
        self.openers.append((start, len(self.found), False))
        return start + 1

    def closing(self, end: int) -> int:
        """A closing bracket: of a link, of an image, or of nothing."""
        if not self.openers:
            return end + 1
        start, before, image = self.openers.pop()
        dead = len(self.openers) < self.closed_links
        self.closed_links = min(self.closed_links, len(self.openers))
        if dead and not image:
            return end + 1
        label = start + 2 if image else start + 1
        after = self._inline_link(end + 1) if self.text.startswith("(", end + 1) else -1
        if after < 0:
            after = self._reference(label, end)
        if after < 0:
            return end + 1
        if image:
            del self.found[before:]
            return self.add("image", start, after, (label, end))
        self.found.append(Token("open", start, label, label, label))
        self.found.append(Token("close", end, after, after, after))
        self.closed_links = len(self.openers)
        return after

    def _inline_link(self, start: int) -> int:
        """The end of ``(destination "title")``; -1 where it is none."""
        text = self.text
        at = self._past_space(start + 1)
        end = grammar.destination(text, at)
        if end >= 0:
            at = self._past_space(end)
            title = grammar.link_title(text, at) if at > end else None
            if title is not None:
                at = self._past_space(title.end())
        return at + 1 if text.startswith(")", at) else -1

    def _reference(self, label: int, end: int) -> int:
        """The end of ``[label]``, ``[]`` or nothing behind a link's text; -1 where no such label is defined."""
        if not self.references:
            return -1
        text = self.text
        if text.startswith("[", end + 1):
            close = text.find("]", end + 2)
            if close > end + 2 and "[" not in text[end + 2 : close]:
                return close + 1 if normalized(text[end + 2 : close]) in self.references else -1
            if close == end + 2 and normalized(text[label:end]) in self.references:
                return close + 1
        return end + 1 if normalized(text[label:end]) in self.references else -1

    def _past_space(self, at: int) -> int:
        match = _space(self.text, at)
        assert match is not None
        return match.end()


_READERS = {
    "\\": _InlineReader.backslash,
    "`": _InlineReader.backquotes,
    "{": _InlineReader.brace,
    "<": _InlineReader.angle,
    "$": _InlineReader.dollar,
    "!": _InlineReader.image,
    "[": _InlineReader.bracket,
    "]": _InlineReader.closing,
}


# -- what a title prints ----------------------------------------------------------------------------------------------


class _Run:
    """A run of ``*`` or ``_``: how many are left, and whether it can open and close emphasis."""

    def __init__(self, text: str, start: int, end: int) -> None:
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        spaces = before.isspace(), after.isspace()
        marks = _is_mark(before), _is_mark(after)
        left = not spaces[1] and (not marks[1] or spaces[0] or marks[0])
        right = not spaces[0] and (not marks[0] or spaces[1] or marks[1])
        self.mark = text[start]
        self.length = self.left = end - start
        self.opens = left and (self.mark == "*" or not right or marks[0])
        self.closes = right and (self.mark == "*" or not left or marks[1])


def _is_mark(character: str) -> bool:
    if character.isascii():
        return character in _ESCAPED
    from unicodedata import category

    return category(character)[0] in "PS"


def plain(text: str, references: Container[str], extensions: Container[str] = ()) -> str:
    """A text without its inline markup, as readers see it, white space folded.

    ``The **X** [Actor](x)`` is ``The X Actor``.
    """
    if not any(character in text for character in "*_`{[<\\&!$"):
        return " ".join(text.split())
    found = tokens(text, references, extensions)
    parts: list[str | _Run] = []
    scopes: list[list[_Run]] = [[]]
    done = 0
    for token in [*found, Token("hidden", len(text), len(text), 0, 0)]:
        for piece in _pieces(text, done, token.start):
            parts.append(piece)
            if isinstance(piece, _Run):
                scopes[-1].append(piece)
        done = token.end
        if token.kind == "open":
            scopes.append([])
        elif token.kind == "close":
            _pair(scopes.pop())
        else:
            parts.append(_shown(text, token))
    _pair(scopes.pop())
    printed = [part if isinstance(part, str) else part.mark * part.left for part in parts]
    return " ".join("".join(printed).split())


def _pieces(text: str, start: int, end: int) -> list[str | _Run]:
    pieces: list[str | _Run] = []
    done = start
    for match in _delimiters(text, start, end):
        pieces += [_entities(text[done : match.start()]), _Run(text, *match.span())]
        done = match.end()
    return [*pieces, _entities(text[done:end])]


def _entities(text: str) -> str:
    if "&" not in text:
        return text
    from html.entities import html5

    return _entity(lambda match: _character(match[0], html5), text)


def _character(entity: str, named: Mapping[str, str]) -> str:
    if entity[1] != "#":
        return named.get(entity[1:], entity)
    number = int(entity[3:-1], 16) if entity[2] in "xX" else int(entity[2:-1])
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _shown(text: str, token: Token) -> str:
    content = text[token.content : token.content_end]
    match token.kind:
        case "escape":
            return content if content in _ESCAPED or content == "\n" else "\\" + content
        case "code":
            content = content.replace("\n", " ")
            padded = content[:1] == content[-1:] == " " and content.strip(" ")
            return content[1:-1] if padded else content
        case "role":
            content = " ".join(content.split())
            titled = re.fullmatch(r"(.+?)\s*<[^<]*?>", content)
            if titled:
                return titled[1]
            return content.lstrip("!~") if ":" in token.name else content
        case "image":
            return _alternative(content)
        case "footnote":
            return content if content.isdigit() else ""
        case "autolink":
            return "" if content.startswith(_OWN_SCHEMES) else content
        case "hidden":
            return ""
        case _:
            return content


def _alternative(text: str) -> str:
    """The text in place of an image: what is neither plain text nor an escape is left out of it."""
    parts, done = [], 0
    for token in tokens(text, ()):
        parts.append(text[done : token.start])
        parts.append(text[token.start : token.end] if token.kind == "escape" else "")
        done = token.end
    return plain("".join([*parts, text[done:]]), ())


def _pair(runs: list[_Run]) -> None:
    """Take away what marks emphasis (CommonMark, "process emphasis")."""
    openers: list[_Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for closer in runs:
        key = (closer.mark, closer.opens, closer.length % 3)
        while closer.closes and closer.left:
            at = _opener(openers, closer, bottoms.get(key, 0))
            if at < 0:
                bottoms[key] = len(openers)
                break
            opener = openers[at]
            count = 2 if opener.left >= 2 and closer.left >= 2 else 1
            opener.left -= count
            closer.left -= count
            del openers[at + (opener.left > 0) :]
            bottoms = {key: min(bottom, len(openers)) for key, bottom in bottoms.items()}
        if closer.opens and closer.left:
            openers.append(closer)


def _opener(openers: list[_Run], closer: _Run, bottom: int) -> int:
    """The nearest run that a closing one can end; -1 where there is none from ``bottom`` on."""
    for at in range(len(openers) - 1, bottom - 1, -1):
        opener = openers[at]
        odd = (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0 and opener.length % 3 != 0
        if opener.mark == closer.mark and not odd:
            return at
    return -1


def masked(text: str, found: Iterable[Token]) -> str:
    """A running text in which what is none is NULs and other marks are ``MARK``: as many characters as before.

    ``found`` are its constructs. What is none: code, roles with their targets, addresses, images, footnotes, and the
    backslash before a character.
    """
    parts: list[str] = []
    done = 0
    for token in found:
        if token.start < done:
            continue
        parts.append(text[done : token.start].replace("*", MARK))
        if token.kind == "escape":
            parts.append("\0" + text[token.start + 1 : token.end])
        elif token.kind == "role" and token.name == "ihe:ins":
            before, after = token.content - token.start, token.end - token.content_end
            parts.append(MARK * before + text[token.content : token.content_end] + MARK * after)
        else:
            parts.append((MARK if token.kind == "open" else "\0") * (token.end - token.start))
        done = token.end
    parts.append(text[done:].replace("*", MARK))
    return without_addresses("".join(parts))
