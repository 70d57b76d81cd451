"""Fixes become texts: what the edits of findings make of the files that they speak of. Nothing here writes a file.

A fix is made wholly or not at all. Of two that overlap the first is made; the other one may be made in a next round,
when the rules have run again. Titles keep their adornment long enough, and tables of text their columns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.language.lines import Lines
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_ihe.language.findings import Edit, Finding

_adornment = re.compile(r"[ \t]*([!-/:-@\[-`{-~])\1+\s*").fullmatch
_border = re.compile(r"[ ]*=+(?:[ ]+=+)+\s*").fullmatch


class Replacement(NamedTuple):
    """``text[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: str


class Mended(NamedTuple):
    """The new texts of the files that change, the findings whose fixes were made, and what they replace by file."""

    texts: dict[str, str]
    fixed: tuple[Finding, ...]
    replacements: dict[str, list[Replacement]]


def mend(texts: Mapping[str, str], findings: Iterable[Finding], *, unsafe: bool = False) -> Mended:
    """Make the fixes of findings: those that are safe, or all of them. Files that are not in ``texts`` stay.

    Texts are as files have them, without a byte order mark; their ends of lines are kept.
    """
    sheets: dict[str, _FixedText] = {}
    fixed = [
        finding
        for finding in findings
        if finding.fix and (finding.fix.safe or unsafe) and _make(finding.fix.edits, texts, sheets)
    ]
    changed = {file: text for file, sheet in sheets.items() if (text := sheet.mended()) != texts[file]}
    return Mended(changed, tuple(fixed), {file: sheets[file].taken for file in changed})


def replacements(texts: Mapping[str, str], edits: Sequence[Edit]) -> dict[str, list[Replacement]] | None:
    """What edits replace by file, adornments and columns included; None where not all of them can be made at once."""
    sheets: dict[str, _FixedText] = {}
    if not _make(edits, texts, sheets):
        return None
    return {file: sheet.taken for file, sheet in sheets.items()}


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """A text with replacements made, which are in order."""
    parts, at = [], 0
    for start, end, new in replacements:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _make(edits: Sequence[Edit], texts: Mapping[str, str], sheets: dict[str, _FixedText]) -> bool:
    """Take edits over, if there is room for all of them; whether there was."""
    if not edits or any(edit.place.file not in texts for edit in edits):
        return False
    asked: dict[str, list[Replacement]] = {}
    for edit in edits:
        file = edit.place.file
        if file not in sheets:
            sheets[file] = _FixedText(texts[file], markdown=is_markdown(file))
        made = sheets[file].read(edit)
        if made is None:
            return False
        asked.setdefault(file, []).extend(made)
    if not all(sheets[file].has_room(made) for file, made in asked.items()):
        return False
    for file, made in asked.items():
        sheets[file].take(made)
    return True


class _FixedText:
    """A text by lines, and what is to be replaced in it."""

    def __init__(self, text: str, *, markdown: bool) -> None:
        self.text = text
        self.taken: list[Replacement] = []
        self.markdown = markdown
        self.lines = Lines(text, markdown=markdown)
        self.newline = self.lines.newline

    def mended(self) -> str:
        return replaced(self.text, self.taken)

    def has_room(self, replacements: Iterable[Replacement]) -> bool:
        """Whether replacements touch none that were taken over, unless they are the same."""
        for new in replacements:
            at = bisect_left(self.taken, new)
            near = self.taken[max(at - 1, 0) : at + 1]
            if not all(new == old or new.end < old.start or old.end < new.start for old in near):
                return False
        return True

    def take(self, replacements: Iterable[Replacement]) -> None:
        for new in replacements:
            if new not in self.taken[(at := bisect_left(self.taken, new)) : at + 1]:
                self.taken.insert(at, new)

    # -- edits ---------------------------------------------------------------------------------------------------------

    def read(self, edit: Edit) -> list[Replacement] | None:
        """What an edit replaces, and what else has to give way; None where it cannot be made."""
        place = edit.place
        found = self.lines.range(place)
        if found is None:
            return None
        start, end = found
        lines = edit.text.split("\n")
        # A new line stands below this one, or above it, only where the same is before it.
        if not all(self.lines.line(place.line - 1).startswith(_indentation(line)) for line in lines[1:]):
            return None
        made = Replacement(start, end, self.newline.join(lines))
        if self.markdown or "\n" in edit.text or place.line != place.end_line:
            return [made]
        row = place.line - 1
        if self._in_grid(row) or self._in_simple_table(row):
            return self._in_column(made, row)
        return self._in_title(made, row)

    # -- titles --------------------------------------------------------------------------------------------------------

    def _in_title(self, made: Replacement, row: int) -> list[Replacement]:
        """A title that becomes longer takes the lines below and above it with it."""
        below = self.lines.line(row + 1)
        if len(made.new) <= made.end - made.start or not _adornment(below):
            return [made]
        (start, stop), (_, end) = self.lines.span(row), self.lines.span(row + 1)
        mended = self.text[start : made.start] + made.new + self.text[made.end : stop]
        missing = max(width(mended.rstrip()) - len(below.rstrip()), 0)
        # One replacement to the end of the adornment, so that no other one of this title is made in the same round.
        title = Replacement(
            made.start, end, made.new + self.text[made.end : end].rstrip() + below.strip()[-1] * missing
        )
        above = self.lines.line(row - 1)
        if above.strip() != below.strip():
            return [title]
        first, last = self.lines.span(row - 1)
        return [Replacement(first, last, above.rstrip() + above.strip()[-1] * missing), title]

    # -- tables --------------------------------------------------------------------------------------------------------

    def _in_grid(self, row: int) -> bool:
        line = self.lines.line(row).strip()
        return len(line) > 1 and line.startswith("|") and line.endswith("|")

    def _in_simple_table(self, row: int) -> bool:
        above = below = row
        while self.lines.line(above).strip() and not _border(self.lines.line(above)):
            above -= 1
        while self.lines.line(below).strip() and not _border(self.lines.line(below)):
            below += 1
        return bool(_border(self.lines.line(above)) and _border(self.lines.line(below)))

    def _in_column(self, made: Replacement, row: int) -> list[Replacement] | None:
        """The text behind the cell stays where it is; None where the cell is too narrow."""
        longer = len(made.new) - (made.end - made.start)
        rest = self.text[made.end : self.lines.span(row)[1]]
        grid = self._in_grid(row)
        gap = re.search(r" *\|" if grid else r"  +(?=\S)", rest)
        if gap is None or not longer:
            return [made]
        spaces = gap[0].count(" ")
        if longer > spaces - (1 if grid else 2):
            return None
        # One replacement from the change to the gap, so that no other one of this line is made in the same round.
        kept = rest[: gap.start()] + " " * (spaces - longer) + gap[0].lstrip(" ")
        return [Replacement(made.start, made.end + gap.end(), made.new + kept)]


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def width(text: str) -> int:
    """How many columns a title takes, as docutils counts."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text if not combining(character))
