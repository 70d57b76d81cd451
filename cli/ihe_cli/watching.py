"""``--watch``: run again whenever a file changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ihe_cli.terminal import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SKIPPED = frozenset({"_build", "build", "node_modules", "__pycache__"})
"""Folders whose files never matter."""


def watch(run: Callable[[], Iterable[Path]]) -> None:
    """Run, and again after each change in the folders that the run names, until interrupted."""
    try:
        import watchfiles
    except ImportError:
        raise Failure("--watch needs the package watchfiles: pip install 'sphinx-ihe[watch]'") from None
    while True:
        folders = sorted({folder for folder in run() if folder.is_dir()})
        changes = watchfiles.watch(*folders, watch_filter=_matters, raise_interrupt=True)
        next(changes, None)


def _matters(change: object, path: str) -> bool:
    """Whether a change may change what is found: not in hidden files and what builds write."""
    return not any(part.startswith(".") or part in SKIPPED for part in Path(path).parts[1:])
