"""Rules about transactions and sections that running text mentions (IHE602 to IHE604)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sphinx_ihe.framework import catalogue
from sphinx_ihe.language import ActorsTransactions, Transaction, Written, names
from sphinx_ihe.language.findings import Edit, Fix, Found
from sphinx_ihe.language.names import singular
from sphinx_ihe.reading.declarations import part
from sphinx_ihe.reading.source import mentions
from sphinx_ihe.rules.known import Known
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.published import KnownTransaction
    from sphinx_ihe.language import Mention

_reference = re.compile(
    r"(?P<domain>[A-Za-z][\w.]*) TF-(?P<volume>[0-4])[a-dx]? ?:? ?(?P<section>[0-9]+(?:\.[0-9A-Za-z]+)*)?"
).fullmatch
_number = re.compile(r"[0-9]+\.[0-9A-Z]+").match
_CLOSING_WORDS = ("transaction", "Transaction", "message", "Message", "request", "Request", "response", "Response")
_OPENERS = """
    A An The This That Each Every Any All Both If When Where While As At By For From In Of On To With Without After
    Before Then Thus And Or Also Use Uses Using See Send Sends Perform Performs Invoke Invokes Initiate Initiates
    Support Supports Implement Implements Through Via Per Note Its Their Transaction Transactions IHE TODO TBD
