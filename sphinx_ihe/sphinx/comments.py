"""Comments to the linter in a document. docutils keeps their text, but not where the block ends that follows.

The files that they stand in are read once more, by the linter's own scanner.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx_ihe.language import Comment
from sphinx_ihe.reading.source import is_markdown, read_text, scan
from sphinx_ihe.sphinx.places import source_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from sphinx_ihe.reading.source import Item
    from sphinx_ihe.sphinx.domain import IheDomain

_MARK = "ihe:"


class Comments:
    """The comments to the linter of one document."""

    def __init__(self, document: nodes.document, env: BuildEnvironment) -> None:
        self._document = document
        self._env = env
        self._of_file: dict[str, list[Comment]] = {}

    def of(self, node: nodes.comment) -> Iterator[Comment]:
        """The comments that a node holds: in Markdown each line of it may be one."""
        text = node.astext()
        if _MARK not in text:
            return
        comments = self._comments(source_path(_source(node) or self._document["source"]))
        for part in dict.fromkeys((text, *text.split("\n"))):
            word, mark, rest = part.partition(":")
            if f"{word.strip()}{mark}" == _MARK:
                said = " ".join(rest.split())
                near = [comment for comment in comments if comment.text == said]
                if near:
                    # Where two comments say the same, docutils knows a line near the right one.
                    found = min(near, key=lambda comment: abs(comment.place.line - (node.line or 0)))
                    comments.remove(found)
                    yield found

    def _comments(self, file: str) -> list[Comment]:
        """The comments of a file that have not been met yet."""
        if file not in self._of_file:
            try:
                items = self._scan(read_text(Path(file).read_bytes()), file)
            except (OSError, UnicodeDecodeError):
                items = ()
            self._of_file[file] = [item for item in items if isinstance(item, Comment)]
        return self._of_file[file]

    def _scan(self, text: str, file: str) -> Sequence[Item]:
        bodies = cast("IheDomain", self._env.domains["ihe"]).settings.lint.directives
        if not is_markdown(file):
            return scan(text, file, bodies=bodies)
        from sphinx_ihe.reading.source.myst import scan_myst

        extensions = getattr(self._env.config, "myst_enable_extensions", ())
        return scan_myst(text, file, bodies=bodies, extensions=extensions)


def _source(node: nodes.Element) -> str | None:
    """The file of a node, or that of the nearest node around it that knows its own."""
    around: nodes.Element | None = node
    while around is not None and not around.source:
        around = around.parent
    return around.source if around is not None else None
