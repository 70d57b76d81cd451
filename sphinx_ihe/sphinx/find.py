"""What a reader can look up: everything that has a name, an id or a number, and where it is.

The index of a site is one file, which ``ihe-find.js`` loads when somebody begins to type. It is a script and no JSON,
so that it can be loaded from a folder as from a server.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_ihe.language import Actor, ContentModule
from sphinx_ihe.printing.numbering import written
from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.addresses import is_site
from sphinx_ihe.sphinx.domain import IheDomain, domain_of
from sphinx_ihe.sphinx.outputs import write_file
from sphinx_ihe.sphinx.printed_names import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_ihe.language import Declaration
    from sphinx_ihe.sphinx.build import Build

FILE = "_static/ihe-find-index.js"
_FIRST = ("profile", "transaction", "actor", "content-module", "option", "profile-actor")
"""The kinds of declarations in the order in which they are found; others come after them."""


class Findable(NamedTuple):
    """What is shown, what it is, its address below the folder of the site, and by what else it is found."""

    shown: str
    kind: str
    address: str
    keys: tuple[str, ...] = ()


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the file at the end of a build of a site; one that says the same already is left alone."""
    file = Path(app.outdir, FILE)
    if exception or not is_site(app.builder):
        return
    domain = domain_of(app.env)
    if domain.unchanged and file.is_file():
        return
    rows = ["[" + ", ".join(_json(part) for part in _row(found)) + "]" for found in findables(app, domain)]
    if rows:
        write_file(file, ("window.iheFind = [\n" + ",\n".join(rows) + "\n];\n").encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _row(found: Findable) -> tuple[object, ...]:
    keys = list(dict.fromkeys(key for key in found.keys if key))
    return (found.shown, found.kind, found.address, *keys)


def findables(app: Sphinx, domain: IheDomain) -> Iterator[Findable]:
    """Everything that can be looked up: declarations first, then what other sites define, captions and sections."""
    numbered = dict(_numbered(app))
    yield from _declared(app, domain.build, numbered)
    yield from _elsewhere(domain.build)
    yield from _terms(app)
    yield from _captions(app, domain.build)
    word = gettext("section")
    for (_docname, title), (number, address) in numbered.items():
        yield Findable(f"{number} {title}".strip(), word, address, (number,))


def _numbered(app: Sphinx) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The sections of all pages by document and title: their numbers and addresses."""
    for docname, contents in sorted(app.env.tocs.items()):
        page = _page(app, docname)
        for entry in contents.findall(nodes.reference):
            if entry["refuri"] == docname:
                number = written(entry.get("secnumber") or ())
                yield (docname, entry.astext()), (number, f"{page}{entry['anchorname']}")


def _page(app: Sphinx, docname: str) -> str:
    return app.builder.get_target_uri(docname).partition("#")[0]


def _declared(app: Sphinx, build: Build, numbered: dict[tuple[str, str], tuple[str, str]]) -> Iterator[Findable]:
    """The declarations; a section that one took its title from is found with it, and no longer by itself."""
    order = {kind: place for place, kind in enumerate(_FIRST)}
    things = sorted(build.anchored(), key=lambda thing: order.get(thing[1].kind, len(order)))
    for docname, declaration, anchor in things:
        address = f"{_page(app, docname)}#{anchor.node_id}"
        number, _address = numbered.pop((docname, anchor.title), ("", ""))
        yield Findable(anchor.title, printed_names.kind_of(declaration), address, (*_keys(declaration), number))


def _keys(declaration: Declaration) -> Iterator[str]:
    """By what a thing is found beside its title: its key, its short form, its object identifier."""
    yield declaration.key.rpartition(" / ")[2]
    yield declaration.name
    if declaration.oid:
        yield declaration.oid.text
    if isinstance(declaration, Actor) and declaration.abbreviation:
        yield declaration.abbreviation.text
    elif isinstance(declaration, ContentModule):
        yield from (code.text for code in (declaration.format_code, declaration.code) if code)


def _elsewhere(build: Build) -> Iterator[Findable]:
    """Names that the framework uses and other sites define."""
    for kind, key in sorted(build.used_names()):
        target = build.target(kind, key)
        if target and target.url:
            shown = build.text(kind, key, short=False) or target.title or key
            word = gettext("{kind}, published elsewhere").format(kind=printed_names.kind(kind))
            yield Findable(shown, word, target.url, (key.rpartition(" / ")[2], target.title))


def _terms(app: Sphinx) -> Iterator[Findable]:
    """The entries of glossaries."""
    for name, shown, kind, docname, node_id, _priority in app.env.domains.standard_domain.get_objects():
        if kind == "term":
            yield Findable(shown, gettext("term"), f"{_page(app, docname)}#{node_id}", (name,))


def _captions(app: Sphinx, build: Build) -> Iterator[Findable]:
    """Tables and figures with numbers, by their captions."""
    words = {"table": gettext("Table {number}"), "figure": gettext("Figure {number}")}
    kinds = {"table": gettext("table"), "figure": gettext("figure")}
    for docname, kind, number, node_id, caption in build.captions():
        if kind in words:
            name = words[kind].format(number=written(number))
            shown = f"{name}: {caption}" if caption else name
            yield Findable(shown, kinds[kind], f"{_page(app, docname)}#{node_id}", (name, written(number)))


def offer_finding(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Link the script from each page of a site that has something to find."""
    domain = domain_of(app.env)
    if is_site(app.builder) and isinstance(app.builder, StandaloneHTMLBuilder) and domain.build.objects:
        app.add_css_file("ihe-find.css")
        app.add_js_file("ihe-find.js", 500, "defer", **_words())


def _words() -> dict[str, Any]:
    """The words of the script in the language of the build, as attributes of its element."""
    return {
        "data-title": gettext("Find a name, an id or a number"),
        "data-close": gettext("Close"),
        "data-found": gettext("{count} found"),
        "data-nothing": gettext("Nothing has this name, id or number. Enter searches all texts."),
        "data-definitions": gettext("Definitions"),
    }
