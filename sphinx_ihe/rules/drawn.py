"""What the options and the texts of diagrams name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Diagram, Written

_NAMED = re.compile(r"\[([^\[\]]+)\]|transaction[:}]`(?:[^`<]*<)?([^`<>]+)>?`")
"""An id in brackets, or in a role."""


def ids_in(framework: Framework, text: str) -> tuple[str, ...]:
    """The known transactions that a text of a diagram names."""
    found = (framework.transaction_id((names.transaction_title(name) or ("", name))[1]) for name in _names(text))
    return tuple(dict.fromkeys(id for id in found if framework.transaction(id)))


def _names(text: str) -> Iterator[str]:
    for found in _NAMED.finditer(text):
        yield found[1] or found[2]


def left_out(framework: Framework, diagram: Diagram) -> Iterator[tuple[str, Written]]:
    """What an actor diagram leaves out, each with its kind; what is nothing else is taken for an actor."""
    for name in diagram.exclude:
        if names.transaction_id(name.text):
            yield "transaction", name
        elif framework.profile(name.text):
            yield "profile", name
        elif name.text in framework.content_module_names:
            yield "content-module", name
        else:
            yield "actor", name
