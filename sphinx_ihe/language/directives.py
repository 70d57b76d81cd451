"""The names of the language: its directives with their options, and its roles, each with an example.

This is the only list of them: reading, Sphinx's option specifications and the manual use it. Written one below the
other, the examples are a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

PROFILE_TYPES = ("workflow", "transport", "content", "foundation")
STATUSES = ("draft", "public-comment", "trial-implementation", "final-text", "deprecated")
"""The stages of a framework, a supplement or a profile (General Introduction 1.6 and the publication process)."""
TRANSACTION_STATUSES = ("active", "deferred", "deprecated")
LEVELS = ("shall", "should", "may")
ISSUE_STATES = ("open", "closed")
DIRECTIONS = ("right", "down")
GROUPED = ("below", "beside")
SEVERITIES = ("error", "warning", "info")


class Option(Struct, frozen=True):
    """An option of a directive. ``reads`` says what its value is, ``values`` are the words that it may be."""

    name: str
    help: str
    example: str
    reads: str = "text"
    values: tuple[str, ...] = ()


class Directive(Struct, frozen=True):
    """A directive: ``owner`` is what it belongs to (``profile``, ``transaction``).

    ``makes`` is a ``declaration``, a ``table``, a ``list``, a ``diagram`` or a ``box``; ``body`` is ``markup``,
    ``yaml``, ``messages`` or ``none``.
    ``argument`` is ``optional`` where the section title may stand in for it, or ``none``.
    ``example`` is an argument, an empty line and a body.
    """

    name: str
    help: str
    example: str
    options: tuple[Option, ...] = ()
    owner: str | None = None
    body: str = "markup"
    argument: str = "optional"
    makes: str = "declaration"


SPHINX_OPTIONS = (
    Option("no-index", "declares without being a target or in the index", "", "flag"),
    Option("no-index-entry", "is not in the index", "", "flag"),
    Option("no-contents-entry", "is not in tables of contents", "", "flag"),
    Option("no-typesetting", "prints nothing, but is a target", "", "flag"),
    Option("class", "classes for style sheets", "wide"),
    Option("name", "a name for ``:ref:``", "cameras"),
)
"""Options that Sphinx gives to every object description; they are accepted everywhere and mean nothing here."""

ACCEPTED_OPTIONS = (*(option.name for option in SPHINX_OPTIONS), "noindex", "noindexentry", "nocontentsentry")
"""Their names, with the old spellings that Sphinx still takes."""

ROLES: Mapping[str, str] = {
    "actor": "Wound Camera",
    "transaction": "PCC-30",
    "profile": "SWI",
    "profile-actor": "SWI / Wound Camera",
    "option": "SWI / Measured Wound",
    "content-module": "Wound Report",
    "use-case": "SWI / Show a Wound to a Specialist",
    "requirement": "R1010",
    "issue": "PCC_012",
}
"""The roles that point at a declaration, each with one."""

KINDS_OF_PROFILE = ("profile-actor", "option", "use-case")
"""The kinds of what belongs to a profile, whose keys begin with it: ``XDS.b / Document Replacement``."""

KINDS = (*ROLES, "integration-statement")
"""The kinds of declarations."""

USED_KINDS = ("actor", "transaction", "option", "content-module")
"""The kinds of declarations that print where they are used."""

CHANGE_MARKS: Mapping[str, str] = {"ins": "added text", "del": "removed text"}
"""The roles that mark changed text and point at nothing, each with what it marks."""


def _oid(example: str) -> Option:
    return Option("oid", "the object identifier assigned to it", example)


_OF_PROFILE = Option(
    "profile", "the profile it belongs to, by acronym; default: the nearest one above", "SWI", "profile"
)
_OF_TRANSACTION = Option(
    "transaction", "the transaction it belongs to, by id; default: the nearest one above", "PCC-30", "transaction"
)
_CAPTION = Option("caption", "the text of the caption after its number", "Wound images")


def _table(name: str, summary: str, example: str, owner: Option) -> Directive:
    return Directive(name, summary, f"\n\n{example}", (owner, _CAPTION), owner.name, "yaml", "none", "table")


_ONLY_PROFILES = Option(
    "profile", "only what belongs to these profiles, by acronym, with commas", "SWI, XDS.b", "profiles"
)
_ONLY_ACTORS = Option("actor", "only what concerns these actors, with commas", "Wound Camera", "list")


def _list(name: str, summary: str, *options: Option) -> Directive:
    return Directive(name, summary, "", (*options, _CAPTION), None, "none", "none", "list")


_DIRECTIVES = (
    Directive(
        "ihe:profile",
        "declares a profile",
        "Shared Wound Images (SWI)",
        (
            Option(
                "type", "what kind of profile it is; several with commas", "workflow, content", "words", PROFILE_TYPES
            ),
            Option(
                "status",
                "where it stands in its life; default: the framework's",
                "final-text",
                "word",
                STATUSES,
            ),
            Option("chapter", "the number of its chapter in Volume 1", "40", "chapter"),
            _oid("2.999.1"),
        ),
    ),
    Directive(
        "ihe:actor",
        "declares an actor",
        "Wound Camera\n\nTakes pictures of wounds.",
        (
            Option("abbreviation", "its abbreviation", "WC"),
            Option("abstract", "no product is this actor as such; others build on it", "", "flag"),
            Option("renamed-to", "the name it has now", "Wound Recorder"),
            _oid("2.999.2"),
        ),
    ),
    Directive(
        "ihe:transaction",
        "declares a transaction",
        "Send Wound Image [PCC-30]",
        (
            Option("standards", "the standards it uses, with commas", "HTTP 1.1, DICOM PS3.18", "list"),
            Option("status", "whether it may be used", "active", "word", TRANSACTION_STATUSES),
            Option(
                "section",
                "the number of its section in Volume 2, where it does not follow from its id",
                "4.2",
                "section",
            ),
            _oid("2.999.3"),
        ),
    ),
    Directive(
        "ihe:profile-actor",
        "says what an actor is and must do in a profile",
        "Wound Camera\n\nThe camera knows whose wound it shows.",
        (_OF_PROFILE, _oid("2.999.4")),
        "profile",
    ),
    Directive(
        "ihe:option",
        "declares an option of a profile",
        "Measured Wound\n\nThe picture says how large the wound is.",
        (
            Option(
                "requires",
                "transactions, content modules or options that it makes required, with commas",
                "PCC-30, Wound Report",
                "list",
            ),
            _OF_PROFILE,
            _oid("2.999.5"),
        ),
        "profile",
    ),
    Directive(
        "ihe:content-module",
        "declares a content module",
        "Wound Report",
        (
            Option("oid", "its template id", "2.999.6"),
            Option("parent", "the template that it builds on, by id or name", "Medical Documents"),
            Option("format-code", "the format code of documents with this content", "urn:ihe:pcc:swi:2026"),
            Option("code", "the code of the document, section or entry", "34133-9"),
        ),
    ),
    Directive(
        "ihe:use-case",
        "declares a use case of a profile",
        "Show a Wound to a Specialist",
        (_OF_PROFILE, _oid("2.999.7")),
        "profile",
    ),
    Directive(
        "ihe:requirement",
        "declares a requirement, whose text is the body",
        "R1010\n\nA picture SHALL show a scale.",
        (
            Option("level", "how binding it is", "shall", "word", LEVELS),
            Option("actor", "the actors that it binds, with commas", "Wound Camera", "list"),
            Option(
                "transaction",
                "the transaction that it is about, by id; default: the nearest one above",
                "PCC-30",
                "transaction",
            ),
            _oid("2.999.8"),
        ),
    ),
    Directive(
        "ihe:issue",
        "declares an issue of a supplement",
        "PCC_012\n\nMay a picture be taken by the patient?",
        (
            Option("state", "whether it is settled; default: open", "open", "word", ISSUE_STATES),
            Option("closed-by", "what has settled it, such as a change proposal", "CP-PCC-0123"),
        ),
    ),
    Directive(
        "ihe:integration-statement",
        "says what a product claims",
        """Example Camera 2.0

