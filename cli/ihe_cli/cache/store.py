"""The folder of the cache: values by name, each written at once and read only as it was written."""

from __future__ import annotations

import os
import stat
import sys
import time
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import MsgspecError, msgpack

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

FOLDER = ".ihe_cache"
VARIABLE = "IHE_CACHE_DIR"
SUFFIX = ".ihe.msgpack"
KEPT = 50
"""So many values are kept, those that were written last."""

_PACKAGES = ("sphinx_ihe", "ihe_cli")
_TAG = """\
Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of ihe lint, and can be deleted at any time. See https://bford.info/cachedir/
"""
_MARKS = {".gitignore": "*\n", "CACHEDIR.TAG": _TAG}


def digest(*parts: str | bytes) -> str:
    """A digest of texts; the same for the same parts alone."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def folder(config: Path) -> Path:
    """Where the cache of the framework with an ``ihe.yaml`` is: beside it, or where ``IHE_CACHE_DIR`` says."""
    moved = os.environ.get(VARIABLE)
    return Path(moved) if moved else config.parent / FOLDER


class Store:
    """Values by name in a folder, each for all that was ``given`` when it was made.

    What another version of the tool wrote, what was made of other things, and what is not as it was written, is not
    there. What cannot be written is not kept. Nothing here raises.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = _stamp()

    def read(self, name: str, given: Iterable[str], kind: type[T]) -> T | None:
        """A value of a type; None where there is none."""
        try:
            head, _, data = _content(self._path / f"{name}{SUFFIX}").partition(b"\n")
            return msgpack.decode(data, type=kind) if head == self._head(given, data) else None
        except (OSError, ValueError, MsgspecError, RecursionError):
            return None

    def write(self, name: str, given: Iterable[str], value: object) -> None:
        """Keep a value, unless it is None. What else than a file lies in its place is left there."""
        from ihe_cli.writing import write_whole

        path = self._path / f"{name}{SUFFIX}"
        if value is None or path.is_symlink() or (path.exists() and not path.is_file()):
            return
        try:
            data = msgpack.encode(value)
            self._make()
            write_whole(path, self._head(given, data) + b"\n" + data)
            self._prune()
        except (OSError, UnicodeEncodeError):
            pass

    def _head(self, given: Iterable[str], data: bytes) -> bytes:
        return digest(self._stamp, *given, data).encode()

    def _make(self) -> None:
        """Make the folder, which git and backups pass over. One that holds other things is left as it is.

        Raises OSError.
        """
        self._path.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in self._path.iterdir()}
        if present <= _MARKS.keys():
            for name in _MARKS.keys() - present:
                (self._path / name).write_text(_MARKS[name], "utf-8")

    def _prune(self) -> None:
        """Remove old values, and what runs left that were killed while they wrote. Raises OSError."""
        from ihe_cli.writing import TEMPORARY

        written = {path: path.stat().st_mtime for path in self._path.glob(f"*{SUFFIX}")}
        for path in sorted(written, key=written.__getitem__)[:-KEPT]:
            path.unlink(missing_ok=True)
        for path in self._path.glob(f"{TEMPORARY}*"):
            if path.stat().st_mtime < time.time() - 60 * 60:
                path.unlink(missing_ok=True)


def _content(path: Path) -> bytes:
    """The bytes of a file; a pipe is not waited for. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "no regular file", str(path))
        return file.read()


def _stamp() -> str:
    """What tells this version of the tool, in this Python, from every other: its own files, by content.

    Times would tell two installations of one version apart, and a cache that machines share would be of no use.
    """
    from sphinx_ihe import __version__

    found: list[str | bytes] = [__version__, sys.version]
    for package in _PACKAGES:
        for top in sys.modules[package].__path__:
            for path, folders, names in os.walk(top):
                folders[:] = sorted(set(folders) - {"__pycache__"})
                for name in sorted(names):
                    with open(f"{path}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - much faster than Path
                        found += (path.removeprefix(top), name, file.read())
    return digest(*found)
