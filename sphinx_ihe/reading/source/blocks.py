"""Body elements: paragraphs, titles, lists, quotes, literal blocks and tables.

A construct has a reader, which takes the scan, the region, the index of the line and the line, and returns the index
after the construct, or -1 where the line begins something else. ``READERS`` tells which may begin with a character, in
the order in which docutils tries them; what none of them takes is a paragraph, a definition or a title.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from sphinx_ihe.reading.source import enumerators, grammar, tables
from sphinx_ihe.reading.source.characters import width
from sphinx_ihe.reading.source.explicit import explicit, nest_after_marker
from sphinx_ihe.reading.source.inline import plain
from sphinx_ihe.reading.source.items import Comment, Filled, Heading
from sphinx_ihe.reading.source.state import Extent, Region, Scan
from sphinx_ihe.reading.source.text import Origin, Text

BlockReader = Callable[[Scan, Region, int, str], int]


def step(scan: Scan, region: Region) -> None:
    """Read the construct at hand; what is nested in it becomes a task."""
    index = region.at
    head = region.heads[index - region.start]
    if head == "\n":
        region.at = index = region.blank_end(index)
        if index == region.stop:
            return
        head = region.heads[index - region.start]
    scan.row = region.row
    if head == " ":
        region.at = quote(scan, region, index, "")
        if scan.unfilled:
            _fill(scan)
        _note_following(scan, region, index, quote)
        return
    line = region.line(index)
    headings = scan.headings
    for reader in READERS.get(head, ()):
        end = reader(scan, region, index, line)
        if end >= 0:
            break
    else:
        reader = text
        end = text(scan, region, index, line)
    region.at = min(end, region.stop)
    if reader is not enumerated:
        region.enumerator = None
    if region.comments or region.following is not None:
        _note_following(scan, region, index, reader)
    if scan.unfilled and headings == scan.headings and not (region.invisible or region.silent):
        _fill(scan)
    region.invisible = region.silent = False


def _fill(scan: Scan) -> None:
    scan.items.append(Filled())
    scan.unfilled = False


def _note_following(scan: Scan, region: Region, index: int, reader: BlockReader) -> None:
    """Tell the comments before a construct which lines it takes; the items of one list are one construct."""
    if region.invisible:
        if region.following is not None:
            region.comments = [at for at in region.comments if not _placed(scan, at)]
            region.following = None
        return
    kind = _kind(region, index, reader)
    goes_on = region.following is not None
    if goes_on and not (region.following == kind and (reader in LISTS or kind is _definition)):
        region.comments, region.following = [], None
        return
    last = region.at - 1
    while last > index and not region.text.lines[last]:
        last -= 1
    for at in region.comments:
        comment = scan.items[at]
        assert isinstance(comment, Comment)
        start = comment.start if goes_on else region.text.number + index
        scan.items[at] = replace(comment, start=start, end=region.text.number + last + 1)
    region.following = kind


def _kind(region: Region, index: int, reader: BlockReader) -> object:
    """What a construct is: of a list, its items are of one kind."""
    if reader is bullet:
        return reader, region.head(index)
    if reader is text and index + 1 < region.stop and region.head(index + 1) == " ":
        return _definition
    return reader


def _placed(scan: Scan, at: int) -> bool:
    comment = scan.items[at]
    return isinstance(comment, Comment) and comment.end > 0


def bullet(scan: Scan, region: Region, index: int, line: str) -> int:
    if len(line) > 1 and line[1] != " ":
        return -1
    return _item(scan, region, index, len(line) - len(line[1:].lstrip(" ")) if len(line) > 1 else 1)


def enumerated(scan: Scan, region: Region, index: int, line: str) -> int:
    marker = enumerators.marker(line)
    if marker is None:
        return -1
    following = region.line(index + 1) if index + 1 < region.stop else None
    found = enumerators.enumerator(marker, following, region.enumerator)
    if found is None:
        return -1
    region.enumerator = found
    return _item(scan, region, index, found.end)


def _item(scan: Scan, region: Region, index: int, cut: int) -> int:
    """An item of a list: its lines are indented as far as its text, or, if its first line is empty, anyhow."""
    first = region.column(index) + cut
    if len(region.text.lines[index]) <= first:
        stop = region.indented_end(index + 1)
        nest_after_marker(scan, region, (index, stop), cut)
        return stop
    rest = region.rest + cut
    stop = region.known_end(index + 1, rest)
    if region.rows:
        scan.row = region.text.number + index
    scan.nest(Extent(region.text, (index, stop), first, rest), region.depth)
    return stop


def field(scan: Scan, region: Region, index: int, line: str) -> int:
    marker = grammar.field(line)
    if marker is None:
        return -1
    stop = region.indented_end(index + 1)
    column = region.column(index)
    if "`" in marker[0]:
        name = Text(
            [region.text.lines[index][: column + len(marker[0].rstrip()) - 1]],
            region.text.number + index,
            {0: region.text.origin(index)},
            {},
        )
        scan.inline(Extent(name, (0, 1), column + 1, 0))
    nest_after_marker(scan, region, (index, stop), marker.end())
    return stop


def command_option(scan: Scan, region: Region, index: int, line: str) -> int:
    """An item of a list of command-line options, if there is a description."""
    marker = grammar.option_item(line)
    if marker is None:
        return -1
    stop = region.indented_end(index + 1)
    if marker.end() == len(line) and not any(region.text.lines[index + 1 : stop]):
        return -1
    nest_after_marker(scan, region, (index, stop), marker.end())
    return stop


def doctest(scan: Scan, region: Region, index: int, line: str) -> int:
    if line[:3] != ">>>" or (len(line) > 3 and line[3] != " "):
        return -1
    return region.filled_end(index)


def line_block(scan: Scan, region: Region, index: int, line: str) -> int:
    if len(line) > 1 and line[1] != " ":
        return -1
    stop = index + 1
    while stop < region.stop and region.head(stop) == " ":
        stop += 1
    first = region.column(index) + len(line) - len(line[1:].lstrip(" "))
    if len(line) > 1:
        scan.inline(Extent(region.text, (index, stop), first, region.indent(index + 1, stop)))
    elif stop > index + 1:
        rest = region.indent(index + 1, stop)
        scan.inline(Extent(region.text, (index + 1, stop), rest, rest))
    return stop


def anonymous(scan: Scan, region: Region, index: int, line: str) -> int:
    """``__ https://...``: an anonymous hyperlink target."""
    if line[:2] != "__" or (len(line) > 2 and line[2] != " "):
        return -1
    region.invisible = True
    stop = index + 1
    while stop < region.stop and region.head(stop) == " ":
        stop += 1
    return stop


