"""Descriptions of functions, classes, actors and whatever else a domain describes, and grammars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.book.writer_nodes import writes
from sphinx_ihe.book.writer_text import call, joined, markup

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer


@writes(addnodes.desc)
def description(writer: Writer, node: Element) -> str:
    """Signatures and what is said of them; names of ours are words, not code."""
    signatures, bodies = [], []
    for child in node.children:
        if isinstance(child, addnodes.desc_signature):
            signatures.append(_signature(writer, child, words=node.get("domain") == "ihe"))
        elif isinstance(child, nodes.Element):
            with writer.inside():
                bodies.append(writer.write(child))
    body = "\n\n".join(filter(None, bodies))
    return "\n".join([*signatures, f"#description[\n{body}\n]" if body else ""]).rstrip()


def _signature(writer: Writer, node: Element, words: bool) -> str:
    lines = [child for child in node.children if isinstance(child, addnodes.desc_signature_line)]
    if lines:
        text = " \\\n".join(writer.inline(line.children) for line in lines)
    else:
        text = writer.inline(node.children)
    return writer.anchor(node) + call("signature", text, words="true" if words else "")


@writes(addnodes.desc_signature)
def lone_signature(writer: Writer, node: Element) -> str:
    """A signature in no description."""
    return _signature(writer, node, words=False)


@writes(
    addnodes.desc_signature_line, addnodes.desc_addname, addnodes.desc_type, addnodes.desc_sig_element,
    addnodes.desc_sig_space,
)  # fmt: skip
def piece(writer: Writer, node: Element) -> str:
    """A piece of a signature without a look of its own; a space at its end counts."""
    text = node.astext()
    if not text.strip():
        return "~" * len(text)
    return writer.inline(node.children)


@writes(addnodes.desc_returns)
def desc_returns(writer: Writer, node: Element) -> str:
    """What a function gives back."""
    return joined((" → ", writer.inline(node.children)))


@writes(addnodes.desc_parameterlist)
def desc_parameterlist(writer: Writer, node: Element) -> str:
    """Parameters in parentheses."""
    return _parameters(writer, node, "\\(", ")")


@writes(addnodes.desc_type_parameter_list)
def desc_type_parameter_list(writer: Writer, node: Element) -> str:
    """Parameters of a type in square brackets."""
    return _parameters(writer, node, "\\[", "\\]")


def _parameters(writer: Writer, node: Element, begin: str, end: str) -> str:
    separator = "," if node.get("multi_line_parameter_list") else getattr(node, "child_text_separator", ", ")
    pieces = _separated(writer, node, markup(separator), lines=bool(node.get("multi_line_parameter_list")))
    if node.get("multi_line_parameter_list"):
        trailing = "," if node.get("multi_line_trailing_comma", False) and node.children else ""
        return joined((begin, *pieces, trailing, " \\\n", end))
    return joined((begin, *pieces, end))


def _separated(writer: Writer, node: Element, separator: str, lines: bool, first: bool = True) -> list[str]:
    """Parameters with what is between them: before one that is optional, inside its bracket."""
    pieces = []
    for child in node.children:
        if isinstance(child, addnodes.desc_optional):
            pieces += ["\\[", *_separated(writer, child, separator, lines, first), "\\]"]
        else:
            pieces.append("" if first else separator)
            if lines:
                pieces.append(" \\\n~~~~")
            pieces.append(writer.write(child))
        first = False
    return pieces


@writes(addnodes.desc_optional)
def desc_optional(writer: Writer, node: Element) -> str:
    """An optional parameter in no list."""
    return joined(("\\[", *_separated(writer, node, ", ", lines=False), "\\]"))


@writes(addnodes.desc_parameter, addnodes.desc_type_parameter)
def desc_parameter(writer: Writer, node: Element) -> str:
    """A parameter with its type and default."""
    text = writer.inline(node.children)
    return text if node.get("noemph") else call("emph", text)


@writes(addnodes.productionlist)
def productionlist(writer: Writer, node: Element) -> str:
    """A grammar."""
    return call("grammar", *(writer.write(line) for line in node.children if _is_element(line)))


def _is_element(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element)


@writes(addnodes.production)
def production(writer: Writer, node: Element) -> str:
    """A rule of a grammar, its columns kept."""
    return writer.fixed(node)
