"""The scanner of reStructuredText: blocks, section titles, roles and comments to the linter, in document order.

It knows the block grammar and the rules of inline markup as docutils does, but builds no tree: it descends only where
something wanted may be found. Nesting is a list of tasks and not recursion, so that its depth is free.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.reading.source.blocks import step
from sphinx_ihe.reading.source.policy import policies
from sphinx_ihe.reading.source.state import Extent, Region, Scan, Sections
from sphinx_ihe.reading.source.text import split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_ihe.reading.source.items import Item

_unprefixed = re.compile(r"\.\. +default-(?:domain|role) ?:: *ihe", re.IGNORECASE).search


def scan_rst(
    text: str, file: str, *, everything: bool = False, bodies: Mapping[str, str] | None = None, prose: bool = False
) -> tuple[Item, ...]:
    """The items of a source text. Raises KeyError where ``bodies`` names a kind of body that there is not."""
    wanted = everything or _unprefixed(text) is not None
    scan = Scan(file, policies(bodies), everything=wanted, prose=prose)
    lines = split(text)
    scan.tasks.append(Region(Extent(lines, (0, len(lines.lines)), 0, 0), Sections(), 0))
    tasks = scan.tasks
    while tasks:
        task = tasks[-1]
        if not isinstance(task, Region):
            tasks.pop()
            scan.row = 0
            scan.inline(task[0])
        elif task.at < task.stop:
            step(scan, task)
        else:
            tasks.pop()
    return tuple(scan.items)