"""
_OPENING_WORDS = frozenset(_OPENERS.split())
"""Capitalised words that begin a sentence and no name."""
_KINDS = frozenset(("Actor", "Actors", "Option", "Options", "Profile", "Profiles"))
"""What stands behind the name of such a thing."""
_PARTS = frozenset(("Appendix", "Chapter", "Figure", "Note", "Part", "Section", "Step", "Table", "Volume"))
"""What stands before the number or the letter of a part of a document."""
_ALIKE = 0.85
"""Names that have so much in common, as ``difflib`` measures it, are meant as one."""
_DENSE = 0.5
"""Where so large a part of the numbers up to the highest is known, a missing number is an unknown transaction."""


@rule("IHE602", "W")
def diverging_mention(framework: Framework) -> Iterator[Found]:
    """The text mentions a transaction by a name and an id that do not belong together.

    Either the name or the id is wrong, and the reader cannot tell which. The capitalised words right before the id in
    brackets are its name. Spellings that were published beside the transaction's own name are right, and so is an id
    that stands before a name or after the name of an actor.

    Bad::

        The document is found by Registry Store Query [ITI-18].

    Fixed, unsafe::

        The document is found by Registry Stored Query [ITI-18].

    Good::

        The document is found by Registry Stored Query [ITI-18].
    """
    known = _KnownNames(framework)
    for mention in _mentioned(framework):
        facts = framework.transaction(mention.text) if mention.name else None
        if mention.name is None or facts is None or facts.name is None:
            continue
        if not known.names_it(mention, facts) and not _behind_another(mention, mention.name):
            name = known.wrong_name(mention.name, facts)
            if name is not None:
                words_before = mention.before.removesuffix(mention.name.text) + mention.name.text
                ahead = words_before.rpartition(name.text)[0].split()[-1:]
                yield _diverging(name, facts, known.by_name.get(name.text, []), ahead)


def _mentioned(framework: Framework) -> Iterator[Mention]:
    """The ids in running text, but for titles that name another transaction than the declaration below: see IHE105."""
    titles = {
        (declared.section.place.file, declared.section.place.line)
        for declared in framework.declarations(Transaction)
        if declared.section and not declared.titled
    }
    titles |= _judged_cells(framework)
    for mention in framework.mentions(mentions.TRANSACTION):
        if (mention.place.file, mention.place.line) not in titles:
            yield mention


def _judged_cells(framework: Framework) -> set[tuple[str, int]]:
    """The lines of hand-written tables with transactions that other rules look at: see IHE301 and IHE302."""
    tables = (table for table in framework.tables(ActorsTransactions) if table.typed)
    places = (use.target.place for table in tables for row in table.actors for use in row.uses)
    return {(place.file, line) for place in places for line in range(place.line, place.end_line + 1)}


def _behind_another(mention: Mention, name: Written) -> bool:
    """Whether another id stands right before the name: ``[ITI-66] Find Document Lists [ITI-67]``."""
    return mention.before.removesuffix(name.text).rstrip().endswith("]")


class _KnownNames:
    """What capitalised words before an id may be."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """The ids of transactions by every name that they have."""
        found: dict[str, list[str]] = defaultdict(list)
        here = [facts for id in self.framework.transactions if (facts := self.framework.transaction(id))]
        published = [facts for source in self.framework.elsewhere for facts in source.transactions.values()]
        for facts in (*here, *published):
            for name in (facts.name, *facts.also):
                if name and facts.id not in found[name]:
                    found[name].append(facts.id)
        return dict(found)

    @cached_property
    def others(self) -> frozenset[str]:
        """Names of other things than transactions."""
        profiles = self.framework.known_profiles.values()
        return frozenset().union(
            self.framework.actor_names,
            (name for profile in profiles for name in (profile.acronym, profile.name, *profile.cast)),
            self.framework.content_module_names,
        )

    def names_it(self, mention: Mention, facts: KnownTransaction) -> bool:
        """Whether one of the transaction's names stands right before its id; words like ``request`` may follow it."""
        before = mention.before.rstrip("_")
        while True:
            if any(_ends_with(before, name) for name in (facts.name, *facts.also) if name):
                return True
            rest, _, word = before.rpartition(" ")
            if not rest or word not in _CLOSING_WORDS:
                return False
            before = rest

    def wrong_name(self, name: Written, facts: KnownTransaction) -> Written | None:
        """The part of the words that is meant as a name; None where it is none, or that of another thing."""
        words = name.text.strip("_").split(" ")
        of_message = False
        while words and words[-1] in _CLOSING_WORDS:
            of_message = words.pop().casefold() != "transaction"
        text = " ".join(words)
        if of_message and _nearest_end([*_ends(text)], facts, _ALIKE) is None:
            return None  # a message of the transaction has a name of its own
        if not text or self._is_of_another(text):
            return None
        # The longest end of the words that is the name of another transaction, or near that of this one.
        ends = sorted(_ends(text), key=len, reverse=True)
        length = len((facts.name or "").split(" "))
        as_long = [end for end in ends if len(end.split(" ")) == length]
        meant = (
            _nearest_end(as_long, facts, 0.85)
            or next((end for end in ends if end in self.by_name), None)
            or _nearest_end(as_long, facts, 0.6)
            or _nearest_end(ends, facts, 0.6)
        )
        if meant is None:
            while words and words[0] in _OPENING_WORDS:
                words.pop(0)
            if len(words) < 2 or all(word.isupper() for word in words):
                return None
            meant = " ".join(words)
        start = name.text.index(text) + len(text) - len(meant)
        return part(name, start, start + len(meant))

    def _is_of_another(self, text: str) -> bool:
        """Whether words end with the name of another thing than a transaction, or with what a thing is."""
        ends = _ends(text)
        if text.split(" ")[0] in self.framework.known_profiles:
            return True  # ``PDQm Query`` speaks of the transaction by its profile
        if any(_ends_with(text, other) for other in ends & self.others) or self.others & set(map(singular, ends)):
            return True
        before, _, last = text.rpartition(" ")
        return not ends & self.by_name.keys() and (last in _KINDS or before.rpartition(" ")[2] in _PARTS)


def _ends(text: str) -> set[str]:
    words = text.split(" ")
    return {" ".join(words[at:]) for at in range(len(words))}


def _ends_with(text: str, name: str) -> bool:
    return text.endswith(name) and not text[: -len(name)][-1:].isalnum()


def _nearest_end(ends: list[str], facts: KnownTransaction, ratio: float) -> str | None:
    """The end of a text that is most like the transaction's name, if it is so much like it."""
    from difflib import SequenceMatcher

    name = facts.name or ""
    matcher = SequenceMatcher(b=name.casefold())
    best = None
    for end in ends:
        if end.split(" ")[0] in _OPENING_WORDS and name.split(" ")[0] != end.split(" ")[0]:
            continue
        matcher.set_seq1(end.casefold())
        if matcher.quick_ratio() > ratio and (found := matcher.ratio()) > ratio:
            best, ratio = end, found
    return best


