"""What the options of diagrams name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Diagram, Written


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
