"""What one block declares: its options, its title, and what of them cannot be read."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_ihe.declarations import Context, read_block
from sphinx_ihe.language import DIRECTIVES, SPHINX_OPTIONS
from sphinx_ihe.model import (
    Actor,
    Block,
    BlockOption,
    Declaration,
    Line,
    Owner,
    Place,
    Profile,
    ProfileOption,
    Title,
    Transaction,
    Written,
)

OWNER = Owner("XDS.b", Place("a.rst", 1, 1, 1, 5), named=False)


def written(text: str, line: int, column: int) -> Written:
    return Written(text, Place("a.rst", line, column, line, column + len(text)))


def block(name: str, argument: str | None = None, body: str = "", /, **options: str) -> Block:
    """A block whose options stand in the lines below it, each value two columns behind its name."""
    read = [
        BlockOption(written(key.replace("_", "-"), line, 5), written(value, line, 8 + len(key)))
        for line, (key, value) in enumerate(options.items(), 11)
    ]
    lines = [Line(line, "a.rst", number, 4) for number, line in enumerate(body.split("\n"), 20)] if body else []
    title = written(argument, 10, 30) if argument else None
    return Block(f"ihe:{name}", Place("a.rst", 10, 1, 10, 20), title, tuple(read), tuple(lines))


def declare(name: str, argument: str | None = None, **options: str) -> Any:
    declared = read_block(block(name, argument, **options), Context(profile=OWNER, transaction=OWNER))
    assert declared.problems == ()
    assert isinstance(declared.declaration, Declaration)
    return declared.declaration


def problems(name: str, argument: str | None = None, **options: str) -> list[tuple[str, int, int, int]]:
    declared = read_block(block(name, argument, **options), Context(profile=OWNER, transaction=OWNER))
    return [(problem.code, *problem.place[1:3], problem.place.end_column) for problem in declared.problems]


def test_a_profile() -> None:
    profile = declare(
        "profile",
        "Document Sharing (XDS.b) Integration Profile",
        type="workflow, content",
        status="final-text",
        chapter="10",
        oid="1.2.3",
    )
    assert isinstance(profile, Profile)
    assert (profile.name, profile.acronym, profile.key) == ("Document Sharing", "XDS.b", "XDS.b")
    assert profile.types == (written("workflow", 11, 12), written("content", 11, 22))
    assert profile.status == written("final-text", 12, 14)
    assert profile.chapter == written("10", 13, 15)
    assert profile.oid == written("1.2.3", 14, 11)
    assert not profile.titled


def test_an_actor() -> None:
    actor = declare("actor", "Alert Reporter", abbreviation="AR", abstract="", renamed_to="Reporter")
    assert isinstance(actor, Actor)
    assert (actor.name, actor.abstract) == ("Alert Reporter", True)
    assert actor.abbreviation == written("AR", 11, 20)
    assert actor.renamed_to == written("Reporter", 13, 18)
    assert not declare("actor", "Alert Reporter").abstract


def test_a_transaction() -> None:
    transaction = declare(
        "transaction", "Registry Stored Query [ITI-018]", standards="ebRIM, ebRS", status="deferred", section="3.18"
    )
    assert isinstance(transaction, Transaction)
    assert transaction.name == "Registry Stored Query"
    assert transaction.id == written("ITI-018", 10, 53)
    assert [standard.text for standard in transaction.standards] == ["ebRIM", "ebRS"]
    assert (transaction.status, transaction.number) == (written("deferred", 12, 14), written("3.18", 13, 15))


def test_an_option() -> None:
    option = declare("option", "Document Replacement Option", requires="ITI-41, Folder Management Option")
    assert isinstance(option, ProfileOption)
    assert (option.name, option.profile) == ("Document Replacement", OWNER)
    assert option.requires == (written("ITI-41", 11, 16), written("Folder Management", 11, 24))


def test_an_actor_of_a_profile() -> None:
    described = declare("profile-actor", "Document Source")
    assert (described.name, described.key) == ("Document Source", "XDS.b / Document Source")


def test_a_caption() -> None:
    declared = read_block(block("actors-options", None, "A: none", caption="What they offer"), Context(profile=OWNER))
    assert declared.table
    assert declared.table.caption == written("What they offer", 11, 15)
    assert declared.table.owner == OWNER


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("profile", "Document Sharing"),
        ("profile", "(XDS.b)"),
        ("transaction", "Query"),
        ("transaction", "Query [no id]"),
        ("transaction", "[ITI-18]"),
    ],
)
def test_a_title_in_another_form(name: str, title: str) -> None:
    assert problems(name, title) == [("IHE001", 10, 30, 30 + len(title))]


def test_a_section_title_in_another_form_is_reported_at_the_title() -> None:
    title = Title("Query", Place("a.rst", 3, 1, 3, 6), 1)
    [problem] = read_block(block("transaction"), Context(section=title)).problems
    assert (problem.code, problem.place) == ("IHE001", title.place)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"status": "drft"}, [("IHE001", 11, 14, 18)]),
        ({"status": "Draft"}, [("IHE001", 11, 14, 19)]),
        ({"type": "content, wrkflow, transport"}, [("IHE001", 11, 21, 28)]),
        ({"type": "a, b"}, [("IHE001", 11, 12, 13), ("IHE001", 11, 15, 16)]),
        ({"chapter": "1.2"}, [("IHE001", 11, 15, 18)]),
        ({"chapter": "010"}, [("IHE001", 11, 15, 18)]),
        ({"staus": "draft"}, [("IHE003", 11, 5, 10)]),
        ({"profile": "XDS.b"}, [("IHE003", 11, 5, 12)]),
        ({"oid": ""}, [("IHE001", 11, 5, 8)]),
        ({"status": ""}, [("IHE001", 11, 5, 11)]),
    ],
)
def test_options_of_a_profile(options: dict[str, str], found: list[tuple[str, int, int, int]]) -> None:
    assert problems("profile", "Document Sharing (XDS.b)", **options) == found


@pytest.mark.parametrize("chapter", ["10", "X", "XX", "YY1", "a", "1"])
def test_chapters(chapter: str) -> None:
    assert declare("profile", "Sharing (XDS.b)", chapter=chapter).chapter.text == chapter


@pytest.mark.parametrize(
    ("name", "argument", "options"),
    [
        ("actor", "Source", {"abstract": "yes"}),
        ("transaction", "Query [ITI-1]", {"status": "draft"}),
        ("transaction", "Query [ITI-1]", {"section": "3. 41"}),
        ("option", "Batch", {"profile": "two words"}),
        ("profile-actor", "Source", {"profile": ""}),
    ],
)
def test_values_that_are_not_allowed(name: str, argument: str, options: dict[str, str]) -> None:
    assert [code for code, *_ in problems(name, argument, **options)] == ["IHE001"]


def test_an_option_that_cannot_be_read_does_not_undo_its_declaration() -> None:
    declared = read_block(block("profile", "Sharing (XDS.b)", status="drft", type="content, x"), Context())
    assert isinstance(declared.declaration, Profile)
    assert declared.declaration.status is None
    assert [each.text for each in declared.declaration.types] == ["content"]


def test_an_option_that_stands_twice() -> None:
    once = block("actor", "Source", oid="1.2", abbreviation="S")
    twice = Block(once.name, once.place, once.argument, (*once.options, BlockOption(*once.options[0])))
    declared = read_block(twice, Context())
    assert [problem.code for problem in declared.problems] == ["IHE001"]
    assert declared.declaration
    assert declared.declaration.oid
    assert declared.declaration.oid.text == "1.2"


def test_an_owner_that_cannot_be_read_is_not_the_one_above() -> None:
    declared = read_block(block("option", "Batch", profile="two words"), Context(profile=OWNER))
    assert isinstance(declared.declaration, ProfileOption)
    assert declared.declaration.profile is None
    assert [problem.code for problem in declared.problems] == ["IHE001"]


TITLES = {
    "ihe:profile": "Name (ACR)",
    "ihe:transaction": "Name [ITI-1]",
    "ihe:requirement": "R1010",
    "ihe:issue": "ITI_012: Who?",
}
BODIES = {"table": "notes: {}", "declaration": "profiles: {}", "list": "", "box": "Text."}


@pytest.mark.parametrize("name", DIRECTIVES)
@pytest.mark.parametrize("option", SPHINX_OPTIONS)
def test_the_options_of_sphinx_are_accepted_everywhere(name: str, option: str) -> None:
    directive = DIRECTIVES[name]
    argument = TITLES.get(name, "Name") if directive.argument == "optional" else None
    written_ = block(name.removeprefix("ihe:"), argument, BODIES[directive.makes], **{option: ""})
    declared = read_block(written_, Context(profile=OWNER, transaction=OWNER))
    assert declared.problems == ()


@pytest.mark.parametrize("name", [name for name in DIRECTIVES if DIRECTIVES[name].argument == "none"])
def test_what_takes_no_argument(name: str) -> None:
    written_ = block(name.removeprefix("ihe:"), "Something", BODIES[DIRECTIVES[name].makes])
    declared = read_block(written_, Context(profile=OWNER, transaction=OWNER))
    assert [(problem.code, problem.place.column) for problem in declared.problems] == [("IHE001", 30)]


def test_messages_name_what_was_meant() -> None:
    declared = read_block(block("profile", "Sharing", staus="draft", status="drft", chapter="-"), Context())
    expected = "draft, public-comment, trial-implementation, final-text or deprecated"
    assert [problem.message for problem in declared.problems] == [
        "ihe:profile has no option 'staus', did you mean 'status'?",
        f"'drft' is no status, expected {expected}, did you mean 'draft'?",
        "'-' is no chapter, expected a number, or letters such as X",
        "'Sharing' is no title of a profile, expected Name (ACRONYM)",
    ]


def test_every_option_has_its_words_for_the_manual() -> None:
    for directive in DIRECTIVES.values():
        for option in directive.options:
            assert option.help, option
            assert not option.help.endswith("."), option
