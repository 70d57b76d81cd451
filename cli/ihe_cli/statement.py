"""``ihe statement``: a vendor's Integration Statement against a framework, and as a document."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ihe_cli.reporters import FORMATS
from ihe_cli.terminal import Failure, style

if TYPE_CHECKING:
    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.rules.statement import StatementFile

FORMS = ("markdown", "rst", "proposal")

_AGAINST = click.option(
    "--framework",
    type=click.Path(readable=False),
    metavar="PATH",
    help="A folder or framework.json to check against; by default the framework that FILE lies in. "
    "What IHE has published is known in any case.",
)


@click.group()
def statement() -> None:
    """Check an Integration Statement, or write it out."""


@statement.command()
@click.argument("file", type=click.Path(readable=False))
@_AGAINST
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to report.")
def check(file: str, framework: str | None, form: str) -> None:
    """Check the claims of an Integration Statement.

    FILE is YAML with vendor, product, version, date and profiles. Profiles, actors and options must exist, and the
    actors and options that a claim requires must be claimed too. Exits with 1 if something is found.
    """
    from ihe_cli.reporters import Report, render
    from sphinx_ihe.rules.statement import findings

    found = _read(file)
    # Statements are mended by hand: they are legal documents.
    wrong = [replace(each, fix=None) for each in findings(found, _framework(file, framework))]
    look = style()
    report = Report(wrong, 1, texts={found.statement.directive.file: found.text})
    click.echo(render(form, report, look), nl=False, color=look.colour)
    click.get_current_context().exit(1 if wrong else 0)


@statement.command()
@click.argument("file", type=click.Path(readable=False))
@_AGAINST
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="markdown", show_default=True, help="What to write."
)
def write(file: str, framework: str | None, form: str) -> None:
    """Write an Integration Statement as a document.

    markdown is the document of the General Introduction, Appendix F. rst is a section for a framework, with the
    directive ihe:integration-statement. proposal is text for a request for proposals that asks for the same. Exits with
    1 if FILE cannot be read in whole.
    """
    from sphinx_ihe.rules.statement import forms

    found = _read(file)
    if not found.readable:
        click.echo(f"ihe: {file!r} cannot be read in whole; `ihe statement check` says why", err=True)
    click.echo(forms.FORMS[form](found, _framework(file, framework)), nl=False)
    click.get_current_context().exit(0 if found.readable else 1)


def _read(file: str) -> StatementFile:
    from sphinx_ihe.reading.source import read_text
    from sphinx_ihe.rules.statement import read

    try:
        text = read_text(Path(file).read_bytes())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise Failure(f"cannot read {file!r}: {reason[:1].lower() + reason[1:]}") from None
    return read(text, os.path.abspath(file))  # noqa: PTH100 - Path.resolve() would rename links


def _framework(file: str, given: str | None) -> Framework:
    """The framework to check against: the given one, else that of the file, else what is published."""
    from ihe_cli.inventories import of_file
    from sphinx_ihe.framework.config import Config, find, load
    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.inventory.elsewhere import OtherFramework
    from sphinx_ihe.framework.reader import read

    if given is None:
        configured = find(Path(file))
        return read(configured.parent, load(configured)) if configured else Framework([], elsewhere=Config().elsewhere)
    path = Path(given)
    if not path.exists():
        raise click.UsageError(f"there is no file or folder {given!r}")
    if path.is_file() and path.suffix == ".json":
        return Framework([], elsewhere=[OtherFramework(of_file(path)), *Config().elsewhere])
    configured = find(path)
    return read(configured.parent if configured else path, load(configured))
