"""``framework.json`` beside ``objects.inv``: the names and tables of the framework, and where they are on the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_ihe.sphinx.domain import IheDomain, domain_of
from sphinx_ihe.sphinx.outputs import write_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_ihe.framework.inventory.writing import Location, Site

FILE_NAME = "framework.json"


def write_framework(app: Sphinx, exception: Exception | None) -> None:
    """Write the file at the end of a build of a site; one that says the same already is left alone."""
    folder = Path(app.outdir)
    if exception or app.builder.format != "html" or not (folder / "objects.inv").is_file():
        return
    domain = domain_of(app.env)
    file = folder / FILE_NAME
    if domain.unchanged and file.is_file():
        return
    from sphinx_ihe.framework.inventory import dumps
    from sphinx_ihe.framework.inventory.writing import inventory

    text = dumps(inventory(domain.build.framework, domain.config, _site(app, domain)))
    write_file(file, text.encode())


def _site(app: Sphinx, domain: IheDomain) -> Site:
    """Where things are: ``html_baseurl`` is the address of the site, if its author says one."""
    from sphinx_ihe.framework.inventory.writing import Location, Site

    url = app.config.html_baseurl

    def locate(kind: str, key: str) -> Location:
        target = domain.build.objects.get((kind, key))
        if target is None:
            return Location()
        # The pages of a site on one page are parts of it.
        page = app.builder.get_target_uri(target.docname).partition("#")[0]
        return Location(page, target.node_id)

    return Site(f"{url.rstrip('/')}/" if url else None, locate)
