"""Rules about what Integration Statements claim (IHE901 to IHE903)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import IntegrationStatement
from sphinx_ihe.language.findings import Found, Related
from sphinx_ihe.rules.known import Known
from sphinx_ihe.rules.requires import requirements
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.inventory.records import GroupingFacts
    from sphinx_ihe.language import ClaimedActor, Grouping, Partner, Place, Written


class Needed(Struct, frozen=True):
    """One actor that a grouping asks for, and the options that it must have."""

    profile: str
    actor: str
    options: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.profile} / {self.actor}"


class Need(Struct, frozen=True):
    """A grouping of a claimed actor: one of the alternatives must be claimed. ``place`` is where it is asked for."""

    alternatives: tuple[Needed, ...]
    place: Place | None = None


class Claims(Struct, frozen=True, dict=True):
    """What one statement claims of the actors of a framework."""

    framework: Framework
    statement: IntegrationStatement

    @cached_property
    def all(self) -> tuple[tuple[str, ClaimedActor], ...]:
        """Every claimed actor with its profile."""
        return tuple((claim.profile.text, actor) for claim in self.statement.claims for actor in claim.actors)

    @cached_property
    def options(self) -> dict[tuple[str, str], set[str]]:
        """The claimed options of each claimed actor, by profile and actor."""
        claimed: dict[tuple[str, str], set[str]] = {}
        for profile, actor in self.all:
            key = (profile, self.framework.present_name(actor.actor.text))
            claimed.setdefault(key, set()).update(option.text for option in actor.options)
        return claimed

    def needs(self, profile: str, actor: ClaimedActor) -> Iterator[Need]:
        """What an actor must be grouped with; free conditions and profiles that nobody knows say nothing."""
        facts = self.framework.profile(profile)
        if facts is None:
            return
        if facts.external:
            published = facts.cast.get(actor.actor.text)
            for asked in (published and published.groupings) or ():
                yield from self._published_need(profile, actor, asked)
            return
        for table in self.framework.groupings_tables.get(profile, ()):
            for row in table.actors:
                if row.actor.text == actor.actor.text:
                    for grouping in row.groupings:
                        yield from self._needs_of(profile, actor, grouping)

    def _published_need(self, profile: str, actor: ClaimedActor, grouping: GroupingFacts) -> Iterator[Need]:
        claimed = self.options[profile, self.framework.present_name(actor.actor.text)]
        if grouping.condition or (grouping.when and grouping.when not in claimed):
            return
        for partners in grouping.sets:
            if all(self.framework.profile(partner.profile) for partner in partners):
                named = (
                    (partner, self.framework.present_name(each)) for partner in partners for each in partner.actors
                )
                yield Need(tuple(Needed(partner.profile, name, partner.options) for partner, name in named))

    def _needs_of(self, profile: str, actor: ClaimedActor, grouping: Grouping) -> Iterator[Need]:
        claimed = self.options[profile, self.framework.present_name(actor.actor.text)]
        if grouping.condition or (grouping.when and grouping.when.text not in claimed):
            return
        known = [tuple(self._needed(profile, partner)) for partner in grouping.partners]
        if grouping.one_of:
            known = [tuple(needed for each in known for needed in each)]
        for partner, alternatives in zip(grouping.partners, known, strict=False):
            if alternatives:
                yield Need(alternatives, grouping.place if grouping.one_of else partner.place)

    def _needed(self, profile: str, partner: Partner) -> Iterator[Needed]:
        of = partner.profile.text if partner.profile else profile
        if facts := self.framework.profile(of):
            options = tuple(option.text for option in partner.options)
            actors = (self.framework.present_name(actor.text) for actor in partner.actors)
            # IHE404 tells of an actor that the profile does not have.
            yield from (Needed(of, actor, options) for actor in actors if not facts.complete or actor in facts.cast)

    def claimed(self, need: Need) -> list[Needed]:
        """The alternatives of a need that are claimed, with their options or not."""
        return [needed for needed in need.alternatives if (needed.profile, needed.actor) in self.options]

    def missing(self, needed: Needed) -> list[str]:
        """The options that a claimed partner must have, and that are not claimed of it."""
        return [option for option in needed.options if option not in self.options[needed.profile, needed.actor]]


def _statements(framework: Framework) -> Iterator[Claims]:
    for statement in framework.declarations(IntegrationStatement):
        yield Claims(framework, statement)


@rule("IHE901", "E")
def undefined_claim(framework: Framework) -> Iterator[Found]:
    """An Integration Statement claims a profile, an actor or an option that does not exist.

    Statements name profiles, actors and options exactly as Volume 1 does (General Introduction, Appendix F): who
    compares products searches for these names.

    Bad::

        .. ihe:integration-statement:: Archive 4.2

           vendor: Example Systems
           date: 2026-11-24
           profiles:
             CT:
               Time Cleint: []

    Fixed, unsafe::

        .. ihe:integration-statement:: Archive 4.2

           vendor: Example Systems
           date: 2026-11-24
           profiles:
             CT:
               Time Client: []

    Good::

        .. ihe:integration-statement:: Archive 4.2

           vendor: Example Systems
           date: 2026-11-24
           profiles:
             CT:
               Time Client: []
    """
    profiles: Known | None = None
    of_profile: dict[tuple[str, str], Known] = {}
    for statement in framework.declarations(IntegrationStatement):
        for claim in statement.claims:
            acronym = claim.profile.text
            facts = framework.profile(acronym)
            if facts is None:
                profiles = profiles or Known(framework.known_profiles)
                fault = f"profile {acronym!r} is neither declared here nor published"
                yield profiles.unknown(claim.profile, fault, "write the acronym of a profile")
            elif facts.complete:
                actors = of_profile.setdefault(("actors", acronym), Known(framework.actors_in(acronym)))
                options = of_profile.setdefault(("options", acronym), Known(framework.options_in(acronym)))
                for actor in claim.actors:
                    yield from _undefined_actor(framework, acronym, actor, actors, options)


def _undefined_actor(
    framework: Framework, acronym: str, claimed: ClaimedActor, actors: Known, options: Known
) -> Iterator[Found]:
    actor = claimed.actor
    if actor.text not in actors:
        rename = None if actor.text in framework.actor_names else framework.rename(actor.text)
        if rename:
            message = f"actor {actor.text!r} was renamed, it is {rename.new!r} now"
            yield Found(actor.place, message, f"write {rename.new!r}")
        else:
            fault = f"{actor.text!r} is no actor of {acronym}"
            yield actors.unknown_of_few(actor, fault, f"name an actor of {acronym}")
        return
    facts = framework.profile(acronym)
    own = facts.cast.get(actor.text) if facts else None
    for option in claimed.options:
        if option.text not in options:
            fault = f"{option.text!r} is no option of {acronym}"
            yield options.unknown_of_few(option, fault, f"name an option of {acronym}")
        elif own and option.text not in own.offered and not (facts and facts.external and own.options is None):
            yield _not_offered(option, acronym, actor)


def _not_offered(option: Written, acronym: str, actor: Written) -> Found:
    message = f"{option.text!r} is no option of {acronym} / {actor.text}"
    return Found(option.place, message, f"claim an option that {actor.text!r} offers")


@rule("IHE902", "E")
def claim_without_grouping(framework: Framework) -> Iterator[Found]:
    """An Integration Statement claims an actor, and not an actor that it must be grouped with.

    Who claims an actor supports all that its required groupings ask for (supplement template X.3), and says so.
    Groupings under a condition in free text are not judged.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:required-groupings::

           Document Source:
             - CT / Time Client

        .. ihe:integration-statement:: Archive 4.2

           vendor: Example Systems
           date: 2026-11-24
           profiles:
             RM:
               Document Source: []

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:required-groupings::

           Document Source:
             - CT / Time Client

        .. ihe:integration-statement:: Archive 4.2

           vendor: Example Systems
           date: 2026-11-24
           profiles:
             RM:
               Document Source: []
             CT:
               Time Client: []
    """
    for claims in _statements(framework):
        if not claims.statement.complete:
            continue
        for profile, actor in claims.all:
            for need in claims.needs(profile, actor):
                if not claims.claimed(need):
                    partners = " or ".join(dict.fromkeys(map(str, need.alternatives)))
                    message = f"{profile} / {actor.actor.text} is grouped with {partners}, which is not claimed"
                    related = (Related(need.place, "the grouping"),) if need.place else ()
                    yield Found(actor.actor.place, message, "claim the actor that it is grouped with", related)


@rule("IHE903", "W")
def claim_without_required_option(framework: Framework) -> Iterator[Found]:
    """An Integration Statement claims something that needs an option, and does not claim that option.

    An option may require another one (``:requires:``), and a grouping may ask for a partner with an option.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch, Compression]

        .. ihe:option:: Batch
           :requires: Compression

           Measurements are sent once a day.

        .. ihe:option:: Compression

           Measurements are compressed.

        .. ihe:integration-statement:: Archive 4.2

           vendor: Example Systems
           date: 2026-11-24
           profiles:
             RM:
               Document Source: [Batch]

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch, Compression]

        .. ihe:option:: Batch
           :requires: Compression

           Measurements are sent once a day.

        .. ihe:option:: Compression

           Measurements are compressed.

        .. ihe:integration-statement:: Archive 4.2

           vendor: Example Systems
           date: 2026-11-24
           profiles:
             RM:
               Document Source: [Batch, Compression]
    """
    for claims in _statements(framework):
        if not claims.statement.complete:
            continue
        for profile, actor in claims.all:
            yield from _unmet_options(claims, profile, actor)
            for need in claims.needs(profile, actor):
                claimed = claims.claimed(need)
                if claimed and all(claims.missing(needed) for needed in claimed):
                    missing = " and ".join(map(repr, claims.missing(claimed[0])))
                    grouped = f"{profile} / {actor.actor.text} is grouped with {claimed[0]} with {missing}"
                    message = f"{grouped}, which is not claimed"
                    related = (Related(need.place, "the grouping"),) if need.place else ()
                    yield Found(actor.actor.place, message, "claim the option of the partner", related)


def _unmet_options(claims: Claims, profile: str, actor: ClaimedActor) -> Iterator[Found]:
    own = claims.options[profile, claims.framework.present_name(actor.actor.text)]
    facts = claims.framework.profile(profile)
    offered = facts.cast[actor.actor.text].offered if facts and actor.actor.text in facts.cast else None
    for option in actor.options:
        if option.text not in (offered or ()):
            continue  # IHE901 says so
        for name, place in _required_options(claims.framework, profile, option.text):
            if name not in own:
                message = f"option {option.text!r} of {profile} requires option {name!r}, which is not claimed"
                related = (Related(place, "required here"),) if place else ()
                yield Found(option.place, message, f"claim {name!r} too", related)


def _required_options(framework: Framework, profile: str, option: str) -> Iterator[tuple[str, Place | None]]:
    """The options that an option requires, and where that is said, if it is said here."""
    if declared := framework.options.get((profile, option)):
        required = requirements(framework, declared)
        yield from ((each.name, each.written.place) for each in required if each.kind == "option")
    elif facts := framework.profile(profile):
        yield from ((name, None) for name in facts.described.get(option, ()) if name in facts.options)
