"""What docutils itself sees in a text: the judge of the scanner.

docutils parses the text with its own parser, in which every directive and every role is replaced by one that records
how it was called. A recording directive takes its argument, options and body as the scanner's policy has it, with any
option. So the judge has no say about the policies themselves; a Sphinx build judges those (``test_against_sphinx``).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from docutils import frontend, nodes, utils
from docutils.parsers.rst import Directive, Parser, directives, roles, states
from docutils.parsers.rst.directives.tables import CSVTable
from docutils.utils import unescape
from sphinx.util.docutils import ReferenceRole
from sphinx.util.parsing import nested_parse_to_nodes

from sphinx_ihe.reading.source.policy import Policy, policies, policy

if TYPE_CHECKING:
    from collections.abc import Iterator


class SeenDirective(NamedTuple):
    """``argument``, ``options`` and ``body`` are None where docutils refuses the directive's options."""

    name: str
    line: int
    argument: str | None
    options: tuple[tuple[str, str], ...] | None
    body: tuple[tuple[int, str], ...] | None


class SeenRole(NamedTuple):
    name: str
    text: str
    line: int


class SeenTitle(NamedTuple):
    text: str
    line: int


class Seen(NamedTuple):
    directives: list[SeenDirective]
    roles: list[SeenRole]
    titles: list[SeenTitle]


def seen(text: str) -> Seen:
    """What docutils sees in a text, in the order in which it sees it."""
    with _recording() as record:
        Parser().parse(text, utils.new_document("page.rst", _settings()))
    return record.seen


def role_text(text: str) -> str:
    r"""A role's escaped text as the scanner gives it: folded, escapes undone but for ``\<``."""
    return " ".join(unescape(text.replace("\0<", "\\<")).split())


def _settings() -> Any:
    settings = frontend.get_default_settings(Parser)
    settings.report_level = 5
    settings.halt_level = 6
    settings.line_length_limit = 10**9
    settings.file_insertion_enabled = False
    settings._disable_config = True
    return settings


class _Record:
    def __init__(self) -> None:
        self.seen = Seen([], [], [])
        self.known = policies()
        self.texts: list[tuple[str, int]] = []
        self.line = 0
        self.silent = 0
        self.lineless = 0


class _AnyOption(dict[str, Any]):
    def __bool__(self) -> bool:
        return True


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
            self.inline_argument(self.arguments[0])
        if body == "version" and len(self.arguments) > 1:
            self.inline_argument(self.arguments[1])
        if not self.content:
            return []
        if body == "inline":
            self.state.inline_text("\n".join(self.content), self.content_offset + 1)
            return []
        if body == "sections":
            return nested_parse_to_nodes(self.state, self.content, offset=self.content_offset)
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]

    def inline_argument(self, argument: str) -> None:
        """Parse an argument as of the line in which it begins, which need not be the directive's."""
        text = self.block_text
        begin = text.index(argument.split("\n", 1)[0], text.index("::"))
        self.state.inline_text(argument, self.lineno + text.count("\n", 0, begin))


class _RecordingCsv(CSVTable):
    """The table of docutils itself: it knows how to divide cells. But it does not know their lines: they are 0."""

    has_content = True
    policy: Policy
    record: _Record

    def run(self) -> list[nodes.Node]:
        named = dict(self.options.values())
        spec = CSVTable.option_spec
        used = ("delim", "quote", "escape", "keepspace", "header")
        try:
            self.options = {name: spec[name](value) for name, value in named.items() if name in used and spec}
        except ValueError:
            return []
        self.record.lineless += 1
        try:
            return super().run()
        finally:
            self.record.lineless -= 1


def _class_of(name: str, record: _Record) -> type[Directive]:
    known = policy(name, record.known)
    base = _RecordingCsv if known.body == "csv" else _Recording
    versioned = known.body == "version"
    return type(
        base.__name__,
        (base,),
        {
            "policy": known,
            "record": record,
            "required_arguments": 1 if versioned else 0,
            "optional_arguments": 1 if known.argument else 0,
            "option_spec": _AnyOption() if known.options else None,
        },
    )


@contextmanager
def _recording() -> Iterator[_Record]:
    record = _Record()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(directives, "directive", lambda name, _l, _d: (_class_of(name.lower(), record), []))
        patch.setattr(utils, "extract_extension_options", _options)
        patch.setattr(roles, "_roles", {})
        _record_directives(patch, record)
        _record_titles(patch, record)
        _record_roles(patch, record)
        yield record


def _options(fields: nodes.field_list, _spec: object) -> dict[int, tuple[str, str]]:
    pairs = {}
    for number, each in enumerate(fields):
        paragraphs = [part.astext() for part in each[1] if isinstance(part, nodes.paragraph)]
        pairs[number] = (" ".join(each[0].rawsource.lower().split()), " ".join(" ".join(paragraphs).split()))
    return pairs


