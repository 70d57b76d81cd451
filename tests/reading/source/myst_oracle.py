"""What myst-parser itself sees in a text: the judge of the scanner of Markdown.

myst-parser parses the text, but every directive and every role is one that records how it was called. A recording
directive takes its argument, options and body as the scanner's policy has it, with any option. What stands in an
``eval-rst`` block is told by the judge of reStructuredText.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from docutils import nodes, utils
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.tables import CSVTable
from myst_parser.config.main import MdParserConfig, TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils import base
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, make_document
from myst_parser.parsers import directives as parsing
from myst_parser.parsers.mdit import create_md_parser
from oracle import seen

from sphinx_ihe.reading.source.policy import Policy, policies, policy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from markdown_it.tree import SyntaxTreeNode


class SeenDirective(NamedTuple):
    """``options`` is None where myst-parser can read none of them, ``argument`` where docutils refuses them."""

    name: str
    line: int
    argument: str | None
    options: tuple[tuple[str, str], ...] | None
    body: tuple[tuple[int, str], ...]


class SeenRole(NamedTuple):
    """``first`` and ``last`` are the lines of the text block in which the role stands."""

    name: str
    text: str
    first: int
    last: int


ANYWHERE = 10**9
"""A line that no file has."""


class SeenTitle(NamedTuple):
    text: str
    line: int
    level: str


class Seen(NamedTuple):
    directives: list[SeenDirective]
    roles: list[SeenRole]
    titles: list[SeenTitle]


def seen_in_markdown(text: str, extensions: Collection[str] = ()) -> Seen:
    """What myst-parser sees in a text, in the order in which it sees it."""
    with _recording() as record:
        _Renderer.record_lineless = 0
        config = MdParserConfig(enable_extensions=set(extensions))
        with suppress(TopmatterReadError):
            config = merge_file_level(config, read_topmatter(text) or {}, lambda *_: None)
        parser = create_md_parser(config, _Renderer)
        document = make_document("page.md")
        document.settings.report_level = 5
        document.reporter.report_level = 5
        document.reporter.halt_level = 6
        parser.options["document"] = document
        _Renderer.record = record
        parser.render(text)
    return record


def _parsed(directive: type[Directive], first_line: str, content: str, **kwargs: Any) -> Any:
    """What myst-parser makes of a directive; but options that stand in the middle of a body are blank lines of it."""
    parsed = parsing.parse_directive_text(directive, first_line, content, **kwargs)
    if first_line.strip() and not parsed.arguments:
        options = parsed.body_offset + 1
        parsed.body[1:1] = [""] * options
        parsed.body_offset = -1
    return parsed


class _AnyOption(dict[str, Any]):
    def __bool__(self) -> bool:
        return True

    def __getitem__(self, name: str) -> Any:
        return lambda value: value or ""


class _Renderer(DocutilsRenderer):
    """The renderer with records of what it calls."""

    record: Seen
    record_lineless = 0

    def create_warning(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing."""

    def render_heading(self, token: SyntaxTreeNode) -> None:
        before = self.current_node
        super().render_heading(token)
        if self.current_node is not before and isinstance(self.current_node, nodes.section):
            text = " ".join(self.current_node[0].astext().split())
            self.record.titles.append(SeenTitle(text, base.token_line(token), f"#{token.tag[1]}"))

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        name = token.meta["name"].lower()
        text = " ".join(token.content.replace("\\<", "<").split())
        first, end = token.map or (0, 0)
        lines = (0, ANYWHERE) if self.record_lineless else (first, max(first, end - 1))
        self.record.roles.append(SeenRole(name, text, *lines))
        self.current_node.append(nodes.inline(text, _shown(name, " ".join(token.content.split()))))

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """The same as a soft one; myst-parser prints tags of HTML, also in titles."""
        self.render_softbreak(token)

    def render_footnote_reference(self, token: SyntaxTreeNode) -> None:
        """The same also where the label is not the first of its name, which myst-parser leaves out."""
        while self.document.nametypes.get(token.meta["label"]):
            token.meta["label"] += "-"
        super().render_footnote_reference(token)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        line = base.token_line(token)
        found = seen(token.content)
        for directive in found.directives:
            options = None if directive.options is None else tuple(directive.options)
            body = tuple((number + line, text) for number, text in directive.body or ())
            self.record.directives.append(
                SeenDirective(directive.name, directive.line + line, directive.argument, options, body)
            )
        for role in found.roles:
            self.record.roles.append(SeenRole(role.name, role.text, role.line + line, ANYWHERE))
        for title in found.titles:
            self.record.titles.append(SeenTitle(title.text, title.line + line, "rst"))

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """The same without the line that myst-parser adds to what begins with colons, which miscounts all lines."""
        parts = (token.info.strip() if token.info else "").split(maxsplit=1)
        name = parts[0] if parts else ""
        if name.startswith("{") and name.endswith("}"):
            self.render_directive(token, name[1:-1], parts[1] if len(parts) > 1 else "")
        else:
            super().render_colon_fence(token)

    def render_link_inventory(self, token: SyntaxTreeNode) -> None:
        """The text of the link, which myst-parser leaves out where it does not know the inventory."""
        self.render_children(token)

    def run_directive(self, name: str, first_line: str, content: str, position: int, *args: Any, **kwargs: Any) -> Any:
        known = policy(name.lower(), policies())
        parsed = _parsed(_class_of(name, known), first_line, content)
        argument = " ".join(" ".join(parsed.arguments).split())
        refused = any(warning.msg.startswith("Invalid options") for warning in parsed.warnings) or "" in parsed.options
        options = tuple(
            (" ".join(key.lower().split()), " ".join(str(value or "").split())) for key, value in parsed.options.items()
        )
        start = position + parsed.body_offset + 1
        body = tuple((start + at, line.rstrip(" \t")) for at, line in enumerate(parsed.body))
        if name:
            position = ANYWHERE if self.record_lineless else position
            self.record.directives.append(
                SeenDirective(name.lower(), position, argument, None if refused else options, body)
            )
        return super().run_directive(name, first_line, content, position, *args, **kwargs)


