"""The grammar of MyST Markdown: how each construct looks (CommonMark 0.31, tables of GFM, MyST)."""

from __future__ import annotations

import re

TAB = 4
"""Tab stops are four columns apart."""

list_marker = re.compile(r"(?:([-+*])|([0-9]{1,9})([.)]))(?=[ \t]|$)").match
heading = re.compile(r"(#{1,6})(?:[ \t]+|$)").match
underline = re.compile(r"(=+|-+)[ \t]*$").match
rule = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$").match
fence = re.compile(r"(```+)(?=[^`]*$)|(~~~+)|(:::+)").match
block_break = re.compile(r"\+[ \t]*\+[ \t]*\+").match
target = re.compile(r"\(.+\)=\s*$").match
footnote = re.compile(r"\[\^[^\] ]+\]:").match
definition = re.compile(r"[:~][ \t]+(?=[^ \t])").match
field_name = re.compile(r":([^:\n]*[^:\s][^:\n]*):").match
substitution = re.compile(r"\{\{(?:(?!\}\}).)+\}\}\s*$").match
equations = re.compile(
    r"\\begin\{((?:equation|multline|gather|align|alignat|flalign|[pbBvV]?matrix|eqnarray)\*?)\}"
).match
equation_end = re.compile(r"\$\$(?:\s*\([^)$]+\))?\s*$").search
"""The end of an equation between double dollars, with its label."""
linter_comment = re.compile(r"%[ \t]*ihe:(?!:)[ \t]*").match

table_rule = re.compile(r"(?=[-:|][-:|]|[:|][ \t])[-:|][-:| \t]+$").match
_table_column = re.compile(r":?-+:?$").match
_pipe = re.compile(r"(?:[^|\\]|\\.|\\$)+", re.DOTALL)

_BLOCKS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu"
    "|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr"
    "|track|ul"
)
_VALUE = r"""(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*")"""
_OPEN_TAG = rf"<[A-Za-z][A-Za-z0-9-]*(?:\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*{_VALUE})?)*\s*/?>"
_CLOSE_TAG = r"</[A-Za-z][A-Za-z0-9-]*\s*>"
html = re.compile(
    rf"{_OPEN_TAG}|{_CLOSE_TAG}|<!---?>|<!--(?:[^-]|-[^-]|--[^>])*-->|<\?.*?\?>|<![A-Za-z][^>]*>|<!\[CDATA\[.*?\]\]>",
    re.DOTALL,
).match
"""A tag, comment or the like in running text."""
_HTML = (
    (re.compile(r"<(?:script|pre|style|textarea)(?=\s|>|$)", re.I | re.A).match,
     re.compile(r"</(?:script|pre|style|textarea)>", re.I | re.A).search),
    (re.compile(r"<!--").match, re.compile(r"-->").search),
    (re.compile(r"<\?").match, re.compile(r"\?>").search),
    (re.compile(r"<![A-Za-z]").match, re.compile(r">").search),
    (re.compile(r"<!\[CDATA\[").match, re.compile(r"\]\]>").search),
    (re.compile(rf"</?(?:{_BLOCKS})(?=\s|/?>|$)", re.I | re.A).match, None),
)  # fmt: skip
_lone_tag = re.compile(rf"(?:{_OPEN_TAG}|{_CLOSE_TAG})\s*$").match

autolink = re.compile(
    r"<(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*"
    r"|[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
).match

_angled = re.compile(r"<(?:[^<>\n\\]|\\.)*>", re.DOTALL).match
_bare = re.compile(r"(?:[^\x00-\x20\x7f()\\]|\\(?! ).|\\\Z)*", re.DOTALL).match
link_title = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)""", re.DOTALL).match
reference_label = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]:[ \t\n]*", re.DOTALL).match
unsafe = re.compile(r"(?:javascript|vbscript|file|data):(?!image/(?:gif|png|jpeg|webp);)", re.I).match
_DEEPEST_PARENTHESES = 32


def html_block(text: str) -> tuple[object, bool] | None:
    """How the HTML block that begins with a line ends, and whether it may end a paragraph.

    The end is a search for what the last line holds, or None for a blank line. None where the line begins no block.
    """
    for begins, ends in _HTML:
        if begins(text):
            return ends, True
    return (None, False) if _lone_tag(text) else None


def table_columns(line: str) -> int:
    """The number of columns that a table's second line gives; 0 where it is none."""
    if not table_rule(line):
        return 0
    parts = [part.strip() for part in line.split("|")]
    columns = [part for index, part in enumerate(parts) if part or 0 < index < len(parts) - 1]
    return len(columns) if all(_table_column(part) for part in columns) else 0


def cells(row: str) -> list[tuple[int, int]]:
    """Where the cells of a row of a table begin and end; a pipe after a backslash divides nothing."""
    row = row.rstrip()
    ends = [len(row) - len(row.lstrip())]
    at = row.find("|")
    while at >= 0:
        if not (at and row[at - 1] == "\\"):
            ends.append(at + 1)
        at = row.find("|", at + 1)
    bounds = [(start, end - 1) for start, end in zip(ends, [*ends[1:], len(row) + 1], strict=True)]
    if bounds and bounds[0][0] == bounds[0][1]:
        bounds.pop(0)
    if bounds and bounds[-1][0] == bounds[-1][1]:
        bounds.pop()
    return bounds


def destination(text: str, start: int) -> int:
    """The end of the destination of a link; -1 where there is none."""
    if text[start : start + 1] == "<":
        match = _angled(text, start)
        return -1 if match is None or unsafe(text, start + 1) else match.end()
    if unsafe(text, start):
        return -1
    at, level = start, 0
    while True:
        at = _bare(text, at).end()  # type: ignore[union-attr]
        mark = text[at : at + 1]
        if mark == "(":
            level += 1
            if level > _DEEPEST_PARENTHESES:
                return -1
        elif mark == ")" and level:
            level -= 1
        else:
            return -1 if level or at == start else at
        at += 1
