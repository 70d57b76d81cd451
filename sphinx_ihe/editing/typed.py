"""What is being typed at a place: a directive, an option, a role, a key or a cell. The text around may be half-written.

Only the lines are looked at, never what was read of them: what is being typed cannot be read yet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.language import FRAGMENTS, LIFELINE_WORDS
from sphinx_ihe.language.directives import DIRECTIVES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RST_DIRECTIVE = re.compile(r"(?P<indent>\s*)\.\.[ ]+(?P<name>[\w:.+-]+)[ ]?::(?:\s|$)").match
_FENCE = re.compile(r"(?P<indent>\s*)(?P<fence>`{3,}|~{3,}|:{3,})(?:\{(?P<name>[\w:.+-]+)\}.*|(?P<rest>[^`]*))$").match
_OPTION_LINE = re.compile(r"\s*:(?P<name>[\w-]+):(?:\s|$)").match

_typed_rst_directive = re.compile(r"\s*\.\.[ ]+(?P<prefix>[\w:.+-]*)$").match
_typed_fence = re.compile(r"\s*(?:`{3,}|~{3,}|:{3,})\{(?P<prefix>[\w:.+-]*)$").match
_typed_option = re.compile(r"\s*:(?P<prefix>[\w-]*)$").match
_typed_value = re.compile(r"\s*:(?P<name>[\w-]+):\s+(?P<prefix>.*)$").match
_typed_rst_role = re.compile(r"(?:^|(?<=[\s(\[{<\"'/-]))(?P<prefix>:[\w:-]*)$").search
_typed_myst_role = re.compile(r"(?<![`\\])\{(?P<prefix>[\w:-]*)$").search
_typed_target = re.compile(r"(?::ihe:(?P<rst>[\w-]+):|\{ihe:(?P<myst>[\w-]+)\})`(?P<content>[^`]*)$").search
_last_target = re.compile(r"(?:.*<)?[!~]?(?P<prefix>[^<]*)$", re.DOTALL).match

_KEY = re.compile(r"(?P<quote>[\"']?)(?P<key>[^\s#\"'\[{-].*?)(?P=quote)\s*:(?:\s+|$)").match
_ITEM = re.compile(r"-(?:\s+|$)").match

_LISTING = rf"note\s+(?:over|left\s+of|right\s+of)|participant|box|{'|'.join(LIFELINE_WORDS)}"
_before_party = re.compile(rf"-{{1,2}}>{{1,2}}(?:x(?=\s))?|,|^(?:{_LISTING})\s")
_fragment = re.compile(rf"(?:else|{'|'.join(FRAGMENTS)})\s").match


class TypedDirective(NamedTuple):
    """The directive around a place: its name, its row, and the first row of what stands in it."""

    name: str
    row: int
    body: int


class Typed(NamedTuple):
    """What is being typed: a ``directive``, ``option``, ``value``, ``role``, ``target``, ``key`` or ``cell``.

    ``prefix`` is what has been typed of it so far, which ends at the cursor. ``of`` is the option of a value, or the
    kind of a target; ``path`` are the keys around a key or a cell; ``row`` is that of the directive.
    """

    what: str
    prefix: str
    directive: str = ""
    of: str = ""
    path: tuple[str, ...] = ()
    row: int = 0


def typed(lines: Sequence[str], row: int, column: int, *, markdown: bool) -> Typed | None:
    """What is being typed before a column of a row, both from 0; None where nothing of ours is."""
    before = lines[row][:column]
    start = _typed_fence(before) if markdown else _typed_rst_directive(before)
    if start:
        return Typed("directive", start["prefix"])
    around = directive_at(lines, row, column, markdown=markdown)
    ours = DIRECTIVES.get(around.name) if around else None
    if around and ours:
        if row < around.body and row > around.row:
            return _in_options(before, around)
        if ours.body in ("yaml", "messages") and row >= around.body:
            found = _in_yaml if ours.body == "yaml" else _in_messages
            in_body = found(lines, row, before, around)
            if in_body or ours.body == "yaml":
                return in_body
    if target := _typed_target(before):
        content = _last_target(target["content"])
        return Typed("target", content["prefix"] if content else "", of=target["rst"] or target["myst"])
    role = _typed_myst_role(before) if markdown else _typed_rst_role(before)
    return Typed("role", role["prefix"]) if role else None


def _in_options(before: str, around: TypedDirective) -> Typed | None:
    if option := _typed_option(before):
        return Typed("option", option["prefix"], around.name, row=around.row)
    if value := _typed_value(before):
        return Typed("value", value["prefix"], around.name, value["name"], row=around.row)
    return None


# -- the directive around ---------------------------------------------------------------------------------------------


def directive_at(lines: Sequence[str], row: int, column: int, *, markdown: bool) -> TypedDirective | None:
    """The innermost directive whose options or body a place is in, or whose first line it is on."""
    if markdown:
        fence = _fence_at(lines, row)
        if fence is None or fence.name != "eval-rst":
            return fence
        return _rst_directive_at(lines, row, column, fence.row + 1)
    return _rst_directive_at(lines, row, column, 0)


def _rst_directive_at(lines: Sequence[str], row: int, column: int, first: int) -> TypedDirective | None:
    line = lines[row]
    indent = len(line) - len(line.lstrip()) if line.strip() else column
    own = _RST_DIRECTIVE(line)
    if own:
        return TypedDirective(own["name"].lower(), row, _body(lines, row))
    for at in range(row - 1, first - 1, -1):
        above = lines[at]
        depth = len(above) - len(above.lstrip())
        if above.strip() and depth < indent:
            found = _RST_DIRECTIVE(above)
            if found:
                return TypedDirective(found["name"].lower(), at, _body(lines, at, row))
            indent = depth
        if not indent:
            break
    return None


def _body(lines: Sequence[str], row: int, last: int | None = None) -> int:
    """The first row behind the options of a directive; in the ``last`` row, one may have been begun."""
    at = row + 1
    while at < len(lines) and (_OPTION_LINE(lines[at]) or (at == last and lines[at].lstrip().startswith(":"))):
        at += 1
    return at


def _fence_at(lines: Sequence[str], row: int) -> TypedDirective | None:
    """The innermost fence of Markdown around a row."""
    inside: list[tuple[str, TypedDirective]] = []
    for at in range(row + 1):
        found = _FENCE(lines[at])
        if not found:
            continue
        fence, name = found["fence"], found["name"]
        outer, around = inside[-1] if inside else ("", None)
        if around and fence.startswith(outer) and not name and not found["rest"].strip():
            if at < row:
                inside.pop()
        elif around and not around.name:
            continue  # the text of a fence of code
        elif name or fence[0] != ":":
            inside.append((fence, TypedDirective((name or "").lower(), at, _body(lines, at, row))))
    return inside[-1][1] if inside else None


# -- bodies -----------------------------------------------------------------------------------------------------------


def _in_messages(lines: Sequence[str], row: int, before: str, around: TypedDirective) -> Typed | None:
    """An actor, or at the beginning of a line a word, too; in the words of a message, a role may be typed."""
    text = before.lstrip()
    if ":" in text or _fragment(text):
        return None
    party = _before_party.split(text)[-1].lstrip()
    return Typed("key", party, around.name, of="line" if party == text else "", row=around.row)


def _in_yaml(lines: Sequence[str], row: int, before: str, around: TypedDirective) -> Typed | None:
    """A key, or a cell: what stands behind a key, or is an item of a list."""
    if before.endswith(":"):
        return None
    path: list[str] = []
    indent = len(before) - len(before.lstrip())
    for above in _keys_above(lines, row, around.body, indent):
        path.insert(0, above)
    rest = before.lstrip()
    is_cell = False
    while item := _ITEM(rest):
        rest, is_cell = rest[item.end() :], True
    while key := _KEY(rest):
        path.append(key["key"].strip())
        rest = rest[key.end() :]
        is_cell = True
    flow = max(rest.rfind("["), rest.rfind("{"), rest.rfind(","))
    if flow >= 0 and re.match(r"[\[{]", rest):
        rest, is_cell = rest[flow + 1 :], True
    rest = rest.lstrip().lstrip("\"'")
    return Typed("cell" if is_cell else "key", rest, around.name, path=tuple(path), row=around.row)


def _keys_above(lines: Sequence[str], row: int, first: int, indent: int) -> Iterator[str]:
    """The keys that a row stands below, from the nearest to the outermost."""
    in_item = lines[row].lstrip().startswith("- ")
    for at in range(row - 1, first - 1, -1):
        text = lines[at].strip()
        if not text:
            continue
        depth = len(lines[at]) - len(lines[at].lstrip())
        item = _ITEM(text)
        rest = text[item.end() :] if item else text
        start = depth + len(text) - len(rest)
        key = _KEY(rest)
        # An item of a list may stand as far left as the key that it belongs to.
        if key and (start < indent or (start == indent and in_item and not item)):
            yield key["key"].strip()
        if depth < indent or (depth == indent and in_item):
            indent, in_item = depth, item is not None
