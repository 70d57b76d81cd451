"""What a scanner finds in a source text, whatever its markup."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from sphinx_ihe.model import Block, Place, Role


class Heading(NamedTuple):
    """A section title as written, without its inline markup.

    ``style`` is the character of its adornment, doubled where the title is overlined too (``=``, ``==``): the styles of
    a document, in the order of their first use, are its levels.
    """

    text: str
    place: Place
    style: str


class Comment(NamedTuple):
    """A comment that speaks to the linter: the text after ``ihe:``, white space folded, and where that text stands.

    ``start`` is the first line of the block that follows and ``end`` the line after its last; both are 0 where none
    follows. The block is a paragraph, a whole list or table, or a directive with its body; of a section, its title.
    """

    text: str
    place: Place
    start: int
    end: int


Item: TypeAlias = Block | Heading | Role | Comment