def grid_table(scan: Scan, region: Region, index: int, line: str) -> int:
    if tables.grid_border(line) is None:
        return -1
    stop = region.text_end(index)
    rows, read = tables.grid_extent([region.line(row) for row in range(index, stop)])
    known = _table(scan, region, index, (rows, tables.grid_cells))
    return index + (max(read, len(rows) - 1) if known else read)


def simple_table(scan: Scan, region: Region, index: int, line: str) -> int:
    if tables.simple_border(line) is None:
        return -1
    rows, stop = tables.simple_extent(region.line, index, region.stop)
    _table(scan, region, index, (rows, tables.simple_cells))
    return stop


def _table(
    scan: Scan, region: Region, index: int, table: tuple[list[str], Callable[[list[str]], list[tables.SourceCell]]]
) -> bool:
    """Read the cells of a table; False where it is none."""
    rows, read = table
    if not rows or not scan.wants(region.text, index, index + len(rows)):
        return bool(rows)
    try:
        cells = read(rows)
    except tables.MalformedError:
        return False
    for cell in reversed(cells):
        if any(cell.lines):
            scan.row = region.text.number + index + cell.top
            scan.nest(_cell(region, index, cell), region.depth)
    return True


def _cell(region: Region, index: int, cell: tables.SourceCell) -> Extent:
    origins: dict[int, Origin] = {}
    for number, (line, column) in enumerate(zip(cell.lines, cell.columns, strict=True)):
        row = index + cell.top + number
        start = region.column(row) + column
        origins[number] = region.text.part(row, start, start + len(line))
    lines = cell.lines
    return Extent(Text(lines, region.text.number + index + cell.top, origins, {}), (0, len(lines)), 0, 0)


def adornment(scan: Scan, region: Region, index: int, line: str) -> int:
    """A line of punctuation: it stands over a title, or is a transition. A short one may be ordinary text."""
    if grammar.adornment(line) is None:
        return -1
    short = -1 if len(line) < 4 else index + 1
    if region.sections is None:
        return -1 if line == "::" else short
    if index + 1 >= region.stop or region.head(index + 1) == "\n":
        return short
    title = region.line(index + 1)
    if region.head(index + 1) != " " and grammar.adornment(title):
        return -1 if len(line) < 4 else index + 2
    under = region.line(index + 2) if index + 2 < region.stop else ""
    if under != line or (len(line) < 4 and width(title) > len(line)):
        return -1 if len(line) < 4 else index + 3
    _title(scan, region, index + 1, line[0] * 2)
    return index + 3


