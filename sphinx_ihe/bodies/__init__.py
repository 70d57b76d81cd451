"""The YAML bodies of tables: lines in, rows with places out, and every problem on the way."""

from __future__ import annotations

from sphinx_ihe.bodies.body import Body
from sphinx_ihe.bodies.groupings import read_required_groupings
from sphinx_ihe.bodies.options import read_actors_options
from sphinx_ihe.bodies.roles import read_actor_roles
from sphinx_ihe.bodies.uses import read_actors_content_modules, read_actors_transactions

__all__ = [
    "Body",
    "read_actor_roles",
    "read_actors_content_modules",
    "read_actors_options",
    "read_actors_transactions",
    "read_required_groupings",
]
