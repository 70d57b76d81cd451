"""``ihe import``: a framework of texts that exist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ihe_cli.terminal import Failure, counted
from sphinx_ihe.language.directives import STATUSES

if TYPE_CHECKING:
    from sphinx_ihe.importing.report import ImportReport


@click.command("import")
@click.argument("sources", nargs=-1, type=click.Path(readable=False), metavar="[SOURCE]...")
@click.option("--to", "folder", type=click.Path(), metavar="FOLDER", help="Where to write; a new or empty folder.")
@click.option("--check", "checked", type=click.Path(), metavar="FOLDER", help="Say what of an import is still open.")
@click.option("--markup", type=click.Choice(("rst",)), default="rst", show_default=True, help="What to write.")
@click.option("--domain", default="", metavar="CODE", help="The domain, where the text does not tell it.")
@click.option("--status", type=click.Choice(STATUSES), help="The status, where the text does not tell it.")
@click.option("--changes", type=click.Choice(("accept", "keep")), default="accept", help="Tracked changes of Word.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to report.")
@click.pass_context
def import_(
    ctx: click.Context, /, sources: tuple[str, ...], folder: str | None, checked: str | None, **wishes: str
) -> None:
    """Make a framework of texts that exist.

    A SOURCE is a Word document, a page of HTML or a folder of them, or an IG Publisher repository.

    Nothing is repaired: what is wrong in a text is wrong afterwards, and ihe lint shows it. FOLDER/import-report.md
    says what is left to decide. Exits with 1 if something is, and with 2, without having written anything, if a SOURCE
    cannot be read or FOLDER is not empty.
    """
    if checked is not None:
        ctx.exit(_check(Path(checked)))
    if not sources or folder is None:
        raise click.UsageError("name at least one SOURCE, and a FOLDER with --to")
    ctx.exit(_import([Path(source) for source in sources], Path(folder), wishes))


def _import(sources: list[Path], folder: Path, wishes: dict[str, str]) -> int:
    for source in sources:
        if not source.exists():
            raise click.UsageError(f"there is no file or folder {str(source)!r}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Failure(f"{str(folder)!r} is not an empty folder")
    try:
        from sphinx_ihe.importing import ImportWishes, import_sources
        from sphinx_ihe.importing.report import as_markdown
    except ImportError as error:
        raise Failure(f"{error.name} is not installed: pip install sphinx-ihe[import]") from None
    given = ImportWishes(
        folder.as_posix(), wishes["markup"], wishes["domain"], wishes["status"] or "", wishes["changes"] == "keep"
    )
    try:
        made = import_sources(sources, given)
    except (ValueError, ImportError) as error:
        raise Failure(str(error)) from None
    for path, content in made.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    report = replace(made.report, findings=_findings(folder))
    (folder / "import-report.md").write_text(as_markdown(report), "utf-8", newline="\n")
    _tell(report, folder, wishes["form"])
    return 1 if made.report.open else 0


def _findings(folder: Path) -> dict[str, int]:
    """What ihe lint finds in the framework, by code."""
    from collections import Counter

    from ihe_cli.checking import Request, check

    found = Counter(str(finding.code) for finding in check(Request((folder.absolute(),)), quiet=True).findings)
    return dict(sorted(found.items()))


def _tell(report: ImportReport, folder: Path, form: str) -> None:
    import msgspec

    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
        return
    open_points = report.open
    click.echo(f"{folder}: {counted(len(open_points), 'point')} to decide, in {folder / 'import-report.md'}")


def _check(folder: Path) -> int:
    path = folder / "import-report.md"
    if not path.is_file():
        raise Failure(f"there is no {str(path)!r}")
    left = [line[6:] for line in path.read_text("utf-8").split("\n") if line.startswith("- [ ] ")]
    for line in left:
        click.echo(line)
    return 1 if left else 0
