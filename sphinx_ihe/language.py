"""The names of the language: its directives with their options, and its roles.

This is the only list of them: reading, Sphinx's option specifications and the manual use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROFILE_TYPES = ("workflow", "transport", "content", "foundation")
PROFILE_STATUSES = ("draft", "public-comment", "trial-implementation", "final-text", "deprecated")
TRANSACTION_STATUSES = ("active", "deferred", "deprecated")
LEVELS = ("shall", "should", "may")
ISSUE_STATES = ("open", "closed")
DIRECTIONS = ("right", "down")

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

ROLES = (
    "actor",
    "transaction",
    "profile",
    "profile-actor",
    "option",
    "content-module",
    "use-case",
    "requirement",
    "issue",
)
"""The roles that point at a declaration."""

KINDS = (*ROLES, "integration-statement")
"""The kinds of declarations."""

USED_KINDS = ("actor", "transaction", "option", "content-module")
"""The kinds of declarations that print where they are used."""

CHANGE_MARKS = ("ins", "del")
"""The roles that mark changed text and point at nothing."""


def kind_word(kind: str, gettext: Callable[[str], str]) -> str:
    """What a kind of declaration is called in print."""
    _ = gettext
    words = {
        "profile": _("profile"),
        "actor": _("actor"),
        "transaction": _("transaction"),
        "profile-actor": _("actor"),
        "option": _("option"),
        "content-module": _("content module"),
        "use-case": _("use case"),
        "requirement": _("requirement"),
        "issue": _("issue"),
        "integration-statement": _("Integration Statement"),
    }
    return words[kind]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a directive. ``reads`` says what its value is, ``values`` are the words that it may be."""

    name: str
    help: str
    reads: str = "text"
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: ``owner`` is what it belongs to (``profile``, ``transaction``).

    ``makes`` is a ``declaration``, a ``table``, a ``list``, a ``diagram`` or a ``box``; ``body`` is ``markup``,
    ``yaml``, ``messages`` or ``none``.
    ``argument`` is ``optional`` where the section title may stand in for it, or ``none``.
    """

    name: str
    help: str
    options: tuple[Option, ...] = ()
    owner: str | None = None
    body: str = "markup"
    argument: str = "optional"
    makes: str = "declaration"


_OID = Option("oid", "the object identifier assigned to it")
_OF_PROFILE = Option("profile", "the profile it belongs to, by acronym; default: the nearest one above", "profile")
_OF_TRANSACTION = Option(
    "transaction", "the transaction it belongs to, by id; default: the nearest one above", "transaction"
)
_CAPTION = Option("caption", "the text of the caption after its number")


def _table(name: str, summary: str, owner: Option) -> Directive:
    return Directive(name, summary, (owner, _CAPTION), owner.name, "yaml", "none", "table")


_ONLY_PROFILES = Option("profile", "only what belongs to these profiles, by acronym, with commas", "profiles")
_ONLY_ACTORS = Option("actor", "only what concerns these actors, with commas", "list")


def _list(name: str, summary: str, *options: Option) -> Directive:
    return Directive(name, summary, (*options, _CAPTION), None, "none", "none", "list")


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
    Directive(
        "ihe:content-module",
        "declares a content module",
        (
            Option("oid", "its template id"),
            Option("parent", "the template that it builds on, by id or name"),
            Option("format-code", "the format code of documents with this content"),
            Option("code", "the code of the document, section or entry"),
        ),
    ),
    Directive("ihe:use-case", "declares a use case of a profile", (_OF_PROFILE, _OID), "profile"),
    Directive(
        "ihe:requirement",
        "declares a requirement, whose text is the body",
        (
            Option("level", "how binding it is", "word", LEVELS),
            Option("actor", "the actors that it binds, with commas", "list"),
            Option(
                "transaction", "the transaction that it is about, by id; default: the nearest one above", "transaction"
            ),
            _OID,
        ),
    ),
    Directive(
        "ihe:issue",
        "declares an issue of a supplement",
        (
            Option("state", "whether it is settled; default: open", "word", ISSUE_STATES),
            Option("closed-by", "what has settled it, such as a change proposal"),
        ),
    ),
    Directive("ihe:integration-statement", "says what a product claims", body="yaml"),
    _table("ihe:actors-transactions", "the Actors and Transactions table of a profile", _OF_PROFILE),
    _table("ihe:actors-content-modules", "the Actors and Content Modules table of a profile", _OF_PROFILE),
    _table("ihe:actors-options", "the Actors and Options table of a profile", _OF_PROFILE),
    _table("ihe:required-groupings", "the Required Actor Groupings table of a profile", _OF_PROFILE),
    _table("ihe:actor-roles", "the Actor Roles table of a transaction", _OF_TRANSACTION),
    Directive(
        "ihe:actor-diagram",
        "the actor diagram of a profile, drawn from its tables",
        (
            Option("direction", "where lines from initiators to responders lead; default: right", "word", DIRECTIONS),
            Option("exclude", "actors, transactions (by id), profiles (by acronym) to leave out, with commas", "list"),
            _OF_PROFILE,
            _CAPTION,
        ),
        "profile",
        "none",
        "none",
        "diagram",
    ),
    Directive(
        "ihe:interaction-diagram",
        "the messages of a transaction, one a line",
        (_OF_TRANSACTION, _CAPTION),
        "transaction",
        "messages",
        "none",
        "diagram",
    ),
    Directive(
        "ihe:process-flow",
        "the steps of a use case, one a line",
        (_OF_PROFILE, _CAPTION),
        "profile",
        "messages",
        "none",
        "diagram",
    ),
    _list("ihe:profile-list", "a list of the profiles", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:actor-list", "a list of the actors, with their profiles", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:transaction-list", "a list of the transactions, with their profiles", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:option-list", "a list of the options, with their actors", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:content-module-list", "a list of the content modules", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:requirement-list", "a list of the requirements", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:issue-list", "a list of the issues", Option("state", "only those in this state", "word", ISSUE_STATES)),
    _list("ihe:oid-list", "a list of the object identifiers", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:statement-list", "a list of the Integration Statements", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:profile-matrix", "which actors are in which profiles", _ONLY_PROFILES, _ONLY_ACTORS),
    Directive(
        "ihe:general-introduction",
        "the additions to Appendices A, B and D of the General Introduction",
        body="none",
        argument="none",
        makes="list",
    ),
    Directive("ihe:editor-instruction", "an instruction to the volume editor, in a box", argument="none", makes="box"),
)

DIRECTIVES: Mapping[str, Directive] = {directive.name: directive for directive in _DIRECTIVES}
"""The directives by their names."""
