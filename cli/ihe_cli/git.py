"""Revisions of a git repository, as folders."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from ihe_cli.terminal import Failure


def checked_out(text: str, target: Path) -> Path:
    """The folder of the working directory as it is in a revision, below ``target``; ``REV:FOLDER`` is another folder.

    All of the revision is written there, for a framework may name files anywhere in it.
    """
    revision, colon, folder = text.partition(":")
    if revision.startswith("-") or not revision:
        raise Failure(f"expected a revision, found {revision!r}")
    inside = PurePosixPath(folder if colon else _git("rev-parse", "--show-prefix").decode().strip())
    top = _git("rev-parse", "--show-toplevel").decode().strip()
    if _asked("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode:
        raise Failure(f"git knows no revision {revision!r}; without --git, OLD and NEW are folders or files")
    _extract(_git("archive", "--format=tar", revision, cwd=top), target)
    if inside.is_absolute() or ".." in inside.parts or not (target / inside).exists():
        raise Failure(f"there is no folder {str(inside)!r} in the revision {revision!r}")
    return target / inside


def _extract(data: bytes, target: Path) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            # Nothing is written outside of the folder, whatever a repository holds; from Python 3.11.4 on.
            archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, path: member)
            archive.extractall(target)
    except (tarfile.TarError, OSError) as error:
        raise Failure(f"cannot write the revision to {str(target)!r}: {error}") from None


def _asked(*arguments: str, cwd: str = ".") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, check=False)
    except OSError as error:
        raise Failure(f"cannot run git: {error.strerror}") from None


def _git(*arguments: str, cwd: str = ".") -> bytes:
    done = _asked(*arguments, cwd=cwd)
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["it says nothing"]
        raise Failure(f"git {arguments[0]}: {lines[0].removeprefix('fatal: ')}")
    return done.stdout
