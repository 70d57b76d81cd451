"""The places that a book can lead to: a label for each, unique over all documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.book.context import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element

_NOT_IN_LABEL = re.compile(r"[^A-Za-z0-9_-]+")


def placed(node: Element, docname: str) -> Iterator[tuple[str, Element]]:
    """An element of a document and all in it, each with the name of the document that it comes from."""
    if isinstance(node, addnodes.start_of_file):
        docname = node["docname"]
    yield docname, node
    for child in node.children:
        if isinstance(child, nodes.Element):
            yield from placed(child, docname)


def address(docname: str, reference: Element) -> tuple[str, str] | None:
    """Document and id that a reference in some document leads to; None if it leads out of the book."""
    if "refid" in reference:
        return docname, reference["refid"]
    return target_of(reference.get("refuri", ""))


class Labels:
    """Labels of all nodes with ids in an assembled document, and which of them have been written or referred to."""

    def __init__(self, document: nodes.document) -> None:
        self._by_target: dict[tuple[str, str], str] = {}
        self._by_node: dict[int, str] = {}
        self._by_id: dict[str, str] = {}
        self._taken: set[str] = set()
        self._written: set[str] = set()
        self._referred: dict[str, None] = {}
        nodes_in_book = list(placed(document, document.get("docname", "")))
        for docname, node in nodes_in_book:
            if isinstance(node, addnodes.start_of_file | nodes.document):
                # A link to a document leads to its first heading, which may begin a new page.
                place = next((child for child in node.children if isinstance(child, nodes.section)), node)
                self._add(place, docname, ["", *place["ids"]])
            elif node["ids"]:
                self._add(node, docname, node["ids"])
        for docname, node in nodes_in_book:
            if isinstance(node, nodes.reference | nodes.citation_reference):
                target = address(docname, node)
                if target is not None:
                    self.refer(*target)

    def _add(self, node: Element, docname: str, ids: list[str]) -> None:
        label = self._by_node.get(id(node)) or self._unique(f"{docname}:{next(filter(None, ids), 'document')}")
        self._by_node[id(node)] = label
        for identifier in ids:
            self._by_target.setdefault((docname, identifier), label)
            if identifier:
                self._by_id.setdefault(identifier, label)

    def _unique(self, name: str) -> str:
        label = wanted = ":".join(_NOT_IN_LABEL.sub("-", part).strip("-") or "-" for part in name.split(":", 1))
        count = 1
        while label in self._taken:
            count += 1
            label = f"{wanted}.{count}"
        self._taken.add(label)
        return label

    def write(self, node: Element, always: bool = False) -> str | None:
        """The label of a node that something refers to (or of any) and that is not written yet; from now on it is."""
        label = self._by_node.get(id(node))
        if label is None or label in self._written or not (always or label in self._referred):
            return None
        self._written.add(label)
        return label

    def refer(self, docname: str, identifier: str) -> str | None:
        """The label of the node with this id, or of the document ("" as id); of another document's if need be."""
        label = self._by_target.get((docname, identifier))
        if label is None and identifier:
            label = self._by_id.get(identifier)
        if label is not None:
            self._referred[label] = None
        return label

    def add(self, docname: str, label: str) -> None:
        """A place that is no node's, and is written."""
        self._by_target[docname, ""] = label
        self._taken.add(label)
        self._written.add(label)

    def holds(self, docname: str) -> bool:
        """Whether this document is a part of the book."""
        return (docname, "") in self._by_target

    def missing(self) -> Iterator[str]:
        """Labels that something refers to and that were never written, because their nodes were not."""
        return (label for label in self._referred if label not in self._written)
