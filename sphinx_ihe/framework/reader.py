"""Files and their ``ihe.yaml`` become a framework: documents are found, scanned, put together over their includes.

``conf.py`` is read as text and never run. Nothing here knows Sphinx.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sphinx_ihe.framework.config import Config, reason
from sphinx_ihe.framework.discovery import Documents
from sphinx_ihe.framework.files import Folder, MemoryFiles
from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.language import Block, Page, Place, Problem, Role, Title, Written, names
from sphinx_ihe.reading.grids import find_grids, with_grids
from sphinx_ihe.reading.includes import CODE, WHOLE, BadIncludeError, Clip, clipped, read_include, resolve
from sphinx_ihe.reading.page import PageItem, PagePart, read_parts
from sphinx_ihe.reading.source import Filled, Heading, is_markdown, read_text, scan
from sphinx_ihe.reading.source.policy import policies, policy
from sphinx_ihe.reading.sphinx_conf import SphinxConf, read_conf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from sphinx_ihe.framework.files import Files
    from sphinx_ihe.reading.source import Item

DEFAULTS = ("default-domain", "default-role")
"""The directives that change how the names of others read."""
DEEPEST = 100
"""So many files may include one another, each the next."""

_DIRECTIVE = re.compile(r"\s*\.\. +([\w:.+-]+) ?::").match


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
    return _FolderReader(Folder(root, held or {}), config or Config()).read(status)


def read_files(files: Files, config: Config, status: str | None = None, through: Through | None = None) -> Reading:
    """As :func:`read_folder`, from files wherever they are.

    ``through`` is asked for each document, with the function that reads it.
    """
    return _FolderReader(files, config).read(status, through)


class ListedDocuments(Struct, frozen=True):
    """The names of a framework's documents, the folders that cannot be read with the reasons, and ``conf.py``."""

    documents: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...]
    conf: SphinxConf


def list_documents(files: Files, config: Config) -> ListedDocuments:
    """What there is to read."""
    unreadable: list[tuple[str, OSError]] = []
    conf = _FolderReader(files, config).conf
    found = files.documents(Documents(config, conf), unreadable)
    return ListedDocuments(tuple(found), tuple([(name, reason(error)) for name, error in unreadable]), conf)


def read_texts(texts: Mapping[str, str | bytes], config: Config | None = None, status: str | None = None) -> Reading:
    """As :func:`read_folder`, from memory: the keys are paths below the source folder, and name the files in places."""
    return _FolderReader(MemoryFiles(texts), config or Config()).read(status)


class WholeDocument(Struct, frozen=True):
    """One document with the parts that its page is made of, what is wrong with its files, and their names in places."""

    page: Page
    parts: tuple[PagePart, ...]
    unreadable: tuple[Problem, ...]
    files: frozenset[str]


def document_reader(root: Path, config: Config, conf: SphinxConf) -> Callable[[str, str | None], WholeDocument]:
    """A function that reads a document below ``root`` by its name; where a text is given, as if its file said that."""
    reader = _FolderReader(Folder(root, {}), config, conf)

    def read(name: str, given: str | None = None) -> WholeDocument:
        document = reader.document(name, given)
        unreadable = tuple(problem for problem in document.problems if problem.code == CODE)
        return WholeDocument(document.page or Page(name), reader.parts, unreadable, frozenset(document.texts))

    return read


class _FolderReader:
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
        page, self.parts = read_parts(name.rpartition(".")[0] or name, _Assembly(self, name).read(text), title=title)
        return page

    def included(self, path: Written, clip: Clip, name: str, encoding: Written | None) -> str:
        """The text of a file that is included, clipped. Raises BadIncludeError."""
        place_name = self.files.place_name(name)
        try:
            data = self.files.data(name)
            text = data.decode(encoding.text) if encoding else read_text(data)
        except OSError as error:
            raise BadIncludeError(path.place, f"cannot read {path.text!r}: {reason(error)}", self._near(name)) from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            message = f"{path.text!r} is not UTF-8: its line {line} has the byte 0x{error.object[error.start]:02X}"
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


