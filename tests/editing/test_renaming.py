"""Other names for things: what is renamed reads as before, and the old name is nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_ihe.editing.fixes import replaced as made_of
from sphinx_ihe.editing.fixes import replacements
from sphinx_ihe.editing.guard import refusal
from sphinx_ihe.editing.occurrences import Occurrences, Thing
from sphinx_ihe.editing.renaming import RenamingError, called, rename
from sphinx_ihe.framework.config import Config, load
from sphinx_ihe.framework.reader import read_folder, read_texts
from sphinx_ihe.rules.rule import check

EXAMPLE = Path(__file__).parents[2] / "example_framework"


def renamed(texts: dict[str, str], thing: Thing, words: str, *, by_id: bool = False) -> dict[str, str]:
    """The texts after a thing got other words, where it is declared or else first named."""
    reading = read_texts(texts)
    occurrences = Occurrences(reading.framework)
    found = [each for each in occurrences.of(thing) if each.by_id == by_id]
    chosen = next((each for each in found if each.declares), found[0])
    made = replacements(texts, rename(reading.framework, occurrences, texts, chosen, words))
    assert made is not None
    after = dict(texts)
    for file, replaced in made.items():
        for start, end, new in reversed(replaced):
            after[file] = after[file][:start] + new + after[file][end:]
    return after


BAD = ('"x', "'x", "&x", "*x", "!x", "- x", "? x", "%x", "@x", "null", "~", "x (1)", "x or y", "a\\b", "x\\", "none")
GOOD = ("Other Words", "x-y", "X.b 2", "Ünïcode 日本")
KINDS = (
    Thing("actor", "Home Gateway"),
    Thing("transaction", "HOME-1"),
    Thing("option", "HMS / Trend Figure"),
    Thing("content-module", "Home Measurement Summary"),
)


@pytest.mark.parametrize("thing", KINDS, ids=lambda thing: thing.kind)
@pytest.mark.parametrize("words", [*BAD, *GOOD])
def test_what_the_notation_cannot_hold_is_refused(thing: Thing, words: str) -> None:
    config = load(EXAMPLE / "ihe.yaml")
    reading = read_folder(EXAMPLE, config)
    occurrences = Occurrences(reading.framework)
    chosen = next(each for each in occurrences.of(thing) if not each.by_id)
    try:
        made = replacements(reading.texts, rename(reading.framework, occurrences, reading.texts, chosen, words))
        new = called(reading.framework, chosen, words)
    except RenamingError:
        assert words in BAD
        return
    assert made is not None
    held = {Path(file): made_of(reading.texts[file], each).encode() for file, each in made.items()}
    after = read_folder(EXAMPLE, config, held=held).framework
    why = refusal(reading.framework, after, (thing, new))
    if words in GOOD:
        assert why is None
    elif why is None:
        # What one notation cannot hold, a thing that stands in none of it may be called.
        assert not check(after, config.selection)


@pytest.mark.parametrize(
    ("thing", "by_id", "words", "old"),
    [
        (Thing("actor", "Home Gateway"), False, "Home Hub", "Home Gateway"),
        (Thing("actor", "Home Sensor"), False, "Personal Measuring Device", "Home Sensor"),
        (Thing("profile", "HMS"), True, "HSUM", "HMS"),
        (Thing("profile", "HMS"), False, "Summary of Home Measurements", "Home Measurement Summary (HMS)"),
        (Thing("transaction", "HOME-1"), True, "HOME-77", "HOME-1]"),
        (Thing("transaction", "HOME-1"), False, "Introduce Home Device", "Pair Home Device"),
        (Thing("transaction", "HOME-1"), False, "Introduce a Device to the Home [HOME-77]", "Pair Home Device"),
        (Thing("option", "HMS / Trend Figure"), False, "Trend Line", "Trend Figure"),
        (
            Thing("option", "HDB / Out of Band Pairing"),
            False,
            "Pairing by Another Channel Option",
            "Out of Band Pairing",
        ),
        (Thing("content-module", "Home Measurement Summary"), False, "Home Readings Summary", "`Home Measurement S"),
    ],
)
def test_the_example_under_another_name(thing: Thing, by_id: bool, words: str, old: str) -> None:
    config = load(EXAMPLE / "ihe.yaml")
    reading = read_folder(EXAMPLE, config)
    occurrences = Occurrences(reading.framework)
    chosen = next(each for each in occurrences.of(thing) if each.by_id == by_id)
    made = replacements(reading.texts, rename(reading.framework, occurrences, reading.texts, chosen, words))
    assert made
    held = {}
    for file, replaced in made.items():
        text = reading.texts[file]
        for start, end, new in reversed(replaced):
            text = text[:start] + new + text[end:]
        held[Path(file)] = text.encode()
    again = read_folder(EXAMPLE, config, held=held)
    assert [finding.message for finding in check(again.framework)] == []
    assert [file for file, text in again.texts.items() if old in text] == []
    declared = len(reading.framework.all_declarations)
    assert len(again.framework.all_declarations) == declared
    assert len(Occurrences(again.framework).all) == len(occurrences.all)


def test_adornments_words_over_lines_and_included_files() -> None:
    texts = {
        "index.rst": (
            "Note Source\n===========\n\n.. ihe:actor::\n\n.. include:: shared.inc\n\n.. include:: shared.inc\n\n"
            "================= ====\nNote Source       x\n================= ====\n"
        ),
        "shared.inc": "The :ihe:actor:`Note\nSource` and the Note Source's user.\n",
        "other.rst": ":orphan:\n\n.. ihe:actor-diagram::\n   :exclude: Note Source\n",
    }
    assert renamed(texts, Thing("actor", "Note Source"), "Source of Notes") == {
        "index.rst": (
            "Source of Notes\n===============\n\n.. ihe:actor::\n\n"
            ".. include:: shared.inc\n\n.. include:: shared.inc\n\n"
            "================= ====\nSource of Notes   x\n================= ====\n"
        ),
        "shared.inc": "The :ihe:actor:`Source of Notes` and the Source of Notes's user.\n",
        "other.rst": ":orphan:\n\n.. ihe:actor-diagram::\n   :exclude: Source of Notes\n",
    }


def test_a_profile_in_titles_and_keys() -> None:
    text = (
        "Notes (N.a) Profile\n===================\n\n.. ihe:profile::\n\nN.a Options\n-----------\n\n"
        "See :ihe:option:`N.a / Long` of N.ab.\n\nN.ab\n----\n\n.. ihe:option:: Long\n   :profile: Notes (N.a)\n"
    )
    after = renamed({"index.rst": text}, Thing("profile", "N.a"), "NOTES", by_id=True)["index.rst"]
    assert after == (
        "Notes (NOTES) Profile\n=====================\n\n.. ihe:profile::\n\nNOTES Options\n-------------\n\n"
        "See :ihe:option:`NOTES / Long` of N.ab.\n\nN.ab\n----\n\n.. ihe:option:: Long\n   :profile: Notes (NOTES)\n"
    )


ROLES = """\
.. ihe:profile:: Sharing of Notes (SON)

