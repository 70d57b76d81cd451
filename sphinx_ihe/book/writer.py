"""A whole book as Typst markup: the entry to the writer, whose other modules each know some kinds of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.book import (  # noqa: F401 - each registers what it writes
    writer_blocks,
    writer_code,
    writer_descriptions,
    writer_figures,
    writer_graphs,
    writer_inline,
    writer_lists,
    writer_math,
    writer_plain,
    writer_references,
    writer_tables,
)
from sphinx_ihe.book.writer_code import code_styles
from sphinx_ihe.book.writer_index import index
from sphinx_ihe.book.writer_nodes import Writer

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_ihe.book.context import WriterContext


def write(document: nodes.document, context: WriterContext) -> str:
    """The markup of an assembled and resolved document, for a file that has imported all of ``elements.typ``."""
    writer = Writer(context, document)
    # The index first: only what something refers to gets a place to link to.
    end = index(writer) if context.index else ""
    body = writer.write(document)
    lost = "".join(f"#anchor(<{label}>)\n" for label in writer.labels.missing())
    return "\n\n".join(filter(None, (code_styles(writer), body, lost, end))) + "\n"
