"""The directives: each hands over what its author wrote, and prints it or leaves a place where it is printed later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx import addnodes
from sphinx.directives import ObjectDescription
from sphinx.util.docutils import SphinxDirective

from sphinx_ihe.language.directives import DIRECTIVES
from sphinx_ihe.reading.source.policy import policies, policy
from sphinx_ihe.sphinx import printed_names
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.nodes import TITLE, WRITTEN, diagram_view, list_view, table_view, written
from sphinx_ihe.sphinx.translated import running_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node

    from sphinx_ihe.language import Declaration, Place, Table
    from sphinx_ihe.language.directives import Directive as Spelling
    from sphinx_ihe.reading.declarations import Interpreted


class AnyOption(dict[str, "Callable[[str], Any]"]):
    """An option_spec that takes any option as it is, so that IHE003 can say where an unknown one stands."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        return True


def _options() -> AnyOption:
    return AnyOption({**ObjectDescription.option_spec, "class": directives.class_option, "name": directives.unchanged})


def _handed_over(directive: SphinxDirective) -> tuple[Interpreted, Place, written]:
    """What the author says, where, and the node that carries it."""
    from sphinx_ihe.sphinx.parts import met_directive

    part = domain_of(directive.env).parts.part(met_directive(directive))
    mark = written()
    mark[WRITTEN] = part
    directive.set_source_info(mark)
    return part.read, part.item.place, mark


class Declares(ObjectDescription[str]):
    """A declaration. With an argument it describes its object where it stands; without, it stands for its section."""

    required_arguments = 0
    optional_arguments = 1
    option_spec: ClassVar[AnyOption] = _options()
    declaration: Declaration | None

    def run(self) -> list[Node]:
        """Hand over the block; print a description only where there is an argument."""
        read, self.place, mark = _handed_over(self)
        self.declaration = read.declaration
        if self.arguments:
            described = super().run()
            for node in described:
                if isinstance(node, addnodes.desc):
                    node["classes"] += self.options.get("class", [])
            return [*self._target(), mark, *described]
        return [mark, *self.parse_content_to_nodes(allow_section_headings=True)]

    def _target(self) -> list[Node]:
        """A target for ``:ref:``, which passes descriptions of objects by."""
        if not self.options.get("name"):
            return []
        target = nodes.target()
        self.add_name(target)
        return [target]

    def get_signatures(self) -> list[str]:
        """The whole argument is one signature."""
        return [" ".join(self.arguments[0].split())]

    def handle_signature(self, sig: str, signode: addnodes.desc_signature) -> str:
        """Print the thing in IHE's form; ValueError where the argument has no such form."""
        if self.declaration is None:
            raise ValueError(sig)
        kind = nodes.inline("", printed_names.kind(self.declaration.kind), classes=["ihe-kind"])
        title = printed_names.title(self.declaration)
        text = nodes.inline(title, title, translatable=True)
        text[TITLE] = True
        self.set_source_info(text)
        signode += addnodes.desc_annotation("", "", kind, addnodes.desc_sig_space())
        signode += addnodes.desc_name("", "", text)
        self._standing(signode, self.declaration)
        signode["fullname"] = title
        return title

    def _standing(self, signode: addnodes.desc_signature, declaration: Declaration) -> None:
        """Print the level of a requirement, the state of an issue."""
        standing = printed_names.standing(declaration)
        if standing:
            words = nodes.inline("", f"({standing})", classes=["ihe-kind"])
            signode += addnodes.desc_annotation("", "", addnodes.desc_sig_space(), words)

    def transform_content(self, content_node: addnodes.desc_content) -> None:
        """Print what the options say below the text."""
        if self.declaration is not None:
            facts = printed_names.facts(self.declaration, self.env.docname)
            if len(facts):
                content_node += facts

    def _object_hierarchy_parts(self, sig_node: addnodes.desc_signature) -> tuple[str, ...]:
        return (sig_node["fullname"],) if "fullname" in sig_node else ()

    def _toc_entry_name(self, sig_node: addnodes.desc_signature) -> str:
        return sig_node.get("fullname", "")


class States(Declares):
    """An Integration Statement: its facts and its table. The YAML in its body is no markup."""

    def parse_content_to_nodes(self, allow_section_headings: bool = False) -> list[Node]:
        """A place for the table."""
        return [_view(self, self.place, "integration-statement")]

    def transform_content(self, content_node: addnodes.desc_content) -> None:
        """Print the facts above the table."""
        if self.declaration is not None:
            content_node.insert(0, printed_names.facts(self.declaration, self.env.docname))


