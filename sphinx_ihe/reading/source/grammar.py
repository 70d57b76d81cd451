"""The block grammar of reStructuredText: how the first line of each construct looks."""

from __future__ import annotations

import re

from sphinx_ihe.reading.source.inline import SIMPLE_NAME

PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

adornment = re.compile(r"([!-/:-@\[-`{-~])\1* *$").match
"""The line over or under a title, or a transition."""

field = re.compile(r":(?![: ])([^:\\]|\\.|:(?!([ `]|$)))*(?<! ):( +|$)").match
literal_follows = re.compile(r"(?<!\\)(\\\\)*::$").search
attribution = re.compile("(?:---?(?!-)|\u2014) *(?=[^ \\n])").match

_option_argument = "(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_command_option = (
    rf"(?:[-+][a-zA-Z0-9](?: ?{_option_argument})?|(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]{_option_argument})?)"
)
option_item = re.compile(rf"{_command_option}(?:, {_command_option})*(?:  +| ?$)").match

directive = re.compile(rf"\.\. +({SIMPLE_NAME}) ?::(?: +|$)").match
note = re.compile(rf"\.\. +\[(?:[0-9]+|#|#{SIMPLE_NAME}|\*|{SIMPLE_NAME})\](?: +|$)").match
"""A footnote or a citation."""

target = re.compile(r"\.\. +_(?! |$)").match
substitution = re.compile(r"\.\. +\|(?! |$)").match
substitution_name = re.compile(r"(?! ).+?(?<![\s\x00])\|(?= |$)").match
embedded_directive = re.compile(rf"({SIMPLE_NAME})::( +|$)").match
linter_comment = re.compile(r"\.\. +ihe:(?!:) *").match


def names_target(text: str, ends: frozenset[int]) -> bool:
    """Does a target name stand at the start of an escaped text, and a colon with a space or a line's end behind it?

    The lines of the text are joined; ``ends`` are their ends. The colon ends the first name that is one.
    """
    colon = text.find(":")
    while colon >= 0:
        ended = text[colon + 1 : colon + 2] == " " or colon + 1 in ends
        if ended and _is_target_name(text, colon - (text[colon - 1 : colon] == " ")):
            return True
        colon = text.find(":", colon + 1)
    return False


def _is_target_name(text: str, end: int) -> bool:
    first, last = text[:1], text[end - 1 : end]
    if first == "_":
        return end == 1
    if end <= 0 or first == " " or last.isspace() or last == "\0":
        return False
    if last == ":" and text[end - 2 : end - 1] != "\0":
        return False
    if first != "`":
        return True
    before = text[end - 2]
    return end > 2 and text[1] not in " `" and last == "`" and not (before.isspace() or before == "\0")
