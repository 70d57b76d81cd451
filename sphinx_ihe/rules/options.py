"""Rules about options and what they require (IHE405 to IHE407, IHE412)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from sphinx_ihe.framework.declared import grouped
from sphinx_ihe.language import ActorsOptions, Grouping, Partner, ProfileOption, Use
from sphinx_ihe.language.findings import Found, Related, Severity
from sphinx_ihe.rules.known import Known
from sphinx_ihe.rules.requires import RequiredThing, requirements
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Place, Written


class Named(NamedTuple):
    """An option that is named outside the options table, the profile whose option it should be, and the cell."""

    profile: str
    option: Written
    cell: Place


@rule("IHE405", "E")
def undefined_option(framework: Framework) -> Iterator[Found]:
    """A cell, a grouping or another option names an option that its profile does not have.

    The options of a profile are those in its options table and those that ``ihe:option`` describes. That a published
    profile lacks an option is a warning: a later supplement may have added it.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R with the Batch Option

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R with the Batch Option

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch

           Measurements are sent once a day.
    """
    known: dict[str, Known] = {}
    typed = {table.directive.file for table in framework.typed_tables}
    for profile, option, cell in _named_options(framework):
        facts = framework.profile(profile)
        if facts is None or not facts.complete:
            continue
        if profile not in known:
            known[profile] = Known(framework.options_in(profile))
        if option.text not in known[profile]:
            fault = f"{option.text!r} is no option of {profile}"
            if facts.external and cell.file in typed and known[profile].near(option.text) is None:
                continue  # what a text has that was there before may be newer than what is known here
            if facts.external:
                advice = "compare the published profile"
                found = known[profile].unknown_of_few(option, fault, advice, Severity.warning)
            else:
                found = known[profile].unknown_of_few(option, fault, f"offer it in the options table of {profile}")
            yield replace(found, place=cell)
    for described in framework.declarations(ProfileOption):
        yield from _undefined_requirements(framework, described)


def _named_options(framework: Framework) -> Iterator[Named]:
    """Every option that a cell or a grouping names."""
    for each in framework.named("option"):
        if each.profile and isinstance(each.record, Use | Grouping | Partner):
            yield Named(each.profile, each.written, each.cell)


def _undefined_requirements(framework: Framework, option: ProfileOption) -> Iterator[Found]:
    profile = option.profile.key if option.profile else ""
    facts = framework.profile(profile)
    if facts is None or not facts.complete:
        return
    for requirement in requirements(framework, option):
        if requirement.kind is None:
            modules = framework.used_content_modules.get(profile, frozenset()).union(framework.content_modules)
            known = Known(framework.options_in(profile) | modules)
            fault = f"{requirement.name!r} is no transaction, content module or option of {profile}"
            yield known.unknown(requirement.written, fault, "name what the profile's tables have")


@rule("IHE406", "W")
def undescribed_option(framework: Framework) -> Iterator[Found]:
    """An option stands in the options table, and no ``ihe:option`` describes it.

    The table only names the option. What a product must do to claim it stands in a section of its own (supplement
    template X.2).

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch

           Measurements are sent once a day.
    """
    said: set[tuple[str, str]] = set()
    known: dict[str, Known] = {}
    for table in (table for table in framework.tables(ActorsOptions) if not table.typed):
        if table.owner is None:
            continue
        profile = table.owner.key
        for option in (option for row in table.actors for option in row.options):
            key = (profile, option.name.text)
            if key in framework.options or key in said or _is_published(framework, *key):
                continue
            said.add(key)
            if profile not in known:
                known[profile] = Known(framework.described_options.get(profile, ()))
            named = [name.strip() for name in option.name.text.split(",")]
            if len(named) > 1 and all(name in known[profile] for name in named):
                fault = f"{option.name.text!r} is one text, expected a list of options"
                yield Found(option.place, fault, f"write [{option.name.text}]")
                continue
            fault = f"option {option.name.text!r} of {profile} is offered, and nothing describes it"
            advice = f"add a section for it with ihe:option:: {option.name.text}"
            yield _alike(replace(known[profile].unknown(option.name, fault, advice), place=option.place))


def _is_published(framework: Framework, profile: str, option: str) -> bool:
    """Whether an option of a profile that is not declared here is described where the profile is published."""
    facts = framework.profile(profile)
    return facts is not None and facts.external and option in facts.options


@rule("IHE407", "W")
def unoffered_option(framework: Framework) -> Iterator[Found]:
    """An option is described, and no actor offers it in the options table.

    Products claim an option as an actor, and so nobody can claim this one.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: none

        .. ihe:option:: Batch

           Measurements are sent once a day.

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch

           Measurements are sent once a day.
    """
    known: dict[str, Known] = {}
    for (profile, name), option in framework.options.items():
        tables = framework.options_tables.get(profile, [])
        if not all(table.complete for table in tables) or _is_published(framework, profile, name):
            continue
        if framework.profile(profile) is None:
            continue  # IHE403 says so
        if profile not in known:
            known[profile] = Known(o.name.text for table in tables for row in table.actors for o in row.options)
        if name not in known[profile]:
            fault = f"option {name!r} of {profile} is described, and no actor offers it"
            found = known[profile].unknown(replace(option.label, text=name), fault, "offer it in the options table")
            yield _alike(replace(found, fix=None))


def _alike(found: Found) -> Found:
    """Where table and section differ in case alone, nobody knows which of them is right."""
    if found.severity is not Severity.warning:
        return found
    return replace(found, help="write the option alike in the table and in its section", fix=None)


@rule("IHE412", "W")
def unmet_option_requirement(framework: Framework) -> Iterator[Found]:
    """An actor offers an option that requires a transaction, a content module or an option that the actor lacks.

    What ``:requires:`` names is required of every actor that offers the option. An actor that does not have it cannot
    claim the option.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch
           :requires: ITI-42

           Measurements are sent once a day.

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
             ITI-42: R with the Batch Option

        .. ihe:actors-options::

           Document Source: [Batch]

        .. ihe:option:: Batch
           :requires: ITI-42

           Measurements are sent once a day.
    """
    for acronym, tables in framework.options_tables.items():
        described = framework.described_options.get(acronym, ())
        needs = {name: _needs(framework, framework.options[acronym, name]) for name in described}
        if not any(needs.values()) or not _is_complete(framework, acronym):
            continue
        has = _has(framework, acronym)
        for row in (row for table in tables for row in table.actors):
            own = has.get(row.actor.text, ())
            for name in (option.name.text for option in row.options):
                missing = [need for need in needs.get(name, ()) if (need.kind, need.name) not in own]
                if missing:
                    what = " and ".join(f"{need.kind} {need.name!r}" for need in missing)
                    message = f"option {name!r} requires {what}, which {row.actor.text!r} lacks"
                    related = tuple(Related(need.written.place, "required here") for need in missing)
                    advice = "give the actor what the option requires, or do not offer the option"
                    yield Found(row.actor.place, message, advice, related)


def _needs(framework: Framework, option: ProfileOption) -> list[RequiredThing]:
    """What an option requires, apart from what nobody knows and other rules report."""
    return [
        need
        for need in requirements(framework, option)
        if need.kind and (need.kind != "transaction" or framework.transaction(need.name))
    ]


def _is_complete(framework: Framework, acronym: str) -> bool:
    facts = framework.profile(acronym)
    return facts is not None and facts.complete


def _has(framework: Framework, acronym: str) -> dict[str, list[tuple[str | None, str]]]:
    """What each actor of a profile has, as kinds and names: by the tables here, and by those of a published profile."""
    facts = framework.profile(acronym)
    pairs: list[tuple[str, tuple[str | None, str]]] = []
    for actor in facts.actors if facts else ():
        pairs += [(actor.name, ("transaction", use.transaction)) for use in actor.transactions]
        pairs += [(actor.name, ("option", option)) for option in actor.offered]
    for table in framework.transactions_tables.get(acronym, ()):
        uses = [(row.actor.text, framework.transaction_id(use.target.text)) for row in table.actors for use in row.uses]
        pairs += [(actor, ("transaction", id)) for actor, id in uses]
    for content in framework.content_tables.get(acronym, ()):
        pairs += [(row.actor.text, ("content module", use.target.text)) for row in content.actors for use in row.uses]
    for offered in framework.options_tables.get(acronym, ()):
        pairs += [(row.actor.text, ("option", option.name.text)) for row in offered.actors for option in row.options]
    return grouped(pairs)
