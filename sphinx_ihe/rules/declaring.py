"""Rules about names and ids where they are declared (IHE101 to IHE106)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_ihe.language import (
    Actor,
    ActorsTransactions,
    ContentModule,
    Declaration,
    Profile,
    ProfileActor,
    ProfileOption,
    Transaction,
    UseCase,
    Written,
    names,
)
from sphinx_ihe.language.findings import Edit, Fix, Found, Related
from sphinx_ihe.reading.declarations import id_part
from sphinx_ihe.reading.source import mentions
from sphinx_ihe.rules.requires import requirements
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Place

_PLACEHOLDER = re.compile(r"(?:.*\.)?[XYZ]+[0-9]*")
_CLOSING_OPTION = re.compile(r"\s+Option\s*$")
_CLOSING_PROFILE = re.compile(r"\s+Profile\s*$")


@rule("IHE101", "E")
def duplicate_declaration(framework: Framework) -> Iterator[Found]:
    """A thing is declared twice.

    Profiles are told apart by their acronyms, transactions by their ids, actors by their names; options and the
    descriptions of actors by their names within one profile. Of two declarations nobody knows which one holds, and
    links lead to the first.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:profile:: Remote Monitoring (RM)

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:profile:: Remote Monitoring (RMON)
    """
    seen: dict[Hashable, Declaration] = {}
    for declaration in framework.all_declarations:
        if (key := _identity(declaration)) is None:
            continue
        first = seen.setdefault(key, declaration)
        if first is not declaration:
            what = f"{declaration.kind.replace('-', ' ')} {declaration.key!r}"
            related = (Related(first.label.place, "first declared here"),)
            yield Found(declaration.label.place, f"{what} is declared before", "keep one of the two", related)


def _identity(declaration: Declaration) -> Hashable:
    """What no other declaration may share; None for one that is without its home."""
    if isinstance(declaration, Transaction):
        return (declaration.kind, names.id_key(declaration.key))
    if isinstance(declaration, ProfileActor | ProfileOption | UseCase) and declaration.profile is None:
        return None
    return (declaration.kind, declaration.key)


@rule("IHE102", "W")
def malformed_transaction_id(framework: Framework) -> Iterator[Found]:
    """A transaction's id is written in another form than its own.

    An id is a prefix, a hyphen and a number without leading zeros, unless it was published with them (``PCD-01``).
    Readers search for the id as it is published. A malformed id counts as the id that it means. In running text, this
    is said of ids in brackets that mean a known transaction.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-041: R

    Fixed, safe::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
    """
    ids = [(id, framework.transaction_id(id.text)) for id in _written_ids(framework)]
    malformed = [(id, right) for id, right in ids if right != id.text and names.transaction_id(id.text)]
    twice = set(_twice(framework)) if malformed else frozenset()
    for id, right in malformed:
        whole = id.place.line == id.place.end_line and id.place.end_column - id.place.column == len(id.text)
        fix = Fix(True, (Edit(id.place, right),)) if whole and id.place not in twice else None
        fault = f"{id.text!r} is not in the form of an id, expected {right!r}"
        yield Found(id.place, fault, f"write {right}", fix=fix)


def _written_ids(framework: Framework) -> Iterator[Written]:
    """Every id, wherever it is written."""
    for transaction in framework.declarations(Transaction):
        yield transaction.id
    yield from (each.written for each in framework.named("transaction"))
    for option in framework.declarations(ProfileOption):
        yield from (r.written for r in requirements(framework, option) if r.kind == "transaction")
    for reference in framework.references:
        if reference.kind == "transaction":
            yield id_part(reference.target)[1]
    for mention in framework.mentions(mentions.TRANSACTION):
        # In running text, an id is that of a transaction only where there is one.
        if framework.transaction(mention.text):
            yield Written(mention.text, mention.place)


def _twice(framework: Framework) -> Iterator[Place]:
    """Where the keys of an actor mean one transaction: written alike, they would be one key twice."""
    for table in framework.tables(ActorsTransactions):
        for row in table.actors:
            keys = {use.target.place: framework.transaction_id(use.target.text) for use in row.uses}
            counts = Counter(keys.values())
            yield from (place for place, id in keys.items() if counts[id] > 1)


@rule("IHE103", "E")
def foreign_prefix(framework: Framework) -> Iterator[Found]:
    """A transaction is declared with an id whose prefix belongs to another domain.

    A domain assigns numbers under its own prefixes alone. ``framework: transaction-prefixes`` in ``ihe.yaml`` names
    them, by default the domain. A transaction of another domain needs no declaration to be used.

    Bad::

        .. ihe:transaction:: Send Measurement [RAD-901]
           :status: deferred

    Good::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred
    """
    own = framework.facts.prefixes
    if not own:
        return
    for transaction in framework.declarations(Transaction):
        prefix = names.prefix(transaction.id.text)
        if prefix and prefix not in own and prefix.rpartition(":")[2] not in own:
            message = f"the prefix {prefix!r} of {transaction.id.text!r} is foreign, expected {' or '.join(own)}"
            advice = "number it under a prefix of this framework, or name the prefix in ihe.yaml: transaction-prefixes"
            yield Found(transaction.id.place, message, advice)


@rule("IHE104", "I / E / E")
def placeholder_number(framework: Framework) -> Iterator[Found]:
    """A transaction or a chapter still has the placeholder that stands for its number.

    Placeholders such as ``ITI-YY1`` and ``X`` serve until numbers are assigned, which is before trial implementation.
    Products and other supplements refer to what is published.

    Bad::

        .. ihe:transaction:: Send Measurement [ITI-YY1]
           :status: deferred

    Good::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred
    """
    advice = "ask the domain's technical committee for the number"
    for transaction in framework.declarations(Transaction):
        if names.is_placeholder(transaction.id.text):
            message = f"{transaction.id.text!r} is a placeholder, expected the number that the domain assigned"
            yield Found(transaction.id.place, message, advice)
        elif transaction.number and _PLACEHOLDER.fullmatch(transaction.number.text):
            message = f"section {transaction.number.text!r} is a placeholder, expected its number"
            yield Found(transaction.number.place, message, advice)
    for profile in framework.declarations(Profile):
        if profile.chapter and _PLACEHOLDER.fullmatch(profile.chapter.text):
            message = f"chapter {profile.chapter.text!r} is a placeholder, expected its number"
            yield Found(profile.chapter.place, message, advice)


@rule("IHE105", "W")
def diverging_title(framework: Framework) -> Iterator[Found]:
    """A declaration stands in a section whose title names another thing of its kind.

    The reader sees the title, links and tables use the declaration. A declaration without an argument takes the title
    of its section, so that the two cannot diverge.

    Bad::

        Query Measurement [ITI-902]
        ===========================

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred

    Good::

        Send Measurement [ITI-901]
        ==========================

        .. ihe:transaction::
           :status: deferred
    """
    for declaration in framework.all_declarations:
        if declaration.titled or declaration.section is None:
            continue
        title = declaration.section
        if (other := _other_thing(framework, declaration, title.text)) is not None:
            what = declaration.kind.replace("-", " ")
            message = (
                f"{what} {declaration.label.text!r} stands in a section titled {title.text!r}, which names {other!r}"
            )
            advice = "leave the argument out to take the title, or correct one of the two"
            yield Found(declaration.label.place, message, advice, (Related(title.place, "the title"),))


def _other_thing(framework: Framework, declaration: Declaration, title: str) -> str | None:
    """The other thing of its kind that a title names, if it names one."""
    match declaration:
        case Transaction():
            named = names.transaction_title(title)
            same = named is None or names.id_key(named[1]) == names.id_key(declaration.id.text)
            return None if same or named is None else named[1]
        case Profile():
            acronym = (names.profile_title(title) or ("", ""))[1]
            reads = _CLOSING_PROFILE.search(title) or framework.profile(acronym)
            return acronym if acronym and acronym != declaration.acronym and reads else None
        case ProfileOption():
            option = names.option_name(title)
            return option if _CLOSING_OPTION.search(title) and option != declaration.name else None
        case UseCase():
            name = names.use_case_name(title)
            return name if name not in (title, declaration.name) else None
        case ContentModule():
            return title if title in framework.content_module_names and title != declaration.name else None
        case Actor() | ProfileActor():
            return title if title in framework.actor_names and title != declaration.name else None
    return None


@rule("IHE106", "W")
def diverging_published_name(framework: Framework) -> Iterator[Found]:
    """A declaration gives a published id or acronym another name than the published one.

    Who knows ITI-41 or XDS.b from elsewhere takes it for the same thing. Other spellings that were published are right.

    Bad::

        .. ihe:profile:: Cross-Enterprise Document Exchange (XDS.b)

    Good::

        .. ihe:profile:: Cross-Enterprise Document Sharing (XDS.b)
    """
    for profile in framework.declarations(Profile):
        published = framework.published_profile(profile.acronym)
        if published and published.name != profile.name:
            yield _diverging(profile, profile.acronym, published.name)
    for transaction in framework.declarations(Transaction):
        facts = framework.published_transaction(transaction.id.text)
        if facts and facts.name and transaction.name not in (facts.name, *facts.also):
            yield _diverging(transaction, facts.id, facts.name)


def _diverging(declaration: Declaration, key: str, name: str) -> Found:
    message = f"{key} is published as {name!r}, found {declaration.name!r}"
    return Found(declaration.label.place, message, "take the published name, or an acronym or id of your own")
