"""The file system, asked so that one kind of error comes back.

Whatever is wrong with a name or with what lies there is an OSError, and :func:`reason` says it in words: a finding
where an author wrote the name, a failure where the caller did.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def reason(error: OSError) -> str:
    """Why a file cannot be read or written, as part of a message."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def status(path: str | Path) -> os.stat_result:
    """What the file system knows of a path. Raises OSError."""
    try:
        return os.stat(path)  # noqa: PTH116 - much faster than Path, and there are many files
    except ValueError:
        # Python refuses U+0000 and halves of characters before it asks.
        raise OSError(0, "no file can have such a name", str(path)) from None


def is_file(path: str | Path) -> bool:
    """Whether a regular file lies there that can be reached. Raises nothing."""
    return _is(path, stat.S_ISREG)


def is_folder(path: str | Path) -> bool:
    """Whether a folder lies there that can be reached. Raises nothing."""
    return _is(path, stat.S_ISDIR)


def _is(path: str | Path, kind: Callable[[int], bool]) -> bool:
    try:
        return kind(status(path).st_mode)
    except OSError:
        return False


def read_file(path: str | Path) -> bytes:
    """The bytes of a regular file: a pipe or a device would be waited for. Raises OSError."""
    if not stat.S_ISREG(status(path).st_mode):
        raise OSError(0, "no regular file", str(path))
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()
