"""Running text of one place that is printed in another: its roles become mentions, its other markup becomes words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language.directives import ROLES
from sphinx_ihe.printing.cells import Link
from sphinx_ihe.reading.source.inline import escape, plain, spans, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.printing.cells import Part, Parts
    from sphinx_ihe.printing.tables import TablePrinter

_CONTENT = re.compile(r"(?P<title>.+?)\s*<(?P<explicit>[^<>]+)>|(?P<short>~?)(?P<bare>.+)", re.DOTALL)
_MARKDOWN_ROLE = re.compile(r"\{(ihe:[a-z-]+)\}(?=`)")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def mentions(text: str, tables: TablePrinter) -> Parts:
    """The parts of a text in reStructuredText or Markdown."""
    text = _MARKDOWN_ROLE.sub(r":\1:", text)
    escaped = escape(text)
    parts: list[Part] = []
    done = 0
    for span in spans(escaped, all_kinds=True):
        kind = (span.role or "").removeprefix("ihe:")
        content = unescape(escaped[span.content : span.content_end])
        if not (span.role or "").startswith("ihe:") or kind not in ROLES or content.startswith("!"):
            continue
        parts += _words(text[done : span.start])
        parts += _mention(kind, content, tables)
        done = span.end
    return (*parts, *_words(text[done:]))


def _words(text: str) -> Iterator[str]:
    """A text without its markup, with the white space around it."""
    found = _EDGES.fullmatch(text)
    if found and text:
        yield f"{found[1]}{plain(found[2])}{found[3]}"


def _mention(kind: str, content: str, tables: TablePrinter) -> Parts:
    found = _CONTENT.fullmatch(content.strip())
    if found is None:
        return ()
    target, short = " ".join((found["explicit"] or found["bare"]).split()), bool(found["short"])
    key = tables.framework.key(kind, target)
    if found["title"]:
        return (Link(kind, key, plain(found["title"])),)
    if kind == "transaction":
        return (Link(kind, key, f"[{key}]"),) if short else tables.transaction(key)
    return (Link(kind, key, in_text(kind, target, tables, short=short) or target),)


def in_text(kind: str, target: str, tables: TablePrinter, *, short: bool = False) -> str | None:
    """What running text prints for a role's target: ``XDS.b / Document Source``, or the name alone in the short form.

    None for a target in a longer form than its key, which is printed as it is written.
    """
    key = tables.framework.key(kind, target)
    if key != target and not short:
        return None
    if kind in ("actor", "content-module"):
        return tables.name(kind, key, key)
    owner, slash, name = key.partition(" / ")
    return f"{'' if short else owner + slash}{tables.name(kind, key, name)}" if slash else key
