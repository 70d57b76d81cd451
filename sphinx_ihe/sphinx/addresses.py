"""Permanent short addresses: ``id/ITI-41/`` leads to where a transaction is now, whatever its page is called.

Each is a page of its own that sends the reader on, without script and by a relative address.
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_ihe.sphinx.domain import IheDomain, domain_of
from sphinx_ihe.sphinx.folders import FOLDER
from sphinx_ihe.sphinx.nodes import FACTS_OF, blocks
from sphinx_ihe.sphinx.outputs import write_file
from sphinx_ihe.sphinx.printed_names import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder


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
    if exception or not is_site(app.builder):
        return
    domain = domain_of(app.env)
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


def is_site(builder: Builder) -> bool:
    """Whether the output is a site of many pages; the pages of a book have no addresses."""
    one_page = isinstance(builder, SingleFileHTMLBuilder) or builder.name == "epub"
    return isinstance(builder, StandaloneHTMLBuilder) and not one_page


class TellAddresses(SphinxPostTransform):
    """Adds to the facts of things, on a site, their permanent addresses and where their source can be edited."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Add a field to each list that knows what it is about; no writer sees that it does."""
        domain = domain_of(self.env)
        for facts in blocks(self.document, nodes.field_list):
            kind, key = facts.attributes.pop(FACTS_OF, ("", ""))
            links = list(self._links(domain, kind, key)) if kind and is_site(domain.builder) else []
            if links:
                body = nodes.paragraph("", "", *[part for link in links for part in (nodes.Text(", "), link)][1:])
                facts += nodes.field("", nodes.field_name("", gettext("Links")), nodes.field_body("", body))

    def _links(self, domain: IheDomain, kind: str, key: str) -> Iterator[nodes.reference]:
        folder = domain.build.folders.get((kind, domain.build.framework.key(kind, key)))
        if folder:
            page = domain.builder.get_target_uri(self.env.current_document.docname)
            address = relative_uri(page, f"{FOLDER}/{folder}/index.html").removesuffix("index.html")
            text = gettext("permanent address")
            yield nodes.reference("", text, internal=True, refuri=address)
        source = domain.config.html.source_url
        if source:
            file = self.env.doc2path(self.env.current_document.docname, base=False)
            address = source.replace("{file}", quote(str(file).replace(os.sep, "/")))
            yield nodes.reference("", gettext("source"), internal=False, refuri=address)


def _pages(app: Sphinx, domain: IheDomain) -> Iterator[tuple[str, str]]:
    """The pages by the names of their folders; a document of the author that has such an address keeps it."""
    for (kind, key), name in domain.build.folders.items():
        target = domain.build.objects[kind, key]
        if f"{FOLDER}/{name}" not in app.env.found_docs and f"{FOLDER}/{name}/index" not in app.env.found_docs:
            address = f"../../{app.builder.get_target_uri(target.docname)}#{target.node_id}"
            title, language = escape(target.title), escape(app.config.language)
            yield name, _PAGE.format(language=language, title=title, mark=_MARK, address=escape(address))
