"""The numbers that a page prints of other pages: in tables of contents, in references, and around its text."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import sphinx

from sphinx_ihe.language import Listed, Section
from sphinx_ihe.sphinx.numbers import title_number
from sphinx_ihe.sphinx.outputs import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_ihe.language import Outline
    from sphinx_ihe.printing.numbering import Number
    from sphinx_ihe.sphinx.domain import IheDomain

_THEMES = Path(sphinx.__file__).parent / "themes"
_COLLAPSING = ("sidebar_collapse", "collapse_navigation")
"""Options of themes (Alabaster, Read the Docs) to print only a part of the contents of the site."""


class Surroundings:
    """What one build prints of the numbers of other pages."""

    def __init__(self, app: Sphinx, domain: IheDomain) -> None:
        self._app = app
        self._domain = domain
        self._branches: dict[str, str] = {}

    def of(self, docname: str) -> list[object]:
        """All of it for one page; nothing where there are no numbers."""
        if self._domain.build.numbering is None:
            return []
        build, document = self._domain.build, self._domain.documents[docname]
        around: list[object] = [
            build.numbers.sections.get(docname),
            build.caption_numbers.get(docname),
            list(filter(None, self._listed(document.outline, frozenset({docname})))),
            list(filter(None, map(self._domain.number_of_label, document.numrefs))),
            self._neighbours(docname),
            self._contents(docname),
        ]
        return around if any(around) else []

    def _listed(self, outline: Outline, seen: frozenset[str]) -> Iterator[Number | None]:
        """The numbers in the tables of contents of a document."""
        for item in outline:
            if isinstance(item, Section):
                yield from self._listed(item.inside, seen)
            elif isinstance(item, Listed):
                for docname in item.documents:
                    yield from self._entries(docname, item.printed, seen)

    def _entries(self, docname: str, levels: int, seen: frozenset[str]) -> Iterator[Number | None]:
        document = self._domain.documents.get(docname)
        if document and levels > 0 and docname not in seen:
            yield from self._below(docname, document.outline, levels, seen | {docname})

    def _below(self, docname: str, outline: Outline, levels: int, seen: frozenset[str]) -> Iterator[Number | None]:
        for item in outline:
            if isinstance(item, Section):
                yield self._domain.build.numbers.sections.get(docname, {}).get(item.ids[0])
                if levels > 1:
                    yield from self._below(docname, item.inside, levels - 1, seen)
            elif isinstance(item, Listed):
                for listed in item.documents:
                    yield from self._entries(listed, levels, seen)

    # -- pages of a site -------------------------------------------------------------------------------------------

    @cached_property
    def _relations(self) -> dict[str, list[str | None]]:
        return self._domain.env.collect_relations() if self._app.builder.format == "html" else {}

    def _above(self, docname: str) -> Iterator[str]:
        """The pages above one, from the nearest on."""
        parent = self._relations.get(docname, [None])[0]
        while parent:
            yield parent
            parent = self._relations.get(parent, [None])[0]

    def _neighbours(self, docname: str) -> list[Number]:
        """The titles of the pages before, behind and above."""
        _parent, *beside = self._relations.get(docname, [None])
        return self._titles([*filter(None, beside), *self._above(docname)])

    @cached_property
    def _title_numbers(self) -> dict[str, Number]:
        numbers = ((docname, title_number(self._domain, docname)) for docname in sorted(self._domain.documents))
        return {docname: number for docname, number in numbers if number}

    def _titles(self, docnames: Iterable[str]) -> list[Number]:
        return [self._title_numbers[docname] for docname in docnames if docname in self._title_numbers]

    def _contents(self, docname: str) -> list[str]:
        """What stands beside the text of a page, where the theme prints the contents of the site there."""
        if self._app.builder.format != "html" or not self._site.contents:
            return []
        if not self._site.collapsed:
            return self._all_titles
        unfolded = [docname, *self._above(docname), self._app.config.root_doc]
        return list(filter(None, map(self._branch, unfolded)))

    @cached_property
    def _all_titles(self) -> list[str]:
        return [digest(self._title_numbers)] if self._title_numbers else []

    def _branch(self, docname: str) -> str:
        """A digest of the numbers that are shown of a page that is unfolded: of its sections, and of what it lists."""
        if docname not in self._branches:
            titles = self._titles(self._domain.env.toctree_includes.get(docname, ()))
            sections = self._domain.build.numbers.sections.get(docname)
            self._branches[docname] = digest((titles, sections)) if titles or sections else ""
        return self._branches[docname]

    @cached_property
    def _site(self) -> _SiteContents:
        return _site(cast("StandaloneHTMLBuilder", self._app.builder))


class _SiteContents(NamedTuple):
    """Whether pages have the contents of the site beside them, and only the branch around the page of it."""

    contents: bool
    collapsed: bool


def _site(builder: StandaloneHTMLBuilder) -> _SiteContents:
    """What the theme prints; of themes that are not Sphinx's own, it is assumed that they print the contents."""
    options = builder.theme.get_options() | builder.theme_options
    collapsed = any(str(options.get(name)).lower() == "true" for name in _COLLAPSING)
    folders = [Path(folder) for folder in builder.theme.get_theme_dirs()]
    if not all(folder.is_relative_to(_THEMES) for folder in folders):
        return _SiteContents(True, collapsed)
    sidebars = [name for names in builder.config.html_sidebars.values() for name in names]
    own = [Path(builder.confdir, folder) for folder in builder.config.templates_path]
    templates = [file for folder in (*own, *folders) if folder.name != "basic" for file in folder.glob("**/*.html")]
    contents = "globaltoc.html" in sidebars or any("toctree(" in file.read_text("utf-8") for file in templates)
    return _SiteContents(contents, collapsed)
