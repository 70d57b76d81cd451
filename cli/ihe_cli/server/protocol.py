"""The messages of the protocol that the server answers, and when it reports findings by itself."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from ihe_cli.server import answers, completion, diagnostics
from ihe_cli.server.desk import Desk, nothing, path_of
from ihe_cli.server.positions import Sheet
from sphinx_ihe import __version__
from sphinx_ihe.editing.renaming import RenamingError
from sphinx_ihe.framework.config import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ihe_cli.server.desk import DeskState, Project

DELAY = 0.15
"""Seconds without a change after which findings are looked for."""

WATCHED = ("**/*.{rst,md,inc,txt}", f"**/{FILE_NAME}", "**/conf.py", "**/*.json")

log = logging.getLogger(__name__)


class IheServer(LanguageServer):
    """The server: what the editor has open, and the frameworks whose findings are to be reported."""

    desk: Desk

    def __init__(self) -> None:
        # Whole texts: the lines of the library end at characters that end none in the protocol.
        super().__init__("ihe", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._running: dict[Project, asyncio.Task[None]] = {}

    # -- reporting ----------------------------------------------------------------------------------------------------

    def changed(self, project: Project | None) -> None:
        """Report what is found in a framework as soon as nothing changes for a moment."""
        if project is None:
            return
        running = self._running.get(project)
        if running is None or running.done():
            self._running[project] = asyncio.get_running_loop().create_task(self._keep_up(project))

    async def _keep_up(self, project: Project) -> None:
        reported = -1
        while reported != project.generation:
            if project.state is not None:
                await self._calm(project)
            generation = project.generation
            loop = asyncio.get_running_loop()
            try:
                state = await loop.run_in_executor(self.thread_pool, self._find, project)
            except Exception:
                # Whatever is half-written, the next keystroke may mend it.
                log.exception("cannot read %s", project.file)
            else:
                if self.desk.keep(project, generation, state):
                    self._publish(project, state)
            reported = generation

    async def _calm(self, project: Project) -> None:
        """Wait until nothing changes."""
        seen = -1
        while seen != project.generation:
            seen = project.generation
            await asyncio.sleep(DELAY)

    def _find(self, project: Project) -> DeskState:
        state = self.desk.read(project)
        _ = state.findings
        return state

    def _publish(self, project: Project, state: DeskState) -> None:
        """Report the findings of a framework; files that have none any more are told so."""
        gone = not project.file.exists() and str(project.file) not in self.desk.buffers
        found = set() if gone else {file for file in state.findings if self.desk.belongs(file, project)}
        is_open = {
            file for file in self.desk.buffers if file in state.reading.texts and self.desk.belongs(file, project)
        }
        for file in sorted(found | project.published | is_open):
            buffer = self.desk.buffers.get(file)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(
                    uri=self.desk.uri(file),
                    diagnostics=diagnostics.diagnostics(self.desk, state, file) if file in found else [],
                    version=buffer.version if buffer else None,
                )
            )
        project.published = found
        if gone:
            self.desk.projects.pop(project.file, None)

    # -- asking -------------------------------------------------------------------------------------------------------

    def spot(self, uri: str, position: types.Position) -> answers.Spot | None:
        """A place in a file of a framework; None for other files."""
        found = self.read(uri)
        return answers.Spot(self.desk, *found, position) if found else None

    def read(self, uri: str) -> tuple[DeskState, Sheet] | None:
        """The framework of a file as it reads now, and the file's text; None for other files."""
        file = path_of(uri)
        project = self.desk.project(file) if file else None
        if file is None or project is None:
            return None
        state = self.desk.state(project)
        sheet = self.desk.sheet(state, file)
        return (state, sheet) if sheet else None

    def supports(self, *names: str) -> bool:
        """Whether the editor says that it can do something."""
        value: Any = self.client_capabilities
        for name in names:
            value = getattr(value, name, None)
        return bool(value)


def language_server() -> IheServer:
    """A server that has not started."""
    server = IheServer()
    for method, handler in _HANDLERS.items():
        server.feature(method, _OPTIONS.get(method))(handler)
    return server


# -- what changes -----------------------------------------------------------------------------------------------------


def _initialize(ls: IheServer, params: types.InitializeParams) -> None:
    encoding = ls.workspace.position_encoding or types.PositionEncodingKind.Utf16
    ls.desk = Desk(str(getattr(encoding, "value", encoding)))
    ls.desk.versioned = ls.supports("workspace", "workspace_edit", "document_changes")


