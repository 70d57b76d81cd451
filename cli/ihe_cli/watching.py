"""``--watch``: run again whenever a file changes."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ihe_cli.terminal import Failure, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SKIPPED = frozenset({"_build", "build", "node_modules", "__pycache__"})
"""Folders whose files never matter."""


def watch(run: Callable[[], Iterable[Path]], written: str | None = None) -> None:
    """Run, and again after each change in the folders that the run names, until interrupted.

    What cannot be run any more is said, and tried again after the next change: editors put files away while they save.
    ``written`` is the file that a run writes.
    """
    try:
        import watchfiles
    except ImportError:
        raise Failure("--watch needs the package watchfiles: pip install 'sphinx-ihe[watch]'") from None
    watched: list[Path] = []
    changes: Iterator[object] = iter(())
    report = os.path.realpath(written) if written else None
    while True:
        folders = _run(run, watched)
        if folders != watched:
            watched = folders
            # One watch for all runs, so that what changes during a run is seen after it.
            changes = watchfiles.watch(*folders, watch_filter=partial(_matters, folders, report), raise_interrupt=True)
        next(changes, None)


def _run(run: Callable[[], Iterable[Path]], watched: list[Path]) -> list[Path]:
    """The folders to watch after a run. Raises ClickException in the first run."""
    try:
        return sorted({folder for folder in run() if folder.is_dir()})
    except click.ClickException as error:
        if not watched:
            raise
        say(f"Error: {error.format_message()}", err=True)
        return watched


def _matters(folders: Iterable[Path], report: str | None, change: object, path: str) -> bool:
    """Whether a change in the folders may change what is found: not in hidden files and what builds or runs write."""
    if report == os.path.realpath(path):
        return False
    below = min(
        (Path(path).relative_to(folder).parts for folder in folders if Path(path).is_relative_to(folder)),
        key=len,
        default=Path(path).parts[-1:],
    )
    return not any(part.startswith(".") or part in SKIPPED for part in below)
