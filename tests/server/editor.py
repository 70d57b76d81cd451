"""An editor for tests: pygls's own client, in a loop of its own, with the server as a process behind it."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.uris import from_fs_path

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

PATIENCE = 30
"""Seconds after which a server is taken for dead."""

CAPABILITIES = types.ClientCapabilities(
    general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf16]),
    text_document=types.TextDocumentClientCapabilities(
        completion=types.CompletionClientCapabilities(
            completion_item=types.ClientCompletionItemOptions(snippet_support=True)
        ),
        rename=types.RenameClientCapabilities(prepare_support=True),
    ),
)


class Editor:
    """Opens texts and asks the server; every answer is waited for."""

    def __init__(self, capabilities: types.ClientCapabilities = CAPABILITIES, folders: tuple[Path, ...] = ()) -> None:
        self._loop = asyncio.new_event_loop()
        self.client = LanguageClient("editor", "1")
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.registered: list[types.Registration] = []
        self.messages: list[str] = []
        self.texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._news = asyncio.Event()
        self._listen()
        self._wait(self.client.start_io(sys.executable, "-m", "ihe_cli", "server"))
        workspace = [types.WorkspaceFolder(uri(folder), folder.name) for folder in folders]
        start = types.InitializeParams(capabilities=capabilities, workspace_folders=workspace)
        self.server = self.ask("initialize_async", start)
        self.client.initialized(types.InitializedParams())

    def _listen(self) -> None:
        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published[params.uri] = params
            self._news.set()

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def show(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self.registered += params.registrations
            self._news.set()

    def _wait(self, what: Awaitable[Any]) -> Any:
        return self._loop.run_until_complete(asyncio.wait_for(what, PATIENCE))

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for the answer."""
        return self._wait(getattr(self.client, method)(params))

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for news until something is so."""

        async def wait() -> None:
            while not is_so():
                self._news.clear()
                await self._news.wait()

        self._wait(wait())

    def stop(self) -> int:
        """End the server in order; its exit code."""
        self.ask("shutdown_async", None)
        self.client.exit(None)
        server = self.client._server
        assert server is not None
        code = self._wait(server.wait())
        self._wait(self.client.stop())
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()
        return int(code)

    # -- texts --------------------------------------------------------------------------------------------------------

    def open(self, path: Path, text: str | None = None) -> None:
        """Open a file, or a text in its place."""
        shown = path.read_text("utf-8") if text is None else text
        self._versions[uri(path)] = 1
        self.texts[uri(path)] = shown
        document = types.TextDocumentItem(uri(path), "restructuredtext", 1, shown)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def change(self, path: Path, text: str) -> None:
        """Type: the text is another one."""
        self._versions[uri(path)] += 1
        self.texts[uri(path)] = text
        document = types.VersionedTextDocumentIdentifier(self._versions[uri(path)], uri(path))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, path: Path) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(path)))

    def document(self, path: Path) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(uri(path))

    def diagnostics(self, path: Path) -> list[types.Diagnostic]:
        """The findings in the newest text of an open file."""
        wanted = self._versions[uri(path)]
        self.until(lambda: uri(path) in self.published and self.published[uri(path)].version == wanted)
        return list(self.published[uri(path)].diagnostics)

    # -- places -------------------------------------------------------------------------------------------------------

    def at(self, method: str, kind: Any, path: Path, position: types.Position, **more: Any) -> Any:
        """Ask about a position."""
        return self.ask(method, kind(text_document=self.document(path), position=position, **more))


def uri(path: Path) -> str:
    return str(from_fs_path(str(path)))


def find(text: str, words: str, *, behind: bool = False, nth: int = 1) -> types.Position:
    """The position of words in a text, in UTF-16; ``behind`` them, or of their first letter."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    at += len(words) if behind else 0
    line = text.count("\n", 0, at)
    start = text.rfind("\n", 0, at) + 1
    return types.Position(line, len(text[start:at].encode("utf-16-le")) // 2)


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """A text with edits made, as an editor makes them: positions in UTF-16, from the last to the first."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
        start, end = (_offset(lines, position) for position in (edit.range.start, edit.range.end))
        whole = "\n".join(lines)
        lines = (whole[:start] + edit.new_text + whole[end:]).split("\n")
    return "\n".join(lines)


def _offset(lines: list[str], position: types.Position) -> int:
    line = lines[position.line].encode("utf-16-le")[: position.character * 2].decode("utf-16-le")
    return sum(len(each) + 1 for each in lines[: position.line]) + len(line)
