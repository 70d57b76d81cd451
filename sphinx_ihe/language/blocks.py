"""What a document holds, before anyone has judged it: directives, titles and roles."""

from __future__ import annotations

from sphinx_ihe.language.places import Line, Place, Record, Written


class BlockOption(Record, frozen=True):
    """``:name: value`` of a directive; the value's place is the name's where no value is written."""

    name: Written
    value: Written


class Block(Record, frozen=True):
    """A directive as written, before anyone has judged it. ``name`` is lower case: ``ihe:actor``.

    ``place`` runs from the first character of the directive to the end of its ``::``, or in Markdown of its ``}``.
    ``nested`` tells that it stands where no section can; it is known in Markdown only.
    """

    name: str
    place: Place
    argument: Written | None = None
    options: tuple[BlockOption, ...] = ()
    body: tuple[Line, ...] = ()
    nested: bool = False


class Title(Record, frozen=True):
    """A section title without its inline markup; ``level`` 1 is the outermost of the document."""

    text: str
    place: Place
    level: int


class Role(Record, frozen=True):
    """``:name:`content``` in running text; ``place`` is all of it, ``content`` the part between the backquotes."""

    name: str
    place: Place
    content: Written


class Comment(Record, frozen=True):
    """A comment that speaks to the linter: the text after ``ihe:``, white space folded, and where that text stands.

    ``start`` is the first line of the block that follows and ``end`` the line after its last; both are 0 where none
    follows. The block is a paragraph, a whole list or table, or a directive with its body; of a section, its title.
    """

    text: str
    place: Place
    start: int
    end: int
