"""``ihe adopt``: hand-written tables become directives in place."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.language import Page


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option("--write", is_flag=True, help="Write the files; without it, show what would change.")
def adopt(paths: tuple[str, ...], *, write: bool) -> None:
    """Turn tables that were typed by hand into directives.

    Every character outside these tables stays, but for the lines below titles that declare a profile or a transaction.
    A table that a directive could not say wholly stays as it is, and is named on standard error.
    """
    from ihe_cli.checking import Request, frameworks, lies_in
    from ihe_cli.checking import paths as absolute

    given, _ = absolute(paths, None)
    made = 0
    for root, config, inside in frameworks(Request(given)):
        made += sum(
            _document(path, root, config, write=write) for path in _files(root, config) if lies_in(path, inside)
        )
    click.echo(f"{made} tables {'are' if write else 'would be'} directives", err=True)


def _files(root: Path, config: Config) -> list[str]:
    from sphinx_ihe.framework.files import Folder
    from sphinx_ihe.framework.reader import list_documents

    files = Folder(root, {})
    return [files.place_name(name) for name in list_documents(files, config).documents]


def _document(path: str, root: Path, config: Config, *, write: bool) -> int:
    """Adopt the tables of one document; how many."""
    from ihe_cli.reporters import shown
    from sphinx_ihe.editing.adopting import adopt as adopted_of
    from sphinx_ihe.framework.reader import read_folder

    reading = read_folder(root, config)
    page = next((page for page in reading.framework.pages if _stands_in(page, path)), None)
    if page is None:
        return 0
    file = Path(path)
    data = file.read_bytes()
    text = data.decode("utf-8")

    def reread(name: str, changed: str) -> Page:
        again = read_folder(root, config, held={file: changed.encode()})
        return next(page for page in again.framework.pages if page.name == name)

    done = adopted_of(reading.framework, page, text, reread)
    for kept in done.kept:
        where = f"{shown(path)}:{kept.place.line}:{kept.place.column}"
        click.echo(f"{where}: the table stays: {kept.reason}", err=True)
    if done.text != text:
        if write:
            file.write_bytes(done.text.encode())
        else:
            before, after = text.splitlines(keepends=True), done.text.splitlines(keepends=True)
            click.echo("".join(unified_diff(before, after, shown(path), shown(path))), nl=False)
    return done.count


def _stands_in(page: Page, path: str) -> bool:
    """Whether a page has hand-written tables, and all of them in its own file."""
    return bool(page.typed_tables) and all(table.directive.file == path for table in page.typed_tables)