class _Assembly:
    """One document: the levels of its titles, and the files that it includes in one another."""

    def __init__(self, reader: _FolderReader, name: str) -> None:
        self.reader = reader
        self.name = name
        self.markdown = is_markdown(name)
        self.offset = 0
        self.ranks: list[int] = []
        self.styles: list[str] = []
        self.level = 0
        self.base = 0
        self.inside: list[tuple[str, Clip]] = [(name, WHOLE)]
        self.default_role = ""
        self.everything = False

    def read(self, text: str) -> Iterator[PageItem]:
        """What the document says, its files in their places."""
        yield from self.file(self.reader.prolog(markdown=self.markdown), "", nested=False)
        items = self.reader.scan(self.name, text, everything=self.everything, markdown=self.markdown)
        yield from self.file(items, text, nested=False)

    def file(self, items: Iterable[Item], text: str, *, nested: bool) -> Iterator[PageItem]:
        """What a file contributes to the document; a nested one stands where no section can."""
        for item in items:
            if isinstance(item, Heading):
                title = None if nested else self.title(item)
                if title is not None:
                    yield title
            elif isinstance(item, Role) and not item.name:
                yield replace(item, name=self.default_role)
            elif isinstance(item, Block) and item.name == "include":
                yield from self.included(item, text, nested=nested)
            else:
                if isinstance(item, Block) and item.name in DEFAULTS:
                    self.default(item)
                yield item

    def default(self, block: Block) -> None:
        """Note how names read from here on."""
        value = block.argument.text.lower() if block.argument else ""
        if block.name == "default-role":
            self.default_role = value
        # Names that are ours may look like others from here on, also in files that are included.
        self.everything = self.everything or value.startswith("ihe")

    def title(self, heading: Heading) -> Title | None:
        """A title with its level: styles are levels in the order of their first use, also across included files.

        None for a title that docutils drops, because it skips a level.
        """
        if heading.rank is not None:
            return self.ranked_title(heading, heading.rank + self.offset)
        level = self.styles.index(heading.style) + 1 if heading.style in self.styles else len(self.styles) + 1
        if level > self.level + 1:
            return None
        if level > len(self.styles):
            self.styles.append(heading.style)
        self.level = level
        return Title(heading.text, heading.place, self.base + len(self.ranks) + level)

    def ranked_title(self, heading: Heading, rank: int) -> Title:
        """A title of Markdown: it lies in the nearest one above of a lower rank."""
        while self.ranks and self.ranks[-1] >= rank:
            self.ranks.pop()
        self.ranks.append(rank)
        # Titles of reStructuredText that stand in Markdown begin anew below each of its own.
        self.styles, self.level = [], 0
        return Title(heading.text, heading.place, self.base + len(self.ranks))

    def included(self, block: Block, text: str, *, nested: bool) -> Iterator[PageItem]:
        """What an ``include`` directive in a text brings, or what is wrong with it."""
        try:
            markdown = self.markdown and not _is_rst(block, text)
            inside = block.nested if markdown else self.is_nested(block, text)
            yield from self.include(block, nested=nested or inside, markdown=markdown)
        except BadIncludeError as bad:
            yield Filled()
            self.reader.problems.append(bad.problem)

    def include(self, block: Block, *, nested: bool, markdown: bool) -> Iterator[PageItem]:
        """What an ``include`` directive brings. Raises BadIncludeError."""
        include = read_include(block, markdown=markdown)
        if include is None:
            return
        name = resolve(include.path.text, self.name)
        text = self.reader.included(include.path, include.clip, name, include.encoding)
        if not include.parsed:
            yield Filled()
            return
        here = (name, include.clip)
        if here in self.inside:
            chain = " includes ".join(
                [*(repr(other) for other, _ in self.inside[self.inside.index(here) :]), repr(name)]
            )
            raise BadIncludeError(include.path.place, f"files that include each other: {chain}")
        if len(self.inside) > DEEPEST:
            raise BadIncludeError(include.path.place, f"more than {DEEPEST} files that include one another")
        self.inside.append(here)
        outer = self.styles, self.level, self.base
        around = self.markdown, self.offset
        self.markdown, self.offset = markdown, include.title_offset
        if include.apart:
            self.styles, self.level, self.base = [], 0, self.base + self.level
        items = self.reader.scan_included(name, text, include.clip, everything=self.everything, markdown=markdown)
        yield from self.file(items, text, nested=nested)
        if include.apart:
            self.styles, self.level, self.base = outer
        self.markdown, self.offset = around
        self.inside.pop()

    def is_nested(self, include: Block, text: str) -> bool:
        """Whether an include stands in a body that cannot hold sections."""
        indent = include.place.column - 1
        lines = text.splitlines()[: include.place.line] if indent else [""]
        if lines.pop()[:indent].strip():
            return True
        for line in reversed(lines):
            width = len(line) - len(line.lstrip())
            if line.strip() and width < indent:
                directive = _DIRECTIVE(line)
                if not directive or policy(directive[1].lower(), self.reader.policies).body != "sections":
                    return True
                indent = width
        return bool(indent)


def _is_rst(directive: Block, text: str) -> bool:
    """Whether a directive in Markdown stands in a block of reStructuredText."""
    line = text.split("\n")[directive.place.line - 1]
    return line.startswith("..", directive.place.column - 1)


def _bad_byte(file: str, error: UnicodeDecodeError) -> Problem:
    """The problem of a file that is not UTF-8, at the byte that shows it."""
    # The error counts from behind a byte order mark, as its object does.
    before = error.object[: error.start].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    message = f"expected UTF-8, found the byte 0x{error.object[error.start]:02X}"
    return Problem(CODE, Place(file, line, column, line, column + 1), message)
