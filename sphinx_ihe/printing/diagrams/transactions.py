"""Who sends which transaction to whom in a profile, as far as its tables and what is known elsewhere tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.framework.framework import Framework

_FEW = 2
"""So many actors of other profiles are drawn at the other side of a transaction; of more, none is."""

_MAKERS = frozenset(("Creator", "Source", "Author", "Contributor", "Sender", "Producer", "Generator"))
_TAKERS = frozenset(("Consumer", "Receiver", "Recipient", "Importer", "Reader", "Viewer", "Display"))
"""What actors that create content and those that consume it are called (General Introduction 7.4)."""


class Exchange(NamedTuple):
    """A transaction or a content module with its actors on both sides.

    ``elsewhere`` are those of other profiles among them, each with the acronym of its profile. ``sure`` is false where
    nobody says which side is which.
    """

    kind: str
    key: str
    name: str | None
    initiators: tuple[str, ...]
    responders: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...] = ()
    sure: bool = True

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.initiators, *self.responders)))


class _Sides(NamedTuple):
    first: list[str]
    second: list[str]
    unknown: list[str]

    def add(self, actor: str, sides: Iterable[str]) -> None:
        known = False
        for side in sides:
            known = True
            where = self.first if side == "initiator" else self.second
            if actor not in where:
                where.append(actor)
        if not known and actor not in self.unknown:
            self.unknown.append(actor)


def exchanges(framework: Framework, acronym: str, excluded: frozenset[str]) -> Iterator[Exchange]:
    """The transactions of a profile in the order of its tables, then its content modules; deferred ones are left out.

    ``excluded`` are actors, ids of transactions, content modules and acronyms that are not to be shown.
    """
    found: dict[tuple[str, str], _Sides] = {}
    written: dict[str, str] = {}
    for table in framework.transactions_tables.get(acronym, ()):
        for row in table.actors:
            for use in row.uses:
                id = framework.transaction_id(use.target.text)
                if not use.deferred and id not in excluded and row.actor.text not in excluded:
                    sides = found.setdefault(("transaction", id), _Sides([], [], []))
                    sides.add(row.actor.text, use.sides or framework.sides(id, row.actor.text))
                    if use.name:
                        written.setdefault(id, use.name.text)
    for (kind, id), sides in found.items():
        facts = framework.transaction(id)
        name = facts.name if facts and facts.name else written.get(id)
        yield _completed(framework, Exchange(kind, id, name, *_settled(sides)), excluded)
    yield from _modules(framework, acronym, excluded)


def _side_by_name(actor: str) -> tuple[str, ...]:
    """Whether an actor makes content or takes it, as far as the last words of its name tell."""
    words = set(actor.split())
    if words & _MAKERS:
        return () if words & _TAKERS else ("initiator",)
    return ("responder",) if words & _TAKERS else ()


def _modules(framework: Framework, acronym: str, excluded: frozenset[str]) -> Iterator[Exchange]:
    """Content modules, where an actor creates what another one consumes (General Introduction 7.4)."""
    found: dict[str, _Sides] = {}
    for table in framework.content_tables.get(acronym, ()):
        for row in table.actors:
            actor = row.actor.text
            for use in row.uses:
                if not use.deferred and actor not in excluded and use.target.text not in excluded:
                    sides = use.sides or _side_by_name(actor)
                    found.setdefault(use.target.text, _Sides([], [], [])).add(actor, sides)
    for module, actors in found.items():
        if actors.first and actors.second:
            actors.unknown.clear()
        first, second, _, sure = _settled(actors)
        if first and second:
            yield Exchange("content-module", module, module, first, second, sure=sure)


_Settled = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...], bool]


def _settled(sides: _Sides) -> _Settled:
    """Both sides; actors of which nobody says it are on the side that is empty."""
    first, second, unknown = sides
    sure = not unknown or bool(first) != bool(second)
    if unknown and not first:
        first, unknown = (unknown, []) if second else (unknown[:1], unknown[1:])
    return tuple(first), tuple(dict.fromkeys((*second, *unknown))), (), sure


def _completed(framework: Framework, exchange: Exchange, excluded: frozenset[str]) -> Exchange:
    """The exchange with actors of other profiles on a side where this profile has none."""
    if exchange.initiators and exchange.responders:
        return exchange
    wanted = ("initiator",) if exchange.responders else ("responder", "receiver")
    own = set(exchange.actors) | excluded
    others = [
        (acronym, name)
        for acronym, name in _players(framework, exchange.key, wanted)
        if name not in own and acronym not in excluded
    ]
    roles = framework.roles(exchange.key) or {}
    others += [("", actor) for actor, sides in roles.items() if set(wanted).intersection(sides) and actor not in own]
    named = {name: profile for profile, name in reversed(others)}
    names = tuple(sorted(named)) if len(named) <= _FEW else ()
    added = tuple((named[name], name) for name in names)
    if exchange.responders:
        return exchange._replace(initiators=names, elsewhere=added)
    return exchange._replace(responders=names, elsewhere=added)


def _players(framework: Framework, id: str, wanted: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Who plays a side of a transaction in any known profile, also where that follows from who plays the other side."""
    profiles: dict[str, dict[str, tuple[str, ...]]] = {}
    for profile, actor, use in framework.known_uses.get(id, ()):
        sides = use.sides or framework.sides(id, actor.name)
        profiles.setdefault(profile.acronym, {}).setdefault(actor.name, sides)
    for acronym, actors in profiles.items():
        unknown = [name for name, sides in actors.items() if not sides]
        played = {side for sides in actors.values() for side in sides}
        for name, sides in actors.items():
            alone = unknown == [name] and played and not played.intersection(wanted)
            if alone or set(wanted).intersection(sides):
                yield acronym, name
