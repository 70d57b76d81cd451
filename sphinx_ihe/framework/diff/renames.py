"""Which things of one framework another has under a new name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.framework.diff.facts import FactKey, FactNames, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from sphinx_ihe.framework.inventory import records


class MarkedNames(NamedTuple):
    """A thing with its key now, should it not have been renamed, and what it keeps when it is; None if it has none."""

    key: str
    now: str
    mark: Hashable


if TYPE_CHECKING:
    Marks = Callable[[records.Inventory, FactNames], Iterable[MarkedNames]]


def renames(old: records.Inventory, new: records.Inventory) -> dict[FactKey, str]:
    """The new keys of things that are there under another one.

    A thing is the same if it has the same object identifier; if it is an actor that is said to be renamed; if it is a
    profile, a transaction or a use case of the same name; if it is an actor or an option with the same rows. Where two
    things could be meant, none is.
    """
    found: dict[FactKey, str] = {}
    for kind in ("profile", "transaction", "content-module", "requirement", "use-case", "option"):
        _match(found, kind, old, new, _by_oid(kind))
    for kind in ("profile", "transaction", "use-case"):
        _match(found, kind, old, new, _by_name(kind))
    found |= _told(old, new)
    _match(found, "actor", old, new, _by_oid("actor"))
    # The name of an actor may be all that tells the rows of an option apart, and the other way round.
    by_rows: tuple[tuple[str, Marks], ...] = (
        ("actor", _actors_by_rows),
        ("option", _options_by_rows),
        ("option", _options_by_rows_of_whomever),
        ("actor", _actors_by_rows),
    )
    for kind, marks in by_rows:
        _match(found, kind, old, new, marks)
    return found


def _match(found: dict[FactKey, str], kind: str, old: records.Inventory, new: records.Inventory, marks: Marks) -> None:
    """Add the keys of one kind that are new: of things that are gone, whose mark one thing alone has that has come."""
    before, after = list(marks(old, FactNames(found))), list(marks(new, FactNames()))
    keys_before, keys_after = {each.now for each in before}, {each.key for each in after}
    gone = grouped((each.mark, each.key) for each in before if each.now not in keys_after and each.mark)
    come = grouped((each.mark, each.key) for each in after if each.key not in keys_before and each.mark)
    for mark, keys in gone.items():
        others = come.get(mark, [])
        if len(keys) == len(others) == 1:
            found[FactKey(kind, keys[0])] = others[0]


def _told(old: records.Inventory, new: records.Inventory) -> dict[FactKey, str]:
    """The actors that the new framework says are renamed, and the old one did not."""
    known = {actor.name for actor in old.actors if actor.renamed_to}
    told = {actor.name: actor.renamed_to for actor in new.actors if actor.renamed_to and actor.name not in known}
    present = _present(old)
    return {FactKey("actor", name): now for name, now in told.items() if name in present and now not in present}


def _present(inventory: records.Inventory) -> set[str]:
    """The actors that a framework declares or uses, old names apart."""
    used = {actor.name for profile in inventory.profiles for actor in profile.actors}
    return used.union(actor.name for actor in inventory.actors) - {a.name for a in inventory.actors if a.renamed_to}


# -- marks ------------------------------------------------------------------------------------------------------------


def _by_oid(kind: str) -> Marks:
    def marks(inventory: records.Inventory, names: FactNames) -> Iterator[MarkedNames]:
        for thing in _things(inventory, kind):
            yield MarkedNames(thing.key, names.key(thing), thing.oid)

    return marks


def _by_name(kind: str) -> Marks:
    def marks(inventory: records.Inventory, names: FactNames) -> Iterator[MarkedNames]:
        for thing in _things(inventory, kind):
            yield MarkedNames(thing.key, names.key(thing), getattr(thing, "name", None))

    return marks


def _things(inventory: records.Inventory, kind: str) -> Iterator[records.Published]:
    old_names = {actor.name for actor in inventory.actors if actor.renamed_to}
    for its_kind, key, thing in inventory.things:
        if its_kind == kind and not (kind == "actor" and key in old_names):
            yield thing


def _actors_by_rows(inventory: records.Inventory, names: FactNames) -> Iterator[MarkedNames]:
    said = Said(names)
    rows: list[tuple[str, Hashable]] = [
        (actor.name, (names.of("profile", profile.acronym), frozenset(facts.items())))
        for profile in inventory.profiles
        for actor in profile.actors
        if (facts := said.profile_actor(actor, profile.acronym))
    ]
    rows += [
        (player.name, (names.of("transaction", transaction.id), role.sides))
        for transaction in inventory.transactions
        for role in transaction.roles or ()
        for player in role.actors
    ]
    by_actor = grouped(rows)
    for name in sorted(_present(inventory)):
        yield MarkedNames(name, names.of("actor", name), frozenset(by_actor.get(name, ())))


def _options_by_rows(inventory: records.Inventory, names: FactNames) -> Iterator[MarkedNames]:
    return _options(inventory, names, lambda actor: names.of("actor", actor))


def _options_by_rows_of_whomever(inventory: records.Inventory, names: FactNames) -> Iterator[MarkedNames]:
    return _options(inventory, names, lambda actor: "")


def _options(inventory: records.Inventory, names: FactNames, called: Callable[[str], str]) -> Iterator[MarkedNames]:
    said = Said(names)
    rows: list[tuple[tuple[str, str], Hashable]] = [
        ((each.profile, each.name), frozenset(said.option(each).items())) for each in inventory.options
    ]
    for profile in inventory.profiles:
        for actor in profile.actors:
            name, acronym = called(actor.name), profile.acronym
            rows += [((acronym, option.name), (name, option.note)) for option in actor.options or ()]
            rows += [
                ((acronym, use.option), (name, said.transaction_id(use), use.optionality))
                for use in actor.transactions
                if use.option
            ]
    for (acronym, option), found in sorted(grouped(rows).items()):
        now = f"{names.of('profile', acronym)} / {names.option(acronym, option)}"
        yield MarkedNames(f"{acronym} / {option}", now, (names.of("profile", acronym), frozenset(found)))
