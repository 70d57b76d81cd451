"""What stands below one another: sections, paragraphs, quotations, admonitions and other boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _, admonitionlabels

from sphinx_ihe.book.writer_nodes import writes
from sphinx_ihe.book.writer_text import call, markup, string

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer


@writes(addnodes.start_of_file)
def start_of_file(writer: Writer, node: Element) -> str:
    """A document in the book; where its title is one of the outermost, a chapter begins."""
    before, writer.docname = writer.docname, node["docname"]
    written = writer.blocks(node.children)
    writer.docname = before
    begin = "#new-chapter()\n\n" if writer.level <= 1 and not writer.boxes else ""
    return f"// {writer.context.env.doc2path(node['docname'], base=False)}\n\n{begin}{written}"


@writes(nodes.section)
def section(writer: Writer, node: Element) -> str:
    """A heading with its number, and what is below it; the title of a book's only outermost section is the book's."""
    if writer.level == 0 and _titles_the_book(node):
        writer.level = 1
        rest = [child for child in node.children if not isinstance(child, nodes.title)]
        written = f"{writer.anchor(node)}\n\n{writer.blocks(rest)}"
        writer.level = 0
        return written
    before, writer.level = writer.level, max(writer.level, 1)
    made = []
    for child in node.children:
        if isinstance(child, nodes.title):
            made.append(_heading(writer, node, child))
            writer.level += 1
    others = [child for child in node.children if not isinstance(child, nodes.title)]
    written = "\n\n".join([*made, writer.blocks(others)])
    writer.level = before
    return written


def _titles_the_book(node: Element) -> bool:
    parent = node.parent
    others = [child for child in parent.children if isinstance(child, nodes.section) and child is not node]
    return isinstance(parent, nodes.document) and not others


def _heading(writer: Writer, section: Element, title: nodes.title) -> str:
    line, places = writer.heading(title)
    number = _number(writer, section)
    if number:
        line = f"{call('section-number', markup(number))} {line}"
    label = writer.labels.write(section, always=True)
    mark = f" <{label}>" if label else ""
    extra = f"\n{places}" if places else ""
    # A chapter begins a new page, which nothing in a box can.
    level = max(writer.level, 2) if writer.boxes else writer.level
    return f"{'=' * level} {line}{mark}{extra}"


def _number(writer: Writer, section: Element) -> str:
    number = writer.context.section_number(writer.docname, section["ids"][0] if section["ids"] else "")
    if not number and isinstance(section.parent, addnodes.start_of_file | nodes.document):
        number = writer.context.section_number(writer.docname, "")
    return number


@writes(nodes.paragraph)
def paragraph(writer: Writer, node: Element) -> str:
    """A paragraph; a note of ours to a table is set smaller."""
    text = writer.inline(node.children)
    return call("table-note", text) if "ihe-note" in node["classes"] else text


@writes(addnodes.centered)
def centered(writer: Writer, node: Element) -> str:
    """A line in the middle."""
    return call("align", call("strong", writer.inline(node.children))).replace("#align", "#align(center)", 1)


@writes(nodes.transition)
def transition(writer: Writer, node: Element) -> str:
    """A line between paragraphs; not the one that MyST puts above footnotes, which stand elsewhere."""
    return "" if "footnotes" in node["classes"] else call("transition")


@writes(nodes.block_quote)
def block_quote(writer: Writer, node: Element) -> str:
    """A quotation with who said it; paragraphs that are only indented look the same."""
    said = [child for child in node.children if isinstance(child, nodes.attribution)]
    with writer.inside():
        body = writer.blocks(child for child in node.children if not isinstance(child, nodes.attribution))
        by = "".join(writer.inline(child.children) for child in said)
    if not set(node["classes"]).isdisjoint(("epigraph", "pull-quote", "highlights")):
        return call("epigraph", body, by=f"[{by}]" if by else "")
    return call("quotation", body, by=f"[{by}]" if by else "")


@writes(*(getattr(nodes, kind) for kind in admonitionlabels if hasattr(nodes, kind)), addnodes.seealso)
def admonition(writer: Writer, node: Element) -> str:
    """A box for one of the kinds that docutils and Sphinx know."""
    kind = node.tagname
    return _box(writer, f"admonition({string(kind)}, [{markup(str(admonitionlabels[kind]))}])", node)


@writes(nodes.admonition, "todo_node")
def titled_admonition(writer: Writer, node: Element) -> str:
    """A box with a title of its own; ours to the editor of a volume, and that of things to do, are told by class."""
    heading, rest = _title_and_rest(writer, node)
    if "ihe-editor-instruction" in node["classes"]:
        return _box(writer, f"editor-instruction([{heading}])", rest)
    kind = next((name for name in node["classes"] if name in admonitionlabels or name == "todo"), "admonition")
    return _box(writer, f"admonition({string(kind)}, [{heading}])", rest)


def _title_and_rest(writer: Writer, node: Element) -> tuple[str, Element]:
    rest = nodes.container("", *(child for child in node.children if not isinstance(child, nodes.title)))
    titles = [child for child in node.children if isinstance(child, nodes.title)]
    return " ".join(writer.inline(child.children) for child in titles), rest


def _box(writer: Writer, head: str, node: Element) -> str:
    with writer.inside():
        body = writer.blocks(node.children)
    return f"#{head}[\n{body}\n]"


@writes(nodes.system_message)
def system_message(writer: Writer, node: Element) -> str:
    """What docutils has to say of a source, where a project keeps that."""
    return _box(writer, f"admonition({string('error')}, [{markup(_('Error'))}])", node)


@writes(nodes.topic)
def topic(writer: Writer, node: Element) -> str:
    """A box with a title, or without a box what is told in short or lists contents."""
    heading, rest = _title_and_rest(writer, node)
    return _box(writer, f"topic([{heading}])", rest)


@writes(nodes.sidebar)
def sidebar(writer: Writer, node: Element) -> str:
    """A box beside the text."""
    heading, rest = _title_and_rest(writer, node)
    return _box(writer, f"sidebar([{heading}])", rest)


@writes(addnodes.versionmodified)
def versionmodified(writer: Writer, node: Element) -> str:
    """In which version something came, changed or went."""
    return _box(writer, "version-change", node)


@writes(addnodes.acks)
def acks(writer: Writer, node: Element) -> str:
    """Names, one after the other in a paragraph."""
    names = [item.astext() for item in node.findall(nodes.list_item)]
    return markup(", ".join(names) + ".") if names else ""


@writes(nodes.line_block)
def line_block(writer: Writer, node: Element) -> str:
    """Lines as they are broken; blocks in it are indented."""
    made = []
    for child in node.children:
        if isinstance(child, nodes.line):
            made.append(writer.inline(child.children) or "~")
        else:
            made.append(writer.write(child))
    return call("lines", *made, indented="true" if isinstance(node.parent, nodes.line_block) else "")
