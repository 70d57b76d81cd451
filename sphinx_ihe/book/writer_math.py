"""Formulas: LaTeX to MathML by docutils, and from there to Typst; what docutils cannot read is printed as written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml

from sphinx_ihe.book.writer_inline import raw_text
from sphinx_ihe.book.writer_mathml import formula
from sphinx_ihe.book.writer_nodes import writes
from sphinx_ihe.book.writer_text import call, string

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer

_ALIGNED = re.compile(r"(\\(?:begin|end)\{)(?:align|alignat|eqnarray|flalign|gather|gathered|multline|split)\*?(\})")
_NAMED = re.compile(r"\\(?:begin|end)\{equation\*?\}")
_NUMBERING = re.compile(r"\\(?:label\{[^}]*\}|nonumber|notag)")


@writes(nodes.math)
def math(writer: Writer, node: Element) -> str:
    """A formula in a line."""
    made = _converted(writer, node, node.astext())
    return _told(f"${made}$", node.astext()) if made is not None else raw_text(node.astext(), writer.width)


def _told(formula: str, source: str) -> str:
    """A formula with its source, which is what a screen reader reads."""
    return f"#formula({string(' '.join(source.split()))}, {formula})"


@writes(nodes.math_block)
def math_block(writer: Writer, node: Element) -> str:
    """A formula of its own, with its number if it has one."""
    number = _number(writer, node)
    made = []
    for text in re.split(r"\n\s*\n", node.astext().strip()):
        converted = _converted(writer, node, _environment(text))
        made.append(_told(f"$ {converted} $", text) if converted is not None else f"#raw({string(text)}, block: true)")
    return call("display-math", "\n".join(made), number=string(f"({number})") if number else "")


def _number(writer: Writer, node: Element) -> str:
    config = writer.context.config
    if config.math_numfig and config.numfig and node["ids"]:
        found = writer.context.caption_number(writer.docname, "displaymath", node["ids"][0])
        return str(config.math_numsep).join(found.rsplit(".", 1))
    return str(node.get("number") or "")


def _environment(text: str) -> str:
    """The text in the environments that docutils knows: lines and columns of formulas in ``aligned``."""
    text = _ALIGNED.sub(r"\g<1>aligned\g<2>", _NAMED.sub("", _NUMBERING.sub("", text)))
    if (r"\\" in text or "&" in text) and r"\begin" not in text:
        return rf"\begin{{aligned}}{text}\end{{aligned}}"
    return text


def _converted(writer: Writer, node: Element, text: str) -> str | None:
    try:
        return formula(ElementTree.fromstring(tex2mathml(text, as_block=isinstance(node, nodes.math_block))))
    except (MathError, ElementTree.ParseError, ValueError, IndexError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        writer.warn(f"cannot print this formula, only its source: {reason}", node, "unreadable-formula")
        return None
