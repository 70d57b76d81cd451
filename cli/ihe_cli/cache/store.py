"""The folder of the cache: values by name, each written at once and read only as it was written."""

from __future__ import annotations

import os
import sys
import time
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ".ihe_cache"
VARIABLE = "IHE_CACHE_DIR"
SUFFIX = ".ihe.json"
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
            head, _, data = (self._path / f"{name}{SUFFIX}").read_bytes().partition(b"\n")
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
            write_whole(self._path / f"{name}{SUFFIX}", self._head(data).encode() + b"\n" + data)
            self._prune()
        except OSError:
            pass

    def _head(self, data: bytes) -> str:
        return f"{self._stamp} {digest(data)}"

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


def _stamp() -> str:
    """What tells this version of the tool, in this Python, from every other: its own files, by content.

    Times would tell two installations of one version apart, and a cache that machines share would be of no use.
    """
    from sphinx_ihe import __version__

    own = sorted((name, path) for package in _PACKAGES for name, path in _own_files(package))
    found: list[str | bytes] = [__version__, sys.version]
    for name, path in own:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - much faster than Path, and there are many files
            found += (name, file.read())
    return digest(*found)


def _own_files(package: str) -> Iterator[tuple[str, str]]:
    """The names and paths of the files of a package; what Python compiles of them is left out."""
    waiting = [(package, path) for path in sys.modules[package].__path__]
    while waiting:
        name, path = waiting.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                below = f"{name}/{entry.name}"
                if not entry.is_dir():
                    yield below, entry.path
                elif entry.name != "__pycache__":
                    waiting.append((below, entry.path))
