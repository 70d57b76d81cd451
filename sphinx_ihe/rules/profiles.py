"""Rules about what a profile must have (IHE401, IHE402)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language.findings import Found
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Profile


def _declared(framework: Framework) -> Iterator[tuple[str, Profile]]:
    """The profiles that a directive declares: of the others, tables may be in forms that nobody knows."""
    yield from ((acronym, profile) for acronym, profile in framework.profiles.items() if not profile.typed)


def _is_foundation(profile: Profile) -> bool:
    return "foundation" in (word.text for word in profile.types)


@rule("IHE401", "W")
def profile_without_actors(framework: Framework) -> Iterator[Found]:
    """A profile has no actors.

    Products claim an actor of a profile, and so nobody can claim this one. A profile of the type ``foundation``, on
    which other profiles build, may do without.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

    Good::

        .. ihe:profile:: Remote Measurement Patterns (RMP)
           :type: foundation
    """
    for acronym, profile in _declared(framework):
        if not framework.actors_of(acronym) and not framework.main_tables(acronym) and not _is_foundation(profile):
            yield Found(profile.heading, f"profile {acronym} has no actors", "add ihe:actors-transactions below it")


@rule("IHE402", "W")
def missing_table(framework: Framework) -> Iterator[Found]:
    """A profile has no options table or no table of required groupings.

    A profile without options or groupings says so, with a row for each actor and the value ``none`` (supplement
    template X.2, X.3). A profile of the type ``foundation`` without actors has neither.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:required-groupings::

           Document Source: none

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

        .. ihe:actors-options::

           Document Source: none

        .. ihe:required-groupings::

           Document Source: none
    """
    for acronym, profile in _declared(framework):
        if _is_foundation(profile) and not framework.actors_of(acronym):
            continue
        if not framework.options_tables.get(acronym):
            message = f"profile {acronym} has no options table"
            yield Found(profile.heading, message, "add ihe:actors-options, with none for actors without options")
        if not framework.groupings_tables.get(acronym):
            message = f"profile {acronym} has no table of required groupings"
            yield Found(profile.heading, message, "add ihe:required-groupings, with none for actors without groupings")
