"""The diagrams of profiles and transactions, as their authors wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language.declarations import Owner
from sphinx_ihe.language.places import Place, Record, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAGMENTS = {
    "alt": "one of several courses, divided by else",
    "opt": "what happens only under a condition",
    "loop": "what happens again and again",
    "par": "what happens at the same time, divided by else",
    "break": "what happens in place of the rest",
    "critical": "what nothing may interrupt",
    "group": "steps that belong together, under a name",
}
"""The words that begin a fragment of a sequence, which a line ``end`` closes; those of UML."""

DIVIDED = ("alt", "par", "group")
"""Fragments that a line ``else`` may divide."""

LIFELINE_WORDS = {
    "activate": "from here an actor is active",
    "deactivate": "from here an actor is not active any more",
    "create": "the next message to an actor creates it",
    "destroy": "here the lifeline of an actor ends",
}
"""The words of lines that say something of one lifeline."""


class Party(Record, frozen=True):
    """Who takes part in a sequence: an actor, or (in asterisks) a person or system that IHE does not define."""

    name: Written
    actor: bool = True


class Message(Record, frozen=True, tag=True):
    """``A -> B: text``; ``dashed`` is ``A --> B: text``, an answer. ``slanted`` tells of a text in asterisks.

    ``head`` is ``>>`` of an asynchronous message, whose sender does not wait, and ``x`` of one that is lost.
    """

    start: Party
    end: Party
    text: Written
    dashed: bool = False
    slanted: bool = False
    head: str = ">"


class DiagramNote(Record, frozen=True, tag=True):
    """``note over A, B: text``, or at a ``side`` of one party."""

    parties: tuple[Party, ...]
    text: Written
    side: str = "over"


class FragmentLine(Record, frozen=True, tag=True):
    """``alt text`` and the other fragments, ``else text`` and ``end``; every ``else`` and ``end`` has its fragment."""

    word: str
    text: Written | None
    place: Place


class Divider(Record, frozen=True, tag=True):
    """``== text ==`` between two parts of a sequence; ``delay`` is ``... text ...``, time in which nothing happens."""

    text: Written | None
    delay: bool = False


class LifelineLine(Record, frozen=True, tag=True):
    """``activate A`` and the other lines about one lifeline."""

    word: str
    party: Party


class Lineup(Record, frozen=True, tag=True):
    """``participant A, B``, which says in which order they stand, and ``box A, B: text``, what they stand in."""

    parties: tuple[Party, ...]
    text: Written | None = None


class NumberedFrom(Record, frozen=True, tag=True):
    """``autonumber``: from here, messages are counted from ``first`` on."""

    first: int = 1


Step = Message | DiagramNote | FragmentLine | Divider | LifelineLine | Lineup | NumberedFrom


def parties_of(step: Step) -> tuple[Party, ...]:
    """Whoever a step names."""
    match step:
        case Message():
            return (step.start, step.end)
        case DiagramNote() | Lineup():
            return step.parties
        case LifelineLine():
            return (step.party,)
    return ()


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
    grouped: str | None = None
    exclude: tuple[Written, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def actors(self) -> Iterator[Written]:
        """Every actor in the steps, wherever it is written."""
        for step in self.steps:
            yield from (party.name for party in parties_of(step) if party.actor)

    @property
    def texts(self) -> Iterator[Written]:
        """Every text in the steps: of messages, notes, fragments, dividers and boxes."""
        for step in self.steps:
            if not isinstance(step, LifelineLine | NumberedFrom) and step.text:
                yield step.text
