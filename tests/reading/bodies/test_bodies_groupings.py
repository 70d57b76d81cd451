"""The body of the Required Actor Groupings table."""

from __future__ import annotations

import pytest

from sphinx_ihe.reading.bodies import read_required_groupings

TABLE = """\
Document Source:
  - ITI CT / Time Client
  - ATNA / Secure Node with the STX TLS 1.2 Floor Option
Document Consumer:
  - one of: [XDS.b / Document Consumer, XDR / Document Recipient]
  - when: On-Demand Documents
    with: [IUA / Authorization Client]
    content: "PCC TF-2: 4.1"
Document Repository: none"""


def partner(bodies, text: str):
    read = bodies.read(read_required_groupings, f"Source: {text}")
    assert read.problems == ()
    [grouping] = read.rows[0].groupings
    [partner] = grouping.partners
    return partner


def test_the_table_of_the_manual(bodies) -> None:
    read = bodies.read(read_required_groupings, TABLE)
    assert read.problems == ()
    groupings = [grouping for row in read.rows for grouping in row.groupings]
    partners = [partner for grouping in groupings for partner in grouping.partners]
    parts = [part for p in partners for part in (p.domain, p.profile, *p.actors, *p.options) if part]
    parts += [part for grouping in groupings for part in (grouping.when, grouping.content) if part]
    assert (
        bodies.places(TABLE, *parts)
        == """\
Document Source:
  - {{w|ITI}} {{w|CT}} / {{w|Time Client}}
  - {{w|ATNA}} / {{w|Secure Node}} with the {{w|STX TLS 1.2 Floor}} Option
Document Consumer:
  - one of: [{{w|XDS.b}} / {{w|Document Consumer}}, {{w|XDR}} / {{w|Document Recipient}}]
  - when: {{w|On-Demand Documents}}
    with: [{{w|IUA}} / {{w|Authorization Client}}]
    content: {{w|"PCC TF-2: 4.1"}}
Document Repository: none"""
    )
    assert [grouping.one_of for grouping in groupings] == [False, False, True, False]
    assert (
        bodies.mark(TABLE, *(grouping.place for grouping in groupings), read.rows[2].none)
        == """\
Document Source:
  - {{w|ITI CT / Time Client}}
  - {{w|ATNA / Secure Node with the STX TLS 1.2 Floor Option}}
Document Consumer:
  - {{w|one of: [XDS.b / Document Consumer, XDR / Document Recipient]}}
  - {{w|when: On-Demand Documents
    with: [IUA / Authorization Client]
    content: "PCC TF-2: 4.1"}}
Document Repository: {{w|none}}"""
    )


@pytest.mark.parametrize(
    ("text", "domain", "profile", "actors", "options", "note"),
    [
        ("XDS.b / Document Source", None, "XDS.b", ["Document Source"], [], None),
        ("ITI XDS.b / Document Source (2)", "ITI", "XDS.b", ["Document Source"], [], "2"),
        ("XD* / Document Source", None, "XD*", ["Document Source"], [], None),
        ("Document Source", None, None, ["Document Source"], [], None),
        ("Integrated Document Source/Repository", None, None, ["Integrated Document Source/Repository"], [], None),
        ("XDS.b / Document Source/Repository", None, "XDS.b", ["Document Source/Repository"], [], None),
        ("SWF.b / Image Manager / Image Archive", None, "SWF.b", ["Image Manager / Image Archive"], [], None),
        ("ATNA / Secure Node or Secure Application", None, "ATNA", ["Secure Node", "Secure Application"], [], None),
        ("ATNA / A, B or C (1)", None, "ATNA", ["A", "B", "C"], [], "1"),
        ("Content Creator or Importer", None, None, ["Content Creator", "Importer"], [], None),
        ("ATNA / Recorder", None, "ATNA", ["Recorder"], [], None),
        ("ATNA / Secure Node with the A Option", None, "ATNA", ["Secure Node"], ["A"], None),
        ("ATNA / Secure Node with the A and B Option", None, "ATNA", ["Secure Node"], ["A and B"], None),
        ("ATNA / Secure Node with the A and B Options", None, "ATNA", ["Secure Node"], ["A", "B"], None),
        ("ATNA / Secure Node with the A, B and C Options (3)", None, "ATNA", ["Secure Node"], ["A", "B", "C"], "3"),
        ("ATNA / Secure Node with the A, B, and C Options", None, "ATNA", ["Secure Node"], ["A", "B", "C"], None),
        ("ATNA / Secure Node with the A Option and the B Option", None, "ATNA", ["Secure Node"], ["A", "B"], None),
        ("ATNA / X or Y with the A Option", None, "ATNA", ["X", "Y"], ["A"], None),
        ("Secure Node with the A Option", None, None, ["Secure Node"], ["A"], None),
        (
            '"ATNA / Secure Node with the STX: TLS 1.2 with the BCP195 Option Option"',
            None,
            "ATNA",
            ["Secure Node"],
            ["STX: TLS 1.2 with the BCP195 Option"],
            None,
        ),
        ("ATNA\n  / Secure  Node", None, "ATNA", ["Secure Node"], [], None),
    ],
)
def test_partners(bodies, text, domain, profile, actors, options, note) -> None:  # noqa: PLR0913 - the columns above
    read = partner(bodies, text)
    assert [each and each.text for each in (read.domain, read.profile, read.note)] == [domain, profile, note]
    assert [actor.text for actor in read.actors] == actors
    assert [option.text for option in read.options] == options


