"""Every place that names a thing: where it is declared, in cells and keys, in options, roles and running text."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.editing.prose import actors_in, transactions_in
from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import (
    Actor,
    ContentModule,
    Diagram,
    IntegrationStatement,
    Profile,
    ProfileActor,
    ProfileOption,
    Transaction,
    Use,
    Written,
    names,
    naming,
)
from sphinx_ihe.language.directives import KINDS_OF_PROFILE
from sphinx_ihe.reading.declarations import part
from sphinx_ihe.rules.requires import requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Declaration, Place, Reference
    from sphinx_ihe.language.naming import Naming


class Thing(NamedTuple):
    """A thing by its kind and its key, as roles have them; a transaction's id is in its right spelling."""

    kind: str
    key: str

    @property
    def name(self) -> str:
        """The key without the profile that it begins with."""
        return self.key.partition(" / ")[2] if self.kind in KINDS_OF_PROFILE else self.key


class Occurrence(NamedTuple):
    """A place that names a thing, and the words there.

    ``declares`` tells that the thing is declared there. ``by_id`` tells that the words are its id or acronym, where a
    thing has a name beside it.
    """

    place: Place
    thing: Thing
    text: str
    declares: bool = False
    by_id: bool = False


class Occurrences:
    """The occurrences in one framework, by file and by thing."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework

    @cached_property
    def all(self) -> tuple[Occurrence, ...]:
        """Every occurrence, once; in the order of files and places, a declaration before what else is there."""
        found = chain(
            chain.from_iterable(map(self._declaration, self._framework.all_declarations)),
            chain.from_iterable(map(self._naming, self._framework.namings)),
            chain.from_iterable(map(self._reference, self._framework.references)),
            self._prose(),
        )
        first: dict[tuple[Place, Thing], Occurrence] = {}
        for occurrence in found:
            first.setdefault((occurrence.place, occurrence.thing), occurrence)
        return tuple(sorted(first.values(), key=lambda each: (each.place, not each.declares, each.thing)))

    @cached_property
    def _by_file(self) -> dict[str, list[Occurrence]]:
        return grouped((occurrence.place.file, occurrence) for occurrence in self.all)

    @cached_property
    def _by_thing(self) -> dict[Thing, list[Occurrence]]:
        return grouped((occurrence.thing, occurrence) for occurrence in self.all)

    def of(self, thing: Thing) -> list[Occurrence]:
        """Every place that names a thing."""
        return self._by_thing.get(thing, [])

    def at(self, file: str, line: int, column: int) -> list[Occurrence]:
        """What is named at a place, or right before it: the shortest words first."""
        here = (line, column)
        found = [each for each in self._by_file.get(file, ()) if each.place.start <= here <= each.place.end]
        return sorted(found, key=lambda each: (len(each.text), not each.declares))

    # -- declarations -------------------------------------------------------------------------------------------------

    def _declaration(self, declaration: Declaration) -> Iterator[Occurrence]:
        label = declaration.label
        thing = Thing(declaration.kind, declaration.key)
        match declaration:
            case Profile():
                yield from _named(label, thing, declaration.name, declares=True)
                yield from _named(label, thing, declaration.acronym, declares=True, by_id=True)
            case Transaction():
                thing = self._transaction(declaration.id.text)
                yield from _named(label, thing, declaration.name, declares=True)
                yield _at(declaration.id, thing, declares=True, by_id=True)
            case ProfileActor():
                yield _at(label, Thing("actor", declaration.name))
                yield _at(label, thing, declares=True)
            case Actor() | ContentModule() | IntegrationStatement():
                yield _at(label, thing, declares=True)
            case _:
                words = declaration.name if declaration.kind in KINDS_OF_PROFILE else declaration.key
                yield from _named(label, thing, words, declares=True, by_id=declaration.kind not in KINDS_OF_PROFILE)
        if isinstance(declaration, ProfileOption):
            yield from self._requires(declaration)

    def _requires(self, option: ProfileOption) -> Iterator[Occurrence]:
        profile = option.profile.key if option.profile else ""
        for required in requirements(self._framework, option):
            if required.kind == "option":
                yield _at(required.written, _option(profile, required.name))
            elif required.kind:
                kind = required.kind.replace(" ", "-")
                yield _at(required.written, Thing(kind, required.name), by_id=kind == "transaction")

    # -- what records name ------------------------------------------------------------------------------------------

    def _naming(self, named: Naming) -> Iterator[Occurrence]:
        kind, written, record = named.kind, named.written, named.record
        match kind:
            case "actor" | "content-module" | "profile":
                yield _at(written, Thing(kind, written.text), by_id=kind == "profile")
            case "transaction":
                thing = self._transaction(written.text)
                yield _at(written, thing, by_id=True)
                if isinstance(record, Use) and record.name:
                    yield _at(record.name, thing)
            case "option":
                yield _at(written, _option(named.profile or "", written.text))
            case naming.TEMPLATE if written.text in self._framework.content_modules:
                yield _at(written, Thing("content-module", written.text))
            case naming.LEFT_OUT:
                yield self._left_out(written)
            case naming.TEXT if isinstance(named.within, Diagram) and record is not named.within:
                yield from self._mentioned(transactions_in(written))

    def _left_out(self, written: Written) -> Occurrence:
        if written.text in self._framework.known_profiles:
            return _at(written, Thing("profile", written.text), by_id=True)
        if self._framework.transaction(written.text):
            return _at(written, self._transaction(written.text), by_id=True)
        return _at(written, Thing("actor", written.text))

    # -- running text -------------------------------------------------------------------------------------------------

    def _reference(self, reference: Reference) -> Iterator[Occurrence]:
        """What a role points at, in any of the forms that IHE writes; what belongs to a profile names it, too."""
        kind, target = reference.kind, reference.target
        thing = Thing(kind, self._framework.key(kind, target.text))
        if kind == "transaction" and names.transaction_title(target.text):
            yield from self._mentioned(transactions_in(target))
        elif kind == "profile" and (titled := names.profile_title(target.text)):
            yield from _named(target, thing, titled[0])
            yield from _named(target, thing, titled[1], by_id=True)
        elif kind not in KINDS_OF_PROFILE:
            yield _at(target, thing, by_id=kind in ("transaction", "profile", "requirement", "issue"))
        elif " / " in thing.key:
            acronym, _slash, name = thing.key.partition(" / ")
            before, slash, _behind = target.text.partition(" / ")
            if slash:
                yield from _named(part(target, 0, len(before)), Thing("profile", acronym), acronym, by_id=True)
            behind = part(target, len(before + slash) if slash else 0, len(target.text))
            if kind == "profile-actor":
                yield from _named(behind, Thing("actor", name), name)
            yield from _named(behind, thing, name)

    def _prose(self) -> Iterator[Occurrence]:
        for mention in self._framework.mentions("transaction"):
            yield from self._mentioned([(Written(mention.text, mention.place), mention.name)])
        for actor in actors_in(self._framework):
            yield _at(actor, Thing("actor", actor.text))

    def _mentioned(self, found: Iterable[tuple[Written, Written | None]]) -> Iterator[Occurrence]:
        """Transactions that text mentions by their ids; the words before one are its name if they end with it."""
        for id, words in found:
            facts = self._framework.transaction(id.text)
            thing = self._transaction(id.text)
            yield _at(id, thing, by_id=True)
            if words and facts and facts.name and words.text.endswith(facts.name):
                yield _at(part(words, len(words.text) - len(facts.name), len(words.text)), thing)

    def _transaction(self, id: str) -> Thing:
        return Thing("transaction", self._framework.transaction_id(id))


def _option(profile: str, name: str) -> Thing:
    return Thing("option", f"{profile} / {name}")


def _at(written: Written, thing: Thing, *, declares: bool = False, by_id: bool = False) -> Occurrence:
    return Occurrence(written.place, thing, written.text, declares, by_id)


def _named(
    written: Written, thing: Thing, words: str, *, declares: bool = False, by_id: bool = False
) -> Iterator[Occurrence]:
    """An occurrence of words in a longer text: the last in it of an id, else the first."""
    start = written.text.rfind(words) if by_id else written.text.find(words)
    if start >= 0:
        found = part(written, start, start + len(words))
        yield Occurrence(found.place, thing, words, declares, by_id)
