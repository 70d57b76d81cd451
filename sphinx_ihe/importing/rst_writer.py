"""Blocks as reStructuredText, as a careful author would type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.importing.blocks import (
    BoxBlock,
    CodeBlock,
    DirectiveBlock,
    HeadingBlock,
    ListBlock,
    TableBlock,
    TextBlock,
    plain,
)
from sphinx_ihe.importing.rst_tables import drawn_table, is_merged, is_plain, list_table, rectangle, simple_table
from sphinx_ihe.importing.rst_text import WIDTH, escaped, inline, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.importing.blocks import Block, TableCell

_UNDERLINES = "=-~^\"'`.:"


class RstWriter:
    """Writes documents; ``footnotes`` and ``pictures`` are those that the text at hand has named."""

    suffix = ".rst"

    def __init__(self, footnotes: dict[str, tuple[Block, ...]]) -> None:
        self.footnotes = footnotes
        self._named: list[str] = []
        self._pictures: dict[str, str] = {}
        self._places: list[tuple[int, int]] = []

    def document(self, blocks: Sequence[Block]) -> str:
        """A whole file."""
        self._named, self._pictures = [], {}
        lines = self._blocks(blocks, WIDTH)
        done: set[str] = set()
        while left := [name for name in self._named if name not in done]:
            done.add(left[0])
            body = self._blocks(self.footnotes.get(left[0]) or (), WIDTH) or ["\\ "]
            lines += ["", f".. [#{left[0]}] {body[0]}", *(f"   {line}".rstrip() for line in body[1:])]
        for name, target in self._pictures.items():
            lines += ["", f".. |{name}| image:: {target}"]
        return "\n".join(lines) + "\n"

    def _blocks(self, blocks: Sequence[Block], width: int) -> list[str]:
        lines: list[str] = []
        before: Block | None = None
        for block in blocks:
            made = self._block(block, width)
            if not made:
                continue
            if lines:
                lines.append("")
                if _runs_on(before, block):
                    lines += ["..", ""]
            lines += made
            before = block
        return lines

    def _block(self, block: Block, width: int) -> list[str]:
        if isinstance(block, HeadingBlock):
            return self._heading(block)
        if isinstance(block, TextBlock):
            self._note(block)
            return paragraph(self._named_runs(block), width)
        if isinstance(block, CodeBlock):
            return [f".. code-block:: {block.language}", "", *_indented(block.text.split("\n"))]
        if isinstance(block, ListBlock):
            return self._list(block, width)
        if isinstance(block, BoxBlock):
            body = self._blocks(block.blocks, width - 3)
            if not block.name:
                return ["..", "", *_indented(body)] if body else []
            return [f".. {block.name}:: {block.argument}".rstrip(), "", *_indented(body)] if body else []
        if isinstance(block, DirectiveBlock):
            return directive(block)
        return self._table(block, width)

    def _heading(self, block: HeadingBlock) -> list[str]:
        self._note(block)
        text = inline(self._named_runs(block)).replace("\n", " ").strip()
        labels = [line for label in block.labels for line in (f".. _{label}:", "")]
        return [*labels, text, _UNDERLINES[min(block.level, len(_UNDERLINES)) - 1] * max(len(text), 4)]

    def _note(self, block: TextBlock | HeadingBlock) -> None:
        for run in block.runs:
            if run.look == "footnote" and run.target not in self._named:
                self._named.append(run.target)

    def _named_runs(self, block: TextBlock | HeadingBlock) -> tuple:  # type: ignore[type-arg]
        from msgspec.structs import replace

        found = []
        for run in block.runs:
            if run.look == "picture":
                name = run.target.rpartition("/")[2]
                self._pictures[name] = run.target
                run = replace(run, target=name)
            found.append(run)
        return tuple(found)

    def _list(self, block: ListBlock, width: int) -> list[str]:
        lines: list[str] = []
        plain_items = all(len(item) == 1 for item in block.items)
        for number, item in enumerate(block.items):
            mark = "- " if block.start is None else f"{block.start + number}. "
            body = self._blocks(item, width - len(mark))
            if not body:
                continue
            if lines and not plain_items:
                lines.append("")
            lines.append((mark + body[0]).rstrip())
            lines += [(" " * len(mark) + line).rstrip() for line in body[1:]]
        return lines

    def _cell(self, cell: TableCell, width: int) -> list[str]:
        return self._blocks(cell.blocks, max(width, 20))

    def _table(self, block: TableBlock, width: int) -> list[str]:
        heads = block.heads if block.heads < len(block.rows) else 0
        caption = escaped(plain(block.caption))
        if is_merged(block):
            body = drawn_table(block, self._cell, heads)
            return [f".. table:: {caption}", "", *_indented(body)] if caption else body
        places, _ = rectangle(block)
        cells = [[place[0] for place in row if place] for row in places]
        rows = [[self._cell(cell, width) for cell in row] for row in cells]
        if is_plain(block) and all(len(cell) <= 1 for row in rows for cell in row):
            simple = simple_table([[cell[0] if cell else "" for cell in row] for row in rows], heads)
            if simple:
                return [f".. table:: {caption}", "", *_indented(simple)] if caption else simple
        options = [f"   :header-rows: {heads}"] if heads else []
        return [f".. list-table:: {caption}".rstrip(), *options, "", *_indented(list_table(rows))]


def _runs_on(before: Block | None, block: Block) -> bool:
    """Whether two blocks would be read as one."""
    return (isinstance(before, ListBlock) and isinstance(block, ListBlock)) or (
        isinstance(before, ListBlock) and isinstance(block, BoxBlock) and not block.name
    )


def directive(block: DirectiveBlock) -> list[str]:
    """A directive with its options and its body."""
    lines = [f".. {block.name}:: {block.argument}".rstrip()]
    lines += [f"   :{name}: {value}".rstrip() for name, value in block.options]
    return [*lines, "", *_indented(list(block.lines))] if block.lines else lines


def _indented(lines: list[str]) -> list[str]:
    return [f"   {line}".rstrip() for line in lines]
