"""What a document says of a thing first: the first sentence below its title or its signature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.sphinx.documents import NameUse
from sphinx_ihe.sphinx.nodes import DECLARES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.sphinx.documents import Summary

_end = re.compile(r"[.!?][\"'”’)]*(?=\s+[^\sa-z]|\s*$)")
_abbreviation = re.compile(r"(?:^|[\s(])(?:[A-Za-z]|e\.g|i\.e|et al|etc|vs|cf|no|fig|ca|p\. ex)$", re.IGNORECASE)


def summary(title: nodes.Element) -> Summary:
    """The first sentence below a title or a signature, names that other documents have a say in left as uses."""
    described = title.parent
    while isinstance(described, (addnodes.desc_signature, addnodes.desc_name)):
        described = described.parent
    if isinstance(described, addnodes.desc):
        described = next(described.findall(addnodes.desc_content), None)
    if not isinstance(described, (nodes.section, addnodes.desc_content)):
        return ()
    paragraph = _first_paragraph(described)
    return tuple(_first_sentence(paragraph)) if paragraph is not None else ()


def _first_paragraph(described: nodes.Element) -> nodes.paragraph | None:
    """The paragraph that a text begins with, be it in a section of its own, as the scope of a transaction is."""
    for child in described.children:
        if isinstance(child, nodes.paragraph):
            return child
        if isinstance(child, nodes.section):
            title = child.next_node(nodes.title)
            return None if title is None or DECLARES in title else _first_paragraph(child)
    return None


def _first_sentence(paragraph: nodes.paragraph) -> Iterator[str | NameUse]:
    said = ""
    for part in _parts(paragraph):
        if isinstance(part, str):
            end = _sentence_end(said + part)
            if end:
                yield (said + part)[len(said) : end]
                return
        said += part if isinstance(part, str) else part.target
        yield part


def _parts(node: nodes.Element) -> Iterator[str | NameUse]:
    for child in node.children:
        if isinstance(child, addnodes.pending_xref) and child.get("refdomain") == "ihe" and not child["refexplicit"]:
            yield NameUse(child["reftype"], child["reftarget"], explicit=False, short=bool(child.get("ihe_short")))
        elif isinstance(child, nodes.Text):
            yield str(child).replace("\n", " ")
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.Invisible):
            yield from _parts(child)


def _sentence_end(text: str) -> int:
    """Where the first sentence of a text ends; 0 where it goes on."""
    for end in _end.finditer(text):
        if not _abbreviation.search(text[: end.start()]):
            return end.end()
    return 0
