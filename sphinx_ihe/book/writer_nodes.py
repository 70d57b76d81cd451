"""The walk over a doctree: which function writes which node, and what the writer keeps in mind on its way."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from sphinx_ihe.book.writer_labels import Labels, placed
from sphinx_ihe.book.writer_text import BREAK, code_parts, joined, markup, string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils.nodes import Element, Node

    from sphinx_ihe.book.context import WriterContext

    Handler = Callable[["Writer", Element], str]

F = TypeVar("F", bound="Callable[..., str]")

_BY_CLASS: dict[type, Handler] = {}
_BY_NAME: dict[str, Handler] = {}

_PLACED = (nodes.section, nodes.document, nodes.footnote, nodes.table)
"""Nodes whose handlers write their places."""
_LINE = 0.7
"""Part of the width of the text that a line has at least in lists and boxes."""
_HEADING = 0.55
"""Part of that width, for the larger letters of a heading."""
BODY_SIZE = 11.0
"""Size of the text in points, for what is estimated of widths."""


def writes(*kinds: type | str) -> Callable[[F], F]:
    """Register a function for the nodes of some classes; those of extensions that need not be there by their name."""

    def register(function: F) -> F:
        for kind in kinds:
            if isinstance(kind, str):
                _BY_NAME[kind] = function
            else:
                _BY_CLASS[kind] = function
        return function

    return register


class Writer:
    """Writes one assembled document."""

    def __init__(self, context: WriterContext, document: nodes.document) -> None:
        self.context = context
        self.labels = Labels(document)
        self.docname: str = document.get("docname", "")
        self.level = 0
        """How deep in sections; the title of the book's first document is at 0."""
        self.width = context.width * _LINE / BODY_SIZE
        """Width of a line in ems."""
        self.boxes = 0
        """How many cells, lists and boxes are around; only at 0 can a page turn."""
        self.footnotes = {
            (docname, identifier): node
            for docname, node in placed(document, self.docname)
            if isinstance(node, nodes.footnote)
            for identifier in node["ids"]
        }
        self.explained: set[str] = set()
        """Abbreviations that have been spelt out."""
        self._moved: list[str] | None = None
        self.printed_again = ""
        """Where what is written is printed again, if it is: ``contents`` or ``pages``."""
        self._fixed = False
        self._unsupported: set[str] = set()
        self._onces = count(1)

    def write(self, node: Node) -> str:
        """One node with all that is in it, and a place to link to before it if it has an id."""
        if isinstance(node, nodes.Text):
            return _fixed(node.astext(), self.width) if self._fixed else markup(node.astext(), self.width)
        assert isinstance(node, nodes.Element)
        handler = self._handler(node)
        if handler is None:
            self._report(node)
            return self.anchor(node) + self.content(node)
        anchor = "" if isinstance(node, _PLACED) else self.anchor(node)
        written = handler(self, node)
        if anchor and not is_inline(node):
            return f"{anchor}\n{written}"
        return joined((anchor, written))

    def _handler(self, node: Element) -> Handler | None:
        for kind in type(node).__mro__:
            if kind in _BY_CLASS:
                return _BY_CLASS[kind]
            if kind.__name__ in _BY_NAME:
                return _BY_NAME[kind.__name__]
        return None

    def _report(self, node: Element) -> None:
        name = type(node).__name__
        if name not in self._unsupported:
            self._unsupported.add(name)
            self.warn(f"no way to print {name!r} in the book, only what is in it", node, "unsupported-node")

    def content(self, node: Element) -> str:
        """All children, in one line or as blocks, whatever they are."""
        if isinstance(node, nodes.TextElement):
            return self.inline(node.children)
        return self.blocks(node.children)

    def inline(self, children: Iterable[Node]) -> str:
        """Nodes in one line."""
        return joined(map(self.write, children))

    def blocks(self, children: Iterable[Node]) -> str:
        """Nodes below one another; text and what belongs in a line share a paragraph."""
        made: list[str] = []
        run: list[str] = []
        for child in children:
            if is_inline(child):
                run.append(self.write(child))
                continue
            made += [joined(run), self.write(child)]
            run = []
        made.append(joined(run))
        return "\n\n".join(piece.strip("\n") for piece in made if piece.strip())

    def boxed(self, node: Element) -> str:
        """The children of a node in brackets of their own."""
        with self.inside():
            content = self.content(node)
        return f"\n{content}\n" if "\n" in content else content

    def fixed(self, node: Element) -> str:
        """The children of a node in lines, their spaces and ends of lines kept."""
        self._fixed = True
        written = self.inline(node.children)
        self._fixed = False
        return written

    @contextmanager
    def inside(self, width: float | None = None) -> Iterator[None]:
        """While something in a box is written, which may have a width in ems of its own."""
        before = self.width
        self.width = before if width is None else width
        self.boxes += 1
        yield
        self.width = before
        self.boxes -= 1

    def anchor(self, node: Element) -> str:
        """The place of a node, to link to; the place moves in front of a heading or a caption that it is in."""
        label = self.labels.write(node)
        if label is None:
            return ""
        if self._moved is not None:
            self._moved.append(label)
            return ""
        return anchors([label])

    def anchored(self, node: Element, written: str) -> str:
        """What was written of a node that is no block of its own, with its place in front."""
        return joined((self.anchor(node), written))

    @contextmanager
    def again(self, where: str) -> Iterator[list[str]]:
        """While something is written that is printed again ``where``: in lists of ``contents``, on other ``pages``.

        The labels in it are gathered, for a place can be only once; whoever asks first gets them.
        """
        outermost = self._moved is None
        labels: list[str] = []
        if outermost:
            self._moved, self.printed_again = labels, where
        yield labels
        if outermost:
            self._moved, self.printed_again = None, ""

    def once(self, first: str, again: str) -> str:
        """Markup that is not the same on the other pages on which it is printed again, if it is."""
        if self.printed_again != "pages" or first == again:
            return first
        return f"#once({next(self._onces)})[{first}][{again}]"

    def heading(self, node: Element) -> tuple[str, str]:
        """The line of a heading or caption, which is printed again in lists of contents; and the places in it."""
        width, self.width = self.width, self.width * _HEADING
        with self.again("contents") as labels:
            line = self.inline(node.children).replace("\n", " ").strip()
        self.width = width
        return line, anchors(labels)

    def warn(self, message: str, node: Node | None, subtype: str) -> None:
        """Report what cannot be printed as it was meant."""
        self.context.warn(message, node, subtype)


def anchors(labels: Iterable[str]) -> str:
    """Places to link to."""
    return "".join(f"#anchor(<{label}>)" for label in labels)


def is_inline(node: Node) -> bool:
    """Whether a node is part of a line."""
    if isinstance(node, nodes.image):
        return isinstance(node.parent, nodes.TextElement)
    return isinstance(node, nodes.Text | nodes.Inline) and not isinstance(node, nodes.math_block)


def _fixed(text: str, width: float) -> str:
    """Text with its spaces, in strings, for markup does not keep them."""
    lines = (code_parts(line, width) if line else [] for line in text.expandtabs().split("\n"))
    return " \\\n".join(BREAK.join(f"#{string(part)};" for part in parts) for parts in lines)