class PrintsList(SphinxDirective):
    """A list: a place that is filled when all documents have been read."""

    view: ClassVar[type[nodes.Element]] = list_view
    has_content = True
    option_spec: ClassVar[AnyOption] = _options()

    def run(self) -> list[Node]:
        """Hand over the block."""
        read, place, mark = _handed_over(self)
        view = _view(self, place, self.name.lower().rpartition(":")[2])
        view += _translatable(self, read)
        view["classes"] += self.options.get("class", [])
        self.add_name(view)
        return [mark, view]


class Draws(PrintsList):
    """A diagram, likewise."""

    view = diagram_view


class Instructs(SphinxDirective):
    """An instruction to the volume editor, in a box."""

    has_content = True
    option_spec: ClassVar[AnyOption] = _options()

    def run(self) -> list[Node]:
        """Hand over the block, and print its body."""
        *_read, mark = _handed_over(self)
        heading = printed_names.gettext("Editor instruction")
        box = nodes.admonition("", nodes.title(heading, heading), *self.parse_content_to_nodes())
        box["classes"] += ["ihe-editor-instruction", *self.options.get("class", [])]
        self.set_source_info(box)
        self.add_name(box)
        return [mark, box]


def _view(directive: SphinxDirective, place: Place, kind: str) -> nodes.Element:
    view = getattr(directive, "view", list_view)("", docname=directive.env.docname, directive=place, kind=kind)
    directive.set_source_info(view)
    return view


def _translatable(directive: SphinxDirective, read: Interpreted) -> list[Node]:
    """What translators are asked for, as nodes that nobody prints: what is printed is taken from the records."""
    made: list[Node] = []
    for text in running_texts(filter(None, (read.table, read.listing, read.diagram))):
        node = nodes.inline(text.text, text.text, translatable=True)
        directive.set_source_info(node)
        node.line = text.place.line
        made.append(node)
    return made


class PrintsTable(SphinxDirective):
    """A table: a place that is filled when all documents have been read, and the notes below it."""

    has_content = True
    option_spec: ClassVar[AnyOption] = _options()

    def run(self) -> list[Node]:
        """Hand over the block, and read the notes here, where their markup belongs."""
        read, place, mark = _handed_over(self)
        view = table_view("", docname=self.env.docname, directive=place)
        view["classes"] += self.options.get("class", [])
        self.set_source_info(view)
        self.add_name(view)
        messages: list[Node] = []
        view += _translatable(self, read)
        if read.table:
            messages += self._notes(read.table, view)
        return [mark, view, *messages]

    def _notes(self, table: Table, view: table_view) -> list[Node]:
        messages: list[Node] = []
        for note in table.notes:
            line = self.lineno + note.text.place.line - table.directive.line
            inline, errors = self.parse_inline(note.text.text, lineno=line)
            paragraph = nodes.paragraph(note.text.text, "", *inline, classes=["ihe-note"])
            paragraph["ihe_note"] = note.number.text
            self.set_source_info(paragraph)
            paragraph.line = note.text.place.line
            view += paragraph
            messages += errors
        return messages


class Unknown(SphinxDirective):
    """A directive of ours that does not exist, or not yet: handed over for IHE004; a body of markup is printed."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[AnyOption] = _options()

    def run(self) -> list[Node]:
        """Hand over the block, and print what stands in it where the scanner takes it for markup."""
        *_read, mark = _handed_over(self)
        if policy(self.name.lower(), policies()).body not in _MARKUP:
            return [mark]
        return [mark, *self.parse_content_to_nodes()]


class UnknownWithoutArgument(Unknown):
    """The same, where text right after the ``::`` belongs to the body."""

    optional_arguments = 0


def unknown(name: str) -> type[Unknown]:
    """The directive that stands in for one that does not exist."""
    return Unknown if policy(f"ihe:{name}", policies()).argument else UnknownWithoutArgument


_MARKUP = ("parsed", "sections", "admonition", "quotation")


def registered() -> dict[str, type[Directive]]:
    """The directives by their names in the domain."""
    return {name.removeprefix("ihe:"): _class(directive) for name, directive in DIRECTIVES.items()}


def _class(directive: Spelling) -> type[Directive]:
    if directive.makes == "declaration":
        return Declares if directive.body == "markup" else States
    return {"table": PrintsTable, "list": PrintsList, "diagram": Draws, "box": Instructs}[directive.makes]
