"""Texts with random faults, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

TOKENS = (
    "..", ".. ", "::", ": ", ":", "`", "``", "*", "**", "|", "_", "__", "\\", "- ", "* ", "1. ", "(a) ", "i. ", "#. ",
    ":f: ", "-o  ", "| ", ">>> ", "====", "---", "+---+", "===  ===", "\t", "\u3000", "\u00a0", "\u6f22", "\u0301",
    "\x0b", "\x0c", "\u2028", "\x85", "\r", ":r:`x`", "`y`:r:", ".. note:: ", ".. ihe:actor:: ", ".. |s| ", ".. _t: ",
    ".. [1] ", "[1]_", "x_", "_:", ":a:", "   ", " ", "<x>", '"', "'", "\u00ab", "\u201c",
)  # fmt: skip

Mutation = Callable[[random.Random, list[str]], None]


def mutated(texts: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """``count`` texts, each a piece of one of the texts with one to four faults."""
    source = random.Random(seed)
    for _ in range(count):
        lines = source.choice(texts).splitlines()
        start = source.randrange(len(lines))
        lines = lines[start : start + source.randint(5, 60)]
        for _ in range(source.randint(1, 4)):
            source.choice(MUTATIONS)(source, lines)
        yield "\n".join(lines) + "\n" * source.randint(0, 1)


def _remove(source: random.Random, lines: list[str]) -> None:
    if len(lines) > 1:
        del lines[source.randrange(len(lines))]


def _repeat(source: random.Random, lines: list[str]) -> None:
    lines.insert(source.randrange(len(lines) + 1), source.choice(lines))


def _blank(source: random.Random, lines: list[str]) -> None:
    lines.insert(source.randrange(len(lines) + 1), "")


def _indent(source: random.Random, lines: list[str]) -> None:
    start = source.randrange(len(lines))
    for index in range(start, min(len(lines), start + source.randint(1, 6))):
        lines[index] = " " * source.randint(1, 4) + lines[index]


def _dedent(source: random.Random, lines: list[str]) -> None:
    start, width = source.randrange(len(lines)), source.randint(1, 4)
    for index in range(start, min(len(lines), start + source.randint(1, 6))):
        lines[index] = lines[index].removeprefix(" " * width)


def _insert(source: random.Random, lines: list[str]) -> None:
    index = source.randrange(len(lines))
    at = source.randrange(len(lines[index]) + 1) * source.randint(0, 1)
    lines[index] = lines[index][:at] + source.choice(TOKENS) + lines[index][at:]


def _cut(source: random.Random, lines: list[str]) -> None:
    index = source.randrange(len(lines))
    at = source.randrange(len(lines[index]) + 1)
    lines[index] = lines[index][:at] + lines[index][at + source.randint(1, 3) :]


def _break(source: random.Random, lines: list[str]) -> None:
    index = source.randrange(len(lines))
    at = source.randrange(len(lines[index]) + 1)
    lines[index : index + 1] = [lines[index][:at], lines[index][at:]]


MUTATIONS: tuple[Mutation, ...] = (_remove, _repeat, _blank, _indent, _dedent, _insert, _insert, _insert, _cut, _break)
