"""How a document is built up: its sections, what has a caption in them, and the documents that it lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_ihe.language.places import Record

if TYPE_CHECKING:
    from sphinx_ihe.language.places import Place


class Captioned(NamedTuple):
    """Something with a caption: ``kind`` is ``table``, ``figure`` or another that Sphinx numbers.

    ``directive`` is the place of a directive of ours, and ``occurrence`` counts those that are included more than once.
    """

    kind: str
    ids: tuple[str, ...]
    directive: Place | None = None
    occurrence: int = 0


class Listed(Record, frozen=True):
    """The documents of a ``toctree``: how many levels of them it numbers, and how many it prints."""

    documents: tuple[str, ...]
    numbered: int
    printed: int


class Section(Record, frozen=True):
    """A section: its ids, its title as written and the place of it, and what stands in it, in its order."""

    ids: tuple[str, ...]
    title: str
    place: Place
    inside: Outline


Outline: TypeAlias = "tuple[Section | Captioned | Listed, ...]"
