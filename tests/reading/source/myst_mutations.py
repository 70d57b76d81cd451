"""Texts of Markdown with random faults, the same in every run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOKENS = (
    "# ", "## ", "===", "---", "***", "+++", "- ", "* ", "+ ", "1. ", "2) ", "> ", ">", "```", "````", "~~~", ":::",
    "::::", "```{note}", "```{ihe:actor} A", "~~~{eval-rst}", ":::{tip} T", "```python", ":class: x", "---", "    ",
    "  ", " ", "\t", "`", "``", "{r}`x`", "{ihe:actor}`A B`", "{a:b}``c`d``", "\\", "[", "]", "](u)", "![",
    "[a]: u", "[^1]: ", "[^1]", "<b>", "<!--", "-->", "<div>", "</div>", "<http://x>", "*", "**", "_", "|",
    "| a | b |", "|---|---|", "--|--", "% c", "% ihe: x", "(t)=", "{{ s }}", "&amp;", "&lt;",
    "\u6f22\u3000\u5b57", "a\xa0b", "$", "$$", ": d", ":f: x", "\\begin{align}", "\"", "'",
)  # fmt: skip


def mutated(texts: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """``count`` texts, each a piece of one of the texts with one to five faults."""
    source = random.Random(seed)
    for _ in range(count):
        lines = source.choice(texts).split("\n")
        start = source.randrange(len(lines))
        lines = lines[start : start + source.randint(3, 40)]
        for _ in range(source.randint(1, 5)):
            _fault(source, lines)
        yield "\n".join(lines) + "\n" * source.randint(0, 1)


def _fault(source: random.Random, lines: list[str]) -> None:
    row = source.randrange(len(lines))
    at = source.randrange(len(lines[row]) + 1)
    match source.randrange(9):
        case 0:
            lines[row : row + 1] = [] if len(lines) > 1 else [""]
        case 1:
            lines.insert(row, source.choice(lines))
        case 2:
            lines.insert(row, "")
        case 3:
            for each in range(row, min(len(lines), row + source.randint(1, 6))):
                lines[each] = source.choice(("  ", "    ", "> ", "- ", "\t", "1. ")) + lines[each]
        case 4:
            for each in range(row, min(len(lines), row + source.randint(1, 6))):
                lines[each] = lines[each].removeprefix(" " * source.randint(1, 4))
        case 5:
            lines[row] = lines[row][:at] + lines[row][at + source.randint(1, 3) :]
        case 6:
            lines[row : row + 1] = [lines[row][:at], lines[row][at:]]
        case _:
            at *= source.randint(0, 1)
            lines[row] = lines[row][:at] + source.choice(TOKENS) + lines[row][at:]
