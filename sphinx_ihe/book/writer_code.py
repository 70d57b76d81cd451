"""Code in blocks, coloured by Pygments as in HTML.

The code stands in the output as it is; ``spans`` says which part of each line has which class of Pygments:
``k:3 1 s:9*`` is three bytes of class k, one without a class, and nine of class s that may be broken
over lines anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pygments.formatter import Formatter
from pygments.token import STANDARD_TYPES, Token
from sphinx.highlighting import PygmentsBridge

from sphinx_ihe.book.writer_figures import captioned
from sphinx_ihe.book.writer_nodes import writes
from sphinx_ihe.book.writer_text import call, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import StringIO

    from docutils.nodes import Element
    from pygments.style import Style
    from pygments.token import _TokenType

    from sphinx_ihe.book.writer_nodes import Writer

_LONG_WORD = re.compile(r"\S{30,}")


class _CodeText(Formatter[str]):
    """Tokens to the arguments of the function ``code``."""

    def format(self, tokensource: Iterator[tuple[_TokenType, str]], outfile: StringIO) -> None:  # type: ignore[override]
        lines: list[list[tuple[str, str]]] = [[]]
        for kind, value in tokensource:
            name = _class(kind)
            first, *others = value.expandtabs().split("\n")
            lines[-1].append((name, first))
            lines += [[(name, other)] for other in others]
        while len(lines) > 1 and not any(text for _name, text in lines[-1]):
            lines.pop()
        text = "\n".join("".join(text for _name, text in line) for line in lines)
        spans = [_spans(line) for line in lines]
        outfile.write(string(text))
        if any(not span.isdigit() for span in spans if span):
            outfile.write(f", spans: {string(chr(10).join(spans))}")


def _class(kind: _TokenType) -> str:
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    return STANDARD_TYPES.get(kind, "")


def _spans(line: Iterable[tuple[str, str]]) -> str:
    """The classes in a line, those of neighbours that are the same put together; blanks have none."""
    parts: list[tuple[str, str]] = []
    for name, text in line:
        shown = "" if name == "w" or not text.strip() else name
        if parts and parts[-1][0] == shown:
            parts[-1] = (shown, parts[-1][1] + text)
        elif text:
            parts.append((shown, text))
    return " ".join(piece for name, text in parts for piece in _pieces(name, text))


def _pieces(name: str, text: str) -> Iterator[str]:
    """A part as it is; a long word in it by itself."""
    end = 0
    prefix = f"{name}:" if name else ""
    for word in _LONG_WORD.finditer(text):
        if word.start() > end:
            yield prefix + _size(text[end : word.start()])
        yield f"{prefix}{_size(word[0])}*"
        end = word.end()
    if end < len(text):
        yield prefix + _size(text[end:])


def _size(text: str) -> str:
    return str(len(text.encode()))


class _Bridge(PygmentsBridge):
    """Sphinx's way to lexers, and its warnings."""

    def get_formatter(self, **kwargs: Any) -> Formatter[str]:
        return _CodeText()


@writes(nodes.literal_block)
def literal_block(writer: Writer, node: Element) -> str:
    """Code with colours, or with the marks that an author has put in it."""
    if node.rawsource != node.astext():
        return call("marked-code", writer.fixed(node))
    arguments: dict[str, Any] = node.get("highlight_args", {})
    options = [f"number: {arguments.get('linenostart', 1)}"] if node.get("linenos") else []
    marked = sorted(set(arguments.get("hl_lines", ())))
    options += [f"marked: ({''.join(f'{line}, ' for line in marked)})"] if marked else []
    return _code(writer, node, node.get("language", "default"), options)


@writes(nodes.doctest_block)
def doctest_block(writer: Writer, node: Element) -> str:
    """A session with Python."""
    return _code(writer, node, "pycon", [])


def _code(writer: Writer, node: Element, language: str, options: list[str]) -> str:
    config = writer.context.config
    made = _Bridge("html", config.pygments_style or "sphinx").highlight_block(
        node.astext(),
        language,
        opts=config.highlight_options.get(language, {}),
        force=node.get("force", False),
        location=node,
    )
    return f"#code({', '.join([made, *options])})"


def token_styles(style: type[Style]) -> str:
    """The look of each class of Pygments, as a Typst dictionary for the function ``code``."""
    looks = {}
    for kind, name in STANDARD_TYPES.items():
        look = style.style_for_token(kind if kind is not Token else Token)
        options = [f'fill: rgb("#{look["color"]}")'] if look["color"] else []
        options += ['weight: "bold"'] if look["bold"] else []
        options += ['style: "italic"'] if look["italic"] else []
        if options and name:
            looks[name] = f"{name}: ({', '.join(options)})"
    return "(\n{}\n)".format(",\n".join(looks.values())) if looks else "(:)"


def code_styles(writer: Writer) -> str:
    """The line before all others: how code is coloured."""
    style = PygmentsBridge("html", writer.context.config.pygments_style or "sphinx").formatter_args["style"]
    return f"#let code = code.with(styles: {token_styles(style)})"


@writes(nodes.container)
def container(writer: Writer, node: Element) -> str:
    """Code with its caption, or what only holds together what is in it."""
    captions = [child for child in node.children if isinstance(child, nodes.caption)]
    if not node.get("literal_block") or not captions:
        return writer.blocks(node.children)
    with writer.inside():
        body = writer.blocks(child for child in node.children if not isinstance(child, nodes.caption))
    return captioned(writer, captions[0], f"[\n{body}\n]", "raw")
