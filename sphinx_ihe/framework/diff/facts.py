"""What a framework says, thing by thing, as texts that can be compared and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.framework.declared import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_ihe.framework.inventory import records

ComparedFacts = dict[str, str]
"""What is said of one thing: texts by what they are about."""


class FactKey(NamedTuple):
    """A thing by its kind and its key, as roles have them; the framework itself is ``framework`` without a key."""

    kind: str
    key: str


class FactNames:
    """New names in place of old ones, wherever an inventory has them."""

    def __init__(self, renames: Mapping[FactKey, str] | None = None) -> None:
        self._new = renames or {}

    def of(self, kind: str, key: str) -> str:
        """The key of a thing now."""
        return self._new.get(FactKey(kind, key), key)

    def option(self, profile: str, name: str) -> str:
        """The name of an option now; ``profile`` is the acronym as it was."""
        return self._new.get(FactKey("option", f"{profile} / {name}"), f"/ {name}").partition("/ ")[2]

    def key(self, thing: records.Published) -> str:
        """The key of a thing now."""
        owner, slash, name = thing.key.partition(" / ")
        if not slash:
            return self.of(thing.kind, thing.key)
        name = self.option(owner, name) if thing.kind == "option" else name
        return self._new.get(FactKey(thing.kind, thing.key)) or f"{self.of('profile', owner)} / {name}"


def facts_of(inventory: records.Inventory, names: FactNames) -> dict[FactKey, ComparedFacts]:
    """What an inventory says of each thing, under its name now. Where things are published is no fact of them."""
    said = Said(names)
    found = {FactKey("framework", ""): said.framework(inventory.framework)}
    for profile in inventory.profiles:
        acronym = names.of("profile", profile.acronym)
        found[FactKey("profile", acronym)] = said.profile(profile)
        for actor in profile.actors:
            key = f"{acronym} / {names.of('actor', actor.name)}"
            found[FactKey("profile-actor", key)] = said.profile_actor(actor, profile.acronym)
    for thing, facts in _others(inventory, said):
        found[FactKey(thing.kind, names.key(thing))] = facts
    return found


def _others(inventory: records.Inventory, said: Said) -> Iterator[tuple[records.Published, ComparedFacts]]:
    # An old name is no actor of its own.
    yield from ((each, said.actor(each)) for each in inventory.actors if not each.renamed_to)
    yield from ((each, said.transaction(each)) for each in inventory.transactions)
    yield from ((each, said.option(each)) for each in inventory.options)
    yield from ((each, said.content_module(each)) for each in inventory.content_modules)
    yield from ((each, _some(oid=each.oid)) for each in inventory.use_cases)
    yield from ((each, said.requirement(each)) for each in inventory.requirements)
    yield from ((each, said.issue(each)) for each in inventory.issues)
    yield from ((each, said.statement(each)) for each in inventory.statements)


class Said:
    """What is said of a thing of each kind."""

    def __init__(self, names: FactNames) -> None:
        self.names = names

    def framework(self, about: records.About) -> ComparedFacts:
        return _some(
            domain=about.domain,
            name=about.name,
            title=about.title,
            status=about.status,
            revision=about.revision,
            date=about.date,
            authors=_listed(about.authors),
            contact=about.contact,
            transaction_prefixes=_listed(about.transaction_prefixes),
            section_prefix=about.section_prefix,
            oid_root=about.oid_root,
        )

    def profile(self, profile: records.ProfileFacts) -> ComparedFacts:
        return _some(
            name=profile.name,
            types=_listed(profile.types),
            status=profile.status,
            chapter=profile.chapter,
            oid=profile.oid,
        )

    def profile_actor(self, actor: records.ProfileActorFacts, profile: str) -> ComparedFacts:
        rows = [(f"transaction {self.transaction_id(use)}", self.use(use, profile)) for use in actor.transactions]
        rows += [(f"content module {self.module(use)}", self.use(use, profile)) for use in actor.content_modules]
        rows += [
            (f"option {self.names.option(profile, o.name)}", _noted("offered", o.note)) for o in actor.options or ()
        ]
        rows += [self.grouping(grouping, profile) for grouping in actor.groupings or ()]
        return _some(oid=actor.oid, notes=" ".join(actor.notes)) | {
            what: "; ".join(said) for what, said in grouped(rows).items()
        }

    def transaction_id(self, use: records.UseFacts) -> str:
        return self.names.of("transaction", use.transaction)

    def module(self, use: records.ContentUseFacts) -> str:
        return self.names.of("content-module", use.content_module)

    def use(self, use: records.UseFacts | records.ContentUseFacts, profile: str) -> str:
        """``R initiator with the X Option``, and the note."""
        parts = [use.optionality or "unreadable", *getattr(use, "sides", ())]
        if use.option:
            parts.append(f"with the {self.names.option(profile, use.option)} Option")
        if use.deferred:
            parts.append("deferred")
        return _noted(" ".join(parts), use.note)

    def grouping(self, grouping: records.GroupingFacts, profile: str) -> tuple[str, str]:
        """The partners of a grouping, and when it is required."""
        joint = " or " if grouping.one_of else " and "
        when = f"with the {self.names.option(profile, grouping.when)} Option" if grouping.when else grouping.condition
        content = f"content {grouping.content}" if grouping.content else ""
        notes = " ".join(partner.note for partner in grouping.partners if partner.note)
        said = ", ".join(filter(None, ["required", when, content]))
        return f"grouping with {joint.join(map(self.partner, grouping.partners))}", _noted(said, notes)

    def partner(self, partner: records.PartnerFacts) -> str:
        profile = self.names.of("profile", partner.profile)
        actors = " or ".join(self.names.of("actor", actor) for actor in partner.actors)
        options = [self.names.option(partner.profile, option) for option in partner.options]
        return f"{profile} / {actors}" + (f" with {_listed(options)}" if options else "")

    def actor(self, actor: records.ActorFacts) -> ComparedFacts:
        abstract = "yes" if actor.abstract else None
        return _some(abbreviation=actor.abbreviation, abstract=abstract, oid=actor.oid)

    def transaction(self, transaction: records.TransactionFacts) -> ComparedFacts:
        facts = _some(
            name=transaction.name,
            status=transaction.status,
            section=transaction.section,
            standards=_listed(transaction.standards),
            oid=transaction.oid,
        )
        players = grouped(
            (f"role of {self.names.of('actor', player.name)}", _noted(" and ".join(role.sides), player.note))
            for role in transaction.roles or ()
            for player in role.actors
        )
        return facts | {what: "; ".join(said) for what, said in players.items()}

    def option(self, option: records.OptionFacts) -> ComparedFacts:
        requires = [self.required(each, option.profile) for each in option.requires]
        return _some(requires=_listed(requires), oid=option.oid)

    def required(self, name: str, profile: str) -> str:
        """What an option requires: a transaction, a content module or another option of its profile."""
        new = self.names.of("transaction", name)
        new = new if new != name else self.names.of("content-module", name)
        return new if new != name else self.names.option(profile, name)

    def content_module(self, module: records.ContentModuleFacts) -> ComparedFacts:
        return _some(oid=module.oid, parent=module.parent, format_code=module.format_code, code=module.code)

    def requirement(self, requirement: records.RequirementFacts) -> ComparedFacts:
        return _some(
            name=requirement.name,
            level=requirement.level,
            actors=_listed([self.names.of("actor", actor) for actor in requirement.actors]),
            transaction=requirement.transaction and self.names.of("transaction", requirement.transaction),
            profile=requirement.profile and self.names.of("profile", requirement.profile),
            text=requirement.text,
            oid=requirement.oid,
        )

    def issue(self, issue: records.IssueFacts) -> ComparedFacts:
        return _some(name=issue.name, state=issue.state, closed_by=issue.closed_by)

    def statement(self, statement: records.StatementFacts) -> ComparedFacts:
        claims = {
            f"claim {self.names.of('profile', claim.profile)} / {self.names.of('actor', actor.name)}": _listed(
                [self.names.option(claim.profile, option) for option in actor.options]
            )
            or "without options"
            for claim in statement.claims
            for actor in claim.actors
        }
        return _some(date=statement.date) | claims


def _some(**facts: str | None) -> ComparedFacts:
    """The facts that there are."""
    return {what.replace("_", " "): said for what, said in facts.items() if said}


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def _noted(said: str, note: str | None) -> str:
    return f"{said} ({note})" if note else said
