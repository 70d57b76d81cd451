"""What Typst says of its files, said of the sources that they were written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_ihe.extension.pdf.book import AUTHORS_TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from docutils.nodes import Node

    from sphinx_ihe.config import Config
    from sphinx_ihe.extension.pdf.typesetting import Remark

    Place = Node | str | None

_NO_FONT = "unknown font family"


@dataclass(frozen=True)
class Sources:
    """What the book's file was written from."""

    main: Path
    """The file with the text of the book."""
    doctree: nodes.document
    folder: Path
    config: Config

    def place(self, remark: Remark) -> Place:
        """Where a remark belongs: in the author's template, at Typst code in a document, or in a document."""
        if remark.file == AUTHORS_TEMPLATE:
            return f"{self.config.pdf.template}:{remark.line}"
        if remark.message.startswith(_NO_FONT):
            return str(self.config.path)
        if remark.file != self.main.name:
            return None
        lines = self.main.read_text("utf-8").split("\n")[: remark.line]
        code = (node for node in self.doctree.findall(nodes.raw) if "typst" in node.get("format", "").split())
        for node in code:
            if lines[-1].strip() and lines[-1].strip() in node.astext():
                return _with_line(node)
        # The writer names each document in a comment before its text.
        documents = (line.removeprefix("// ") for line in reversed(lines) if line.startswith("// "))
        return next((str(path) for name in documents if (path := self.folder / name).is_file()), None)

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
        if not remark.missing:
            yield remark.message, sources.place(remark), "typst"
        for character in remark.missing:
            message = f"no font has the character {character!r} (U+{ord(character):04X})"
            yield message, sources.having(character), "glyph"
