"""Files and their ``ihe.yaml`` become a framework: documents are found, scanned, put together over their includes.

``conf.py`` is read as text and never run. Nothing here knows Sphinx.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.framework.assembly import DEFAULTS, Assembly
from sphinx_ihe.framework.config import Config
from sphinx_ihe.framework.discovery import Documents
from sphinx_ihe.framework.disk import reason
from sphinx_ihe.framework.files import Folder, MemoryFiles
from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.language import Block, Page, Place, Problem, Written, names
from sphinx_ihe.reading.grids import find_grids, with_grids
from sphinx_ihe.reading.includes import CODE, BadIncludeError, Clip, clipped
from sphinx_ihe.reading.page import PagePart, read_parts
from sphinx_ihe.reading.source import read_text, scan
from sphinx_ihe.reading.source.policy import policies
from sphinx_ihe.reading.sphinx_conf import SphinxConf, read_conf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from sphinx_ihe.framework.files import Files
    from sphinx_ihe.reading.source import Item


class Reading(Struct, frozen=True):
    """A framework with the texts of its files, by their names in places."""

    framework: Framework
    texts: Mapping[str, str]


class ReadDocument(Struct, frozen=True):
    """What one document contributes, None where it cannot be read; what is wrong with its files; and their texts."""

    page: Page | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]


if TYPE_CHECKING:
    Through: TypeAlias = Callable[[str, Callable[[str], ReadDocument]], ReadDocument]


def read(root: Path, config: Config | None = None, status: str | None = None) -> Framework:
    """The framework whose source folder is ``root``; ``status`` stands in place of its own. Raises nothing."""
    return read_folder(root, config, status).framework


def read_folder(
    root: Path, config: Config | None = None, status: str | None = None, held: Mapping[Path, bytes] | None = None
) -> Reading:
    """As :func:`read`, with texts. ``held`` is what stands in place of files, as in an editor that has not saved them.

    Places name files by their absolute paths.
    """
    return FolderReader(Folder(root, held or {}), config or Config()).read(status)


def read_files(files: Files, config: Config, status: str | None = None, through: Through | None = None) -> Reading:
    """As :func:`read_folder`, from files wherever they are.

    ``through`` is asked for each document, with the function that reads it.
    """
    return FolderReader(files, config).read(status, through)


class ListedDocuments(Struct, frozen=True):
    """The names of a framework's documents, the folders that cannot be read with the reasons, and ``conf.py``."""

    documents: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...]
    conf: SphinxConf


def list_documents(files: Files, config: Config) -> ListedDocuments:
    """What there is to read."""
    unreadable: list[tuple[str, OSError]] = []
    conf = FolderReader(files, config).conf
    found = files.documents(Documents(config, conf), unreadable)
    return ListedDocuments(tuple(found), tuple([(name, reason(error)) for name, error in unreadable]), conf)


def read_texts(texts: Mapping[str, str | bytes], config: Config | None = None, status: str | None = None) -> Reading:
    """As :func:`read_folder`, from memory: the keys are paths below the source folder, and name the files in places."""
    return FolderReader(MemoryFiles(texts), config or Config()).read(status)


class WholeDocument(Struct, frozen=True):
    """One document with the parts that its page is made of, what is wrong with its files, and their names in places."""

    page: Page
    parts: tuple[PagePart, ...]
    unreadable: tuple[Problem, ...]
    files: frozenset[str]


def document_reader(root: Path, config: Config, conf: SphinxConf) -> Callable[[str, str | None], WholeDocument]:
    """A function that reads a document below ``root`` by its name; where a text is given, as if its file said that."""
    reader = FolderReader(Folder(root, {}), config, conf)

    def read(name: str, given: str | None = None) -> WholeDocument:
        document = reader.document(name, given)
        unreadable = tuple(problem for problem in document.problems if problem.code == CODE)
        return WholeDocument(document.page or Page(name), reader.parts, unreadable, frozenset(document.texts))

    return read


