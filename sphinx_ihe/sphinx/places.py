"""Where a directive or a role stands in its source file, column for column.

docutils tells the file and the line of what it parses, for included files too, but no column: the text that it parsed
is looked up in that line of the file. Where the file says something else (``rst_prolog``, a ``source-read`` handler),
the column is 1.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from itertools import chain, pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils.parsers.rst.states import Inliner
from docutils.statemachine import StateMachine
from msgspec import Struct, field
from msgspec.structs import replace

from sphinx_ihe.language import Block, BlockOption, Line, Place, Role, Written
from sphinx_ihe.reading.source.text import Text, read_text, split
from sphinx_ihe.sphinx import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from sphinx.environment import BuildEnvironment
    from sphinx.util.docutils import SphinxDirective, SphinxRole

_CACHE = "sphinx_ihe.framework.files"
_directive = re.compile(r"\.\.[ ]+\S+?[ ]?::(?= |$)")
_option = re.compile(r":(?P<name>(?![: ])(?:[^:\\]|\\.|:(?!(?:[ `]|$)))*(?<! )):(?:[ ]+|$)")
_escape = re.compile(r"\\(.)", re.DOTALL).sub
_MARKERS = " -*+#.0123456789|:"
"""What may stand before a directive in its line: white space and the markers of list items."""
_NEAR = 4
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*")


class SourceFile(Struct):
    """A file as docutils splits it into lines; ``taken`` are the starts of roles that have been found.

    ``scanned`` is what the linter's scanner found in a file of Markdown, as soon as it was asked.
    """

    path: str
    text: Text
    taken: set[tuple[int, int]] = field(default_factory=set)
    scanned: markdown.Scanned | None = None

    def line(self, number: int, text: str) -> Line:
        """The source line that a text without its indentation comes from."""
        index = number - 1
        lines = self.text.lines
        if text and 0 <= index < len(lines):
            column = len(lines[index]) - len(text) if lines[index].endswith(text) else lines[index].find(text)
            if column >= 0:
                return self.text.line(self.path, index, column)
        return Line(text, self.path, number, 1)

    def whole_line(self, number: int) -> Line:
        """A source line from its first column on."""
        if 0 < number <= len(self.text.lines):
            return self.text.line(self.path, number - 1, 0)
        return Line("", self.path, number, 1)

    def shift(self, number: int, text: str) -> int:
        """How far below its told line a text stands: docutils counts from the first line that an include takes."""
        lines = self.text.lines
        for index in range(number - 1, len(lines)):
            if lines[index].endswith(text) and not lines[index].removesuffix(text).strip(_MARKERS):
                return index - (number - 1)
        return 0

    def title(self, number: int, written: str) -> Place:
        """The place of a section title; docutils tells a line of its adornment, or one nearby."""
        lines = self.text.lines
        told = number - 1
        around = sorted(range(told - _NEAR, told + _NEAR + 1), key=lambda index: abs(index - told))
        for index in chain(around, range(told, len(lines))):
            if not 0 <= index < len(lines):
                continue
            if lines[index].strip() == written and self._adorned(index):
                return self.line(index + 1, written).place(0, len(written))
        return Place(self.path, number, 1, number, 1)

    def _adorned(self, index: int) -> bool:
        below = self.text.lines[index + 1].strip() if index + 1 < len(self.text.lines) else ""
        return bool(below) and _ADORNMENT.fullmatch(below) is not None

    def role(self, number: int, raw: str) -> tuple[Place, Place] | None:
        """Places of a role and of what stands between its backquotes, in the text block that begins at that line."""
        again: list[tuple[int, int]] = []
        for starts in self._occurrences(number - 1, raw):
            if starts[0] not in self.taken:
                break
            # Where a file is included twice, its roles are found twice.
            again = again or starts
        else:
            starts = again
        if not starts:
            return None
        self.taken.add(starts[0])
        at = _offsets(raw, starts)
        place = self.text.place(self.path, at(0), at(len(raw)))
        return place, self.text.place(self.path, at(raw.find("`") + 1), at(raw.rfind("`")))

    def _occurrences(self, index: int, raw: str) -> Iterator[list[tuple[int, int]]]:
        """Where a role stands: the (index, column) pair of each of its lines."""
        first, *rest = raw.split("\n")
        for line in self._likely(index):
            for found in re.finditer(re.escape(first), self.text.lines[line]):
                starts = self._following(line, found.start(), rest)
                if starts and not self.text.lines[line][: found.start()].endswith("`"):
                    yield starts

    def _likely(self, index: int) -> Iterator[int]:
        """Lines by how likely they are meant: on to the next blank line, back to one (docutils counts the cells of
        tables from below their border), then all that follow (it counts from the first line that an include takes).
        """
        lines = self.text.lines
        end = next((i for i in range(index, len(lines)) if not lines[i].strip()), len(lines))
        yield from range(index, end)
        yield from takewhile(lambda i: lines[i].strip(), range(min(index, len(lines)) - 1, -1, -1))
        yield from range(end, len(lines))

    def _following(self, index: int, column: int, rest: Sequence[str]) -> list[tuple[int, int]]:
        """Where each line of a text begins whose later lines are ``rest``; empty where the file has other lines."""
        starts = [(index, column)]
        for count, part in enumerate(rest, start=1):
            at = self.text.lines[index + count].find(part) if index + count < len(self.text.lines) else -1
            if at < 0:
                return []
            starts.append((index + count, at))
        return starts


def _offsets(raw: str, starts: Sequence[tuple[int, int]]) -> Callable[[int], tuple[int, int]]:
    """A function from an offset into a text of several lines to its (index, column) pair."""

    def at(offset: int) -> tuple[int, int]:
        before = raw[:offset]
        index, column = starts[before.count("\n")]
        return index, column + len(before) - (before.rfind("\n") + 1)

    return at


def source_file(env: BuildEnvironment, path: str) -> SourceFile:
    """The file at a path as docutils tells it, read once for each document; one that cannot be read has no lines."""
    files = cast("dict[str, SourceFile]", env.temp_data.setdefault(_CACHE, {}))
    path = source_path(path)
    if path not in files:
        try:
            text = read_text(Path(path).read_bytes())
        except (OSError, UnicodeDecodeError):
            text = ""
        files[path] = SourceFile(path, split(text))
    return files[path]


def source_path(path: str) -> str:
    """A path as docutils tells it, as places have it."""
    return os.path.abspath(path)  # noqa: PTH100 - includes are told relative to the working directory, with ".."


def forget_files(env: BuildEnvironment) -> None:
    """Let go of the files that were read for one document."""
    env.temp_data.pop(_CACHE, None)


# -- directives -------------------------------------------------------------------------------------------------------


def block(directive: SphinxDirective, name: str) -> Block:
    """A directive as its author wrote it."""
    env = directive.env
    if not isinstance(directive.state_machine, StateMachine):
        return markdown.block(directive, name, source_file(env, directive.state.document["source"]))
    told = list(_lines(directive, directive.state_machine))
    file, number, text = told[0]
    shift = source_file(env, file).shift(number, text)
    lines = [source_file(env, file).line(number + shift, text) for file, number, text in told]
    found = _directive.match(lines[0].text)
    length = found.end() if found else len(lines[0].text)
    argument, options = _head(lines, length)
    if not directive.optional_arguments:
        argument = None
    body = [source_file(env, file).line(number + shift, text) for file, number, text in _body(directive)]
    column = next((line.column for line in reversed(body) if line.text and not line.text.startswith(" ")), 1)
    body = [line if line.text else replace(line, column=column) for line in body]
    return Block(name, lines[0].place(0, length), argument, options, tuple(body))


def _lines(directive: SphinxDirective, machine: StateMachine[Any]) -> Iterator[tuple[str, int, str]]:
    """File, number and text of each line that a directive covers."""
    lines = machine.input_lines
    if lines is None:
        return
    first = directive.lineno - machine.input_offset - 1
    for count, text in enumerate(directive.block_text.split("\n")):
        source, offset = lines.info(first + count)
        yield source or "", (offset or 0) + 1, text


def _body(directive: SphinxDirective) -> Iterator[tuple[str, int, str]]:
    """File, number and text of each line of a directive's body."""
    for text, (source, offset) in zip(directive.content.data, directive.content.items, strict=True):
        yield source, offset + 1, text


