"""What a terminal shows: colour where it is wanted, and failures in one line."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
from msgspec import Struct


def printable(text: str, kept: str = "") -> str:
    """A text without characters that a terminal, the reader of a log or a CI system would obey, but for some."""
    if text.isprintable():
        return text
    return "".join([each if each.isprintable() or each in kept else "\ufffd" for each in text])


def say(text: str, *, newline: bool = True, err: bool = False) -> None:
    """Print lines that are not marked up."""
    click.echo(printable(text, "\n\t"), nl=newline, err=err)


class Failure(click.ClickException):
    """The command could not be run."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


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
    # Without standard output there is none to ask.
    return Style(stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb")


def counted(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
