"""Nodes that need no function of their own: some only hold together what is in them, others are one call around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.book.writer_nodes import Writer, writes
from sphinx_ihe.book.writer_text import call

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Element

# What explains, items, lines and who said something have functions around them, but for those in odd places.
writes(
    nodes.document, nodes.compound, addnodes.compact_paragraph, addnodes.only, "ifconfig", addnodes.glossary,
    addnodes.desc_content, nodes.target, nodes.term, nodes.classifier, nodes.definition, nodes.description,
    nodes.field_body, nodes.list_item, nodes.line, nodes.attribution, nodes.Bibliographic,
)(Writer.content)  # fmt: skip


def _calling(function: str) -> Callable[[Writer, Element], str]:
    def write(writer: Writer, node: Element) -> str:
        return call(function, writer.inline(node.children)) if node.children else ""

    return write


writes(nodes.emphasis, nodes.title_reference)(_calling("emph"))
# The titles of sections, tables and boxes are written with them.
writes(nodes.strong, nodes.title, nodes.subtitle, addnodes.desc_name, "desc_sig_name_definition")(_calling("strong"))
writes(nodes.subscript)(_calling("sub"))
writes(nodes.superscript)(_calling("super"))
writes(nodes.problematic)(_calling("problem"))
writes(nodes.rubric, nodes.caption)(_calling("rubric"))
writes(addnodes.desc_inline)(_calling("mono"))
writes(addnodes.desc_annotation)(_calling("annotation"))
