"""Permanent short addresses: ``id/ITI-41/`` leads to where a transaction is now, whatever its page is called.

Each is a page of its own that sends the reader on, without script and by a relative address.
"""

from __future__ import annotations

import os
import re
import unicodedata
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_ihe.sphinx.outputs import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_ihe.sphinx.domain import IheDomain

FOLDER = "id"
KINDS = ("transaction", "profile", "actor")
"""What has a short address; where two things would have the same, the first of these kinds has it."""

LONGEST = 100
"""So many characters of a name are in its address: no file system takes names of any length."""

_MARK = '<meta name="generator" content="sphinx-ihe">'
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
{mark}
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={address}">
<link rel="canonical" href="{address}">
</head>
<body><p><a href="{address}">{title}</a></p></body>
</html>
"""


def write_addresses(app: Sphinx, exception: Exception | None) -> None:
    """Write the pages at the end of a build of a site, and remove those of things that are gone."""
    if exception or not _is_site(app):
        return
    domain = cast("IheDomain", app.env.domains["ihe"])
    folder = Path(app.outdir, FOLDER)
    if domain.unchanged and folder.is_dir():
        return
    wanted = dict(_pages(app, domain))
    for name, text in wanted.items():
        write_file(f"{folder}{os.sep}{name}{os.sep}index.html", text.encode())
    for path in folder.iterdir() if folder.is_dir() else ():
        file = path / "index.html"
        if path.name not in wanted and file.is_file() and _MARK in file.read_text("utf-8"):
            file.unlink()
            if not any(file.parent.iterdir()):
                file.parent.rmdir()


def _is_site(app: Sphinx) -> bool:
    """Whether the output is a site of many pages; the pages of a book have no addresses."""
    one_page = isinstance(app.builder, SingleFileHTMLBuilder) or app.builder.name == "epub"
    return isinstance(app.builder, StandaloneHTMLBuilder) and not one_page


def _pages(app: Sphinx, domain: IheDomain) -> Iterator[tuple[str, str]]:
    """The pages by the names of their folders; a document of the author that has such an address keeps it."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    wanted = (thing for thing in domain.build.objects if thing[0] in order)
    things = sorted(wanted, key=lambda thing: (order[thing[0]], thing[1]))
    for (kind, key), name in folder_names(things):
        target = domain.build.objects[kind, key]
        if f"{FOLDER}/{name}" not in app.env.found_docs and f"{FOLDER}/{name}/index" not in app.env.found_docs:
            address = f"../../{app.builder.get_target_uri(target.docname)}#{target.node_id}"
            title, language = escape(target.title), escape(app.config.language)
            yield name, _PAGE.format(language=language, title=title, mark=_MARK, address=escape(address))


def folder_names(things: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """A name for each kind and key that is safe in every file system; the kind comes before a name that is taken."""
    taken: set[str] = set()
    for kind, key in things:
        plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)[:LONGEST].strip("-.")
        # Some file systems take capital and small letters for the same.
        if name.casefold() in taken:
            name = f"{kind}-{name}"
        if name and name.casefold() not in taken:
            taken.add(name.casefold())
            yield (kind, key), name
