"""Which parts of a document docutils has come to, and what of it others can refer to.

The parts are collected before any other transform runs: before names are translated, quotes are curled and
substitutions are put in, so that a name is what its author wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from msgspec.structs import replace
from sphinx import addnodes
from sphinx.ext.ifconfig import ifconfig
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import make_id

from sphinx_ihe.language import Block, Comment, Declaration, Title
from sphinx_ihe.language.directives import KINDS, USED_KINDS
from sphinx_ihe.printing.captions import caption
from sphinx_ihe.reading.page import PagePart, read_parts
from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.documents import Collected, Condition
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.nodes import (
    CAPTION,
    DECLARES,
    FACTS_OF,
    TITLE,
    TITLED,
    WRITTEN,
    diagram_view,
    list_view,
    table_view,
    uses_view,
    written,
)
from sphinx_ihe.sphinx.parts import start_of_line
from sphinx_ihe.sphinx.translated import translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.language import Diagram, Page, Place, Table, Written
    from sphinx_ihe.sphinx.parts import DocumentParts

_MARK = "ihe:"


class Gathered(NamedTuple):
    """A part with what it depends on, the node that carries it and the section around it."""

    part: PagePart
    conditions: tuple[Condition, ...]
    node: nodes.Element
    section: nodes.section | None


class Collector(SphinxTransform):
    """Takes the parts out of a document, and gives declarations their ids and index entries."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Runs once for a document; the parts of it that are translated are documents of their own, and not ours."""
        domain = domain_of(self.env)
        if domain.collected is None:
            found = list({id(each.part): each for each in self._walk(self.document, None, 0, domain.parts)}.values())
            page, found = _settled(self.env.docname, found, domain.parts)
            conditional = any(each.conditions for each in found)
            items = tuple(Collected(each.part.item, each.conditions) for each in found)
            domain.collected = page, items if conditional else ()
            self._anchor(found)
            self._name_views(page)
        for node in list(self.document.findall(nodes.Element)):
            node.attributes.pop(WRITTEN, None)
            if isinstance(node, written):
                node.parent.remove(node)

    # -- items in their order --------------------------------------------------------------------------------------

    def _walk(
        self, node: nodes.Element, section: nodes.section | None, level: int, parts: DocumentParts
    ) -> Iterator[Gathered]:
        for child in node.children:
            if not isinstance(child, nodes.Element) or isinstance(child, table_view):
                # The reading of a table's body finds the roles in its notes.
                continue
            if WRITTEN in child:
                mark = child[WRITTEN]
                yield Gathered(mark if isinstance(mark, PagePart) else parts.part(mark), (), child, section)
            if isinstance(child, nodes.comment):
                yield from (Gathered(comment, (), child, section) for comment in self._comments(child, parts))
            if isinstance(child, nodes.section):
                title = child.next_node(nodes.title)
                if title is not None:
                    heading = parts.part(self._title(child, title, level + 1))
                    child[TITLED] = heading.item
                    yield Gathered(heading, (), title, child)
                yield from self._walk(child, child, level + 1, parts)
            elif isinstance(child, (addnodes.only, ifconfig)):
                condition = Condition("only" if isinstance(child, addnodes.only) else "ifconfig", child["expr"])
                for inside in self._walk(child, section, level, parts):
                    yield inside._replace(conditions=(condition, *inside.conditions))
            else:
                yield from self._walk(child, section, level, parts)

    def _title(self, section: nodes.section, title: nodes.title, level: int) -> Title:
        place = start_of_line(title.source or section.source, title.line or section.line, self.document["source"])
        return Title(" ".join(title.astext().split()), place, level)

    def _comments(self, node: nodes.comment, parts: DocumentParts) -> Iterator[PagePart]:
        """The comments to the linter that a node holds: in Markdown each line of it may be one."""
        text = node.astext()
        if _MARK not in text:
            return
        place = start_of_line(_source(node), node.line, self.document["source"])
        for part in dict.fromkeys((text, *text.split("\n"))):
            word, mark, rest = part.partition(":")
            if f"{word.strip()}{mark}" == _MARK:
                found = parts.find(Comment(" ".join(rest.split()), place, 0, 0))
                if found is not None:
                    yield found

    # -- what other documents can refer to -------------------------------------------------------------------------

    def _anchor(self, found: list[Gathered]) -> None:
        for each in found:
            block, declaration = each.part.item, each.part.read.declaration
            if isinstance(block, Block) and declaration is not None:
                hidden = {"no-index", "noindex"} & {option.name.text for option in block.options}
                if declaration.kind in KINDS and not hidden:
                    self._make_target(declaration, block, each)
                self._print_below(declaration, each.node)

    def _make_target(self, declaration: Declaration, block: Block, item: Gathered) -> None:
        mark = item.node
        node_id = make_id(self.env, self.document, declaration.kind, declaration.key)
        if declaration.titled:
            target: nodes.Element | None = item.section
        else:
            target = self._described(mark)
        if target is None:
            target = nodes.target()
            self._after(mark, target)
        target["ids"].append(node_id)
        self.document.set_id(target)
        title = next(filter(_is_title, target.findall(nodes.Element)), target)
        title[DECLARES] = (declaration.directive, node_id, printed_names.title(declaration))
        options = {option.name.text for option in block.options}
        if not {"no-index-entry", "noindexentry"} & options:
            self._index(declaration, mark, target, node_id)

    def _print_below(self, declaration: Declaration, mark: nodes.Element) -> None:
        """Leave a place for where a thing is used; below the title of a section, print what the options say before it.

        Below a title, what has facts to print goes on with fields.
        """
        facts = printed_names.facts(declaration, self.env.docname)
        with_facts = not declaration.titled or len(facts) > 0
        if declaration.kind in USED_KINDS:
            form = ("more fields" if len(facts) else "fields") if with_facts else "lines"
            view = uses_view("", docname=self.env.docname, kind=declaration.kind, key=declaration.key, form=form)
            if declaration.titled:
                self._after(mark, view)
            elif (signature := self._described(mark)) is not None:
                content = cast("nodes.Element", signature.parent.next_node(addnodes.desc_content))
                content += view
        if declaration.titled and with_facts:
            facts["classes"].append("ihe-facts")
            facts[FACTS_OF] = (declaration.kind, declaration.key)
            self._after(mark, facts)

    def _described(self, mark: nodes.Element) -> nodes.Element | None:
        """The signature of the description that follows the mark; None where nothing is printed."""
        for sibling in mark.parent.children[mark.parent.index(mark) + 1 :][:2]:
            if isinstance(sibling, addnodes.desc):
                return sibling.next_node(addnodes.desc_signature)
        return None

    def _index(self, declaration: Declaration, mark: nodes.Element, target: nodes.Element, node_id: str) -> None:
        entry = ("single", printed_names.index_entry(declaration), node_id, "", None)
        following = mark.parent.children[mark.parent.index(mark) + 1 :][:1]
        if following and isinstance(following[0], addnodes.index) and not declaration.titled:
            following[0]["entries"].append(entry)
            return
        index = addnodes.index(entries=[entry])
        index.source, index.line = declaration.directive.file, declaration.directive.line
        self._after(mark, index)

    def _after(self, mark: nodes.Element, node: nodes.Element) -> None:
        mark.parent.insert(mark.parent.index(mark) + 1, node)

    def _name_views(self, page: Page) -> None:
        """Give each table and diagram its id and caption, and tell apart those of a directive included repeatedly."""
        say = translation(self.env.docname, self.env)

        def said(text: Written) -> str:
            return say(text.text)

        tables: dict[Place, list[Table | Diagram]] = {}
        written_: tuple[Table | Diagram, ...] = (*page.tables, *page.diagrams)
        for table in written_:
            tables.setdefault(table.directive, []).append(table)
        seen: dict[Place, int] = {}
        views: list[nodes.Element] = [*self.document.findall(table_view), *self.document.findall(diagram_view)]
        for view in views:
            directive: Place = view["directive"]
            view["occurrence"] = seen[directive] = seen.get(directive, -1) + 1
            owning = next(iter(tables.get(directive, ())), None)
            owner = owning.owner.key if owning and owning.owner else None
            view["ids"].append(make_id(self.env, self.document, owning.kind if owning else "ihe-table", owner))
            self.document.set_id(view)
            if owning:
                view[CAPTION] = caption(owning, printed_names.gettext, said)
        captions = {listing.directive: said(listing.caption) for listing in page.lists if listing.caption}
        for view in self.document.findall(list_view):
            if view["directive"] in captions:
                view[CAPTION] = captions[view["directive"]]


def _is_title(node: nodes.Element) -> bool:
    return isinstance(node, nodes.title) or TITLE in node


def _settled(docname: str, found: list[Gathered], parts: DocumentParts) -> tuple[Page, list[Gathered]]:
    """The page that the found parts make: the reader's where docutils has come to all of its parts and no others."""
    whole = parts.whole
    if {id(each.part) for each in found} == {id(part) for part in whole.parts}:
        return whole.page, found
    page, read = read_parts(docname, [each.part.item for each in found])
    again = [each._replace(part=part) for each, part in zip(found, read, strict=True)]
    return replace(page, prose=whole.page.prose), again


def _source(node: nodes.Element) -> str | None:
    """The file of a node, or that of the nearest node around it that knows its own."""
    around: nodes.Element | None = node
    while around is not None and not around.source:
        around = around.parent
    return around.source if around is not None else None
