"""What was found in a framework, kept while nothing changes that it was found in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ihe_cli.cache.recorder import DATA, Asked, Recorder
from ihe_cli.cache.store import digest
from sphinx_ihe.language import Place
from sphinx_ihe.language.findings import Edit, Finding, Fix, Related, Severity, Verdict
from sphinx_ihe.reading.source import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ihe_cli.cache.store import Store

_BROKEN = (LookupError, TypeError, ValueError)


class Judged(NamedTuple):
    """What was found in a framework, and the texts of its files, by their names in places."""

    verdict: Verdict
    texts: Mapping[str, str]


class Verdicts:
    """The verdicts of one store. ``choice`` is what the run was asked for, ``given`` all that it had but its files."""

    def __init__(self, store: Store, choice: Sequence[str], given: Sequence[str]) -> None:
        self._store = store
        self._name = f"lint-{digest(*choice)}"
        self._given = digest(*choice, *given)
        self._kept = store.read(self._name)

    def find(self, files: Recorder) -> Judged | None:
        """What the same files gave; None where they have changed, or nothing is kept."""
        kept = self._kept
        try:
            if kept is None or kept["given"] != self._given:
                return None
            asked: Asked = {(what, name): answer for what, name, answer in kept["asked"]}
            if not files.answers(asked) or not asked.keys() >= {(DATA, name) for name in kept["texts"]}:
                return None
            reader = _FindingReader(kept["files"])
            verdict = Verdict([*map(reader.finding, kept["findings"])], [*map(reader.finding, kept["suppressed"])])
            texts = {files.place_name(name): read_text(files.held(name)) for name in kept["texts"]}
        except (*_BROKEN, OSError):
            return None
        return Judged(verdict, texts)

    def keep(self, files: Recorder, judged: Judged) -> None:
        """Keep what was found. Texts in other encodings than UTF-8 are not worth it."""
        texts = files.texts(files.asked, judged.texts)
        if texts is None:
            return
        asked = [(*question, answer) for question, answer in files.asked.items()]
        writer = _FindingWriter()
        findings, suppressed = ([*map(writer.finding, found)] for found in judged.verdict)
        value = {
            "given": self._given,
            "asked": asked,
            "texts": texts,
            "findings": findings,
            "suppressed": suppressed,
            "files": [*writer.files],
        }
        self._store.write(self._name, value)


class _FindingWriter:
    """Findings as JSON values; ``files`` are the names in their places, which are numbers there."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}

    def finding(self, finding: Finding) -> list[Any]:
        related = [[self.place(place), message] for place, message in finding.related]
        fix = finding.fix and [finding.fix.safe, [[self.place(edit.place), edit.text] for edit in finding.fix.edits]]
        place, severity = self.place(finding.place), finding.severity.name
        return [place, finding.code, finding.name, severity, finding.message, finding.help, related, fix]

    def place(self, place: Place) -> list[int]:
        return [self.files.setdefault(place.file, len(self.files)), *place.start, *place.end]


class _FindingReader:
    """The way back. Raises one of ``_BROKEN`` for what is no finding."""

    def __init__(self, files: list[str]) -> None:
        self.files = [_text(file) for file in files]

    def finding(self, value: list[Any]) -> Finding:
        place, code, name, severity, message, hint, related, fix = value
        return Finding(
            self.place(place),
            _text(code),
            _text(name),
            Severity[severity],
            _text(message),
            None if hint is None else _text(hint),
            tuple([Related(self.place(place), _text(message)) for place, message in related]),
            None if fix is None else self.fix(*fix),
        )

    def fix(self, safe: object, edits: list[Any]) -> Fix:
        return Fix(safe is True, tuple([Edit(self.place(place), _text(text)) for place, text in edits]))

    def place(self, value: list[int]) -> Place:
        file, line, column, end_line, end_column = map(int, value)
        return Place(self.files[file], line, column, end_line, end_column)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
