"""What the writer is told of the build that it writes for: numbers, images, sizes, and where warnings go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils.nodes import Node
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

LOGGER = logging.getLogger(__name__)

_DOCUMENT = "%"
"""Before the name of a document in an address; no URL starts so."""


def target_uri(docname: str) -> str:
    """The address of a document, for the builder's ``get_target_uri`` and ``get_relative_uri``; Sphinx adds ``#id``."""
    return f"{_DOCUMENT}{docname}"


def target_of(uri: str) -> tuple[str, str] | None:
    """Document and id (or "") of an address that `target_uri` began; None for an address outside the book."""
    if not uri.startswith(_DOCUMENT):
        return None
    docname, _hash, anchor = uri.removeprefix(_DOCUMENT).partition("#")
    return docname, anchor


def _written(number: Sequence[int | str]) -> str:
    return ".".join(map(str, number))


class WriterContext(Struct, frozen=True):
    """A build, as far as the writer sees it."""

    builder: Builder
    image: Callable[[str], str | None]
    """From the ``uri`` of an image node to the path of the file as Typst sees it; None if there is no such file."""
    width: float = 451.0
    """Width of the text in points, which says how wide a table can be."""
    height: float = 648.0
    """Height of the text in points: the width of a table on a page that lies on its side."""
    index: bool = True
    """Whether the general index is printed at the end, if there are entries."""

    @property
    def env(self) -> BuildEnvironment:
        """The environment of the build."""
        return self.builder.env

    @property
    def config(self) -> Config:
        """The settings of conf.py."""
        return self.builder.config

    def section_number(self, docname: str, anchor: str) -> str:
        """The number of the section with this id, or of the document ("" as id); "" without one."""
        numbers = self.env.toc_secnumbers.get(docname, {})
        number = numbers.get(f"#{anchor}" if anchor else "")
        return _written(number or ())

    def caption_number(self, docname: str, figtype: str, identifier: str) -> str:
        """The number of a table, figure or listing; "" without one."""
        number = self.env.toc_fignumbers.get(docname, {}).get(figtype, {}).get(identifier)
        return _written(number or ())

    def warn(self, message: str, node: Node | None, subtype: str) -> None:
        """Report what cannot be printed as it was meant, as the warning ``ihe.SUBTYPE``."""
        LOGGER.warning(message, location=node, type="ihe", subtype=subtype)
