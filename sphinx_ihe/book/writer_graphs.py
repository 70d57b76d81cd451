"""Graphs of ``sphinx.ext.graphviz`` and of class inheritance, which a program on the machine draws."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_ihe.book.writer_figures import picture
from sphinx_ihe.book.writer_nodes import writes
from sphinx_ihe.book.writer_text import string

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer

_GRAPHVIZ = "sphinx.ext.graphviz"


@writes("graphviz")
def graphviz(writer: Writer, node: Element) -> str:
    """The drawing, or where no program can draw it the text that it is made from."""
    return _drawing(writer, node, node["code"], node.get("options", {}))


@writes("inheritance_diagram")
def inheritance_diagram(writer: Writer, node: Element) -> str:
    """The classes that come from one another."""
    source = node["graph"].generate_dot("inheritance")
    return _drawing(writer, node, source, {})


def _drawing(writer: Writer, node: Element, source: str, options: dict[str, str]) -> str:
    module = sys.modules[_GRAPHVIZ]
    try:
        # Sphinx takes a translator for this, of which it uses the builder alone.
        _name, path = module.render_dot(writer.context, source, options, "svg")
    except module.GraphvizError as error:
        writer.warn(f"cannot draw this graph: {error}", node, "undrawn-graph")
        path = None
    if path is None:
        return f"#code({string(source)})"
    alt = " ".join(str(node.get("alt") or "").split())
    source = f"bytes({string(Path(path).read_text('utf-8'))})"
    return picture("picture", source, {"alt": string(alt) if alt else ""})
