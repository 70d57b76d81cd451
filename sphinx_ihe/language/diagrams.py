"""The diagrams of profiles and transactions, as their authors wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language.declarations import Owner
from sphinx_ihe.language.places import Place, Record, Written

if TYPE_CHECKING:
    from collections.abc import Iterator


class Party(Record, frozen=True):
    """Who takes part in a sequence: an actor, or (in asterisks) a person or system that IHE does not define."""

    name: Written
    actor: bool = True


class Message(Record, frozen=True, tag=True):
    """``A -> B: text``; ``dashed`` is ``A --> B: text``, an answer. ``slanted`` tells of a text in asterisks."""

    start: Party
    end: Party
    text: Written
    dashed: bool = False
    slanted: bool = False


class DiagramNote(Record, frozen=True, tag=True):
    """``note over A, B: text``, or at a ``side`` of one party."""

    parties: tuple[Party, ...]
    text: Written
    side: str = "over"


class Diagram(Record, frozen=True, kw_only=True):
    """A diagram; ``kind`` is its directive's (``actor-diagram``, ``interaction-diagram``, ``process-flow``).

    ``use_case`` is the name of the use case that a process flow stands in. An actor diagram has no steps: what it shows
    is declared elsewhere, but for ``exclude``.
    """

    kind: str
    directive: Place
    owner: Owner | None
    caption: Written | None = None
    use_case: str | None = None
    direction: str | None = None
    exclude: tuple[Written, ...] = ()
    steps: tuple[Message | DiagramNote, ...] = ()

    @property
    def actors(self) -> Iterator[Written]:
        """Every actor in the steps, wherever it is written."""
        for step in self.steps:
            parties = (step.start, step.end) if isinstance(step, Message) else step.parties
            yield from (party.name for party in parties if party.actor)
