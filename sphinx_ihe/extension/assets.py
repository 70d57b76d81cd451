"""The style sheet, for HTML alone and only on pages with something of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
STYLE_SHEET = "ihe.css"
STYLED = frozenset(
    {"ihe-table", "ihe-figure", "ihe-unbroken", "ihe-used-in", "ihe-ins", "ihe-del", "ihe-editor-instruction"}
)


def add_static_folder(app: Sphinx) -> None:
    """Have our files copied beside those of the theme."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))


def add_style_sheet(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Link the style sheet from a page that needs it."""
    if doctree is not None and _needs_style(doctree):
        app.add_css_file(STYLE_SHEET)


def _needs_style(doctree: nodes.document) -> bool:
    if any(STYLED.intersection(node["classes"]) for node in doctree.findall(nodes.Element)):
        return True
    return any(desc.get("domain") == "ihe" for desc in doctree.findall(addnodes.desc))