@contextmanager
def _without_lines() -> Iterator[None]:
    """While myst-parser reads what it does not know the lines of."""
    _Renderer.record_lineless += 1
    yield
    _Renderer.record_lineless -= 1


class _Recording(Directive):
    """The recording form of a directive."""

    policy: Policy
    has_content = True
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        body = self.policy.body
        if body == "literal":
            return []
        if body in ("title", "csv") and self.arguments:
            self.state.inline_text(self.arguments[0], self.lineno)
        if body == "version" and self.arguments:
            words = self.arguments[0].split(None, 1)
            if len(words) > 1:
                self.state.inline_text(words[1], self.lineno)
        if not self.content:
            return []
        if body == "inline":
            with _without_lines():
                self.state.inline_text("\n".join(self.content), self.lineno)
            return []
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node, match_titles=body == "sections")
        return [node]


class _RecordingCsv(CSVTable):
    """The table of docutils itself: it knows how to divide cells."""

    has_content = True
    policy: Policy

    def run(self) -> list[nodes.Node]:
        used = ("delim", "quote", "escape", "keepspace")
        spec = CSVTable.option_spec or {}
        try:
            self.options = {name: spec[name](value) for name, value in self.options.items() if name in used}
        except ValueError:
            if self.arguments:
                self.state.inline_text(self.arguments[0], self.lineno)
            return []
        with _without_lines():
            return super().run()


def _class_of(name: str, known: Policy) -> type[Directive]:
    base_class = _RecordingCsv if known.body == "csv" else _Recording
    return type(
        base_class.__name__,
        (base_class,),
        {
            "policy": known,
            "required_arguments": 0,
            "optional_arguments": 1 if known.argument else 0,
            "option_spec": _AnyOption() if known.options else None,
        },
    )


@contextmanager
def _recording() -> Iterator[Seen]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            directives,
            "directive",
            lambda name, _l, _d: (_class_of(name.lower(), policy(name.lower(), policies())), []),
        )
        patch.setattr(base, "parse_directive_text", _parsed)
        patch.setattr(utils.Reporter, "system_message", _no_message)
        yield Seen([], [], [])


def _no_message(self: Any, level: int, message: str, *children: Any, **kwargs: Any) -> nodes.system_message:
    return nodes.system_message(str(message), *children, level=level)


def _shown(role: str, text: str) -> str:
    """What Sphinx prints for a role: the title where the text has one."""
    title, bracket, rest = text.partition("<")
    if bracket and rest.endswith(">") and "<" not in rest[:-1] and title.strip():
        return title.strip()
    return text.lstrip("!~") if ":" in role else text
