"""The sections of a profile or a transaction: those below its title, over includes and tables of contents.

What a nested profile or transaction has of its own does not count.
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_ihe.language import Profile, Transaction
from sphinx_ihe.reading.globs import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.declared import Declared
    from sphinx_ihe.language import Declaration, Page, Place, Title


class Chapters:
    """The sections of each declaration of a framework."""

    def __init__(self, framework: Declared) -> None:
        self._framework = framework
        self._pages = {page.name: page for page in framework.pages}

    @cached_property
    def _homes(self) -> dict[tuple[Place, str], Page]:
        """The document of each declaration; of an included one the last, which is the one that counts."""
        return {(each.directive, each.key): page for page in self._framework.pages for each in page.declarations}

    @cached_property
    def _owned(self) -> dict[Place, Place]:
        """The titles that declare a profile or a transaction, with its directive."""
        declared = (*self._framework.declarations(Profile), *self._framework.declarations(Transaction))
        return {each.section.place: each.directive for each in declared if each.section and each.titled}

    def titles(self, declaration: Declaration) -> Iterator[str]:
        """The titles of the sections below a declaration; of the whole document where it stands in no section."""
        page = self._homes[declaration.directive, declaration.key]
        start = -1
        if declaration.section:
            start = next(at for at, title in enumerate(page.titles) if title.place == declaration.section.place)
        yield from self._below(page, start, declaration, {page.name})

    def _below(self, page: Page, start: int, declaration: Declaration, seen: set[str]) -> Iterator[str]:
        """The titles below the one at an index, and those of the documents that tables of contents there list."""
        around = page.titles[start] if start >= 0 else None
        inside: set[Place | None] = {around.place if around else None}
        left_out: Title | None = None
        for title in page.titles[start + 1 :]:
            if around and title.level <= around.level:
                break
            if left_out and title.level > left_out.level:
                continue
            owner = self._owned.get(title.place, declaration.directive)
            left_out = title if owner != declaration.directive else None
            if left_out is None:
                inside.add(title.place)
                yield title.text
        for contents in page.prose.contents:
            if (contents.section.place if contents.section else None) in inside:
                for pattern in contents.documents:
                    for listed in self._listed(page.name, pattern):
                        if listed.name not in seen:
                            seen.add(listed.name)
                            yield from self._below(listed, -1, declaration, seen)

    def _listed(self, name: str, pattern: str) -> Iterator[Page]:
        """The documents that an entry of a table of contents names; an entry may be a pattern."""
        path = pattern.removesuffix(".rst").removesuffix(".md")
        path = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        if path in self._pages:
            yield self._pages[path]
        elif any(character in path for character in "*?["):
            matches = fits(path, sphinx=True)
            yield from (page for other, page in self._pages.items() if matches(other))
