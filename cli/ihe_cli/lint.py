"""``ihe lint``: read a framework, run the rules, report what lies in the given paths."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ihe_cli.terminal import Failure, style

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ihe_cli.reporters import Report
    from sphinx_ihe.config import Config
    from sphinx_ihe.reader import Reading
    from sphinx_ihe.rule import Finding, Selection

FORMATS = ("text", "concise", "json")
STATUSES = ("draft", "public-comment", "trial-implementation", "final-text", "deprecated")
SEVERITIES = ("error", "warning", "info")
STDIN = "-"


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    paths: tuple[str, ...]
    format: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    status: str | None
    fail_on: str
    exit_zero: bool
    output_file: str | None
    statistics: bool
    stdin_filename: str | None
    no_cache: bool


def _codes(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of a repeatable option that takes lists with commas."""
    return tuple(code.strip() for text in value for code in text.split(",") if code.strip())


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to report.")
@click.option("--select", multiple=True, metavar="CODES", callback=_codes, help="Run these rules only.")
@click.option("--ignore", multiple=True, metavar="CODES", callback=_codes, help="Do not run these rules.")
@click.option("--status", type=click.Choice(STATUSES), help="Check as if the framework had this status.")
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default="warning", show_default=True, help="What makes the exit code 1."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--output-file", metavar="FILE", help="Write the report to a file.")
@click.option("--statistics", is_flag=True, help="Report how often each rule found something.")
@click.option("--stdin-filename", metavar="FILE", help="Where the text on standard input ('-') belongs.")
@click.option("--no-cache", is_flag=True, hidden=True)
def lint(**given: Any) -> None:
    """Check a framework.

    Names may be declared anywhere, so the whole framework is read: the folder of the nearest ihe.yaml in or above each
    PATH, or else that folder itself. What is reported is what lies in the given files and folders, by default in the
    working directory.

    CODES are codes of rules or beginnings of codes, with commas: IHE2,IHE302.
    """
    options = Options(**given)
    from sphinx_ihe import rules as _families  # noqa: F401 - importing them fills RULES
    from sphinx_ihe.rule import RULES, Severity
    from sphinx_ihe.shapes import CODES_TO_COME

    _check_codes(options.select, RULES, "--select")
    _check_codes(options.ignore, (*RULES, *CODES_TO_COME), "--ignore")
    report = _report(options)
    _write(options, report)
    worst = max((finding.severity for finding in report.findings), default=None)
    if worst is not None and worst >= Severity[options.fail_on] and not options.exit_zero:
        click.get_current_context().exit(1)


def _check_codes(codes: tuple[str, ...], known: Collection[str], option: str) -> None:
    from sphinx_ihe.names import nearest
    from sphinx_ihe.shapes import is_code

    for code in codes:
        if not is_code(code, known):
            near = nearest(code, known)
            hint = f", did you mean {near!r}?" if near else ""
            raise click.BadParameter(f"{code!r} is no rule and the beginning of none{hint}", param_hint=option)


# -- what to read -------------------------------------------------------------------------------------------------


def _report(options: Options) -> Report:
    """Read every framework that the paths lie in and collect what lies in the paths."""
    from ihe_cli.reporters import Report
    from sphinx_ihe.reader import read_folder
    from sphinx_ihe.rule import judge

    paths, held = _paths(options)
    findings: set[Finding] = set()
    suppressed: set[Finding] = set()
    texts: dict[str, str] = {}
    files: set[str] = set()
    for root, config, given in _frameworks(paths):
        reading = read_folder(root, config, options.status, held)
        _say_what_is_odd(root, config, given, reading)
        files |= {file for file in reading.texts if _lies_in(file, given)}
        texts |= reading.texts
        # A mistake in the configuration bears on every file.
        everywhere = [*given, config.path] if config.path else given
        verdict = judge(reading.framework, _selection(config, options), config.leaves_out)
        findings |= {finding for finding in verdict.findings if _lies_in(finding.place.file, everywhere)}
        suppressed |= {finding for finding in verdict.suppressed if _lies_in(finding.place.file, given)}
    ordered = sorted(findings, key=lambda finding: finding.order)
    return Report(ordered, len(files), len(suppressed), texts, statistics=options.statistics)