def _head(lines: Sequence[Line], length: int) -> tuple[Written | None, tuple[BlockOption, ...]]:
    """Argument and options: what stands before the first blank line, the options from the first field on."""
    head: list[tuple[Line, int, int]] = []
    for count, line in enumerate(lines):
        start = length if not count else 0
        start += len(line.text[start:]) - len(line.text[start:].lstrip())
        if start < len(line.text):
            head.append((line, start, len(line.text.rstrip())))
        elif count:
            break
    first_option = next((i for i, (line, start, _) in enumerate(head) if _option.match(line.text, start)), len(head))
    return _written(head[:first_option]), tuple(_options(head[first_option:]))


def _options(head: Sequence[tuple[Line, int, int]]) -> Iterator[BlockOption]:
    starts = [count for count, (line, start, _) in enumerate(head) if _option.match(line.text, start)]
    for count, end in pairwise([*starts, len(head)]):
        line, start, line_end = head[count]
        found = _option.match(line.text, start)
        if found:
            name = Written(found["name"], line.place(found.start("name"), found.end("name")))
            rest = [(line, found.end(), line_end)] if found.end() < line_end else []
            yield BlockOption(name, _written([*rest, *head[count + 1 : end]]) or Written("", name.place))


def _written(parts: Sequence[tuple[Line, int, int]]) -> Written | None:
    """The text of consecutive lines, white space folded."""
    if not parts:
        return None
    text = " ".join(" ".join(line.text[start:end].split()) for line, start, end in parts)
    (first, start, end), (last, last_start, last_end) = parts[0], parts[-1]
    begin, finish = first.place(start, end), last.place(last_start, last_end)
    return Written(text, Place(begin.file, begin.line, begin.column, finish.end_line, finish.end_column))


@contextmanager
def unseen_roles(directive: SphinxDirective) -> Iterator[None]:
    """While a text is read that no scanner takes for markup, as the notes of a table: its roles take no one's place."""
    file = source_file(directive.env, directive.state.document["source"])
    called = set(file.scanned.called) if file.scanned is not None else set()
    yield
    if file.scanned is not None:
        file.scanned.called = called


# -- roles ------------------------------------------------------------------------------------------------------------


def role(written: SphinxRole, name: str) -> Role:
    """A role as its author wrote it."""
    source, line = written.get_source_info()
    file = source_file(written.env, source or str(written.env.doc2path(written.env.docname)))
    if not isinstance(written.inliner, Inliner):
        found = markdown.role(written, name, file, line)
        if found is not None:
            return found
    inside = written.rawtext[written.rawtext.find("`") + 1 : written.rawtext.rfind("`")]
    content = " ".join(_escape(_unescaped, inside).split())
    places = file.role(line, written.rawtext)
    if places:
        return Role(name, places[0], Written(content, places[1]))
    nowhere = Place(file.path, line, 1, line, 1)
    return Role(name, nowhere, Written(content, nowhere))


def _unescaped(escape: re.Match[str]) -> str:
    r"""Escapes undone; only ``\<`` stays, which tells it from the ``<`` of ``title <target>``."""
    return escape[0] if escape[1] == "<" else escape[1].strip()