vendor: Example Systems
product: Example Camera
version: "2.0"
date: 2026-11-24
profiles:
  SWI:
    Wound Camera: [Measured Wound]
  CT:
    Time Client: []""",
        body="yaml",
    ),
    _table(
        "ihe:actors-transactions",
        "the Actors and Transactions table of a profile",
        "Wound Camera:\n  PCC-30: R\nWound Archive:\n  PCC-30: R\n  ITI-41: O (1)\nnotes:\n  1: Into another archive.",
        _OF_PROFILE,
    ),
    _table(
        "ihe:actors-content-modules",
        "the Actors and Content Modules table of a profile",
        "Wound Camera:\n  Wound Report: O\nWound Archive:\n  Wound Report: R",
        _OF_PROFILE,
    ),
    _table(
        "ihe:actors-options",
        "the Actors and Options table of a profile",
        "Wound Camera: [Measured Wound]\nWound Archive: none",
        _OF_PROFILE,
    ),
    _table(
        "ihe:required-groupings",
        "the Required Actor Groupings table of a profile",
        "Wound Camera:\n  - CT / Time Client\nWound Archive: none",
        _OF_PROFILE,
    ),
    _table(
        "ihe:actor-roles",
        "the Actor Roles table of a transaction",
        "initiator:\n  Wound Camera: Sends a picture.\nresponder:\n  Wound Archive: Keeps the picture.",
        _OF_TRANSACTION,
    ),
    Directive(
        "ihe:actor-diagram",
        "the actor diagram of a profile, drawn from its tables",
        "",
        (
            Option(
                "direction",
                "where lines from initiators to responders lead; default: right",
                "down",
                "word",
                DIRECTIONS,
            ),
            Option(
                "grouped",
                "where actors of other profiles stand that are required to be grouped; default: below",
                "beside",
                "word",
                GROUPED,
            ),
            Option(
                "exclude",
                "actors, transactions (by id), profiles (by acronym) to leave out, with commas",
                "CT, ITI-41",
                "list",
            ),
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
        "\n\nWound Camera -> Wound Archive: Picture\nWound Archive --> Wound Camera: Receipt",
        (_OF_TRANSACTION, _CAPTION),
        "transaction",
        "messages",
        "none",
        "diagram",
    ),
    Directive(
        "ihe:process-flow",
        "the steps of a use case, one a line",
        "\n\nnote over Wound Camera: a nurse takes a picture\nWound Camera -> Wound Archive: Send Wound Image [PCC-30]",
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
    _list(
        "ihe:issue-list",
        "a list of the issues",
        Option("state", "only those in this state", "open", "word", ISSUE_STATES),
    ),
    _list("ihe:oid-list", "a list of the object identifiers", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:statement-list", "a list of the Integration Statements", _ONLY_PROFILES, _ONLY_ACTORS),
    _list("ihe:profile-matrix", "which actors are in which profiles", _ONLY_PROFILES, _ONLY_ACTORS),
    Directive(
        "ihe:general-introduction",
        "the additions to Appendices A, B and D of the General Introduction",
        "",
        body="none",
        argument="none",
        makes="list",
    ),
    Directive(
        "ihe:editor-instruction",
        "an instruction to the volume editor, in a box",
        "\n\nEditor: add this section to Volume 1.",
        argument="none",
        makes="box",
    ),
)

DIRECTIVES: Mapping[str, Directive] = {directive.name: directive for directive in _DIRECTIVES}
"""The directives by their names."""
