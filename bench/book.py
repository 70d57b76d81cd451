"""What a book costs beside one that LaTeX makes of the same documents.

    python bench/book.py [--copies 3] [--runs 3]

The documents are those of the example framework, whose first two volumes are there as often again as ``--copies``
says; three make two hundred pages. Both builders begin with nothing, in turn. Time is user time, and that on the
clock; memory is that of the largest process. LaTeX is left out where there is no xelatex.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from installed import as_installed

EXAMPLE = Path(__file__).parent.parent / "example_framework"
BUILDERS = {"ihepdf": ["-b", "ihepdf"], "xelatex": ["-M", "latexpdf"]}


class Cost(NamedTuple):
    """Seconds of user time and on the clock, megabytes of memory."""

    user: float
    clock: float
    memory: float


def write_documents(folder: Path, copies: int) -> None:
    """The example framework with copies of its volumes."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("_build", ".ihe_cache"))
    names = [f"volume{volume}" for volume in (1, 2) for _ in range(copies)]
    for number, name in enumerate(names):
        shutil.copytree(EXAMPLE / name, folder / f"copy{number}")
    index = folder / "index.rst"
    entries = "".join(f"   copy{number}/index\n" for number in range(len(names)))
    index.write_text(re.sub(r"(?m)^   appendices/index\n", rf"\g<0>{entries}", index.read_text("utf-8")), "utf-8")


def build(name: str, source: Path, out: Path) -> Cost:
    """One build as a process of its own."""
    shutil.rmtree(out, ignore_errors=True)
    kind, builder = BUILDERS[name]
    command = [sys.executable, "-m", "sphinx", kind, builder, source, out, "-q"]
    if name == "xelatex":
        command += ["-D", "latex_engine=xelatex"]
    began = time.monotonic()
    with (
        (source.parent / f"{name}.log").open("wb") as log,
        subprocess.Popen(list(map(str, command)), stdout=log, stderr=log, env=as_installed()) as process,
    ):
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(Path(log.name).read_text("utf-8", "replace")[-2000:])
    return Cost(used.ru_utime, time.monotonic() - began, used.ru_maxrss / 1024)


def main() -> None:
    """Print the table, in Markdown."""
    parser = argparse.ArgumentParser(description="What a book costs beside one that LaTeX makes of the same documents.")
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    names = [name for name in BUILDERS if name == "ihepdf" or shutil.which("xelatex")]
    found: dict[str, list[Cost]] = {name: [] for name in names}
    with TemporaryDirectory() as temporary:
        source = Path(temporary, "documents")
        write_documents(source, given.copies)
        for _ in range(given.runs):
            for name in names:
                found[name].append(build(name, source, Path(temporary, name)))
    best = {name: Cost(*map(min, zip(*costs, strict=True))) for name, costs in found.items()}
    base = best[names[-1]]
    print("| | user seconds | seconds | MB |\n|---|---:|---:|---:|")
    for name, cost in best.items():
        user, clock = cost.user / base.user, cost.clock / base.clock
        print(f"| {name} | {cost.user:.1f} ({user:.2f}) | {cost.clock:.1f} ({clock:.2f}) | {cost.memory:.0f} |")


if __name__ == "__main__":
    main()