.. ihe:actor:: Note Source

.. ihe:option:: Long Notes

.. ihe:transaction:: Send Note [ITI-901]

By :ihe:transaction:`Send Note [ITI-901]` of :ihe:profile:`Sharing of Notes (SON)`,
:ihe:profile-actor:`ITI SON / Note Source` with :ihe:option:`SON / Long Notes Option` or :ihe:option:`Long Notes`.
"""


@pytest.mark.parametrize(
    ("thing", "by_id", "new", "old"),
    [
        (Thing("transaction", "ITI-901"), True, "ITI-902", "ITI-901"),
        (Thing("transaction", "ITI-901"), False, "Deliver Note", "Send Note"),
        (Thing("profile", "SON"), True, "SNX", "SON"),
        (Thing("profile", "SON"), False, "Exchange of Notes", "Sharing of Notes"),
        (Thing("actor", "Note Source"), False, "Author", "Note Source"),
        (Thing("option", "SON / Long Notes"), False, "Essays", "Long Notes"),
    ],
)
def test_roles_in_the_forms_that_ihe_writes(thing: Thing, by_id: bool, new: str, old: str) -> None:
    assert renamed({"index.rst": ROLES}, thing, new, by_id=by_id) == {"index.rst": ROLES.replace(old, new)}


def test_markdown() -> None:
    text = "# Note Source 🗒\n\n```{ihe:actor}\n```\n\n🗒 The {ihe:actor}`the 🗒 <Note Source 🗒>`.\n"
    after = renamed({"index.md": text}, Thing("actor", "Note Source 🗒"), "Writer")["index.md"]
    assert after == "# Writer\n\n```{ihe:actor}\n```\n\n🗒 The {ihe:actor}`the 🗒 <Writer>`.\n"


BASE = """\
.. ihe:profile:: Notes (N)

.. ihe:actor:: Note Source

.. ihe:actor:: Note Keeper

.. ihe:actors-transactions::

   Note Source:
     ITI-901: R initiator
     ITI-41: R initiator
   Time Client: none

.. ihe:transaction:: Send Note [ITI-901]

.. ihe:issue:: N_1
"""


@pytest.mark.parametrize(
    ("thing", "by_id", "words", "message"),
    [
        (Thing("actor", "Note Source"), False, "Note Keeper", "there is actor 'Note Keeper' already"),
        (Thing("actor", "Note Source"), False, " ", "'' is no name for actor 'Note Source'"),
        (Thing("actor", "Note Source"), False, "Note: Source", "'Note: Source' is no name for actor"),
        (Thing("actor", "Time Client"), False, "Clock", "'Time Client' is published elsewhere, and not declared here"),
        (Thing("transaction", "ITI-901"), True, "Tell", "'Tell' is no id of a transaction, expected one such as"),
        (Thing("transaction", "ITI-901"), True, "ITI-0901", "'ITI-0901' is no id of a transaction"),
        (Thing("transaction", "ITI-41"), True, "ITI-42", "'ITI-41' is published elsewhere, and not declared here"),
        (Thing("profile", "N"), True, "two words", "'two words' is no acronym, expected one such as XDS.b"),
        (Thing("issue", "N_1"), True, "N_2", "'N_1' cannot be renamed everywhere"),
    ],
)
def test_what_cannot_be_renamed(thing: Thing, by_id: bool, words: str, message: str) -> None:
    reading = read_texts({"index.rst": BASE}, Config())
    occurrences = Occurrences(reading.framework)
    chosen = next(each for each in occurrences.of(thing) if each.by_id == by_id)
    with pytest.raises(RenamingError, match=message):
        rename(reading.framework, occurrences, reading.texts, chosen, words)
