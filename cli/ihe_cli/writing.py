"""Files are written wholly or not at all.

A file is replaced by a whole one under a name of its own, so that there is never half of one. Its owner and rights
stay. What has several names (hard links) cannot be replaced under all of them: what an author wrote is left then, since
half a text is worse than one that is not mended; what can be made again is written in place.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

TEMPORARY = ".ihe-"
"""How the name of a file begins that is not in its place yet."""


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place at once; a link stays a link. Raises OSError."""
    target = Path(os.path.realpath(path))
    if target.exists() and (not target.is_file() or target.stat().st_nlink > 1):
        target.write_bytes(data)  # a pipe, a terminal, a file with other names
        return
    temporary = _beside(target, data)
    try:
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace_text(path: Path, old: bytes, new: bytes) -> str | None:
    """Put a new text in place of an old one; why it was left, where that is not what lies there. Raises OSError."""
    target = Path(os.path.realpath(path))
    if target.stat().st_nlink > 1:
        return "it has other names (hard links), which would keep the old text"
    temporary = _beside(target, new)
    kept = temporary.with_name(f"{temporary.name}~")
    try:
        with suppress(OSError):  # not every file system has links
            os.link(target, kept)
        if not _has(target, old) or (kept.exists() and not kept.samefile(target)):
            return _CHANGED
        temporary.replace(target)
        if kept.exists() and not _has(kept, old):
            # Who had it open has written to it meanwhile, and may go on.
            kept.replace(target)
            return _CHANGED
    finally:
        temporary.unlink(missing_ok=True)
        kept.unlink(missing_ok=True)
    return None


_CHANGED = "it has changed since it was read"


def _has(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _beside(target: Path, data: bytes) -> Path:
    """A new file beside another, with its owner and rights. Raises OSError."""
    handle, name = mkstemp(dir=target.parent, prefix=TEMPORARY)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if target.exists():
            known, made = target.stat(), temporary.stat()
            if (known.st_uid, known.st_gid) != (made.st_uid, made.st_gid):
                os.chown(temporary, known.st_uid, known.st_gid)
            temporary.chmod(known.st_mode & 0o7777)
        else:
            umask = os.umask(0)
            os.umask(umask)
            temporary.chmod(0o666 & ~umask)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
