"""What a block declares where it stands: its options, its title, its owner and its body."""

from __future__ import annotations

from sphinx_ihe.language.directives import DIRECTIVES, Directive, Option
from sphinx_ihe.reading.declarations.block import Interpreted, read_block, unknown
from sphinx_ihe.reading.declarations.owners import Context, owner_of
from sphinx_ihe.reading.declarations.values import id_part, part

__all__ = [
    "DIRECTIVES",
    "Context",
    "Directive",
    "Interpreted",
    "Option",
    "id_part",
    "owner_of",
    "part",
    "read_block",
    "unknown",
]
