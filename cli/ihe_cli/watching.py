"""``--watch``: run again whenever a file changes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ihe_cli.terminal import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SKIPPED = frozenset({"_build", "build", "node_modules", "__pycache__"})
"""Folders whose files never matter."""


def watch(run: Callable[[], Iterable[Path]]) -> None:
    """Run, and again after each change in the folders that the run names, until interrupted."""
    try:
        import watchfiles
    except ImportError:
        raise Failure("--watch needs the package watchfiles: pip install 'sphinx-ihe[watch]'") from None
    watched: list[Path] = []
    changes: Iterator[object] = iter(())
    while True:
        folders = sorted({folder for folder in run() if folder.is_dir()})
        if folders != watched:
            watched = folders
            # One watch for all runs, so that what changes during a run is seen after it.
            changes = watchfiles.watch(*folders, watch_filter=partial(_matters, folders), raise_interrupt=True)
        next(changes, None)


def _matters(folders: Iterable[Path], change: object, path: str) -> bool:
    """Whether a change in the folders may change what is found: not in hidden files and what builds write."""
    below = min(
        (Path(path).relative_to(folder).parts for folder in folders if Path(path).is_relative_to(folder)),
        key=len,
        default=Path(path).parts[-1:],
    )
    return not any(part.startswith(".") or part in SKIPPED for part in below)
