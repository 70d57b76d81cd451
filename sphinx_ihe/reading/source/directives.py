"""The parts of a directive: argument, options and body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language import BlockOption, Line, Record, Written
from sphinx_ihe.reading.source import grammar
from sphinx_ihe.reading.source.inline import folded
from sphinx_ihe.reading.source.state import Extent
from sphinx_ihe.reading.source.text import Text

if TYPE_CHECKING:
    from sphinx_ihe.reading.source.policy import Policy


class SourceOption(Record, frozen=True):
    """``:name: value``: the name, its line and first column, and the lines of the value."""

    name: str
    row: int
    column: int
    value: Extent | None


class DirectiveParts(Record, frozen=True):
    """``lead`` is what stands in the place of the argument where the directive takes none: it begins the body.

    ``sound`` is False where the block of options holds a line that is none; docutils refuses such a directive. The
    line is the name of the last option then.
    """

    argument: Extent | None = None
    options: tuple[SourceOption, ...] = ()
    lead: Extent | None = None
    body: Extent | None = None
    sound: bool = True


def parts(extent: Extent, policy: Policy) -> DirectiveParts:
    """Divide the lines of a directive, the first cut after the ``::``."""
    lines, start, stop = extent.text.lines, extent.start, extent.stop
    rest = extent.indent(start + 1, stop)
    while stop > start + 1 and not lines[stop - 1]:
        stop -= 1
    first = extent.first
    if len(lines[start]) <= first:
        start, first = start + 1, rest
    block = Extent(extent.text, (start, stop), first, rest)
    if not policy.argument and not policy.options:
        return DirectiveParts(body=_filled(block, start))
    blank = lines.index("", start, stop) if "" in lines[start:stop] else stop
    options = next((index for index in range(start, blank) if grammar.field(block.line(index))), blank)
    read, sound = _options(block, options, blank)
    opening = Extent(extent.text, (start, options), first, rest) if options > start else None
    body = _filled(block, blank)
    return (
        DirectiveParts(opening, read, None, body, sound)
        if policy.argument
        else DirectiveParts(None, read, opening, body, sound)
    )


def _filled(block: Extent, start: int) -> Extent | None:
    lines = block.text.lines
    while start < block.stop and not lines[start]:
        start += 1
    if start >= block.stop:
        return None
    return Extent(block.text, (start, block.stop), block.column(start), block.rest)


def _options(block: Extent, start: int, stop: int) -> tuple[tuple[SourceOption, ...], bool]:
    options: list[SourceOption] = []
    while start < stop:
        line, column = block.line(start), block.column(start)
        marker = grammar.field(line)
        if marker is None:
            options.append(SourceOption(line.strip(), start, column + len(line) - len(line.lstrip()), None))
            return tuple(options), False
        end = start + 1
        while end < stop and block.line(end)[0] == " ":
            end += 1
        value = Extent(block.text, (start, end), column + marker.end(), block.indent(start + 1, end))
        if marker.end() == len(line):
            value = Extent(block.text, (start + 1, end), value.rest, value.rest)
        name = marker[0].rstrip()[1:-1]
        options.append(SourceOption(name, start, column + 1, value if value.stop > value.start else None))
        start = end
    return tuple(options), True


def written(extent: Extent, file: str) -> Written:
    """The text of an extent, white space folded, from its first character to its last."""
    text, start, last = extent.text, extent.start, extent.stop - 1
    line = extent.line(start)
    column = extent.column(start) + len(line) - len(line.lstrip())
    return Written(
        folded(extent.string(start, extent.stop)), text.place(file, (start, column), (last, len(text.lines[last])))
    )


def block_option(option: SourceOption, text: Text, file: str) -> BlockOption:
    start = (option.row, option.column)
    place = text.place(file, start, (option.row, option.column + len(option.name)))
    value = written(option.value, file) if option.value is not None else Written("", place)
    return BlockOption(Written(folded(option.name.lower()), place), value)


def body_lines(parts: DirectiveParts, file: str) -> tuple[Line, ...]:
    """The lines of the body; a lead goes first, then the blank lines before the rest."""
    lines = _lines(parts.lead, file) if parts.lead is not None else []
    if parts.body is not None:
        if lines:
            lines += _lines(_with_blanks_before(parts.body), file)
        else:
            lines = _lines(parts.body, file)
    return tuple(lines)


def _with_blanks_before(body: Extent) -> Extent:
    start = body.start
    while not body.text.lines[start - 1]:
        start -= 1
    return Extent(body.text, (start, body.stop), body.rest, body.rest)


def content(parts: DirectiveParts) -> Extent | None:
    """The body as one extent; where options stand between the lead and the rest, they are blanked."""
    lead, body = parts.lead, parts.body
    if lead is None or body is None:
        return lead or body
    if not parts.options:
        return Extent(lead.text, (lead.start, body.stop), lead.first, lead.rest)
    text = lead.text
    rows = range(lead.start, body.stop)
    lines = ["" if lead.stop <= row < body.start else text.lines[row] for row in rows]
    origins = {at: text.origin(row) for at, row in enumerate(rows)}
    part = Text(lines, text.number + lead.start, origins, {})
    return Extent(part, (0, len(lines)), lead.first, lead.rest)


def _lines(extent: Extent, file: str) -> list[Line]:
    return [extent.text.line(file, index, extent.column(index)) for index in range(extent.start, extent.stop)]
