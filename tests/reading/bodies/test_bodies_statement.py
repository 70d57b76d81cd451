"""The body of an Integration Statement."""

from __future__ import annotations

import pytest

from sphinx_ihe.reading.bodies import read_integration_statement

WHOLE = """\
vendor: Example Systems
product: Archive
version: 4.20
date: 2026-11-24
profiles:
  XDS.b:
    Document Repository: []
    Document Source: [Document Replacement, Folder Management Option]"""


def test_the_statement_of_the_manual(bodies) -> None:
    read = bodies.read(read_integration_statement, WHOLE)
    assert read.problems == ()
    assert read.complete
    (claim,) = read.claims
    repository, source = claim.actors
    assert [each.text for each in (read.vendor, read.product, read.version, read.date)] == [
        "Example Systems",
        "Archive",
        "4.20",
        "2026-11-24",
    ]
    assert (repository.options, [option.text for option in source.options]) == (
        (),
        ["Document Replacement", "Folder Management"],
    )
    assert bodies.places(WHOLE, read.version, claim.profile, repository.actor, source.actor, *source.options) == (
        "vendor: Example Systems\nproduct: Archive\nversion: {{w|4.20}}\ndate: 2026-11-24\nprofiles:\n"
        "  {{w|XDS.b}}:\n    {{w|Document Repository}}: []\n"
        "    {{w|Document Source}}: [{{w|Document Replacement}}, {{w|Folder Management}} Option]"
    )


@pytest.mark.parametrize(
    "claims",
    [
        "CT: {Time Client: []}",
        "CT: {Time Client: none}",
        "CT: {Time Client: }",
        "CT: [Time Client]",
        "CT: Time Client",
        "CT:\n    - Time Client",
        "CT:\n    - Time Client: []",
        "Consistent Time (CT): [Time Client]",
    ],
)
def test_an_actor_without_options(claims: str, bodies) -> None:
    read = bodies.read(read_integration_statement, f"profiles:\n  {claims}")
    assert read.problems == ()
    assert [(claim.profile.text, [actor.actor.text for actor in claim.actors]) for claim in read.claims] == [
        ("CT", ["Time Client"])
    ]
    assert read.claims[0].actors[0].options == ()


@pytest.mark.parametrize("options", ["Batch", "[Batch]", "\n      - Batch", "Batch Option"])
def test_an_option(options: str, bodies) -> None:
    read = bodies.read(read_integration_statement, f"profiles:\n  CT:\n    Time Client: {options}")
    assert read.problems == ()
    assert [option.text for option in read.claims[0].actors[0].options] == ["Batch"]


@pytest.mark.parametrize(
    "text",
    [
        "{{IHE002|vender}}: Me\nprofiles: {CT: [Time Client]}",
        "{{IHE002|vendor}}:\nprofiles: {CT: [Time Client]}",
        "vendor: {{IHE002|[Me]}}\nprofiles: {CT: [Time Client]}",
        "profiles: {{IHE002|[CT]}}",
        "profiles:\n  CT: {{IHE002|[]}}",
        "profiles:\n  CT: [{{IHE002|[A]}}]",
        "profiles:\n  CT:\n    Time Client: [{{IHE002|[A]}}]",
        "profiles:\n  CT:\n    Time Client: {{IHE002|{A: 1, B: 2}}}",
        "{{IHE002|- a}}",
        "profiles: {CT: [Time Client]}\n{{IHE002|profiles}}: {IUA: [Resource Server]}",
        # What follows from a fault is not reported as well.
        "{{IHE002|profiles}}\n  CT: [Time Client]",
        "{{IHE002|profile}}:\n  CT: [Time Client]",
        "vendor: {{IHE002|[}}Me\nprofiles: {CT: [Time Client]}",
        "{{IHE002|Vendor Me}}\nproduct: Archive",
        "profiles:\n{{IHE002|\t}}CT: [Time Client]\n  XDR: [Document Source]",
        "profiles:\n  XDR:\n    Document Source: {{IHE002|[}}\n  CT:\n    Time Client: []",
    ],
)
def test_problems(text: str, bodies) -> None:
    assert bodies.problems(read_integration_statement, text) == text


@pytest.mark.parametrize(("text", "message"), [("", "the statement is empty"), ("vendor: Me", "claims nothing")])
def test_what_is_missing_is_told_at_the_directive(text: str, message: str, bodies) -> None:
    read = bodies.read(read_integration_statement, text)
    (problem,) = read.problems
    assert (problem.code, problem.place.line) == ("IHE002", 8)
    assert message in problem.message
    assert not read.complete


def test_what_a_misspelt_key_holds_is_read(bodies) -> None:
    read = bodies.read(read_integration_statement, "profile:\n  CT: [Time Client]")
    assert [claim.profile.text for claim in read.claims] == ["CT"]


def test_messages_name_what_was_meant(bodies) -> None:
    assert bodies.messages(read_integration_statement, "vender: Me\nprofiles: {CT: [Time Client]}") == [
        "found 'vender', expected a key of vendor, product, version, date, profiles, did you mean 'vendor'?"
    ]
