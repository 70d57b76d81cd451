"""Which texts of a record name what: the one table of it, and the one walk over it.

Rules, editors, lists and translation ask here; none of them knows which fields a record has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_ihe.language import declarations, diagrams, tables
from sphinx_ihe.language.declarations import Owner
from sphinx_ihe.language.diagrams import Diagram
from sphinx_ihe.language.places import Written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_ihe.language.places import Place, Record

WITHIN = ""
"""A field that holds other records."""
TEXT = "text"
"""A field that is running text."""
NOTE = "note"
"""A field that is the mark of a note."""
LEFT_OUT = "left out"
"""A field that names an actor, a transaction, a profile or a content module."""
REQUIRED = "required"
"""A field that names a transaction, a content module or an option."""
TEMPLATE = "template"
"""A field that names a content module, or its template id."""

_ROW = {"actor": "actor", "note": NOTE}
_TABLE = {"owner": "profile", "caption": TEXT, "actors": WITHIN}

NAMES: Mapping[type[Record], Mapping[str, str]] = {
    declarations.Actor: {"renamed_to": "actor"},
    declarations.ContentModule: {"parent": TEMPLATE},
    declarations.ProfileActor: {"profile": "profile"},
    declarations.ProfileOption: {"profile": "profile", "requires": REQUIRED},
    declarations.UseCase: {"profile": "profile"},
    declarations.Requirement: {"actors": "actor", "transaction": "transaction"},
    declarations.IntegrationStatement: {"claims": WITHIN},
    declarations.Claim: {"profile": "profile", "actors": WITHIN},
    declarations.ClaimedActor: {"actor": "actor", "options": "option"},
    tables.ActorsTransactions: _TABLE,
    tables.ActorsContentModules: _TABLE,
    tables.ActorsOptions: _TABLE,
    tables.RequiredGroupings: _TABLE,
    tables.ActorRoles: {"owner": "transaction", "caption": TEXT, "roles": WITHIN},
    tables.ActorUses: {**_ROW, "uses": WITHIN},
    tables.Use: {"target": "transaction", "option": "option", "note": NOTE},
    tables.ActorOptions: {**_ROW, "options": WITHIN},
    tables.OfferedOption: {"name": "option", "note": NOTE},
    tables.ActorGroupings: {**_ROW, "groupings": WITHIN},
    tables.Grouping: {"when": "option", "condition": TEXT, "partners": WITHIN},
    tables.Partner: {"profile": "profile", "actors": "actor", "options": "option", "note": NOTE},
    tables.TransactionRole: {"players": WITHIN},
    tables.Player: {"actor": "actor", "description": TEXT, "note": NOTE},
    tables.Listing: {"caption": TEXT, "profiles": "profile", "actors": "actor"},
    Diagram: {"owner": "profile", "caption": TEXT, "actors": "actor", "exclude": LEFT_OUT, "steps": WITHIN},
    diagrams.Message: {"text": TEXT},
    diagrams.DiagramNote: {"text": TEXT},
    diagrams.FragmentLine: {"text": TEXT},
    diagrams.Divider: {"text": TEXT},
    diagrams.Lineup: {"text": TEXT},
}
"""What the fields of each record name: a kind of thing, as roles have it, or one of the words above.

The targets of the Actors and Content Modules table, and the owners of interaction diagrams, are of the other kind.
"""


class Naming(NamedTuple):
    """A text that names something of a ``kind``, the ``record`` whose it is, and the declaration, table, … it is in.

    ``profile`` is the acronym of the profile that an option or actor belongs to, ``cell`` where a finding is reported.
    """

    kind: str
    written: Written
    record: Record
    within: Any
    profile: str | None
    cell: Place


def namings(within: Any) -> Sequence[Naming]:
    """What a declaration, a table, a list or a diagram names; an owner only where an option names it."""
    owner = getattr(within, "owner", None) or getattr(within, "profile", None)
    found: list[Naming] = []
    _walk(found, within, within, owner.key if isinstance(owner, Owner) else None, None)
    if isinstance(within, tables.ActorsContentModules):
        return [each._replace(kind="content-module") if each.kind == "transaction" else each for each in found]
    if isinstance(within, Diagram) and within.kind == "interaction-diagram":
        return [each._replace(kind="transaction") if each.kind == "profile" else each for each in found]
    return found


def _walk(found: list[Naming], record: Any, within: Record, profile: str | None, cell: Place | None) -> None:
    kind_of_record = type(record)
    if kind_of_record in _CELLS:
        cell = record.place
    if kind_of_record in _OF_ANOTHER and record.profile:
        profile = record.profile.text
    for field, kind in NAMES.get(kind_of_record, {}).items():
        said = getattr(record, field)
        for each in (said,) if type(said) in _SINGLE else said or ():
            if kind == WITHIN:
                _walk(found, each, within, profile, cell)
            elif type(each) is Written:
                found.append(Naming(kind, each, record, within, profile, cell or each.place))
            elif each.named:
                found.append(Naming(kind, Written(each.key, each.place), record, within, profile, each.place))


_SINGLE = {Written, Owner}
_CELLS = {tables.Use, tables.OfferedOption, tables.Partner}
"""Records at whose place as a whole findings are reported."""
_OF_ANOTHER = {tables.Partner, declarations.Claim}
"""Records whose actors and options are those of the profile that they name."""
