"""Widths of characters: East Asian wide ones take two columns, combining ones none."""

from __future__ import annotations


def width(text: str) -> int:
    """The columns that a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    wide = sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
    return wide - sum(1 for character in text if combining(character))


def padded(lines: list[str]) -> list[str]:
    """Lines with a NUL after each wide character, so that an index is a column."""
    if all(line.isascii() for line in lines):
        return lines
    from unicodedata import east_asian_width

    return ["".join([c + "\0" if c > "\x7f" and east_asian_width(c) in "WF" else c for c in line]) for line in lines]


def without_combining(line: str) -> str:
    if line.isascii():
        return line
    from unicodedata import combining

    return "".join([character for character in line if not combining(character)])


def column_indices(line: str, left: int, right: int) -> tuple[int, int]:
    """The indices of two columns of a line; combining characters stand in the column of the one before."""
    if line.isascii():
        return left, right
    from unicodedata import combining

    indices = [index for index, character in enumerate(line) if not combining(character)]
    start = indices[left] if left < len(indices) else left
    return start, indices[right] if right < len(indices) else len(line)
