"""Which actors are grouped in an actor diagram, and how that is shown (General Introduction 7.1).

Shown is what always holds: groupings under a condition, and choices between actors of the profile, are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Grouping, Partner

LONGEST_GROUP = 3
"""So many actors stand side by side; in larger groups, each actor has its partners in small boxes."""


class Groups(NamedTuple):
    """``beside`` are actors of the profile that stand side by side; ``attached`` are the partners of each actor."""

    beside: tuple[tuple[str, ...], ...]
    attached: dict[str, tuple[tuple[Partner, ...], ...]]


def groups(framework: Framework, acronym: str, excluded: frozenset[str]) -> Groups:
    """The groupings of a profile. Partners that only one of is needed are in one tuple."""
    attached: dict[str, list[tuple[Partner, ...]]] = {}
    pairs: dict[tuple[str, str], Partner] = {}
    own = frozenset(framework.actors_of(acronym))
    for table in framework.groupings_tables.get(acronym, ()):
        for row in table.actors:
            actor = row.actor.text
            for partners in (each for grouping in row.groupings for each in _always(grouping)):
                names = [partner.actors[0].text for partner in partners if _is_own(partner, acronym)]
                if any(_named(partner) & excluded for partner in partners) or actor in excluded:
                    continue
                if not names:
                    attached.setdefault(actor, []).append(partners)
                elif len(partners) == 1 and len(partners[0].actors) == 1 and names[0] in own and names[0] != actor:
                    pairs[actor, names[0]] = partners[0]
    beside = tuple(_paths(pairs))
    shown = {actor for path in beside for actor in path}
    for (actor, _), partner in pairs.items():
        if actor not in shown:
            attached.setdefault(actor, []).append((partner,))
    return Groups(beside, {actor: tuple(dict.fromkeys(found)) for actor, found in attached.items()})


def _always(grouping: Grouping) -> Iterator[tuple[Partner, ...]]:
    if not grouping.when and not grouping.condition:
        if grouping.one_of:
            yield grouping.partners
        else:
            yield from ((partner,) for partner in grouping.partners)


def _is_own(partner: Partner, acronym: str) -> bool:
    return partner.profile is None or partner.profile.text == acronym


def _named(partner: Partner) -> set[str]:
    names = {actor.text for actor in partner.actors}
    return names | {partner.profile.text} if partner.profile else names


def _paths(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Groups of few actors, each beside its partner."""
    near: dict[str, list[str]] = {}
    for one, other in pairs:
        for actor, partner in ((one, other), (other, one)):
            if partner not in near.setdefault(actor, []):
                near[actor].append(partner)
    done: set[str] = set()
    for actor in sorted(near, key=lambda name: len(near[name])):
        if actor in done:
            continue
        path, reached = [actor], _reached(actor, near)
        while following := [partner for partner in near[path[-1]] if partner not in path]:
            path.append(following[0])
        done |= reached
        if len(path) == len(reached) <= LONGEST_GROUP:
            yield tuple(path)


def _reached(actor: str, near: dict[str, list[str]]) -> set[str]:
    reached, todo = {actor}, [actor]
    while todo:
        for partner in near[todo.pop()]:
            if partner not in reached:
                reached.add(partner)
                todo.append(partner)
    return reached
