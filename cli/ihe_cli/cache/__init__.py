"""What ``ihe lint`` keeps from one run to the next: what it found, and what it read of each document.

What is kept holds only while everything that it was made of is the same, by content: the files, ``ihe.yaml``, the
options, the tool itself. A run finds the same with and without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ihe_cli.cache.recorder import Recorder
from ihe_cli.cache.store import Store, folder
from ihe_cli.cache.verdicts import Judged, Verdicts

if TYPE_CHECKING:
    from pathlib import Path

    from ihe_cli.checking import Request
    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.framework.files import Files


def judge(files: Files, root: Path, config: Config, request: Request) -> Judged:
    """What is found in a framework with an ``ihe.yaml``, or was found when nothing had changed since."""
    from sphinx_ihe.framework.reader import list_documents

    assert config.path is not None
    selection = request.selection(config)
    store = Store(folder(config.path))
    recorder = Recorder(files)
    listed = list_documents(recorder, config)
    verdicts = Verdicts(store, (str(root), repr(request.status), repr(selection)), (config.said, repr(listed)))
    judged = verdicts.find(recorder)
    if judged is not None:
        return judged

    from ihe_cli.cache.pages import Pages
    from sphinx_ihe.framework.reader import read_files
    from sphinx_ihe.rules import rule

    pages = Pages(
        store, recorder, str(root), (repr(listed.conf), repr((config.lint.directives, config.lint.hand_written_tables)))
    )
    reading = read_files(recorder, config, request.status, pages.document)
    judged = Judged(rule.judge(reading.framework, selection, config.leaves_out), reading.texts)
    if not request.held:
        pages.keep()
        verdicts.keep(recorder, judged)
    return judged
