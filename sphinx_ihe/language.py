"""The names of the language: its directives with their options, and its roles.

This is the only list of them: reading, Sphinx's option specifications and the manual use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROFILE_TYPES = ("workflow", "transport", "content", "foundation")
PROFILE_STATUSES = ("draft", "public-comment", "trial-implementation", "final-text", "deprecated")
TRANSACTION_STATUSES = ("active", "deferred", "deprecated")

SPHINX_OPTIONS = (
    "no-index",
    "no-index-entry",
    "no-contents-entry",
    "no-typesetting",
    "noindex",
    "noindexentry",
    "nocontentsentry",
    "class",
    "name",
)
"""Options that Sphinx gives to every object description; they are accepted everywhere and mean nothing here."""

ROLES = ("actor", "transaction", "profile", "profile-actor", "option")
"""The roles that point at a declaration."""

CHANGE_MARKS = ("ins", "del")
"""The roles that mark changed text and point at nothing."""

ROLES_TO_COME = ("content-module", "use-case", "requirement", "issue")
"""Roles of the language that are not read yet: known names, without findings."""

DIRECTIVES_TO_COME = (
    "content-module",
    "use-case",
    "requirement",
    "issue",
    "integration-statement",
    "actor-diagram",
    "interaction-diagram",
    "process-flow",
    "profile-list",
    "actor-list",
    "transaction-list",
    "option-list",
    "content-module-list",
    "requirement-list",
    "issue-list",
    "oid-list",
    "statement-list",
    "profile-matrix",
    "general-introduction",
    "editor-instruction",
)
"""Directives of the language that are not read yet: known names, without findings."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a directive. ``reads`` says what its value is, ``values`` are the words that it may be."""

    name: str
    help: str
    reads: str = "text"
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: ``owner`` is what it belongs to (``profile``, ``transaction``), ``body`` is ``markup`` or ``yaml``.

    ``argument`` is ``optional`` where the section title may stand in for it, or ``none``.
    """

    name: str
    help: str
    options: tuple[Option, ...] = ()
    owner: str | None = None
    body: str = "markup"
    argument: str = "optional"


_OID = Option("oid", "the object identifier assigned to it")
_OF_PROFILE = Option("profile", "the profile it belongs to, by acronym; default: the nearest one above", "profile")
_OF_TRANSACTION = Option(
    "transaction", "the transaction it belongs to, by id; default: the nearest one above", "transaction"
)
_CAPTION = Option("caption", "the text of the caption after its number")


def _table(name: str, summary: str, owner: Option) -> Directive:
    return Directive(name, summary, (owner, _CAPTION), owner.name, "yaml", "none")


_DIRECTIVES = (
    Directive(
        "ihe:profile",
        "declares a profile",
        (
            Option("type", "what kind of profile it is; several with commas", "words", PROFILE_TYPES),
            Option("status", "where it stands in its life; default: the framework's", "word", PROFILE_STATUSES),
            Option("chapter", "the number of its chapter in Volume 1", "chapter"),
            _OID,
        ),
    ),
    Directive(
        "ihe:actor",
        "declares an actor",
        (
            Option("abbreviation", "its abbreviation"),
            Option("abstract", "no product is this actor as such; others build on it", "flag"),
            Option("renamed-to", "the name it has now"),
            _OID,
        ),
    ),
    Directive(
        "ihe:transaction",
        "declares a transaction",
        (
            Option("standards", "the standards it uses, with commas", "list"),
            Option("status", "whether it may be used", "word", TRANSACTION_STATUSES),
            Option("section", "the number of its section in Volume 2, where it does not follow from its id", "section"),
            _OID,
        ),
    ),
    Directive(
        "ihe:profile-actor",
        "says what an actor is and must do in a profile",
        (_OF_PROFILE, _OID),
        "profile",
    ),
    Directive(
        "ihe:option",
        "declares an option of a profile",
        (
            Option("requires", "transactions, content modules or options that it makes required, with commas", "list"),
            _OF_PROFILE,
            _OID,
        ),
        "profile",
    ),
    _table("ihe:actors-transactions", "the Actors and Transactions table of a profile", _OF_PROFILE),
    _table("ihe:actors-content-modules", "the Actors and Content Modules table of a profile", _OF_PROFILE),
    _table("ihe:actors-options", "the Actors and Options table of a profile", _OF_PROFILE),
    _table("ihe:required-groupings", "the Required Actor Groupings table of a profile", _OF_PROFILE),
    _table("ihe:actor-roles", "the Actor Roles table of a transaction", _OF_TRANSACTION),
)

DIRECTIVES: Mapping[str, Directive] = {directive.name: directive for directive in _DIRECTIVES}
"""The directives by their names."""
