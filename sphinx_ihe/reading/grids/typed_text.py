"""A source text as lines for the finders of tables: what of it is no text, and what a piece of it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import GridCell, Place, Written

if TYPE_CHECKING:
    from collections.abc import Sequence

_fence = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,})\s*(\S*)").match
_hidden = re.compile(
    r"<!--.*?-->|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{::comment\}.*?\{:/\w*\}", re.DOTALL
)
_MARKUP = (
    (re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)(?:\{:[^}]*\})?"), r"\1"),
    (re.compile(r":[\w:+.-]+:`([^`<]*?)\s*(?:<[^`]*>)?`"), r"\1"),
    (re.compile(r"\{[\w:+.-]+\}`([^`<]*?)\s*(?:<[^`]*>)?`"), r"\1"),
    (re.compile(r"`([^`<]+?)\s*<[^`]*>`_{1,2}"), r"\1"),
    (re.compile(r"``?([^`]+)``?_{0,2}"), r"\1"),
    (re.compile(r"</?(?:b|i|em|strong|a|span|sup|sub|u|font|code)\b[^<>]*>", re.IGNORECASE), ""),
    (re.compile(r"\{:[^}]*\}"), ""),
    (re.compile(r"^\[([^\[\]0-9^#]+)\](?:\[[^\[\]]*\])?$"), r"\1"),
    (re.compile(r"\\([^\w\s])"), r"\1"),
    (re.compile(r"\*\*(\S(?:.*?\S)?)\*\*"), r"\1"),
    (re.compile(r"__(\S(?:.*?\S)?)__"), r"\1"),
    (re.compile(r"(?<![\w*])[*_](?=[^\s*_])([^*]*?[^\s*])[*_](?![\w*])"), r"\1"),
    (re.compile(r"&nbsp;|\u00a0"), " "),
    (re.compile(r"&amp;"), "&"),
)
LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


class TypedText:
    """The lines of a text; ``shown`` are the same with blanks where code and comments stand."""

    def __init__(self, text: str, file: str, *, markdown: bool) -> None:
        self.text = text
        self.file = file
        self.markdown = markdown
        self.lines = text.split("\n")
        blanked = (
            _hidden.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text) if "<!--" in text or "{" in text else text
        )
        self.shown = blanked.split("\n")
        if markdown:
            self._blank_code()

    def _blank_code(self) -> None:
        """Blank what stands in fences, but for the bodies of directives."""
        marks: list[tuple[str, bool]] = []
        for at, line in enumerate(self.shown):
            found = _fence(line)
            code = bool(marks) and marks[-1][1]
            if found and marks and found[1].startswith(marks[-1][0]) and not found[2]:
                marks.pop()
            elif found and not code:
                marks.append((found[1], not found[2].startswith("{") and not found[1].startswith(":")))
                code = marks[-1][1]
            if code:
                self.shown[at] = ""

    def written(self, line: int, start: int, end: int) -> Written:
        """What the characters of a line, counted from 0, say without markup; exact where it stands there as it is."""
        raw = self.lines[line][start:end]
        start += len(raw) - len(raw.lstrip())
        raw = raw.strip()
        text = plain(raw)
        at = raw.find(text) if text else 0
        if at >= 0:
            start, length = start + at, len(text)
        else:
            length = len(raw)
        return Written(" ".join(text.split()), Place(self.file, line + 1, start + 1, line + 1, start + length + 1))

    def cell(self, pieces: Sequence[tuple[int, int, int]], place: Place) -> GridCell:
        """A cell out of pieces of lines; a piece is divided at ``<br>``."""
        lines: list[Written] = []
        for line, start, end in pieces:
            at = start
            for found in LINE_BREAK.finditer(self.lines[line], start, end):
                lines.append(self.written(line, at, found.start()))
                at = found.end()
            lines.append(self.written(line, at, end))
        return GridCell(tuple(line for line in lines if line.text), place)

    def caption_above(self, line: int) -> Written | None:
        """The paragraph of one line above a table, where it reads like a caption."""
        at = line - 1
        while at >= 0 and line - at < 4 and not self.shown[at].strip(" {:.}-_"):
            at -= 1
        if at < 0 or "|" in self.shown[at]:
            return None
        written = self.written(at, 0, len(self.lines[at]))
        return written if re.match(r"(?:<p[^>]*>)?\W*Table\b|.*\bProfile - ", written.text) else None

    def below(self, line: int) -> tuple[Written, ...]:
        """The paragraphs below a table as far as they are notes; each begins in the first column."""
        found: list[Written] = []
        for at in range(line, min(line + 40, len(self.shown))):
            raw = self.shown[at]
            if not raw.strip() or re.match(r"\s*\{:.*\}\s*$|\s*:\s*\S", raw):
                continue
            if not re.match(
                r"\s*(?:[-*+>]\s+)?(?:\W{0,3}notes?\b|[\[(]?\^?[0-9]{1,2}[\]).:]|\\?\*+\s*\S|\.\. \[)",
                raw,
                re.IGNORECASE,
            ):
                break
            found.append(self.written(at, 0, len(raw)))
        return tuple(found)

    def place(self, line: int, start: int, end_line: int, end: int) -> Place:
        """The place between two positions counted from 0."""
        return Place(self.file, line + 1, start + 1, end_line + 1, end + 1)


def plain(raw: str) -> str:
    """A text without its inline markup, of either language."""
    for pattern, text in _MARKUP:
        raw = pattern.sub(text, raw)
    # A backslash alone is how authors write a cell that is blank.
    return raw.strip().removesuffix("\\")
