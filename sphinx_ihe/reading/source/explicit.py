"""Explicit markup: directives, footnotes, hyperlink targets, substitution definitions, comments."""

from __future__ import annotations

from itertools import accumulate

from sphinx_ihe.language import Block
from sphinx_ihe.reading.source import csv_cells, grammar
from sphinx_ihe.reading.source.directives import DirectiveParts, block_option, body_lines, content, parts, written
from sphinx_ihe.reading.source.inline import escape, folded
from sphinx_ihe.reading.source.items import Comment
from sphinx_ihe.reading.source.policy import Policy, policy
from sphinx_ihe.reading.source.state import Extent, Region, Scan, Sections

_DEEPEST_BODY = 50
"""Inside so many directives, docutils can follow no more; the body of a directive is then no longer given as lines."""

_SILENT = """
    include index highlight highlightlang default-domain default-role currentmodule py:currentmodule module py:module
    js:module meta role title sectnum section-numbering sectionauthor moduleauthor codeauthor tabularcolumns only
    ifconfig testsetup testcleanup
"""
SILENT = frozenset(_SILENT.split())
"""Directives that print nothing, or only what stands in them."""
MARKS_SECTION = frozenset(
    f"{prefix}{name}"
    for name in ("profile", "actor", "transaction", "profile-actor", "option", "use-case")
    for prefix in ("ihe:", "")
)
"""Declarations that print nothing where they have neither an argument nor a body."""


def explicit(scan: Scan, region: Region, index: int, line: str) -> int:
    """Read what begins with two dots and a space."""
    if line[:2] != ".." or (len(line) > 2 and line[2] != " "):
        return -1
    marker = grammar.directive(line)
    stop = region.indented_end(index + 1)
    if marker is not None:
        extent = Extent(region.text, (index, stop), region.column(index) + marker.end(), region.rest)
        start = region.column(index)
        _directive(
            scan, region, extent, (marker[1].lower(), start, start + marker.end(1) + _colons(line, marker.end(1)))
        )
        return stop
    opening = line[2:].lstrip()[:1]
    if opening == "[" and (marker := grammar.note(line)):
        nest_after_marker(scan, region, (index, stop), marker.end())
        return stop
    if opening == "_" and grammar.target(line):
        end = _target_end(region, index, line)
        if end >= 0:
            region.invisible = True
            return end
    elif opening == "|" and grammar.substitution(line) and _substitution(scan, region, index, stop):
        return stop
    return _comment(scan, region, index, stop)


def _colons(line: str, end: int) -> int:
    return line.index("::", end) + 2 - end


def nest_after_marker(scan: Scan, region: Region, lines: tuple[int, int], cut: int) -> None:
    """Read what stands behind a marker, and the indented lines below it, however far they are indented."""
    index, stop = lines
    rest = region.indent(index + 1, stop)
    first = region.column(index) + cut
    if len(region.text.lines[index]) > first:
        scan.nest(Extent(region.text, lines, first, rest), region.depth)
    else:
        scan.nest(Extent(region.text, (index + 1, stop), rest, rest), region.depth)


def _target_end(region: Region, index: int, line: str) -> int:
    """The end of a hyperlink target; -1 where its name has no end."""
    stop = index + 1
    while stop < region.stop and region.head(stop) == " ":
        stop += 1
    begin = grammar.target(line).end()  # type: ignore[union-attr]
    lines = [line[begin:], *[region.line(following) for following in range(index + 1, stop)]]
    ends = frozenset(accumulate(map(len, lines)))
    return stop if grammar.names_target(escape("".join(lines)), ends) else -1


def _substitution(scan: Scan, region: Region, index: int, stop: int) -> bool:
    """Read ``.. |name| directive:: ...``; False where the name has no end.

    Behind a blank line there is no directive: what stands there is a quote.
    """
    lines = region.text.lines
    line = region.line(index)
    begin = grammar.substitution(line).end()  # type: ignore[union-attr]
    names = [line[begin:], *[lines[following].strip() for following in range(index + 1, stop)]]
    marker = grammar.substitution_name(escape(" ".join(names)))
    if marker is None:
        return False
    at, left = index, marker.end()
    while left > len(names[at - index]):
        left -= len(names[at - index]) + 1
        at += 1
    length = len(names[at - index][left:].strip())
    if not length:
        at += 1
        if at < stop and not lines[at]:
            scan.nest(Extent(region.text, (at, stop), region.rest, region.rest), region.depth)
            return True
        if at >= stop:
            return True
        length = len(lines[at].strip())
    column = len(lines[at]) - length
    embedded = grammar.embedded_directive(lines[at][column:])
    if embedded is not None:
        extent = Extent(region.text, (at, stop), column + embedded.end(), region.rest)
        _directive(scan, region, extent, (embedded[1].lower(), column, column + embedded.end(1) + 2))
    region.silent = True
    return True


