"""What a card says of a thing when the pointer or the focus is on a link to it: its name, its kind, its first sentence.

The cards of a site are one file, which the script of a page loads when the first card is wanted. It is a script and no
JSON, so that it can be loaded from a folder as from a server.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.documents import NameUse
from sphinx_ihe.sphinx.nodes import DECLARES
from sphinx_ihe.sphinx.outputs import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_ihe.sphinx.build import Build
    from sphinx_ihe.sphinx.documents import Summary
    from sphinx_ihe.sphinx.domain import IheDomain

FILE = "_static/ihe-names.js"

_end = re.compile(r"[.!?][\"'”’)]*(?=\s+[^\sa-z]|\s*$)")
_first_page = re.compile(r"(?:^|(?<=/))index\.html$")
_abbreviation = re.compile(r"(?:^|[\s(])(?:[A-Za-z]|e\.g|i\.e|et al|etc|vs|cf|no|fig|ca|p\. ex)$", re.IGNORECASE)


def summary(title: nodes.Element) -> Summary:
    """The first sentence below a title or a signature, names that other documents have a say in left as uses."""
    described = title.parent
    while isinstance(described, (addnodes.desc_signature, addnodes.desc_name)):
        described = described.parent
    if isinstance(described, addnodes.desc):
        described = next(described.findall(addnodes.desc_content), None)
    if not isinstance(described, (nodes.section, addnodes.desc_content)):
        return ()
    paragraph = _first_paragraph(described)
    return tuple(_first_sentence(paragraph)) if paragraph is not None else ()


def _first_paragraph(described: nodes.Element) -> nodes.paragraph | None:
    """The paragraph that a text begins with, be it in a section of its own, as the scope of a transaction is."""
    for child in described.children:
        if isinstance(child, nodes.paragraph):
            return child
        if isinstance(child, nodes.section):
            title = child.next_node(nodes.title)
            return None if title is None or DECLARES in title else _first_paragraph(child)
    return None


def _first_sentence(paragraph: nodes.paragraph) -> Iterator[str | NameUse]:
    said = ""
    for part in _parts(paragraph):
        if isinstance(part, str):
            end = _sentence_end(said + part)
            if end:
                yield (said + part)[len(said) : end]
                return
        said += part if isinstance(part, str) else part.target
        yield part


def _parts(node: nodes.Element) -> Iterator[str | NameUse]:
    for child in node.children:
        if isinstance(child, addnodes.pending_xref) and child.get("refdomain") == "ihe" and not child["refexplicit"]:
            yield NameUse(child["reftype"], child["reftarget"], explicit=False, short=bool(child.get("ihe_short")))
        elif isinstance(child, nodes.Text):
            yield str(child).replace("\n", " ")
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.Invisible):
            yield from _parts(child)


def _sentence_end(text: str) -> int:
    """Where the first sentence of a text ends; 0 where it goes on."""
    for end in _end.finditer(text):
        if not _abbreviation.search(text[: end.start()]):
            return end.end()
    return 0


def write_cards(app: Sphinx, exception: Exception | None) -> None:
    """Write the file at the end of a build of a site; one that says the same already is left alone."""
    file = Path(app.outdir, FILE)
    if exception or app.builder.format != "html" or getattr(app.builder, "embedded", True):
        return
    domain = cast("IheDomain", app.env.domains["ihe"])
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
