"""Where a new document of a framework goes, and which table of contents takes it up. Nothing here writes a file."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ihe_cli.terminal import Failure
from sphinx_ihe.reading.globs import fits
from sphinx_ihe.reading.source import is_markdown, scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.framework.reader import Reading
    from sphinx_ihe.language import Block, Declaration, Line
    from sphinx_ihe.reading.sphinx_conf import SphinxConf

FORMS = ("rst", "md")
VOLUMES = {"profile": "volume1", "transaction": "volume2", "content-module": "volume3"}
"""The folder of each kind in a framework that has none of it yet."""

_ENTRY = re.compile(r"(?:.*\S\s*<([^<>]+)>|(.+))")


class Home(Struct, frozen=True):
    """The framework that a document is new in, as it was read."""

    root: Path
    config: Config
    conf: SphinxConf
    reading: Reading

    def form(self) -> str:
        """The markup of the framework: that of its first page."""
        return "md" if (self.root / f"{self.conf.root_doc}.md").exists() else "rst"

    def name(self, path: Path) -> str:
        """The path below the root, with ``/``. Raises Failure."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            raise Failure(f"{os.path.relpath(path)!r} lies outside of the framework in {str(self.root)!r}") from None


class Entry(Struct, frozen=True):
    """What a table of contents gains: its file, and the whole text with the entry."""

    file: Path
    name: str
    text: str


def home(path: Path) -> Home:
    """The framework that a path lies in. Raises Failure."""
    from sphinx_ihe.framework.config import find, load
    from sphinx_ihe.framework.reader import read_folder
    from sphinx_ihe.reading.sphinx_conf import SphinxConf, read_conf
    from sphinx_ihe.rules.rule import RULES

    file = find(path)
    if file is None:
        raise Failure(f"there is no ihe.yaml in {str(path)!r} or above it; `ihe new framework` begins a framework")
    config, root = load(file, RULES), file.parent
    try:
        conf = read_conf((root / "conf.py").read_bytes())
    except OSError:
        conf = SphinxConf()
    return Home(root, config, conf, read_folder(root, config))


def target(home: Home, kind: type[Declaration], key: str, form: str | None, output: Path | None) -> Path:
    """The file of a new document. Raises Failure where there is one already, or none can be."""
    name = slug(key) or kind.kind
    if output is None:
        path = home.root / folder(home, kind) / f"{name}.{form or home.form()}"
    elif output.is_dir():
        path = output / f"{name}.{form or home.form()}"
    else:
        path = output
    path = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would rename links
    suffix = path.suffix.removeprefix(".")
    if suffix not in FORMS or (form and suffix != form):
        expected = f".{form}" if form else " or ".join(f".{each}" for each in FORMS)
        raise Failure(f"expected a file whose name ends in {expected}, found {path.name!r}")
    if suffix == "md" and not home.conf.markdown:
        raise Failure("conf.py does not name myst_parser among its extensions, which Markdown needs")
    if os.path.lexists(path):
        raise Failure(f"{os.path.relpath(path)!r} is there already; --output names another file")
    home.name(path)
    return path


def slug(text: str) -> str:
    """The name of a thing as the name of a file: ``xds-b`` for ``XDS.b``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def folder(home: Home, kind: type[Declaration]) -> str:
    """The folder where most documents of a kind are, below the root; else the volume that IHE has for them."""
    found = Counter(_folder(page) for page in _pages(home, kind))
    if found:
        return found.most_common(1)[0][0]
    volume = VOLUMES[kind.kind]
    return volume if (home.root / volume).is_dir() else ""


def _folder(page: str) -> str:
    """The folder of a document; of one that has a folder for itself, the folder around."""
    around, _, name = page.rpartition("/")
    return around.rpartition("/")[0] if name == "index" and around.count("/") else around


def _pages(home: Home, kind: type[Declaration]) -> list[str]:
    """The documents that declare something of a kind."""
    pages = home.reading.framework.pages
    return [page.name for page in pages if any(isinstance(each, kind) for each in page.declarations)]


# -- tables of contents -----------------------------------------------------------------------------------------------


def entry(home: Home, kind: type[Declaration], path: Path) -> Entry | None:
    """What takes a new document up: the table of contents of its kind, else of its folder; None where there is none.

    An entry whose text is the old one tells that a pattern takes the document up already.
    """
    document = home.name(path).rpartition(".")[0]
    alike = set(_pages(home, kind))
    around = posixpath.dirname(document)

    def is_beside(name: str) -> bool:
        return posixpath.dirname(name) == around and posixpath.basename(name) != "index"

    for wanted in (alike.__contains__, is_beside):
        for file, name, text in _documents(home):
            for block in reversed(_tables_of_contents(file, text)):
                listed = [posixpath.normpath(posixpath.join(posixpath.dirname(name), each)) for each in _listed(block)]
                if _globs(block) and any(fits(each, sphinx=True)(document) for each in listed):
                    return Entry(Path(file), name, text)
                if any(map(wanted, listed)):
                    relative = posixpath.relpath(document, posixpath.dirname(name) or ".")
                    return Entry(Path(file), name, _with(text, block.body, relative))
    return None


def _documents(home: Home) -> Iterator[tuple[str, str, str]]:
    """File, document and text of every document that has a table of contents."""
    for page in home.reading.framework.pages:
        if page.prose.contents:
            for form in FORMS:
                file = str(home.root / f"{page.name}.{form}")
                if file in home.reading.texts:
                    yield file, page.name, home.reading.texts[file]


def _tables_of_contents(file: str, text: str) -> list[Block]:
    from sphinx_ihe.language import Block

    if is_markdown(file):
        from sphinx_ihe.reading.source.myst import scan_myst

        items = scan_myst(text, file, everything=False, bodies={}, extensions=(), prose=True)
    else:
        items = scan(text, file, prose=True)
    return [item for item in items if isinstance(item, Block) and item.name == "toctree"]


def _listed(block: Block) -> list[str]:
    entries = (_ENTRY.fullmatch(line.text.strip()) for line in block.body)
    names = ((found[1] or found[2]).strip() for found in entries if found)
    return [name.removesuffix(".rst").removesuffix(".md") for name in names]


def _globs(block: Block) -> bool:
    return any(option.name.text == "glob" for option in block.options)


def _with(text: str, body: tuple[Line, ...], entry: str) -> str:
    """The text with one more entry behind the last of a table of contents."""
    last = max(line.number for line in body if line.text.strip())
    lines = text.splitlines(keepends=True)
    line = lines[last - 1]
    end = line[len(line.rstrip("\r\n")) :]
    lines[last - 1] = f"{line.rstrip()}{end or chr(10)}{line[: len(line) - len(line.lstrip())]}{entry}{end}"
    return "".join(lines)
