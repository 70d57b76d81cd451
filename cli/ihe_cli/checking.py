"""What ``ihe lint`` reads for the paths it is given, and what is found there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct, field

from sphinx_ihe.framework.garbage import uncollected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.language.findings import Finding, Selection, Verdict

STDIN = "-"


class Request(Struct, frozen=True):
    """What to check: absolute paths, what stands in place of files on disk, and which rules.

    ``cached`` allows to keep what is found for the next run, and to use what is kept.
    """

    paths: tuple[Path, ...]
    held: Mapping[Path, bytes] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    status: str | None = None
    cached: bool = False

    def selection(self, config: Config) -> Selection:
        """The rules to run: ``--select`` stands in place of the configuration, ``--ignore`` adds to it."""
        from sphinx_ihe.language.findings import Selection

        if self.select:
            return Selection(self.select, self.ignore)
        configured = config.selection
        return Selection(configured.select, (*configured.ignore, *self.ignore))


class Checked(Struct, frozen=True):
    """What was found in the given paths, in order, and the texts of all files that were read, by name.

    ``files`` are those in the given paths; ``roots`` are the folders of the frameworks.
    """

    findings: list[Finding]
    suppressed: list[Finding]
    texts: Mapping[str, str]
    files: frozenset[str]
    roots: tuple[Path, ...]


def paths(given: Sequence[str], stdin_filename: str | None) -> tuple[tuple[Path, ...], dict[Path, bytes]]:
    """The paths to report on, absolute, and what stands in place of a file that an editor has not saved."""
    held: dict[Path, bytes] = {}
    found = []
    if stdin_filename and STDIN not in given:
        raise click.UsageError("--stdin-filename needs '-' as a path")
    for text in given or (".",):
        path = Path(os.path.abspath(text))  # noqa: PTH100 - Path.resolve() would rename links
        if text == STDIN:
            if not stdin_filename:
                raise click.UsageError("'-' needs --stdin-filename, to know where the text belongs")
            path = Path(os.path.abspath(stdin_filename))  # noqa: PTH100
            if path not in held:
                held[path] = _standard_input(path, stdin_filename)
        elif not os.path.exists(path):  # noqa: PTH110 - Path.exists() raises for a name that is too long
            raise click.UsageError(f"there is no file or folder {text!r}")
        found.append(path)
    return tuple(found), held


def _standard_input(path: Path, name: str) -> bytes:
    if os.path.isdir(path):  # noqa: PTH112
        raise click.UsageError(f"--stdin-filename {name!r} is a folder, expected a file")
    if sys.stdin is None:
        raise click.UsageError("standard input is closed")
    return sys.stdin.buffer.read()


def check(request: Request, *, quiet: bool = False) -> Checked:
    """Read every framework that the paths lie in and collect what lies in the paths.

    What is odd about them is said on standard error, if not ``quiet``.
    """
    findings: set[Finding] = set()
    suppressed: set[Finding] = set()
    texts: dict[str, str] = {}
    files: set[str] = set()
    roots: list[Path] = []
    for root, config, given in frameworks(request):
        with uncollected(kept=True):
            verdict, read = _judge(root, config, request)
        if not quiet:
            single = [path for path in given if path.is_file() or path in request.held]
            _say_what_is_odd(root, config, single, read)
        files |= {file for file in read if lies_in(file, given)}
        texts |= read
        if config.path and config.path in request.held:
            texts[str(config.path)] = request.held[config.path].decode("utf-8-sig", "replace")
        roots.append(root)
        # A mistake in the configuration bears on every file.
        everywhere = [*given, config.path] if config.path else given
        findings |= {finding for finding in verdict.findings if lies_in(finding.place.file, everywhere)}
        suppressed |= {finding for finding in verdict.suppressed if lies_in(finding.place.file, given)}
    return Checked(_in_order(findings), _in_order(suppressed), texts, frozenset(files), tuple(roots))


def _judge(root: Path, config: Config, request: Request) -> tuple[Verdict, Mapping[str, str]]:
    """What is found in a framework, and the texts of its files, by their names in places."""
    from sphinx_ihe.framework.files import Folder
    from sphinx_ihe.framework.reader import read_files
    from sphinx_ihe.rules.rule import judge

    files = Folder(root, request.held)
    if request.cached and config.path is not None:
        from ihe_cli import cache

        return cache.judge(files, root, config, request)
    reading = read_files(files, config, request.status)
    return judge(reading.framework, request.selection(config), config.leaves_out), reading.texts


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.order)


def lies_in(file: str, paths: Sequence[Path]) -> bool:
    """Whether a file is one of the paths or below one of them."""
    return any(file == str(path) or file.startswith(f"{str(path).rstrip(os.sep)}{os.sep}") for path in paths)


def frameworks(request: Request) -> Iterator[tuple[Path, Config, list[Path]]]:
    """The frameworks that the paths lie in: root folder, configuration, and the paths in it."""
    from sphinx_ihe.framework.config import find, load
    from sphinx_ihe.framework.publisher import configuration, root_of
    from sphinx_ihe.rules.rule import RULES

    given: dict[tuple[Path, Path | None], list[Path]] = {}
    for path in request.paths:
        file = find(path)
        root = file.parent if file else root_of(path) or (path if path.is_dir() else path.parent)
        given.setdefault((root, file), []).append(path)
    for (root, file), inside in given.items():
        if file is None and root_of(root) == root:
            yield root, configuration(root), inside
        else:
            yield root, load(file, RULES, request.held.get(file) if file else None), inside


def _say_what_is_odd(root: Path, config: Config, single: Sequence[Path], read: Collection[str]) -> None:
    """Say on standard error what is read otherwise than one might think."""
    from ihe_cli.reporters import shown

    if config.path is None and config.publisher is None:
        below = min((shown(str(file)) for file in _configurations(root, read)), default=None)
        hint = f"; {below} was not used, it lies below" if below else ""
        click.echo(f"ihe: no ihe.yaml in {shown(str(root))!r} or above: read as a draft of no domain{hint}", err=True)
    for path in single:
        if path != config.path and str(path) not in read:
            click.echo(f"ihe: {shown(str(path))!r} was not read: it is no document of its framework", err=True)


def _configurations(root: Path, read: Collection[str]) -> Iterator[Path]:
    """The configurations of other frameworks in the folders that were read."""
    from sphinx_ihe.framework.config import FILE_NAME

    for folder in {folder for file in read for folder in Path(file).parents if folder.is_relative_to(root)}:
        if (folder / FILE_NAME).is_file():
            yield folder / FILE_NAME
