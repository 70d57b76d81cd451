"""``--baseline``: findings that are known already are not reported, wherever in their file the line has moved."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ihe_cli.checking import lies_in
from ihe_cli.reporters import shown
from ihe_cli.reporters.prints import Print, print_of
from ihe_cli.terminal import Failure, counted
from sphinx_ihe.language.findings import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ihe_cli.checking import Checked, Request
    from sphinx_ihe.language.findings import Finding

FORMAT = "sphinx-ihe/baseline"
VERSION = 1


class KnownFinding(NamedTuple):
    """What remains of the findings, how many the baseline knew, and what it knows that is found no more."""

    findings: list[Finding]
    hidden: int
    stale: Counter[Print]


def read(path: Path) -> Counter[Print]:
    """The findings of a baseline, each with how often it occurs. Raises Failure."""
    try:
        content = json.loads(path.read_bytes())
        if (content["format"], content["version"]) != (FORMAT, VERSION):
            raise ValueError
        return _read(content["findings"], _absolute(path).parent)
    except FileNotFoundError:
        hint = f"ihe lint --write-baseline {str(path)!r} makes it"
        raise Failure(f"there is no baseline {str(path)!r}; {hint}") from None
    except OSError as error:
        raise Failure(f"cannot read {str(path)!r}: {error.strerror}") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Failure(f"{str(path)!r} is no baseline that this version of sphinx-ihe can read") from None


def _read(entries: Iterable[dict[str, Any]], folder: Path) -> Counter[Print]:
    known: Counter[Print] = Counter()
    for entry in entries:
        file, code, message, count = (entry[key] for key in ("file", "code", "message", "count"))
        if not isinstance(count, int) or not all(isinstance(part, str) for part in (file, code, message)):
            raise TypeError
        known[Print(str(_absolute(folder / file)), code, message)] += count
    return known


def apply(known: Counter[Print], checked: Checked, request: Request) -> KnownFinding:
    """Take the known findings away. What occurs more often than it is known is reported, the last ones first.

    Stale is what lies in the given paths and was looked for.
    """
    left = Counter(known)
    findings = []
    for finding in checked.findings:
        found = print_of(finding)
        if left[found] > 0:
            left[found] -= 1
        else:
            findings.append(finding)
    stale = Counter({entry: count for entry, count in left.items() if count > 0 and _is_looked_for(entry, request)})
    return KnownFinding(findings, len(checked.findings) - len(findings), stale)


def _is_looked_for(entry: Print, request: Request) -> bool:
    """Whether a run reports an entry if it is still there."""
    looked_for = Selection(request.select or ("IHE",), request.ignore)
    return looked_for.takes(entry.code) and lies_in(entry.file, request.paths)


def write(path: Path, checked: Checked, request: Request) -> str:
    """Write what was found; entries that were not looked for stay. What to say of it comes back. Raises Failure."""
    from ihe_cli.writing import write_whole

    known = Counter(map(print_of, checked.findings))
    count = known.total()
    if path.exists():
        # What was found beside the given paths, in ihe.yaml, is not counted twice.
        known |= Counter({entry: n for entry, n in read(path).items() if not _is_looked_for(entry, request)})
    folder = _absolute(path).parent
    entries = [
        {"file": _relative(entry.file, folder), "code": entry.code, "message": entry.message, "count": number}
        for entry, number in sorted(known.items())
    ]
    content = {"format": FORMAT, "version": VERSION, "findings": entries}
    try:
        write_whole(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
    except OSError as error:
        raise Failure(f"cannot write {str(path)!r}: {error.strerror}") from None
    return f"ihe: {counted(count, 'finding')} written to {str(path)!r}"


def told(stale: Counter[Print], path: Path) -> Sequence[str]:
    """What to say of entries that are found no more."""
    if not stale:
        return ()
    entries = [
        f"  {shown(entry.file)}: {entry.code}{f' ({count} times)' if count > 1 else ''}: {entry.message}"
        for entry, count in sorted(stale.items())
    ]
    head = f"ihe: {counted(stale.total(), 'finding')} in {str(path)!r} not found any more; --write-baseline drops them:"
    return (head, *entries)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would rename links


def _relative(file: str, folder: Path) -> str:
    return os.path.relpath(file, folder).replace(os.sep, "/")
