"""What a build costs: the same framework for sphinx-ihe, as plain Sphinx, and for sphinx-needs.

    python bench/build.py [--pages 100] [--runs 3] [--jobs 1 2]

A page has ten objects, with links, tables and lists (``bench/corpus.py``). Each run builds all of it, builds again with
nothing changed, and after an edit of a paragraph; then once a title and a link are edited, and the pages that differ
from those of a clean build are counted. Time is that of the processors, user and system, and memory that of all
processes together: the best of some runs, spelling by spelling in turn, as multiples of plain Sphinx.
sphinx-needs is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corpus import OBJECTS_A_PAGE, SPELLINGS, corpus
from installed import as_installed

STEPS = ("full", "no change", "one page")
RANDOM = re.compile(r"SN[A-Z]*-[0-9a-f]{8}")
"""What sphinx-needs writes anew in each build."""


class Cost(NamedTuple):
    """Seconds of processor time, megabytes of memory."""

    seconds: float
    memory: float


def build(source: Path, out: Path, jobs: int) -> Cost:
    """One build as a process of its own."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j", str(jobs), source, out]
    with subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=as_installed()
    ) as process:
        peak = _Peak(process.pid)
        peak.start()
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak.over.set()
        peak.join()
    if process.returncode or said:
        raise RuntimeError(f"{source}: {said[:2000]}")
    return Cost(used.ru_utime + used.ru_stime, max(peak.kilobytes, used.ru_maxrss) / 1024)


class _Peak(threading.Thread):
    """Looks every quarter of a second how much memory a process and its children share out."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.kilobytes = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.25):
            self.kilobytes = max(self.kilobytes, sum(map(_kilobytes, _processes(self._pid))))


def _processes(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [pid, *(grandchild for child in children for grandchild in _processes(int(child)))]


def _kilobytes(pid: int) -> int:
    try:
        return int(re.findall(r"Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"))[0])
    except (OSError, IndexError):
        return 0


class Project:
    """A corpus in one spelling, in a folder."""

    def __init__(self, spelling: str, pages: int, folder: Path) -> None:
        made = corpus(pages)
        self._thing = made.page(pages // 2)[1]
        self._page = folder / f"page{pages // 2:04}.rst"
        self.source, self.out = folder, folder / "_build"
        self.spelling = SPELLINGS[spelling](made)
        shutil.rmtree(folder, ignore_errors=True)
        self.spelling.write(folder)

    def costs(self, jobs: int) -> list[Cost]:
        """What the three steps cost."""
        full, same = (build(self.source, self.out, jobs) for _ in range(2))
        self._edit(self._thing.said[0], "Edited text.")
        return [full, same, build(self.source, self.out, jobs)]

    def stale(self, jobs: int) -> int:
        """How many pages are not those of a clean build after a title and then a link were edited."""
        for old, new in self._edits():
            self._edit(old, new)
            build(self.source, self.out, jobs)
        clean = self.source.parent / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        build(self.source, clean, 2)
        return sum(_text(page) != _text(self.out / page.name) for page in clean.glob("*.html"))

    def _edits(self) -> list[tuple[str, str]]:
        """The first transaction gets another name, the first actor another one of a far page."""
        made, row = self.spelling.corpus, self.spelling.row
        transaction = made.page(self._thing.page)[4]
        far, farther = made.page(made.far[self._thing.page])[4], made.page(0)[4]
        return [(transaction.title, "Zend" + transaction.title[4:]), (row(far), row(farther))]

    def _edit(self, old: str, new: str) -> None:
        text = self._page.read_text("utf-8")
        assert old in text, f"{old!r} is not in {self._page}"
        time.sleep(0.05)  # Sphinx compares times of change
        self._page.write_text(text.replace(old, new, 1), "utf-8")


def _text(page: Path) -> str:
    return RANDOM.sub("", page.read_text("utf-8")) if page.exists() else ""


def measure(pages: int, runs: int, jobs: int, folder: Path) -> None:
    """Print the rows for one number of jobs."""
    names = [name for name in SPELLINGS if name != "sphinx-needs" or find_spec("sphinx_needs")]
    best: dict[str, list[Cost]] = {}
    stale: dict[str, int] = {}
    for run in range(runs):
        for name in names:
            project = Project(name, pages, folder / name.replace(" ", "-"))
            costs = project.costs(jobs)
            known = best.setdefault(name, costs)
            best[name] = [Cost(*map(min, zip(old, new, strict=True))) for old, new in zip(known, costs, strict=True)]
            if run == 0:
                stale[name] = project.stale(jobs)
    base = best["plain Sphinx"]
    for name, costs in best.items():
        cells = [
            f"{cost.seconds:.1f} s ({cost.seconds / plain.seconds:.2f})"
            for cost, plain in zip(costs, base, strict=True)
        ]
        memory = f"{costs[0].memory:.0f} MB ({costs[0].memory / base[0].memory:.2f})"
        print(f"| {name}, `-j {jobs}` | {' | '.join(cells)} | {memory} | {stale[name]} |", flush=True)


def main() -> None:
    """Print the table, in Markdown."""
    parser = argparse.ArgumentParser(description="What a build costs beside plain Sphinx and sphinx-needs.")
    parser.add_argument("--pages", type=int, default=100, help="pages, of ten objects each")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    print(f"{given.pages * OBJECTS_A_PAGE} objects on {given.pages} pages\n")
    print(f"| | {' | '.join(STEPS)} | memory | stale pages |\n|---|{'---:|' * (len(STEPS) + 2)}")
    with TemporaryDirectory() as temporary:
        for jobs in given.jobs:
            measure(given.pages, given.runs, jobs, Path(temporary))


if __name__ == "__main__":
    main()
