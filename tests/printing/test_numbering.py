"""Numbers of sections and captions, from outlines of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.framework import reader
from sphinx_ihe.language import Captioned, Listed, Place, Section
from sphinx_ihe.printing.numbering import number, stated, written

if TYPE_CHECKING:
    from sphinx_ihe.language import Outline


def place(name: str) -> Place:
    return Place(name, 1, 1, 1, 1)


def section(title: str, *inside: Section | Captioned | Listed) -> Section:
    return Section((title,), title, place(title), inside)


def listed(*documents: str, numbered: int = 0) -> Listed:
    return Listed(documents, numbered, 1)


def table(name: str) -> Captioned:
    return Captioned("table", (name,))


def numbers(outlines: dict[str, Outline], states: dict[str, str] | None = None) -> dict[str, str]:
    """The numbers that are printed, by the ids of the sections; the first document is the root."""
    given = {
        place(title): tuple(int(part) if part.isdecimal() else part for part in said.split(".") if part)
        for title, said in (states or {}).items()
    }
    found = number(next(iter(outlines)), outlines, given)
    return {id: written(each) for sections in found.sections.values() for id, each in sections.items()}


def captions(*outline: Section | Captioned | Listed, states: dict[str, str] | None = None) -> dict[str, str]:
    given = {place(title): tuple(map(int, said.split("."))) for title, said in (states or {}).items()}
    counted = number("index", {"index": outline}, given).count_captions(lambda caption: True)
    return {id: written(each) for ids in counted.get("index", {}).values() for id, each in ids.items()}


def test_chapters_of_a_volume_are_counted_from_the_number_that_one_states() -> None:
    outlines: dict[str, Outline] = {
        "index": (section("Framework", listed("one", "two")),),
        "one": (section("Volume 1: Profiles", section("Introduction"), listed("xds", "xdr"), section("Closing")),),
        "xds": (section("XDS", section("Actors", section("Source")), section("Options")),),
        "xdr": (section("XDR"),),
        "two": (section("Volume 2", section("Scope")),),
    }
    assert numbers(outlines, {"XDS": "10"}) == {
        "Introduction": "1",
        "XDS": "10",
        "Actors": "10.1",
        "Source": "10.1.1",
        "Options": "10.2",
        "XDR": "11",
        "Closing": "12",
        "Scope": "1",
    }


def test_a_chapter_without_a_number_yet() -> None:
    outline = (section("Volume 1", section("Introduction"), section("New", section("Actors")), section("Last")),)
    assert numbers({"index": outline}, {"New": "X"}) == {
        "Introduction": "1",
        "New": "X",
        "Actors": "X.1",
        "Last": "2",
    }


def test_what_holds_transactions_has_the_number_in_front_of_theirs() -> None:
    outlines: dict[str, Outline] = {
        "index": (section("Framework", listed("transactions")),),
        "transactions": (section("Transactions", listed("a", "b"), section("More")),),
        "a": (section("A", section("Scope")),),
        "b": (section("B"),),
    }
    assert numbers(outlines, {"A": "3.41", "B": "3.43"}) == {
        "Transactions": "3",
        "A": "3.41",
        "Scope": "3.41.1",
        "B": "3.43",
        "More": "3.44",
    }


def test_a_volume_is_no_chapter_whatever_it_holds() -> None:
    outline = (
        section("Framework", section("IHE DEMO TF, Volume 2a", section("Conventions"), section("A"), section("Z"))),
    )
    assert numbers({"index": outline}, {"A": "3.1"}) == {"Conventions": "1", "A": "3.1", "Z": "4"}


def test_what_holds_chapters_is_none_itself() -> None:
    profiles = section("Profiles", section("XDS"), section("XDR"))
    outline = (section("Volume 1", section("Introduction"), profiles, section("Closing")),)
    assert numbers({"index": outline}, {"XDS": "4"}) == {"Introduction": "1", "XDS": "4", "XDR": "5", "Closing": "6"}


def test_a_profile_that_has_no_number_yet() -> None:
    profile = section("XDS", section("Actors", section("Store")), section("Options"))
    outlines: dict[str, Outline] = {"index": (profile,)}
    assert numbers(outlines, {"XDS": "", "Store": "3.41"}) == {"Store": "3.41"}
    outlines = {"index": (section("Volume 1", section("Introduction"), section("Group", profile), section("Closing")),)}
    assert numbers(outlines, {"XDS": "", "Store": "3.41"}) == {
        "Introduction": "1",
        "XDS": "2",
        "Actors": "2.1",
        "Store": "3.41",
        "Options": "2.2",
        "Closing": "3",
    }


def test_appendices() -> None:
    outline = (
        section(
            "Framework",
            section("Volume 1", section("Profile"), section("Appendix C: Codes", section("Colours", section("Red")))),
            section(
                "Appendices", *(section(f"Part {count}") for count in range(1, 28)), section("Last", section("End"))
            ),
        ),
    )
    found = numbers({"index": outline})
    # The title of an appendix may say its letter itself; then it is not printed again.
    assert "Appendix C: Codes" not in found
    assert (found["Colours"], found["Red"]) == ("C.1", "C.1.1")
    assert (found["Part 1"], found["Part 26"], found["Part 27"]) == ("A", "Z", "AA")
    assert (found["Last"], found["End"]) == ("AB", "AB.1")


def test_where_nothing_states_a_number_nothing_has_one() -> None:
    outline = (
        section("Manual", section("Volume 1 and others", section("Below")), section("Appendixes"), section("Words")),
    )
    assert numbers({"index": outline}) == {}


def test_a_numbered_toctree_counts_too_and_has_a_depth() -> None:
    outlines: dict[str, Outline] = {
        "index": (section("Framework", listed("one", "two", numbered=2)),),
        "one": (section("One", section("Below", section("Deep"))),),
        "two": (section("Two", section("Actors", section("Source"))),),
    }
    assert numbers(outlines, {"Two": "7"}) == {
        "One": "1",
        "Below": "1.1",
        "Two": "7",
        "Actors": "7.1",
        "Source": "7.1.1",
    }


def test_documents_listed_twice_in_a_circle_or_nowhere() -> None:
    outlines: dict[str, Outline] = {
        "index": (section("Framework", listed("one", "one", "gone"), listed("index")),),
        "one": (section("Volume 1", listed("two", "one")),),
        "two": (section("Two", listed("one", "two")),),
        "child": (section("Scope"),),
        "orphan": (section("Alone", listed("child")),),
    }
    assert numbers(outlines, {"Alone": "12"}) == {"Two": "1", "Alone": "12", "Scope": "12.1"}


def test_captions_have_the_number_of_the_section_around_them() -> None:
    outline = section(
        "XDS",
        table("first"),
        section("Actors", Captioned("figure", ("figure",)), table("second"), table("third")),
        table("fourth"),
    )
    found = captions(section("Framework", outline), states={"XDS": "10"})
    assert found == {"first": "10-1", "second": "10.1-1", "third": "10.1-2", "fourth": "10-2", "figure": "10.1-1"}


def test_captions_in_an_appendix_and_outside_of_chapters() -> None:
    appendix = section("Appendix B: Codes", table("inside"))
    assert captions(section("Framework", table("one"), section("Words", table("two")), appendix)) == {
        "one": "1",
        "two": "2",
        "inside": "B-1",
    }


def test_a_caption_that_is_not_printed_takes_no_number() -> None:
    outline = (section("Framework", section("XDS", table("first"), table("second"))),)
    found = number("index", {"index": outline}, {place("XDS"): (1,)})
    counted = found.count_captions(lambda caption: caption.captioned.ids != ("first",))
    assert counted == {"index": {"table": {"second": ("1-1",)}}}


def test_declarations_state_numbers() -> None:
    text = """\
Sharing (XDS.b)
===============

.. ihe:profile::
   :chapter: 10

Store [ITI-41]
==============

.. ihe:transaction::

Post [ITI-9]
============

.. ihe:transaction::
   :section: 3.4.9

Elsewhere
=========

.. ihe:transaction:: Keep [ITI-7]

Keep [CA:FeX-2A]
================

.. ihe:transaction:: Keep [CA:FeX-2A]
"""
    given = stated(reader.read_texts({"index.rst": text}).framework)
    assert {where.line: written(each) for where, each in given.items()} == {1: "10", 7: "3.41", 12: "3.4.9", 23: "3.2A"}
