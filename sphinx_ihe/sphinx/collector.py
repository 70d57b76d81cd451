"""A document's directives, roles, titles and comments, in their order, as the linter reads them from its text.

They are collected before any other transform runs: before names are translated, quotes are curled and substitutions
are put in, so that a name is what its author wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.ext.ifconfig import ifconfig
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import make_id

from sphinx_ihe.language import Block, Declaration, Role, Title
from sphinx_ihe.language.directives import KINDS, USED_KINDS
from sphinx_ihe.printing.captions import caption
from sphinx_ihe.reading.source import is_markdown
from sphinx_ihe.sphinx import printed_names
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
from sphinx_ihe.sphinx.translated import translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.language import Comment, Diagram, Page, Place, Table, Written

COLLECTED = "sphinx_ihe.collected"
"""Where a document's items wait for the domain, in the memory of its reading."""


class Condition(NamedTuple):
    """What a part of a document depends on: the expression of ``only`` or ``ifconfig``."""

    kind: str
    expression: str


class Collected(NamedTuple):
    """One item of a document, and what it depends on, outermost first."""

    item: Block | Title | Role | Comment
    conditions: tuple[Condition, ...] = ()


class Gathered(NamedTuple):
    """An item with the node that carries it and the section around it."""

    collected: Collected
    node: nodes.Element
    section: nodes.section | None


class Collector(SphinxTransform):
    """Takes the items out of a document, and gives declarations their ids and index entries."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Runs once for a document; the parts of it that are translated are documents of their own, and not ours."""
        from sphinx_ihe.reading.page import read_page
        from sphinx_ihe.sphinx.comments import Comments
        from sphinx_ihe.sphinx.places import forget_files

        memory = self.env.temp_data
        self._comments = Comments(self.document, self.env)
        found = list(self._walk(self.document, None, 0, ()))
        if COLLECTED not in memory:
            memory[COLLECTED] = tuple(item.collected for item in found)
            page = read_page(self.env.docname, [item.collected.item for item in found])
            self._anchor(page, found)
            self._name_views(page)
        for node in list(self.document.findall(nodes.Element)):
            node.attributes.pop(WRITTEN, None)
            if isinstance(node, written):
                node.parent.remove(node)
        forget_files(self.env)

    # -- items in their order --------------------------------------------------------------------------------------

    def _walk(
        self, node: nodes.Element, section: nodes.section | None, level: int, conditions: tuple[Condition, ...]
    ) -> Iterator[Gathered]:
        for child in node.children:
            if not isinstance(child, nodes.Element):
                continue
            if isinstance(child, table_view):
                # The reading of the table's body finds the roles in its notes.
                continue
            if WRITTEN in child:
                yield Gathered(Collected(child[WRITTEN], conditions), child, section)
            if isinstance(child, nodes.comment):
                for comment in self._comments.of(child):
                    yield Gathered(Collected(comment, conditions), child, section)
            if isinstance(child, nodes.section):
                title = child.next_node(nodes.title)
                if title is not None:
                    heading = self._title(child, title, level + 1)
                    child[TITLED] = heading
                    yield Gathered(Collected(heading, conditions), title, child)
                yield from self._walk(child, child, level + 1, conditions)
            elif isinstance(child, (addnodes.only, ifconfig)):
                kind = "only" if isinstance(child, addnodes.only) else "ifconfig"
                yield from self._walk(child, section, level, (*conditions, Condition(kind, child["expr"])))
            else:
                yield from self._walk(child, section, level, conditions)

    def _title(self, section: nodes.section, title: nodes.title, level: int) -> Title:
        from sphinx_ihe.sphinx import markdown
        from sphinx_ihe.sphinx.places import source_file

        source = title.source or section.source or self.document["source"]
        file = source_file(self.env, source)
        line = title.line or section.line or 1
        text = " ".join(title.astext().split())
        if is_markdown(str(self.env.doc2path(self.env.docname))):
            heading = markdown.scanned(self.env, file).heading(text, line)
            if heading is not None:
                return Title(text, heading.place, level)
        return Title(text, file.title(line, title.rawsource or text), level)

    # -- what other documents can refer to -------------------------------------------------------------------------

    def _anchor(self, page: Page, found: list[Gathered]) -> None:
        declarations: dict[Place, list[Declaration]] = {}
        for declaration in page.declarations:
            declarations.setdefault(declaration.directive, []).append(declaration)
        for item in found:
            block = item.collected.item
            if isinstance(block, Block) and declarations.get(block.place):
                declaration = declarations[block.place].pop(0)
                hidden = {"no-index", "noindex"} & {option.name.text for option in block.options}
                if declaration.kind in KINDS and not hidden:
                    self._make_target(declaration, block, item)
                self._print_below(declaration, item.node)

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
