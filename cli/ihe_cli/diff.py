"""``ihe diff``: what was added, removed, renamed and changed from one framework to another."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ihe_cli import inventories
from ihe_cli.terminal import say

if TYPE_CHECKING:
    from sphinx_ihe.framework.inventory.records import Inventory

FORMATS = ("text", "markdown", "json")


@click.command()
@click.argument("old", type=click.Path(readable=False))
@click.argument("new", type=click.Path(readable=False))
@click.option("--git", is_flag=True, help="OLD and NEW are revisions of the git repository of the working directory.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is different.")
def diff(old: str, new: str, *, git: bool, form: str, exit_zero: bool) -> None:
    """Compare two frameworks.

    OLD and NEW are folders or files of frameworks, or framework.json files. With --git they are revisions, such as v1.0
    or HEAD~3, and the framework is that of the working directory; v1.0:docs is that of another folder.

    What is reported is what was added, removed, renamed and changed, each with the profiles that it touches. Exits with
    1 if there are differences.
    """
    from sphinx_ihe.framework.diff import compare
    from sphinx_ihe.framework.diff.forms import FORMS

    with ExitStack() as folders:
        before, after = (_revision(each, folders) if git else _inventory(each) for each in (old, new))
    changes = compare(before, after)
    say(FORMS[form](changes), newline=False)
    click.get_current_context().exit(1 if changes and not exit_zero else 0)


def _inventory(text: str) -> Inventory:
    path = Path(text)
    if not path.exists():
        raise click.UsageError(f"there is no file or folder {text!r}")
    if path.suffix == ".json" and path.is_file():
        return inventories.of_file(path)
    return inventories.of_folder(path)[0]


def _revision(text: str, folders: ExitStack) -> Inventory:
    from tempfile import TemporaryDirectory

    from ihe_cli.git import checked_out

    return inventories.of_folder(checked_out(text, Path(folders.enter_context(TemporaryDirectory()))), text)[0]
