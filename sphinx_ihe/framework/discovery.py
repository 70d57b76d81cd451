"""Which files of a folder are documents of the framework. Nothing here opens them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_ihe.reading.globs import fits_any, translate
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.reading.sphinx_conf import SphinxConf

_NEVER = ("**/_sources", ".#*", "**/.#*", "*.lproj/**")
"""What Sphinx never takes for a document: copies of sources, locks of editors."""


class Documents:
    """What ``sources``, ``exclude`` and Sphinx's own settings make of a path below the root, written with ``/``."""

    def __init__(self, config: Config, conf: SphinxConf) -> None:
        self._wanted = fits_any(translate(glob) for glob in config.sources)
        self._markdown = conf.markdown
        ours = (translate(glob) for glob in config.exclude)
        self._excluded = fits_any((*ours, *(translate(glob, sphinx=True) for glob in (*conf.excluded, *_NEVER))))

    def takes(self, name: str) -> bool:
        """Whether a file is a document. Markdown is one only for a Sphinx that reads it."""
        return bool(self._wanted(name)) and (self._markdown or not is_markdown(name)) and not self.excludes(name)

    def excludes(self, name: str) -> bool:
        """Whether a file or folder is left out by name."""
        return bool(self._excluded(name))

    def reaches(self, name: str) -> bool:
        """Whether a document of that name would be found: whether none of the folders that it lies in is left out."""
        *folders, _ = name.split("/")
        above = ("/".join(folders[: depth + 1]) for depth in range(len(folders)))
        return not any(_is_hidden(folder.rpartition("/")[2]) or self.excludes(folder) for folder in above)


def discover(root: str, documents: Documents, unreadable: list[tuple[str, OSError]]) -> Iterator[str]:
    """The documents below a folder, as paths below it with ``/``; folders that cannot be read are added to the list.

    Links to folders are followed, but never back into a folder that one is in.
    """
    real_root = os.path.realpath(root)
    waiting = [("", real_root, frozenset({real_root}))]
    while waiting:
        folder, real, inside = waiting.pop()
        try:
            with os.scandir(f"{root}/{folder}") as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            unreadable.append((folder, error))
            continue
        if folder and _is_build({entry.name for entry in entries}):
            continue
        for entry in entries:
            name = folder + entry.name
            try:
                is_folder = entry.is_dir()
            except OSError as error:
                # A link that leads to itself.
                if documents.takes(name):
                    unreadable.append((name, error))
                continue
            if is_folder:
                target = os.path.realpath(entry.path) if entry.is_symlink() else f"{real}/{entry.name}"
                if not (_is_hidden(entry.name) or documents.excludes(name) or target in inside):
                    waiting.append((f"{name}/", target, inside | {target}))
            elif documents.takes(name) and entry.is_file():
                yield name


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "_build"


def _is_build(names: set[str]) -> bool:
    """Whether a folder with these files is what a Sphinx build wrote."""
    return bool({".buildinfo", ".doctrees"} & names) or {"objects.inv", "searchindex.js"} <= names
