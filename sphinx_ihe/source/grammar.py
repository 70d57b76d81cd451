"""The block grammar of reStructuredText: how the first line of each construct looks."""

from __future__ import annotations

import re

from sphinx_ihe.source.inline import SIMPLE_NAME

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
target_name = re.compile(
    r"(?:_|(?!_)(?P<quote>`?)(?![ `]).+?(?<![\s\x00])(?P=quote))(?<!(?<!\x00):)(?<![\s\x00]) ?:(?: +|$)"
).match
substitution = re.compile(r"\.\. +\|(?! |$)").match
substitution_name = re.compile(r"(?! ).+?(?<![\s\x00])\|( +|$)").match
embedded_directive = re.compile(rf"({SIMPLE_NAME})::( +|$)").match
linter_comment = re.compile(r"\.\. +ihe:(?!:) *").match
