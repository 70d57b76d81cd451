"""The body of the Actors and Options table."""

from __future__ import annotations

import pytest

from sphinx_ihe.reading.bodies import read_actors_options


def test_the_table_of_the_manual(bodies) -> None:
    text = "Document Source: [Document Replacement, Folder Management (1)]\nDocument Repository: none"
    read = bodies.read(read_actors_options, text)
    source, repository = read.rows
    first, second = source.options
    assert read.problems == ()
    assert bodies.places(text, source.actor, first.name, second.name, second.note) == (
        "{{w|Document Source}}: [{{w|Document Replacement}}, {{w|Folder Management}} {{w|(1)}}]\n"
        "Document Repository: none"
    )
    assert bodies.mark(text, first.place, second.place, repository.none) == (
        "Document Source: [{{w|Document Replacement}}, {{w|Folder Management (1)}}]\nDocument Repository: {{w|none}}"
    )


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Document Replacement", ["Document Replacement"]),
        ("Document Replacement Option (1)", ["Document Replacement"]),
        ("\n  - A Option\n  - B", ["A", "B"]),
        ("['STX: TLS 1.2 Floor using BCP195', B]", ["STX: TLS 1.2 Floor using BCP195", "B"]),
        ("[Summary of Radiology/Cardiology Reports, Retrieve (Basic)]",
         ["Summary of Radiology/Cardiology Reports", "Retrieve (Basic)"]),
        ("[No, 1.10]", ["No", "1.10"]),
    ],
)  # fmt: skip
def test_options(bodies, value: str, names: list[str]) -> None:
    read = bodies.read(read_actors_options, f"Document Source: {value}")
    assert read.problems == ()
    assert [option.name.text for option in read.rows[0].options] == names


def test_the_closing_word_is_not_part_of_the_place(bodies) -> None:
    text = "Document Source: Document Replacement Option (1)"
    [option] = bodies.read(read_actors_options, text).rows[0].options
    assert bodies.places(text, option.name) == "Document Source: {{w|Document Replacement}} Option (1)"


@pytest.mark.parametrize(
    "text",
    [
        "{{IHE002|Source}}:\nOther: none",
        "Source: {{IHE002|[]}}",
        "Source: [{{IHE002|none}}]",
        "Source: [A, {{IHE002|[B]}}]",
        "Source: {{IHE002|{A: 1, B: 2}}}",
        "Source:\n  - A\n  {{IHE002|-}}\n  - B",
        "Source: [ATX{{IHE002|:}} TLS Syslog, B]",
        "Source:\n  - ATX{{IHE002|:}} TLS Syslog",
        "Source: ATX{{IHE002|:}} TLS Syslog",
    ],
)
def test_problems(bodies, text: str) -> None:
    assert bodies.problems(read_actors_options, text) == text


@pytest.mark.parametrize("value", ["[ATX: TLS Syslog, B]", "\n  - ATX: TLS Syslog\n  - B"])
def test_an_unquoted_colon_is_reported_and_read(bodies, value: str) -> None:
    text = f"Source: {value}"
    read = bodies.read(read_actors_options, text)
    assert [option.name.text for option in read.rows[0].options] == ["ATX: TLS Syslog", "B"]
    assert bodies.places(text, read.rows[0].options[0].name) == text.replace("ATX: TLS Syslog", "{{w|ATX: TLS Syslog}}")
    assert [problem.help for problem in read.problems] == ["put the text in quotes"]


def test_an_empty_list_counts_as_none(bodies) -> None:
    [row] = bodies.read(read_actors_options, "Source: []").rows
    assert row.none is not None


@pytest.mark.parametrize("options", ["[A {{IHE002|(1}}, 2), B]", "A {{IHE002|(1; 2)}}", "[B, A {{IHE002|(Note 1)}}]"])
def test_a_note_mark_in_another_form_is_no_part_of_a_name(bodies, options: str) -> None:
    text = f"Document Source: {options}"
    assert bodies.problems(read_actors_options, text) == text
    read = bodies.read(read_actors_options, text.replace("{{IHE002|", "").replace("}}", ""))
    assert [option.name.text for option in read.rows[0].options if option.note] == ["A"]


def test_a_note_behind_none_is_one_on_the_actor(bodies) -> None:
    read = bodies.read(read_actors_options, "Document Source: none (1)\nDocument Consumer (2): none")
    assert [(row.none is not None, row.options, row.note.text) for row in read.rows] == [
        (True, (), "1"),
        (True, (), "2"),
    ]
