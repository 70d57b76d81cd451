"""What Typst says of its files, said of the sources that they were written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from msgspec import Struct

from sphinx_ihe.book.files import AUTHORS_TEMPLATE, ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from docutils.nodes import Node

    from sphinx_ihe.book.typesetting import Remark

    Place = Node | str | None

_NO_FONT = "unknown font family"


class Sources(Struct, frozen=True):
    """What the book's file was written from."""

    main: Path
    """The file with the text of the book."""
    doctree: nodes.document
    documents: Mapping[str, str]
    """Names of documents by their files, as the writer names these."""
    template: Path | None = None
    """The author's own template."""
    settings: Path | None = None
    """The file that names fonts."""

    def place(self, remark: Remark) -> Place:
        """Where a remark belongs: in the author's template, at Typst code in a document, or in a document."""
        if remark.file == AUTHORS_TEMPLATE:
            return f"{self.template}:{remark.line}"
        if remark.message.startswith(_NO_FONT):
            return self._font(remark.message)
        if remark.file != self.main.name:
            return None
        lines = self.main.read_text("utf-8").split("\n")[: remark.line]
        code = (node for node in self.doctree.findall(nodes.raw) if "typst" in node.get("format", "").split())
        for node in code:
            if lines[-1].strip() and lines[-1].strip() in node.astext():
                return _with_line(node)
        # The writer names each document but the first in a comment before its text.
        named = (line.removeprefix("// ") for line in reversed(lines) if line.startswith("// "))
        return next((self.documents[name] for name in named if name in self.documents), self.doctree["docname"])

    def _font(self, message: str) -> str | None:
        """The line of the settings that names a font."""
        if self.settings is None:
            return None
        family = message.removeprefix(_NO_FONT).lower().strip(": ")
        lines = self.settings.read_text("utf-8").lower().split("\n")
        return f"{self.settings}:{next((number for number, line in enumerate(lines, 1) if family in line), 1)}"

    @property
    def untold(self) -> Iterator[Node | None]:
        """Pictures without words in their place; Typst takes them to be in the file whose function prints them."""
        return (_with_line(image) for image in self.doctree.findall(nodes.image) if not image.get("alt"))

    def having(self, text: str) -> Node | None:
        """The first node with this text."""
        return _with_line(next((node for node in self.doctree.findall(nodes.Text) if text in node), None))


def _with_line(node: Node | None) -> Node | None:
    """A node or the nearest around it of which the line is known."""
    while node is not None and not (isinstance(node, nodes.Element) and node.source and node.line):
        node = node.parent
    return node


def report(remarks: Iterable[Remark], sources: Sources, log: Callable[..., None]) -> None:
    """Log each remark once, with its place."""
    for message, place, subtype in dict.fromkeys(_said(remarks, sources)):
        log("%s", message, type="ihe", subtype=subtype, location=place)


def _said(remarks: Iterable[Remark], sources: Sources) -> Iterator[tuple[str, Place, str]]:
    for remark in remarks:
        if remark.missing:
            for character in remark.missing:
                message = f"no font has the character {character!r} (U+{ord(character):04X})"
                yield message, sources.having(character), "glyph"
        elif remark.is_inaccessible and remark.file == ELEMENTS:
            for image in sources.untold:
                yield "the picture has no alternative text, so the book is not accessible", image, "accessibility"
        else:
            yield remark.message, sources.place(remark), "accessibility" if remark.is_inaccessible else "typst"
