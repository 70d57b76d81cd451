"""Blocks with each of their runs changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.importing.blocks import BoxBlock, HeadingBlock, ListBlock, TableBlock, TextBlock

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_ihe.importing.blocks import Block, TextRun


def mapped(block: Block, change: Callable[[TextRun], TextRun]) -> Block:
    """A block with each of its runs changed."""
    if isinstance(block, TextBlock | HeadingBlock):
        return replace(block, runs=tuple(map(change, block.runs)))
    if isinstance(block, ListBlock):
        return replace(block, items=tuple(tuple(mapped(each, change) for each in item) for item in block.items))
    if isinstance(block, BoxBlock):
        return replace(block, blocks=tuple(mapped(each, change) for each in block.blocks))
    if isinstance(block, TableBlock):
        rows = tuple(
            tuple(replace(cell, blocks=tuple(mapped(each, change) for each in cell.blocks)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows, caption=tuple(map(change, block.caption)))
    return block
