"""A build in another language: translated titles are printed wherever the thing is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conftest import Site


def translate(project: Site, messages: Mapping[str, str], catalogue: str, language: str = "de") -> None:
    folder = project.source / "locale" / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    lines = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    lines += [f'msgid "{source}"\nmsgstr "{target}"\n' for source, target in messages.items()]
    (folder / f"{catalogue}.po").write_text("\n".join(lines), encoding="utf-8")
    with (folder / f"{catalogue}.po").open("rb") as po, (folder / f"{catalogue}.mo").open("wb") as mo:
        write_mo(mo, read_po(po))


def test_titles(site: Callable[[str], Site]) -> None:
    project = site("ext-whole")
    translate(project, {"Post Letter [DEMO-1]": "Brief aufgeben [DEMO-1]"}, "transactions")
    translate(project, {"Letter Writer": "Briefschreiberin", "Writes letters.": "Schreibt Briefe."}, "actors")
    note = "Needed only where the :ihe:actor:`Post Office` is in another town, see :ihe:transaction:`~DEMO-2`."
    translated = "Siehe :ihe:transaction:`~DEMO-2` für das :ihe:actor:`Post Office`."
    translate(project, {note: translated, "Registered Mail Option": "Option Einschreiben"}, "send")
    built = project.build("text", language="de")
    send = built.page("send.txt")
    assert "| Briefschreiberin " in send
    assert "Brief aufgeben [DEMO-1]" in send
    assert "Post Letter" not in send
    assert "Note 1: Siehe [DEMO-2] für das Post Office." in send
    assert "Brief aufgeben" in built.page("transactions.txt")
    assert built.messages == []
    # The rules read what was written.
    assert "Letter Writer" in built.domain.build.framework.actors
    assert len(built.domain.build.framework.references) == len(
        project.build("text", out="plain").domain.build.framework.references
    )
