"""The documents of one framework as they were read last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ihe_cli.cache.recorder import Recorder
from sphinx_ihe.framework.files import Folder
from sphinx_ihe.framework.reader import ReadDocument, Reading, list_documents, read_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ihe_cli.cache.recorder import Asked
    from sphinx_ihe.framework.config import Config


class Memory:
    """What was read of each document; one is read anew only where a file of it has changed."""

    def __init__(self) -> None:
        self._settings: object = None
        self._documents: dict[str, tuple[ReadDocument, Asked]] = {}

    def read(self, root: Path, config: Config, held: Mapping[Path, bytes] | None = None) -> Reading:
        """As ``sphinx_ihe.framework.reader.read_folder``."""
        files = Recorder(Folder(root, held or {}))
        settings = (list_documents(files, config).conf, config.lint.directives, config.lint.hand_written_tables)
        if settings != self._settings:
            self._settings, self._documents = settings, {}

        def recall(name: str, read: Callable[[str], ReadDocument]) -> ReadDocument:
            known = self._documents.get(name)
            if known is None or not files.answers(known[1]):
                known = self._documents[name] = files.recorded(read, name)
            return known[0]

        return read_files(files, config, through=recall)