def _diverging(name: Written, facts: KnownTransaction, others: list[str], ahead: list[str]) -> Found:
    """The finding; its fix is given where the names are much alike, and no word of the name stands before it."""
    if name.text.casefold() == (facts.name or "").casefold():
        message = f"{name.text!r} differs from {facts.name!r}, the name of {facts.id}, in case alone"
    else:
        message = f"{facts.id} is {facts.name!r}, found {name.text!r}"
    others = [id for id in others if id != facts.id]
    if others:
        message += f", which is the name of {' and '.join(others)}"
        return Found(name.place, message, "correct the name or the id")
    place = name.place
    whole = place.line == place.end_line and place.end_column - place.column == len(name.text)
    right = (facts.name or "").casefold().split()
    alike = _nearest_end([name.text], facts, _ALIKE) is not None and not any(word.casefold() in right for word in ahead)
    fix = Fix(False, (Edit(place, facts.name or ""),)) if whole and alike else None
    return Found(place, message, f"write {facts.name!r}, or correct the id", fix=fix)


@rule("IHE603", "W")
def unknown_mention(framework: Framework) -> Iterator[Found]:
    """The text mentions a transaction that is neither declared here nor published.

    An id in brackets whose prefix is that of a domain, or of this framework, is a transaction's. Of domains whose
    published transactions are known in part only, a number among the known ones is not judged.

    Bad::

        The measurement is sent by Send Measurement [ITI-901].

    Good::

        The document is sent by Provide and Register Document Set-b [ITI-41].
    """
    numbers = _SectionNumbers(framework)
    known: Known | None = None
    for mention in _mentioned(framework):
        if framework.transaction(mention.text) is None and numbers.should_be_known(mention.text):
            known = known or Known(numbers.ids)
            fault = f"transaction {mention.text!r} is neither declared here nor published"
            yield known.unknown_id(Written(mention.text, mention.place), fault, "correct the id")


