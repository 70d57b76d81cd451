"""``--fix`` and ``--diff``: the fixes of findings are made in memory until nothing changes, then written or shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ihe_cli.checking import Checked, check, lies_in
from ihe_cli.reporters import shown
from ihe_cli.reporters.prints import Print, print_of
from ihe_cli.terminal import Failure, say
from sphinx_ihe.editing.fixes import mend
from sphinx_ihe.editing.guard import less_readable
from sphinx_ihe.framework.disk import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ihe_cli.checking import Request
    from sphinx_ihe.language.findings import Finding

_END_OF_LINE = re.compile("(?<=\n)(?!$)")

BOM = b"\xef\xbb\xbf"


class Fixed(Struct, frozen=True):
    """What is found after fixing, the findings that were fixed, and the files that change, before and after."""

    checked: Checked
    fixed: Sequence[Finding]
    files: Mapping[Path, tuple[bytes, bytes]]


def fix(request: Request, checked: Checked, *, unsafe: bool) -> Fixed:
    """Make the fixes of what was found in the given paths. No file is written."""
    before: dict[Path, bytes] = {}
    held = dict(request.held)
    fixed: list[Finding] = []
    seen = [held]
    refused: set[Print] = set()
    while True:
        files = _FilesToFix(request, checked, held)
        fixable = [finding for finding in checked.findings if finding.fix and (finding.fix.safe or unsafe)]
        made = files.make([finding for finding in fixable if print_of(finding) not in refused])
        if made.worse:
            good = files.good(made.fixed)
            refused.update(print_of(finding) for finding in made.fixed if finding not in good)
            made = files.make(good)
        if not made.changed:
            break
        for path in made.changed:
            before.setdefault(path, made.read[path])
        held = held | made.changed
        if held in seen:
            break  # fixes that undo one another
        seen.append(held)
        fixed += [finding for finding in made.fixed if _is_made(finding, made.changed)]
        checked = made.checked
    held = seen[-1]
    return Fixed(checked, fixed, {path: (data, held[path]) for path, data in sorted(before.items())})


class _Made(NamedTuple):
    """The files that fixes change, as they were read, and what is found then; ``worse`` if one reads less well."""

    changed: dict[Path, bytes]
    read: dict[Path, bytes]
    fixed: tuple[Finding, ...]
    checked: Checked
    worse: bool


class _FilesToFix(NamedTuple):
    """What was found in files; ``held`` stands in place of those that fixes have changed so far."""

    request: Request
    checked: Checked
    held: Mapping[Path, bytes]

    def make(self, findings: Sequence[Finding]) -> _Made:
        """Make the fixes of findings, all that can be made at once."""
        texts = {file: text for file, text in self.checked.texts.items() if lies_in(file, self.request.paths)}
        mended = mend(texts, findings, unsafe=True)
        read = {Path(file): data for file in mended.texts if (data := _read(file, self.held, texts)) is not None}
        changed = {path: _mark(data) + mended.texts[str(path)].encode() for path, data in read.items()}
        if not changed:
            return _Made({}, {}, (), self.checked, worse=False)
        again = check(replace(self.request, held={**self.held, **changed}), quiet=True)
        worse = less_readable(self.checked.findings, again.findings) is not None
        return _Made(changed, read, mended.fixed, again, worse)

    def good(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings whose fixes leave every file readable: halves are tried until one alone is to blame."""
        good: list[Finding] = []
        waiting = [list(findings)]
        while waiting:
            part = waiting.pop()
            if not self.make([*good, *part]).worse:
                good += part
            elif len(part) > 1:
                waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
        return good


def _is_made(finding: Finding, changed: Iterable[Path]) -> bool:
    return finding.fix is not None and all(Path(edit.place.file) in changed for edit in finding.fix.edits)


def _read(file: str, held: Mapping[Path, bytes], texts: Mapping[str, str]) -> bytes | None:
    """What a text was read from; None where the file is not the UTF-8 that was read from it."""
    path = Path(file)
    try:
        data = held[path] if path in held else path.read_bytes()
        return data if data.decode("utf-8-sig") == texts[file] else None
    except (OSError, UnicodeDecodeError):
        return None


def _mark(data: bytes) -> bytes:
    return BOM if data.startswith(BOM) else b""


# -- the result -------------------------------------------------------------------------------------------------------


def write(request: Request, mended: Fixed) -> tuple[Checked, int]:
    """Write the files that change; what is found then, and the number of fixes. A file that was left is told of."""
    from ihe_cli.writing import replace_text

    left: set[Path] = set()
    for path, (old, new) in mended.files.items():
        try:
            why = replace_text(path, old, new)
        except OSError as error:
            raise Failure(f"cannot write {shown(str(path))!r}: {reason(error)}") from None
        if why:
            left.add(path)
            say(f"ihe: {shown(str(path))!r} was left: {why}", err=True)
    written = mended.files.keys() - left
    checked = check(request, quiet=True) if left else mended.checked
    return checked, sum(_is_made(finding, written) for finding in mended.fixed)


def diff(files: Mapping[Path, tuple[bytes, bytes]]) -> str:
    """The changes as a unified diff, with paths relative to the working directory."""
    return "".join(line for path, (old, new) in files.items() for line in _diff(shown(str(path)), old, new))


def _diff(name: str, old: bytes, new: bytes) -> Iterator[str]:
    from difflib import unified_diff

    before, after = (_END_OF_LINE.split(data.decode()) for data in (old, new))
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
