"""Every place that names a thing: where it is declared, in cells and keys, in options, roles and running text."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.editing.prose import actors_in, transactions_in
from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import (
    Actor,
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    ContentModule,
    IntegrationStatement,
    Profile,
    ProfileActor,
    ProfileOption,
    RequiredGroupings,
    Requirement,
    Transaction,
    Written,
    names,
)
from sphinx_ihe.language.directives import KINDS_OF_PROFILE
from sphinx_ihe.reading.declarations import part
from sphinx_ihe.rules.requires import requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Declaration, Diagram, Owner, Partner, Place, Reference, Table


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
            chain.from_iterable(map(self._table, self._framework.all_tables)),
            chain.from_iterable(map(self._diagram, self._framework.diagrams)),
            chain.from_iterable(map(self._reference, self._framework.references)),
            self._lists(),
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
        yield from self._options_of(declaration)

    def _options_of(self, declaration: Declaration) -> Iterator[Occurrence]:
        """What the options of a declaration name, and the claims of a statement."""
        if declaration.kind in KINDS_OF_PROFILE:
            yield from self._owner(getattr(declaration, "profile", None), "profile")
        match declaration:
            case Actor(renamed_to=Written() as new):
                yield _at(new, Thing("actor", new.text))
            case ContentModule(parent=Written() as parent) if parent.text in self._framework.content_modules:
                yield _at(parent, Thing("content-module", parent.text))
            case Requirement():
                yield from (_at(actor, Thing("actor", actor.text)) for actor in declaration.actors)
                yield from self._owner(declaration.transaction, "transaction")
            case ProfileOption():
                yield from self._requires(declaration)
            case IntegrationStatement():
                yield from self._claims(declaration)

    def _requires(self, option: ProfileOption) -> Iterator[Occurrence]:
        profile = option.profile.key if option.profile else ""
        for required in requirements(self._framework, option):
            if required.kind == "option":
                yield _at(required.written, _option(profile, required.name))
            elif required.kind:
                kind = required.kind.replace(" ", "-")
                yield _at(required.written, Thing(kind, required.name), by_id=kind == "transaction")

    def _claims(self, statement: IntegrationStatement) -> Iterator[Occurrence]:
        for claim in statement.claims:
            yield _at(claim.profile, Thing("profile", claim.profile.text), by_id=True)
            for actor in claim.actors:
                yield _at(actor.actor, Thing("actor", actor.actor.text))
                yield from (_at(option, _option(claim.profile.text, option.text)) for option in actor.options)

    # -- tables, diagrams, lists --------------------------------------------------------------------------------------

    def _table(self, table: Table) -> Iterator[Occurrence]:
        profile = table.owner.key if table.owner else ""
        yield from self._owner(table.owner, "transaction" if isinstance(table, ActorRoles) else "profile")
        match table:
            case ActorsTransactions() | ActorsContentModules():
                yield from self._uses(table, profile)
            case ActorsOptions():
                for row in table.actors:
                    yield _at(row.actor, Thing("actor", row.actor.text))
                    yield from (_at(option.name, _option(profile, option.name.text)) for option in row.options)
            case RequiredGroupings():
                yield from self._groupings(table, profile)
            case ActorRoles():
                players = (player for role in table.roles for player in role.players)
                yield from (_at(player.actor, Thing("actor", player.actor.text)) for player in players)

    def _uses(self, table: ActorsTransactions | ActorsContentModules, profile: str) -> Iterator[Occurrence]:
        for row in table.actors:
            yield _at(row.actor, Thing("actor", row.actor.text))
            for use in row.uses:
                if isinstance(table, ActorsTransactions):
                    thing = self._transaction(use.target.text)
                    yield _at(use.target, thing, by_id=True)
                    if use.name:
                        yield _at(use.name, thing)
                else:
                    yield _at(use.target, Thing("content-module", use.target.text))
                if use.option:
                    yield _at(use.option, _option(profile, use.option.text))

    def _groupings(self, table: RequiredGroupings, profile: str) -> Iterator[Occurrence]:
        for row in table.actors:
            yield _at(row.actor, Thing("actor", row.actor.text))
            for grouping in row.groupings:
                if grouping.when:
                    yield _at(grouping.when, _option(profile, grouping.when.text))
                for partner in grouping.partners:
                    yield from self._partner(partner, profile)

    def _partner(self, partner: Partner, profile: str) -> Iterator[Occurrence]:
        if partner.profile:
            profile = partner.profile.text
            yield _at(partner.profile, Thing("profile", profile), by_id=True)
        yield from (_at(actor, Thing("actor", actor.text)) for actor in partner.actors)
        yield from (_at(option, _option(profile, option.text)) for option in partner.options)

    def _diagram(self, diagram: Diagram) -> Iterator[Occurrence]:
        kind = "transaction" if diagram.kind == "interaction-diagram" else "profile"
        yield from self._owner(diagram.owner, kind)
        yield from (_at(actor, Thing("actor", actor.text)) for actor in diagram.actors)
        for left_out in diagram.exclude:
            if left_out.text in self._framework.known_profiles:
                yield _at(left_out, Thing("profile", left_out.text), by_id=True)
            elif self._framework.transaction(left_out.text):
                yield _at(left_out, self._transaction(left_out.text), by_id=True)
            else:
                yield _at(left_out, Thing("actor", left_out.text))
        for text in diagram.texts:
            yield from self._mentioned(transactions_in(text))

    def _lists(self) -> Iterator[Occurrence]:
        for listing in self._framework.lists:
            for profile in listing.profiles:
                yield _at(profile, Thing("profile", profile.text), by_id=True)
            yield from (_at(actor, Thing("actor", actor.text)) for actor in listing.actors)

    def _owner(self, owner: Owner | None, kind: str) -> Iterator[Occurrence]:
        """The profile or transaction that an option names."""
        if owner and owner.named:
            thing = self._transaction(owner.key) if kind == "transaction" else Thing(kind, owner.key)
            yield Occurrence(owner.place, thing, owner.key, by_id=True)

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