def test_places_of_alternatives(bodies) -> None:
    text = "Source: 'ITI ATNA / Secure Node or Secure Application with the A, B and C Options (1)'"
    [grouping] = bodies.read(read_required_groupings, text).rows[0].groupings
    [partner] = grouping.partners
    assert bodies.places(text, partner.domain, partner.profile, *partner.actors, *partner.options, partner.note) == (
        "Source: '{{w|ITI}} {{w|ATNA}} / {{w|Secure Node}} or {{w|Secure Application}}"
        " with the {{w|A}}, {{w|B}} and {{w|C}} Options {{w|(1)}}'"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{with: A / B}", (1, False, None, None, None)),
        ("{with: [A / B, C]}", (2, False, None, None, None)),
        ("{one of: [A / B, C], content: 4.1}", (2, True, None, None, "4.1")),
        ("{when: X Option, with: A / B}", (1, False, "X", None, None)),
        ("{condition: if it reads, with: A / B}", (1, False, None, "if it reads", None)),
        ("{when: X, one of: [A, B]}", (2, True, "X", None, None)),
    ],
)
def test_groupings_with_keys(bodies, text: str, expected: tuple[object, ...]) -> None:
    for body in (f"Source: {text}", f"Source: [{text}]"):
        read = bodies.read(read_required_groupings, body)
        assert read.problems == ()
        [grouping] = read.rows[0].groupings
        texts = [each and each.text for each in (grouping.when, grouping.condition, grouping.content)]
        assert (len(grouping.partners), grouping.one_of, *texts) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Source: [{{IHE002|/ Actor}}]",
        "Source: [{{IHE002|CT /}}]",
        "Source: [{{IHE002|A or}} , B]".replace("{{IHE002|A or}} ,", "A or,"),
        "Source: {{IHE002|ATNA / Secure Node with the X}}",
        "Source: [{{IHE002|ATNA / Secure Node with the A}}, B Options]",
        "Source:\n  - {{IHE002|(1)}}",
        "Source:\n  - {{IHE002|with the A Option}}",
        "{{IHE002|Source}}:",
        "Source: {{IHE002|[]}}",
        "Source: [A, {{IHE002|none}}]",
        "Source: [A, {{IHE002|[B]}}]",
        "Source:\n  - {{IHE002|when: X}}\n  - A",
        "Source:\n  - with: A\n    {{IHE002|one of}}: [B]",
        "Source:\n  - {{IHE002|wiht}}: [A]\n    with: B",
        "Source:\n  - {{IHE002|with}}:\n    when: X",
        "Source:\n  - with: {{IHE002|[]}}",
        "Source:\n  - with: A\n    when: {{IHE002|[X]}}",
        "Source:\n  - one of: {{IHE002|A}}",
        "Source:\n  - one of: [A, {{IHE002|{b: c, d: e}}}]",
        "Source:\n  - with: A\n    content: PCC TF-2{{IHE002|:}} 4.1",
        "Source:\n  - ATNA / Node with the STX{{IHE002|:}} TLS 1.2 Option",
        "Source: [ATNA / Node with the STX{{IHE002|:}} TLS 1.2 Option, B]",
        "Source: [CT / Time Client {{IHE002|(1}}, 2), ATNA / Secure Node]",
        "Source: [CT / Time Client with the A Option {{IHE002|(1)(2)}}]",
    ],
)
def test_problems(bodies, text: str) -> None:
    assert bodies.problems(read_required_groupings, text) == text


def test_an_unquoted_colon_is_reported_and_read(bodies) -> None:
    text = "Source:\n  - ATNA / Node with the STX: TLS 1.2 Option\n  - with: A\n    content: PCC TF-2: 4.1"
    first, second = bodies.read(read_required_groupings, text).rows[0].groupings
    assert bodies.places(text, *first.partners[0].options, second.content) == text.replace(
        "STX: TLS 1.2", "{{w|STX: TLS 1.2}}"
    ).replace("PCC TF-2: 4.1", "{{w|PCC TF-2: 4.1}}")


def test_a_grouping_without_partners(bodies) -> None:
    read = bodies.read(read_required_groupings, "Source:\n  - when: A\n  - ATNA / Secure Node")
    assert [problem.message for problem in read.problems] == [
        "the grouping has no partners, expected them under 'with' or 'one of'"
    ]
    assert (len(read.rows[0].groupings), read.complete) == (1, False)


def test_a_partner_that_cannot_be_read_does_not_undo_the_others(bodies) -> None:
    read = bodies.read(read_required_groupings, "Source: [CT /, ATNA / Secure Node]")
    assert [grouping.partners[0].profile.text for grouping in read.rows[0].groupings] == ["ATNA"]
    assert not read.complete
