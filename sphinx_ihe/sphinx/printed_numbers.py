"""Numbers where a writer of Sphinx does not print them itself: in references, titles, captions and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_ihe.printing.numbering import written
from sphinx_ihe.sphinx.domain import IheDomain, domain_of
from sphinx_ihe.sphinx.numbers import searched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element


NUMBERS_SECTIONS = ("html", "text", "typst")
NUMBERS_CAPTIONS = ("html", "typst")
"""Formats whose writers print the numbers that the environment has."""


class NumberReferences(SphinxPostTransform):
    """Gives ``:numref:`` its text; runs before Sphinx does, which knows no number of a section in LaTeX."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Make each a reference with a text of its own; what has no number is left to Sphinx, to warn of."""
        domain = domain_of(self.env)
        if domain.build.numbering is None or not any(document.numrefs for document in domain.documents.values()):
            return
        for node in self.document.findall(addnodes.pending_xref):
            if node["reftype"] == "numref" and node.get("refdomain") == "std":
                text = self._text(domain, node)
                if text is not None:
                    node["reftype"], node["refexplicit"] = "ref", True
                    node.children = []
                    node += nodes.inline(text, text, classes=["std", "std-numref"])

    def _text(self, domain: IheDomain, node: addnodes.pending_xref) -> str | None:
        found = domain.number_of_label(node["reftarget"])
        if found is None:
            return None
        kind, number = found
        title = domain.led_to(node["reftarget"])[2]
        form = node.astext() if node["refexplicit"] else self.config.numfig_format.get(kind, "%s").rstrip(": \xa0")
        try:
            if "{name}" in form or "{number}" in form:
                return str(form.format(name=title, number=written(number))) if title or "{name}" not in form else None
            return str(form % written(number))
        except (KeyError, TypeError):
            return None


class PrintNumbers(SphinxPostTransform):
    """Puts the numbers into titles and captions, and into pages the anchors that readers of IHE expect."""

    default_priority = 30

    def run(self, **kwargs: Any) -> None:
        """Do for each section and caption what its format needs."""
        domain = domain_of(self.env)
        # Catalogues of messages have the text without numbers.
        if domain.build.numbering is None or not domain.build.output:
            return
        self._build = domain.build
        self._anchors = set(self.document.ids) if domain.build.numbering.anchors else None
        for docname, node in _numbered(self.document, self.env.current_document.docname):
            if isinstance(node, nodes.section):
                self._section(docname, node)
            else:
                self._captioned(docname, node)

    def _section(self, docname: str, section: nodes.section) -> None:
        number = self._build.numbers.sections.get(docname, {}).get(section["ids"][0])
        title = section.next_node(nodes.title)
        if number and title is not None:
            if self._build.output not in NUMBERS_SECTIONS:
                title.insert(0, nodes.Text(f"{written(number)} "))
            elif self._build.output == "html":
                title.insert(0, searched(number))
        # The title of an appendix may say its number itself.
        number = self._build.numbers.targets.get((docname, section["ids"][0]))
        if number:
            self._anchor(section, written(number))

    def _captioned(self, docname: str, node: Element) -> None:
        kind = self.env.domains.standard_domain.get_enumerable_node_type(node)
        number = self._build.caption_numbers.get(docname, {}).get(kind or "", {}).get(node["ids"][0])
        if kind and number:
            if self._build.output not in NUMBERS_CAPTIONS:
                for child in node.children:
                    if isinstance(child, (nodes.title, nodes.caption)):
                        form = self.config.numfig_format.get(kind, "%s")
                        child.insert(0, nodes.Text(f"{form % written(number)} "))
            if kind in ("table", "figure"):
                self._anchor(node, f"{kind[0]}{written(number)}")

    def _anchor(self, node: Element, anchor: str) -> None:
        """``#10.1``, ``#t10.1-1`` and ``#f10.1-1`` beside the ids that stay when numbers change."""
        if self._anchors is not None and anchor not in self._anchors:
            self._anchors.add(anchor)
            node["ids"].append(anchor)


def _numbered(element: Element, docname: str) -> Iterator[tuple[str, Element]]:
    """What may have a number, and the document that it comes from: some builders print all in one."""
    for node in element.children:
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.TextElement):
            if isinstance(node, addnodes.start_of_file):
                yield from _numbered(node, node["docname"])
                continue
            if isinstance(node, (nodes.section, nodes.table, nodes.figure, nodes.container)) and node["ids"]:
                yield docname, node
            yield from _numbered(node, docname)
