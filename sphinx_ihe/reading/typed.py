"""Tables that were typed by hand: what they say where they stand, and what the titles above them declare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.language import Owner, Problem, Profile, Title, Transaction, Written, names
from sphinx_ihe.reading.declarations.values import part

if TYPE_CHECKING:
    from sphinx_ihe.language import AnyDeclaration, AnyTable, TableGrid
    from sphinx_ihe.reading.declarations import Context
_is_placeholder = re.compile(r"Transaction (?:[0-9A-Z]|one|two|three|four|five)\b", re.IGNORECASE).match
"""A title that the supplement template gives, and no author has written: it names nothing."""


class TypedReader:
    """What has been read of a document's hand-written tables so far. ``outer`` is a title that stands elsewhere.

    A document may have such a title in the configuration of the tool that makes its page.
    """

    def __init__(self, outer: Written | None = None) -> None:
        self.tables: list[AnyTable] = []
        self.problems: list[Problem] = []
        self._declared: dict[tuple[str, str], AnyDeclaration] = {}
        self._titles: list[Title] = []
        self._outer = Title(outer.text, outer.place, 0) if outer else None
        if self._outer:
            self._transaction(self._outer)

    @property
    def declarations(self) -> tuple[AnyDeclaration, ...]:
        """What titles declare."""
        return tuple(self._declared.values())

    def title(self, title: Title) -> None:
        """Enter a section; one of Volume 2 that has the number of a transaction is that transaction's."""
        while self._titles and self._titles[-1].level >= title.level:
            self._titles.pop()
        self._titles.append(title)
        if title.text.startswith("2:3."):
            self._transaction(title)

    def grid(self, grid: TableGrid, context: Context) -> None:
        """Read a table, if it is one of IHE's; a directive above it is what it belongs to where nothing else is."""
        from sphinx_ihe.reading.recognised import find_head, recognise  # most documents have no such table

        head = find_head(grid)
        if head is None:
            return
        kind = "transaction" if head.kind == "actor-roles" else "profile"
        titles = [*reversed(self._titles), *([self._outer] if self._outer else [])]
        found = recognise(grid, [Written(title.text, title.place) for title in titles], context.nearest(kind))
        if found is None or found.table is None:
            return
        self.tables.append(found.table)
        self.problems += found.problems
        owner = found.table.owner
        above = next((title for title in titles if owner and title.place == owner.place), None)
        if owner and above and not _is_placeholder(_without_number(above.text)):
            self._declare(kind, owner, above)

    def _transaction(self, title: Title) -> None:
        found = names.transaction_title(_without_number(title.text))
        if found and not _is_placeholder(found[0]):
            self._declare("transaction", Owner(found[1], title.place, named=False), title)

    def _declare(self, kind: str, owner: Owner, title: Title) -> None:
        """A profile or a transaction whose title this is."""
        if (kind, owner.key) in self._declared:
            return
        from sphinx_ihe.reading.recognised.owners import profile_name

        label = Written(title.text, title.place)
        text = _without_number(title.text)
        declared: AnyDeclaration
        if kind == "transaction":
            name, id, _ = names.transaction_title(text) or (owner.key, owner.key, 0)
            at = title.text.rfind(id)
            declared = Transaction(
                label=label,
                name=name,
                directive=title.place,
                section=title,
                titled=True,
                typed=True,
                id=replace(part(label, at, at + len(id)), text=id),
            )
        else:
            named = profile_name(text)
            declared = Profile(
                label=label,
                name=named[0] if named else owner.key,
                directive=title.place,
                section=title,
                titled=True,
                typed=True,
                acronym=owner.key,
            )
        self._declared[kind, owner.key] = declared


def _without_number(title: str) -> str:
    """A title without the number that its author typed."""
    from sphinx_ihe.reading.recognised.owners import number_end

    return title[number_end(title) :]
