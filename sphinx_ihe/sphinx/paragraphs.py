"""Numbers of paragraphs, rows and figures while a text is open for comments: places that a comment can name and link.

A number goes on from that of its section, 4.1.2-3, so that it is the same in each window and on each page. Where an
address for comments is given, each number leads to the committee's form with section, number and text filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_ihe.printing.numbering import written
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.printed_names import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator


CLASS = "ihe-number"
_EXCERPT = 300
"""Characters of a paragraph that go into an address: some servers take no long ones."""
_WITHIN = (nodes.table, nodes.field_list, nodes.footnote, nodes.citation, nodes.figure, nodes.topic, nodes.sidebar)
"""What is no running text: its paragraphs have no numbers of their own."""


class NumberParagraphs(SphinxPostTransform):
    """Puts the numbers in, where a publication has them; runs when all else that a page prints is there."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Number what stands in each section."""
        domain = domain_of(self.env)
        if domain.build.numbers_paragraphs:
            self._domain = domain
            self._counts: dict[str, int] = {}
            self._level(self.document, "", "")

    def _level(self, element: nodes.Element, number: str, title: str) -> None:
        for child in [child for child in element.children if isinstance(child, nodes.Element)]:
            if isinstance(child, nodes.section):
                own = self._domain.build.numbers.targets.get((self.env.current_document.docname, child["ids"][0]))
                heading = child.next_node(nodes.title)
                self._level(child, written(own) if own else number, heading.astext() if heading else title)
            elif (place := _place(child)) is not None:
                self._number(child, place, number, title)
            elif isinstance(child, nodes.table):
                for row in _rows(child):
                    if (place := row.next_node(nodes.paragraph)) is not None:
                        self._number(row, place, number, title)
            elif not isinstance(child, (*_WITHIN, nodes.TextElement)):
                self._level(child, number, title)

    def _number(self, said: nodes.Element, place: nodes.Element, section: str, title: str) -> None:
        self._counts[section] = self._counts.get(section, 0) + 1
        number = f"{section}-{self._counts[section]}" if section else str(self._counts[section])
        node_id = f"p{number}"
        text = " ".join(said.astext().split())
        mark = nodes.inline("", "", classes=[CLASS], ids=[node_id])
        mark += nodes.reference("", number, internal=True, refuri=f"#{node_id}")
        if address := self._domain.config.html.comment_url:
            words = {"section": title, "number": number, "text": _excerpt(text)}
            words["page"] = f"{self.config.html_baseurl.rstrip('/')}/" if self.config.html_baseurl else ""
            words["page"] += self._domain.builder.get_target_uri(self.env.current_document.docname) + f"#{node_id}"
            for name, word in words.items():
                address = address.replace(f"{{{name}}}", quote(word, safe=""))
            label = gettext("Comment on {number}").format(number=number)
            link = nodes.reference("", "\N{LOWER RIGHT PENCIL}", internal=False, refuri=address, reftitle=label)
            mark += [nodes.Text(" "), link]
        place.insert(0, [mark, nodes.Text(" ")])


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def _place(node: nodes.Element) -> nodes.Element | None:
    """Where the number of a paragraph or a figure stands; None for other nodes."""
    if isinstance(node, nodes.paragraph) and "ihe-note" not in node["classes"]:
        return node
    if isinstance(node, nodes.figure):
        return node.next_node(nodes.caption)
    return None


def _rows(table: nodes.table) -> Iterator[nodes.row]:
    body = table.next_node(nodes.tbody)
    if body is not None:
        yield from (row for row in body.children if isinstance(row, nodes.row))
