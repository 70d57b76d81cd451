"""What HTML alone has: the style sheet and the scripts, on the pages that need them, and what they take hold of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_ihe.language.directives import KINDS
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.nodes import PRINTED, blocks
from sphinx_ihe.sphinx.printed_names import gettext

if TYPE_CHECKING:
    from sphinx.application import Sphinx


STATIC = Path(__file__).parent / "static"
STYLED = frozenset(
    {
        PRINTED,
        "ihe-figure",
        "ihe-unbroken",
        "ihe-used-in",
        "ihe-facts",
        "ihe-ins",
        "ihe-del",
        "ihe-editor-instruction",
        "ihe-number",
    }
)
LIVELY = frozenset({"ihe-scroll", "ihe-drawing", *(f"ihe-{kind}" for kind in KINDS)})
"""Classes of what ``ihe.js`` takes hold of: names that lead to things, and what may be wider than a narrow page."""

_SIGNATURE = '<dl class="ihe '
"""How what is declared by a directive of ours begins."""

_HEAD = re.compile(r"<(?P<end>/?)(?P<head>thead)\b|<th(?=[ >])(?![^>]*\bscope=)")
_CLASSES = re.compile(r'class="([^"]*)"')


class MakeRoom(SphinxPostTransform):
    """Puts tables into boxes that scroll by themselves."""

    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Wrap tables, in a framework also those of its authors, before a theme puts its own box around them."""
        domain = domain_of(self.env)
        for table in blocks(self.document, nodes.table):
            if PRINTED in table["classes"]:
                _head_rows(table)
            elif domain.build.numbering is None or _is_inside_table(table):
                continue
            else:
                table["classes"] += [PRINTED, "ihe-own"]
            box = nodes.container(classes=["ihe-scroll"])
            # Node.replace_self() would give the box the ids of the table.
            table.parent[table.parent.index(table)] = box
            box += table


def _head_rows(table: nodes.table) -> None:
    """Make the first cell of each row its head: it says what the row is about."""
    column = table.next_node(nodes.colspec)
    if column is not None:
        column["stub"] = 1


def _is_inside_table(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.table):
        parent = parent.parent
    return parent is not None


class LeaveIds(SphinxPostTransform):
    """Takes the ids back that a theme copies to its own boxes around tables and formulas, after it has done so."""

    default_priority = 600
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """An id stays at the inner one of two that have it."""
        for box in self.document.findall(nodes.container):
            if len(box.children) == 1 and isinstance(inner := box.children[0], nodes.Element) and inner["ids"]:
                box["ids"] = [node_id for node_id in box["ids"] if node_id not in inner["ids"]]


def add_static_folder(app: Sphinx) -> None:
    """Have our files copied beside those of the theme."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))


def dress_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the banner above a page, and link the style sheet and the scripts from a page that needs them."""
    if doctree is None:
        return
    domain = domain_of(app.env)
    context["body"] = _scoped(context["body"])
    banner = domain.build.banner
    if banner:
        context["body"] = banner + context["body"]
    classes = {name for names in _CLASSES.findall(context["body"]) for name in names.split()}
    if banner or classes & STYLED or _SIGNATURE in context["body"]:
        app.add_css_file("ihe.css")
    if getattr(app.builder, "embedded", True):
        return
    if classes & LIVELY:
        app.add_js_file("ihe.js", loading_method="defer")
    if "ihe-sortable" in classes:
        app.add_js_file("ihe-tables.js", 500, "defer", **_words())


def _scoped(body: str) -> str:
    """A page whose heads of tables say what they are heads of; docutils' writer has no word for it."""
    above = False

    def scope(found: re.Match[str]) -> str:
        nonlocal above
        if found["head"]:
            above = not found["end"]
            return found[0]
        return f'{found[0]} scope="{"col" if above else "row"}"'

    return _HEAD.sub(scope, body) if "<th" in body else body


def _words() -> dict[str, Any]:
    """The words of the script in the language of the build, as attributes of its element."""
    return {
        "data-filter": gettext("Filter rows"),
        "data-shown": gettext("{shown} of {all} rows"),
    }