def _title(scan: Scan, region: Region, index: int, style: str) -> None:
    line = region.line(index)
    column = region.column(index) + len(line) - len(line.lstrip())
    extent = Extent(region.text, (index, index + 1), column, column)
    if region.sections is not None and region.sections.enter(style):
        end = (index, len(region.text.lines[index]))
        place = region.text.place(scan.file, (index, column), end)
        scan.items.append(Heading(plain(line.lstrip()), place, style))
        scan.headings += 1
        scan.unfilled = scan.prose
        if scan.wants(region.text, index, index + 1):
            scan.inline(extent)


def quote(scan: Scan, region: Region, index: int, line: str) -> int:
    """A block quote: body elements, and perhaps who is quoted."""
    stop = region.indented_end(index)
    if not scan.wants(region.text, index, stop):
        return stop
    column = region.indent(index, stop)
    lines = region.text.lines
    found: list[tuple[Extent, bool]] = []
    start = index
    while start < stop:
        signed = _attribution(region, (start, stop), column)
        found.append((Extent(region.text, (start, signed[0].start if signed else stop), column, column), False))
        if signed is None:
            break
        found.append((signed[0], True))
        start = signed[1]
        while start < stop and not lines[start]:
            start += 1
    for extent, attribution in reversed(found):
        if attribution:
            scan.tasks.append((extent,))
        else:
            scan.nest(extent, region.depth)
    return stop


def _attribution(region: Region, lines: tuple[int, int], column: int) -> tuple[Extent, int] | None:
    """The first attribution, a paragraph that begins with a dash, and the index after it."""
    start, stop = lines
    texts = region.text.lines
    while start < stop and not texts[start]:
        start += 1
    for index in range(start + 1, stop):
        if texts[index - 1] or not texts[index]:
            continue
        marker = grammar.attribution(texts[index][column:])
        if marker is None:
            continue
        end = index + 1
        while end < stop and texts[end]:
            end += 1
        indents = set(region.text.indents[index + 1 : end])
        if len(indents) < 2:
            rest = indents.pop() if indents else column
            return Extent(region.text, (index, end), column + marker.end(), rest), end
    return None


def text(scan: Scan, region: Region, index: int, line: str) -> int:
    """A paragraph with its literal block, an item of a definition list, or a title."""
    following = index + 1
    if following < region.stop and (head := region.head(following)) != "\n":
        if head == " ":
            return _definition(scan, region, index)
        if head in grammar.PUNCTUATION and grammar.adornment(under := region.line(following)):
            title = region.line(index)
            if len(under) >= 4 or width(title) <= len(under):
                _title(scan, region, index, under[0])
                return following + 1
        stop = region.text_end(following)
    else:
        stop = following
    if scan.wants(region.text, index, stop):
        scan.inline(Extent(region.text, (index, stop), region.column(index), region.rest))
    last = region.text.lines[stop - 1] if stop > index + 1 else line
    return _literal_end(region, stop) if last[-2:] == "::" and grammar.literal_follows(last) else stop


def _definition(scan: Scan, region: Region, index: int) -> int:
    column = region.column(index)
    stop = region.indented_end(index + 1)
    scan.nest(Extent(region.text, (index + 1, stop), *[region.indent(index + 1, stop)] * 2), region.depth)
    scan.inline(Extent(region.text, (index, index + 1), column, column))
    return stop


def _literal_end(region: Region, index: int) -> int:
    """The end of the literal block after a paragraph: indented lines, or lines that begin with one quoting mark."""
    stop = region.indented_end(index)
    if " " in region.heads[index - region.start : stop - region.start]:
        return stop
    if index < stop < region.stop and (mark := region.head(stop)) in grammar.PUNCTUATION:
        while stop < region.stop and region.head(stop) == mark:
            stop += 1
        return stop
    return index


LISTS: tuple[BlockReader, ...] = (bullet, enumerated, field, command_option, line_block)

READERS: dict[str, tuple[BlockReader, ...]] = {
    **dict.fromkeys(grammar.PUNCTUATION, (adornment,)),
    **dict.fromkeys(filter(str.isalnum, map(chr, range(128))), (enumerated,)),
    **dict.fromkeys("•‣⁃", (bullet,)),
    "-": (bullet, command_option, adornment),
    "+": (bullet, command_option, grid_table, adornment),
    "*": (bullet, adornment),
    "(": (enumerated, adornment),
    "#": (enumerated, adornment),
    ":": (field, adornment),
    "/": (command_option, adornment),
    ">": (doctest, adornment),
    "|": (line_block, adornment),
    "=": (simple_table, adornment),
    ".": (explicit, adornment),
    "_": (anonymous, adornment),
}
