"""Files that keep what they were asked: what was made of them holds while they answer the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from ihe_cli.cache.store import digest
from sphinx_ihe.reading.source import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_ihe.framework.discovery import Documents
    from sphinx_ihe.framework.files import Files

Asked: TypeAlias = "dict[tuple[str, str], str]"
"""A digest of the answer to each question: what was asked, and the name of the file."""

T = TypeVar("T")

DATA = "data"
SIBLINGS = "siblings"


class Recorder:
    """The files of a framework (``sphinx_ihe.framework.files.Files``), each read once.

    ``asked`` is all that was asked.
    """

    def __init__(self, files: Files) -> None:
        self.asked: Asked = {}
        self._recent: Asked = {}
        self._files = files
        self._data: dict[str, bytes | OSError] = {}
        self._siblings: dict[str, list[str]] = {}
        self._answers: Asked = {}
        self._documents: tuple[list[str], list[tuple[str, OSError]]] | None = None

    def place_name(self, name: str) -> str:
        return self._files.place_name(name)

    def data(self, name: str) -> bytes:
        self.asked[DATA, name] = self._recent[DATA, name] = self._answer(DATA, name)
        return self.held(name)

    def recorded(self, read: Callable[[str], T], name: str) -> tuple[T, Asked]:
        """What a function makes of a name, and what it asked for."""
        self._recent = {}
        made = read(name)
        return made, self._recent

    def held(self, name: str) -> bytes:
        """The data of a file; that it is asked for is not recorded."""
        found = self._read(name)
        if isinstance(found, OSError):
            raise found
        return found

    def _read(self, name: str) -> bytes | OSError:
        if name not in self._data:
            try:
                self._data[name] = self._files.data(name)
            except OSError as error:
                self._data[name] = error
        return self._data[name]

    def siblings(self, name: str) -> list[str]:
        self.asked[SIBLINGS, name] = self._recent[SIBLINGS, name] = self._answer(SIBLINGS, name)
        return self._siblings[name]

    def documents(self, documents: Documents, unreadable: list[tuple[str, OSError]]) -> list[str]:
        """As the files have them. They are listed once, for one choice of documents."""
        if self._documents is None:
            errors: list[tuple[str, OSError]] = []
            self._documents = [*self._files.documents(documents, errors)], errors
        unreadable += self._documents[1]
        return self._documents[0]

    def texts(self, asked: Asked, texts: Mapping[str, str]) -> list[str] | None:
        """The names of the files that were asked for and are among texts; None where one was not read as UTF-8."""
        names = [name for what, name in asked if what == DATA and self.place_name(name) in texts]
        for name in names:
            try:
                if read_text(self.held(name)) != texts[self.place_name(name)]:
                    return None
            except UnicodeDecodeError:
                return None
        return names

    def answers(self, asked: Asked) -> bool:
        """Whether the files give these answers still. What is asked for that is not recorded."""
        return all(self._answer(what, name) == answer for (what, name), answer in asked.items())

    def _answer(self, what: str, name: str) -> str:
        if (what, name) not in self._answers:
            self._answers[what, name] = self._digest(what, name)
        return self._answers[what, name]

    def _digest(self, what: str, name: str) -> str:
        if what == SIBLINGS:
            if name not in self._siblings:
                self._siblings[name] = self._files.siblings(name)
            return digest(*sorted(self._siblings[name]))
        found = self._read(name)
        return f"{found.errno} {found.strerror}" if isinstance(found, OSError) else digest(found)
