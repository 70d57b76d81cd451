"""``ihe build``: the framework as a web site and as a book, built by Sphinx in a process of its own."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from pathlib import Path

import click

from ihe_cli.terminal import Failure, counted

BUILDERS = {"html": "html", "pdf": "ihepdf"}
TARGETS = {"html": ("html",), "pdf": ("pdf",), "all": ("html", "pdf")}

WARNING = re.compile(r"^(?:.*: )?(?:WARNING|ERROR|CRITICAL): .*", re.MULTILINE)


@click.command()
@click.argument("words", nargs=-1, metavar="[html|pdf|all] [PATH]", type=click.Path(readable=False))
@click.option("--serve", is_flag=True, help="Show the site in a browser, and build it again after each save.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port for --serve; by default a free one.")
@click.option("--open/--no-open", "show", default=True, help="Whether --serve opens the browser.")
def build(words: tuple[str, ...], serve: bool, port: int, show: bool) -> None:
    """Build the framework: the site, the book, or both.

    PATH is the folder of conf.py, or a folder or file below it; by default the working directory. The site goes to
    _build/html beside conf.py, the book to _build/pdf, and the path of the first page or the book is printed. Exits
    with 1 if Sphinx warned of something, with 2 if there is no site or no book.
    """
    target, path = _understood(words)
    source = _source(path)
    if serve:
        if target != "html":
            raise click.UsageError(f"--serve shows the site, expected 'html', found {target!r}")
        click.get_current_context().exit(_serve(source, port, show))
    _build(source, target)


def _serve(source: Path, port: int, show: bool) -> int:
    """Have sphinx-autobuild build, serve on this machine alone, and build again after each save, until interrupted."""
    import subprocess
    from importlib.util import find_spec

    if find_spec("sphinx_autobuild") is None:
        raise Failure("--serve needs the package sphinx-autobuild: pip install 'sphinx-ihe[serve]'")
    _keep_out_of_git(source / "_build")
    command = [sys.executable, "-P", "-m", "sphinx_autobuild", *_arguments(source, "html"), "--port", str(port)]
    # What builds and editors write beside the sources is no change of them.
    command += ["--ignore", str(source / "_build" / "*"), "--re-ignore", r"/\.[^/]*$|/\.ihe_cache/|~$"]
    try:
        return subprocess.run([*command, "--open-browser"] if show else command, check=False).returncode
    except KeyboardInterrupt:
        return 0


def _build(source: Path, target: str) -> None:
    from tempfile import TemporaryDirectory

    if "pdf" in TARGETS[target]:
        _look_for_typst()
    # Both builds report what the rules find; it counts once.
    warnings: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for kind in TARGETS[target]:
            log = Path(folder, f"{kind}.txt")
            failed = _sphinx(source, kind, log)
            if log.exists():
                warnings |= Counter(WARNING.findall(log.read_text("utf-8", errors="replace")))
            made = None if failed else _made(source, kind)
            if made is None:
                raise Failure(f"Sphinx could not build {os.path.relpath(source)}")
            click.echo(made)
    click.echo(counted(warnings.total(), "warning") if warnings else "no warnings", err=True)
    click.get_current_context().exit(1 if warnings else 0)


def _understood(words: tuple[str, ...]) -> tuple[str, Path]:
    """What to build and the path, from the words of the command line."""
    target, paths = (words[0], words[1:]) if words and words[0] in TARGETS else ("html", words)
    if len(paths) > 1:
        raise click.UsageError(f"expected one path, found {' and '.join(map(repr, paths))}")
    path = Path(paths[0] if paths else ".")
    if not path.exists():
        raise click.UsageError(f"there is no file or folder {str(path)!r}")
    return target, path


def _source(path: Path) -> Path:
    """The nearest folder with a ``conf.py``."""
    start = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would rename links
    for folder in (start, *start.parents):
        if (folder / "conf.py").is_file():
            return folder
    missing = f"there is no conf.py in {str(path)!r} or above it, so there is nothing for Sphinx to build"
    raise Failure(f"{missing}; `ihe new framework` begins a framework")


def _look_for_typst() -> None:
    """Say early, and before anything is built, that the book cannot be."""
    from importlib.util import find_spec

    if find_spec("typst") is None:
        raise Failure("a book needs the package typst: pip install 'sphinx-ihe[pdf]'")


def _sphinx(source: Path, kind: str, log: Path) -> bool:
    """Run Sphinx; whether it failed. It shows its progress on a terminal and is quiet elsewhere."""
    import subprocess

    _keep_out_of_git(source / "_build")
    # -P keeps the working directory off the module path, where a file of the author's could hide a library.
    command = [sys.executable, "-P", "-m", "sphinx", *_arguments(source, kind), "-w", str(log)]
    if not sys.stdout.isatty():
        command.append("-q")
    try:
        return bool(subprocess.run(command, check=False).returncode)
    except OSError as error:
        raise Failure(f"cannot run {sys.executable}: {error.strerror}") from None


def _arguments(source: Path, kind: str) -> list[str]:
    out = source / "_build"
    return ["-b", BUILDERS[kind], "-d", str(out / "doctrees"), str(source), str(out / kind)]


def _keep_out_of_git(out: Path) -> None:
    """Make the folder of what is built, which git is to ignore. One that is there is left alone."""
    try:
        out.mkdir()
        (out / ".gitignore").write_text("*\n", "utf-8")
    except OSError:
        pass  # Sphinx says that it cannot write there


def _made(source: Path, kind: str) -> Path | None:
    """The first page of the site, or the book, which has the name of the project."""
    if kind == "html":
        page = source / "_build" / "html" / f"{_root_doc(source)}.html"
        return page if page.exists() else None
    return max((source / "_build" / "pdf").glob("*.pdf"), key=lambda book: book.stat().st_mtime_ns, default=None)


def _root_doc(source: Path) -> str:
    from sphinx_ihe.reading.sphinx_conf import read_conf

    try:
        return read_conf((source / "conf.py").read_bytes()).root_doc
    except OSError:
        return "index"
