"""IHE's numbers in Sphinx's environment, from where headings, tables of contents, captions and references have them.

``env.toc_secnumbers``, ``env.toc_fignumbers`` and the ``secnumber`` of titles and entries are what Sphinx's own
collector fills for ``:numbered:`` and ``numfig``; in a framework we fill them. A part of a number may be a string.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from sphinx_ihe.framework.config import FILE_NAME, load
from sphinx_ihe.language import Section
from sphinx_ihe.printing.numbering import written
from sphinx_ihe.sphinx.build import BuildNumbering
from sphinx_ihe.sphinx.domain import Aside, domain_of
from sphinx_ihe.sphinx.latex import let_be_numbered
from sphinx_ihe.sphinx.printed_names import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config as Settings
    from sphinx.environment import BuildEnvironment

    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.language import Outline
    from sphinx_ihe.printing.numbering import Number
    from sphinx_ihe.sphinx.domain import IheDomain


def numbering(app: Sphinx, config: Config) -> BuildNumbering | None:
    """How a project is numbered; None where it is no framework, because ``ihe.yaml`` names no domain."""
    if config.framework.domain is None:
        return None
    numfig = bool(_said(app.config, "numfig", default=False))
    return BuildNumbering(app.config.root_doc, numfig, app.builder.format == "html" and app.builder.name != "epub")


def settle(app: Sphinx, settings: Settings) -> None:
    """Set what a framework needs and its ``conf.py`` does not say; runs before Sphinx completes the settings."""
    config = load(path if (path := Path(app.confdir, FILE_NAME)).is_file() else None)
    if config.framework.domain is None:
        return
    for name in ("html_secnumber_suffix", "text_secnumber_suffix"):
        settings[name] = _said(settings, name, default=" ")
    settings.math_numfig = settings.math_numfig and bool(_said(settings, "numfig", default=False))
    settings.numfig = True
    formats = {"table": gettext("Table %s:"), "figure": gettext("Figure %s:")}
    settings.numfig_format = formats | settings.numfig_format
    let_be_numbered(settings)


def _said(settings: Settings, name: str, *, default: object) -> object:
    """What the command line or ``conf.py`` says of a setting, whatever we have set since."""
    if name in settings.overrides:
        given = settings.overrides[name]
        return settings.convert_overrides(name, given) if isinstance(given, str) else given
    return settings._raw_config.get(name, default)


# -- beside Sphinx's collector ----------------------------------------------------------------------------------------


def before_collector(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep Sphinx from numbering: it would read every document again, and take our numbers for changed ones."""
    domain = domain_of(env)
    if domain.build.numbering is not None:
        domain.aside = Aside(env.toc_secnumbers, env.toc_fignumbers, env.numbered_toctrees)
        env.numbered_toctrees = set()
        app.config.numfig = False
    return []


def after_collector(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Fill in our numbers. Which pages print others than before has been told with all else that they print."""
    domain = domain_of(env)
    if (aside := domain.aside) is not None:
        domain.aside = None
        app.config.numfig = True
        env.toc_secnumbers, env.toc_fignumbers, env.numbered_toctrees = aside
        if not domain.unchanged:
            _fill(env, domain)
    return []


def _fill(env: BuildEnvironment, domain: IheDomain) -> None:
    before = env.toc_secnumbers
    # Sphinx says that all parts are int, and prints whatever they are.
    after: dict[str, dict[str, Any]] = {}
    for docname, document in domain.documents.items():
        numbers = domain.build.numbers.sections.get(docname, {})
        sections = dict(_sections(document.outline, numbers))
        if sections:
            after[docname] = sections
        # A document that was read again has no numbers yet.
        if before.get(docname, {}) != sections:
            _number_entries(env, docname, numbers, _first(document.outline))
    env.toc_secnumbers = after
    env.toc_fignumbers = cast("Any", domain.build.caption_numbers)


def _sections(outline: Outline, numbers: Mapping[str, Number]) -> Iterator[tuple[str, Number]]:
    """The numbers of a document by the anchors that Sphinx has for them.

    The anchor of the document itself is also what Sphinx falls back to for a section without a number.
    """
    if numbers:
        first = numbers.get(_first(outline))
        if first and all(section.ids[0] in numbers for section in sections_in(outline)):
            yield "", first
        for node_id, number in numbers.items():
            yield f"#{node_id}", number


def _number_entries(env: BuildEnvironment, docname: str, numbers: Mapping[str, Number], first: str) -> None:
    for entry in env.tocs[docname].findall(nodes.reference):
        if not entry.parent.get("skip_section_number"):
            anchor: str = entry["anchorname"]
            entry["secnumber"] = numbers.get(anchor.removeprefix("#") or first)
    number = numbers.get(first)
    for title in (env.titles[docname], env.longtitles[docname]):
        title["secnumber"] = number
        title.children = [child for child in title.children if not is_searched(child)]
        if number:
            title.insert(0, searched(number))


def _first(outline: Outline) -> str:
    """The id of the section that gives a document its title."""
    return next((section.ids[0] for section in sections_in(outline)), "")


def sections_in(outline: Outline) -> Iterator[Section]:
    """All sections of a document, in their order."""
    for item in outline:
        if isinstance(item, Section):
            yield item
            yield from sections_in(item.inside)


def searched(number: Number) -> nodes.raw:
    """A number for the search, to which the text of a title is all that its nodes say: no writer prints it."""
    return nodes.raw("", f"{written(number)} ", format="ihe-number")


def is_searched(node: nodes.Node) -> bool:
    """Whether a node is such a number."""
    return isinstance(node, nodes.raw) and node["format"] == "ihe-number"


def title_number(domain: IheDomain, docname: str) -> Number | None:
    """The number before the title of a document."""
    document = domain.documents.get(docname)
    numbers = domain.build.numbers.sections.get(docname)
    return numbers.get(_first(document.outline)) if document and numbers else None
