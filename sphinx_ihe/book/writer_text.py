"""Text as Typst markup and as Typst strings, in which nothing that an author writes is taken for Typst.

Where a word is wider than its place, the markup has ``#w;`` between its parts: Typst may break the line there, and
nothing is printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BREAK = "#w;"

_SPECIAL = re.compile(
    r"""[\\#$*_`<@\[\]~'"]"""  # always
    r"|(?:(?<=\s)|\A)[=+/]"  # heading, item of a list, term; only before the first word of a line
    r"|(?<![^\W_])-|-(?=[-?]|\Z)"  # item of a list, dash, minus, soft hyphen
    r"|/(?=[/*]|\Z)|(?<=[/*])/"  # comment, address
    r"|(?:(?<=\.)|\A)\."  # ellipsis
)
_ITEM = re.compile(r"(\A\s*|\n\s*)(\d+)\.(?=\s|\Z)")
_AFTER_CALL = "([.;"
"""What would go on with the call of a function that stands right before it."""
_LINE_END = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufe00-\ufe0f\ufffe\uffff]")
"""Controls, halves of characters, and signs that choose between two looks of a character, which text fonts lack."""
_WORDS = re.compile(r"\S+")
_BLANKS_AND_WORDS = re.compile(r"\s+|\S+")
_PARTS = re.compile(r"[a-z]+|[A-Z]+[a-z]*|\d+|[^\W\d_]+|.", re.DOTALL)

_NARROW, _WIDE = frozenset("ijlt.,:;'|!(){}/\\ I-"), frozenset("mwMW@%—…")
_LONG = 8.0
"""Width of a word in ems that nobody breaks."""
MONOSPACE = 0.57
"""Width of a character of code in ems of the text around it, where code is set at nine tenths; a little too wide."""


def markup(text: str, width: float = 0.0) -> str:
    """Text as markup; words that are wider than this many ems (if that is not 0) may be broken."""
    text = _LINE_END.sub("\n", _NO_TEXT.sub("", text))
    if not width or len(text) * 0.95 <= width or all(em(word) <= width for word in text.split()):
        return _escaped(text)
    return _broken(text, width)


def _escaped(text: str) -> str:
    return _ITEM.sub(r"\1\2\\.", _SPECIAL.sub(r"\\\g<0>", text))


def _broken(text: str, width: float) -> str:
    made: list[str] = []
    end = 0
    for word in _WORDS.finditer(text):
        if em(word[0]) > width:
            made += [_escaped(text[end : word.start()]), BREAK.join(_escaped(part) for part in parts(word[0], width))]
            end = word.end()
    return "".join([*made, _escaped(text[end:])])


def unbroken(word: str, monospace: bool = False) -> float:
    """Width in ems of the longest part of a word that should not be broken: all of it, if it is not very long."""
    whole = em(word, monospace)
    return whole if whole <= _LONG else max(_LONG, *(em(part, monospace) for part in _PARTS.findall(word)))


def parts(word: str, width: float, monospace: bool = False) -> Iterator[str]:
    """The parts between which a long word may be broken: names in it, and single characters where one is too long."""
    for part in _PARTS.findall(word):
        if em(part, monospace) > width:
            yield from part
        else:
            yield part


def code_parts(text: str, width: float) -> list[str]:
    """A line of code in the parts between which it may be broken: one, if no word is wider than its place."""
    if all(em(word, monospace=True) <= width for word in text.split(" ")):
        return [text]
    made: list[str] = [""]
    for word in _BLANKS_AND_WORDS.findall(text):
        first, *others = parts(word, width, monospace=True) if em(word, monospace=True) > width else [word]
        made[-1] += first
        made += others
    return made


def em(text: str, monospace: bool = False) -> float:
    """Width of a text in one line, in ems, rather too wide than too narrow."""
    if monospace:
        return MONOSPACE * sum(1 if ord(character) < 0x1100 else 2 for character in text)
    return sum(map(_em, text))


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.37
    if character in _WIDE or ord(character) >= 0x1100:
        return 1.03
    return 0.74 if character.isupper() or character == "&" else 0.56


def string(text: str) -> str:
    """Text as a Typst string, in quotes."""
    cleaned = _NO_TEXT.sub("", text.expandtabs().replace("\r\n", "\n").replace("\r", "\n"))
    return '"{}"'.format(cleaned.replace("\\", "\\\\").replace('"', '\\"'))


def joined(pieces: Iterable[str]) -> str:
    """Pieces of markup in one line, so that none is taken for more arguments of the call before it."""
    line = ""
    for piece in pieces:
        line += f"\\{piece}" if piece[:1] in _AFTER_CALL and piece and line.endswith((")", "]")) else piece
    return line


def call(name: str, *bodies: str, **options: str) -> str:
    """A call of a function: ``#name(option: value)[body]``; options in Typst code, None leaves one out."""
    given = ", ".join(f"{key.replace('_', '-')}: {value}" for key, value in options.items() if value)
    brackets = f"({given})" if given or not bodies else ""
    return f"#{name}{brackets}" + "".join(f"[{body}]" for body in bodies)


def array(items: Iterable[str]) -> str:
    """Pieces of Typst code as an array, which has a comma after its only item."""
    return "({})".format("".join(f"{item}, " for item in items).rstrip(" "))
