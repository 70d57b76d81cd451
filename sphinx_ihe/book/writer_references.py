"""Links within the book and out of it, footnotes and citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.book.nodes import AREA, drawing
from sphinx_ihe.book.writer_figures import picture
from sphinx_ihe.book.writer_inline import raw_text
from sphinx_ihe.book.writer_labels import address
from sphinx_ihe.book.writer_nodes import BODY_SIZE, writes
from sphinx_ihe.book.writer_text import array, call, markup, string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer

_NUMBERED = {"std-ref", "std-numref", "doc"}
"""Classes of references to sections, tables and figures, after which a book can name the page."""
_LONGEST_ADDRESS = 8000
"""Characters that Typst takes in an address."""
_NOTE_WIDTH = 430 / BODY_SIZE


@writes(nodes.reference)
def reference(writer: Writer, node: Element) -> str:
    """A link, to a place in the book or to an address."""
    text = writer.content(node)
    place = address(writer.docname, node)
    if place is not None:
        return _link(writer, node, text, place)
    uri = node.get("refuri", "")
    if not text or not uri or len(uri) > _LONGEST_ADDRESS:
        return text
    return writer.once(f"#web({string(uri)})[{text}]", text)


def _link(writer: Writer, node: Element, text: str, target: tuple[str, str]) -> str:
    label = writer.labels.refer(*target)
    if label is None:
        if writer.labels.holds(target[0]):
            writer.warn(f"nothing to link to: {target[1]!r} in {target[0]!r}", node, "dead-link")
        return text
    classes = {name for inner in node.findall(nodes.inline) for name in inner["classes"]}
    page = ", page: true" if classes & _NUMBERED else ""
    return writer.once(f"#xref(<{label}>{page})[{text}]", text) if text else ""


@writes(drawing)
def diagram(writer: Writer, node: Element) -> str:
    """A drawing of ours, with links where its names stand."""
    options = {"scale": "85%", "alt": string(node["alt"]), "links": array(_areas(writer, node))}
    return picture("picture", f"bytes({string(node['svg'])})", options)


def _areas(writer: Writer, node: Element) -> Iterator[str]:
    for reference in node.children:
        if not isinstance(reference, nodes.reference):
            continue
        place = address(writer.docname, reference)
        label = writer.labels.refer(*place) if place else None
        goal = f"<{label}>" if label else string(reference["refuri"]) if place is None else None
        if goal:
            x, y, width, height = reference[AREA]
            yield f"({x:.1f}, {y:.1f}, {width:.1f}, {height:.1f}, {goal})"


@writes(addnodes.download_reference)
def download_reference(writer: Writer, node: Element) -> str:
    """The name of a file that the site has for download; a link where it has an address."""
    text = writer.inline(node.children)
    if "refuri" in node:
        return f"#web({string(node['refuri'])})[{text}]"
    return text


@writes(nodes.footnote_reference)
def footnote_reference(writer: Writer, node: Element) -> str:
    """The mark of a footnote; where it stands for the first time, with the footnote itself."""
    note = writer.footnotes.get((writer.docname, node.get("refid", "")))
    if note is None:
        return call("super", markup(node.astext()))
    label = writer.labels.write(note, always=True)
    known = writer.labels.refer(writer.docname, node["refid"])
    made = _footnote(writer, node, note, label) if label else f"#footnote(<{known}>)"
    if writer.printed_again == "contents":
        # In brackets, for the label of a footnote would end a heading.
        return call("body-only", made)
    return writer.once(made, f"#footnote-mark(<{known}>)")


def _footnote(writer: Writer, node: Element, note: Element, label: str) -> str:
    with writer.inside(_NOTE_WIDTH):
        body = writer.blocks(_body(note))
    if note.get("auto") == 1:
        return f"#footnote[{body}]<{label}>"
    mark = note[0].astext() if note.children and isinstance(note[0], nodes.label) else node.astext()
    return f"#marked-footnote({string(mark)}, [{body}], <{label}>)"


def _body(note: Element) -> list[nodes.Node]:
    return [child for child in note.children if not isinstance(child, nodes.label)]


@writes(nodes.footnote)
def footnote(writer: Writer, node: Element) -> str:
    """Nothing where it is written, but for a footnote that nothing refers to."""
    if node.get("backrefs"):
        return ""
    return _labelled(writer, node)


@writes(nodes.citation)
def citation(writer: Writer, node: Element) -> str:
    """A source with its label."""
    return _labelled(writer, node)


def _labelled(writer: Writer, node: Element) -> str:
    label = node[0].astext() if node.children and isinstance(node[0], nodes.label) else ""
    with writer.inside():
        body = writer.blocks(_body(node))
    return call("citation", markup(f"[{label}]"), body)


@writes(nodes.citation_reference)
def citation_reference(writer: Writer, node: Element) -> str:
    """A link to a source, which Sphinx has not resolved."""
    return _link(writer, node, markup(f"[{node.astext()}]"), (writer.docname, node.get("refid", "")))


@writes(nodes.label)
def label(writer: Writer, node: Element) -> str:
    """The label of a footnote in an odd place."""
    return raw_text(node.astext(), writer.width)
