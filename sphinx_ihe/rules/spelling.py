"""Names of actors that running text misses by little (IHE605)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import Written
from sphinx_ihe.language.findings import Edit, Fix, Found
from sphinx_ihe.language.names import singular, without_possessive
from sphinx_ihe.reading.declarations import part
from sphinx_ihe.reading.source import mentions
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework

_words = re.compile("[^\\s/\u2013-]+")
_DERIVED = ("ing", "ed", "ion", "al", "ment", "s")
"""Endings of words that are made of the name of an actor, but mean something else."""
_SHORTEST = 5
"""Words of fewer letters are too often near each other."""

_Key = tuple[str | None, ...]


@rule("IHE605", "W")
def misspelt_actor(framework: Framework) -> Iterator[Found]:
    """The text misses the name of a known actor by little.

    A reader who searches for the actor does not find this place, and may take it for another actor. Capitalised words
    are compared with the names of more than one word that are declared here or published: one that differs in case, in
    hyphens or slashes, in few letters of one word, or in the form of a word (``Identity`` for ``Identifier``) is most
    often meant as the known one. Plurals and possessives are right, and so is what is itself the name of
    something, a term of a glossary or an abbreviation.

    Bad::

        The Patient Identify Source sends the patient's data.

    Fixed, unsafe::

        The Patient Identity Source sends the patient's data.

    Good::

        The Patient Identity Source sends the patient's data.
    """
    spelling = _Spelling(framework)
    judged: dict[str, list[_Miss]] = {}
    for mention in framework.mentions(mentions.NAME):
        text = mention.text
        if text not in judged:
            judged[text] = list(spelling.misses(text))
        for miss in judged[text]:
            yield _found(part(Written(text, mention.place), miss.start, miss.end), miss.meant)


def _found(written: Written, meant: str) -> Found:
    if written.text.casefold() == meant.casefold():
        message = f"{written.text!r} differs from {meant!r} in case alone"
    else:
        message = f"{written.text!r} is no known name, did you mean actor {meant!r}?"
    place = written.place
    whole = place.line == place.end_line and place.end_column - place.column == len(written.text)
    fix = Fix(False, (Edit(place, meant),)) if whole else None
    return Found(place, message, f"write {meant!r}", fix=fix)


class _SpelledWord(Struct, frozen=True):
    """A word in lower case without a possessive ending, and where it stands."""

    text: str
    start: int
    end: int


class _Miss(Struct, frozen=True):
    """Where a name is missed, and which."""

    start: int
    end: int
    meant: str


class _Spelling:
    """The known names of actors by their words, and with each of their words left out."""

    def __init__(self, framework: Framework) -> None:
        self._known = _known_names(framework)
        self._named = set(map(_folded, self._known))
        self._vocabulary = frozenset(word for words in self._named for word in words)
        self._actors: dict[_Key, str] = {}
        self._without_one: dict[_Key, list[tuple[str, str]]] = defaultdict(list)
        self._lengths: set[int] = set()
        for name in sorted(framework.actor_names, key=lambda name: (name not in framework.actors, name)):
            words = _folded(name)
            if len(words) < 2 or words in self._actors:
                continue
            self._actors[words] = name
            self._lengths.add(len(words))
            for at, word in enumerate(words):
                if len(word) >= _SHORTEST:
                    self._without_one[(*words[:at], None, *words[at + 1 :])].append((word, name))

    def misses(self, text: str) -> Iterator[_Miss]:
        """The names that a run of capitalised words misses, the longest first; they do not overlap."""
        if text in self._known or text.isupper():
            return
        words = _split(text)
        taken: set[int] = set()
        for length in sorted(self._lengths, reverse=True):
            for at in range(len(words) - length + 1):
                window = range(at, at + length)
                if taken.isdisjoint(window) and (meant := self._meant(text, words, window)) is not None:
                    taken.update(window)
                    if meant:
                        yield _Miss(words[at].start, _end(text, words[at + length - 1]), meant)

    def _meant(self, text: str, words: list[_SpelledWord], window: range) -> str | None:
        """The name that some words mean; empty where they are a name; None where they mean none."""
        inside = tuple(words[at].text for at in window)
        written = text[words[window.start].start : _end(text, words[window.stop - 1])]
        one = (*inside[:-1], singular(inside[-1]))
        if written in self._known or (one != inside and one in self._named):
            return ""
        if inside in self._actors:
            name = self._actors[inside]
            return name if not written.isupper() else None
        if inside in self._named or any(inside[at:] in self._actors for at in range(1, len(inside) - 1)):
            return None
        return self._near(inside)

    def _near(self, words: tuple[str, ...]) -> str | None:
        """The actor from whose name one word differs by little."""
        for at, word in enumerate(words):
            last = at == len(words) - 1
            for other, name in self._without_one.get((*words[:at], None, *words[at + 1 :]), ()):
                if word != other and _is_near(word, other, last=last):
                    # A word that other names have is no misspelt one, unless it is another form of the word.
                    if word in self._vocabulary and not _is_form_of(word, other):
                        continue
                    return name
        return None


def _known_names(framework: Framework) -> frozenset[str]:
    """Whatever has a name: nothing of it is misspelt."""
    profiles = list(framework.known_profiles.values())
    published = [facts for source in framework.elsewhere for facts in source.transactions.values()]
    transactions = [*published, *(facts for id in framework.transactions if (facts := framework.transaction(id)))]
    old = (name for name, actor in framework.actors.items() if actor.renamed_to)
    return frozenset().union(
        framework.actor_names,
        old,
        (name for profile in profiles for name in (profile.name, *profile.cast, *profile.options)),
        (name for facts in transactions for name in (facts.name, *facts.also) if name),
        framework.content_module_names,
        (title.text for title in framework.titles),
        (term for page in framework.pages for term in page.prose.terms),
        (actor.abbreviation.text for actor in framework.actors.values() if actor.abbreviation),
        (name for declared in framework.all_declarations for name in (declared.name, declared.label.text)),
    )


def _split(text: str) -> list[_SpelledWord]:
    return [_SpelledWord(without_possessive(match[0]).casefold(), *match.span()) for match in _words.finditer(text)]


def _folded(name: str) -> tuple[str, ...]:
    """The words of a name, as they are compared; ``_split`` also says where they stand, and takes longer."""
    words = _words.findall(name.casefold())
    return tuple(map(without_possessive, words)) if "'" in name or "\u2019" in name else tuple(words)


def _end(text: str, word: _SpelledWord) -> int:
    """The end of a word without its possessive ending."""
    return word.start + len(without_possessive(text[word.start : word.end]))


def _is_near(word: str, known: str, *, last: bool) -> bool:
    """Whether a word is most likely a misspelt one; the ``last`` one of a name is what the thing is."""
    if len(word) < _SHORTEST or word[0] != known[0] or singular(word) == singular(known):
        return False
    if not last and _is_form_of(word, known):
        return True
    if any(word.endswith(ending) and not known.endswith(ending) for ending in _DERIVED):
        return False
    return _distance_within(word, known, 2 if len(known) >= 10 else 1)


def _is_form_of(word: str, known: str) -> bool:
    """Whether two words are forms of one: they begin alike and have short endings."""
    same = 0
    for ours, theirs in zip(word, known, strict=False):
        if ours != theirs:
            break
        same += 1
    return same >= _SHORTEST and max(len(word), len(known)) - same <= 4


def _distance_within(word: str, known: str, limit: int) -> bool:
    """Whether so many letters put in, left out, changed or swapped make one word the other."""
    if abs(len(word) - len(known)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(known) + 1))
    for at, letter in enumerate(word, start=1):
        following = [at]
        for column, other in enumerate(known, start=1):
            cost = min(row[column] + 1, following[-1] + 1, row[column - 1] + (letter != other))
            if at > 1 and column > 1 and letter == known[column - 2] and word[at - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            following.append(cost)
        before, row = row, following
    return row[-1] <= limit
