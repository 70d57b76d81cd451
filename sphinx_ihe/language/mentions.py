"""What running text names without markup: transactions, sections of other volumes, actors, open markers."""

from __future__ import annotations

from sphinx_ihe.language.places import Place, Record, Written


class Mention(Record, frozen=True):
    """A piece of running text that a rule may have to judge, white space folded.

    ``kind`` is one of those of ``sphinx_ihe.reading.source.mentions``. Two mentions are next to each other where
    ``near``, their sentence or row of a table, is the same in the same file. ``name`` are the capitalised words right
    before an id, and ``before`` is what stands before it in its sentence. ``scope`` is what the kind needs to know of
    its surroundings: the title that makes a section informative, or the acronym of the profile above.
    """

    kind: str
    text: str
    place: Place
    near: tuple[int, int, int] = (0, 0, 0)
    name: Written | None = None
    before: str = ""
    scope: str | None = None
