"""A node that only the writer of the book knows."""

from __future__ import annotations

from docutils import nodes

AREA = "book_area"
"""Attribute of a reference in a drawing: the part of the drawing that leads there."""

BREAKS = "book_breaks"
"""Attribute of a figure that may go on on the next page, between its drawings."""
SHEET = "book_sheet"
"""Attribute of a figure that stands on pages of its own: none for pages turned sideways, else the room in points."""


class drawing(nodes.General, nodes.Element):  # noqa: N801 - a node's class is its tag
    """A drawing in the book: its SVG text as ``svg``, and what it shows, in words, as ``alt``.

    Its children are references without words, which have their areas.
    """
