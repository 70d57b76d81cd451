"""How fast ``ihe lint`` is, on a generated framework, beside other tools that read reStructuredText.

    python bench/lint.py [--files 2000] [--peers FOLDER] [--texts FOLDER]

FOLDER of ``--peers`` is the ``bin`` folder of an environment with sphinx-lint, doc8 and rstcheck; those that are not
there are left out. FOLDER of ``--texts`` holds documents of another project, such as Python's documentation, to be read
too. Each tool runs as it is installed, with every rule that it has by default. Sphinx reads a tenth of
the files, and its time is multiplied. Time is that of the processors, in user mode, and memory that of the largest
process: the best of some runs, tool by tool in turn, as seconds and as multiples of ``ihe lint``. Seconds belong to
the machine, ratios to the tools.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from framework import write_framework
from installed import as_installed

if TYPE_CHECKING:
    from collections.abc import Callable

BIN = Path(sys.executable).parent
RUNS = 3
LONG = 30
"""What takes so many seconds runs once."""
TENTH = 10


class Cost(NamedTuple):
    """Seconds of user time, megabytes of memory."""

    seconds: float
    memory: float


class Tool(NamedTuple):
    """A command, what is done before each run, and by how much its time is multiplied."""

    name: str
    command: list[str]
    before: Callable[[], None] | None = None
    times: int = 1


def run(tool: Tool) -> Cost:
    """One run as a process of its own. What the tool finds does not matter, that it runs does."""
    if tool.before is not None:
        tool.before()
    with subprocess.Popen(
        tool.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=as_installed()
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"{tool.name}: {said.decode()[-500:]}")
    return Cost(used.ru_utime * tool.times, used.ru_maxrss / 1024)


def costs(tools: list[Tool]) -> list[Cost]:
    """The lowest cost of each tool; they run in turn, so that what else the machine does falls on all of them."""
    found = [run(tool) for tool in tools]
    for _ in range(RUNS - 1):
        for at, tool in enumerate(tools):
            if found[at].seconds / tool.times < LONG:
                found[at] = Cost(*map(min, found[at], run(tool)))
    return found


def ihe(folder: Path) -> list[Tool]:
    """``ihe lint`` in its ways: all files, one edited file, no edited file."""
    command = [str(BIN / "ihe"), "lint", str(folder)]
    page = folder / "volume1" / "document-0001.rst"

    def edit() -> None:
        page.write_text(page.read_text("utf-8") + "\nText.\n", "utf-8")

    return [
        Tool("ihe lint --no-cache", [*command, "--no-cache"]),
        Tool("ihe lint, nothing kept yet", command, lambda: forget(folder)),
        Tool("ihe lint, one file edited", command, edit),
        Tool("ihe lint, nothing edited", command),
    ]


def forget(folder: Path) -> None:
    """Remove what was kept of earlier runs."""
    for path in (folder / ".ihe_cache").glob("*.ihe.*"):
        path.unlink()


def others(folder: Path, part: Path, peers: Path) -> list[Tool]:
    """The other tools; ``part`` holds a tenth of the files."""
    sphinx = [str(BIN / "sphinx-build"), "-q", "-E", "-b", "dummy", str(part), str(part.parent / "out")]
    return [*linters(folder, peers), Tool("sphinx-build -b dummy", sphinx, times=TENTH)]


def linters(folder: Path, peers: Path) -> list[Tool]:
    """The other linters that are there, in one process where they can have several."""
    found = [
        Tool("sphinx-lint -j 1", [str(peers / "sphinx-lint"), "-j", "1", str(folder)]),
        Tool("sphinx-lint", [str(peers / "sphinx-lint"), str(folder)]),
        Tool("doc8", [str(peers / "doc8"), "-q", "--max-line-length", "120", str(folder)]),
        Tool("rstcheck", [str(peers / "rstcheck"), "-r", str(folder)]),
    ]
    return [tool for tool in found if Path(tool.command[0]).exists()]


def texts(folder: Path, peers: Path) -> list[Tool]:
    """Documents of another project, of which no tool but the linters is asked."""
    return [Tool("ihe lint --no-cache", [str(BIN / "ihe"), "lint", "--no-cache", str(folder)]), *linters(folder, peers)]


def starts(folder: Path) -> list[Tool]:
    """One document alone, beside what it takes to import the libraries that the command needs."""
    write_framework(folder, 1)
    return [
        Tool('python -c "import click, yaml"', [sys.executable, "-c", "import click, yaml"]),
        Tool("ihe lint --no-cache, one file", [str(BIN / "ihe"), "lint", "--no-cache", str(folder)]),
    ]


def print_table(tools: list[Tool]) -> None:
    """Run the tools and print a table in Markdown, with multiples of the first."""
    print("| | user seconds | times | MB |\n|---|---:|---:|---:|")
    found = costs(tools)
    for tool, cost in zip(tools, found, strict=True):
        times = cost.seconds / found[0].seconds
        print(f"| {tool.name} | {cost.seconds:.2f} | {times:.2f} | {cost.memory:.0f} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="How fast ihe lint is beside other tools.")
    parser.add_argument("--files", type=int, default=2000, help="documents of the framework")
    parser.add_argument("--peers", type=Path, default=BIN, help="folder of the other tools")
    parser.add_argument("--texts", type=Path, help="folder with documents of another project")
    given = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder, part, alone = (Path(temporary) / name for name in ("framework", "part", "alone"))
        for path in (folder, part, alone):
            path.mkdir()
        size = write_framework(folder, given.files)
        write_framework(part, given.files // TENTH)
        print(f"{given.files} documents, {size / 1e6:.1f} MB\n")
        print_table([*ihe(folder), *others(folder, part, given.peers)])
        print()
        print_table(starts(alone))
    if given.texts:
        found = [path.stat().st_size for path in given.texts.rglob("*.rst")]
        print(f"\n{len(found)} documents, {sum(found) / 1e6:.1f} MB, of another project\n")
        print_table(texts(given.texts, given.peers))


if __name__ == "__main__":
    main()
