"""The roles: names in running text that lead to what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import unescape
from sphinx.roles import XRefRole

from sphinx_ihe.sphinx.nodes import WRITTEN

if TYPE_CHECKING:
    from docutils.nodes import Element, Node, system_message
    from sphinx.environment import BuildEnvironment


class NamesRole(XRefRole):
    """``:ihe:actor:`` and the others: ``Name``, ``~Name``, ``!Name`` and ``text <Name>``."""

    innernodeclass = nodes.inline

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Name the role in full; Sphinx leaves that to the domain, which some callers pass by."""
        if ":" not in self.name:
            self.name = f"ihe:{self.name}"
        return super().run()

    def create_xref_node(self) -> tuple[list[Node], list[system_message]]:
        """Print the name as words, not as code: text output puts stars around what has the class ``xref``."""
        self.classes.remove("xref")
        return super().create_xref_node()

    def create_non_xref_node(self) -> tuple[list[Node], list[system_message]]:
        """The same for a name without a link."""
        self.classes.remove("xref")
        return super().create_non_xref_node()

    def process_link(
        self, env: BuildEnvironment, refnode: Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Tell the short form from the long one; the text is settled when all documents have been read."""
        if target.startswith("~"):
            refnode["ihe_short"] = True
            title, target = title.removeprefix("~"), target[1:]
        return title, " ".join(target.split())

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: Element, is_ref: bool
    ) -> tuple[list[Node], list[system_message]]:
        """Hand over the role; one that ``external`` calls belongs to another project."""
        from sphinx_ihe.sphinx.parts import met_role

        if not self.rawtext.startswith(":external"):
            node[WRITTEN] = met_role(self, self.name)
        return [node], []


class UnknownName(NamesRole):
    """A role of ours that does not exist: handed over for IHE004, and printed as plain text."""

    def create_xref_node(self) -> tuple[list[Node], list[system_message]]:
        """Print the text alone."""
        node = nodes.inline(self.rawtext, unescape(self.title))
        return self.result_nodes(self.inliner.document, self.env, node, is_ref=False)
