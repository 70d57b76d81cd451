"""What stands in a line: emphasis, code, names of keys and menus, change marks, abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.book.writer_nodes import writes
from sphinx_ihe.book.writer_text import BREAK, call, code_parts, string

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer

_CLASSES = {
    "ihe-ins": "inserted",
    "ihe-del": "deleted",
    "guilabel": "ui",
    "menuselection": "ui",
    "accelerator": "underline",
    "kbd": "key",
    "versionmodified": "versionmodified",
    "strike": "strike",
}
"""Functions for text with a class that has a look of its own."""
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@writes(addnodes.literal_emphasis, addnodes.manpage)
def literal_emphasis(writer: Writer, node: Element) -> str:
    """A name of the computer's world in italics."""
    return call("emph", _code(writer, node))


@writes(addnodes.literal_strong)
def literal_strong(writer: Writer, node: Element) -> str:
    """A name of the computer's world in bold."""
    return call("strong", _code(writer, node))


@writes(nodes.literal)
def literal(writer: Writer, node: Element) -> str:
    """Code in a line; keys to press have a look of their own."""
    if "kbd" in node["classes"]:
        keys = writer.inline(node.children)
        return keys if "compound" in node["classes"] else call("key", keys)
    return _code(writer, node)


def _code(writer: Writer, node: Element) -> str:
    """A single text as it is; parts with marks of their own in the font of code."""
    if all(isinstance(child, nodes.Text) for child in node.children):
        return raw_text(node.astext(), writer.width)
    return call("mono", writer.inline(node.children))


def raw_text(text: str, width: float) -> str:
    """Code in a line of this width in ems."""
    words = " ".join(text.split("\n"))
    return BREAK.join(f"#raw({string(part)})" for part in code_parts(words, width)) if words else ""


@writes(nodes.inline)
def inline(writer: Writer, node: Element) -> str:
    """Text with classes; only some of them show."""
    text = writer.inline(node.children)
    for name in node["classes"]:
        if name in _CLASSES and text:
            return call(_CLASSES[name], text)
    return text


@writes(nodes.abbreviation, nodes.acronym)
def abbreviation(writer: Writer, node: Element) -> str:
    """A short form, spelt out where it is used for the first time."""
    text = writer.inline(node.children)
    explanation = node.get("explanation", "")
    if not explanation or node.astext() in writer.explained or isinstance(node.parent, addnodes.desc_sig_element):
        return text
    writer.explained.add(node.astext())
    return text + writer.write(nodes.Text(f" ({explanation})"))


@writes(nodes.generated, nodes.substitution_reference, addnodes.pending_xref, addnodes.pending_xref_condition)
def plain(writer: Writer, node: Element) -> str:
    """Text that needs no mark."""
    return writer.inline(node.children)


@writes(nodes.raw)
def raw(writer: Writer, node: Element) -> str:
    """Typst as it is; what is meant for other formats is left out, but for a line break."""
    formats = node.get("format", "").split()
    if "typst" in formats:
        return node.astext()
    if "html" in formats and _LINE_BREAK.fullmatch(node.astext().strip()):
        return "#linebreak()"
    return ""


@writes(
    nodes.comment, nodes.substitution_definition, nodes.pending, nodes.meta, nodes.decoration, addnodes.index,
    addnodes.highlightlang, addnodes.tabular_col_spec, addnodes.toctree, nodes.header, nodes.footer, nodes.colspec,
)  # fmt: skip
def nothing(writer: Writer, node: Element) -> str:
    """What is not printed."""
    return ""
