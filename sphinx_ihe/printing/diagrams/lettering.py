"""How wide a text is, and how it is broken into lines.

Widths are those of Helvetica, which Arial, Liberation Sans and Nimbus Sans share. Each is taken 17 % wider, so that
the text still fits where a reader has DejaVu Sans or Verdana instead.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from sphinx_ihe.printing.cells import Link, Literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.printing.cells import Part, Parts

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
MONOSPACE = "DejaVu Sans Mono, Liberation Mono, monospace"
LEADING = 1.2
"""The distance of two lines of text, in font sizes."""

_ALLOWANCE = 1.17
_BOLD = 1.08
_ASCII = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
"""Widths of the characters from space to tilde, in thousandths of the font size."""

_OTHER, _WIDE = 600, 1000
_LITERAL = 0xF0000
"""Where private characters begin, which are measured as ``_OTHER``."""
_breakable = re.compile(r"[^\s/-]*[/-]+|[^\s/-]+").findall


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels, with allowance for another font."""
    width = sum(map(_glyph, text)) * size / 1000 * _ALLOWANCE
    return width * _BOLD if bold else width


def drawn_width(text: str, size: float) -> float:
    """The width of a text in Arial or a font like it."""
    return text_width(text, size) / _ALLOWANCE


def _glyph(character: str) -> int:
    index = ord(character) - 32
    if 0 <= index < len(_ASCII):
        return _ASCII[index]
    return _WIDE if east_asian_width(character) in "WF" else _OTHER


def pieces(text: str) -> list[str]:
    """The parts of a text between which it may be broken without breaking a word."""
    return [piece for word in text.split() for piece in _breakable(word)]


def unbroken(lines: Sequence[str], text: str) -> bool:
    """Whether a text was broken into lines only where that breaks no word."""
    ends = {len("".join(line.split())) for line in ("".join(lines[: count + 1]) for count in range(len(lines)))}
    allowed = {0, *accumulate(len("".join(piece.split())) for piece in pieces(text))}
    return ends <= allowed


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than ``width``, broken at spaces, else after a slash or hyphen, else anywhere.

    No line is much longer than the others: of all breaks into as few lines, the narrowest is taken.
    """
    lines = _broken(text, size, width, bold)
    longest = max((text_width(word, size, bold=bold) for line in lines for word in line.split()), default=0.0)
    for narrower in range(int(width) - 6, int(longest), -6) if len(lines) > 1 else ():
        fewer = _broken(text, size, narrower, bold)
        if len(fewer) > len(lines):
            break
        lines = fewer
    return lines


def measured(parts: Parts) -> str:
    """The words of a text, with letters in place of those of literals that are measured as wide as those are."""
    return "".join(
        re.sub(r"\S", lambda found: chr(_LITERAL + ord(found[0])), part) if isinstance(part, Literal) else said(part)
        for part in parts
    )


def broken(parts: Parts, size: float, width: float, *, bold: bool = False) -> tuple[tuple[str, ...], float]:
    """A text in lines, as :func:`wrap` breaks it, and the width of the longest."""
    lines = wrap(measured(parts), size, width, bold=bold)
    widest = max((text_width(line, size, bold=bold) for line in lines), default=0.0)
    return tuple("".join(chr(ord(c) % _LITERAL) for c in line) for line in lines), widest


def said(parts: Part | Parts) -> str:
    """The words of a name or a cell."""
    return parts if isinstance(parts, str) else parts.text if isinstance(parts, Link) else plain(parts)


def _broken(text: str, size: float, width: float, bold: bool) -> tuple[str, ...]:
    lines = [""]
    for word in text.split():
        joint = " " if lines[-1] else ""
        for piece in _pieces(word, size, width, bold):
            if not lines[-1] or text_width(lines[-1] + joint + piece, size, bold=bold) <= width:
                lines[-1] += joint + piece
            else:
                lines.append(piece)
            joint = ""
    return tuple(line for line in lines if line)


def _pieces(word: str, size: float, width: float, bold: bool) -> list[str]:
    """One word, in pieces where it does not fit."""
    if text_width(word, size, bold=bold) <= width and ("/" not in word or len(word) < 12):
        return [word]
    pieces: list[str] = []
    for piece in _breakable(word):
        pieces += [piece] if text_width(piece, size, bold=bold) <= width else piece
    return pieces
