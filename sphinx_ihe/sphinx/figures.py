"""Diagrams in the places that were left for them: drawn in HTML and PDF, in words where there are no drawings.

The words are put in first. They have the names that a drawing links, so that Sphinx resolves them as any others; the
drawing takes the addresses from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_ihe.book.nodes import AREA, drawing
from sphinx_ihe.printing.cells import Link
from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.nodes import blocks, diagram_view, put

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils.nodes import Element, Node

    from sphinx_ihe.printing.cells import Parts
    from sphinx_ihe.printing.diagrams import Figure, Picture

_FIGURE, _MENTION = "ihe_figure", "ihe_mention"
"""Attributes of a figure (what it shows) and of a name in it (what it means), until it is drawn."""


class FillFigures(SphinxPostTransform):
    """Puts diagrams in their places, in words; runs before references are resolved, because it makes references."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Put each diagram in its place, its caption below it."""
        domain = domain_of(self.env)
        for view in blocks(self.document, diagram_view):
            figure = domain.build.figure(view["docname"], view["directive"], view["occurrence"])
            if figure is None or not figure.rows:
                put(view, ())
                continue
            classes = ["ihe-figure", f"ihe-{view['kind']}", *view["classes"]]
            made = nodes.figure("", classes=classes, ids=view["ids"], names=view["names"])
            made[_FIGURE] = figure
            made += _in_words(figure, view["docname"])
            made += nodes.caption(figure.caption, figure.caption)
            made.source, made.line = view.source, view.line
            view.replace_self(made)


def _in_words(figure: Figure, docname: str) -> Element:
    """The rows of a figure: a list of messages in their order, or of actors and transactions in none."""
    from sphinx_ihe.printing.diagrams import ActorFigure

    items = [nodes.list_item("", nodes.paragraph("", "", *_words(row, docname))) for row in figure.rows]
    if isinstance(figure, ActorFigure):
        return nodes.bullet_list("", *items, bullet="-")
    return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")


def _words(row: Parts, docname: str) -> Iterator[Node]:
    for part in row:
        if isinstance(part, Link):
            reference = printed_names.xref(part.kind, part.key, part.text, docname)
            cast("nodes.Element", reference[0])[_MENTION] = part
            yield reference
        else:
            yield nodes.Text(part)


class DrawFigures(SphinxPostTransform):
    """Draws in place of the words, where the format can have drawings; runs when references are resolved."""

    default_priority = 20

    def run(self, **kwargs: Any) -> None:
        """Draw each figure, with the addresses that its words have got."""
        domain = domain_of(self.env)
        for made in blocks(self.document, nodes.figure):
            figure: Figure | None = made.attributes.pop(_FIGURE, None)
            if figure is not None:
                references = dict(_references(made))
                if domain.build.output == "html":
                    drawn = _picture(made, figure, references).text
                    made[0] = nodes.container("", nodes.raw("", drawn, format="html"), classes=["ihe-drawing"])
                elif domain.build.output == "typst":
                    made[0] = _with_areas(_picture(made, figure, references), figure, references)


def _picture(
    made: nodes.figure, figure: Figure, references: Mapping[tuple[str, str], tuple[str, nodes.reference]]
) -> Picture:
    """The drawing; what draws is loaded only by builds that have something to draw."""
    from sphinx_ihe.printing.diagrams import picture

    def leads(name: Link) -> str | None:
        return references[name[:2]][0] if name[:2] in references else None

    return picture(figure, f"{made['ids'][0]}-drawing", leads)


def _with_areas(
    picture: Picture, figure: Figure, references: Mapping[tuple[str, str], tuple[str, nodes.reference]]
) -> drawing:
    """A drawing that no links are in, and its links beside it."""
    node = drawing("", svg=picture.text, alt=figure.description)
    known = dict(references.values())
    for area in picture.areas:
        node += nodes.reference("", "", **{**known[area.address].attributes, AREA: area.rect})
    return node


def _references(figure: nodes.figure) -> Iterator[tuple[tuple[str, str], tuple[str, nodes.reference]]]:
    """Where the names in a figure lead, by kind and key: the address, and the reference in Sphinx's own terms."""
    for inner in figure.findall(nodes.inline):
        mention: Link | None = inner.attributes.pop(_MENTION, None)
        reference = inner.parent
        if mention is not None and isinstance(reference, nodes.reference):
            address = reference["refuri"] if "refuri" in reference else f"#{reference['refid']}"
            # Where all documents are one page, the address has the name of the document in front of the id.
            _page, *parts = address.split("#")
            yield mention[:2], (f"#{parts[-1]}" if len(parts) > 1 else address, reference)
