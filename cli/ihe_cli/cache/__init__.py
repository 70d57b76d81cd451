"""What ``ihe lint`` keeps from one run to the next: what it found, and what it read of each document.

What is kept holds only while everything that it was made of is the same, by content: the files, ``ihe.yaml``, the
options, the tool itself. A run finds the same with and without it. It is trusted as the folder is that it lies in: who
can write there can make it lie, and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ihe_cli.cache.recorder import Kept, Recorder
from ihe_cli.cache.store import Store, digest, folder
from sphinx_ihe.language import Page, Problem
from sphinx_ihe.language.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ihe_cli.checking import Request
    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.framework.files import Files
    from sphinx_ihe.framework.reader import ReadDocument

KeptPage = Kept[tuple[Page, tuple[Problem, ...]]]


class Judged(NamedTuple):
    """What was found in a framework, and the texts of its files, by their names in places."""

    verdict: Verdict
    texts: Mapping[str, str]


def judge(files: Files, root: Path, config: Config, request: Request) -> Judged:
    """What is found in a framework with an ``ihe.yaml``, or was found when nothing had changed since."""
    from sphinx_ihe.framework.reader import list_documents

    assert config.path is not None
    store = Store(folder(config.path))
    recorder = Recorder(files)
    listed = list_documents(recorder, config)
    choice = (str(root), repr(request.status), repr(request.selection(config)))
    name, given = f"lint-{digest(*choice)}", (*choice, config.said, repr(listed))
    kept = store.read(name, given, Kept[Verdict])
    if kept and (texts := recorder.texts(kept)) is not None:
        return Judged(kept.made, texts)

    read_as = repr((config.lint.directives, config.lint.hand_written_tables))
    page_name, page_given = f"pages-{digest(str(root))}", (str(root), repr(listed.conf), read_as)
    before = store.read(page_name, page_given, dict[str, KeptPage]) or {}
    pages = _Pages(recorder, before)
    try:
        judged = _read_and_judge(pages, config, request)
    except Exception:
        if not before:
            raise
        # Pages of the right types can still be such as no document makes.
        pages = _Pages(recorder, {})
        judged = _read_and_judge(pages, config, request)
    if not request.held:
        if pages.used != before:
            store.write(page_name, page_given, pages.used)
        store.write(name, given, recorder.kept(judged.verdict, recorder.asked, judged.texts))
    return judged


def _read_and_judge(pages: _Pages, config: Config, request: Request) -> Judged:
    from sphinx_ihe.framework.reader import read_files
    from sphinx_ihe.rules import rule

    reading = read_files(pages.files, config, request.status, pages.document)
    return Judged(rule.judge(reading.framework, request.selection(config), config.leaves_out), reading.texts)


class _Pages:
    """The documents of one run: ``kept`` are those of an earlier one, ``used`` those to keep for the next."""

    def __init__(self, files: Recorder, kept: Mapping[str, KeptPage]) -> None:
        self.files = files
        self.used: dict[str, KeptPage] = {}
        self._kept = kept

    def document(self, name: str, read: Callable[[str], ReadDocument]) -> ReadDocument:
        """A document as it is kept, else as it is read."""
        from sphinx_ihe.framework.reader import ReadDocument

        kept = self._kept.get(name)
        if kept and (texts := self.files.texts(kept)) is not None:
            self.used[name] = kept
            return ReadDocument(*kept.made, texts)
        document, asked = self.files.recorded(read, name)
        if document.page and (made := self.files.kept((document.page, document.problems), asked, document.texts)):
            self.used[name] = made
        return document
