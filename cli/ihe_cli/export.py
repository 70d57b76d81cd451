"""``ihe export``: the names and tables of a framework, for other frameworks, programs and spreadsheets."""

from __future__ import annotations

from pathlib import Path

import click

from ihe_cli import inventories
from ihe_cli.terminal import Failure, say

FORMATS = ("json", "yaml", "csv")


@click.command()
@click.argument("path", default=".", type=click.Path(readable=False))
@click.option("--format", "form", type=click.Choice(FORMATS), default="json", show_default=True, help="What to write.")
@click.option("--output-file", type=click.Path(), metavar="FILE", help="Write to a file.")
def export(path: str, form: str, output_file: str | None) -> None:
    """Write the names and tables of a framework.

    The framework is the folder of the nearest ihe.yaml in or above PATH, by default the working directory. JSON is the
    framework.json that other frameworks name in their ihe.yaml, and YAML has the same content. CSV is one table for a
    spreadsheet: what each profile asks of each actor.

    Exits with 1 if something could not be read and is left out.
    """
    from sphinx_ihe.framework.inventory.forms import FORMS

    if not Path(path).exists():
        raise click.UsageError(f"there is no file or folder {path!r}")
    inventory, complete = inventories.of_folder(Path(path))
    text = FORMS[form](inventory)
    if output_file is None:
        click.echo(text, nl=False) if form == "json" else say(text, newline=False)
    else:
        _write(Path(output_file), text, form)
    click.get_current_context().exit(0 if complete else 1)


def _write(path: Path, text: str, form: str) -> None:
    # Spreadsheets take a file without a byte order mark for one in an old encoding of their country.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    try:
        path.write_text(text, encoding, newline="\n")
    except (OSError, ValueError) as error:
        raise Failure(f"cannot write {str(path)!r}: {getattr(error, 'strerror', None) or error}") from None