def _paths(options: Options) -> tuple[list[Path], dict[Path, bytes]]:
    """The paths to report on, absolute, and what stands in place of a file that an editor has not saved."""
    held: dict[Path, bytes] = {}
    paths = []
    if options.stdin_filename and STDIN not in options.paths:
        raise click.UsageError("--stdin-filename needs '-' as a path")
    for text in options.paths or (".",):
        path = Path(os.path.abspath(text))  # noqa: PTH100 - Path.resolve() would rename links
        if text == STDIN:
            if not options.stdin_filename:
                raise click.UsageError("'-' needs --stdin-filename, to know where the text belongs")
            path = Path(os.path.abspath(options.stdin_filename))  # noqa: PTH100
            held[path] = sys.stdin.buffer.read()
        elif not path.exists():
            raise click.UsageError(f"there is no file or folder {text!r}")
        paths.append(path)
    return paths, held


def _frameworks(paths: Sequence[Path]) -> Iterator[tuple[Path, Config, list[Path]]]:
    """The frameworks that the paths lie in: root folder, configuration, and the paths in it."""
    from sphinx_ihe.config import find, load
    from sphinx_ihe.rule import RULES

    given: dict[tuple[Path, Path | None], list[Path]] = {}
    for path in paths:
        file = find(path)
        root = file.parent if file else path if path.is_dir() else path.parent
        given.setdefault((root, file), []).append(path)
    for (root, file), inside in given.items():
        yield root, load(file, RULES), inside


def _say_what_is_odd(root: Path, config: Config, given: Sequence[Path], reading: Reading) -> None:
    """Say on standard error what is read otherwise than one might think."""
    from ihe_cli.reporters import shown

    if config.path is None:
        below = min((shown(str(file)) for file in _configurations(root, reading)), default=None)
        hint = f"; {below} was not used, it lies below" if below else ""
        click.echo(f"ihe: no ihe.yaml in {shown(str(root))!r} or above: read as a draft of no domain{hint}", err=True)
    for path in given:
        if path.is_file() and path != config.path and str(path) not in reading.texts:
            click.echo(f"ihe: {shown(str(path))!r} was not read: it is no document of its framework", err=True)


def _configurations(root: Path, reading: Reading) -> Iterator[Path]:
    """The configurations of other frameworks in the folders that were read."""
    from sphinx_ihe.config import FILE_NAME

    for folder in {folder for file in reading.texts for folder in Path(file).parents if folder.is_relative_to(root)}:
        if (folder / FILE_NAME).is_file():
            yield folder / FILE_NAME


def _selection(config: Config, options: Options) -> Selection:
    """The rules to run: ``--select`` stands in place of the configuration, ``--ignore`` adds to it."""
    from sphinx_ihe.rule import Selection

    if options.select:
        return Selection(options.select, options.ignore)
    return Selection(config.lint.select, (*config.lint.ignore, *options.ignore))


def _lies_in(file: str, paths: Sequence[Path]) -> bool:
    return any(file == str(path) or file.startswith(f"{str(path).rstrip(os.sep)}{os.sep}") for path in paths)


# -- what to print ------------------------------------------------------------------------------------------------


def _write(options: Options, report: Report) -> None:
    from ihe_cli.reporters import render
    from ihe_cli.terminal import Style

    if options.output_file is None:
        look = style()
        click.echo(render(options.format, report, look), nl=False, color=look.colour)
        return
    text = render(options.format, report, Style(False))
    try:
        Path(options.output_file).write_text(text, "utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise Failure(f"cannot write {options.output_file!r}: {error.strerror}") from None
