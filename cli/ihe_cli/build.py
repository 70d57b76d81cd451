"""``ihe build``: the framework as a web site, built by Sphinx in a process of its own."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from ihe_cli.terminal import Failure, counted

TARGETS = ("html",)
TO_COME = {"pdf": "PDF", "all": "PDF"}

WARNING = re.compile(r"^(?:.*: )?(?:WARNING|ERROR|CRITICAL): ", re.MULTILINE)


@click.command()
@click.argument("words", nargs=-1, metavar="[html] [PATH]")
def build(words: tuple[str, ...]) -> None:
    """Build the framework.

    PATH is the folder of conf.py, or a folder or file below it; by default the working directory. The site goes to
    _build/html beside conf.py, and the path of its first page is printed. Exits with 1 if Sphinx warned of something,
    with 2 if there is no site.
    """
    from tempfile import TemporaryDirectory

    source = _source(_path(words))
    with TemporaryDirectory() as folder:
        log = Path(folder, "warnings.txt")
        failed = _sphinx(source, log)
        warnings = len(WARNING.findall(log.read_text("utf-8", errors="replace"))) if log.exists() else 0
    page = source / "_build" / "html" / f"{_root_doc(source)}.html"
    if failed or not page.exists():
        raise Failure(f"Sphinx could not build {os.path.relpath(source)}")
    click.echo(page)
    click.echo(counted(warnings, "warning") if warnings else "no warnings", err=True)
    click.get_current_context().exit(1 if warnings else 0)


def _path(words: tuple[str, ...]) -> Path:
    """The path among the words of the command line."""
    if words and words[0] in TO_COME:
        raise Failure(f"{TO_COME[words[0]]} is not available in this version of sphinx-ihe; `ihe build html` is")
    paths = words[1:] if words and words[0] in TARGETS else words
    if len(paths) > 1:
        raise click.UsageError(f"expected one path, found {' and '.join(map(repr, paths))}")
    path = Path(paths[0] if paths else ".")
    if not path.exists():
        raise click.UsageError(f"there is no file or folder {str(path)!r}")
    return path


def _source(path: Path) -> Path:
    """The nearest folder with a ``conf.py``."""
    start = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would rename links
    for folder in (start, *start.parents):
        if (folder / "conf.py").is_file():
            return folder
    raise Failure(f"there is no conf.py in {str(path)!r} or above it, so there is nothing for Sphinx to build")


def _sphinx(source: Path, log: Path) -> bool:
    """Run Sphinx; whether it failed. It shows its progress on a terminal and is quiet elsewhere."""
    import subprocess

    out = source / "_build"
    # -P keeps the working directory off the module path, where a file of the author's could hide a library.
    command: list[str | Path] = [sys.executable, "-P", "-m", "sphinx", "-b", "html", "-d", out / "doctrees", "-w", log]
    if not sys.stdout.isatty():
        command.append("-q")
    try:
        return bool(subprocess.run([*command, source, out / "html"], check=False).returncode)
    except OSError as error:
        raise Failure(f"cannot run {sys.executable}: {error.strerror}") from None


def _root_doc(source: Path) -> str:
    from sphinx_ihe.sphinx_conf import read_conf

    try:
        return read_conf((source / "conf.py").read_bytes()).root_doc
    except OSError:
        return "index"
