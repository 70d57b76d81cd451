"""What a card says of a thing when the pointer or the focus is on a link to it: its name, its kind, its first sentence.

The cards of a site are one file, which the script of a page loads when the first card is wanted. It is a script and no
JSON, so that it can be loaded from a folder as from a server.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.domain import IheDomain, domain_of
from sphinx_ihe.sphinx.outputs import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_ihe.sphinx.build import Build
    from sphinx_ihe.sphinx.documents import NameUse

FILE = "_static/ihe-names.js"

_first_page = re.compile(r"(?:^|(?<=/))index\.html$")


def write_cards(app: Sphinx, exception: Exception | None) -> None:
    """Write the file at the end of a build of a site; one that says the same already is left alone."""
    file = Path(app.outdir, FILE)
    if exception or app.builder.format != "html" or getattr(app.builder, "embedded", True):
        return
    domain = domain_of(app.env)
    if domain.unchanged and file.is_file():
        return
    cards = dict(sorted(_cards(app, domain)))
    text = "window.iheNames = {\n" + ",\n".join(f"{_json(address)}: {_json(cards[address])}" for address in cards)
    text += "\n};\n"
    if cards:
        write_file(file, text.encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cards(app: Sphinx, domain: IheDomain) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """The address of each thing on the site, and its card."""
    for docname, declaration, anchor in domain.build.anchored():
        # The pages of a site on one page are parts of it, and the first page of a folder is the folder too.
        address = _first_page.sub("", app.builder.get_target_uri(docname).partition("#")[0])
        said = "".join(_said(part, domain.build) for part in anchor.summary)
        card = (anchor.title, printed_names.kind_of(declaration), " ".join(said.split()))
        yield f"{address}#{anchor.node_id}", card


def _said(part: str | NameUse, build: Build) -> str:
    if isinstance(part, str):
        return part
    return build.text(part.kind, part.target, short=part.short) or part.target
