"""Completion: what could be typed, as items that an editor puts in place of what has been typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from sphinx_ihe.editing import describing
from sphinx_ihe.editing.completing import TypedPlace, candidates
from sphinx_ihe.editing.occurrences import Thing
from sphinx_ihe.editing.typed import typed
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from ihe_cli.server.desk import DeskState
    from ihe_cli.server.positions import Sheet
    from sphinx_ihe.editing.completing import Candidate
    from sphinx_ihe.editing.typed import Typed

TRIGGERS = (":", "`", "{", "<", "[", ",", "-", "/", " ")

_KINDS = {
    "directive": types.CompletionItemKind.Keyword,
    "option name": types.CompletionItemKind.Property,
    "role": types.CompletionItemKind.Function,
    "value": types.CompletionItemKind.EnumMember,
    "code": types.CompletionItemKind.EnumMember,
    "word": types.CompletionItemKind.Keyword,
    "profile": types.CompletionItemKind.Module,
    "actor": types.CompletionItemKind.Class,
    "profile-actor": types.CompletionItemKind.Class,
    "transaction": types.CompletionItemKind.Method,
    "option": types.CompletionItemKind.EnumMember,
    "content-module": types.CompletionItemKind.Struct,
}


def complete(
    state: DeskState, sheet: Sheet, position: types.Position, *, snippets: bool
) -> types.CompletionList | None:
    """What could be typed at a position; None where nothing of ours could be."""
    rows = sheet.rows
    row = min(position.line, len(rows) - 1)
    start = sheet.offset(types.Position(row, 0))
    column = sheet.offset(types.Position(row, position.character)) - start
    markdown = is_markdown(sheet.file)
    here = typed(rows, row, column, markdown=markdown)
    if here is None:
        return None
    found, whole = candidates(state.reading.framework, TypedPlace(here, sheet.file, rows))
    replaced = types.Range(sheet.position(start + column - len(here.prefix)), sheet.position(start + column))
    writer = _CompletionWriter(here, sheet.file, rows[row][column:], replaced, snippets=snippets)
    return types.CompletionList(is_incomplete=not whole, items=[writer.item(*each) for each in enumerate(found)])


class _CompletionWriter:
    """Writes the items at one place; ``behind`` is what stands behind the cursor already."""

    def __init__(self, here: Typed, file: str, behind: str, replaced: types.Range, *, snippets: bool) -> None:
        self.here = here
        self.file = file
        self.behind = behind
        self.replaced = replaced
        self.snippets = snippets
        self.markdown = is_markdown(file)

    def item(self, rank: int, candidate: Candidate) -> types.CompletionItem:
        text = self._text(candidate)
        is_snippet = self.snippets and self.here.what == "role" and "`" in text
        return types.CompletionItem(
            label=candidate.text.strip().strip(":") or candidate.text,
            kind=_KINDS.get(candidate.kind, types.CompletionItemKind.Value),
            detail=candidate.about or None,
            sort_text=f"{rank:05}",
            filter_text=f"{candidate.text} {candidate.about}" if candidate.kind == "transaction" else candidate.text,
            insert_text_format=types.InsertTextFormat.Snippet if is_snippet else types.InsertTextFormat.PlainText,
            text_edit=types.TextEdit(self.replaced, text.replace("``", "`$0`") if is_snippet else text),
            data=[self.file, *candidate.thing] if candidate.thing else None,
        )

    def _text(self, candidate: Candidate) -> str:
        """What is put in, with the marks behind it that are not there yet."""
        text, behind = candidate.text, self.behind
        match self.here.what:
            case "directive":
                end = "}" if self.markdown else "::"
                return text if behind.lstrip().startswith(end) else f"{text}{end}"
            case "option":
                return text if behind.startswith(":") else f"{text}: "
            case "role":
                end = "}" if self.markdown else ""
                if behind.startswith(end or "`"):
                    return text
                return f"{text}{end}``" if self.snippets else f"{text}{end}`"
            case "target":
                return text if "`" in behind else f"{text}`"
        if text.endswith((":", ": ")) and behind.lstrip().startswith(":"):
            return text.rstrip(": ")
        return text


def resolve(state: DeskState, item: types.CompletionItem) -> types.CompletionItem:
    """An item with what is known of its thing."""
    if isinstance(item.data, list) and len(item.data) == 3:
        reading = state.reading
        text = describing.describe(reading.framework, Thing(*map(str, item.data[1:])), reading.texts)
        item.documentation = types.MarkupContent(types.MarkupKind.Markdown, text)
    return item
