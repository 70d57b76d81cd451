"""The frameworks that are named on the command line, as inventories."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ihe_cli.terminal import Failure, counted, say

if TYPE_CHECKING:
    from sphinx_ihe.framework.inventory.records import Inventory


def of_folder(path: Path, name: str | None = None) -> tuple[Inventory, bool]:
    """The inventory of the framework that a path lies in, and whether all of it could be read.

    What is odd about it is said on standard error; ``name`` is what the path is called there.
    """
    from sphinx_ihe.framework.config import find, load
    from sphinx_ihe.framework.inventory.writing import inventory
    from sphinx_ihe.framework.reader import read

    name = name or str(path)
    start = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would rename links
    file = find(start)
    root = file.parent if file else start if start.is_dir() else start.parent
    if file is None:
        say(f"ihe: no ihe.yaml in {name!r} or above: read as a draft of no domain", err=True)
    config = load(file)
    framework = read(root, config)
    if framework.problems:
        found = counted(len(framework.problems), "mistake")
        say(f"ihe: {found} in {name!r}, what cannot be read is left out; `ihe lint` shows them", err=True)
    return inventory(framework, config), not framework.problems


def of_file(path: Path) -> Inventory:
    """The inventory in a ``framework.json``."""
    from sphinx_ihe.framework.inventory import UnreadableError, load

    try:
        return load(path)
    except UnreadableError as error:
        raise Failure(f"cannot read {str(path)!r}: {error}") from None
