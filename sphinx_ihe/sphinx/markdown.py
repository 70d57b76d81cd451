"""Where a directive, a role or a title stands in a file of Markdown.

MyST tells the line of a fence and of a text block, and no column. So the file is read once more, by the linter's own
scanner, and what MyST calls is looked up in what the scanner found.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from sphinx_ihe.language import Block, BlockOption, Line, Place, Role, Written
from sphinx_ihe.reading.source import Heading, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment
    from sphinx.util.docutils import SphinxDirective, SphinxRole

    from sphinx_ihe.reading.source import Item
    from sphinx_ihe.sphinx.domain import IheDomain
    from sphinx_ihe.sphinx.places import SourceFile

_fence = re.compile(r"(?:`{3,}|~{3,}|:{3,})[ ]*\{[^}]*\}").search
_option = re.compile(r"[ ]*(?P<colon>:?)(?P<name>[\w-]+):(?P<value>.*)").fullmatch


class Scanned:
    """What the scanner found in one file, and which of its roles have been called."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.blocks = [item for item in items if isinstance(item, Block)]
        self.headings = [item for item in items if isinstance(item, Heading)]
        self.roles = [item for item in items if isinstance(item, Role)]
        self.called: set[Place] = set()

    def block(self, name: str, line: int, body: Sequence[str]) -> Block | None:
        """The directive with a name and a body that is told at a line: MyST may tell one below the right one."""
        found = [block for block in self.blocks if _same_name(block.name, name) and _filled(block.body) == body]
        return min(found, key=lambda block: (abs(block.place.line - line), block.place.line > line), default=None)

    def role(self, name: str, content: str, line: int) -> Role | None:
        """The role in the text block that begins at a line; where a file is included twice, each is called twice."""
        same = [role for role in self.roles if _same_name(role.name, name) and role.content.text == content]
        rest = [role for role in same if role.place not in self.called]
        if not rest:
            self.called -= {role.place for role in same}
            rest = same
        found = next((role for role in rest if role.place.line >= line), rest[0] if rest else None)
        if found is not None:
            self.called.add(found.place)
        return found

    def heading(self, text: str, line: int) -> Heading | None:
        """The title that is told at a line."""
        found = [heading for heading in self.headings if heading.place.line == line or heading.text == text]
        return min(found, key=lambda heading: abs(heading.place.line - line), default=None)


def scanned(env: BuildEnvironment, file: SourceFile) -> Scanned:
    """What the scanner finds in a file; nothing where it cannot be read."""
    if file.scanned is None:
        from sphinx_ihe.reading.source.myst import scan_myst

        try:
            text = read_text(Path(file.path).read_bytes())
        except (OSError, UnicodeDecodeError):
            text = ""
        bodies = cast("IheDomain", env.domains["ihe"]).settings.lint.directives
        extensions = getattr(env.config, "myst_enable_extensions", ())
        file.scanned = Scanned(scan_myst(text, file.path, everything=True, bodies=bodies, extensions=extensions))
    return file.scanned


def block(directive: SphinxDirective, name: str, file: SourceFile) -> Block:
    """A directive as its author wrote it."""
    body = [text for line in directive.content.data if (text := " ".join(line.split()))]
    found = scanned(directive.env, file).block(name, directive.lineno, body)
    return _guessed(directive, name, file) if found is None else replace(found, name=name)


def role(written: SphinxRole, name: str, file: SourceFile, line: int) -> Role | None:
    """A role as its author wrote it; None where the file does not say it."""
    inside = written.rawtext[written.rawtext.find("`") + 1 : written.rawtext.rfind("`")]
    content = " ".join(inside.replace("\\<", "<").split())
    found = scanned(written.env, file).role(name, content, line)
    return None if found is None else Role(name, found.place, found.content)


def _same_name(written: str, name: str) -> bool:
    """Whether a name is written so; the prefix may be left out in the primary domain."""
    return written == name or (":" not in written and f"ihe:{written}" == name)


def _filled(lines: Sequence[Line]) -> list[str]:
    return [text for line in lines if (text := " ".join(line.text.split()))]


def _guessed(directive: SphinxDirective, name: str, file: SourceFile) -> Block:
    """A directive that the file does not say, as one that a ``source-read`` handler puts in."""
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
                yield BlockOption(written, replace(place, text=" ".join(text.split())) if text else written)
                break


def _part(line: Line, start: int, end: int) -> Written:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Written(" ".join(text.split()), line.place(start, start + len(text)))
