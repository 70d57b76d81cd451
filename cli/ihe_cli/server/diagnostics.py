"""Findings as diagnostics, and their fixes as code actions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from ihe_cli.manual import rule_page
from ihe_cli.server.positions import NOWHERE
from sphinx_ihe.editing.fixes import Replacement, mend
from sphinx_ihe.editing.typed import directive_at
from sphinx_ihe.language.findings import Severity
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ihe_cli.server.desk import Desk, DeskState
    from ihe_cli.server.positions import Sheet
    from sphinx_ihe.language import Place
    from sphinx_ihe.language.findings import Finding, Related

SOURCE = "ihe"
FIX_ALL = "source.fixAll.ihe"
"""The kind of the action that makes all safe fixes of a document."""

_SEVERITIES = {
    Severity.error: types.DiagnosticSeverity.Error,
    Severity.warning: types.DiagnosticSeverity.Warning,
    Severity.info: types.DiagnosticSeverity.Information,
}
_TAGS = {
    "IHE008": types.DiagnosticTag.Unnecessary,
    "IHE205": types.DiagnosticTag.Deprecated,
    "IHE309": types.DiagnosticTag.Deprecated,
}
_begins_item = re.compile(r"\s|[-*+|=#>]|\(?[\w#]{1,4}[.)]\s|:[\w-]+:(?!`)").match


def diagnostics(desk: Desk, state: DeskState, file: str) -> list[types.Diagnostic]:
    """The findings in a file."""
    sheet = desk.sheet(state, file)
    return [_diagnostic(desk, state, sheet, finding) for finding in state.findings.get(file, ())]


def _diagnostic(desk: Desk, state: DeskState, sheet: Sheet | None, finding: Finding) -> types.Diagnostic:
    page = rule_page(finding.code)
    return types.Diagnostic(
        range=sheet.range(finding.place) if sheet else NOWHERE,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        message=f"{finding.message}\n{finding.help}" if finding.help else finding.message,
        tags=[_TAGS[finding.code]] if finding.code in _TAGS else None,
        related_information=[_related(desk, state, related) for related in finding.related] or None,
    )


def _related(desk: Desk, state: DeskState, related: Related) -> types.DiagnosticRelatedInformation:
    return types.DiagnosticRelatedInformation(location(desk, state, related.place), related.message)


def location(desk: Desk, state: DeskState, place: Place) -> types.Location:
    """Where a place is."""
    sheet = desk.sheet(state, place.file)
    return types.Location(desk.uri(place.file), sheet.range(place) if sheet else NOWHERE)


# -- actions ----------------------------------------------------------------------------------------------------------


def actions(desk: Desk, state: DeskState, file: str, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    """The fixes of the findings in a range, the comments that silence them, and the fix of everything that is safe."""
    sheet = desk.sheet(state, file)
    if sheet is None:
        return
    wanted = params.context.only
    start, end = sheet.offset(params.range.start), sheet.offset(params.range.end)
    for finding in state.findings.get(file, ()):
        span = sheet.lines.range(finding.place)
        if span is None or span[1] < start or end < span[0]:
            continue
        if _is_wanted(types.CodeActionKind.QuickFix, wanted):
            diagnostic = _diagnostic(desk, state, sheet, finding)
            yield from _quick_fixes(desk, state, sheet, finding, diagnostic)
    if _is_wanted(FIX_ALL, wanted):
        edit = fix(desk, state, [each for each in state.findings.get(file, ()) if _stays_in(each, file)])
        if edit:
            yield types.CodeAction("Fix everything that is safe", kind=FIX_ALL, edit=edit)


def _is_wanted(kind: str, wanted: Sequence[str] | None) -> bool:
    return not wanted or any(kind == each or kind.startswith(f"{each}.") for each in wanted)


def _stays_in(finding: Finding, file: str) -> bool:
    return finding.fix is not None and all(edit.place.file == file for edit in finding.fix.edits)


def _quick_fixes(
    desk: Desk, state: DeskState, sheet: Sheet, finding: Finding, diagnostic: types.Diagnostic
) -> Iterator[types.CodeAction]:
    kind = types.CodeActionKind.QuickFix
    if finding.fix and (edit := fix(desk, state, [finding], unsafe=True)):
        title = _title(sheet, finding)
        yield types.CodeAction(title, kind, [diagnostic], is_preferred=finding.fix.safe, edit=edit)
    if silence := _silence(sheet, finding):
        edit = workspace_edit(desk, {sheet.file: [sheet.edit(silence)]})
        yield types.CodeAction(f"Silence {finding.code} here, with a comment", kind, [diagnostic], edit=edit)


def _title(sheet: Sheet, finding: Finding) -> str:
    """What a fix does, in a few words."""
    assert finding.fix is not None
    first, *others = finding.fix.edits
    span = sheet.lines.range(first.place) if first.place.file == sheet.file else None
    old = " ".join(sheet.text[slice(*span)].split()) if span else ""
    new = " ".join(first.text.split())
    if others or not (old or new) or len(old) + len(new) > 80:
        what = f"Fix {finding.code}: {finding.help or finding.message}"
    elif not new:
        what = f"Remove {old!r}"
    else:
        what = f"Replace {old!r} by {new!r}" if old else f"Insert {new!r}"
    return what if finding.fix.safe else f"{what} (unsafe: may change what is meant)"


def _silence(sheet: Sheet, finding: Finding) -> Replacement | None:
    """The comment that silences a finding, before its directive or paragraph; None where it has no good place."""
    if finding.code < "IHE008" or sheet.file.endswith((".yaml", ".py")):
        return None  # what cannot be read is not there on purpose
    markdown = is_markdown(sheet.file)
    lines = [sheet.lines.line(row) for row in range(sheet.text.count("\n") + 1)]
    row = min(finding.place.line - 1, len(lines) - 1)
    around = directive_at(lines, row, finding.place.column - 1, markdown=markdown)
    if around:
        row = around.row
    else:
        while row and lines[row - 1].strip():
            row -= 1
        overlined = lines[row : row + 3 : 2]
        is_title = lines[row].startswith("#") if markdown else len(overlined) == 2 and _is_adornment(*overlined)
        if _begins_item(lines[row]) and not is_title:
            return None
    start, _ = sheet.lines.span(row)
    indent = lines[row][: len(lines[row]) - len(lines[row].lstrip())]
    mark = "%" if markdown and not lines[row].lstrip().startswith("..") else ".."
    end = sheet.lines.newline
    return Replacement(start, start, f"{indent}{mark} ihe: ignore[{finding.code}]{end}{end}")


def _is_adornment(above: str, below: str) -> bool:
    return len(above) > 1 and above == above[0] * len(above) and below.rstrip() == above.rstrip()


# -- edits ------------------------------------------------------------------------------------------------------------


def fix(
    desk: Desk, state: DeskState, findings: Sequence[Finding], *, unsafe: bool = False
) -> types.WorkspaceEdit | None:
    """The fixes of findings as one edit; None where there is nothing to do."""
    mended = mend(state.reading.texts, findings, unsafe=unsafe)
    return edit_of(desk, state, mended.replacements) if mended.texts else None


def edit_of(desk: Desk, state: DeskState, replaced: Mapping[str, Sequence[Replacement]]) -> types.WorkspaceEdit:
    """Replacements in files as an edit."""
    sheets = {file: desk.sheet(state, file) for file in replaced}
    return workspace_edit(
        desk, {file: [sheet.edit(each) for each in replaced[file]] for file, sheet in sheets.items() if sheet}
    )


def workspace_edit(desk: Desk, edits: Mapping[str, Sequence[types.TextEdit]]) -> types.WorkspaceEdit:
    """Edits of files, with the versions that they are for where the editor can tell them."""
    if not desk.versioned:
        return types.WorkspaceEdit(changes={desk.uri(file): list(each) for file, each in edits.items()})
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for file, each in edits.items():
        version = desk.buffers[file].version if file in desk.buffers else None
        document = types.OptionalVersionedTextDocumentIdentifier(desk.uri(file), version)
        changes.append(types.TextDocumentEdit(document, list(each)))
    return types.WorkspaceEdit(document_changes=changes)
