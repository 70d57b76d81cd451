"""What was read of each document, kept while the document and what it includes stay the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ihe_cli.cache.records import RecordReader, RecordWriter
from ihe_cli.cache.store import digest
from sphinx_ihe.framework.reader import ReadDocument
from sphinx_ihe.language import Page
from sphinx_ihe.reading.source import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ihe_cli.cache.recorder import Asked, Recorder
    from ihe_cli.cache.store import Store


class Pages:
    """The documents of one store. ``given`` is all that matters to how a document is read, but the files."""

    def __init__(self, store: Store, files: Recorder, root: str, given: Sequence[str]) -> None:
        self._store = store
        self._files = files
        self._name = f"pages-{digest(root)}"
        self._given = digest(root, *given)
        self._kept = self._load()
        self._used: dict[str, str] = {}
        self._new: dict[str, tuple[ReadDocument, Asked]] = {}

    def _load(self) -> dict[str, Any]:
        found = self._store.read(self._name)
        if isinstance(found, dict) and found.get("given") == self._given and isinstance(found.get("pages"), dict):
            pages: dict[str, Any] = found["pages"]
            return pages
        return {}

    def document(self, name: str, read: Callable[[str], ReadDocument]) -> ReadDocument:
        """A document as it is kept, else as it is read."""
        text = self._kept.get(name)
        if isinstance(text, str) and (document := self._find(text)) is not None:
            self._used[name] = text
            return document
        self._new[name] = self._files.recorded(read, name)
        return self._new[name][0]

    def keep(self) -> None:
        """Keep the documents that were asked for, and no others."""
        for name, (document, asked) in self._new.items():
            text = self._text(document, asked)
            if text is not None:
                self._used[name] = text
        if self._used != self._kept:
            self._store.write(self._name, {"given": self._given, "pages": self._used})

    def _find(self, text: str) -> ReadDocument | None:
        try:
            kept = json.loads(text)
            asked: Asked = {(what, name): answer for what, name, answer in kept["asked"]}
            if not self._files.answers(asked):
                return None
            reader = RecordReader(kept["files"])
            page, problems = reader.record(kept["page"]), reader.record(kept["problems"])
            texts = {self._files.place_name(name): read_text(self._files.held(name)) for name in kept["texts"]}
        except (LookupError, TypeError, ValueError, OSError, RecursionError):
            return None
        if not isinstance(page, Page) or not isinstance(problems, tuple):
            return None
        self._files.asked |= asked
        return ReadDocument(page, problems, texts)

    def _text(self, document: ReadDocument, asked: Asked) -> str | None:
        """A document as it is kept; None where it is not: where it cannot be read, or has a text that is not UTF-8."""
        names = self._files.texts(asked, document.texts)
        if document.page is None or names is None:
            return None
        writer = RecordWriter()
        kept = {
            "page": writer.value(document.page),
            "problems": writer.value(document.problems),
            "files": [*writer.files],
            "texts": names,
            "asked": [(*question, answer) for question, answer in asked.items()],
        }
        return json.dumps(kept, separators=(",", ":"))
