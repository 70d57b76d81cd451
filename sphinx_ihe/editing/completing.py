"""What could be typed at a place: directives, options, roles, and the names that fit a key or a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.editing.occurrences import Thing
from sphinx_ihe.language import FRAGMENTS, LIFELINE_WORDS, OPTIONALITIES, Profile
from sphinx_ihe.language.directives import CHANGE_MARKS, DIRECTIVES, KINDS_OF_PROFILE, ROLES, SPHINX_OPTIONS
from sphinx_ihe.reading.bodies.uses import SIDE_WORDS
from sphinx_ihe.reading.declarations.values import acronym as acronym_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx_ihe.editing.typed import Typed
    from sphinx_ihe.framework.framework import Framework

MOST = 300
"""So many candidates are offered at once; more letters give others."""

_WITH = re.compile(r"(?P<before>.*\S)\s+with(?:\s+(?:the\s*)?.*)?$", re.DOTALL).fullmatch
_PROFILE_OPTION = re.compile(r"\s*:profile:\s+(?P<value>.+)").match
_GROUPING_KEYS = {
    "one of: ": "one of several partners",
    "with: ": "partners under a condition",
    "when: ": "the option under which they are required",
    "condition: ": "when they are required, in words",
    "content: ": "a reference to content bindings",
}
_STEPS = {
    "else": "another course of the fragment",
    "end": "closes a fragment",
    "note over": "a note on the lifelines of actors, with commas",
    "note left of": "a note beside an actor",
    "note right of": "a note beside an actor",
    "participant": "in which order actors stand, with commas",
    "box": "a box round actors, with commas, a colon and a title",
    "autonumber": "from here, messages have numbers",
}
_STATEMENT_KEYS = ("vendor: ", "product: ", "version: ", "date: ", "profiles:")


class Candidate(NamedTuple):
    """A text that may stand in place of what has been typed: ``kind`` is that of a thing, or a word for it."""

    text: str
    kind: str
    about: str = ""
    thing: Thing | None = None


class TypedPlace(NamedTuple):
    """Where something is typed: what it is, in which file, and the lines there."""

    typed: Typed
    file: str
    lines: Sequence[str]


def candidates(framework: Framework, place: TypedPlace) -> tuple[list[Candidate], bool]:
    """What could be typed, the likeliest first, and whether that is all of it."""
    found = _Candidates(framework, place)
    matching = _matching(found.every(), place.typed.prefix)
    return matching[:MOST], len(matching) <= MOST


def _matching(found: Iterable[Candidate], prefix: str) -> list[Candidate]:
    """The candidates that have the letters of a prefix in their order; first those that begin with it or hold it."""
    wanted = prefix.casefold().rstrip()
    in_order = re.compile(".*?".join(map(re.escape, wanted)), re.DOTALL).search
    ranks: tuple[dict[str, Candidate], ...] = ({}, {}, {})
    for each in found:
        text = f"{each.text} {each.about}".casefold()
        if in_order(text):
            rank = 0 if text.startswith(wanted) else 1 if wanted in text else 2
            ranks[rank].setdefault(each.text, each)
    return list((ranks[0] | ranks[1] | ranks[2]).values())


class _Candidates:
    """The candidates at one place."""

    def __init__(self, framework: Framework, place: TypedPlace) -> None:
        self.framework = framework
        self.typed, self.file, self.lines = place
        self.path = self.typed.path

    def every(self) -> Iterable[Candidate]:
        """Everything that could be typed, the likeliest first."""
        match self.typed.what:
            case "directive":
                return (Candidate(name, "directive", each.help) for name, each in DIRECTIVES.items())
            case "option":
                return self._options_of_directive()
            case "value":
                return self._values()
            case "role":
                start = ":" if self.typed.prefix.startswith(":") else ""
                names = (*ROLES, *CHANGE_MARKS)
                return (Candidate(f"{start}ihe:{name}{start}", "role", name.replace("-", " ")) for name in names)
            case "target":
                return self._targets(self.typed.of)
        body = _BODIES.get(self.typed.directive)
        return body(self) if body else ()

    # -- directives and roles -----------------------------------------------------------------------------------------

    def _options_of_directive(self) -> Iterator[Candidate]:
        yield from (Candidate(each.name, "option name", each.help) for each in DIRECTIVES[self.typed.directive].options)
        yield from (Candidate(each.name, "option name", each.help) for each in SPHINX_OPTIONS)

    def _values(self) -> Iterable[Candidate]:
        """What an option may be. Of a list, it is the whole list with one more."""
        options = {option.name: option for option in DIRECTIVES[self.typed.directive].options}
        option = options.get(self.typed.of)
        if option is None:
            return ()
        found: Iterable[Candidate] = (Candidate(value, "value") for value in option.values)
        if option.name in ("actor", "renamed-to"):
            found = self.actors()
        elif option.name == "exclude":
            found = [*self.actors(), *self.transactions()]
        elif option.name == "requires":
            found = [*self.options(self.profile()), *self.transactions(), *self.modules()]
        elif option.name == "profile":
            found = self.profiles()
        elif option.name == "transaction":
            found = self.transactions()
        head, comma, _ = self.typed.prefix.rpartition(",")
        if comma and option.reads in ("list", "words", "profiles"):
            found = (each._replace(text=f"{head}, {each.text}") for each in found)
        return found

    def _targets(self, kind: str) -> Iterable[Candidate]:
        if kind in KINDS_OF_PROFILE:
            return self._of_profiles(kind)
        every: Mapping[str, Callable[[], Iterable[Candidate]]] = {
            "actor": self.actors,
            "transaction": self.transactions,
            "profile": self.profiles,
            "content-module": self.modules,
            "requirement": lambda: self._declared("requirement"),
            "issue": lambda: self._declared("issue"),
        }
        return every.get(kind, tuple)()

    def _of_profiles(self, kind: str) -> Iterator[Candidate]:
        """Things of a profile with it before them."""
        if kind == "use-case":
            yield from self._declared(kind)
            return
        for acronym, profile in self.framework.known_profiles.items():
            names: Iterable[str] = profile.cast if kind == "profile-actor" else self.framework.options_in(acronym)
            for name in names:
                key = f"{acronym} / {name}"
                yield Candidate(key, kind, profile.name, Thing(kind, key))

    def _declared(self, kind: str) -> Iterator[Candidate]:
        for each in self.framework.all_declarations:
            if each.kind == kind:
                about = each.name if each.name != each.key else ""
                yield Candidate(each.key, kind, about, Thing(kind, each.key))

    # -- names --------------------------------------------------------------------------------------------------------

    def actors(self) -> Iterator[Candidate]:
        """Actors: those of the profile, then those that are declared here, then those that are published."""
        here = [*self.framework.actors_of(self.profile()), *self.framework.actors]
        for name in dict.fromkeys([*here, *sorted(self.framework.actor_names)]):
            yield Candidate(name, "actor", "" if name in here else "published", Thing("actor", name))

    def transactions(self) -> Iterator[Candidate]:
        """Transactions by id: those that are declared here, then those that are published."""
        for id, facts in self.framework.known_transactions.items():
            yield Candidate(id, "transaction", facts.name or "", Thing("transaction", id))

    def profiles(self) -> Iterator[Candidate]:
        """Profiles by acronym."""
        for acronym, profile in self.framework.known_profiles.items():
            yield Candidate(acronym, "profile", profile.name, Thing("profile", acronym))

    def modules(self) -> Iterator[Candidate]:
        """Content modules."""
        here = self.framework.content_modules
        for name in dict.fromkeys([*here, *sorted(self.framework.content_module_names)]):
            yield Candidate(name, "content-module", "", Thing("content-module", name))

    def options(self, profile: str) -> Iterator[Candidate]:
        """The options of a profile by their names alone."""
        for name in sorted(self.framework.options_in(profile)):
            yield Candidate(name, "option", f"option of {profile}", Thing("option", f"{profile} / {name}"))

    def profile(self) -> str:
        """The profile that the place belongs to: the one that the directive names, else the nearest one above."""
        for line in self.lines[self.typed.row + 1 : self.typed.row + 6]:
            if named := _PROFILE_OPTION(line):
                return acronym_in(named["value"].strip()) or ""
        above = [
            (each.directive.line, each.acronym)
            for each in self.framework.declarations(Profile)
            if each.directive.file == self.file and each.directive.line <= self.typed.row + 1
        ]
        return max(above, default=(0, ""))[1]

    # -- bodies -------------------------------------------------------------------------------------------------------

    def uses(self, targets: Callable[[], Iterable[Candidate]]) -> Iterator[Candidate]:
        """The body of a table of what each actor uses."""
        match self.path:
            case ():
                yield from self.rows()
            case (_,) if self.typed.what == "key":
                yield from (each._replace(text=f"{each.text}: ") for each in targets())
            case (_,):
                yield Candidate("none", "word", "the actor has none of them")
            case (_, _) if self.typed.what == "cell":
                yield from self._cells()

    def _cells(self) -> Iterator[Candidate]:
        """Codes, behind a code the sides, and the options under which it holds."""
        code = next((code for code in OPTIONALITIES if self.typed.prefix.startswith(code)), None)
        meaning = {"R": "required", "O": "optional", "C": "conditional, with a note"}
        for each in (code,) if code else OPTIONALITIES:
            yield Candidate(each, "code", meaning[each])
            if self.typed.directive == "ihe:actors-transactions":
                yield from (Candidate(f"{each} {side}", "code", meaning[each]) for side in SIDE_WORDS)
        if code:
            conditional = _WITH(self.typed.prefix)
            before = conditional["before"] if conditional else self.typed.prefix.strip()
            for option in self.options(self.profile()):
                yield option._replace(text=f"{before} with the {option.text} Option")

    def rows(self) -> Iterator[Candidate]:
        """Actors as keys."""
        yield from (each._replace(text=f"{each.text}:") for each in self.actors())
        yield Candidate("notes:", "word", "the notes below the table, by number")

    def offered(self) -> Iterator[Candidate]:
        """The body of the options table."""
        if not self.path:
            yield from self.rows()
        elif self.typed.what == "cell":
            yield from self.options(self.profile())
            yield Candidate("none", "word", "the actor has no options")

    def groupings(self) -> Iterator[Candidate]:
        """The body of the table of required groupings."""
        match self.path:
            case ():
                yield from self.rows()
            case (_, "when"):
                yield from self.options(self.profile())
            case (_, ("one of" | "with")) | (_,):
                if len(self.path) == 1:
                    yield from (Candidate(key, "word", about) for key, about in _GROUPING_KEYS.items())
                    yield Candidate("none", "word", "the actor has no required groupings")
                yield from self._partners()

    def _partners(self) -> Iterator[Candidate]:
        """Actors of this profile, then those of others; behind ``with``, the options of the partner's profile."""
        conditional = _WITH(self.typed.prefix)
        own = self.profile()
        if conditional:
            before = conditional["before"]
            profile = (before.partition(" / ")[0].split() or [""])[-1] if " / " in before else own
            for option in self.options(profile):
                yield option._replace(text=f"{before} with the {option.text} Option")
            return
        for name in self.framework.actors_of(own):
            yield Candidate(name, "actor", f"actor of {own}", Thing("actor", name))
        for acronym, profile in self.framework.known_profiles.items():
            for name in profile.cast if acronym != own else ():
                yield Candidate(f"{acronym} / {name}", "profile-actor", profile.name, Thing("actor", name))

    def roles(self) -> Iterator[Candidate]:
        """The body of the table of actor roles."""
        if not self.path:
            yield from (Candidate(f"{side}:", "word", "a side of the transaction") for side in SIDE_WORDS)
        elif len(self.path) == 1 and self.typed.what == "key":
            yield from (each._replace(text=f"{each.text}: ") for each in self.actors())

    def steps(self) -> Iterator[Candidate]:
        """An actor; at the beginning of a line of a diagram, also what lines begin with."""
        yield from self.actors()
        if self.typed.of == "line":
            yield from (Candidate(f"{word} ", "word", about) for word, about in (*FRAGMENTS.items(), *_STEPS.items()))
            yield from (Candidate(f"{word} ", "word", about) for word, about in LIFELINE_WORDS.items())

    def claims(self) -> Iterator[Candidate]:
        """The body of an Integration Statement."""
        match self.path:
            case ():
                yield from (Candidate(key, "word") for key in _STATEMENT_KEYS)
            case ("profiles",):
                yield from (each._replace(text=f"{each.text}:") for each in self.profiles())
            case ("profiles", profile):
                for name in sorted(self.framework.actors_in(profile)):
                    yield Candidate(f"{name}: ", "actor", f"actor of {profile}", Thing("actor", name))
            case ("profiles", profile, _):
                yield from self.options(profile)


_BODIES: Mapping[str, Callable[[_Candidates], Iterable[Candidate]]] = {
    "ihe:actors-transactions": lambda found: found.uses(found.transactions),
    "ihe:actors-content-modules": lambda found: found.uses(found.modules),
    "ihe:actors-options": _Candidates.offered,
    "ihe:required-groupings": _Candidates.groupings,
    "ihe:actor-roles": _Candidates.roles,
    "ihe:integration-statement": _Candidates.claims,
    "ihe:interaction-diagram": _Candidates.steps,
    "ihe:process-flow": _Candidates.steps,
}
"""What a body may hold, by its directive."""
