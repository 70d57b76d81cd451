"""Where a declared thing is used, in the places that were left for it: fields below its text, lines below a title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_ihe.printing.cells import weave
from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.nodes import blocks, uses_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Node

    from sphinx_ihe.printing.lists import UsedIn

CLASS = "ihe-used-in"


class FillUses(SphinxPostTransform):
    """Prints where things are used; runs before references are resolved, because it makes references."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Fill each place; where nothing uses the thing, nothing is printed."""
        domain = domain_of(self.env)
        for view in blocks(self.document, uses_view):
            used = domain.build.used_in(view["kind"], view["key"])
            filled: list[Node] = []
            if used and view["form"] == "more fields":
                fields = cast("nodes.field_list", view.parent[view.parent.index(view) - 1])
                fields += _fields(used, view["docname"])
            elif used and view["form"] == "fields":
                filled = [nodes.field_list("", *_fields(used, view["docname"]))]
            elif used:
                filled = [nodes.line_block("", *_lines(used, view["docname"]), classes=[CLASS])]
            view.replace_self(filled)


def _fields(used: Iterable[UsedIn], docname: str) -> Iterator[nodes.field]:
    for label, names in used:
        body = nodes.field_body("", nodes.paragraph("", "", *printed_names.woven(names, docname)))
        yield nodes.field("", nodes.field_name("", label), body, classes=[CLASS])


def _lines(used: Iterable[UsedIn], docname: str) -> Iterator[nodes.line]:
    for label, names in used:
        said = weave(printed_names.gettext("{label}: {names}"), label=label, names=names)
        yield nodes.line("", "", *printed_names.woven(said, docname))
