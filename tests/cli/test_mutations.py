"""Good frameworks with one mistake: nothing crashes, what is found has to do with it, and no fix makes it worse."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ihe_cli.checking import Checked, Request, check
from ihe_cli.fixing import fix

if TYPE_CHECKING:
    from sphinx_ihe.language.findings import Finding

TOP = Path(__file__).parents[2]
MARKUP = ("`", "``", "*", "**", "|", "_", "[", "]", "{", "}", "<", ">", ":", "::", "..", "- ", "# ", "'", '"', "=====")
SPACE = ("\t", "\n", "\n\n", "  ", "\r", "\u2028")
PIECES = (*MARKUP, *SPACE, "&a ", "!x ", "(1)", "\x00", "é", "```", "~~~", "R ", "none", "ITI-041", " Actor ")
QUOTED = re.compile(r"'([^']+)'|\b((?:[A-Z]{2}:)?[A-Z][A-Za-z]+-[A-Z]*[0-9]+[A-Z]?)\b|\b([A-Z][A-Za-z.]*[A-Z])\b")


class Mutation(NamedTuple):
    """A file and what becomes of its text."""

    file: Path
    before: str
    after: str

    @property
    def data(self) -> dict[Path, bytes]:
        return {self.file: self.after.encode("utf-8", "replace")}


@pytest.fixture(scope="module")
def frameworks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The example framework, the clean one of the contract, and that of the tutorial: nothing is found in them."""
    folder = tmp_path_factory.mktemp("good").resolve()
    shutil.copytree(TOP / "example_framework", folder / "example", ignore=shutil.ignore_patterns("_build"))
    shutil.copytree(TOP / "docs" / "examples" / "markdown", folder / "markdown")
    case = TOP / "tests" / "contract" / "cases" / "final"
    parts = re.split(r"^--- (\S+)\n", (case / "clean.txt").read_text("utf-8"), flags=re.MULTILINE)
    (folder / "clean").mkdir()
    shutil.copy(case / "ihe.yaml", folder / "clean")
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        (folder / "clean" / name).write_text(text, "utf-8")
    roots = [folder / name for name in ("example", "clean", "markdown")]
    assert [found for root in roots for found in check(Request((root,))).findings if found.severity > 1] == []
    return roots


def mutate(data: st.DataObject, roots: list[Path]) -> Mutation:
    """Draw one mistake in one file."""
    root = data.draw(st.sampled_from(roots))
    files = sorted(path for path in root.rglob("*") if path.suffix in (".rst", ".md", ".inc"))
    file = data.draw(st.sampled_from(files))
    text = file.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(text) - 1))
    row = data.draw(st.integers(0, len(lines) - 1))
    length = data.draw(st.integers(1, 12))
    piece = data.draw(st.sampled_from(PIECES))
    other = data.draw(st.integers(0, len(lines) - 1))
    swapped = list(lines)
    swapped[row], swapped[other] = swapped[other], swapped[row]
    ways = {
        "insert": text[:at] + piece + text[at:],
        "replace": text[:at] + piece + text[at + length :],
        "delete": text[:at] + text[at + length :],
        "cut off": text[:at],
        "leave out a line": "".join(lines[:row] + lines[row + 1 :]),
        "repeat a line": "".join(lines[: row + 1] + lines[row:]),
        "swap lines": "".join(swapped),
        "indent a line": "".join([*lines[:row], " " * length, *lines[row:]]),
        "break a line": "".join([*lines[:row], lines[row].replace(" ", "\n", 1), *lines[row + 1 :]]),
    }
    return Mutation(file, text, ways[data.draw(st.sampled_from(sorted(ways)))])


def is_near(finding: Finding, mutation: Mutation, read: Checked) -> bool:
    """Whether a finding lies in the mutated file or in one that includes it, points into it, or names what it names."""
    places = [finding.place, *(related.place for related in finding.related)]
    including = mutation.file.suffix == ".inc" and mutation.file.name in read.texts.get(finding.place.file, "")
    if including or any(Path(place.file) == mutation.file for place in places):
        return True
    named = {name for found in QUOTED.findall(finding.message) for name in found if name}
    return any(name in mutation.before or name in mutation.after for name in named)


def unreadable(checked: Checked) -> Counter[str]:
    return Counter(found.place.file for found in checked.findings if found.code < "IHE008")


FEW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(data=st.data())
def test_what_is_found_is_near(frameworks: list[Path], data: st.DataObject) -> None:
    mutation = mutate(data, frameworks)
    root = next(root for root in frameworks if mutation.file.is_relative_to(root))
    checked = check(Request((root,), mutation.data))
    told = [
        f"{found.place.file}:{found.place.line}: {found.code} {found.message}"
        for found in checked.findings
        if found.severity > 1 and not is_near(found, mutation, checked)
    ]
    assert told == []


@FEW
@given(data=st.data())
def test_fixing_makes_nothing_worse(frameworks: list[Path], data: st.DataObject) -> None:
    mutation = mutate(data, frameworks)
    root = next(root for root in frameworks if mutation.file.is_relative_to(root))
    request = Request((root,), mutation.data)
    checked = check(request)
    once = fix(request, checked, unsafe=True)
    assert not unreadable(once.checked) - unreadable(checked)
    assert len(once.checked.findings) <= len(checked.findings)
    held = mutation.data | {path: after for path, (_, after) in once.files.items()}
    twice = fix(Request((root,), held), once.checked, unsafe=True)
    assert (list(twice.fixed), twice.files) == ([], {})