class FolderReader:
    """One reading of one framework. A file that many documents include is scanned once.

    ``problems``, ``texts`` and ``parts`` are those of the document at hand.
    """

    def __init__(self, files: Files, config: Config, conf: SphinxConf | None = None) -> None:
        self.files = files
        self._conf = conf
        self.config = config
        self.policies = policies(config.lint.directives)
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        self.parts: tuple[PagePart, ...] = ()
        self._scanned: dict[tuple[str, Clip, bool, bool], tuple[Item, ...]] = {}

    def read(self, status: str | None, through: Through | None = None) -> Reading:
        unreadable: list[tuple[str, OSError]] = []
        found = self.files.documents(Documents(self.config, self.conf), unreadable)
        documents = [through(name, self.document) if through else self.document(name) for name in found]
        problems = [*self.config.problems, *(problem for document in documents for problem in document.problems)]
        for name, error in unreadable:
            place = Place(self.files.place_name(name), 1, 1, 1, 1)
            problems.append(Problem(CODE, place, f"cannot be read: {reason(error)}"))
        framework = Framework(
            [document.page for document in documents if document.page],
            self.config.facts(status),
            self.config.elsewhere,
            list(dict.fromkeys(problems)),
        )
        return Reading(framework, {file: text for document in documents for file, text in document.texts.items()})

    def document(self, name: str, given: str | None = None) -> ReadDocument:
        """One document, whatever was read before; ``given`` is the text that it is to have."""
        self.problems, self.texts, self.parts = [], {}, ()
        page = self._page(name, given)
        return ReadDocument(page, tuple(self.problems), self.texts)

    @cached_property
    def conf(self) -> SphinxConf:
        if self._conf is not None:
            return self._conf
        try:
            return read_conf(self.files.data("conf.py"))
        except OSError:
            return SphinxConf()

    def prolog(self, *, markdown: bool) -> tuple[Item, ...]:
        """What ``conf.py`` says of the names in every document, as the directives that say the same."""
        text = "" if markdown else self.conf.rst_prolog
        if self.conf.primary_domain:
            text = f".. default-domain:: {self.conf.primary_domain}\n\n{text}"
        if self.conf.default_role:
            text = f".. default-role:: {self.conf.default_role}\n\n{text}"
        if "default-" not in text:
            return ()
        items = scan(text, self.files.place_name("conf.py"))
        return tuple(item for item in items if isinstance(item, Block) and item.name in DEFAULTS)

    def _page(self, name: str, given: str | None) -> Page | None:
        place_name = self.files.place_name(name)
        try:
            data = self.files.data(name)
        except OSError as error:
            self.problems.append(Problem(CODE, Place(place_name, 1, 1, 1, 1), f"cannot be read: {reason(error)}"))
            return None
        try:
            text = read_text(data)
        except UnicodeDecodeError as error:
            self.problems.append(_bad_byte(place_name, error))
            # Read on, so that what it declares is not missed elsewhere: a guess at what was meant.
            text = error.object.decode("latin-1")
        if given is not None and given.splitlines() != text.splitlines():
            text = given
        self.texts[place_name] = text
        publisher = self.config.publisher
        title = publisher.title(name) if publisher else None
        page, self.parts = read_parts(name.rpartition(".")[0] or name, Assembly(self, name).read(text), title=title)
        return page

    def included(self, path: Written, clip: Clip, name: str, encoding: Written | None) -> str:
        """The text of a file that is included, clipped. Raises BadIncludeError."""
        place_name = self.files.place_name(name)
        try:
            data = self.files.data(name)
            text = read_text(data, encoding.text if encoding else None)
        except OSError as error:
            raise BadIncludeError(path.place, f"cannot read {path.text!r}: {reason(error)}", self._near(name)) from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            expected, byte = encoding.text if encoding else "UTF-8", error.object[error.start : error.start + 1].hex()
            message = f"{path.text!r} is not {expected}: its line {line} has the byte 0x{byte.upper()}"
            raise BadIncludeError(path.place, message) from None
        except LookupError:
            assert encoding is not None
            raise BadIncludeError(encoding.place, f"expected an encoding, found {encoding.text!r}") from None
        self.texts.setdefault(place_name, text)
        return clipped(text, clip)

    def _near(self, name: str) -> str | None:
        near = names.nearest(name, self.files.siblings(name))
        return f"there is {near!r}" if near and near != name else None

    def scan(self, name: str, text: str, *, everything: bool, markdown: bool) -> tuple[Item, ...]:
        """The items of a file."""
        file = self.files.place_name(name)
        if self.config.publisher:
            from sphinx_ihe.framework.publisher import without_liquid  # most frameworks have none

            text = without_liquid(text)
        items = self._items(file, text, everything=everything, markdown=markdown)
        grids = find_grids(text, file, markdown=markdown) if self.config.lint.hand_written_tables else ()
        return with_grids(items, grids) if grids else items

    def _items(self, file: str, text: str, *, everything: bool, markdown: bool) -> tuple[Item, ...]:
        bodies = self.config.lint.directives
        if markdown:
            from sphinx_ihe.reading.source.myst import scan_myst

            extensions = self.conf.myst_extensions
            return scan_myst(text, file, everything=everything, bodies=bodies, extensions=extensions, prose=True)
        return scan(text, file, everything=everything, bodies=bodies, prose=True)

    def scan_included(self, name: str, text: str, clip: Clip, *, everything: bool, markdown: bool) -> tuple[Item, ...]:
        """As :meth:`scan`, of a file that other documents may include, too."""
        key = (name, clip, everything, markdown)
        if key not in self._scanned:
            self._scanned[key] = self.scan(name, text, everything=everything, markdown=markdown)
        return self._scanned[key]


def _bad_byte(file: str, error: UnicodeDecodeError) -> Problem:
    """The problem of a file that is not UTF-8, at the byte that shows it."""
    # The error counts from behind a byte order mark, as its object does.
    before = error.object[: error.start].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    message = f"expected UTF-8, found the byte 0x{error.object[error.start]:02X}"
    return Problem(CODE, Place(file, line, column, line, column + 1), message)
