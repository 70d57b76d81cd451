"""What one block declares: its options, its title, and what of them cannot be read."""

from __future__ import annotations

from copy import copy
from typing import Any

import pytest

from sphinx_ihe.language import (
    Actor,
    Block,
    BlockOption,
    ContentModule,
    Declaration,
    IntegrationStatement,
    Issue,
    Line,
    Owner,
    Place,
    Profile,
    ProfileOption,
    Requirement,
    Title,
    Transaction,
    UseCase,
    Written,
)
from sphinx_ihe.language.directives import ACCEPTED_OPTIONS, DIRECTIVES
from sphinx_ihe.reading.declarations import Context, read_block

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
    return [(problem.code, *problem.place.start, problem.place.end_column) for problem in declared.problems]


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


def test_a_content_module() -> None:
    module = declare("content-module", "Medical Summary", oid="1.2", parent="1.1", format_code="urn:x", code="1-8")
    assert isinstance(module, ContentModule)
    assert (module.key, module.oid, module.parent) == (
        "Medical Summary",
        written("1.2", 11, 11),
        written("1.1", 12, 14),
    )
    assert (module.format_code, module.code) == (written("urn:x", 13, 19), written("1-8", 14, 12))


@pytest.mark.parametrize("title", ["Use Case #1: Find a document", "Use Case: Find a document", "Find a document"])
def test_a_use_case(title: str) -> None:
    use_case = declare("use-case", title)
    assert isinstance(use_case, UseCase)
    assert (use_case.name, use_case.key) == ("Find a document", "XDS.b / Find a document")


def test_a_requirement() -> None:
    requirement = declare("requirement", "R1010: Encryption", level="shall", actor="A, B", transaction="Query [ITI-18]")
    assert isinstance(requirement, Requirement)
    assert (requirement.key, requirement.name, requirement.id) == ("R1010", "Encryption", written("R1010", 10, 30))
    assert requirement.level == written("shall", 11, 13)
    assert requirement.actors == (written("A", 12, 13), written("B", 12, 16))
    assert requirement.transaction == Owner("ITI-18", Place("a.rst", 13, 19, 13, 33), named=True)
    assert requirement.profile == OWNER
    assert declare("requirement", "R1010").transaction == OWNER
    assert declare("requirement", "R1010").name == "R1010"


def test_a_requirement_needs_no_home() -> None:
    declared = read_block(block("requirement", "R1010"), Context())
    assert declared.problems == ()
    assert isinstance(declared.declaration, Requirement)
    assert (declared.declaration.transaction, declared.declaration.profile) == (None, None)


@pytest.mark.parametrize(
    ("title", "key", "name"),
    [
        ("ITI_012", "ITI_012", "ITI_012"),
        ("ITI_012: Who deletes?", "ITI_012", "Who deletes?"),
        ("ITI-Scheduling-002 - Who?", "ITI-Scheduling-002", "Who?"),
        ("mADX_008 Who?", "mADX_008", "Who?"),
    ],
)
def test_an_issue(title: str, key: str, name: str) -> None:
    issue = declare("issue", title, state="closed", closed_by="CP-1")
    assert isinstance(issue, Issue)
    assert (issue.key, issue.name) == (key, name)
    assert (issue.state, issue.closed_by) == (written("closed", 11, 13), written("CP-1", 12, 17))


@pytest.mark.parametrize(
    ("options", "state"),
    [({}, "open"), ({"closed_by": "CP-1"}, "closed"), ({"state": "open", "closed_by": "CP-1"}, "open")],
)
def test_the_state_of_an_issue(options: dict[str, str], state: str) -> None:
    assert declare("issue", "ITI_012", **options).current_state == state


def test_an_integration_statement() -> None:
    declared = read_block(
        block("integration-statement", "Archive 4.2", "vendor: Me\nprofiles: {CT: [Time Client]}"), Context()
    )
    statement = declared.declaration
    assert isinstance(statement, IntegrationStatement)
    assert (statement.key, statement.vendor and statement.vendor.text, statement.text) == ("Archive 4.2", "Me", None)
    assert [claim.profile.text for claim in statement.claims] == ["CT"]


def test_a_list() -> None:
    options = {"profile": "XDS.b, Name (XDR)", "actor": "A, B", "caption": "All"}
    declared = read_block(block("actor-list", None, **options), Context())
    assert declared.problems == ()
    assert declared.listing
    assert [each.text for each in declared.listing.profiles] == ["XDS.b", "XDR"]
    assert declared.listing.actors == (written("A", 12, 13), written("B", 12, 16))
    assert (declared.listing.kind, declared.listing.caption) == ("actor-list", written("All", 13, 15))


def test_a_list_has_no_body() -> None:
    declared = read_block(block("issue-list", None, "\n  text", state="open"), Context())
    assert [(problem.code, *problem.place.start, *problem.place.end) for problem in declared.problems] == [
        ("IHE002", 21, 6, 21, 10)
    ]
    assert declared.listing
    assert declared.listing.state == written("open", 11, 13)


@pytest.mark.parametrize(
    ("body", "text", "place"),
    [
        ("It writes.\n\nMore.", "It writes.", (20, 4, 20, 14)),
        ("\n  It\n  writes.", "It writes.", (21, 6, 22, 13)),
        (".. note:: This.", None, None),
        ("", None, None),
    ],
)
def test_the_text_is_the_first_paragraph(body: str, text: str | None, place: tuple[int, ...] | None) -> None:
    declaration = read_block(block("actor", "Source", body), Context()).declaration
    assert declaration
    assert (declaration.text and declaration.text.text) == text
    assert (declaration.text and (*declaration.text.place.start, *declaration.text.place.end)) == place


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
        ("requirement", "Encryption"),
        ("requirement", "1010"),
        ("issue", "Open issue 12"),
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
        ("requirement", "R1", {"level": "must"}),
        ("requirement", "R1", {"transaction": "Query"}),
        ("issue", "D_1", {"state": "Closed"}),
        ("use-case", "Find", {"profile": "two words"}),
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
    twice = Block(once.name, once.place, once.argument, (*once.options, copy(once.options[0])))
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
BODIES = {
    "table": "notes: {}",
    "declaration": "profiles: {}",
    "list": "",
    "actor-diagram": "",
    "diagram": "A -> B: text",
    "box": "Text.",
}


def body_of(name: str) -> str:
    """A body that the directive can read."""
    return BODIES.get(name.removeprefix("ihe:")) or BODIES[DIRECTIVES[name].makes] * (name != "ihe:actor-diagram")


@pytest.mark.parametrize("name", DIRECTIVES)
@pytest.mark.parametrize("option", ACCEPTED_OPTIONS)
def test_the_options_of_sphinx_are_accepted_everywhere(name: str, option: str) -> None:
    directive = DIRECTIVES[name]
    argument = TITLES.get(name, "Name") if directive.argument == "optional" else None
    written_ = block(name.removeprefix("ihe:"), argument, body_of(name), **{option: ""})
    declared = read_block(written_, Context(profile=OWNER, transaction=OWNER))
    assert declared.problems == ()


@pytest.mark.parametrize("name", [name for name in DIRECTIVES if DIRECTIVES[name].argument == "none"])
def test_what_takes_no_argument(name: str) -> None:
    written_ = block(name.removeprefix("ihe:"), "Something", body_of(name))
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