class _SectionNumbers:
    """The numbers of known transactions by prefix."""

    def __init__(self, framework: Framework) -> None:
        facts = framework.facts
        # A text without directives declares what is new in it; of its domain, it says nothing.
        whole = not framework.typed_declarations(Transaction)
        self._own = {*facts.prefixes, *((facts.domain,) if facts.domain else ())} if whole else set()
        declared = (transaction.id.text for transaction in framework.declarations(Transaction))
        self._own.update(prefix for id in declared if (prefix := names.prefix(id)))
        self.ids = framework.known_transactions.keys()

    @cached_property
    def _by_prefix(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for id in self.ids:
            prefix, number = names.prefix(id), names.id_number(id)
            if prefix and number and number.isdigit():
                found[prefix].add(int(number))
        return found

    def should_be_known(self, text: str) -> bool:
        id = names.transaction_id(text)
        prefix, number = names.prefix(text), names.id_number(text)
        if id is None or not prefix or not number or text[:1].islower():
            return False
        if prefix in self._own:
            return True
        known = self._by_prefix.get(prefix)
        if not known or not number.isdigit():
            return False
        return int(number) > max(known) or len(known) >= _DENSE * max(known)


class _SectionReference(Struct, frozen=True):
    """A section of a volume, with the mention of it."""

    domain: str
    volume: str
    section: str | None
    mention: Mention


@rule("IHE604", "E")
def diverging_reference(framework: Framework) -> Iterator[Found]:
    """A reference to Volume 2 does not lead to the transaction beside it, or names no domain.

    A transaction has the section of its number in Volume 2 of its domain: ``ITI TF-2: 3.78`` is that of ITI-78. What
    stands in the same sentence or in the same row of a table is beside it. Before ``TF`` stands the code of a domain,
    not the acronym of a profile.

    Bad::

        The patient is found by Patient Demographics Query for Mobile [ITI-78], see ITI TF-2: 3.83.
        The clock is set by Maintain Time [ITI-1], see CT TF-2: 3.1.

    Fixed, unsafe::

        The patient is found by Patient Demographics Query for Mobile [ITI-78], see ITI TF-2: 3.83.
        The clock is set by Maintain Time [ITI-1], see ITI TF-2: 3.1.

    Good::

        The patient is found by Patient Demographics Query for Mobile [ITI-78], see ITI TF-2: 3.78.
        The clock is set by Maintain Time [ITI-1], see ITI TF-2: 3.1.
    """
    domains = _domains(framework)
    beside: dict[tuple[str, tuple[int, int, int]], list[_SectionReference]] = defaultdict(list)
    for mention in framework.mentions(mentions.REFERENCE):
        found = _reference(mention.text)
        if found is None:
            continue
        code = found["domain"]
        if code in domains:
            if found["volume"] == "2" and found["section"]:
                beside[mention.place.file, mention.near].append(
                    _SectionReference(code, found["volume"], found["section"], mention)
                )
        elif sum(map(str.isupper, code)) > 1 and found["section"]:
            place = replace(mention.place, end_line=mention.place.line, end_column=mention.place.column + len(code))
            yield _no_domain(framework, Written(code, place))
    ids: dict[tuple[str, tuple[int, int, int]], list[KnownTransaction]] = defaultdict(list)
    for mention in framework.mentions(mentions.TRANSACTION) if beside else ():
        facts = framework.transaction(mention.text)
        if facts and facts.section and facts.domain:
            ids[mention.place.file, mention.near].append(facts)
    for where, references in beside.items():
        yield from _diverging_references(references, ids.get(where, []), in_row=where[1][2] < 0)


def _domains(framework: Framework) -> frozenset[str]:
    """What may stand before ``TF``."""
    own = framework.facts.domain
    prefixes = (prefix.rpartition(":")[2] for prefix in framework.facts.prefixes)
    known = (domain.code for domain in catalogue.load(published=False).domains())
    others = (profile.domain for profile in framework.known_profiles.values() if profile.domain)
    return frozenset(("IHE", *((own,) if own else ()), *prefixes, *known, *others))


def _no_domain(framework: Framework, code: Written) -> Found:
    profile = framework.profile(code.text)
    message = f"{code.text!r} is no domain"
    if profile is None:
        return Found(code.place, message, "write the code of a domain before TF")
    message += ", it is a profile"
    if not profile.domain:
        return Found(code.place, message, "write the code of its domain before TF")
    fix = Fix(False, (Edit(code.place, profile.domain),))
    return Found(code.place, f"{message} of {profile.domain}", f"write {profile.domain}", fix=fix)


def _diverging_references(
    references: list[_SectionReference], transactions: list[KnownTransaction], *, in_row: bool
) -> Iterator[Found]:
    """The references that lead to none of the transactions beside them.

    In a sentence, which may speak of other sections too, there must be as many transactions without a reference.
    """
    wrong = [reference for reference in references if not any(_leads(reference, facts) for facts in transactions)]
    left = [facts for facts in transactions if not any(_leads(reference, facts) for reference in references)]
    left = list({facts.id: facts for facts in left}.values())
    wrong = [reference for reference in wrong if _number(reference.section or "")]
    if not wrong or not left or not (in_row or len(wrong) == len(left)):
        return
    for at, reference in enumerate(wrong):
        facts = left[at] if len(wrong) == len(left) else left[0]
        right = f"{facts.domain} TF-2: {facts.section}"
        message = f"{reference.mention.text!r} stands beside [{facts.id}], whose section is {right!r}"
        yield Found(reference.mention.place, message, f"write {right!r}, or correct the id")


def _leads(reference: _SectionReference, facts: KnownTransaction) -> bool:
    section, expected = reference.section or "", facts.section or ""
    right = section == expected or section.startswith(f"{expected}.")
    return right and reference.domain in (facts.domain, names.prefix(facts.id), "IHE")
