"""Texts that exist to our notation: Word documents, HTML and IG Publisher repositories become a framework.

It repairs nothing: what a text says wrongly it says wrongly afterwards, so that the linter shows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.importing.blocks import TextRun, words_of
from sphinx_ihe.importing.mapping import mapped
from sphinx_ihe.importing.project import prefix_of, project_files
from sphinx_ihe.importing.references import Linking
from sphinx_ihe.importing.report import ImportedSource, ImportReport, placed
from sphinx_ihe.importing.rst_writer import RstWriter
from sphinx_ihe.importing.understanding import Understanding, finished

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sphinx_ihe.importing.blocks import Block, SourceText

__all__ = ["ImportWishes", "Imported", "import_sources"]


class ImportWishes(Struct, frozen=True):
    """What the author wants of an import, where the text does not say it or should not be asked."""

    folder: str = ""
    markup: str = "rst"
    domain: str = ""
    status: str = ""
    keep_changes: bool = False


class Imported(Struct, frozen=True):
    """The files of a framework by their paths in it, and what there is to tell."""

    files: dict[str, bytes]
    report: ImportReport


def import_sources(paths: Sequence[Path], wishes: ImportWishes) -> Imported:
    """A framework of sources. Raises ValueError where one cannot be read."""
    sources = [source for path in paths for source in load(path, keep_changes=wishes.keep_changes)]
    made = Understanding(prefix_of(sources, wishes))
    for number, source in enumerate(sources):
        made.read(_placed(source, number))
    finished(made)
    footnotes = {
        f"n{number}-{name}": blocks
        for number, source in enumerate(sources)
        for name, blocks in source.footnotes.items()
    }
    linking = Linking(made)
    linked = [linking.blocks(tuple(document.blocks)) for document in made.documents]
    writer = RstWriter({name: _pictured(blocks) for name, blocks in footnotes.items()})
    files: dict[str, bytes] = {}
    for document, blocks in zip(made.documents, linked, strict=True):
        files[document.path + writer.suffix] = writer.document(_pictured(linking.labelled(blocks))).encode()
    for source in sources:
        files |= {f"media/{name}": data for name, data in source.media.items()}
    files |= project_files(sources, made, wishes)
    counted = tuple(_count(source) for source in sources)
    report = ImportReport(wishes.folder, counted, tuple(made.tables), tuple(made.open), tuple(made.dropped), {})
    texts = {path: data.decode() for path, data in files.items() if path.endswith(writer.suffix)}
    return Imported(files, placed(report, texts))


def load(path: Path, *, keep_changes: bool = False) -> list[SourceText]:
    """A source as blocks, in as many texts as it has pages."""
    if path.suffix.lower() == ".docx":
        from sphinx_ihe.importing.word import load_word

        return [load_word(path, keep_changes=keep_changes)]
    from sphinx_ihe.importing.pages import load_html, load_repository

    if path.is_dir() and ((path / "sushi-config.yaml").is_file() or (path / "ig.ini").is_file()):
        return load_repository(path)
    return load_html(path)


def _count(source: SourceText) -> ImportedSource:
    words = len(re.findall(r"\w+", words_of(source.blocks)))
    return ImportedSource(source.name, source.kind, words, words)


def _placed(source: SourceText, number: int) -> SourceText:
    """A source whose footnotes are told from those of other sources."""
    from msgspec.structs import replace

    return replace(source, blocks=tuple(_renamed(block, f"n{number}-") for block in source.blocks))


def _renamed(block: Block, lead: str) -> Block:
    return mapped(block, lambda run: TextRun(run.text, run.look, lead + run.target) if run.look == "footnote" else run)


def _pictured(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(mapped(block, _picture) for block in blocks)


def _picture(run: TextRun) -> TextRun:
    if run.look != "picture":
        return run
    kind, _, name = run.target.partition(":")
    if kind == "media":
        return TextRun(run.text, "picture", f"/media/{name}")
    return TextRun(f"[picture {name or run.target}]")
