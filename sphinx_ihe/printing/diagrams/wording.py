"""The texts of a diagram with what their markup says: ids and roles that lead somewhere, emphasis, literals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import names
from sphinx_ihe.language.directives import ROLES
from sphinx_ihe.printing.cells import Emphasized, Link, Literal, Strong
from sphinx_ihe.reading.source.inline import escape, spans, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.printing.cells import Part
    from sphinx_ihe.printing.tables import TablePrinter

_ID = re.compile(r"\[([^\[\]]+)\]")
_MYST_ROLE = re.compile(r"\{(?P<role>[\w:-]+)\}`(?P<content>[^`]+)`")
_TITLED = re.compile(r"(?P<title>.+?)\s*(?<!\\)<(?P<target>.*)>")
_STYLES = {"*": Emphasized, "**": Strong, "``": Literal}


def worded(tables: TablePrinter, text: str) -> Iterator[Part]:
    """A text without its markup, in parts."""
    if not any(mark in text for mark in "*`\\"):
        yield from _ids(tables, text)
        return
    text = escape(_MYST_ROLE.sub(r":\g<role>:`\g<content>`", text))
    done = 0
    for span in spans(text, all_kinds=True):
        content = text[span.content : span.content_end]
        style = _STYLES.get(span.mark)
        if style is None and span.mark != "`":
            continue
        yield from _ids(tables, unescape(text[done : span.start]))
        if style:
            yield style(content.replace("\0", "\\") if style is Literal else unescape(content))
        elif span.role:
            yield from _role(tables, span.role, unescape(content))
        else:
            yield Literal(unescape(content))
        done = span.end
    yield from _ids(tables, unescape(text[done:]))


def _ids(tables: TablePrinter, text: str) -> Iterator[Part]:
    """A text with the ids in it that somebody knows."""
    done = 0
    for found in _ID.finditer(text):
        id = tables.framework.transaction_id(found[1])
        if names.transaction_id(found[1]) and tables.framework.transaction(id):
            if found.start() > done:
                yield text[done : found.start()]
            yield Link("transaction", id, f"[{id}]")
            done = found.end()
    if done < len(text):
        yield text[done:]


def _role(tables: TablePrinter, role: str, content: str) -> Iterator[Part]:
    """What a role prints: the name of what it means, or a title of its own; roles that are not ours lead nowhere."""
    titled = _TITLED.fullmatch(content)
    target, title = (titled["target"], titled["title"]) if titled else (content.lstrip("!~"), None)
    kind = role.removeprefix("ihe:")
    if kind not in ROLES or content.startswith("!"):
        yield title or target
        return
    key = tables.framework.key(kind, target)
    if kind == "transaction":
        (named,) = tables.transaction(key)
        yield named if title is None or isinstance(named, str) else named._replace(text=title)
    elif kind == "actor":
        named = tables.actor(target)
        yield named._replace(text=title or named.text)
    else:
        yield Link(kind, key, title or tables.name(kind, key, target))
