"""Change marks: text that an amendment adds or removes (General Introduction 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.domain import domain_of

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message


class ChangeMark(SphinxRole):
    """``:ihe:ins:`` and ``:ihe:del:``: text with a class that the style sheet knows."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Print the text with its mark."""
        mark = self.name.rpartition(":")[2].lower()
        return [nodes.inline(self.rawtext, self.text, classes=[f"ihe-{mark}"])], []


class ShowChanges(SphinxPostTransform):
    """Prints the marks where there is no style sheet: added text is strong, removed text says that it is removed."""

    default_priority = 400

    def run(self, **kwargs: Any) -> None:
        """Replace the marks; HTML and PDF keep them."""
        domain = domain_of(self.env)
        if domain.build.output in ("html", "typst"):
            return
        for mark in list(self.document.findall(nodes.inline)):
            if "ihe-ins" in mark["classes"]:
                mark.replace_self(nodes.strong(mark.rawsource, "", *mark.children))
            elif "ihe-del" in mark["classes"]:
                text = printed_names.gettext("[deleted: {text}]").format(text=mark.astext())
                mark.replace_self(nodes.strong(mark.rawsource, text))
