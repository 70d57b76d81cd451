"""The parts of a directive of MyST Markdown: options and body.

Options are lines ``:name: value`` right below the first line, or a block between lines of hyphens; both hold the part
of YAML that myst-parser reads: a mapping of names to plain, quoted, literal or folded texts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.language import BlockOption, Line, Place, Written
from sphinx_ihe.reading.source.myst_text import Cut, MystPassage, expanded, portion, whole_lines
from sphinx_ihe.reading.source.text import Text

if TYPE_CHECKING:
    from sphinx_ihe.reading.source.policy import Policy

_LINE = r"[^ \t\n]+(?: +(?!\#)[^ \t\n]+)*"
_blank = re.compile(r"(?: |\n|\#[^\n]*)*").match
_key = re.compile(r"(?:[^ \t\n:]|:(?![ \t\n]|\Z))+(?: +(?!\#)(?:[^ \t\n:]|:(?![ \t\n]|\Z))+)*").match
_plain = re.compile(rf"{_LINE}(?:(?: *\n)+ +(?!\#){_LINE})*").match
_quoted = re.compile(r"""'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)\"""", re.DOTALL).match
_block = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])? *(?:\#[^\n]*)?(?:\n|\Z)((?: +[^\n]*(?:\n|\Z)| *\n)*)").match
_escape = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL).sub
_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}


class MystParts(NamedTuple):
    """The options, and where the body begins: the row in the content, and the column in that row."""

    options: tuple[BlockOption, ...]
    row: int
    column: int = 0


class _Piece(NamedTuple):
    """A line of the options: its row in the text, where it begins, and what it says."""

    row: int
    column: int
    string: str


def parts(content: Text, policy: Policy, file: str) -> MystParts:
    """Divide the lines of a directive's content."""
    lines = content.lines
    if not policy.options or not lines:
        return MystParts((), 0)
    if lines[0].startswith("---"):
        return _block_of_options(content, file)
    pieces: list[_Piece] = []
    for row, line in enumerate(lines):
        stripped = line.lstrip()
        if not stripped.startswith(":") or stripped.startswith(":::"):
            break
        column = len(line) - len(stripped) + 1
        pieces.append(_Piece(row, column, line[column:]))
    return MystParts(_options(content, pieces, file), len(pieces))


def _block_of_options(content: Text, file: str) -> MystParts:
    lines = content.lines
    end = next((row for row in range(1, len(lines)) if lines[row].startswith("---")), len(lines))
    indents = [len(line) - len(line.lstrip(" \t")) for line in lines[1:end] if line.strip()]
    margin = min(indents, default=0)
    pieces = [_Piece(row, min(margin, len(lines[row])), lines[row][margin:]) for row in range(1, end)]
    options = _options(content, pieces, file)
    if end == len(lines):
        return MystParts(options, end)
    rest = lines[end].lstrip("-").removeprefix(" ")
    if not rest:
        return MystParts(options, end + 1)
    return MystParts(options, end, len(lines[end]) - len(rest))


def _options(content: Text, pieces: list[_Piece], file: str) -> tuple[BlockOption, ...]:
    """The options that can be read; a line that is none is the name of the last."""
    if not pieces:
        return ()
    return tuple(_MystOptions(content, pieces, file).read())


