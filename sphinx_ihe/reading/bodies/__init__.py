"""The bodies of directives, YAML or messages: lines in, rows with places out, and every problem on the way."""

from __future__ import annotations

from sphinx_ihe.reading.bodies.body import Body
from sphinx_ihe.reading.bodies.groupings import read_required_groupings
from sphinx_ihe.reading.bodies.messages import Messages, read_messages
from sphinx_ihe.reading.bodies.options import read_actors_options
from sphinx_ihe.reading.bodies.roles import read_actor_roles
from sphinx_ihe.reading.bodies.statement import StatementBody, read_integration_statement
from sphinx_ihe.reading.bodies.uses import read_actors_content_modules, read_actors_transactions

__all__ = [
    "Body",
    "Messages",
    "StatementBody",
    "read_actor_roles",
    "read_actors_content_modules",
    "read_actors_options",
    "read_actors_transactions",
    "read_integration_statement",
    "read_messages",
    "read_required_groupings",
]
