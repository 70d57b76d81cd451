"""The server behind an editor: what it reports while one types, and what it answers."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from editor import CAPABILITIES, Editor, applied, find, uri
from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLE = Path(__file__).parents[2] / "example_framework"

PROFILE = dedent("""\
    Sharing of Notes 🗒 (SON) Profile
    =================================

    .. ihe:profile::
       :type: workflow

    The 🗒🗒 :ihe:actor:`Note Source` SHALL send what :ihe:option:`Long Notes <SON / Long Notes>` asks for.

    .. ihe:actors-transactions::

       Note Source:
         ITI-901: R initiator
       Document Repository:
         ITI-901: R

    .. ihe:actors-options::

       Note Source: [Long Notes]
       Document Repository: none

    .. ihe:required-groupings::

       Note Source:
         - CT / Time Client
       Document Repository: none

    .. ihe:option:: Long Notes

       Notes of more than one line.

    .. ihe:actor:: Note Source

       Writes *notes*.
    """)

TRANSACTION = dedent("""\
    Send Note [ITI-901]
    ===================

    .. ihe:transaction::

    .. ihe:actor-roles::

       initiator:
         Note Source: Sends it.
       responder:
         Document Repository: Keeps it.
    """)


@pytest.fixture
def notes(framework: Path) -> Path:
    (framework / "son.rst").write_text(PROFILE, "utf-8")
    (framework / "iti-901.rst").write_text(TRANSACTION, "utf-8")
    return framework


def codes(found: Sequence[types.Diagnostic], *, sections: bool = False) -> list[str]:
    """The codes of findings, those about sections of the template apart."""
    return [str(each.code) for each in found if sections or not str(each.code).startswith("IHE7")]


def actions(editor: Editor, path: Path, span: types.Range, *only: str) -> list[types.CodeAction]:
    context = types.CodeActionContext([], only=list(only) or None)
    params = types.CodeActionParams(editor.document(path), span, context)
    return list(editor.ask("text_document_code_action_async", params) or [])


def edited(action: types.CodeAction, path: Path, text: str) -> str:
    assert action.edit
    assert action.edit.changes
    return applied(text, list(action.edit.changes[uri(path)]))


def hover(editor: Editor, path: Path, position: types.Position) -> str:
    found = editor.at("text_document_hover_async", types.HoverParams, path, position)
    return found.contents.value if found else ""


def offered(editor: Editor, path: Path, position: types.Position) -> list[types.CompletionItem]:
    found = editor.at("text_document_completion_async", types.CompletionParams, path, position)
    return list(found.items) if found else []


# -- findings ---------------------------------------------------------------------------------------------------------


def test_findings_come_and_go_while_one_types(editor: Editor, notes: Path) -> None:
    path = notes / "son.rst"
    editor.open(path)
    assert codes(editor.diagnostics(path)) == []
    editor.change(path, PROFILE.replace("ITI-901: R initiator", "ITI-901: R initiater"))
    (found,) = (each for each in editor.diagnostics(path) if each.code == "IHE411")
    assert (found.severity, found.source) == (types.DiagnosticSeverity.Error, "ihe")
    assert "did you mean 'initiator'?" in found.message
    assert found.range == types.Range(types.Position(11, 14), types.Position(11, 25))
    editor.change(path, PROFILE)
    assert codes(editor.diagnostics(path)) == []
    # A text that is closed without saving counts no more.
    editor.change(path, PROFILE.replace("Note Source:", "Note Sauce:"))
    assert "IHE201" in codes(editor.diagnostics(path))
    other = notes / "iti-901.rst"
    editor.open(other)
    editor.close(path)
    editor.change(other, TRANSACTION)
    assert codes(editor.diagnostics(other)) == []
    editor.close(other)


def test_findings_elsewhere_and_related_places(editor: Editor, notes: Path) -> None:
    path, other = notes / "iti-901.rst", notes / "son.rst"
    editor.open(path, TRANSACTION.replace("Note Source: Sends", "Time Client: Sends"))
    editor.diagnostics(path)
    editor.until(lambda: uri(other) in editor.published)
    (found,) = (each for each in editor.published[uri(other)].diagnostics if each.code == "IHE304")
    assert found.related_information
    assert found.related_information[0].location.uri == uri(path)
    assert found.range.start.line == 11
    editor.close(path)


def test_columns_are_code_units(editor: Editor, notes: Path) -> None:
    path = notes / "son.rst"
    text = PROFILE.replace("`Note Source`", "`Note Sauce`")
    editor.open(path, text)
    (found,) = (each for each in editor.diagnostics(path) if each.code == "IHE601")
    assert found.range == types.Range(find(text, "Note Sauce"), find(text, "Note Sauce", behind=True))
    assert found.range.start.character == len("The 🗒🗒 :ihe:actor:`") + 2
    fix = next(each for each in actions(editor, path, found.range) if each.title.startswith("Replace"))
    assert edited(fix, path, text) == PROFILE
    editor.close(path)


def test_mistakes_in_the_configuration(editor: Editor, notes: Path) -> None:
    path = notes / "ihe.yaml"
    editor.open(path, "framework:\n  domian: ITI\n")
    (found,) = editor.diagnostics(path)
    assert (found.code, found.range.start) == ("IHE007", types.Position(1, 2))
    editor.change(path, "framework: [\n")
    assert codes(editor.diagnostics(path)) == ["IHE007"]
    editor.change(path, "framework:\n  domain: PCC\n")
    assert editor.diagnostics(path) == []
    # The other documents are judged anew, one after the other.
    other = uri(notes / "iti-901.rst")
    editor.until(lambda: other in editor.published and "IHE103" in codes(editor.published[other].diagnostics))
    editor.close(path)


def test_files_outside_of_any_framework(editor: Editor, tmp_path: Path) -> None:
    path = tmp_path / "alone.rst"
    editor.open(path, "TODO: all of it.\n\nSee :ihe:transaction:`ITI-4\n\n.. ihe:act")
    assert hover(editor, path, types.Position(0, 1)) == ""
    text = editor.texts[uri(path)]
    assert "ITI-41" in [item.label for item in offered(editor, path, find(text, "ITI-4", behind=True))]
    assert "ihe:actor" in [item.label for item in offered(editor, path, find(text, "ihe:act", behind=True))]
    assert actions(editor, path, types.Range(types.Position(0, 0), types.Position(0, 9))) == []
    assert uri(path) not in editor.published
    untitled = types.TextDocumentItem("untitled:1", "restructuredtext", 1, "x")
    editor.client.text_document_did_open(types.DidOpenTextDocumentParams(untitled))
    editor.close(path)


# -- fixes ------------------------------------------------------------------------------------------------------------


def test_safe_and_unsafe_fixes(editor: Editor, notes: Path) -> None:
    path = notes / "iti-901.rst"
    text = TRANSACTION + "\nThe :ihe:actor:`Care Services Selective Consumer` and :ihe:transaction:`ITI-0041` by all.\n"
    text += "\nThe :ihe:transaction:`iti-041` of :ihe:actor:`Note Sauce`.\n"
    editor.open(path, text)
    editor.diagnostics(path)
    everything = types.Range(types.Position(0, 0), types.Position(99, 0))
    found = {action.title: action for action in actions(editor, path, everything)}
    assert found["Replace 'ITI-0041' by 'ITI-41'"].is_preferred
    unsafe = found["Replace 'Note Sauce' by 'Note Source' (unsafe: may change what is meant)"]
    assert not unsafe.is_preferred
    assert unsafe.kind == types.CodeActionKind.QuickFix
    assert unsafe.diagnostics
    assert unsafe.diagnostics[0].code == "IHE601"
    assert ":ihe:actor:`Note Source`" in edited(unsafe, path, text)
    (whole,) = actions(editor, path, everything, "source.fixAll")
    after = edited(whole, path, text)
    assert "ITI-0041" not in after
    assert "iti-041" not in after
    assert "Note Sauce" in after
    assert actions(editor, path, everything, types.CodeActionKind.Refactor) == []
    elsewhere = types.Range(types.Position(0, 0), types.Position(0, 1))
    assert not [action for action in actions(editor, path, elsewhere) if action.title.startswith("Replace")]
    editor.close(path)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.rst", "Title\n=====\n\nA text. See\n:ihe:actor:`Document Sorce`.\n", "IHE601"),
        ("a.rst", "Title\n=====\n\nTODO: say it.\n\nMore.\n", "IHE802"),
        ("a.rst", "=====\nTitle\n=====\n", "IHE703"),
        ("a.rst", ".. ihe:profile:: Notes (N)\n\n.. ihe:actors-options::\n\n   Nobody: none\n", "IHE201"),
        ("a.rst", ".. ihe:actor:: Nobody\n\n   See\n   :ihe:actor:`Document Sorce`.\n", "IHE601"),
        ("a.rst", "- one\n\n  .. ihe:actor:: Nobody\n", "IHE202"),
        ("a.md", "# Title\n\n## Empty\n\n## Full\n\nText.\n", "IHE703"),
        ("a.md", "# Title\n\nA text. See\n{ihe:actor}`Document Sorce`.\n", "IHE601"),
        ("a.md", "# Title\n\n```{eval-rst}\n.. ihe:actor:: Nobody\n```\n", "IHE202"),
        ("a.md", "# Title\n\n```{ihe:actor} Nobody\nSee {ihe:actor}`Document Sorce`.\n```\n", "IHE601"),
    ],
)
def test_a_comment_silences_a_finding(editor: Editor, framework: Path, name: str, text: str, code: str) -> None:
    path = framework / name
    editor.open(path, text)
    found = next(each for each in editor.diagnostics(path) if each.code == code)
    title = f"Silence {code} here, with a comment"
    silence = next(each for each in actions(editor, path, found.range) if each.title == title)
    editor.change(path, edited(silence, path, text))
    left = codes(editor.diagnostics(path), sections=True)
    assert code not in left
    assert "IHE008" not in left
    editor.close(path)


def test_no_comment_where_it_would_tear_a_list_apart(editor: Editor, framework: Path) -> None:
    path = framework / "a.rst"
    editor.open(path, "Title\n=====\n\n- one\n- TODO: two\n")
    (found,) = (each for each in editor.diagnostics(path) if each.code == "IHE802")
    assert actions(editor, path, found.range) == []
    editor.close(path)


# -- asking -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Notes <SON", "**Long Notes** — option of SON"),
        ("Note Source` SHALL", "**Note Source** — actor\n\nWrites notes.\n\nUsed in: SON"),
        ("SON / Long", "**Sharing of Notes 🗒 (SON)** — profile"),
        ("Long Notes>", "**Long Notes** — option of SON\n\nNotes of more than one line."),
        ("ITI-901: R initiator", "**Send Note \\[ITI-901\\]** — transaction"),
        ("R initiator", "**R** — required"),
        ("Time Client", "**Time Client** — actor\n\nPublished, in CT"),
        ("ihe:actors-options", "**ihe:actors-options** — the Actors and Options table"),
        ("type: workflow", "**:type:** of ihe:profile — what kind of profile it is"),
        ("ihe:actor:`", "**:ihe:actor:** — points at an actor"),
    ],
)
def test_hovers(editor: Editor, notes: Path, words: str, said: str) -> None:
    path = notes / "son.rst"
    editor.open(path)
    assert hover(editor, path, find(PROFILE, words)).startswith(said)
    assert hover(editor, path, find(PROFILE, "asks for")) == ""
    editor.close(path)


def test_a_hover_explains_findings_and_codes(editor: Editor, notes: Path) -> None:
    path = notes / "son.rst"
    text = PROFILE.replace("- CT / Time Client", "- CT / Consistent Time") + "\n.. ihe: ignore[IHE302] so it is\n"
    editor.open(path, text)
    said = hover(editor, path, find(text, "Consistent Time"))
    assert said.startswith("**Consistent Time** — actor")
    assert "**IHE404 undefined-partner**" in said
    assert "```rst\n" in said
    assert hover(editor, path, find(text, "E302")).startswith("**IHE302 diverging-transaction-name**")
    editor.close(path)


def test_definitions_references_and_highlights(editor: Editor, notes: Path) -> None:
    path, other = notes / "son.rst", notes / "iti-901.rst"
    editor.open(path)
    (found,) = editor.at("text_document_definition_async", types.DefinitionParams, path, find(PROFILE, "ITI-901"))
    assert found.uri == uri(other)
    assert found.range.start.line == 0
    at = find(PROFILE, "Note Source` SHALL")
    (found,) = editor.at("text_document_definition_async", types.DefinitionParams, path, at)
    assert found.range.start == find(PROFILE, "Note Source", nth=5)
    for declarations, number in ((True, 6), (False, 5)):
        context = types.ReferenceContext(declarations)
        found = editor.at("text_document_references_async", types.ReferenceParams, path, at, context=context)
        assert len(found) == number
        assert {each.uri for each in found} == {uri(path), uri(other)}
    found = editor.at("text_document_document_highlight_async", types.DocumentHighlightParams, path, at)
    assert [each.range.start.line for each in found] == [6, 10, 17, 22, 30]
    nothing = find(PROFILE, "asks for")
    assert editor.at("text_document_definition_async", types.DefinitionParams, path, nothing) == []
    published = find(PROFILE, "Time Client")
    assert editor.at("text_document_definition_async", types.DefinitionParams, path, published) == []
    editor.close(path)


def test_symbols(editor: Editor, notes: Path) -> None:
    path = notes / "son.rst"
    editor.open(path)
    (profile,) = editor.ask("text_document_document_symbol_async", types.DocumentSymbolParams(editor.document(path)))
    assert (profile.name, profile.kind) == ("Sharing of Notes 🗒 (SON) Profile", types.SymbolKind.Module)
    inside = {symbol.name: symbol for symbol in profile.children}
    assert {"actors-transactions", "Long Notes", "Note Source"} <= set(inside)
    for symbol in (profile, *profile.children):
        assert symbol.range.start <= symbol.selection_range.start
        assert symbol.selection_range.end <= symbol.range.end
    found = editor.ask("workspace_symbol_async", types.WorkspaceSymbolParams("nsorc"))
    assert [(each.name, each.location.uri) for each in found if str(notes) in each.location.uri] == [
        ("Note Source", uri(path))
    ]
    editor.close(path)


def rename(editor: Editor, path: Path, position: types.Position, words: str) -> dict[str, Any]:
    found = editor.at("text_document_rename_async", types.RenameParams, path, position, new_name=words)
    return dict(found.changes)


def test_renaming(editor: Editor, notes: Path) -> None:
    path, other = notes / "son.rst", notes / "iti-901.rst"
    editor.open(path)
    at = find(PROFILE, "Note Source` SHALL")
    found = editor.at("text_document_prepare_rename_async", types.PrepareRenameParams, path, at)
    assert (found.placeholder, found.range.start) == ("Note Source", at)
    changes = rename(editor, path, at, "Writer of 🗒")
    assert applied(PROFILE, changes[uri(path)]) == PROFILE.replace("Note Source", "Writer of 🗒")
    assert applied(TRANSACTION, changes[uri(other)]) == TRANSACTION.replace("Note Source", "Writer of 🗒")
    changes = rename(editor, path, find(PROFILE, "ITI-901"), "Pass the Note On [ITI-902]")
    assert applied(TRANSACTION, changes[uri(other)]).startswith(
        "Pass the Note On [ITI-902]\n==========================\n"
    )
    assert applied(PROFILE, changes[uri(path)]) == PROFILE.replace("ITI-901", "ITI-902")
    with pytest.raises(JsonRpcException, match="published elsewhere, and not declared here"):
        rename(editor, path, find(PROFILE, "Time Client"), "Clock")
    for words in ('"x', "&x", "- x", "x (1)"):
        with pytest.raises(JsonRpcException, match="cannot be the name of actor 'Note Source': "):
            rename(editor, path, at, words)
    editor.change(path, PROFILE + "\n.. ihe:actor:: Other\n")
    with pytest.raises(JsonRpcException, match="there is actor"):
        rename(editor, path, at, "Other")
    with pytest.raises(JsonRpcException, match="published elsewhere"):
        editor.at("text_document_prepare_rename_async", types.PrepareRenameParams, path, find(PROFILE, "Time Client"))
    nothing = find(PROFILE, "asks for")
    assert editor.at("text_document_prepare_rename_async", types.PrepareRenameParams, path, nothing) is None
    editor.close(path)


# -- completion -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "text"),
    [
        ("a.rst", ".. ihe:actor-r|", ".. ihe:actor-roles::"),
        ("a.rst", ".. ihe:actor-r|::", ".. ihe:actor-roles::"),
        ("a.rst", ".. ihe:option::\n   :req|", ".. ihe:option::\n   :requires: "),
        ("a.rst", "🗒 See :ihe:act|", "🗒 See :ihe:actor:`$0`"),
        ("a.rst", "🗒 See :ihe:actor:`note s|", "🗒 See :ihe:actor:`Note Source`"),
        ("a.rst", "🗒 See :ihe:actor:`note s|` of", "🗒 See :ihe:actor:`Note Source` of"),
        ("a.rst", "See :ihe:transaction:`send n|", "See :ihe:transaction:`ITI-901`"),
        ("a.rst", ".. ihe:actor-roles::\n\n   init|", ".. ihe:actor-roles::\n\n   initiator:"),
        ("a.rst", ".. ihe:actor-roles::\n\n   init|:", ".. ihe:actor-roles::\n\n   initiator:"),
        ("a.md", "See {ihe:act|}", "See {ihe:actor}"),
        ("a.md", "See {ihe:act|", "See {ihe:actor}`$0`"),
        ("a.md", "```{ihe:actors-o|}", "```{ihe:actors-options}"),
        ("a.md", "```{ihe:actors-o|", "```{ihe:actors-options}"),
        ("a.md", "```{ihe:profile}\n:ty|\n```", "```{ihe:profile}\n:type: \n```"),
    ],
)
def test_completion(editor: Editor, notes: Path, name: str, typed: str, text: str) -> None:
    path = notes / name
    before, _, behind = typed.partition("|")
    editor.open(path, before + behind)
    item = offered(editor, path, find(before + "\0", "\0"))[0]
    assert isinstance(item.text_edit, types.TextEdit)
    assert applied(before + behind, [item.text_edit]) == text
    is_snippet = item.insert_text_format == types.InsertTextFormat.Snippet
    assert is_snippet == ("$0" in text)
    editor.close(path)


def test_completion_knows_the_last_good_text(editor: Editor, notes: Path) -> None:
    path = notes / "son.rst"
    editor.open(path)
    editor.diagnostics(path)
    half = PROFILE.replace("Note Source: [Long Notes]", "Note Source: [Lo")
    editor.change(path, half)
    items = offered(editor, path, find(half, "[Lo", behind=True))
    assert items[0].label == "Long Notes"
    resolved = editor.ask("completion_item_resolve_async", items[0])
    assert resolved.documentation.value.startswith("**Long Notes** — option of SON\n\nNotes of more than one line.")
    assert offered(editor, path, find(half, "SHALL")) == []
    editor.close(path)


# -- the rest of the world --------------------------------------------------------------------------------------------


def test_several_frameworks_and_folders_of_a_workspace(notes: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "deep").mkdir()
    (other / "deep" / "ihe.yaml").write_text("framework:\n  domain: RAD\n", "utf-8")
    (other / "deep" / "a.rst").write_text(".. ihe:actor:: Lonely\n", "utf-8")
    watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    edits = types.WorkspaceEditClientCapabilities(document_changes=True)
    able = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(did_change_watched_files=watching, workspace_edit=edits)
    )
    editor = Editor(able, folders=(notes, other))
    lonely = uri(other / "deep" / "a.rst")
    editor.until(lambda: lonely in editor.published)
    assert codes(editor.published[lonely].diagnostics) == ["IHE202"]
    editor.until(lambda: bool(editor.registered))
    assert editor.registered[0].method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES

    def saved(path: Path, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
        del editor.published[lonely]
        change = types.FileEvent(uri(path), kind)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        editor.until(lambda: lonely in editor.published)

    (other / "deep" / "a.rst").write_text("Nothing.\n", "utf-8")
    saved(other / "deep" / "a.rst")
    assert editor.published[lonely].diagnostics == ()
    # An edit says which version of a text it is for.
    path = notes / "son.rst"
    editor.open(path)
    params = {"new_name": "Long Letters"}
    found = editor.at("text_document_rename_async", types.RenameParams, path, find(PROFILE, "Long Notes"), **params)
    assert [(each.text_document.uri, each.text_document.version) for each in found.document_changes] == [(uri(path), 1)]
    # A framework that is no more has no findings.
    (other / "deep" / "a.rst").write_text(".. ihe:actor:: Lonely\n", "utf-8")
    editor.open(other / "deep" / "a.rst")
    assert codes(editor.diagnostics(other / "deep" / "a.rst")) == ["IHE202"]
    (other / "deep" / "ihe.yaml").unlink()
    saved(other / "deep" / "ihe.yaml", types.FileChangeType.Deleted)
    assert editor.published[lonely].diagnostics == ()
    assert editor.stop() == 0


def test_any_half_of_a_document_is_borne(editor: Editor, tmp_path: Path) -> None:
    root = tmp_path / "framework"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("_build"))
    path = root / "volume1" / "hms.rst"
    text = path.read_text("utf-8")
    editor.open(path)
    for end in range(0, len(text), 397):
        half = text[:end]
        editor.change(path, half)
        position = find(half + "\0", "\0")
        offered(editor, path, position)
        hover(editor, path, position)
        actions(editor, path, types.Range(types.Position(0, 0), position))
        editor.ask("text_document_document_symbol_async", types.DocumentSymbolParams(editor.document(path)))
    editor.change(path, text)
    assert editor.diagnostics(path) == []
    assert editor.messages == []
    editor.close(path)


def test_an_editor_that_can_do_little(notes: Path) -> None:
    editor = Editor(types.ClientCapabilities())
    path = notes / "son.rst"
    editor.open(path)
    assert codes(editor.diagnostics(path)) == []
    assert editor.registered == []
    editor.change(path, "See :ihe:act")
    (item, *_) = offered(editor, path, types.Position(0, 12))
    assert item.text_edit.new_text == ":ihe:actor:`"
    assert editor.stop() == 0


def test_what_the_server_says_that_it_can(editor: Editor) -> None:
    able = editor.server.capabilities
    assert able.position_encoding == CAPABILITIES.general.position_encodings[0]  # type: ignore[union-attr,index]
    assert able.rename_provider.prepare_provider
    assert able.code_action_provider.code_action_kinds == ("quickfix", "source.fixAll.ihe")
    assert able.text_document_sync.change == types.TextDocumentSyncKind.Full
    assert editor.server.server_info.name == "ihe"
