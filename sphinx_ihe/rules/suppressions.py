"""Comments to the linter: what they silence, and which of them silence nothing.

A finding is judged by the file and the line of its place alone. Nothing here knows which rules there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import Problem, names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sphinx_ihe.language import Comment, Place

CODE = "IHE008"

_form = re.compile(r"(?P<word>ignore(?:-file)?) ?\[(?P<codes>[^\[\]]*)\](?: .*)?", re.DOTALL).fullmatch
_word = re.compile(r"[\w-]*").match
_WORDS = ("ignore", "ignore-file")
_FORMS = "expected 'ignore[CODES] reason' or 'ignore-file[CODES] reason'"


class Suppression(Struct, frozen=True):
    """A comment that silences the findings of some codes, or of beginnings of codes, in lines ``[start, end)``."""

    comment: Comment
    codes: tuple[str, ...]
    start: int
    end: float


def read(
    comments: Iterable[Comment], known: Collection[str], directives: Collection[str] = ()
) -> tuple[list[Suppression], list[Problem]]:
    """The suppressions among comments to the linter, and what is wrong with comments.

    ``known`` are the codes that there are. A comment with one that is none silences its others all the same.
    ``directives`` are the names, without their prefix, of what may have become a comment by mistake.
    """
    suppressions: list[Suppression] = []
    problems: list[Problem] = []
    for comment in comments:
        found = _form(comment.text)
        codes = [code for text in found["codes"].split(",") if (code := text.strip())] if found else []
        if found is None or not codes:
            problems.append(_formless(comment, directives))
            continue
        problems += [_unknown(code, comment, known) for code in codes if not _begins(code, known)]
        whole = found["word"] == "ignore-file"
        if whole or comment.end:
            reach = (0, float("inf")) if whole else (comment.start, comment.end)
            suppressions.append(Suppression(comment, tuple(dict.fromkeys(codes)), *reach))
        else:
            problems.append(Problem(CODE, comment.place, "no block follows whose findings it could silence"))
    return suppressions, problems


def _begins(text: str, codes: Iterable[str]) -> bool:
    return any(code.startswith(text) for code in codes)


def _unknown(code: str, comment: Comment, known: Collection[str]) -> Problem:
    message = f"{code!r} is neither the code of a rule nor the beginning of some"
    return Problem(CODE, comment.place, names.suggest(message, code, known))


def _formless(comment: Comment, directives: Collection[str]) -> Problem:
    """What is wrong with a comment in no known form, and what may be meant by it."""
    found = _word(comment.text)
    word = found[0] if found else ""
    # Markdown has no such directives: who writes a comment there means one.
    near = names.nearest(word, _WORDS if comment.place.file.endswith(".md") else (*_WORDS, *directives))
    if near is None or near in _WORDS:
        hint = f"write '{near}[IHE302] reason'" if near else None
        return Problem(CODE, comment.place, f"{_FORMS}, found {comment.text!r}", hint)
    message = f"a directive without '::' is a comment, found 'ihe:{word}'"
    if near != word:
        message += f", did you mean 'ihe:{near}'?"
    return Problem(CODE, comment.place, message, f"write '.. ihe:{near}::'")


class Silence:
    """What suppressions silence, and, after every finding was asked for, which of them silenced nothing."""

    def __init__(self, suppressions: Sequence[Suppression]) -> None:
        self._by_file: dict[str, list[Suppression]] = {}
        for suppression in suppressions:
            self._by_file.setdefault(suppression.comment.place.file, []).append(suppression)
        self._used: set[tuple[Place, str]] = set()

    def falls_on(self, code: str, place: Place) -> bool:
        """Whether a finding is silenced. No comment silences what is said of itself."""
        used = {
            (suppression.comment.place, beginning)
            for suppression in self._by_file.get(place.file, ())
            if suppression.start <= place.line < suppression.end and suppression.comment.place != place
            for beginning in suppression.codes
            if code.startswith(beginning)
        }
        self._used |= used
        return bool(used)

    def idle(self, judged: Callable[[str, str], bool], known: Collection[str]) -> Iterator[tuple[Place, str]]:
        """The places of comments with codes that silenced nothing, and what to say of them.

        ``judged`` tells whether a code was looked for in a file, and ``known`` are the codes of all rules. Codes that
        were not looked for are not idle, nor are beginnings of such codes. Comments that could silence what is said
        here come last.
        """
        every = [suppression for group in self._by_file.values() for suppression in group]
        for itself in (False, True):
            for suppression in every:
                place = suppression.comment.place
                idle = [
                    beginning
                    for beginning in suppression.codes
                    if CODE.startswith(beginning) == itself
                    and (place, beginning) not in self._used
                    and _begins(beginning, known)
                    and all(judged(code, place.file) for code in known if code.startswith(beginning))
                ]
                if idle:
                    where = "the file" if suppression.end == float("inf") else "the block that follows"
                    yield place, f"nothing to silence: {where} has no {_listed(idle)}"


def _listed(codes: Sequence[str]) -> str:
    return codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} and no {codes[-1]}"