class _MystOptions:
    """Reads the options as one string."""

    def __init__(self, content: Text, pieces: list[_Piece], file: str) -> None:
        self.content = content
        self.pieces = pieces
        self.file = file
        self.string = "\n".join([piece.string for piece in pieces])
        self.starts = [0, *accumulate(len(piece.string) + 1 for piece in pieces)]
        self.found: list[BlockOption] = []

    def read(self) -> list[BlockOption]:
        at = self._past_blank(0)
        while at < len(self.string):
            if at and self.string[at - 1] != "\n":
                return self._unreadable(at)
            key, colon = self._key(at)
            if key is None or not self.string.startswith(":", colon):
                return self._unreadable(at)
            start = self._past_blank(colon + 1)
            value, end = None, start
            if start < len(self.string) and self.string[start - 1] != "\n":
                value, end = self._value(start)
                if value is None:
                    return self._unreadable(at)
            self.found.append(BlockOption(key, value or Written("", key.place)))
            at = self._past_blank(end)
        return self.found

    def _key(self, at: int) -> tuple[Written | None, int]:
        quoted = _quoted(self.string, at)
        if quoted is not None:
            inner = quoted.span(1 if quoted[1] is not None else 2)
            return self._written(_unquoted(quoted).lower(), *inner), self._past_blank(quoted.end())
        plain = _key(self.string, at)
        if plain is None:
            return None, at
        return self._written(plain[0].lower(), *plain.span()), self._past_blank(plain.end())

    def _value(self, at: int) -> tuple[Written | None, int]:
        head = self.string[at]
        if head in "|>":
            block = _block(self.string, at)
            if block is None:
                return None, at
            text = block[1].strip()
            start = block.start(1) + len(block[1]) - len(block[1].lstrip())
            return self._written(text, start, start + len(text)), block.end()
        if head in "'\"":
            quoted = _quoted(self.string, at)
            if quoted is None:
                return None, at
            inner = quoted.span(1 if quoted[1] is not None else 2)
            return self._written(_unquoted(quoted), *inner), quoted.end()
        plain = _plain(self.string, at)
        return (None, at) if plain is None else (self._written(plain[0], *plain.span()), plain.end())

    def _unreadable(self, at: int) -> list[BlockOption]:
        start = self.string.rfind("\n", 0, at) + 1
        end = self.string.find("\n", at)
        line = self.string[start : end if end >= 0 else len(self.string)]
        name = self._written(line.strip(), start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        return [*self.found, BlockOption(name, Written("", name.place))]

    def _past_blank(self, at: int) -> int:
        match = _blank(self.string, at)
        assert match is not None
        return match.end()

    def _written(self, text: str, start: int, end: int) -> Written:
        first, last = self._at(start), self._at(end)
        place = self.content.place(self.file, first, last)
        return Written(" ".join(text.split()), place if text.strip() else Place(place.file, *place.start, *place.start))

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset) - 1
        row, column, _ = self.pieces[line]
        return row, column + offset - self.starts[line]


def _unquoted(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1].replace("''", "'")
    return _escape(_escaped, match[2])


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    return _ESCAPES.get(match[4], match[4])


def body(content: Text, read: MystParts, lead: MystPassage | None) -> Text:
    """The body; ``lead`` is its beginning in the first line of the directive, and the options are blank then."""
    if lead is None and not read.column:
        return whole_lines(content, min(read.row, len(content.lines)), len(content.lines))
    first = 0 if lead is not None else read.row
    rows = range(first, len(content.lines))
    columns = [read.column if row == read.row else 0 for row in rows]
    if lead is not None:
        columns = [
            len(content.lines[row]) if row < read.row else column for row, column in zip(rows, columns, strict=True)
        ]
    text = portion(content, first, [Cut(row, column) for row, column in zip(rows, columns, strict=True)])
    if lead is None:
        return text
    start = lead.columns[0]
    origins = {0: lead.text.part(lead.row, start, start + len(lead.string))}
    origins |= {row + 1: text.origin(row) for row in range(len(text.lines))}
    return Text([lead.string, *text.lines], text.number - 1, origins, {})


def body_lines(body: Text, file: str) -> tuple[Line, ...]:
    """The lines of a body without the blank ones around it, tabs as spaces."""
    body = expanded(body)
    lines = body.lines
    start, stop = 0, len(lines)
    while start < stop and not lines[start]:
        start += 1
    while start < stop and not lines[stop - 1]:
        stop -= 1
    return tuple([body.line(file, row, 0) for row in range(start, stop)])