def _source_line(state: Any, line: int) -> int:
    return state.state_machine.get_source_and_line(line)[1] or line


def _record_directives(patch: pytest.MonkeyPatch, record: _Record) -> None:
    original = states.Body.parse_directive_block
    extension_options = states.Body.parse_extension_options
    run = states.Body.run_directive

    def run_directive(self: Any, directive: Any, match: Any, type_name: str, presets: Any) -> Any:
        self.recorded_name = type_name.lower()
        self.recorded_line = 0 if record.lineless else _source_line(self, self.state_machine.abs_line_number())
        return run(self, directive, match, type_name, {})

    def parse_directive_block(self: Any, indented: Any, offset: int, directive: Any, presets: Any) -> Any:
        name, line = self.recorded_name, self.recorded_line
        try:
            arguments, options, content, content_offset = original(self, indented, offset, _lenient(directive), presets)
        except states.MarkupError:
            record.seen.directives.append(SeenDirective(name, line, None, None, None))
            raise
        argument = " ".join(arguments[0].split()) if arguments else ""
        numbers = [0 if record.lineless else number + 1 for _, number in content.items]
        body = tuple(zip(numbers, content.data, strict=True))
        record.seen.directives.append(SeenDirective(name, line, argument, tuple(options.values()), body))
        if directive.required_arguments and arguments:
            arguments = arguments[0].split(None, 1)
        return arguments, options, content, content_offset

    def parse_extension_options(self: Any, spec: Any, lines: Any) -> Any:
        record.silent += 1
        try:
            return extension_options(self, spec, lines)
        finally:
            record.silent -= 1

    patch.setattr(states.Body, "parse_extension_options", parse_extension_options)
    patch.setattr(states.Body, "run_directive", run_directive)
    patch.setattr(states.Body, "parse_directive_block", parse_directive_block)


def _lenient(directive: type[Directive]) -> type[Directive]:
    """The same class with its argument in one piece, which may be missing."""
    taken = 1 if directive.required_arguments + directive.optional_arguments else 0
    return type("Lenient", (directive,), {"required_arguments": 0, "optional_arguments": taken})


def _record_titles(patch: pytest.MonkeyPatch, record: _Record) -> None:
    original = states.RSTState.new_subsection

    def new_subsection(self: Any, title: str, lineno: int, messages: Any) -> Any:
        record.silent += 1
        text = "".join(node.astext() for node in self.inline_text(title, lineno)[0])
        record.silent -= 1
        record.seen.titles.append(SeenTitle(" ".join(text.split()), _source_line(self, lineno)))
        return original(self, title, lineno, messages)

    patch.setattr(states.RSTState, "new_subsection", new_subsection)


def _record_roles(patch: pytest.MonkeyPatch, record: _Record) -> None:
    inline_text = states.RSTState.inline_text
    line_block_line = states.Body.line_block_line
    interpreted_or_phrase_ref = states.Inliner.interpreted_or_phrase_ref

    def recorded_inline_text(self: Any, text: str, lineno: int) -> Any:
        record.texts.append((text, _source_line(self, lineno)))
        try:
            return inline_text(self, text, lineno)
        finally:
            record.texts.pop()

    def recorded_start(self: Any, match: Any, lineno: int) -> Any:
        text, line = record.texts[-1]
        record.line = line + text.count("\n", 0, len(text) - len(match.string) + match.start("role"))
        return interpreted_or_phrase_ref(self, match, lineno)

    def recorded_role(self: Any, rawsource: str, text: str, role: str | None, _lineno: int) -> Any:
        name = (role or "").lower()
        if not record.silent:
            record.seen.roles.append(SeenRole(name, role_text(text), 0 if record.lineless else record.line))
        return [nodes.inline(rawsource, _shown(name, text))], []

    def corrected_line(self: Any, match: Any, lineno: int) -> Any:
        """The text of a line block that has nothing behind its bar begins in the next line."""
        return line_block_line(self, match, lineno + (match.string.strip() == "|"))

    patch.setattr(states.Body, "line_block_line", corrected_line)
    patch.setattr(states.RSTState, "inline_text", recorded_inline_text)
    patch.setattr(states.Inliner, "interpreted_or_phrase_ref", recorded_start)
    patch.setitem(states.Inliner.dispatch, "`", recorded_start)
    patch.setattr(states.Inliner, "interpreted", recorded_role)


def _shown(role: str, text: str) -> str:
    """What Sphinx prints for a role: the title where the text has one."""
    title = ReferenceRole.explicit_title_re.match(text)
    if title:
        return title[1]
    return text.lstrip("!~") if ":" in role else text
