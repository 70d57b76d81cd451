"""What a terminal shows: colour where it is wanted, and failures in one line."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
from msgspec import Struct


class Failure(click.ClickException):
    """The command could not be run."""

    exit_code = 2


class Style(Struct, frozen=True):
    """Marks up text for a terminal, or leaves it as it is."""

    colour: bool

    def __call__(self, text: str, **look: Any) -> str:
        return click.style(text, **look) if self.colour and text else text


def style(stream: Any = None) -> Style:
    """Colour on a terminal only; NO_COLOR forbids it, FORCE_COLOR demands it."""
    if os.environ.get("NO_COLOR"):
        return Style(False)
    if os.environ.get("FORCE_COLOR"):
        return Style(True)
    stream = sys.stdout if stream is None else stream
    return Style(stream.isatty() and os.environ.get("TERM") != "dumb")


def counted(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
