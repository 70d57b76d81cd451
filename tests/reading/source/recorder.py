"""A Sphinx extension that records what a build reads: directives as Sphinx calls them, roles, section titles.

It brings a small ``ihe`` domain, and the roles and directives that the texts of the tests use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives, states
from sphinx.domains import Domain
from sphinx.util.docutils import ReferenceRole, SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Called(NamedTuple):
    """A directive: where, its name, its argument, the names of its options, its body."""

    source: str
    line: int
    name: str
    argument: str
    options: tuple[str, ...]
    body: tuple[tuple[int, str], ...]


class Read(NamedTuple):
    """A role or a title: where it begins, its name (none for a title), its text."""

    source: str
    line: int
    name: str
    text: str


CALLED: list[Called] = []
ROLES: list[Read] = []
TITLES: list[Read] = []


class Anything(SphinxDirective):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = dict.fromkeys(("abbreviation", "oid", "renamed-to", "option"), directives.unchanged)
    option_spec["abstract"] = directives.flag

    def run(self) -> list[nodes.Node]:
        return self.parse_content_to_nodes()


class Data(SphinxDirective):
    has_content = True
    option_spec: ClassVar[Any] = {"caption": directives.unchanged, "profile": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        return []


class Plain(ReferenceRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.inline(self.rawtext, self.title)], []


class IheDomain(Domain):
    name = "ihe"
    directives: ClassVar[Any] = {
        **dict.fromkeys(("actor", "option", "profile", "transaction"), Anything),
        **dict.fromkeys(("actors-transactions", "actors-options", "actor-roles", "required-groupings"), Data),
    }
    roles: ClassVar[Any] = dict.fromkeys(("actor", "option", "a"), Plain())


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_domain(IheDomain)
    app.add_directive("unknown", Anything)
    for name in ("r", "a", "b"):
        app.add_role(name, Plain())
    for record in (CALLED, ROLES, TITLES):
        record.clear()
    return {"parallel_read_safe": False}


def record(patch: Any) -> None:
    """Record what docutils calls until the patch is undone."""
    parse_block, run = states.Body.parse_directive_block, states.Body.run_directive
    inline_text, interpreted = states.RSTState.inline_text, states.Inliner.interpreted
    begin, subsection = states.Inliner.interpreted_or_phrase_ref, states.RSTState.new_subsection
    texts: list[tuple[str, str, int]] = []
    at: list[tuple[str, int]] = []

    def run_directive(self: Any, directive: Any, match: Any, type_name: str, option_presets: Any) -> Any:
        self.called = (type_name.lower(), *where(self, self.state_machine.abs_line_number()))
        return run(self, directive, match, type_name, option_presets)

    def parse_directive_block(self: Any, indented: Any, offset: int, directive: Any, option_presets: Any) -> Any:
        name, source, line = self.called
        result = arguments, options, content, _ = parse_block(self, indented, offset, directive, option_presets)
        preset = {name for name, value in option_presets.items() if options.get(name) == value}
        names = tuple(sorted(set(options) - preset))
        body = tuple((number + 1, text) for (_, number), text in zip(content.items, content.data, strict=True))
        CALLED.append(Called(source, line, name, " ".join(" ".join(arguments).split()), names, body))
        return result

    def recorded_text(self: Any, text: str, lineno: int) -> Any:
        texts.append((text, *where(self, lineno)))
        try:
            return inline_text(self, text, lineno)
        finally:
            texts.pop()

    def recorded_start(self: Any, match: Any, lineno: int) -> Any:
        text, source, line = texts[-1] if texts else (match.string, "", 0)
        at[:] = [(source, line + text.count("\n", 0, len(text) - len(match.string) + match.start("role")))]
        return begin(self, match, lineno)

    def recorded_role(self: Any, rawsource: str, text: str, role: str | None, lineno: int) -> Any:
        ROLES.append(Read(*at[0], (role or "").lower(), text))
        return interpreted(self, rawsource, text, role, lineno)

    def new_subsection(self: Any, title: str, lineno: int, messages: Any) -> Any:
        count = len(ROLES)
        text = "".join(node.astext() for node in inline_text(self, title, lineno)[0])
        del ROLES[count:]
        TITLES.append(Read(*where(self, lineno), "", " ".join(text.split())))
        return subsection(self, title, lineno, messages)

    patch.setattr(states.Body, "run_directive", run_directive)
    patch.setattr(states.Body, "parse_directive_block", parse_directive_block)
    patch.setattr(states.RSTState, "inline_text", recorded_text)
    patch.setattr(states.RSTState, "new_subsection", new_subsection)
    patch.setattr(states.Inliner, "interpreted_or_phrase_ref", recorded_start)
    patch.setitem(states.Inliner.dispatch, "`", recorded_start)
    patch.setattr(states.Inliner, "interpreted", recorded_role)


def where(state: Any, line: int) -> tuple[str, int]:
    source, number = state.state_machine.get_source_and_line(line)
    return str(source), number or line
