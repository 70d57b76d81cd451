"""Figures, images and captions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_ihe.book.nodes import BREAKS, SHEET
from sphinx_ihe.book.writer_nodes import is_inline, writes
from sphinx_ihe.book.writer_text import call, joined, markup, string

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer

_LENGTH = re.compile(r"\s*(\d+\.?\d*|\.\d+)\s*([a-zA-Z%]*)\s*\Z")
_UNITS = {"": 0.75, "px": 0.75, "pt": 1.0, "bp": 1.0, "pc": 12.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "q": 0.7087}
"""Points in units of length; a pixel is 1/96 inch."""
_PLACES = {"left", "center", "right"}


@writes(nodes.image)
def image(writer: Writer, node: Element) -> str:
    """A picture, never larger than its place; where there is no file, its alternative text."""
    alt = " ".join(node.get("alt", "").split())
    path = writer.context.image(node.get("uri", ""))
    if path is None:
        return call("emph", markup(alt)) if alt else ""
    options = {
        "width": length(node.get("width")),
        "height": length(node.get("height")),
        "scale": f"{node['scale']}%" if node.get("scale", 100) != 100 else "",
        "alt": string(alt) if alt else "",
    }
    if is_inline(node):
        return picture("inline-picture", string(path), options)
    made = picture("picture", string(path), options)
    if node.get("align") in _PLACES and not isinstance(node.parent, nodes.figure):
        return f"#align({node['align']})[{made}]"
    return made


def picture(name: str, source: str, options: dict[str, str]) -> str:
    """A call of one of the template's functions for pictures; ``source`` is Typst code."""
    given = "".join(f", {key}: {value}" for key, value in options.items() if value)
    return f"#{name}({source}{given})"


def length(value: str | int | None) -> str:
    """A length of docutils in Typst's units; "" for none, and for units that a page has no use for."""
    match = _LENGTH.match(str(value)) if value is not None else None
    if match is None:
        return ""
    number, unit = float(match[1]), match[2].lower()
    if unit == "%":
        return f"{min(number, 100):g}%"
    if unit in ("em", "rem"):
        return f"{number:g}em"
    if unit in ("ex", "ch"):
        return f"{number / 2:g}em"
    return f"{number * _UNITS[unit]:g}pt" if unit in _UNITS else ""


@writes(nodes.figure)
def figure(writer: Writer, node: Element) -> str:
    """A picture, or whatever an author puts in its place, with its caption; a legend goes below."""
    captions = [child for child in node.children if isinstance(child, nodes.caption)]
    legends = [child for child in node.children if isinstance(child, nodes.legend)]
    rest = [child for child in node.children if not isinstance(child, nodes.caption | nodes.legend)]
    with writer.inside():
        body = writer.blocks(rest)
        below = "\n\n".join(writer.write(legend) for legend in legends)
    width = length(node.get("width"))
    body = f"[\n{body}\n]"
    if width:
        body = f"block(width: {width}, {body})"
    kind = "image, breaks: true" if node.get(BREAKS) else "image"
    made = captioned(writer, captions[0], body, kind) if captions else f"#uncaptioned({body})"
    if SHEET in node:
        room = "".join(f", {side}: {size:.1f}pt" for side, size in zip(("width", "height"), node[SHEET], strict=False))
        made = f"#sideways([\n{made}\n]{room})"
    if node.get("align") in ("left", "right"):
        made = f"#align({node['align']})[\n{made}\n]"
    return f"{made}\n\n{below}" if below else made


@writes(nodes.legend)
def legend(writer: Writer, node: Element) -> str:
    """What explains a figure, below its caption."""
    return call("legend", f"\n{writer.blocks(node.children)}\n")


def captioned(writer: Writer, caption: Element, body: str, kind: str) -> str:
    """A figure of Typst, which its lists of tables, figures and listings find: ``Table 10.1-1: text``.

    ``body`` is Typst code; ``kind`` is ``table``, ``image`` or ``raw``.
    """
    line, places = writer.heading(caption)
    name = number(writer, caption.parent)
    if name and line:
        line = joined((markup(f"{name}: "), line))
    above = f"{places}\n" if places else ""
    return f"{above}#captioned({kind}, [{line or markup(name)}], {body})"


def number(writer: Writer, node: Element) -> str:
    """The number of a table, figure or listing with its word, as ``Table 10.1-1``; "" without one."""
    domain = writer.context.env.domains.standard_domain
    figtype = domain.get_enumerable_node_type(node)
    if not figtype or not node["ids"]:
        return ""
    found = writer.context.caption_number(writer.docname, figtype, node["ids"][0])
    form = str(writer.context.config.numfig_format.get(figtype, "%s"))
    return (form % found).rstrip(": ") if found else ""
