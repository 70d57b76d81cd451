"""The files of a framework by their paths below its root, on disk or from memory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sphinx_ihe.framework.discovery import discover
from sphinx_ihe.framework.disk import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_ihe.framework.discovery import Documents


class Files(Protocol):
    """Files by name: the path below the root, with ``/``; ``../x`` is beside the root."""

    def place_name(self, name: str) -> str:
        """What places call a file."""
        ...

    def data(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError."""
        ...

    def documents(self, documents: Documents, unreadable: list[tuple[str, OSError]]) -> Iterable[str]:
        """The names of the documents; folders that cannot be read are added to the list."""
        ...

    def siblings(self, name: str) -> list[str]:
        """The names of the files that stand beside a file."""
        ...


class MemoryFiles:
    """Files that are given by name."""

    def __init__(self, texts: Mapping[str, str | bytes]) -> None:
        self._data = {name: data.encode() if isinstance(data, str) else data for name, data in texts.items()}

    def place_name(self, name: str) -> str:
        return name

    def data(self, name: str) -> bytes:
        if name not in self._data:
            raise FileNotFoundError(2, os.strerror(2), name)
        return self._data[name]

    def documents(self, documents: Documents, unreadable: list[tuple[str, OSError]]) -> Iterable[str]:
        return [name for name in self._data if documents.takes(name)]

    def siblings(self, name: str) -> list[str]:
        folder = name.rpartition("/")[0]
        return [other for other in self._data if other.rpartition("/")[0] == folder]


class Folder:
    """Files on disk; ``held`` stands in place of some, as in an editor that has not saved them.

    Places call a file by its absolute path, in which links keep their names.
    """

    def __init__(self, root: Path, held: Mapping[Path, bytes]) -> None:
        self._root = _absolute(root).rstrip(os.sep) + os.sep
        self._held = {_absolute(path): data for path, data in held.items()}

    def place_name(self, name: str) -> str:
        return _absolute(self._root + name)

    def data(self, name: str) -> bytes:
        path = self.place_name(name)
        if path in self._held:
            return self._held[path]
        return read_file(path)

    def documents(self, documents: Documents, unreadable: list[tuple[str, OSError]]) -> Iterable[str]:
        found = dict.fromkeys(discover(self._root.rstrip(os.sep) or os.sep, documents, unreadable))
        for path in self._held:
            name = path.removeprefix(self._root).replace(os.sep, "/")
            if path.startswith(self._root) and documents.takes(name) and documents.reaches(name):
                found[name] = None
        return found

    def siblings(self, name: str) -> list[str]:
        folder = name.rpartition("/")[0]
        try:
            return [f"{folder}/{entry.name}".lstrip("/") for entry in Path(self.place_name(folder)).iterdir()]
        except (OSError, ValueError):
            return []


def _absolute(path: Path | str) -> str:
    # Path.absolute() keeps "..", Path.resolve() does not keep the names of links.
    return os.path.abspath(path)  # noqa: PTH100
