"""What docutils comes to in a document, and the part that the linter's reader has of it.

docutils tells the file of what it parses and a line near it. So a part is known by its words, and among those of the
same words by its line. What the reader has not seen, because another extension makes it, is as docutils hands it over:
it stands at the start of its line.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TypeAlias

from docutils.parsers.rst.states import Inliner

from sphinx_ihe.language import Block, BlockOption, Comment, Line, Place, Role, Title, Written
from sphinx_ihe.reading.declarations import Context, read_block
from sphinx_ihe.reading.page import PagePart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.util.docutils import SphinxDirective, SphinxRole

    from sphinx_ihe.framework.reader import WholeDocument

Met: TypeAlias = Block | Title | Role | Comment
"""What docutils comes to: what it tells of the place is the first character of a line."""

_escape = re.compile(r"\\(.)", re.DOTALL).sub


class DocumentParts:
    """The parts of one document; each is found once, and the last of the same words again by who parses twice."""

    def __init__(self, whole: WholeDocument) -> None:
        self.whole = whole
        self._waiting: dict[tuple[object, ...], list[PagePart]] = {}
        self._last: dict[tuple[object, ...], PagePart] = {}
        for part in whole.parts:
            self._waiting.setdefault(_words(part.item), []).append(part)

    def find(self, met: Met) -> PagePart | None:
        """The reader's part for what docutils has come to."""
        if met.place.file not in self.whole.files:
            return None
        words = _words(met)
        waiting = self._waiting.get(words)
        if waiting:
            self._last[words] = waiting.pop(_likeliest(waiting, met))
        return self._last.get(words)

    def part(self, met: Met) -> PagePart:
        """The same; where the reader has none, what docutils hands over."""
        found = self.find(met)
        if found is not None:
            return found
        return PagePart(met, read_block(met, Context())) if isinstance(met, Block) else PagePart(met)


def _words(item: Met) -> tuple[object, ...]:
    """What a part and what docutils hands over of it have in common."""
    if isinstance(item, Block):
        argument = item.argument.text if item.argument else None
        return (Block, item.name, argument, *filter(None, (" ".join(line.text.split()) for line in item.body)))
    if isinstance(item, Role):
        return Role, item.name, item.content.text
    return type(item), item.text


def _likeliest(waiting: Sequence[PagePart], met: Met) -> int:
    """Which part is meant: of roles the first from the told line on, where their text begins; else the nearest."""
    file, line = met.place.file, met.place.line
    same = [count for count, part in enumerate(waiting) if part.item.place.file == file] or range(len(waiting))
    if isinstance(met, Role):
        return next((count for count in same if waiting[count].item.place.line >= line), same[0])
    return min(same, key=lambda count: abs(waiting[count].item.place.line - line))


# -- what docutils hands over -----------------------------------------------------------------------------------------


def start_of_line(file: str | None, line: int | None, else_file: str) -> Place:
    """The place of a line as docutils tells it, for included files relative to the working directory."""
    path = os.path.abspath(file or else_file)  # noqa: PTH100 - with "..", which resolving would not keep
    return Place(path, line or 1, 1, line or 1, 1)


def met_directive(directive: SphinxDirective) -> Block:
    """A directive as docutils hands it over."""
    place = start_of_line(*directive.get_source_info(), directive.state.document["source"])
    argument = Written(" ".join(directive.arguments[0].split()), place) if directive.arguments else None
    return Block(directive.name.lower(), place, argument, tuple(_options(directive, place)), tuple(_body(directive)))


def _options(directive: SphinxDirective, place: Place) -> Iterator[BlockOption]:
    for name, value in directive.options.items():
        text = " ".join(value) if isinstance(value, list) else value or ""
        yield BlockOption(Written(name, place), Written(" ".join(text.split()), place))


def _body(directive: SphinxDirective) -> Iterator[Line]:
    for text, (source, offset) in zip(directive.content.data, directive.content.items, strict=True):
        place = start_of_line(source, (offset or 0) + 1, directive.state.document["source"])
        yield Line(text, place.file, place.line, 1)


def met_role(role: SphinxRole, name: str) -> Role:
    """A role as docutils hands it over."""
    place = start_of_line(*role.get_source_info(), str(role.env.doc2path(role.env.docname)))
    inside = role.rawtext[role.rawtext.find("`") + 1 : role.rawtext.rfind("`")]
    markdown = not isinstance(role.inliner, Inliner)
    content = inside.replace("\\<", "<") if markdown else _escape(_unescaped, inside)
    return Role(name, place, Written(" ".join(content.split()), place))


def _unescaped(escape: re.Match[str]) -> str:
    r"""Escapes undone; only ``\<`` stays, which tells it from the ``<`` of ``title <target>``."""
    return escape[0] if escape[1] == "<" else escape[1].strip()
