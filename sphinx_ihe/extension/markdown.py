"""Directives in Markdown: MyST runs docutils' directives on a state machine that knows the line of the fence alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.model import Block, BlockOption, Line, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.util.docutils import SphinxDirective

    from sphinx_ihe.extension.places import SourceFile

_fence = re.compile(r"(?:`{3,}|~{3,}|:{3,})[ ]*\{[^}]*\}").search
_option = re.compile(r"[ ]*(?P<colon>:?)(?P<name>[\w-]+):(?P<value>.*)").fullmatch


def block(directive: SphinxDirective, name: str, file: SourceFile) -> Block:
    """A directive as its author wrote it in the fence that begins at its line."""
    opening = file.whole_line(directive.lineno)
    found = _fence(opening.text)
    start, end = found.span() if found else (0, len(opening.text))
    argument = _part(opening, end, len(opening.text)) if directive.arguments else None
    body = [
        file.line(directive.lineno + directive.content_offset + count + 1, text)
        for count, text in enumerate(directive.content.data)
    ]
    options = tuple(_options(directive, file))
    return Block(name, opening.place(start, end), argument, options, tuple(body))


def _options(directive: SphinxDirective, file: SourceFile) -> Iterator[BlockOption]:
    """The options, which stand as ``:name: value`` or as YAML between the fence and the body."""
    lines = [file.whole_line(directive.lineno + count) for count in range(1, directive.content_offset + 1)]
    for name, value in directive.options.items():
        for line in lines:
            found = _option(line.text)
            if found and found["name"].lower() == name:
                written = Written(found["name"], line.place(*found.span("name")))
                place = _part(line, *found.span("value"))
                text = value if isinstance(value, str) else place.text
                yield BlockOption(written, place._replace(text=" ".join(text.split())) if text else written)
                break


def _part(line: Line, start: int, end: int) -> Written:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Written(" ".join(text.split()), line.place(start, start + len(text)))
