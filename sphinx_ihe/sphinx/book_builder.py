"""The builder ``ihepdf``: all documents as one book, set by Typst."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders import Builder
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.nodes import inline_all_toctrees

from sphinx_ihe.book.context import WriterContext, target_uri
from sphinx_ihe.book.files import AUTHORS_TEMPLATE, IMAGES, MAIN, WIDTHS
from sphinx_ihe.book.reports import Sources, report
from sphinx_ihe.book.typesetting import INSTALL, Unprintable, missing_packages, typeset
from sphinx_ihe.framework.garbage import uncollected
from sphinx_ihe.sphinx import book_facts
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.outputs import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_ihe.framework.config import Config

LOGGER = logging.getLogger(__name__)

MADE_FROM = ".made-from"
"""The file that says what the PDF beside it was made from."""


class BookBuilder(Builder):
    """Builds one PDF of all documents."""

    name = "ihepdf"
    format = "typst"
    epilog = __("The book is in %(outdir)s.")
    supported_image_types = ["image/svg+xml", "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"]  # noqa: RUF012 - Sphinx's own type
    # Pictures of other sites stay where they are: a build opens no connection.
    supported_remote_images = True

    def init(self) -> None:
        """Look whether there is everything that a book needs."""
        self.imagedir = IMAGES
        missing = missing_packages()
        self.failed = bool(missing)
        if missing:
            LOGGER.error("the book needs %s: %s", " and ".join(missing), INSTALL, type="ihe", subtype="typst")

    def get_outdated_docs(self) -> str:
        """What Sphinx says that it builds."""
        return "the book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The address of a document within the book."""
        return target_uri(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere."""
        return target_uri(to)

    @property
    def file(self) -> Path:
        """The book."""
        return Path(self.outdir, f"{nodes.make_id(self.config.project) or 'book'}.pdf")

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write the files that Typst reads, and the book that it makes of them; nothing if it would be the same."""
        if self.failed:
            return
        # The nodes of a book are many, and all are needed to its end.
        with uncollected():
            self._write(domain_of(self.env).config)

    def _write(self, config: Config) -> None:
        with progress_message(__("assembling the book"), nonl=False):
            doctree = self._assemble()
        with progress_message(__("writing")):
            made = book_facts.files(book_facts.facts(self, doctree), config, self._body(doctree, config))
            self._copy(made)
        note, digest = Path(self.outdir, MADE_FROM), self._digest(made, config)
        if self.file.is_file() and note.is_file() and note.read_text("utf-8") == digest:
            LOGGER.info(__("the book is up to date"))
            return
        note.unlink(missing_ok=True)
        with progress_message(__("setting the book")):
            self.failed = not self._set(doctree, config)
        # Fonts that an author brings may change, and nothing here would tell.
        if not (self.failed or config.pdf.font_folders or book_facts.fonts(config).system):
            note.write_text(digest, "utf-8")

    def _assemble(self) -> nodes.document:
        """All documents as one, its names resolved."""
        root = self.config.root_doc
        tree = self.env.get_doctree(root)
        tree["docname"] = root
        tree = inline_all_toctrees(self, set(), root, tree, lambda name: name, [root])
        tree["docname"] = root
        with _read_once(self.env):
            self.env.resolve_references(tree, root, self)
        self.post_process_images(tree)
        return tree

    def _body(self, doctree: nodes.document, config: Config) -> str:
        from sphinx_ihe.book.writer import write

        width, height = WIDTHS[config.pdf.paper]
        return write(doctree, WriterContext(self, self._image, width, height))

    def _image(self, uri: str) -> str | None:
        """Where Typst finds a picture."""
        name = self.images.get(uri)
        return f"{self.imagedir}/{name}" if name and Path(self.srcdir, uri).is_file() else None

    def _copy(self, made: Mapping[str, bytes]) -> None:
        """Write the files, and the pictures beside them; those that say the same already are left alone."""
        if AUTHORS_TEMPLATE not in made:
            Path(self.outdir, AUTHORS_TEMPLATE).unlink(missing_ok=True)
        for name, data in made.items():
            write_file(Path(self.outdir, name), data)
        for uri, name in self.images.items():
            if (source := Path(self.srcdir, uri)).is_file():
                write_file(Path(self.outdir, self.imagedir, name), source.read_bytes())

    def _digest(self, made: Mapping[str, bytes], config: Config) -> str:
        """A text that differs whenever the book would."""
        digest = hashlib.blake2b(f"{version('typst')} {book_facts.timestamp(self)} {book_facts.fonts(config)}".encode())
        pictures = (Path(self.outdir, self.imagedir, name) for name in sorted(self.images.values()))
        for data in (*made.values(), *(path.read_bytes() for path in pictures if path.is_file())):
            digest.update(hashlib.blake2b(data).digest())
        return digest.hexdigest() + "\n"

    def _set(self, doctree: nodes.document, config: Config) -> bool:
        """Have Typst make the PDF, and report what it says; whether there is one."""
        main, found = Path(self.outdir, MAIN), book_facts.fonts(config)
        documents = {str(self.env.doc2path(docname, base=False)): docname for docname in self.env.found_docs}
        sources = Sources(main, doctree, documents, config.pdf.template, config.path)
        try:
            made, remarks = typeset(main, found, book_facts.timestamp(self))
        except Unprintable as error:
            report(error.remarks, sources, LOGGER.error)
            return False
        report(remarks, sources, LOGGER.warning)
        write_file(self.file, made)
        return True


@contextmanager
def _read_once(env: BuildEnvironment) -> Iterator[None]:
    """Keep documents that Sphinx looks into: it would load one anew for each ``:numref:`` that leads there."""
    env.get_doctree = lru_cache(maxsize=16)(env.get_doctree)  # type: ignore[method-assign]
    try:
        yield
    finally:
        del env.get_doctree


def tell_failure(app: Sphinx, _exception: Exception | None) -> None:
    """Have ``sphinx-build`` exit with 1 where there is no book."""
    if isinstance(app.builder, BookBuilder) and app.builder.failed:
        app.statuscode = 1
