"""Reading a source text: blocks, section titles, roles and comments to the linter, each with its place.

What is read is judged nowhere here. Items come in document order, a block before what is nested in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.reading.source.items import Comment, Filled, Heading, Item, Obliging
from sphinx_ihe.reading.source.text import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Comment", "Filled", "Heading", "Item", "Obliging", "is_markdown", "read_text", "scan"]


def is_markdown(file: str) -> bool:
    """Whether a document is in Markdown, which ``myst.scan_myst`` reads."""
    return file.endswith(".md")


def scan(
    text: str, file: str, *, everything: bool = False, bodies: Mapping[str, str] | None = None, prose: bool = False
) -> tuple[Item, ...]:
    """The items of a source text in reStructuredText.

    Every section title is an item. Blocks and roles are only those whose name begins with ``ihe:``, and the directives
    ``include``, ``default-domain`` and ``default-role``; with ``everything``, and in a text that makes ``ihe`` its
    default domain, all are. With ``prose``, mentions in running text are items, too (those of normative words as
    ``Obliging``), ``toctree`` and ``glossary`` blocks, and where a section has something printed. ``bodies`` tells the
    kind of body (a key of ``policy.KINDS``) of further directives.
    """
    from sphinx_ihe.reading.source.rst import scan_rst  # only who reads a text needs it

    return scan_rst(text, file, everything=everything, bodies=bodies, prose=prose)
