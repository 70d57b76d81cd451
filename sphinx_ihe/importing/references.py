"""References in words to sections of the text itself, which become links that keep their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.importing.blocks import BoxBlock, HeadingBlock, ListBlock, TableBlock, TextBlock, TextRun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.importing.blocks import Block
    from sphinx_ihe.importing.understanding import Understanding

_REFERENCE = re.compile(
    r"\b(?:Section|Appendix)\s+(?P<number>(?:[A-Z](?:\.[0-9]+)*|[0-9XYZ]+(?:\.[0-9A-Za-z]+)+))\b"
    r"|(?P<named>(?P<id>\[[A-Za-z]+-[A-Za-z0-9]+\]))"
)


class Linking:
    """Links in the blocks of documents; ``used`` are the numbers of sections that something refers to."""

    def __init__(self, made: Understanding) -> None:
        self._sections = {
            number: headings[0] for number, headings in made.numbers.items() if len(headings) == 1 and "." in number
        }
        self._transactions = made.transactions
        self.used: set[str] = set()

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Blocks with links in their text; headings and captions stay as they are."""
        return tuple(map(self._block, blocks))

    def _block(self, block: Block) -> Block:
        if isinstance(block, TextBlock):
            return replace(block, runs=tuple(run for old in block.runs for run in self._runs(old)))
        if isinstance(block, ListBlock):
            return replace(block, items=tuple(self.blocks(item) for item in block.items))
        if isinstance(block, BoxBlock):
            return replace(block, blocks=self.blocks(block.blocks))
        if isinstance(block, TableBlock):
            rows = tuple(tuple(replace(cell, blocks=self.blocks(cell.blocks)) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        return block

    def _runs(self, run: TextRun) -> Iterator[TextRun]:
        if run.look or run.target:
            yield run
            return
        start = 0
        for found in _REFERENCE.finditer(run.text):
            made = self._role(found)
            if made is None or "ITI TF" in run.text[max(0, found.start() - 12) : found.start()]:
                continue
            yield TextRun(run.text[start : found.start()])
            yield made
            start = found.end()
        if start < len(run.text):
            yield TextRun(run.text[start:])

    def _role(self, found: re.Match[str]) -> TextRun | None:
        if found["id"]:
            id = found["id"][1:-1]
            return TextRun(f"~{id}", "role:ihe:transaction") if id in self._transactions else None
        number = found["number"]
        if number not in self._sections:
            return None
        self.used.add(number)
        return TextRun(found[0], "role:ref", label(number))

    def labelled(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Headings with the labels that links lead to."""
        labels = {id(self._sections[number]): label(number) for number in self.used}
        return tuple(
            replace(block, labels=(labels[id(block)],) if id(block) in labels else ())
            if isinstance(block, HeadingBlock)
            else block
            for block in blocks
        )


def label(number: str) -> str:
    """The name of a section for references."""
    return "section-" + re.sub(r"[^a-z0-9]+", "-", number.lower())
