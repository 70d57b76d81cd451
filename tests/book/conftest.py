"""Documents made node by node and whole projects, written as Typst, set as PDF and read with PDFium; no template."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import typst
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.nodes import inline_all_toctrees

import sphinx_ihe.book
from sphinx_ihe.book.context import WriterContext, target_uri
from sphinx_ihe.book.writer import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.nodes import Node

    BookOf = Callable[..., "Book"]

ELEMENTS = Path(sphinx_ihe.book.__file__).with_name("elements.typ")
PLAIN = """\
#import "elements.typ": *
#set text(hyphenate: false)
#set page(numbering: "1", paper: "us-letter")
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#contents(outline())
#contents(outline(target: figure.where(kind: table)))
"""
ONE_PAGE = '#import "elements.typ": *\n#set text(hyphenate: false, size: 24pt)\n#set page(width: 180cm, height: auto)\n'
"""The text is large, because PDFium takes small letters that are alike and close together for one."""
_colour = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Box:
    """Text on a page and where it stands, in points from the lower left corner."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Link:
    """A link, the page that it stands on, and the page that it leads to; None for one out of the book."""

    page: int
    text: str
    goal: int | None


@dataclass
class Book:
    """A PDF as its reader sees it, with the markup that it was made of and what the build warned of."""

    data: bytes
    markup: str
    messages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pdf = pypdfium2.PdfDocument(self.data)
        self.pages = [page.get_textpage().get_text_range() for page in self.pdf]

    @property
    def text(self) -> str:
        """All text, its white space folded."""
        # PDFium's sign for a hyphen at the end of a line.
        return " ".join(" ".join(self.pages).replace("\ufffe", "-").split())

    @property
    def bare(self) -> str:
        """All text without white space."""
        return "".join(self.text.split())

    def boxes(self) -> Iterator[Box]:
        """Pieces of text, each in one line."""
        for number, page in enumerate(self.pdf):
            texts = page.get_textpage()
            for index in range(texts.count_rects()):
                rect = texts.get_rect(index)
                yield Box(number, texts.get_text_bounded(*rect), *rect)

    def outside(self, margin: float = 0) -> list[Box]:
        """Text that stands in the margin of a page, or beyond the page."""
        sizes = [page.get_size() for page in self.pdf]
        return [
            box
            for box in self.boxes()
            if box.text.strip() and (box.left < margin or box.right > sizes[box.page][0] - margin or box.bottom < 0)
        ]

    def links(self) -> Iterator[Link]:
        """All links, in their order on the pages."""
        raw = pypdfium2.raw
        for number, page in enumerate(self.pdf):
            texts = page.get_textpage()
            position, link, rect = raw.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
            while raw.FPDFLink_Enumerate(page, position, link):
                raw.FPDFLink_GetAnnotRect(link, rect)
                text = texts.get_text_bounded(rect.left, rect.bottom, rect.right, rect.top)
                goal = raw.FPDFLink_GetDest(self.pdf, link)
                yield Link(number, text, raw.FPDFDest_GetDestPageIndex(self.pdf, goal) if goal else None)

    def pictures(self) -> Iterator[str]:
        """What is told of each picture to those who do not see it."""
        raw = pypdfium2.raw
        for page in self.pdf:
            tree = raw.FPDF_StructTree_GetForPage(page)
            found = [
                raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))
            ]
            while found:
                element = found.pop(0)
                if not element:
                    continue
                count = raw.FPDF_StructElement_CountChildren(element)
                found += [raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in range(count)]
                size = raw.FPDF_StructElement_GetAltText(element, None, 0)
                if size > 2:
                    buffer = raw.create_string_buffer(size)
                    raw.FPDF_StructElement_GetAltText(element, buffer, size)
                    yield buffer.raw.decode("utf-16-le").rstrip("\0")


class _Plain(Builder):
    """A book without a template."""

    name = "plain-book"
    format = "typst"
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"]  # noqa: RUF012 - Sphinx's own type

    def init(self) -> None:
        self.imagedir = "images"

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return target_uri(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return target_uri(to)

    def write_documents(self, _docnames: object) -> None:
        root = self.config.root_doc
        tree = inline_all_toctrees(self, set(), root, self.env.get_doctree(root), lambda name: name, [root])
        tree["docname"] = root
        self.env.resolve_references(tree, root, self)
        self.post_process_images(tree)
        pictures = Path(self.outdir, self.imagedir)
        pictures.mkdir()
        for uri, name in self.images.items():
            shutil.copy(Path(self.srcdir, uri), pictures / name)
        self.markup = write(tree, WriterContext(self, self.path))

    def path(self, uri: str) -> str | None:
        return f"{self.imagedir}/{self.images[uri]}" if uri in self.images else None


def printed(markup: str, folder: Path, messages: list[str] | None = None) -> Book:
    """The book of some markup; ``folder`` holds its pictures."""
    shutil.copy(ELEMENTS, folder)
    main = folder / "main.typ"
    main.write_text(PLAIN + markup, encoding="utf-8")
    return Book(typst.compile(main, ignore_system_fonts=True, timestamp=0), markup, messages or [])


@pytest.fixture(scope="session")
def book_of(tmp_path_factory: pytest.TempPathFactory) -> BookOf:
    """Build the book of a project: a folder, or the texts of its files by their names."""

    def build(project: Path | dict[str, str], **settings: object) -> Book:
        folder = tmp_path_factory.mktemp("book")
        source, out = folder / "source", folder / "out"
        if isinstance(project, Path):
            shutil.copytree(project, source)
        else:
            for name, text in {"conf.py": "", **project}.items():
                (source / name).parent.mkdir(parents=True, exist_ok=True)
                (source / name).write_text(text, encoding="utf-8")
        warnings = io.StringIO()
        # Sphinx keeps the catalogues of earlier builds in this process, whatever their language.
        translators.clear()
        with patch_docutils(source), docutils_namespace(), pytest.MonkeyPatch.context() as patch:
            patch.setattr("sphinx.application.builtin_extensions", (*_builtin(), __name__))
            app = Sphinx(source, source, out, folder / "trees", _Plain.name, settings, None, warnings)
            app.build()
        messages = _colour.sub("", warnings.getvalue()).replace(f"{source}/", "").splitlines()
        return printed(app.builder.markup, out, messages)

    return build


def _builtin() -> tuple[str, ...]:
    from sphinx.application import builtin_extensions

    return builtin_extensions


def setup(app: Sphinx) -> None:
    """Make the builder known: Sphinx takes this module for an extension."""
    app.add_builder(_Plain)


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> WriterContext:
    """What a writer is told of an empty project."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "conf.py").write_text("", encoding="utf-8")
    (folder / "index.rst").write_text("Title\n=====\n", encoding="utf-8")
    translators.clear()
    with patch_docutils(folder), docutils_namespace():
        app = Sphinx(folder, folder, folder / "out", folder / "trees", "dummy", None, None)
        app.build()
    return WriterContext(app.builder, lambda uri: None)


@pytest.fixture(scope="session")
def typeset(context: WriterContext, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Book]:
    """Set nodes, in a document that no source says; quick enough for hundreds of them."""
    folder = tmp_path_factory.mktemp("typeset")
    shutil.copy(ELEMENTS, folder)
    compiler = typst.Compiler(root=folder, ignore_system_fonts=True)

    def make(*children: Node) -> Book:
        document = new_document("a document")
        document["docname"] = "index"
        document += list(children)
        markup = write(document, context)
        return Book(compiler.compile((ONE_PAGE + markup).encode()), markup)

    return make
