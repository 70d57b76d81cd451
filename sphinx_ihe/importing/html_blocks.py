"""HTML to typed blocks. The only reader of HTML: Word and Markdown come through here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import html as lxml_html

from sphinx_ihe.importing.blocks import (
    BoxBlock,
    CodeBlock,
    HeadingBlock,
    ListBlock,
    TableBlock,
    TableCell,
    TextBlock,
    TextRun,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.importing.blocks import Block, Runs

_HEADING = re.compile(r"h([1-9])")
_NUMBER = re.compile(
    r"\s*(?P<number>(?:[0-9]:)?(?:[0-9]+|[A-Z](?=\.)|[XYZ]{1,3}(?=[\s.]))(?:\.[0-9A-Za-z]{1,4}\b)*)[.:]?\s+(?=\S)"
)
_LOOKS = {
    "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "code": "code",
    "tt": "code", "kbd": "code", "samp": "code", "sup": "sup", "sub": "sub", "ins": "ins", "del": "del", "s": "del",
}  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "big", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "tt", "u", "var", "button", "svg", "object",
))  # fmt: skip
_SILENT = frozenset(("script", "style", "head", "nav", "noscript", "template", "title"))
_GROUP = frozenset(("thead", "tbody", "tfoot"))
_WIDEST = 60
_CODE_STYLE = re.compile(r"xml|code|preformatted|plain[ -]?text|example", re.IGNORECASE)


class HtmlReader:
    """Reads one document; ``footnotes`` are those whose texts stand at its end."""

    def __init__(self, text: str) -> None:
        self.footnotes: dict[str, tuple[Block, ...]] = {}
        self.root: Any = lxml_html.document_fromstring(f"<html><body>{text}</body></html>") if text.strip() else None

    def read(self) -> tuple[Block, ...]:
        """The blocks of the whole document."""
        return () if self.root is None else tuple(_joined(self._blocks(self.root)))

    def _blocks(self, parent: Any) -> Iterator[Block]:
        loose: list[TextRun] = [TextRun(parent.text)] if parent.text else []
        for element in parent:
            if not isinstance(element.tag, str):
                pass
            elif element.tag in _INLINE and not _holds_blocks(element):
                loose += _runs(element)
            else:
                yield from _paragraph(loose)
                loose = []
                if element.tag not in _SILENT:
                    yield from self._block(element)
            if element.tail:
                loose.append(TextRun(element.tail))
        yield from _paragraph(loose)

    def _block(self, element: Any) -> Iterator[Block]:
        tag = element.tag
        if found := _HEADING.fullmatch(tag):
            yield from _heading(element, int(found[1]))
        elif tag == "p":
            style = element.get("class") or ""
            if _holds_blocks(element):
                yield from self._blocks(element)
            elif _CODE_STYLE.fullmatch(style):
                yield CodeBlock("".join("\n" if run.look == "break" else run.text for run in _inner(element)))
            else:
                yield from _paragraph(_inner(element), style, _labels(element))
        elif tag == "pre":
            yield CodeBlock(element.text_content().strip("\n"))
        elif tag in ("ul", "ol"):
            yield from self._list(element)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "blockquote":
            yield BoxBlock("", tuple(self._blocks(element)))
        elif tag in ("dt", "figcaption", "summary"):
            yield from _paragraph(_inner(element), "caption" if tag == "figcaption" else "")
        elif tag == "dd":
            yield from self._description(element)
        else:
            yield from self._blocks(element)

    def _description(self, element: Any) -> Iterator[Block]:
        yield BoxBlock("", tuple(self._blocks(element)))

    def _list(self, element: Any) -> Iterator[Block]:
        items: list[tuple[Block, ...]] = []
        for item in element:
            if not isinstance(item.tag, str):
                continue
            blocks = tuple(_joined(self._blocks(item)))
            if (item.get("id") or "").startswith(("footnote-", "endnote-")):
                self.footnotes[item.get("id")] = blocks
            elif blocks:
                items.append(blocks)
        if items:
            start = element.get("start") or "1"
            yield ListBlock(tuple(items), (int(start) if start.isdecimal() else 1) if element.tag == "ol" else None)

    def _table(self, element: Any) -> Iterator[Block]:
        rows: list[tuple[TableCell, ...]] = []
        heads = 0
        caption: Runs = ()
        for row, in_head in _rows(element):
            if row.tag == "caption":
                caption = _trimmed(_inner(row))
                continue
            cells = tuple(self._cell(cell) for cell in row if cell.tag in ("td", "th"))
            if cells:
                headed = in_head or all(cell.tag == "th" for cell in row if cell.tag in ("td", "th"))
                heads += headed and heads == len(rows)
                rows.append(cells)
        if rows:
            yield TableBlock(tuple(rows), heads, caption)

    def _cell(self, cell: Any) -> TableCell:
        blocks = (
            TextBlock(tuple(TextRun(run.text, run.look or "strong", run.target) for run in block.runs), "")
            if isinstance(block, HeadingBlock)
            else block
            for block in _joined(self._blocks(cell))
        )
        return TableCell(tuple(blocks), _span(cell.get("colspan")), _span(cell.get("rowspan")))


def _rows(table: Any) -> Iterator[tuple[Any, bool]]:
    for child in table:
        if child.tag in _GROUP:
            yield from ((row, child.tag == "thead") for row in child if row.tag == "tr")
        elif child.tag in ("tr", "caption"):
            yield child, False


def _span(value: str | None) -> int:
    return max(1, min(int(value), _WIDEST)) if value and value.strip().isdecimal() else 1


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag not in _INLINE for inner in element.iterdescendants())


def _heading(element: Any, level: int) -> Iterator[Block]:
    runs = _trimmed(_inner(element))
    number = ""
    if runs and (found := _NUMBER.match(runs[0].text)):
        number = found["number"]
        runs = (TextRun(runs[0].text[found.end() :], runs[0].look, runs[0].target), *runs[1:])
    if any(run.text.strip() for run in runs):
        yield HeadingBlock(level, runs, number, _labels(element))
    elif runs:
        yield TextBlock(runs)


def _labels(element: Any) -> tuple[str, ...]:
    own = [element.get("id")] if element.get("id") else []
    return tuple(own + [each.get("id") for each in element.iterdescendants("a") if each.get("id")])


def _paragraph(runs: list[TextRun] | Runs, style: str = "", labels: tuple[str, ...] = ()) -> Iterator[Block]:
    trimmed = _trimmed(runs)
    if trimmed:
        yield TextBlock(trimmed, style, labels)


def _inner(element: Any) -> list[TextRun]:
    return list(_content(element, "", ""))


def _runs(element: Any, look: str = "", target: str = "") -> Iterator[TextRun]:
    tag = element.tag
    if tag == "br":
        yield TextRun("\n", "break")
    elif tag == "img":
        yield TextRun(element.get("alt") or "", "picture", element.get("src") or "")
    elif tag == "a" and (element.get("href") or "").startswith(("#footnote-ref", "#endnote-ref")):
        return
    elif tag == "a" and (element.get("href") or "").startswith(("#footnote-", "#endnote-")):
        yield TextRun(element.text_content(), "footnote", element.get("href")[1:])
    elif tag not in _SILENT:
        own = _LOOKS.get(tag, "")
        yield from _content(element, own or look, (element.get("href") or "") if tag == "a" else target)


def _content(element: Any, look: str, target: str) -> Iterator[TextRun]:
    if element.text:
        yield TextRun(element.text, look, target)
    for inner in element:
        if isinstance(inner.tag, str):
            yield from _runs(inner, look, target)
        if inner.tail:
            yield TextRun(inner.tail, look, target)


def _trimmed(runs: list[TextRun] | Runs) -> Runs:
    """Runs without white space around them and of one look each, with blanks folded."""
    found: list[TextRun] = []
    for run in runs:
        if run.look in ("break", "picture", "footnote"):
            found.append(run)
            continue
        text = re.sub(r"[ \t\r\n\xa0\u2002-\u200a\u202f]+", " ", run.text)
        text = re.sub("[\u200b\ufeff\xad\x00-\x08\x0b-\x1f]", "", text)
        before = found[-1] if found else None
        if before and before.look == run.look and before.target == run.target:
            text = re.sub(" +", " ", found.pop().text + text)
        if text:
            found.append(TextRun(text, run.look, run.target))
    while found and not found[0].text.strip() and found[0].look not in ("picture", "footnote"):
        found.pop(0)
    while found and not found[-1].text.strip() and found[-1].look not in ("picture", "footnote"):
        found.pop()
    if found:
        found[0] = _stripped(found[0], str.lstrip)
        found[-1] = _stripped(found[-1], str.rstrip)
    return tuple(found)


def _stripped(run: TextRun, strip: Any) -> TextRun:
    return TextRun(strip(run.text), run.look, run.target)


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks with the lines of one code together."""
    waiting: list[str] = []
    for block in blocks:
        if isinstance(block, CodeBlock):
            waiting.append(block.text)
            continue
        if waiting:
            yield from _code(waiting)
            waiting = []
        yield block
    if waiting:
        yield from _code(waiting)


def _code(lines: list[str]) -> Iterator[Block]:
    text = "\n".join(lines).strip("\n")
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text.replace("\r", "").replace("\t", "    "))
    if text.strip():
        yield CodeBlock(text)