async def _initialized(ls: IheServer, params: types.InitializedParams) -> None:
    if ls.supports("workspace", "did_change_watched_files", "dynamic_registration"):
        watchers = [types.FileSystemWatcher(glob) for glob in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ls.client_register_capability(types.RegistrationParams([registration]))
    await _add_folders(ls, [folder.uri for folder in ls.workspace.folders.values()])


async def _folders_changed(ls: IheServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
    await _add_folders(ls, [folder.uri for folder in params.event.added])


async def _add_folders(ls: IheServer, uris: list[str]) -> None:
    loop = asyncio.get_running_loop()
    for folder in filter(None, map(path_of, uris)):
        for project in await loop.run_in_executor(ls.thread_pool, ls.desk.add_folder, folder):
            ls.changed(project)


async def _opened(ls: IheServer, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    ls.changed(ls.desk.put(document.uri, document.text, document.version))


async def _edited(ls: IheServer, params: types.DidChangeTextDocumentParams) -> None:
    document = params.text_document
    text = ls.workspace.get_text_document(document.uri).source
    ls.changed(ls.desk.put(document.uri, text, document.version))


async def _closed(ls: IheServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.changed(ls.desk.drop(params.text_document.uri))


async def _files_changed(ls: IheServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Files changed outside of the editor; a framework may also read files that lie elsewhere."""
    for change in params.changes:
        file = path_of(change.uri)
        if file and os.path.basename(file) == FILE_NAME:  # noqa: PTH119 - places are texts
            ls.desk.project(file)
    for project in list(ls.desk.projects.values()):
        project.generation += 1
        ls.changed(project)


# -- what is asked ----------------------------------------------------------------------------------------------------


def _hover(ls: IheServer, params: types.HoverParams) -> types.Hover | None:
    spot = ls.spot(params.text_document.uri, params.position)
    return answers.hover(spot) if spot else None


def _definition(ls: IheServer, params: types.DefinitionParams) -> list[types.Location]:
    spot = ls.spot(params.text_document.uri, params.position)
    return answers.definitions(spot) if spot else []


def _references(ls: IheServer, params: types.ReferenceParams) -> list[types.Location]:
    spot = ls.spot(params.text_document.uri, params.position)
    return answers.references(spot, declarations=params.context.include_declaration) if spot else []


def _highlight(ls: IheServer, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    spot = ls.spot(params.text_document.uri, params.position)
    return answers.highlights(spot) if spot else []


def _document_symbol(ls: IheServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    found = ls.read(params.text_document.uri)
    return answers.document_symbols(*found) if found else []


def _workspace_symbol(ls: IheServer, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    return [
        symbol
        for project in list(ls.desk.projects.values())
        for symbol in answers.workspace_symbols(ls.desk, ls.desk.state(project), params.query)
    ]


def _code_action(ls: IheServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    found = ls.read(params.text_document.uri)
    return list(diagnostics.actions(ls.desk, found[0], found[1].file, params)) if found else []


def _complete(ls: IheServer, params: types.CompletionParams) -> types.CompletionList | None:
    """Names are those of the last reading: a text that is being typed in may not read at all."""
    file = path_of(params.text_document.uri)
    buffer = ls.desk.buffers.get(file) if file else None
    if file is None or buffer is None:
        return None
    project = ls.desk.project(file)
    state = (project.state or ls.desk.state(project)) if project else nothing()
    sheet = Sheet(file, buffer.text, ls.desk.encoding)
    snippets = ls.supports("text_document", "completion", "completion_item", "snippet_support")
    return completion.complete(state, sheet, params.position, snippets=snippets)


def _resolve(ls: IheServer, item: types.CompletionItem) -> types.CompletionItem:
    file = item.data[0] if isinstance(item.data, list) and item.data else None
    project = ls.desk.project(file) if isinstance(file, str) else None
    return completion.resolve((project and project.state) or nothing(), item)


def _prepare_rename(ls: IheServer, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    spot = ls.spot(params.text_document.uri, params.position)
    try:
        return answers.prepare_rename(spot) if spot else None
    except RenamingError as error:
        raise JsonRpcInvalidParams(str(error)) from None


def _rename(ls: IheServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    spot = ls.spot(params.text_document.uri, params.position)
    try:
        return answers.renamed(spot, params.new_name) if spot else None
    except RenamingError as error:
        raise JsonRpcInvalidParams(str(error)) from None


_HANDLERS: Mapping[str, Callable[[IheServer, Any], Any]] = {
    types.INITIALIZE: _initialize,
    types.INITIALIZED: _initialized,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _folders_changed,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files_changed,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _edited,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.TEXT_DOCUMENT_DEFINITION: _definition,
    types.TEXT_DOCUMENT_REFERENCES: _references,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: _highlight,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _document_symbol,
    types.WORKSPACE_SYMBOL: _workspace_symbol,
    types.TEXT_DOCUMENT_CODE_ACTION: _code_action,
    types.TEXT_DOCUMENT_COMPLETION: _complete,
    types.COMPLETION_ITEM_RESOLVE: _resolve,
    types.TEXT_DOCUMENT_PREPARE_RENAME: _prepare_rename,
    types.TEXT_DOCUMENT_RENAME: _rename,
}
"""The messages that are answered."""

_OPTIONS: Mapping[str, Any] = {
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions([types.CodeActionKind.QuickFix, diagnostics.FIX_ALL]),
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(list(completion.TRIGGERS), resolve_provider=True),
    types.TEXT_DOCUMENT_RENAME: types.RenameOptions(prepare_provider=True),
}
