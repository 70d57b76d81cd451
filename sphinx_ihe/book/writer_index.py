"""The general index, with the pages on which its entries are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _

from sphinx_ihe.book.context import target_of
from sphinx_ihe.book.writer_text import call, joined, markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_ihe.book.writer_nodes import Writer

    Links = Iterable[tuple[str | None, str | Literal[False]]]

_ENTRY_WIDTH = 14.0
"""Width of an entry in ems, where the index has two columns."""


def index(writer: Writer) -> str:
    """A chapter with the entries of all documents in the book, by their first letters; "" without entries."""
    letters = []
    for letter, entries in IndexEntries(writer.context.env).create_index(writer.context.builder):
        lines = [line for name, (links, below, _key) in entries for line in _entry(writer, name, links, below)]
        if lines:
            letters.append("\n".join([call("index-letter", markup(letter)), *lines]))
    if not letters:
        return ""
    writer.labels.add("genindex", "genindex")
    return f"#new-chapter()\n\n= {markup(_('Index'))} <genindex>\n\n#index-columns[\n" + "\n\n".join(letters) + "\n]"


def _entry(writer: Writer, name: str, links: Links, below: Iterable[tuple[str, Links]]) -> list[str]:
    lines = []
    for inner, inner_links in below:
        pages = _pages(writer, inner_links)
        if pages:
            lines.append(call("index-entry", joined((markup(inner, _ENTRY_WIDTH), pages)), level="2"))
    pages = _pages(writer, links)
    if pages or lines:
        lines.insert(0, call("index-entry", joined((markup(name, _ENTRY_WIDTH), pages))))
    return lines


def _pages(writer: Writer, links: Links) -> str:
    labels = []
    for _main, address in links:
        target = target_of(address or "")
        if target is not None and writer.labels.holds(target[0]):
            label = writer.labels.refer(*target)
            if label is not None and label not in labels:
                labels.append(label)
    return f"#pages({', '.join(f'<{label}>' for label in labels)})" if labels else ""
