"""The numbers that a page prints of other pages: in tables of contents, in references, and around its text."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import sphinx

from sphinx_ihe.extension.numbers import title_number
from sphinx_ihe.model import Listed, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_ihe.extension.domain import IheDomain
    from sphinx_ihe.model import Outline
    from sphinx_ihe.numbering import Number

_THEMES = Path(sphinx.__file__).parent / "themes"


class Surroundings:
    """What one build prints of the numbers of other pages."""

    def __init__(self, app: Sphinx, domain: IheDomain) -> None:
        self._app = app
        self._domain = domain

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
            [number for other in self._neighbours(docname) if (number := title_number(self._domain, other))],
            self._site_contents,
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

    def _neighbours(self, docname: str) -> Iterator[str]:
        """The pages before and behind, and those above."""
        parent, *beside = self._relations.get(docname, [None])
        yield from filter(None, beside)
        while parent:
            yield parent
            parent = self._relations.get(parent, [None])[0]

    @cached_property
    def _site_contents(self) -> list[Number]:
        """The titles that stand beside the text of every page, where the theme prints the contents of the site."""
        if self._app.builder.format != "html" or not _prints_contents(cast("StandaloneHTMLBuilder", self._app.builder)):
            return []
        documents = sorted(self._domain.documents)
        return [number for docname in documents if (number := title_number(self._domain, docname))]


def _prints_contents(builder: StandaloneHTMLBuilder) -> bool:
    """Whether pages have the contents of the site beside them; of themes that are not Sphinx's own, it is assumed."""
    folders = [Path(folder) for folder in builder.theme.get_theme_dirs()]
    if not all(folder.is_relative_to(_THEMES) for folder in folders):
        return True
    sidebars = [name for names in builder.config.html_sidebars.values() for name in names]
    own = [Path(builder.confdir, folder) for folder in builder.config.templates_path]
    templates = [file for folder in (*own, *folders) if folder.name != "basic" for file in folder.glob("**/*.html")]
    return "globaltoc.html" in sidebars or any("toctree(" in file.read_text("utf-8") for file in templates)
