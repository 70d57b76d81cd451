"""Containers of MyST Markdown: block quotes, lists, footnotes, definition lists and field lists.

A container changes where its lines begin, reads its blocks, and puts back what it changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.reading.source import myst_grammar as grammar
from sphinx_ihe.reading.source.myst_grammar import TAB
from sphinx_ihe.reading.source.myst_text import MystPassage

if TYPE_CHECKING:
    from sphinx_ihe.reading.source.myst_blocks import MystReading
    from sphinx_ihe.reading.source.myst_text import MystSheet


# -- block quotes -----------------------------------------------------------------------------------------------------


def quote(reading: MystReading, row: int, stop: int) -> int:
    """A block quote; lines without a mark go on with its last paragraph."""
    sheet = reading.sheet
    kept = [_kept(sheet, row)]
    open_paragraph = _behind_mark(sheet, row)
    at, limit = row + 1, reading.limit
    while at < stop and not sheet.blank(at):
        if sheet.head(at) == ">" and sheet.indent[at] >= reading.margin:
            kept.append(_kept(sheet, at))
            open_paragraph = _behind_mark(sheet, at)
        elif not open_paragraph:
            break
        elif reading.interrupts(at, stop, "quote"):
            limit = at
            break
        else:
            kept.append(_kept(sheet, at))
            sheet.indent[at] = -1
        at += 1
    outer = reading.margin, reading.limit, sheet.heads, sheet.base
    reading.margin, reading.limit = 0, min(limit, outer[1])
    sheet.heads, sheet.base = sheet.first_characters(row, at), row
    reading.level += 1
    end = reading.blocks(row, at)
    reading.level -= 1
    reading.margin, reading.limit, sheet.heads, sheet.base = outer
    for back, (begin, first, indent, shift) in enumerate(kept, start=row):
        sheet.begin[back], sheet.first[back], sheet.indent[back], sheet.shift[back] = begin, first, indent, shift
    reading.invisible = False
    return max(end, row + 1)


def _kept(sheet: MystSheet, row: int) -> tuple[int, int, int, int]:
    return sheet.begin[row], sheet.first[row], sheet.indent[row], sheet.shift[row]


def _behind_mark(sheet: MystSheet, row: int) -> bool:
    """Let a line begin behind its ``>``; whether anything stands there."""
    line = sheet.lines[row]
    at = sheet.first[row] + 1
    start = offset = sheet.indent[row] + 1
    space, through = 0, 0
    if line[at : at + 1] == " ":
        at, start, offset, space = at + 1, start + 1, offset + 1, 1
    elif line[at : at + 1] == "\t":
        space = 1
        if (sheet.shift[row] + offset) % TAB == TAB - 1:
            at, start, offset = at + 1, start + 1, offset + 1
        else:
            through = 1
    sheet.begin[row] = at
    while at < len(line) and line[at] in " \t":
        offset += TAB - (offset + sheet.shift[row] + through) % TAB if line[at] == "\t" else 1
        at += 1
    sheet.shift[row] = sheet.indent[row] + 1 + space
    sheet.indent[row] = offset - start
    sheet.first[row] = at
    return at < len(line)


# -- lists ------------------------------------------------------------------------------------------------------------


def items(reading: MystReading, row: int, stop: int) -> int:
    """A list: all items with the same mark."""
    sheet = reading.sheet
    marker = grammar.list_marker(sheet.content(row))
    if marker is None:
        return -1
    mark = marker[1] or marker[3]
    while marker is not None and mark == (marker[1] or marker[3]):
        row = _item(reading, row, stop, marker.end())
        if row >= stop or sheet.indent[row] < reading.margin or sheet.indent[row] - reading.margin >= 4:
            break
        if sheet.blank(row) or reading.interrupts(row, stop, "list"):
            break
        marker = grammar.list_marker(sheet.content(row))
    reading.invisible = False
    return row


def _item(reading: MystReading, row: int, stop: int, length: int) -> int:
    sheet = reading.sheet
    line = sheet.lines[row]
    at = sheet.first[row] + length
    start = offset = sheet.indent[row] + length
    while at < len(line) and line[at] in " \t":
        offset += TAB - (offset + sheet.shift[row]) % TAB if line[at] == "\t" else 1
        at += 1
    behind = offset - start
    if at >= len(line) or behind > 4:
        behind = 1
    if at >= len(line) and (row + 1 >= len(sheet.lines) or sheet.blank(row + 1)):
        return min(row + 2, stop)
    kept = reading.margin, reading.list_margin, sheet.first[row], sheet.indent[row]
    reading.list_margin, reading.margin = reading.margin, start + behind
    sheet.first[row], sheet.indent[row] = at, offset
    reading.level += 2
    end = reading.blocks(row, stop)
    reading.level -= 2
    reading.margin, reading.list_margin, sheet.first[row], sheet.indent[row] = kept
    return end


def item_interrupts(reading: MystReading, row: int, kind: str) -> bool:
    """Whether a line begins a list that ends a construct: a paragraph only if it is not empty and begins with 1."""
    sheet = reading.sheet
    indent = sheet.indent[row]
    if 0 <= reading.list_margin <= indent - 4 and indent < reading.margin:
        return False
    content = sheet.content(row)
    marker = grammar.list_marker(content)
    if marker is None:
        return False
    if kind == "paragraph" and indent >= reading.margin:
        return int(marker[2] or 1) == 1 and len(content) > marker.end()
    return True


# -- footnotes --------------------------------------------------------------------------------------------------------


def footnote(reading: MystReading, row: int, stop: int) -> int:
    """``[^label]: ...``, and what is indented by four columns below it."""
    sheet = reading.sheet
    marker = grammar.footnote(sheet.content(row))
    if marker is None:
        return -1
    kept = sheet.begin[row], sheet.first[row], sheet.indent[row]
    line, begin = sheet.lines[row], sheet.first[row] + marker.end()
    at = begin
    start = offset = sheet.indent[row] + marker.end()
    while at < len(line) and line[at] in " \t":
        offset += TAB - offset % TAB if line[at] == "\t" else 1
        at += 1
    reading.margin += 4
    sheet.begin[row], sheet.first[row], sheet.indent[row] = begin, at, offset - start
    if sheet.indent[row] < reading.margin:
        sheet.indent[row] += reading.margin
    reading.level += 1
    end = reading.blocks(row, stop)
    reading.level -= 1
    reading.margin -= 4
    sheet.begin[row], sheet.first[row], sheet.indent[row] = kept
    reading.invisible = False
    return max(end, row + 1)


# -- definition lists (extension deflist) -----------------------------------------------------------------------------


def definitions(reading: MystReading, row: int, stop: int) -> int:
    """Terms of one line each, and definitions behind ``:`` or ``~``."""
    sheet = reading.sheet
    term, at = row, _definition(reading, row, stop)
    if at < 0:
        return -1
    while True:
        reading.inline(term, term + 1)
        end = at
        while True:
            end = _define(reading, end, stop)
            if end >= stop or sheet.indent[end] < reading.margin:
                return end
            if sheet.blank(end) or grammar.definition(sheet.content(end)) is None:
                break
        if sheet.blank(end):
            return end
        term, at = end, _definition(reading, end, stop)
        if at < 0:
            return end


def _definition(reading: MystReading, row: int, stop: int) -> int:
    """The row of the first definition below a term; -1 where there is none."""
    sheet = reading.sheet
    at = row + 1
    if at < stop and sheet.blank(at):
        at += 1
    if at >= stop or sheet.indent[at] < reading.margin or grammar.definition(sheet.content(at)) is None:
        return -1
    return at


def _define(reading: MystReading, row: int, stop: int) -> int:
    sheet = reading.sheet
    line, at = sheet.lines[row], sheet.first[row] + 1
    offset = sheet.indent[row] + 1
    while at < len(line) and line[at] in " \t":
        offset += TAB - offset % TAB if line[at] == "\t" else 1
        at += 1
    kept = reading.margin, reading.definition_margin, sheet.first[row], sheet.indent[row]
    reading.margin = reading.definition_margin = sheet.indent[row] + 2
    sheet.first[row], sheet.indent[row] = at, offset
    reading.level += 2
    end = reading.blocks(row, stop)
    reading.level -= 2
    reading.margin, reading.definition_margin, sheet.first[row], sheet.indent[row] = kept
    reading.invisible = False
    return max(end, row + 1)


# -- field lists (extension fieldlist) --------------------------------------------------------------------------------


def field_list(reading: MystReading, row: int, stop: int) -> int:
    """``:name: ...``, and what is indented below it."""
    sheet = reading.sheet
    marker = grammar.field_name(sheet.content(row))
    if marker is None:
        return -1
    while marker is not None:
        row = _field(reading, row, stop, marker.end())
        if row >= stop or sheet.blank(row) or not 0 <= sheet.indent[row] - reading.margin < 4:
            break
        marker = grammar.field_name(sheet.content(row))
    reading.invisible = False
    return row


def _field(reading: MystReading, row: int, stop: int, length: int) -> int:
    sheet = reading.sheet
    line, name = sheet.lines[row], sheet.first[row] + 1
    at, offset = name - 1 + length, sheet.indent[row] + length
    if reading.wants(reading.text, row, row + 1):
        reading.leaves.append(MystPassage(reading.text, row, line[name : at - 1], (name,)))
    while at < len(line) and line[at] in " \t":
        offset += TAB - (offset + sheet.shift[row]) % TAB if line[at] == "\t" else 1
        at += 1
    margin = _field_margin(reading, row, stop)
    if margin < 0:
        margin = offset if at < len(line) else 2
    margin = min(margin, offset)
    kept = reading.margin, sheet.first[row], sheet.indent[row]
    reading.margin = margin
    if margin < offset and at < len(line):
        # The plugin lets this line begin with spaces, by which it recognizes nothing.
        reading.plain_row = row
    sheet.first[row], sheet.indent[row] = at, margin if at < len(line) else offset
    reading.level += 2
    end = reading.blocks(row, stop)
    reading.level -= 2
    reading.margin, sheet.first[row], sheet.indent[row] = kept
    return max(end, row + 1)


def _field_margin(reading: MystReading, row: int, stop: int) -> int:
    """The least indentation of the lines below a field's name; -1 where none is indented."""
    sheet, margin = reading.sheet, -1
    for at in range(row + 1, stop):
        if not sheet.blank(at):
            indent = sheet.first[at] - sheet.begin[at]
            if indent <= reading.margin:
                break
            margin = indent if margin < 0 else min(margin, indent)
    return margin
