"""Enumerators of list items: ``1.``, ``(a)``, ``iv)``, ``#.``."""

from __future__ import annotations

import re

from msgspec.structs import replace

from sphinx_ihe.language import Record

marker = re.compile(
    r"(?:\((?P<parens>[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)\)"
    r"|(?P<bare>[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)(?P<suffix>[.)]))(?: +|$)"
).match
"""What may be an enumerator, at the start of a line."""
_sequences = {
    "arabic": re.compile(r"[0-9]+\Z").match,
    "lower letter": re.compile(r"[a-z]\Z").match,
    "upper letter": re.compile(r"[A-Z]\Z").match,
    "lower roman": re.compile(r"[ivxlcdm]+\Z").match,
    "upper roman": re.compile(r"[IVXLCDM]+\Z").match,
}
_roman = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\Z").match
_ROMAN_DIGITS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_VALUES = {digit: value for value, digit in _ROMAN_DIGITS}
_LONGEST_NUMBER = 4000
"""The longest number that is read, in digits; Python itself converts no more than 4,300."""


class Enumerator(Record, frozen=True):
    """The mark of one item: its form ``(``, ``.`` or ``)``, its sequence, its ordinal, and where the text begins."""

    form: str
    sequence: str
    ordinal: int
    end: int
    automatic: bool = False
    """An item of a list that goes on with ``#``."""


def enumerator(match: re.Match[str], following: str | None, previous: Enumerator | None) -> Enumerator | None:
    """The enumerator that a marker at the start of a line is, if the line is an item.

    It is one where the next line (None at the end of the block) is blank, indented or begins with the next enumerator.
    """
    form = match["suffix"] or "("
    text = match["parens"] or match["bare"]
    if len(text) > _LONGEST_NUMBER:
        return None
    if previous is not None and previous.form == form:
        read = _read(form, text, match.end(), previous.sequence)
        if read and _continues(read, previous) and _followed(read, following):
            return replace(read, automatic=previous.automatic or text == "#", sequence=previous.sequence)
    read = _read(form, text, match.end(), None)
    return read if read and _followed(read, following) else None


def _read(form: str, text: str, end: int, expected: str | None) -> Enumerator | None:
    if text == "#":
        return Enumerator(form, "#", 1, end, automatic=True)
    if expected in _sequences and _sequences[expected](text):
        sequence = expected
    elif expected is None and text in "iI":
        sequence = "lower roman" if text == "i" else "upper roman"
    else:
        sequence = next(name for name, matches in _sequences.items() if matches(text))
    ordinal = _ordinal(sequence, text)
    return None if ordinal is None else Enumerator(form, sequence, ordinal, end)


def _continues(item: Enumerator, previous: Enumerator) -> bool:
    if item.sequence == "#":
        return True
    expected = "arabic" if previous.sequence == "#" else previous.sequence
    return item.sequence == expected and not previous.automatic and item.ordinal == previous.ordinal + 1


def _followed(item: Enumerator, following: str | None) -> bool:
    if not following or following[0] == " ":
        return True
    mark = _mark(item.sequence, item.ordinal + 1)
    if mark is None:
        return False
    opening, closing = ("(", ")") if item.form == "(" else ("", item.form)
    return following.startswith((f"{opening}{mark}{closing} ", f"{opening}#{closing} "))


def _ordinal(sequence: str, text: str) -> int | None:
    if sequence == "arabic":
        return int(text)
    if sequence.endswith("letter"):
        return ord(text.lower()) - ord("a") + 1
    text = text.upper()
    if not _roman(text):
        return None
    values = [_ROMAN_VALUES[character] for character in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _mark(sequence: str, ordinal: int) -> str | None:
    if sequence == "#":
        return "#"
    if sequence == "arabic":
        return str(ordinal)
    if sequence.endswith("letter"):
        return None if ordinal > 26 else chr(ordinal + ord("a" if sequence.startswith("lower") else "A") - 1)
    if ordinal > 3999:
        return None
    digits = []
    for value, digit in _ROMAN_DIGITS:
        digits.append(digit * (ordinal // value))
        ordinal %= value
    mark = "".join(digits)
    return mark.lower() if sequence.startswith("lower") else mark