def _comment(scan: Scan, region: Region, index: int, stop: int) -> int:
    region.invisible = True
    line = region.line(index)
    if len(line.rstrip()) == 2 and (index + 1 >= region.stop or region.head(index + 1) == "\n"):
        return index + 1
    marker = grammar.linter_comment(line)
    if marker is not None:
        region.comments.append(len(scan.items))
        last = stop
        while last > index + 1 and not region.text.lines[last - 1]:
            last -= 1
        column = region.column(index) + marker.end()
        extent = Extent(region.text, (index, last), column, region.rest)
        if len(region.text.lines[index]) > column or last == index + 1:
            text = written(extent, scan.file)
        else:
            text = written(Extent(region.text, (index + 1, last), region.rest, region.rest), scan.file)
        scan.items.append(Comment(text.text, text.place, 0, 0))
    return stop


def _directive(scan: Scan, region: Region, extent: Extent, name: tuple[str, int, int]) -> None:
    """Read a directive; its name, and the columns between which the name and its ``::`` stand."""
    word, start, end = name
    region.silent = word in SILENT
    selected = scan.selects(word)
    known = policy(word, scan.known)
    holds = known.body == "sections" or scan.wants(extent.text, extent.start, extent.stop)
    if not selected and (known.body == "literal" or not holds):
        return
    read = parts(extent, known)
    region.silent = region.silent or (word in MARKS_SECTION and read.argument is None and read.body is None)
    if selected:
        text, index = extent.text, extent.start
        scan.items.append(
            Block(
                word,
                text.place(scan.file, (index, start), (index, end)),
                written(read.argument, scan.file) if read.argument is not None else None,
                tuple([block_option(option, text, scan.file) for option in read.options]),
                body_lines(read, scan.file) if known.body == "literal" or region.depth < _DEEPEST_BODY else (),
            )
        )
    if read.sound and known.body != "literal":
        _body(scan, region, read, known, rows=word == "list-table")


def _body(scan: Scan, region: Region, read: DirectiveParts, known: Policy, *, rows: bool) -> None:
    body = content(read)
    if known.body in ("title", "csv") and read.argument is not None:
        scan.inline(read.argument)
    elif known.body == "version" and read.argument is not None:
        _version_text(scan, read.argument)
    if body is None:
        return
    if known.body == "inline":
        scan.inline(body, literal=True)
    elif known.body == "csv":
        _csv(scan, region, read, body)
    else:
        scan.nest(body, region.depth + 1, Sections() if known.body == "sections" else None)
        if rows and scan.tasks and isinstance(task := scan.tasks[-1], Region) and task.depth > region.depth:
            task.rows = True


def _version_text(scan: Scan, argument: Extent) -> None:
    """Read what follows the first word."""
    text, index = argument.text, argument.start
    words = argument.line(index).split(None, 1)
    if len(words) > 1:
        column = len(text.lines[index]) - len(words[1])
        scan.inline(Extent(text, (index, argument.stop), column, argument.rest))
    elif argument.stop > index + 1:
        scan.inline(Extent(text, (index + 1, argument.stop), argument.rest, argument.rest))


def _csv(scan: Scan, region: Region, read: DirectiveParts, body: Extent) -> None:
    if not scan.wants(body.text, read.options[0].row if read.options else body.start, body.stop):
        return
    values = [(option.name.lower(), option.value) for option in read.options]
    header = [value for name, value in values if name == "header" and value is not None]
    form = [(name, folded(value.string(value.start, value.stop)) if value else "") for name, value in values]
    for cell in reversed(csv_cells.cells([*header, body], form)):
        scan.row = cell.text.number
        scan.nest(cell, region.depth + 1)
