"""``ihe lint``: read a framework, run the rules, report what lies in the given paths."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from ihe_cli import codes
from ihe_cli.reporters import FORMATS
from ihe_cli.terminal import Failure, style
from sphinx_ihe.language.directives import SEVERITIES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ihe_cli.checking import Checked, Request
    from ihe_cli.reporters import Report
    from sphinx_ihe.language.findings import Finding

WITH_STATISTICS = ("text", "concise", "json")


class LintOptions(Struct, frozen=True):
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
    fix: bool
    unsafe_fixes: bool
    diff: bool
    baseline: Path | None
    write_baseline: Path | None
    watch: bool
    stdin_filename: str | None
    no_cache: bool


_FILE = click.Path(path_type=Path, dir_okay=False)
_NAME = click.Path(readable=False)
_CODES: dict[str, Any] = {
    "multiple": True,
    "metavar": "CODES",
    "callback": codes.listed,
    "shell_complete": codes.offered,
}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=_NAME)
@click.option("--format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to report.")
@click.option("--select", **_CODES, help="Run these rules only.")
@click.option("--ignore", **_CODES, help="Do not run these rules.")
@click.option("--status", type=click.Choice(STATUSES), help="Check as if the framework had this status.")
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default="warning", show_default=True, help="What makes the exit code 1."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--output-file", type=_NAME, metavar="FILE", help="Write the report to a file.")
@click.option("--statistics", is_flag=True, help="Report how often each rule found something.")
@click.option("--fix", is_flag=True, help="Mend what is certain, then report the rest.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also mend what is only likely.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--baseline", type=_FILE, metavar="FILE", help="Do not report the findings that are in FILE.")
@click.option("--write-baseline", type=_FILE, metavar="FILE", help="Write what is found to FILE, and report nothing.")
@click.option("--watch", is_flag=True, help="Run again whenever a file changes.")
@click.option("--stdin-filename", type=_NAME, metavar="FILE", help="Where the text on standard input ('-') belongs.")
@click.option("--no-cache", is_flag=True, help="Neither use nor write the cache (.ihe_cache).")
def lint(**given: Any) -> None:
    """Check a framework.

    Names may be declared anywhere, so the whole framework is read: the folder of the nearest ihe.yaml in or above each
    PATH, or else that folder itself. What is reported is what lies in the given files and folders, by default in the
    working directory.

    CODES are codes of rules or beginnings of codes, with commas: IHE2,IHE302.
    """
    options = LintOptions(**given)
    _check_combination(options)
    codes.known()  # the configuration is checked against them
    if options.watch:
        _watch(options)
    click.get_current_context().exit(_run(options)[0])


def _check_combination(options: LintOptions) -> None:
    """Refuse options that say nothing together. Raises UsageError."""
    apart = [
        name
        for name, given in (
            ("--fix", options.fix),
            ("--diff", options.diff),
            ("--write-baseline", options.write_baseline),
            ("--watch", options.watch),
        )
        if given
    ]
    if len(apart) > 1:
        raise click.UsageError(f"{' and '.join(apart)} do not go together")
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise click.UsageError("--unsafe-fixes needs --fix or --diff")
    if options.stdin_filename and (options.fix or options.watch):
        raise click.UsageError(f"{apart[0]} cannot be used with standard input, --diff can")


# -- one run ------------------------------------------------------------------------------------------------------


def _run(options: LintOptions) -> tuple[int, Checked]:
    """Check, do what else is asked for, and report; the exit code, and what was found."""
    from ihe_cli.checking import check

    request = _request(options)
    checked = check(request)
    if options.write_baseline:
        from ihe_cli import baseline

        click.echo(baseline.write(options.write_baseline, checked, request), err=True)
        return 0, checked
    fixed = None
    if options.fix or options.diff:
        from ihe_cli import fixing

        mended = fixing.fix(request, checked, unsafe=options.unsafe_fixes)
        if options.diff:
            _print(options, fixing.diff(mended.files))
            return _exit_code(options, _new(options, checked, request)[0]), checked
        fixing.write(mended.files)
        fixed, checked = mended.count, mended.checked
    findings, known = _new(options, checked, request)
    _write(options, _report(options, checked, findings, known, fixed))
    return _exit_code(options, findings), checked


def _request(options: LintOptions) -> Request:
    from ihe_cli.checking import Request, paths

    given, held = paths(options.paths, options.stdin_filename)
    return Request(given, held, options.select, options.ignore, options.status, cached=not options.no_cache)


def _new(options: LintOptions, checked: Checked, request: Request) -> tuple[list[Finding], int | None]:
    """The findings that the baseline does not have, and how many it has; None without a baseline."""
    if options.baseline is None:
        return checked.findings, None
    from ihe_cli import baseline

    found = baseline.apply(baseline.read(options.baseline), checked, request)
    for line in baseline.told(found.stale, options.baseline):
        click.echo(line, err=True)
    return found.findings, found.hidden


def _exit_code(options: LintOptions, findings: Sequence[Finding]) -> int:
    from sphinx_ihe.language.findings import Severity

    worst = max((finding.severity for finding in findings), default=None)
    return int(worst is not None and worst >= Severity[options.fail_on] and not options.exit_zero)


def _watch(options: LintOptions) -> None:
    """Run after each change; ends with an interruption only."""
    from ihe_cli.watching import watch

    def run() -> list[Path]:
        if sys.stdout.isatty():
            click.clear()
        _, checked = _run(options)
        return [*checked.roots, *{Path(file).parent for file in checked.texts}]

    watch(run, options.output_file)


# -- what to print ------------------------------------------------------------------------------------------------


def _report(
    options: LintOptions, checked: Checked, findings: Sequence[Finding], known: int | None, fixed: int | None
) -> Report:
    from ihe_cli.reporters import Report

    return Report(
        findings,
        len(checked.files),
        len(checked.suppressed),
        checked.texts,
        statistics=options.statistics,
        known=known,
        fixed=fixed,
    )


def _write(options: LintOptions, report: Report) -> None:
    from ihe_cli.reporters import render
    from ihe_cli.terminal import Style

    look = style() if options.output_file is None else Style(False)
    _print(options, render(options.format, report, look), colour=look.colour)
    if options.statistics and options.format not in WITH_STATISTICS:
        from ihe_cli.reporters.text import statistics

        click.echo(statistics(report), nl=False, err=True)


def _print(options: LintOptions, text: str, *, colour: bool = False) -> None:
    """Print, or write to the file that was asked for. Raises Failure."""
    if options.output_file is None:
        click.echo(text, nl=False, color=colour)
        return
    from ihe_cli.writing import write_whole

    try:
        write_whole(Path(options.output_file), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise Failure(f"cannot write {options.output_file!r}: {error.strerror}") from None
