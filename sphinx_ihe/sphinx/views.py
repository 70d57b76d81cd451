"""Tables and lists in the places that were left for them, out of nothing but docutils' own nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from msgspec import Struct
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.domain import IheDomain, domain_of
from sphinx_ihe.sphinx.nodes import PRINTED, blocks, diagram_view, list_view, put, table_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element, Node

    from sphinx_ihe.printing.cells import Parts, PrintedTable, Row
    from sphinx_ihe.printing.lists import PrintedList

WITHOUT_SPANS = ("man", "texinfo")
"""Formats of builders that cannot print a cell over several rows."""


class FillViews(SphinxPostTransform):
    """Prints the tables; runs before references are resolved, because it makes references."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Put each table in its place, its notes below it, and each list."""
        domain = domain_of(self.env)
        if domain.builder.name == "gettext":
            self._leave_texts()
            return
        spans = domain.build.output not in WITHOUT_SPANS
        for view in blocks(self.document, table_view):
            table = domain.build.table(view["docname"], view["directive"], view["occurrence"])
            printed = domain.build.printed(table) if table else None
            filled: list[Node] = []
            if table and printed and printed.rows:
                filled.append(_Filling(domain, view["docname"], spans).table(printed, table.kind, view))
            put(view, filled, below=_notes(view))
        for place in blocks(self.document, list_view):
            listed = domain.build.listed(place["docname"], place["directive"])
            put(place, list(_Filling(domain, place["docname"], spans).lists(listed, place)))

    def _leave_texts(self) -> None:
        """Put what translators are asked for in the places of tables, lists and diagrams."""
        views: list[Element] = [*blocks(self.document, table_view), *blocks(self.document, list_view)]
        for view in [*views, *blocks(self.document, diagram_view)]:
            put(view, view.children)


class _Filling(Struct, frozen=True):
    """How cells become nodes in one document."""

    domain: IheDomain
    docname: str
    spans: bool

    def lists(self, listed: Iterable[PrintedList], view: list_view) -> Iterator[Node]:
        """A list: its tables with their headings; ids and names of the view go to what is printed first."""
        first: Element = view
        for heading, printed in listed:
            if heading:
                rubric = nodes.rubric(heading, heading, ids=first["ids"], names=first["names"])
                rubric.source, rubric.line = view.source, view.line
                yield rubric
                first = nodes.Element()
            if printed.rows:
                table = self.table(printed, view["kind"], view)
                if view["kind"] != "integration-statement" and all(
                    cell.rows == 1 for row in printed.rows for cell in row
                ):
                    table["classes"].append("ihe-sortable")
                table["ids"], table["names"] = first["ids"], first["names"]
                yield table
            else:
                nothing = printed_names.gettext("None")
                yield nodes.paragraph(nothing, nothing, ids=first["ids"], names=first["names"])
            first = nodes.Element()

    def table(self, printed: PrintedTable, kind: str, view: table_view | list_view) -> nodes.table:
        table = nodes.table(
            "",
            classes=[PRINTED, f"ihe-{kind}", "colwidths-given", *view["classes"]],
            ids=view["ids"],
            names=view["names"],
        )
        if printed.caption:
            table += nodes.title(printed.caption, printed.caption)
        table.source, table.line = view.source, view.line
        group = nodes.tgroup("", *[nodes.colspec(colwidth=column.width) for column in printed.columns])
        group["cols"] = len(printed.columns)
        group += nodes.thead("", nodes.row("", *[_entry([nodes.Text(column.head)]) for column in printed.columns]))
        group += nodes.tbody("", *map(self.row, printed.rows))
        table += group
        return table

    def row(self, row: Row) -> nodes.row:
        made = nodes.row()
        for cell in row:
            if not self.spans:
                made += _entry(self.words(cell.parts))
            elif cell.rows:
                entry = _entry(self.words(cell.parts))
                if cell.rows > 1:
                    entry["morerows"] = cell.rows - 1
                made += entry
        return made

    def words(self, parts: Parts) -> Iterator[Node]:
        for node in printed_names.woven(parts, self.docname):
            yield self.domain.linked(node) if isinstance(node, pending_xref) else node


def _entry(content: Iterable[Node]) -> nodes.entry:
    children = list(content)
    return nodes.entry("", nodes.paragraph("", "", *children)) if children else nodes.entry()


def _notes(view: table_view) -> list[Node]:
    notes: list[Node] = []
    for note in view.children:
        if isinstance(note, nodes.paragraph) and "ihe_note" in note:
            number = note.attributes.pop("ihe_note")
            note.insert(0, nodes.Text(printed_names.gettext("Note {number}:").format(number=number) + " "))
            notes.append(note)
    return notes
