"""Lists, and the tables of Appendices A, B, D and F of the General Introduction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sphinx_ihe.language.names import natural
from sphinx_ihe.printing.cells import NOTHING, Column, Link, PrintedTable, merged
from sphinx_ihe.printing.lists.narrowing import Narrowing
from sphinx_ihe.printing.lists.rows import Head, Rows, cells, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.language import IntegrationStatement, Listing
    from sphinx_ihe.printing.cells import Parts, Row
    from sphinx_ihe.printing.tables import TablePrinter


class Term(NamedTuple):
    """An entry of a glossary."""

    term: str
    definition: str
    synonyms: tuple[str, ...] = ()


class PrintedList(NamedTuple):
    """A part of a list: its heading, which is empty where the list is one table, and the table."""

    heading: str
    table: PrintedTable


class ListPrinter(Struct, frozen=True):
    """Prints the lists of one framework. ``terms`` are the entries of its glossaries."""

    tables: TablePrinter
    terms: Sequence[Term] = ()

    def print(self, listing: Listing) -> tuple[PrintedList, ...]:
        """A list as it is printed: one table, or several with headings; tables may have no rows."""
        rows = Rows(self.tables, Narrowing(self.tables.framework, listing), listing)
        if listing.kind == "general-introduction":
            return tuple(self._general_introduction(rows))
        caption = self.tables.said(listing.caption) if listing.caption else ""
        return (PrintedList("", PrintedTable(caption, *rows.table())),)

    def statement(self, statement: IntegrationStatement) -> PrintedTable:
        """``Profiles Implemented | Actors Implemented | Options Implemented`` (General Introduction, Appendix F)."""
        _ = self.tables.gettext
        columns = (
            Column(_("Profiles Implemented"), 34),
            Column(_("Actors Implemented"), 33),
            Column(_("Options Implemented"), 33),
        )
        rows: list[Row] = []
        for claim in statement.claims:
            acronym = claim.profile.text
            cells: list[tuple[Parts, ...]] = []
            for claimed in claim.actors:
                options = [self.tables.option(acronym, option.text) for option in claimed.options]
                cells.append(((self.tables.actor(claimed.actor.text, acronym),), joined(options, _("None"))))
            rows += merged((self.tables.profile(acronym),), cells or [((NOTHING,), (NOTHING,))])
        return PrintedTable("", columns, tuple(rows))

    def _general_introduction(self, rows: Rows) -> Iterator[PrintedList]:
        """The additions to Appendices A, B and D (supplement template, General Introduction and Shared Appendices)."""
        _ = self.tables.gettext
        definition = Column(_("Definition"), 70)
        framework = self.tables.framework
        actors = sorted((a for a in framework.actors.values() if not a.renamed_to), key=lambda a: natural(a.name))
        defined = tuple(cells((rows.named(actor),), rows.text(actor)) for actor in actors)
        yield PrintedList(_("Appendix A: Actors"), PrintedTable("", (Column(_("Actor"), 30), definition), defined))
        transactions = [framework.transactions[id] for id in sorted(framework.transactions, key=natural)]
        defined = tuple(cells((rows.named(t),), rows.text(t)) for t in transactions)
        head = Column(_("Transaction"), 30)
        yield PrintedList(_("Appendix B: Transactions"), PrintedTable("", (head, definition), defined))
        terms = sorted(self.terms, key=lambda term: natural(term.term))
        glossary = Rows.fitted(
            [Head(_("Glossary Term"), 25), Head(_("Definition"), 55), Head(_("Synonyms"), 20, may_lack=True)],
            [cells((Link("term", term.term, term.term),), (term.definition,), joined(term.synonyms)) for term in terms],
        )
        yield PrintedList(_("Appendix D: Glossary"), PrintedTable("", *glossary))
