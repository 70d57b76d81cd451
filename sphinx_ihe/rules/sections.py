"""Rules about the sections of the supplement template (IHE701 to IHE703)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import Profile, Transaction
from sphinx_ihe.language.findings import Found, Severity
from sphinx_ihe.rules.chapters import Chapters
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_ihe.framework.framework import Framework


class _TemplateSection(Struct, frozen=True):
    """A section of the template: its title there, its number, and the titles that are taken for it."""

    title: str
    number: str
    matches: Callable[[str], re.Match[str] | None]
    about_actors: bool = False


def _titled(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern, re.IGNORECASE).search


_SECURITY = _titled(r"\bsecurity\b.*\bconsiderations?\b|\bconsiderations?\b.*\bsecurity\b")
_PROFILE = (
    _TemplateSection("Actors, Transactions, and Content Modules", "X.1", _titled(r"\bactors\b"), about_actors=True),
    _TemplateSection("Actor Options", "X.2", _titled(r"\boptions\b"), about_actors=True),
    _TemplateSection("Required Actor Groupings", "X.3", _titled(r"\bgroupings?\b"), about_actors=True),
    _TemplateSection("Overview", "X.4", _titled(r"\boverview\b|\bprocess flows?\b|\buse cases?\b")),
    _TemplateSection("Cross-Profile Considerations", "X.6", _titled(r"\bcross[ -]?profile\b")),
)
_TRANSACTION = (
    _TemplateSection("Scope", "3.Y.1", _titled(r"\bscope\b")),
    _TemplateSection("Actor Roles", "3.Y.2", _titled(r"\broles\b")),
    _TemplateSection("Referenced Standards", "3.Y.3", _titled(r"\bstandards?\b")),
    _TemplateSection("Messages", "3.Y.4", _titled(r"\bmessages?\b|\binteractions?\b")),
)
_LEFT_BLANK = _titled(r"\bintentionally left blank\b")


def _subjects(framework: Framework) -> Iterator[tuple[str, Profile | Transaction]]:
    """The profiles and transactions that directives declare, with what messages call them."""
    for acronym, profile in framework.profiles.items():
        if not profile.typed:
            yield f"profile {acronym}", profile
    for id, transaction in framework.transactions.items():
        if not transaction.typed and not (transaction.status and transaction.status.text == "deferred"):
            yield f"transaction {id}", transaction


@rule("IHE701", "W / E / E")
def missing_security_considerations(framework: Framework) -> Iterator[Found]:
    """A profile or a transaction has no section about security.

    Every profile and every transaction says what protects it and what is audited (General Introduction 7.3, supplement
    template X.5 and 3.Y.6); one that needs nothing says so. The section is looked for below the title, in included
    files and in the documents that a ``toctree`` there lists; its title speaks of security and of considerations. In a
    transaction this is a warning.

    Bad::

        Remote Measurement (RM) Profile
        ===============================

        .. ihe:profile::
           :type: foundation

        A device at home sends what it measures.

    Good::

        Remote Measurement (RM) Profile
        ===============================

        .. ihe:profile::
           :type: foundation

        A device at home sends what it measures.

        RM Security Considerations
        --------------------------

        The device and the server authenticate each other.
    """
    chapters = Chapters(framework)
    for what, subject in _subjects(framework):
        if not any(map(_SECURITY, chapters.titles(subject))):
            severity = Severity.warning if isinstance(subject, Transaction) else None
            message = f"{what} has no section 'Security Considerations'"
            advice = "add the section, if only to say 'Not applicable.'"
            yield Found(subject.heading, message, advice, severity=severity)


@rule("IHE702", "I / W / W")
def missing_section(framework: Framework) -> Iterator[Found]:
    """A profile or a transaction lacks sections of the supplement template.

    Readers look for a thing where the template has it (supplement template X, 3.Y). A section that does not apply says
    "Not applicable." Older titles are taken for the same sections: ``Use Case Roles`` for ``Actor Roles``,
    ``Interaction Diagram`` for ``Messages``, ``Process Flow`` for ``Overview``. A profile of the type ``foundation``
    needs no sections about actors. IHE701 looks for the security considerations.

    Bad::

        Remote Measurement Patterns (RMP) Profile
        =========================================

        .. ihe:profile::
           :type: foundation

        A device at home sends what it measures.

        RMP Overview
        ------------

        Patterns for devices.

        RMP Security Considerations
        ---------------------------

        Not applicable.

    Good::

        Remote Measurement Patterns (RMP) Profile
        =========================================

        .. ihe:profile::
           :type: foundation

        A device at home sends what it measures.

        RMP Overview
        ------------

        Patterns for devices.

        RMP Security Considerations
        ---------------------------

        Not applicable.

        RMP Cross-Profile Considerations
        --------------------------------

        Not applicable.
    """
    chapters = Chapters(framework)
    for what, subject in _subjects(framework):
        titles = list(chapters.titles(subject))
        missing = [section for section in _sections(framework, subject) if not any(map(section.matches, titles))]
        if missing:
            message = f"{what} has no section {_listed([repr(section.title) for section in missing])}"
            where = " and ".join(section.number for section in missing)
            yield Found(subject.heading, message, f"add {where} of the template, if only to say 'Not applicable.'")


def _sections(framework: Framework, subject: Profile | Transaction) -> Iterator[_TemplateSection]:
    """The sections that a profile or a transaction must have."""
    if isinstance(subject, Transaction):
        yield from _TRANSACTION
        return
    without_actors = _without_actors(framework, subject)
    yield from (section for section in _PROFILE if not (section.about_actors and without_actors))


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def _without_actors(framework: Framework, profile: Profile) -> bool:
    foundation = "foundation" in (word.text for word in profile.types)
    return foundation and not framework.actors_of(profile.acronym)


@rule("IHE703", "I / W / E")
def empty_section(framework: Framework) -> Iterator[Found]:
    """A section has neither a body nor sections below it.

    The reader cannot tell whether something is missing or nothing was to be said. Targets and comments are no body, nor
    is a declaration that takes its title from the section and says no more. A number that is no longer used is kept by
    the title ``Intentionally Left Blank``.

    Bad::

        Audit
        =====

        .. Who writes this?

    Good::

        Audit
        =====

        Not applicable.
    """
    for page in framework.pages:
        if not page.prose.empty:
            continue
        for title, following in pairwise((*page.titles, None)):
            if title is None or title.place not in page.prose.empty:
                continue
            if not (following and following.level > title.level) and not _LEFT_BLANK(title.text):
                message = f"section {title.text!r} has neither a body nor sections"
                yield Found(title.place, message, "write its text, or 'Not applicable.'")
