"""What an author says: places, blocks, declarations and tables, as frozen records.

Nothing here knows RST, YAML or Sphinx, and nothing here judges: a record says what was written and where.
"""

from __future__ import annotations

from sphinx_ihe.model.blocks import (
    Block,
    BlockOption,
    Role,
    Title,
)
from sphinx_ihe.model.declarations import (
    Actor,
    Declaration,
    Owner,
    Profile,
    ProfileActor,
    ProfileOption,
    Transaction,
)
from sphinx_ihe.model.page import (
    Page,
    Problem,
    Reference,
)
from sphinx_ihe.model.places import (
    Line,
    Place,
    Written,
)
from sphinx_ihe.model.tables import (
    OPTIONALITIES,
    SIDES,
    ActorGroupings,
    ActorOptions,
    ActorRoles,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    ActorUses,
    Grouping,
    Note,
    OfferedOption,
    Partner,
    Player,
    RequiredGroupings,
    Table,
    TransactionRole,
    Use,
)

__all__ = [
    "OPTIONALITIES",
    "SIDES",
    "Actor",
    "ActorGroupings",
    "ActorOptions",
    "ActorRoles",
    "ActorUses",
    "ActorsContentModules",
    "ActorsOptions",
    "ActorsTransactions",
    "Block",
    "BlockOption",
    "Declaration",
    "Grouping",
    "Line",
    "Note",
    "OfferedOption",
    "Owner",
    "Page",
    "Partner",
    "Place",
    "Player",
    "Problem",
    "Profile",
    "ProfileActor",
    "ProfileOption",
    "Reference",
    "RequiredGroupings",
    "Role",
    "Table",
    "Title",
    "Transaction",
    "TransactionRole",
    "Use",
    "Written",
]
