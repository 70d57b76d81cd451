"""What a build leaves behind: files, written only where they say something else, and digests to tell that by."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path


def write_file(file: str | Path, data: bytes) -> None:
    """Write a file in one go; one that says the same already is left alone."""
    with suppress(OSError), open(file, "rb") as stream:  # noqa: PTH123 - some builds look at a thousand of them
        if stream.read() == data:
            return
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def digest(said: object) -> str:
    """A text that differs whenever what is said does, by its ``repr``."""
    return hashlib.blake2b(repr(said).encode(), digest_size=12).hexdigest()
