"""Files that keep what they were asked: what was made of them holds while they answer the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from msgspec import Struct

from ihe_cli.cache.store import digest
from sphinx_ihe.reading.source import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_ihe.framework.discovery import Documents
    from sphinx_ihe.framework.files import Files

Asked: TypeAlias = dict[tuple[str, str], str]
"""A digest of the answer to each question: what was asked, and the name of the file."""

T = TypeVar("T")

DATA = "data"
SIBLINGS = "siblings"


class Kept(Struct, Generic[T], frozen=True, array_like=True):
    """What was made of files, what they were asked for it, and the names of those whose texts it speaks of."""

    asked: Asked
    texts: tuple[str, ...]
    made: T


class Recorder:
    """The files of a framework (``sphinx_ihe.framework.files.Files``), each read once.

    ``asked`` is all that was asked.
    """

    def __init__(self, files: Files) -> None:
        self.asked: Asked = {}
        self._files = files
        self._answer = cache(self._answered)
        self._documents: tuple[list[str], list[tuple[str, OSError]]] | None = None

    def place_name(self, name: str) -> str:
        return self._files.place_name(name)

    def data(self, name: str) -> bytes:
        found: bytes | OSError = self._ask(DATA, name)
        if isinstance(found, OSError):
            raise found
        return found

    def siblings(self, name: str) -> list[str]:
        found: list[str] = self._ask(SIBLINGS, name)
        return found

    def documents(self, documents: Documents, unreadable: list[tuple[str, OSError]]) -> list[str]:
        """As the files have them. They are listed once, for one choice of documents."""
        if self._documents is None:
            errors: list[tuple[str, OSError]] = []
            self._documents = [*self._files.documents(documents, errors)], errors
        unreadable += self._documents[1]
        return self._documents[0]

    def recorded(self, read: Callable[[str], T], name: str) -> tuple[T, Asked]:
        """What a function makes of a name, and what it asked for."""
        before, self.asked = self.asked, {}
        try:
            return read(name), self.asked
        finally:
            before |= self.asked
            self.asked = before

    def kept(self, made: T, asked: Asked, texts: Mapping[str, str]) -> Kept[T] | None:
        """What was made, to be kept; None where a text was not read as UTF-8, which is not worth it."""
        names = tuple(name for what, name in asked if what == DATA and self.place_name(name) in texts)
        kept = Kept(asked, names, made)
        found = self.texts(kept)
        return kept if found and all(texts[name] == text for name, text in found.items()) else None

    def texts(self, kept: Kept[T]) -> Mapping[str, str] | None:
        """The texts of what is kept, which is asked for so; None where the files give other answers now."""
        try:
            if not self.answers(kept.asked):
                return None
            self.asked |= kept.asked
            return {self.place_name(name): read_text(self.data(name)) for name in kept.texts}
        except (OSError, ValueError):
            return None

    def answers(self, asked: Asked) -> bool:
        """Whether the files give these answers still. What is asked for that is not recorded."""
        return all(self._answer(*question)[1] == answer for question, answer in asked.items())

    def _ask(self, what: str, name: str) -> Any:
        found, self.asked[what, name] = self._answer(what, name)
        return found

    def _answered(self, what: str, name: str) -> tuple[bytes | list[str] | OSError, str]:
        """What the files say, and its digest."""
        if what == SIBLINGS:
            siblings = self._files.siblings(name)
            return siblings, digest(*sorted(siblings))
        try:
            data = self._files.data(name)
        except OSError as error:
            return error, f"{error.errno} {error.strerror}"
        return data, digest(data)
