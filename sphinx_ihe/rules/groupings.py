"""Rules about the partners of required groupings (IHE403, IHE404, IHE408, IHE409)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sphinx_ihe.language import ActorsContentModules, Claim, RequiredGroupings, Table, Written
from sphinx_ihe.language.findings import Edit, Fix, Found, Related, Severity
from sphinx_ihe.rules.known import Known
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.published import KnownProfile
    from sphinx_ihe.language import Grouping, Partner, Place


class GroupingCell(Struct, frozen=True):
    """A partner of a grouping. ``of`` is the acronym of the partner's profile, which is ``profile`` where none is
    written; both are None in a table without a home.
    """

    profile: str | None
    actor: Written
    grouping: Grouping
    partner: Partner
    of: str | None


def partner_rows(framework: Framework) -> Iterator[GroupingCell]:
    """Every partner of every required grouping."""
    for table in framework.tables(RequiredGroupings):
        own = table.owner.key if table.owner else None
        for row in table.actors:
            for grouping in row.groupings:
                for partner in grouping.partners:
                    yield GroupingCell(
                        own, row.actor, grouping, partner, partner.profile.text if partner.profile else own
                    )


@rule("IHE403", "E")
def undefined_profile(framework: Framework) -> Iterator[Found]:
    """A grouping or an option of a directive names a profile that is neither declared here nor published.

    Profiles are named by their acronyms, as they are published: ``XDS.b``, ``mCSD``. Before an acronym, the code of
    another domain than the profile's is a warning.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - ATNAA / Secure Node

    Fixed, unsafe::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - ATNA / Secure Node

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - ATNA / Secure Node
    """
    known: Known | None = None
    for name, cell in _named_profiles(framework):
        if framework.profile(name.text) is None:
            known = known or Known(framework.known_profiles)
            fault = f"profile {name.text!r} is neither declared here nor published"
            advice = "write the acronym of a profile, or declare the profile with ihe:profile"
            yield replace(known.unknown(name, fault, advice), place=cell)
    for row in partner_rows(framework):
        if row.of and row.partner.domain:
            yield from _foreign_domain(framework.profile(row.of), row.partner.domain, row.partner.place)


def _foreign_domain(profile: KnownProfile | None, domain: Written, cell: Place) -> Iterator[Found]:
    if profile and profile.domain and domain.text not in (profile.domain, "IHE"):
        fault = f"profile {profile.acronym} is of the domain {profile.domain}, found {domain.text!r}"
        fix = Fix(False, (Edit(domain.place, profile.domain),))
        yield Found(cell, fault, f"write {profile.domain} {profile.acronym}", fix=fix, severity=Severity.warning)


def _named_profiles(framework: Framework) -> Iterator[tuple[Written, Place]]:
    """Every profile that is named, and the cell or the option that names it; what a caption says is no name."""
    for each in framework.named("profile"):
        captioned = isinstance(each.record, Table) and each.record.typed
        if not isinstance(each.record, Claim) and not captioned:
            yield each.written, each.cell


@rule("IHE404", "E")
def undefined_partner(framework: Framework) -> Iterator[Found]:
    """The partner of a grouping is no actor of its profile.

    A partner is a profile and one of its actors; a profile alone is none. An actor without a profile is one of the
    profile that the table belongs to.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - CT / Time Cleint

    Fixed, unsafe::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - CT / Time Client

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:required-groupings::

           Document Source:
             - CT / Time Client
    """
    known: dict[str, Known] = {}
    for row in partner_rows(framework):
        facts = framework.profile(row.of) if row.of else None
        if row.of is None or facts is None or not facts.complete:
            continue
        if row.of not in known:
            known[row.of] = Known(framework.actors_in(row.of))
        for actor in row.partner.actors:
            if actor.text not in known[row.of] and framework.present_name(actor.text) == actor.text:
                if row.partner.profile is None and (meant := framework.profile(actor.text)):
                    yield _profile_alone(meant, row.partner)
                    continue
                fault = f"{actor.text!r} is no actor of {row.of}"
                advice = f"name an actor of {row.of}" if row.partner.profile else "write PROFILE / ACTOR"
                found = replace(known[row.of].unknown(actor, fault, advice), place=row.partner.place)
                near, expected = known[row.of].near(actor.text), known[row.of].expected
                if expected and not (near and near.case):
                    # A list has the nearest one in it.
                    found = replace(found, message=f"{fault}{expected}")
                # An actor of another profile is not misspelt.
                yield replace(found, fix=None) if actor.text in framework.actor_names else found


def _profile_alone(profile: KnownProfile, partner: Partner) -> Found:
    """The finding on a profile where an actor is to stand."""
    known = Known(f"{profile.acronym} / {actor}" for actor in profile.cast)
    expected = known.expected or ", expected one of its actors"
    return Found(partner.place, f"{profile.acronym!r} is a profile{expected}", "write PROFILE / ACTOR")


@rule("IHE408", "W")
def content_without_transport(framework: Framework) -> Iterator[Found]:
    """A creator or consumer of a content profile has no required grouping.

    A content profile says what a document holds, not how it travels: its Content Creator and Content Consumer are
    grouped with actors of a transport profile (General Introduction 7.4, supplement template X.3). An actor that has
    transactions of its own is not meant.

    Bad::

        .. ihe:profile:: Measurement Summary (MS)
           :type: content

        .. ihe:actors-content-modules::

           Content Creator:
             Medical Summary: R

        .. ihe:required-groupings::

           Content Creator: none

    Good::

        .. ihe:profile:: Measurement Summary (MS)
           :type: content

        .. ihe:actors-content-modules::

           Content Creator:
             Medical Summary: R

        .. ihe:required-groupings::

           Content Creator:
             - one of: [XDS.b / Document Source, XDR / Document Source]
    """
    for acronym, profile in framework.profiles.items():
        if "content" not in (word.text for word in profile.types):
            continue
        tables = framework.groupings_tables.get(acronym, [])
        if not all(table.complete for table in tables):
            continue
        grouped = {row.actor.text for table in tables for row in table.actors if row.groupings}
        ungrouped = {row.actor.text: row.actor for table in tables for row in table.actors if not row.groupings}
        for actor in _creators_and_consumers(framework, acronym).values():
            if actor.text not in grouped:
                place = ungrouped.get(actor.text, actor).place
                message = f"{actor.text!r} of the content profile {acronym} has no required grouping"
                yield Found(place, message, "group it with an actor of a transport profile, such as XDS.b or XDR")


def _creators_and_consumers(framework: Framework, acronym: str) -> dict[str, Written]:
    """The actors of a content profile that create or consume documents, and have no transaction to carry them."""
    found: dict[str, Written] = {}
    busy = {row.actor.text for t in framework.transactions_tables.get(acronym, ()) for row in t.actors if row.uses}
    for table in framework.main_tables(acronym):
        for row in table.actors:
            content = isinstance(table, ActorsContentModules) and row.uses
            if row.actor.text not in busy and (content or row.actor.text.endswith(("Creator", "Consumer"))):
                found.setdefault(row.actor.text, row.actor)
    return found


@rule("IHE409", "E")
def circular_grouping(framework: Framework) -> Iterator[Found]:
    """An actor is grouped with itself, at once or through other actors.

    A grouping adds the requirements of another actor; in a circle none of them adds anything. Partners of which one is
    enough may lead back.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
           Document Registry:
             ITI-42: R

        .. ihe:required-groupings::

           Document Source:
             - Document Registry
           Document Registry:
             - Document Source

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
           Document Registry:
             ITI-42: R

        .. ihe:required-groupings::

           Document Source:
             - Document Registry
           Document Registry:
             - CT / Time Client
    """
    edges: dict[_Node, dict[_Node, GroupingCell]] = {}
    for row in partner_rows(framework):
        if row.profile is None or row.of is None:
            continue
        start = (row.profile, row.actor.text)
        partners = [(row.of, actor.text) for actor in row.partner.actors]
        if start in partners:
            message = f"{row.actor.text!r} is grouped with itself"
            yield Found(row.grouping.place, message, "name another actor")
        elif not row.grouping.one_of and len(partners) == 1:
            way = _way(edges, partners[0], start)
            if way is not None:
                circle = " - ".join(actor for _, actor in [start, *way])
                related = tuple(
                    Related(edges[one][other].grouping.place, "in the same circle") for one, other in pairwise(way)
                )
                yield Found(row.grouping.place, f"groupings in a circle: {circle}", "take one of them out", related)
            edges.setdefault(start, {}).setdefault(partners[0], row)


_Node = tuple[str, str]
"""A profile's acronym and one of its actors."""


def _way(edges: dict[_Node, dict[_Node, GroupingCell]], start: _Node, goal: _Node) -> list[_Node] | None:
    """The actors on a way from one actor over its partners to another; None if there is none."""
    came: dict[_Node, _Node | None] = {start: None}
    ahead = [start]
    while ahead:
        node = ahead.pop()
        if node == goal:
            way = [node]
            while (before := came[way[-1]]) is not None:
                way.append(before)
            return way[::-1]
        for partner in edges.get(node, ()):
            if partner not in came:
                came[partner] = node
                ahead.append(partner)
    return None
