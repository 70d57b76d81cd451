"""Diagrams in the places that were left for them: drawn in HTML and PDF, in words where there are no drawings.

The words are put in first. They have the names that a drawing links, so that Sphinx resolves them as any others; the
drawing takes the addresses from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_ihe.book.nodes import AREA, BREAKS, SHEET, drawing
from sphinx_ihe.printing.cells import Emphasized, Link, Literal, Strong
from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.nodes import blocks, diagram_view, put
from sphinx_ihe.sphinx.printed_names import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element, Node

    from sphinx_ihe.printing.cells import Parts
    from sphinx_ihe.printing.diagrams import Figure

_FIGURE, _MENTION = "ihe_figure", "ihe_mention"
"""Attributes of a figure (what it shows) and of a name in it (what it means), until it is drawn."""

_STYLES: dict[type[str], type[nodes.TextElement]] = {
    Emphasized: nodes.emphasis,
    Strong: nodes.strong,
    Literal: nodes.literal,
}
_WIDE = 640.0
"""Drawings of more pixels than this are wider than the text of most pages, and have a page of their own."""


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
        elif style := _STYLES.get(type(part)):
            yield style("", part)
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
                    made[:1] = [*self._in_page(made, figure, references)]
                elif domain.build.output == "typst":
                    _in_book(made, figure, references)

    def _in_page(self, made: nodes.figure, figure: Figure, references: _References) -> Iterator[nodes.Element]:
        """The drawing, and where it is wide a link to a page that shows it alone."""
        from sphinx_ihe.printing.diagrams import picture

        id = f"{made['ids'][0]}-drawing"
        drawn = picture(figure, id, _leading(references))
        yield nodes.container("", nodes.raw("", drawn.text, format="html"), classes=["ihe-drawing"])
        builder = domain_of(self.env).builder
        # A format whose files are listed in one of them, such as EPUB, has no place for others.
        if drawn.size[0] > _WIDE and isinstance(builder, StandaloneHTMLBuilder) and not builder.embedded:
            page = Path(builder.get_outfilename(self.env.docname))
            alone = picture(figure, id, _leading(references, page.name)).text
            file = page.with_name(f"{page.stem}-{id}.svg")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{alone}\n', "utf-8")
            words = escape(gettext("Open the diagram on a page of its own"))
            link = f'<p class="ihe-alone"><a href="{escape(file.name)}">{words}</a></p>'
            yield nodes.container("", nodes.raw("", link, format="html"))


_References = Mapping[tuple[str, str], tuple[str, nodes.reference]]


def _leading(references: _References, page: str = "") -> Callable[[Link], str | None]:
    """Where names lead, from a page or from a file beside it."""

    def leads(name: Link) -> str | None:
        address = references[name[:2]][0] if name[:2] in references else None
        return f"{page}{address}" if address and address.startswith("#") else address

    return leads


def _in_book(made: nodes.figure, figure: Figure, references: _References) -> None:
    """A drawing in as many parts as it takes pages, each without links and with its links beside it."""
    from sphinx_ihe.printing.diagrams import book_pictures

    known = dict(references.values())
    parts, sheet = book_pictures(figure, f"{made['ids'][0]}-drawing", _leading(references))
    made[:1] = [
        drawing("", svg=part.text, alt=figure.caption if count else figure.description)
        for count, part in enumerate(parts)
    ]
    for node, part in zip(made.findall(drawing), parts, strict=True):
        for area in part.areas:
            node += nodes.reference("", "", **{**known[area.address].attributes, AREA: area.rect})
    if len(parts) > 1:
        made[BREAKS] = True
    if sheet.name != "upright":
        made[SHEET] = (sheet.width, sheet.height) if sheet.name == "folded" else ()


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
