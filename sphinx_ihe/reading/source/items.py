"""What a scanner finds in a source text, whatever its markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sphinx_ihe.language import Block, Mention, Place, Record, Role, TableGrid
from sphinx_ihe.language import Comment as Comment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Heading(Record, frozen=True):
    """A section title as written, without its inline markup.

    ``style`` is the character of its adornment, doubled where the title is overlined too (``=``, ``==``): the styles of
    a document, in the order of their first use, are its levels. In Markdown, where a title has a level of its own, it
    is that level behind a ``#``: ``#1`` to ``#6``.
    """

    text: str
    place: Place
    style: str

    @property
    def rank(self) -> int | None:
        """The level of a title in Markdown; None in reStructuredText."""
        return int(self.style[1:]) if self.style[1:].isdigit() else None


class Filled(Record, frozen=True):
    """Something is printed below the title before, or at the start of a file: a section that has this is not empty."""


class Obliging(Record, frozen=True):
    """Running text with a word of BCP 14 in capitals, which is a mention where the text is informative.

    The scanner does not know the sections around, and reads the text when it is asked.
    """

    mentions: Callable[[], Iterator[Mention]]


Item: TypeAlias = Block | Heading | Role | Comment | Mention | Filled | Obliging | TableGrid
