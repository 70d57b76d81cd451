"""Rules about what roles in running text point at (IHE601)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.language import Written, names
from sphinx_ihe.language.findings import Found
from sphinx_ihe.reading.declarations import id_part
from sphinx_ihe.rules.known import Known
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Reference


@rule("IHE601", "E")
def undefined_target(framework: Framework) -> Iterator[Found]:
    """A role points at something that is neither declared here nor published.

    The reader gets a name without a link, and most often a misspelt one. An actor of a profile is named with its
    profile, ``XDS.b / Document Source``, and so are an option and a use case whose name another profile has too.

    Bad::

        The :ihe:actor:`Time Cleint` asks for the time.

    Fixed, unsafe::

        The :ihe:actor:`Time Client` asks for the time.

    Good::

        The :ihe:actor:`Time Client` asks for the time.
    """
    targets = _Targets(framework)
    for reference in framework.references:
        if (look_up := targets.kinds.get(reference.kind)) is not None:
            yield from look_up(reference)


class _Targets:
    """What roles of each kind may point at. Known names are gathered when one is missed first."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.kinds: dict[str, Callable[[Reference], Iterable[Found]]] = {
            "actor": self.actor,
            "transaction": self.transaction,
            "profile": self.profile,
            "profile-actor": self.profile_actor,
            "option": self.option,
            "use-case": self.use_case,
            "content-module": self.content_module,
            "requirement": self.requirement,
            "issue": self.issue,
        }
        self._known: dict[tuple[str, str], Known] = {}
        self._owned: dict[str, dict[str, str]] = {}

    def known(self, kind: str, every: Callable[[], Iterable[str]], profile: str = "") -> Known:
        if (kind, profile) not in self._known:
            self._known[kind, profile] = Known(every())
        return self._known[kind, profile]

    def actor(self, reference: Reference) -> Iterator[Found]:
        name = reference.target
        framework = self.framework
        if name.text in framework.actors or name.text in framework.actor_names or framework.rename(name.text):
            return
        known = self.known("actor", lambda: framework.actor_names)
        yield known.unknown(name, f"actor {name.text!r} is neither declared here nor published", "correct its name")

    def transaction(self, reference: Reference) -> Iterator[Found]:
        id = id_part(reference.target)[1]
        if self.framework.transaction(id.text) is None:
            every = self.framework.known_transactions
            if ids := [key for key, facts in every.items() if facts.name == id.text]:
                yield _by_its_name(id, ids, "id")
                return
            known = self.known("transaction", lambda: every)
            fault = f"transaction {id.text!r} is neither declared here nor published"
            yield known.unknown_id(id, fault, "name it by its id")

    def profile(self, reference: Reference) -> Iterator[Found]:
        written = reference.target
        acronym = self.framework.key("profile", written.text)
        facts = self.framework.profile(acronym)
        title = names.profile_title(written.text)
        if facts is None:
            every = self.framework.known_profiles.values()
            if acronyms := [each.acronym for each in every if each.name == written.text]:
                yield _by_its_name(written, acronyms, "acronym")
                return
            known = self.known("profile", lambda: self.framework.known_profiles)
            fault = f"profile {written.text!r} is neither declared here nor published"
            found = known.unknown(Written(acronym, written.place), fault, "name it by its acronym")
            yield replace(found, fix=None) if title else found
        elif title and title[0] != facts.name:
            fault = f"profile {acronym} is {facts.name!r}, found {title[0]!r}"
            yield Found(written.place, fault, "correct the name or the acronym")

    def profile_actor(self, reference: Reference) -> Iterator[Found]:
        yield from self._of_profile(reference, "actor", self.framework.actors_in, self.framework.profile_actors)

    def option(self, reference: Reference) -> Iterator[Found]:
        yield from self._of_profile(reference, "option", self.framework.options_in, self.framework.options)

    def use_case(self, reference: Reference) -> Iterator[Found]:
        described = self.framework.use_cases

        def known_of(acronym: str) -> frozenset[str]:
            return frozenset(name for profile, name in described if profile == acronym)

        yield from self._of_profile(reference, "use case", known_of, described)

    def content_module(self, reference: Reference) -> Iterator[Found]:
        yield from self._by_name(reference, "content module", self.framework.content_module_names)

    def requirement(self, reference: Reference) -> Iterator[Found]:
        yield from self._by_name(reference, "requirement", self.framework.requirements)

    def issue(self, reference: Reference) -> Iterator[Found]:
        yield from self._by_name(reference, "issue", self.framework.issues)

    def _by_name(self, reference: Reference, what: str, every: Collection[str]) -> Iterator[Found]:
        name = reference.target
        if name.text not in every:
            known = self.known(what, lambda: every)
            found = known.unknown(name, f"{what} {name.text!r} is not declared", f"declare it, or name another {what}")
            # Ids that are near mean nothing.
            yield found if what == "content module" else replace(found, fix=None)

    def _of_profile(
        self,
        reference: Reference,
        what: str,
        known_of: Callable[[str], frozenset[str]],
        described: Mapping[tuple[str, str], object],
    ) -> Iterator[Found]:
        """A thing of a profile, which is written as ``PROFILE / NAME``."""
        target = reference.target
        acronym, slash, name = self.framework.key(reference.kind, target.text).partition(" / ")
        if not slash:
            if what not in self._owned:
                self._owned[what] = self._names_of_profiles(known_of, described)
            such = self._with_profile(what, target.text)
            fault = f"{target.text!r} names no profile, expected one before a slash"
            fault += f", such as {such!r}" if such else ""
            yield Found(target.place, fault, f"write PROFILE / {what.upper()}")
            return
        facts = self.framework.profile(acronym)
        if facts is None:
            known = self.known("profile", lambda: self.framework.known_profiles)
            fault = f"profile {acronym!r} is neither declared here nor published"
            found = known.unknown(Written(acronym, target.place), fault, "name the profile by its acronym")
            yield replace(found, fix=None)
        elif facts.complete and (acronym, name) not in described:
            known = self.known(what, lambda: known_of(acronym), acronym)
            if name not in known:
                fault = f"{name!r} is no {what} of {acronym}"
                found = known.unknown_of_few(Written(name, target.place), fault, f"name one that {acronym} has")
                yield replace(found, fix=None)

    def _names_of_profiles(
        self, known_of: Callable[[str], frozenset[str]], described: Iterable[tuple[str, str]]
    ) -> dict[str, str]:
        """Names of one kind with the profile of each; of several profiles, one that is declared here."""
        every = [*self.framework.profiles, *self.framework.known_profiles]
        owned = chain(described, ((acronym, name) for acronym in every for name in sorted(known_of(acronym))))
        profiles: dict[str, str] = {}
        for acronym, name in owned:
            profiles.setdefault(name, acronym)
        return profiles

    def _with_profile(self, what: str, target: str) -> str | None:
        """The target in the form that it most likely lacks; None where no known name is near."""
        written, _, name = target.rpartition("/")
        near = self.known(f"{what} of any profile", lambda: self._owned[what]).near(name.strip())
        if near is None:
            return None
        owner = written.strip() if self.framework.profile(written.strip()) else self._owned[what][near.name]
        return f"{owner} / {near.name}"


def _by_its_name(written: Written, keys: Sequence[str], expected: str) -> Found:
    """The finding on a name that stands in place of an acronym or an id."""
    named = " and ".join(keys)
    return Found(written.place, f"{written.text!r} is the name of {named}, expected the {expected}", f"write {named}")
