"""The folder of the cache: values by name, each written at once and read only as it was written."""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.config import Config

FOLDER = ".ihe_cache"
VARIABLE = "IHE_CACHE_DIR"

_PACKAGES = ("sphinx_ihe", "ihe_cli")
_TAG = """\
Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of ihe lint, and can be deleted at any time. See https://bford.info/cachedir/
"""


def digest(*parts: str | bytes) -> str:
    """A digest of texts; the same for the same parts alone."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def folder(config: Config) -> Path | None:
    """Where a framework's cache is: beside its ``ihe.yaml``, or where ``IHE_CACHE_DIR`` says; None without the file."""
    if config.path is None:
        return None
    moved = os.environ.get(VARIABLE)
    return Path(moved) if moved else config.path.parent / FOLDER


class Store:
    """JSON values by name in a folder.

    What another version of the tool wrote, and what is not as it was written, is not there. What cannot be written is
    not kept. Nothing here raises.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = _stamp()

    def read(self, name: str) -> Any:
        """A value; None where there is none."""
        import json

        try:
            head, _, data = (self._path / name).read_bytes().partition(b"\n")
            return json.loads(data) if head.decode() == self._head(data) else None
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, name: str, value: Any) -> None:
        """Keep a value."""
        import json

        from ihe_cli.writing import write_whole

        data = json.dumps(value, separators=(",", ":")).encode()
        try:
            self._make()
            write_whole(self._path / name, self._head(data).encode() + b"\n" + data)
        except OSError:
            pass

    def prune(self, pattern: str, number: int) -> None:
        """Keep so many of the values whose names fit a pattern, those that were written last."""
        try:
            found = sorted(self._path.glob(pattern), key=lambda path: path.stat().st_mtime)
            for path in found[:-number]:
                path.unlink()
        except OSError:
            pass

    def _head(self, data: bytes) -> str:
        return f"{self._stamp} {digest(data)}"

    def _make(self) -> None:
        """Make the folder, which git and backups pass over. Raises OSError."""
        if self._path.is_dir():
            return
        self._path.mkdir(parents=True)
        (self._path / ".gitignore").write_text("*\n", "utf-8")
        (self._path / "CACHEDIR.TAG").write_text(_TAG, "utf-8")


def _stamp() -> str:
    """What tells this version of the tool, in this Python, from every other: the sizes and times of its own files."""
    from sphinx_ihe import __version__

    found = [f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in _own_files()]
    return digest(__version__, sys.version, *sorted(found))


def _own_files() -> Iterator[tuple[str, os.stat_result]]:
    for package in _PACKAGES:
        waiting = [entry for path in sys.modules[package].__path__ for entry in _entries(path)]
        while waiting:
            entry = waiting.pop()
            if entry.is_dir():
                waiting += _entries(entry.path) if entry.name != "__pycache__" else ()
            else:
                yield entry.path, entry.stat()


def _entries(path: str) -> Iterable[os.DirEntry[str]]:
    with os.scandir(path) as found:
        return list(found)
