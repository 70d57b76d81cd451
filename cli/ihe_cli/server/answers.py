"""What is said of a place: hovers, definitions, references, symbols and renaming."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from ihe_cli.manual import rule_page
from ihe_cli.server.diagnostics import edit_of, location
from sphinx_ihe.editing import describing
from sphinx_ihe.editing.fixes import replaced, replacements
from sphinx_ihe.editing.guard import refusal
from sphinx_ihe.editing.outline import outline
from sphinx_ihe.editing.renaming import RenamingError, called, renamable, rename
from sphinx_ihe.editing.typed import directive_at
from sphinx_ihe.framework.reader import read_folder
from sphinx_ihe.language.directives import ROLES
from sphinx_ihe.reading.source import is_markdown
from sphinx_ihe.rules.rule import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ihe_cli.server.desk import Desk, DeskState
    from ihe_cli.server.positions import Sheet
    from sphinx_ihe.editing.fixes import Replacement
    from sphinx_ihe.editing.occurrences import Occurrence, Thing
    from sphinx_ihe.editing.outline import OutlineEntry

_CODE = re.compile(r"\bIHE[0-9]{3}\b").finditer
_LANGUAGE = re.compile(
    r"(?P<directive>\bihe:[\w-]+(?=\s?::|\}$|\}\s))|:(?P<option>[\w-]+):(?=\s|$)|\bihe:(?P<role>[\w-]+)(?=[:}]`)"
).finditer
_TITLED_ROLE = re.compile(r"(?::ihe:[\w-]+:|\{ihe:[\w-]+\})`(?P<title>[^`<>]*)<(?P<target>[^`<>]*)>`").finditer
_CELL_CODE = re.compile(r"(?::\s+|\[|,\s*|-\s+|optionality:\s*)(?P<code>[ROC])(?=\s|$|,|\])").finditer

_SYMBOLS = {
    "profile": types.SymbolKind.Module,
    "actor": types.SymbolKind.Class,
    "profile-actor": types.SymbolKind.Class,
    "transaction": types.SymbolKind.Function,
    "option": types.SymbolKind.EnumMember,
    "content-module": types.SymbolKind.Struct,
    "use-case": types.SymbolKind.Event,
    "requirement": types.SymbolKind.Constant,
    "issue": types.SymbolKind.Event,
    "integration-statement": types.SymbolKind.Object,
    "table": types.SymbolKind.Array,
}


class Spot(NamedTuple):
    """A place in an open text that somebody asks about."""

    desk: Desk
    state: DeskState
    sheet: Sheet
    position: types.Position

    @property
    def occurrences(self) -> list[Occurrence]:
        """What is named there; in the title of a role, what the role points at."""
        known = self.state.occurrences
        found = known.at(self.file, *self.sheet.spot(self.position))
        if not found:
            row, column = _row_and_column(self)
            start = self.sheet.offset(types.Position(row, 0))
            for role in _TITLED_ROLE(self.sheet.row(row)):
                if role.start("title") <= column <= role.end("title"):
                    found = known.at(self.file, *self.sheet.lines.position(start + role.end("target")))
        return found

    @property
    def file(self) -> str:
        return self.sheet.file


# -- hovers -----------------------------------------------------------------------------------------------------------


def hover(spot: Spot) -> types.Hover | None:
    """What is named at a place, what of the language stands there, and the rules whose findings it has."""
    framework, texts = spot.state.reading.framework, spot.state.reading.texts
    said: list[str] = []
    place = None
    for occurrence in spot.occurrences[:1]:
        said.append(describing.describe(framework, occurrence.thing, texts))
        place = occurrence.place
    if not said:
        said += _of_language(spot)
    said += _of_rules(spot)
    if not said:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(dict.fromkeys(said)))
    return types.Hover(content, spot.sheet.range(place) if place else None)


def _of_language(spot: Spot) -> Iterator[str]:
    """The directive, the option, the role or the code at a place."""
    row, column = _row_and_column(spot)
    line = spot.sheet.row(row)
    around = directive_at(spot.sheet.rows, row, column, markdown=is_markdown(spot.file))
    for match in _LANGUAGE(line):
        if not match.start() <= column <= match.end():
            continue
        said = None
        if match["directive"]:
            said = describing.directive(match["directive"])
        elif match["option"] and around and row < around.body:
            said = describing.option(match["option"], around.name)
        elif match["role"] in ROLES:
            said = describing.role(match["role"])
        if said:
            yield said
    if around and around.name in ("ihe:actors-transactions", "ihe:actors-content-modules") and row >= around.body:
        for match in _CELL_CODE(line):
            if match.start("code") <= column <= match.end("code"):
                yield f"**{match['code']}** — {describing.CODES[match['code']]}"


def _of_rules(spot: Spot) -> Iterator[str]:
    """The pages of the rules whose code stands at a place, or that found something there."""
    row, column = _row_and_column(spot)
    codes = [match[0] for match in _CODE(spot.sheet.row(row)) if match.start() <= column <= match.end()]
    offset = spot.sheet.offset(spot.position)
    for finding in spot.state.findings.get(spot.file, ()):
        span = spot.sheet.lines.range(finding.place)
        if span and span[0] <= offset <= span[1]:
            codes.append(finding.code)
    for code in dict.fromkeys(codes):
        if rule := RULES.get(code):
            address = rule_page(code)
            heading = f"**[{code}]({address}) {rule.name}**" if address else f"**{code} {rule.name}**"
            yield f"{heading}\n\n{describing.page(rule.page)}"


def _row_and_column(spot: Spot) -> tuple[int, int]:
    row = min(spot.position.line, len(spot.sheet.rows) - 1)
    start = spot.sheet.offset(types.Position(row, 0))
    return row, spot.sheet.offset(types.Position(row, spot.position.character)) - start


# -- where things are -------------------------------------------------------------------------------------------------


def definitions(spot: Spot) -> list[types.Location]:
    """Where the things at a place are declared."""
    found = (each for here in spot.occurrences for each in spot.state.occurrences.of(here.thing) if each.declares)
    first = {(each.thing, each.place.file, each.place.line): each for each in found}
    return [location(spot.desk, spot.state, each.place) for each in first.values()]


def references(spot: Spot, *, declarations: bool) -> list[types.Location]:
    """Every place that names the thing at a place."""
    things = dict.fromkeys(occurrence.thing for occurrence in spot.occurrences)
    found = (each for thing in things for each in spot.state.occurrences.of(thing))
    places = dict.fromkeys(each.place for each in found if declarations or not each.declares)
    return [location(spot.desk, spot.state, place) for place in places]


def highlights(spot: Spot) -> list[types.DocumentHighlight]:
    """Every place in the same file that names the thing at a place."""
    things = dict.fromkeys(occurrence.thing for occurrence in spot.occurrences)
    found = [each for thing in things for each in spot.state.occurrences.of(thing) if each.place.file == spot.file]
    kinds = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
    return [types.DocumentHighlight(spot.sheet.range(each.place), kinds[each.declares]) for each in found]


# -- symbols ----------------------------------------------------------------------------------------------------------


def document_symbols(state: DeskState, sheet: Sheet) -> list[types.DocumentSymbol]:
    """The outline of a document."""
    entries = outline(state.reading.framework, sheet.file, sheet.text.count("\n") + 1)
    return [_symbol(sheet, entry) for entry in entries]


def _symbol(sheet: Sheet, entry: OutlineEntry) -> types.DocumentSymbol:
    selection = sheet.range(entry.place)
    last = min(max(entry.last - 1, selection.end.line), len(sheet.rows) - 1)
    end = sheet.position(sheet.offset(types.Position(last, 1 << 30)))
    return types.DocumentSymbol(
        name=entry.name or "(untitled)",
        kind=_SYMBOLS.get(entry.kind, types.SymbolKind.Namespace),
        range=types.Range(types.Position(selection.start.line, 0), max(end, selection.end)),
        selection_range=selection,
        detail=entry.about or None,
        children=[_symbol(sheet, each) for each in entry.inside],
    )


def workspace_symbols(desk: Desk, state: DeskState, query: str) -> Iterator[types.WorkspaceSymbol]:
    """The declarations whose names have the letters of a query in their order."""
    in_order = re.compile(".*?".join(map(re.escape, query.casefold())), re.DOTALL).search
    for declaration in state.reading.framework.all_declarations:
        name = declaration.label.text
        if in_order(f"{name} {declaration.key}".casefold()):
            kind = _SYMBOLS.get(declaration.kind, types.SymbolKind.Namespace)
            where = location(desk, state, declaration.label.place)
            container = declaration.key.partition(" / ")[0] if " / " in declaration.key else None
            yield types.WorkspaceSymbol(name=name, kind=kind, location=where, container_name=container)


# -- renaming ---------------------------------------------------------------------------------------------------------


def prepare_rename(spot: Spot) -> types.PrepareRenamePlaceholder | None:
    """The words to rename at a place. Raises RenamingError."""
    chosen = _chosen(spot.occurrences)
    if chosen is None:
        return None
    renamable(spot.state.reading.framework, chosen.thing)
    return types.PrepareRenamePlaceholder(spot.sheet.range(chosen.place), chosen.text)


def renamed(spot: Spot, words: str) -> types.WorkspaceEdit | None:
    """The edit that gives the thing at a place other words everywhere. Raises RenamingError."""
    chosen = _chosen(spot.occurrences)
    if chosen is None:
        return None
    reading = spot.state.reading
    edits = rename(reading.framework, spot.state.occurrences, reading.texts, chosen, words)
    made = replacements(reading.texts, edits)
    if made is None:
        raise RenamingError("the new name has no room in the column of a table of text: make the column wider first")
    _refuse_less_readable(spot, made, (chosen.thing, called(reading.framework, chosen, words)))
    return edit_of(spot.desk, spot.state, made)


def _refuse_less_readable(spot: Spot, made: Mapping[str, Sequence[Replacement]], things: tuple[Thing, Thing]) -> None:
    """Raise RenamingError where the framework would not read as before. What it would be is read from memory."""
    config, reading = spot.state.config, spot.state.reading
    held = {Path(file): text.encode("utf-8", "replace") for file, text in reading.texts.items()}
    held |= {Path(file): replaced(reading.texts[file], each).encode("utf-8", "replace") for file, each in made.items()}
    after = read_folder(config.root or Path(spot.file).parent, config, held=held).framework
    if why := refusal(reading.framework, after, things):
        raise RenamingError(f"{things[1].name!r} cannot be the name of {things[0].kind} {things[0].name!r}: {why}")


def _chosen(found: Sequence[Occurrence]) -> Occurrence | None:
    """What is meant by renaming at a place: not the description of an actor in a profile, but the actor."""
    return next((each for each in found if each.thing.kind != "profile-actor"), None)
