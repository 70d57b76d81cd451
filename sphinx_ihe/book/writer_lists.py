"""Lists of all kinds: items, definitions, fields, options, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.book.writer_nodes import writes
from sphinx_ihe.book.writer_text import call, joined, markup, string

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_ihe.book.writer_nodes import Writer

_NUMBERS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}


@writes(nodes.bullet_list)
def bullet_list(writer: Writer, node: Element) -> str:
    """Items with a bullet."""
    return call("list", *_items(writer, node), tight=_tight(node)) if node.children else ""


@writes(nodes.enumerated_list)
def enumerated_list(writer: Writer, node: Element) -> str:
    """Items with numbers or letters, as the author began them."""
    sign = _NUMBERS.get(node.get("enumtype", "arabic"), "1")
    pattern = f"{node.get('prefix', '')}{sign}{node.get('suffix', '.')}"
    options = {"numbering": "" if pattern == "1." else string(pattern)}
    options["start"] = str(node["start"]) if node.get("start", 1) != 1 else ""
    return call("enum", *_items(writer, node), tight=_tight(node), **options) if node.children else ""


def _items(writer: Writer, node: Element) -> list[str]:
    return [writer.anchored(item, writer.boxed(item)) for item in node.children if isinstance(item, nodes.Element)]


def _tight(node: Element) -> str:
    """No space between items that are a paragraph each, perhaps with a list below it."""
    return "" if all(_is_short(item) for item in node.children) else "false"


def _is_short(item: nodes.Node) -> bool:
    return all(isinstance(other, nodes.bullet_list | nodes.enumerated_list) for other in item.children[1:])


@writes(nodes.definition_list)
def definition_list(writer: Writer, node: Element) -> str:
    """Terms with what they mean."""
    return "\n\n".join(writer.write(item) for item in node.children)


@writes(nodes.definition_list_item)
def definition_list_item(writer: Writer, node: Element) -> str:
    """One or more terms, each with its classifiers, and what they mean."""
    terms: list[str] = []
    bodies: list[str] = []
    for child in node.children:
        if isinstance(child, nodes.term):
            terms.append(writer.write(child))
        elif isinstance(child, nodes.classifier) and terms:
            terms[-1] = joined((terms[-1], " ", call("classifier", writer.inline(child.children))))
        elif isinstance(child, nodes.Element):
            bodies.append(writer.anchored(child, writer.boxed(child)))
    return call("definition", " \\\n".join(terms), "\n\n".join(bodies))


@writes(nodes.field_list)
def field_list(writer: Writer, node: Element) -> str:
    """Names and what they hold."""
    pairs: list[tuple[str, list[nodes.Node]]] = []
    for field in node.children:
        if isinstance(field, nodes.field) and field.children:
            name, *rest = field.children
            assert isinstance(name, nodes.Element)
            pairs.append((writer.anchored(field, writer.inline(name.children)), rest))
    return _fields(writer, pairs)


@writes(nodes.field)
def field(writer: Writer, node: Element) -> str:
    """A field in no list."""
    return _fields(writer, [(writer.content(node), [])])


def _fields(writer: Writer, pairs: list[tuple[str, list[nodes.Node]]]) -> str:
    made = []
    for name, rest in pairs:
        made.append(f"[{name}:], [{_beside(writer, rest, 0.7)}],\n")
    return f"#fields(\n{''.join(made)})" if made else ""


def _beside(writer: Writer, explained: list[nodes.Node], share: float) -> str:
    """What stands beside a name, in a share of the width."""
    with writer.inside(writer.width * share):
        return "\n\n".join(writer.write(child) for child in explained)


@writes(nodes.docinfo)
def docinfo(writer: Writer, node: Element) -> str:
    """Fields that docutils knows, and others."""
    pairs: list[tuple[str, list[nodes.Node]]] = []
    for child in node.children:
        assert isinstance(child, nodes.Element)
        if isinstance(child, nodes.field):
            name, *rest = child.children
            pairs.append((markup(name.astext()), rest))
        else:
            pairs.append((markup(child.tagname.capitalize()), [nodes.paragraph("", "", *_bibliographic(child))]))
    return _fields(writer, pairs)


def _bibliographic(node: Element) -> list[nodes.Node]:
    if isinstance(node, nodes.authors):
        return [nodes.Text(", ".join(child.astext() for child in node.children))]
    return [child.deepcopy() for child in node.children]


@writes(nodes.option_list)
def option_list(writer: Writer, node: Element) -> str:
    """Options of a command and what they do."""
    rows = []
    for item in node.children:
        if isinstance(item, nodes.Element) and item.children:
            group, *rest = item.children
            names = ", ".join(f"#raw({string(option.astext())})" for option in group.children)
            rows.append(f"[{names}], [{_beside(writer, rest, 0.6)}],\n")
    return f"#options(\n{''.join(rows)})"


@writes(addnodes.hlist)
def hlist(writer: Writer, node: Element) -> str:
    """A list in columns."""
    columns = [column for column in node.children if isinstance(column, nodes.Element)]
    with writer.inside(writer.width / max(len(columns), 1)):
        made = "".join(f"[\n{writer.blocks(column.children)}\n],\n" for column in columns)
    return f"#columns-list(\n{made})"
