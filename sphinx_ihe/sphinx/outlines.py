"""How a document is built up: its sections, captions and tables of contents, for the numbers of all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.util import url_re

from sphinx_ihe.language import Captioned, Listed, Section
from sphinx_ihe.printing.numbering import ALL_LEVELS
from sphinx_ihe.sphinx.nodes import TITLED, diagram_view, list_view, table_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element
    from sphinx.environment import BuildEnvironment

    from sphinx_ihe.language import Outline, Title


def outline(env: BuildEnvironment, document: nodes.document) -> Outline:
    """The outline of a document; its sections give up the titles that they carry."""
    return tuple(_inside(env, document))


def _inside(env: BuildEnvironment, element: Element) -> Iterator[Section | Captioned | Listed]:
    for node in cast("list[Element]", element.children):
        if isinstance(node, nodes.section):
            title: Title | None = node.attributes.pop(TITLED, None)
            inside = tuple(_inside(env, node))
            if title is not None and node["ids"]:
                yield Section(tuple(node["ids"]), title.text, title.place, inside)
            else:
                yield from inside
        elif isinstance(node, addnodes.toctree):
            yield _listed(node)
        elif isinstance(node, nodes.math_block) or not isinstance(node, (nodes.Text, nodes.TextElement)):
            kind = _kind(env, node)
            if kind:
                yield Captioned(kind, tuple(node["ids"]), node.get("directive"), node.get("occurrence", 0))
            yield from _inside(env, node)


def _listed(toctree: addnodes.toctree) -> Listed:
    documents = tuple(ref for _title, ref in toctree["entries"] if not url_re.match(ref) and ref != "self")
    depth: int = toctree.get("maxdepth", -1)
    printed = 0 if toctree.get("hidden") else depth if depth > 0 else ALL_LEVELS
    return Listed(documents, toctree.get("numbered", 0), printed)


def _kind(env: BuildEnvironment, node: Element) -> str | None:
    """What Sphinx numbers a node as, if it has a caption and an id."""
    standard = env.domains.standard_domain
    if not node["ids"]:
        return None
    if isinstance(node, nodes.math_block):
        return "displaymath"
    if isinstance(node, (table_view, list_view, diagram_view)) or standard.is_enumerable_node(node):
        return standard.get_enumerable_node_type(node) if standard.get_numfig_title(node) is not None else None
    return None
