"""The nodes that stand in a document between its reading and its printing; no writer sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

N = TypeVar("N", bound=nodes.Element)

WRITTEN = "ihe_written"
"""Attribute of a node that carries the part of its directive, or its Role as docutils tells it, to the collector."""

TITLE = "ihe_title"
"""Attribute of the node in a signature whose text is the title of a declaration."""

DECLARES = "ihe_declares"
"""Attribute of the node whose text is the title of a declaration that others can refer to: the place of its directive,
its id in the document, and the title in the language of the source."""

CAPTION = "ihe_caption"
"""Attribute of a table, list or diagram that has a caption: its text without the number."""

FACTS_OF = "ihe_facts_of"
"""Attribute of a list of fields: the kind and the key, as written, of the thing that they are about."""

TITLED = "ihe_titled"
"""Attribute of a section: its title as written."""


class written(nodes.Invisible, nodes.Element):  # noqa: N801 - a node's class is its tag
    """Where a directive of ours stands in its document."""


class list_view(nodes.General, nodes.Element):  # noqa: N801 - a node's class is its tag
    """Where a list or the table of an Integration Statement is printed: ``docname`` and ``directive`` tell which."""


class diagram_view(nodes.General, nodes.Element):  # noqa: N801 - a node's class is its tag
    """Where a diagram is printed: ``docname``, ``directive`` and ``occurrence`` tell which one."""


class uses_view(nodes.General, nodes.Element):  # noqa: N801 - a node's class is its tag
    """Where it is printed where a declared thing is used: ``docname``, ``kind`` and ``key`` tell which thing.

    ``form`` is ``lines``, ``fields``, or ``more fields`` where the node before it is a list of fields to go on with.
    """


class table_view(nodes.General, nodes.Element):  # noqa: N801 - a node's class is its tag
    """Where a table is printed: ``docname`` and ``directive`` tell which one; its children are its notes.

    ``occurrence`` counts the tables of one directive in a document that includes it more than once.
    """


PRINTED = "ihe-table"
"""Class of a table that one of these nodes has become."""


def blocks(document: nodes.document, kind: type[N]) -> list[N]:
    """The elements of a kind in a document, in order.

    Not looked for in running text, which has most of the nodes, nor in tables of ours.
    """
    found: list[N] = []
    waiting: list[nodes.Node] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, kind):
            found.append(node)
        if (
            isinstance(node, nodes.Element)
            and not isinstance(node, nodes.TextElement)
            and PRINTED not in node["classes"]
        ):
            waiting += reversed(node.children)
    return found


def put(view: nodes.Element, printed: Sequence[nodes.Node], below: Sequence[nodes.Node] = ()) -> None:
    """Put what is printed in the place of a view. Where nothing is, the names of the view still lead to its place."""
    view.replace_self([*(printed or [nodes.target("", "", ids=view["ids"], names=view["names"])]), *below])


def caption_of(view: nodes.Node) -> str:
    """The caption of a table, list or diagram in the place where it will be printed, without its number."""
    # Sphinx says str, and takes None for something without a caption, as it does with its own nodes.
    return cast("str", view.get(CAPTION) if isinstance(view, nodes.Element) else None)
