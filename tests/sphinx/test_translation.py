"""A build in another language: translated titles are printed wherever the thing is named."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from projects import Site


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


TABLES = """\
Page
====

.. ihe:profile:: Heart Rates (HR)
.. ihe:actor:: Sensor
.. ihe:actor:: Store
.. ihe:transaction:: Send Rate [DEMO-1]

.. ihe:actor-roles::
   :caption: Who does what

   initiator:
     Sensor: Counts the beats.
   responder:
     Store: Keeps the counts.

.. ihe:actors-transactions::

   Sensor:
     DEMO-1: R (1)
   notes:
     1: Once a minute.

.. ihe:required-groupings::

   Sensor:
     - condition: If it sleeps
       with: CT / Time Client

.. ihe:interaction-diagram::
   :caption: How it goes

   Sensor -> Store: Beats [DEMO-1]
   note over Store: counts

.. ihe:actor-list::
   :caption: All of them
"""

MESSAGES = {
    "Who does what": "Wer was tut",
    "Counts the beats.": "Zählt die Schläge.",
    "Keeps the counts.": "Behält die Zahlen.",
    "Once a minute.": "Einmal in der Minute.",
    "If it sleeps": "Falls er schläft",
    "How it goes": "Wie es geht",
    "Beats [DEMO-1]": "Puls [DEMO-1]",
    "counts": "zählt",
    "All of them": "Sie alle",
}


def test_translators_are_asked_for_texts_in_tables_lists_and_diagrams(written: Callable[..., Site]) -> None:
    built = written(TABLES).build("gettext")
    messages = {message.id: message for message in read_po(io.StringIO(built.page("index.pot")))}
    assert messages.keys() >= MESSAGES.keys()
    assert messages["Keeps the counts."].locations == [("../../source/index.rst", 15)]
    # What is printed of other things is translated where they are declared.
    assert "None" not in messages


def test_texts_in_tables_lists_and_diagrams(written: Callable[..., Site]) -> None:
    project = written(
        TABLES, conf="numfig = True\nlocale_dirs = ['locale']\n", other="Other\n=====\n\nSee :ref:`page`.\n"
    )
    project.edit("index.rst", ".. ihe:actor-roles::\n", ".. ihe:actor-roles::\n   :name: page\n")
    project.edit("index.rst", "Page\n====\n", "Page\n====\n\n.. toctree::\n\n   other\n")
    plain = project.build("text", out="plain")
    translate(project, MESSAGES, "index")
    built = project.build("text", out="german", language="de")
    assert built.messages == plain.messages
    page = " ".join(built.page("index.txt").split())
    assert [text for text in MESSAGES if text in page] == []
    assert [text for text in MESSAGES.values() if text not in page and text != "Falls er schläft"] == []
    assert "schläft" in page
    # A caption is also the text of a reference to it.
    assert "See Wer was tut." in built.page("other.txt")
    html = project.build("html", out="german", language="de").page("index.html")
    assert "Wer was tut" in html
    assert ">zählt</text>" in html
