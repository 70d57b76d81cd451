"""Files are written wholly or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkstemp

TEMPORARY = ".ihe-"
"""How the name of a file begins that is not in its place yet."""


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place at once, with the rights that it had; a link stays a link. Raises OSError."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a pipe, a terminal
        return
    handle, name = mkstemp(dir=target.parent, prefix=TEMPORARY)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if target.exists():
            shutil.copymode(target, temporary)
        else:
            umask = os.umask(0)
            os.umask(umask)
            temporary.chmod(0o666 & ~umask)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
