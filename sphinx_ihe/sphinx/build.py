"""One build: the framework that its documents make, where each name leads, and how it is printed.

Nothing here is kept from one build to the next.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.language import Declaration, IntegrationStatement, Transaction
from sphinx_ihe.language.directives import KINDS, KINDS_OF_PROFILE, USED_KINDS
from sphinx_ihe.printing.cells import Link
from sphinx_ihe.printing.numbering import Numbers, number, stated
from sphinx_ihe.printing.tables import TablePrinter
from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.folders import folder_names
from sphinx_ihe.sphinx.translated import name_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Captioned, Diagram, Page, Place, Table
    from sphinx_ihe.printing.cells import Parts, PrintedTable
    from sphinx_ihe.printing.diagrams import DiagramPrinter, Figure
    from sphinx_ihe.printing.lists import ListPrinter, PrintedList, UsedIn, UsesPrinter
    from sphinx_ihe.printing.numbering import Caption, Number
    from sphinx_ihe.sphinx.documents import Anchor, Document, NameUse


IHE_KINDS = ("table", "figure")
"""What IHE numbers. What else Sphinx can number has a number where ``numfig`` of ``conf.py`` asks for it."""


class BuildNumbering(NamedTuple):
    """How a framework is numbered: from which document on, and whether ``numfig`` of ``conf.py`` is on.

    ``anchors`` tells that pages have numbers as anchors. Books have not: an id in them starts with a letter.
    """

    root: str
    numfig: bool
    anchors: bool


class Target(NamedTuple):
    """Where a name leads: into a document, or to the web where ``url`` is given."""

    docname: str
    node_id: str
    title: str
    url: str | None = None


class Build:
    """What one build makes of the documents: ``pages`` are all of them, also those that ``ihe.yaml`` leaves out.

    ``output`` is the format of the builder, ``numbering`` is None where nothing has IHE's numbers. In HTML, ``banner``
    stands above each page, and paragraphs may have numbers.
    """

    def __init__(
        self,
        framework: Framework,
        pages: Mapping[str, Page],
        documents: Mapping[str, Document],
        output: str,
        numbering: BuildNumbering | None = None,
    ) -> None:
        self.framework = framework
        self.output = output
        self.numbering = numbering
        self.banner = ""
        self.numbers_paragraphs = False
        self._pages = pages
        self._documents = documents
        self._printed: dict[int, PrintedTable] = {}
        self._drawn: dict[int, Figure] = {}
        self._listed: dict[tuple[str, object], tuple[PrintedList, ...]] = {}

    # -- objects ---------------------------------------------------------------------------------------------------

    @cached_property
    def objects(self) -> dict[tuple[str, str], Target]:
        """Everything that is declared and has an id, by kind and key; of duplicates the first."""
        objects: dict[tuple[str, str], Target] = {}
        for docname, declaration, anchor in self.anchored():
            target = Target(docname, anchor.node_id, anchor.title)
            objects.setdefault((declaration.kind, self._key(declaration)), target)
        return objects

    @cached_property
    def folders(self) -> dict[tuple[str, str], str]:
        """The names of the folders of permanent addresses, by kind and key."""
        return dict(folder_names(self.objects))

    def anchored(self) -> Iterator[tuple[str, Declaration, Anchor]]:
        """Everything that is declared and has an id, with its document and where it is there."""
        for page in self.framework.pages:
            anchors = self._documents[page.name].anchors
            for declaration in page.declarations:
                anchor = anchors.get(declaration.directive)
                if anchor:
                    yield page.name, declaration, anchor

    def _key(self, declaration: Declaration) -> str:
        if isinstance(declaration, Transaction):
            return self.framework.transaction_id(declaration.id.text)
        return declaration.key

    @cached_property
    def _titles(self) -> dict[tuple[str, str], str]:
        """Names whose title was translated."""
        return {
            (declaration.kind, self._key(declaration)): name_in(anchor.title, declaration)
            for _docname, declaration, anchor in self.anchored()
            if anchor.title not in (declaration.label.text, printed_names.title(declaration))
        }

    @cached_property
    def _texts(self) -> dict[tuple[str, str], str]:
        """Texts that were translated."""
        return {
            (declaration.kind, self._key(declaration)): texts[declaration.directive]
            for page in self.framework.pages
            if (texts := self._documents[page.name].texts)
            for declaration in page.declarations
            if declaration.directive in texts
        }

    @cached_property
    def _words(self) -> dict[Place, str]:
        """Texts in tables and diagrams that were translated, by their places."""
        return {place: text for document in self._documents.values() for place, text in document.texts.items()}

    # -- where names lead ------------------------------------------------------------------------------------------

    def target(self, kind: str, key: str) -> Target | None:
        """Where a key leads: to its declaration here, else to where it is published."""
        found = self.objects.get((kind, key))
        if found:
            return found
        if kind in ("profile-actor", "option"):
            owner, _, name = key.partition(" / ")
            return self._of_profile(kind, owner, name)
        if kind == "transaction":
            transaction = self.framework.transaction(key)
            return _published(transaction.url, transaction.name) if transaction else None
        if kind == "profile":
            profile = self.framework.profile(key)
            return _published(profile.url, profile.name) if profile else None
        if (kind, key) in self._declared:
            return None
        return _published(self.framework.url(kind, key), key)

    @cached_property
    def _declared(self) -> frozenset[tuple[str, str]]:
        return frozenset((declaration.kind, self._key(declaration)) for declaration in self.framework.all_declarations)

    def _of_profile(self, kind: str, owner: str, name: str) -> Target | None:
        """An actor or option without a declaration of its own: its actor or its profile stand in for it."""
        profile = self.framework.profile(owner)
        if not profile or name not in (profile.cast if kind == "profile-actor" else profile.options):
            return None
        if profile.external and (url := self.framework.url(kind, f"{owner} / {name}")):
            return _published(url, name)
        actor = self.objects.get(("actor", name)) if kind == "profile-actor" else None
        return actor or self.target("profile", owner)

    def text(self, kind: str, target: str, *, short: bool) -> str | None:
        """What a role's target prints; None where it prints as written."""
        if kind == "transaction":
            key = self.framework.key(kind, target)
            transaction = self.framework.transaction(key)
            if short or transaction is None or transaction.name is None:
                return f"[{key}]" if short or transaction else None
            return f"{self.tables.name(kind, key, transaction.name)} [{key}]"
        from sphinx_ihe.printing.lists import in_text

        return in_text(kind, target, self.tables, short=short)

    # -- tables ----------------------------------------------------------------------------------------------------

    @cached_property
    def tables(self) -> TablePrinter:
        """Prints the tables of the framework."""
        gettext = cache(printed_names.gettext)  # a build has one language
        return TablePrinter(self.framework, gettext, self._titles, self._texts, self.numbers.of, self._words)

    def printed(self, table: Table) -> PrintedTable:
        """A table as it is printed, made once for its page and for the fingerprint."""
        known = self._printed.get(id(table))
        if known is None:
            known = self._printed[id(table)] = self.tables.print(table)
        return known

    @cached_property
    def lists(self) -> ListPrinter:
        """Prints the lists and Integration Statements of the framework."""
        from sphinx_ihe.printing.lists import ListPrinter

        terms = [term for page in self.framework.pages for term in self._documents[page.name].terms]
        return ListPrinter(self.tables, terms)

    def listed(self, docname: str, directive: object) -> tuple[PrintedList, ...]:
        """What a list prints, or an Integration Statement; made once for its page and for the fingerprint."""
        known = self._listed.get((docname, directive))
        if known is None:
            known = self._listed[docname, directive] = self._list(docname, directive)
        return known

    def _list(self, docname: str, directive: object) -> tuple[PrintedList, ...]:
        from sphinx_ihe.printing.lists import PrintedList

        page = self._pages[docname]
        for listing in page.lists:
            if listing.directive == directive:
                return self.lists.print(listing)
        for statement in _statements(page):
            if statement.directive == directive:
                return (PrintedList("", self.lists.statement(statement)),)
        return ()

    @cached_property
    def _uses(self) -> UsesPrinter:
        from sphinx_ihe.printing.lists import UsesPrinter

        return UsesPrinter(self.tables)

    def used_in(self, kind: str, key: str) -> tuple[UsedIn, ...]:
        """Where a thing is used, by its kind and its key as written."""
        return self._uses.print(kind, self.framework.key(kind, key))

    @cached_property
    def _figures(self) -> DiagramPrinter:
        from sphinx_ihe.printing.diagrams import DiagramPrinter

        return DiagramPrinter(self.tables)

    def figure(self, docname: str, directive: object, occurrence: int) -> Figure | None:
        """The diagram of a directive in a document."""
        found = [diagram for diagram in self._pages[docname].diagrams if diagram.directive == directive]
        return self.drawn(found[occurrence]) if occurrence < len(found) else None

    def drawn(self, diagram: Diagram) -> Figure:
        """A diagram as it is printed, made once for its page, for the fingerprint and for its number."""
        known = self._drawn.get(id(diagram))
        if known is None:
            known = self._drawn[id(diagram)] = self._figures.print(diagram)
        return known

    def table(self, docname: str, directive: object, occurrence: int) -> Table | None:
        """The table of a directive in a document."""
        found = [table for table in self._pages[docname].tables if table.directive == directive]
        return found[occurrence] if occurrence < len(found) else None

    # -- numbers ---------------------------------------------------------------------------------------------------

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers of sections."""
        if self.numbering is None:
            return Numbers()
        outlines = {docname: document.outline for docname, document in self._documents.items()}
        return number(self.numbering.root, outlines, stated(self.framework))

    @cached_property
    def caption_numbers(self) -> dict[str, dict[str, dict[str, Number]]]:
        """The numbers of captions, by document, kind and first id."""
        return self.numbers.count_captions(self._has_number)

    def _has_number(self, caption: Caption) -> bool:
        docname, (kind, _ids, directive, occurrence), section = caption
        if not (self.numbering and self.numbering.numfig) and (kind not in IHE_KINDS or not section):
            return False
        if directive is None:
            return True
        if table := self.table(docname, directive, occurrence):
            return bool(self.printed(table).rows)
        if figure := self.figure(docname, directive, occurrence):
            return bool(figure.rows)
        return any(printed.rows for _heading, printed in self.listed(docname, directive))

    @cached_property
    def _targets(self) -> dict[tuple[str, str], tuple[str, Number]]:
        targets = {target: ("section", number) for target, number in self.numbers.targets.items()}
        for docname, captioned, _section in self.numbers.captions:
            number = self.caption_numbers.get(docname, {}).get(captioned.kind, {}).get(captioned.ids[0])
            if number:
                targets.update(((docname, node_id), (captioned.kind, number)) for node_id in captioned.ids)
        return targets

    def number_at(self, docname: str, node_id: str) -> tuple[str, Number] | None:
        """Kind and number of what has an id in a document; for a section the kind is ``section``."""
        return self._targets.get((docname, node_id))

    def captions(self) -> Iterator[tuple[str, str, Number, str, str]]:
        """What has a numbered caption: document, kind, number, id, and the words of those that are ours."""
        for docname, captioned, _section in self.numbers.captions:
            number = self.caption_numbers.get(docname, {}).get(captioned.kind, {}).get(captioned.ids[0])
            if number:
                yield docname, captioned.kind, number, captioned.ids[0], self._caption(docname, captioned)

    def _caption(self, docname: str, captioned: Captioned) -> str:
        if captioned.directive is None:
            return ""
        if table := self.table(docname, captioned.directive, captioned.occurrence):
            return self.printed(table).caption
        if figure := self.figure(docname, captioned.directive, captioned.occurrence):
            return figure.caption
        return ""

    def used_names(self) -> set[tuple[str, str]]:
        """The kinds and keys of all that is named in any document or table."""
        named = {
            (use.kind, self.framework.key(use.kind, use.target))
            for document in self._documents.values()
            for use in document.uses
            if use.kind != "any"
        }
        rows = [row for page in self._pages.values() for table in page.tables for row in self.printed(table).rows]
        cells = (part for row in rows for cell in row for part in cell.parts)
        return named | {(part.kind, part.key) for part in cells if isinstance(part, Link)}

    # -- what a page prints ----------------------------------------------------------------------------------------

    def prints(self, docname: str) -> Iterator[object]:
        """Everything in a document that other documents, the configuration or the catalogue have a say in."""
        if self.banner or self.numbers_paragraphs:
            yield self.banner, self.numbers_paragraphs
        for use in self._documents[docname].uses:
            yield self._prints(use)
        for table in self._pages[docname].tables:
            yield from self._prints_table(self.printed(table))
        for declaration in self._documents[docname].page.declarations:
            if declaration.kind in USED_KINDS:
                for line in self.used_in(declaration.kind, declaration.key):
                    yield line
                    yield self._leads(line.names)
        page = self._pages[docname]
        for diagram in page.diagrams:
            figure = self.drawn(diagram)
            yield figure
            yield [target for row in figure.rows for target in self._leads(row)]
        listed = [listing.directive for listing in page.lists] + [each.directive for each in _statements(page)]
        for directive in listed:
            for heading, printed in self.listed(docname, directive):
                yield heading
                yield from self._prints_table(printed)
        if any(listing.kind == "general-introduction" for listing in page.lists):
            yield [(page.name, self._documents[page.name].terms) for page in self.framework.pages]

    def _prints_table(self, printed: PrintedTable) -> Iterator[object]:
        yield printed
        for row in printed.rows:
            for cell in row:
                yield self._leads(cell.parts)

    def _leads(self, parts: Parts) -> list[Target | None]:
        return [self.target(part.kind, part.key) for part in parts if isinstance(part, Link)]

    def _prints(self, use: NameUse) -> object:
        if use.kind == "any":
            return self.matches(use.target)
        key = self.framework.key(use.kind, use.target)
        text = None if use.explicit else self.text(use.kind, use.target, short=use.short)
        return use, self.target(use.kind, key), text

    def matches(self, target: str) -> list[tuple[str, str, Target]]:
        """Every object that ``:any:`` could mean."""
        # What belongs to a profile is found only where it is named with it.
        kinds = KINDS if " / " in target else [kind for kind in KINDS if kind not in KINDS_OF_PROFILE]
        found = ((kind, self.framework.key(kind, target)) for kind in kinds)
        return [(kind, key, self.objects[kind, key]) for kind, key in found if (kind, key) in self.objects]


def _statements(page: Page) -> list[IntegrationStatement]:
    return [declaration for declaration in page.declarations if isinstance(declaration, IntegrationStatement)]


def _published(url: str | None, title: str | None) -> Target | None:
    return Target("", "", title or "", url) if url else None
