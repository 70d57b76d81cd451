"""``--fix`` and ``--diff``: the fixes of findings are made in memory until nothing changes, then written or shown."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ihe_cli.checking import Checked, check, lies_in
from ihe_cli.reporters import shown
from ihe_cli.terminal import Failure
from sphinx_ihe.fixes import mend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ihe_cli.checking import Request
    from sphinx_ihe.rule import Finding

ROUNDS = 10
"""How often the rules run again at most; each round makes what had to wait for the one before."""

_END_OF_LINE = re.compile("(?<=\n)(?!$)")

BOM = b"\xef\xbb\xbf"


class Fixed(Struct, frozen=True):
    """What is found after fixing, the number of fixes, and the files that change, before and after."""

    checked: Checked
    count: int
    files: Mapping[Path, tuple[bytes, bytes]]


def fix(request: Request, checked: Checked, *, unsafe: bool) -> Fixed:
    """Make the fixes of what was found in the given paths. No file is written."""
    before: dict[Path, bytes] = {}
    held = dict(request.held)
    count = 0
    barred: set[str] = set()
    for _ in range(ROUNDS):
        texts = {
            file: text for file, text in checked.texts.items() if file not in barred and lies_in(file, request.paths)
        }
        mended = mend(texts, checked.findings, unsafe=unsafe)
        changed = {Path(file): data for file, text in mended.texts.items() if (data := _data(file, text, held, texts))}
        if not changed:
            break
        again = check(replace(request, held=held | changed), quiet=True)
        # A fix that makes a file unreadable is none.
        worse = {Path(file) for file in _unreadable(again.findings) - _unreadable(checked.findings)}
        barred |= {str(path) for path in worse}
        barred |= {file for file, text in mended.texts.items() if Path(file) not in changed}
        for path in changed.keys() - worse:
            before.setdefault(path, held[path] if path in held else path.read_bytes())
            held[path] = changed[path]
        if worse:
            again = check(replace(request, held=held), quiet=True)
        count += sum(_is_made(finding, changed.keys() - worse) for finding in mended.fixed)
        checked = again
    return Fixed(checked, count, {path: (data, held[path]) for path, data in sorted(before.items())})


def _is_made(finding: Finding, changed: Iterable[Path]) -> bool:
    return finding.fix is not None and all(Path(edit.place.file) in changed for edit in finding.fix.edits)


def _data(file: str, text: str, held: Mapping[Path, bytes], texts: Mapping[str, str]) -> bytes | None:
    """A mended text as a file; None where the file is not the UTF-8 that was read from it."""
    path = Path(file)
    try:
        data = held[path] if path in held else path.read_bytes()
        if data.decode("utf-8-sig") != texts[file]:
            return None
    except (OSError, UnicodeDecodeError):
        return None
    return (BOM if data.startswith(BOM) else b"") + text.encode()


def _unreadable(findings: Iterable[Finding]) -> Counter[str]:
    """How often each file could not be read."""
    return Counter(finding.place.file for finding in findings if finding.code < "IHE008")


# -- the result -------------------------------------------------------------------------------------------------------


def write(files: Mapping[Path, tuple[bytes, bytes]]) -> None:
    """Write the files that change."""
    from ihe_cli.writing import write_whole

    for path, (_, data) in files.items():
        try:
            write_whole(path, data)
        except OSError as error:
            raise Failure(f"cannot write {shown(str(path))!r}: {error.strerror}") from None


def diff(files: Mapping[Path, tuple[bytes, bytes]]) -> str:
    """The changes as a unified diff, with paths relative to the working directory."""
    return "".join(line for path, (old, new) in files.items() for line in _diff(shown(str(path)), old, new))


def _diff(name: str, old: bytes, new: bytes) -> Iterator[str]:
    from difflib import unified_diff

    before, after = (_END_OF_LINE.split(data.decode()) for data in (old, new))
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
