"""All documents on one page: links lead to what they name, although several documents may have the same ids."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.sphinx.outputs import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_DEEP = re.compile(r"[^\"#]*#document-(?P<docname>[^\"#]*)#(?P<id>[^\"]+)")
"""Sphinx's address of a place in a document that has become a part of the page."""
_LINK = re.compile(rf'(?<=href="){_DEEP.pattern}(?=")')


def tell_ids_apart(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give what has an id that an earlier document has, too, another one beside it, and have links lead there."""
    if app.builder.name != "singlehtml":
        return
    known: dict[str, str] = {}
    for document, element in _with_ids(doctree, docname):
        for node_id in list(element["ids"]):
            # The first id stays: Sphinx knows numbers of sections by it.
            if known.setdefault(node_id, document) != document:
                element["ids"].append(_own_id(document, node_id))

    for reference in doctree.findall(nodes.reference):
        if found := _DEEP.fullmatch(reference.get("refuri", "")):
            reference["refuri"] = _leads(found, known)


def _own_id(docname: str, node_id: str) -> str:
    return f"{docname}--{node_id}"


def _leads(found: re.Match[str], first: dict[str, str]) -> str:
    """The place on the page; ``first`` has the first document with each id."""
    docname, node_id = found["docname"], found["id"]
    return f"#{node_id if first.get(node_id) in (docname, None) else _own_id(docname, node_id)}"


def _with_ids(element: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """The elements with ids, and the documents that they come from."""
    for child in element.children:
        if isinstance(child, nodes.Element):
            document = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            if child["ids"]:
                yield document, child
            yield from _with_ids(child, document)


def lead_to_places(app: Sphinx, exception: Exception | None) -> None:
    """Mend the table of contents of the page, which Sphinx makes beside its documents."""
    if exception or app.builder.name != "singlehtml":
        return
    for file in Path(app.outdir).glob("*.html"):
        text = file.read_text("utf-8")
        ids = set(re.findall(r'\sid="([^"]*)"', text))

        def leads(found: re.Match[str], ids: set[str] = ids) -> str:
            own = _own_id(found["docname"], found["id"])
            return f"#{own if own in ids else found['id']}"

        write_file(file, _LINK.sub(leads, text).encode())
