"""What texts of all sources become before anything is known of IHE: typed blocks, and runs of text with one look."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class TextRun(Struct, frozen=True):
    """Text of one look: ``strong``, ``emphasis``, ``code``, ``sup``, ``sub``, ``ins``, ``del``, or none.

    ``footnote`` and ``picture`` name what stands there, ``break`` ends a line, ``role:NAME`` is a role. ``target`` is
    where a link leads, or the file of a picture.
    """

    text: str
    look: str = ""
    target: str = ""


Runs: TypeAlias = tuple[TextRun, ...]


class HeadingBlock(Struct, frozen=True):
    """A heading, without the number that its author typed."""

    level: int
    runs: Runs
    number: str = ""
    labels: tuple[str, ...] = ()


class TextBlock(Struct, frozen=True):
    """A paragraph; ``style`` is its part in the text (``caption``, ``instruction``), or empty."""

    runs: Runs
    style: str = ""
    labels: tuple[str, ...] = ()


class CodeBlock(Struct, frozen=True):
    """Text whose lines and blanks count."""

    text: str
    language: str = "none"


class ListBlock(Struct, frozen=True):
    """A list; ``start`` is the number of its first item, or None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


class BoxBlock(Struct, frozen=True):
    """A directive of blocks, such as an editor's instruction, or a quotation where it has no name."""

    name: str
    blocks: tuple[Block, ...]
    argument: str = ""


class DirectiveBlock(Struct, frozen=True):
    """A directive whose body is lines."""

    name: str
    argument: str = ""
    options: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


class TableCell(Struct, frozen=True):
    """A cell with the columns and rows that it takes."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


class TableBlock(Struct, frozen=True):
    """A table, of whose rows the first ``heads`` are its head."""

    rows: tuple[tuple[TableCell, ...], ...]
    heads: int = 0
    caption: Runs = ()


Block: TypeAlias = "HeadingBlock | TextBlock | CodeBlock | ListBlock | BoxBlock | DirectiveBlock | TableBlock"


class SourceText(Struct, frozen=True):
    """A source as blocks, with its footnotes and the files of its pictures."""

    name: str
    kind: str
    blocks: tuple[Block, ...]
    footnotes: dict[str, tuple[Block, ...]]
    media: dict[str, bytes]
    lost: tuple[tuple[str, str], ...] = ()
    title: str = ""
    profile: str = ""
    """Name and acronym of the profile that a repository is about."""


def plain(runs: Runs) -> str:
    """The words of runs in one line."""
    return " ".join("".join(" " if run.look == "break" else run.text for run in runs if run.look != "footnote").split())


def words_of(blocks: tuple[Block, ...]) -> str:
    """All words of blocks, a line for each block."""
    return "\n".join(_words(block) for block in blocks)


def _words(block: Block) -> str:
    if isinstance(block, HeadingBlock | TextBlock):
        return plain(block.runs)
    if isinstance(block, CodeBlock):
        return block.text
    if isinstance(block, ListBlock):
        return "\n".join(words_of(item) for item in block.items)
    if isinstance(block, BoxBlock):
        return words_of(block.blocks)
    if isinstance(block, TableBlock):
        cells = "\n".join(words_of(cell.blocks) for row in block.rows for cell in row)
        return f"{plain(block.caption)}\n{cells}"
    return "\n".join(block.lines)
