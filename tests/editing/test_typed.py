"""What is being typed at a place. The cursor is the bar."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sphinx_ihe.editing.typed import Typed, typed


def at(text: str, *, markdown: bool = False) -> Typed | None:
    before, _, behind = dedent(text).partition("|")
    lines = (before + behind).split("\n")
    row = before.count("\n")
    return typed(lines, row, len(before) - before.rfind("\n") - 1, markdown=markdown)


@pytest.mark.parametrize(
    ("text", "what", "prefix"),
    [
        (".. |", "directive", ""),
        (".. ihe:act|", "directive", "ihe:act"),
        ("- .. ihe:act|", None, ""),
        ("See :|", "role", ":"),
        ("See :ihe:ac|", "role", ":ihe:ac"),
        ("See (:ihe:actor|", "role", ":ihe:actor"),
        ("At 10:|", None, ""),
        ("See :ihe:actor:`Doc|", "target", "Doc"),
        ("See :ihe:actor:`the sender <Doc|", "target", "Doc"),
        ("See :ihe:transaction:`~IT|` and", "target", "IT"),
        ("See :ihe:actor:`A` and|", None, ""),
        (".. ihe:profile::\n   :|", "option", ""),
        (".. ihe:profile::\n   :ty|", "option", "ty"),
        (".. ihe:profile::\n   :type: |", "value", ""),
        (".. ihe:profile::\n   :type: workflow, con|", "value", "workflow, con"),
        (".. ihe:profile::\n   :type: content\n   :st|\n   :oid: 1", "option", "st"),
        (".. ihe:profile::\n\n   :st|", "role", ":st"),
        (".. note::\n   :cl|", "role", ":cl"),
        (".. ihe:profile::\n\n   A :ihe:actor:`Doc|", "target", "Doc"),
        ("a\n\n\n|", None, ""),
    ],
)
def test_lines_of_restructuredtext(text: str, what: str | None, prefix: str) -> None:
    found = at(text)
    assert (found and found.what) == what
    assert not found or found.prefix == prefix


@pytest.mark.parametrize(
    ("text", "what", "prefix"),
    [
        ("```{ihe:pro|", "directive", "ihe:pro"),
        (":::{|", "directive", ""),
        ("See {ihe:ac|", "role", "ihe:ac"),
        ("See {ihe:option}`XDS.b / |", "target", "XDS.b / "),
        ("```{ihe:profile}\n:ty|\n```", "option", "ty"),
        ("```{ihe:profile}\n:type: con|\n```", "value", "con"),
        ("```{ihe:profile}\n```\n:ty|", None, ""),
        ("```python\nx = {ihe|", "role", "ihe"),
        ("````{note}\n```{ihe:actor-roles}\n|\n```\n````", "key", ""),
        ("```{eval-rst}\n.. ihe:actor-roles::\n\n   initiator:\n     Doc|\n```", "key", "Doc"),
        ("```\n```{ihe:actor-roles}\nini|", None, ""),
    ],
)
def test_lines_of_markdown(text: str, what: str | None, prefix: str) -> None:
    found = at(text, markdown=True)
    assert (found and found.what) == what
    assert not found or found.prefix == prefix


@pytest.mark.parametrize(
    ("body", "what", "path", "prefix"),
    [
        ("|", "key", (), ""),
        ("Doc|", "key", (), "Doc"),
        ("Document Source:|", None, (), ""),
        ("Document Source: no|", "cell", ("Document Source",), "no"),
        ("Document Source:\n  |", "key", ("Document Source",), ""),
        ("Document Source:\n  ITI-4|", "key", ("Document Source",), "ITI-4"),
        ("Document Source:\n  ITI-41: R in|", "cell", ("Document Source", "ITI-41"), "R in"),
        ("Document Source:\n  ITI-41: [R, O with the |]", "cell", ("Document Source", "ITI-41"), "O with the "),
        ("Document Source:\n  ITI-41: R\n\nDoc|", "key", (), "Doc"),
        ("Patient's Source:\n  ITI-41: R\n  |", "key", ("Patient's Source",), ""),
        ('"Source: new":\n  |', "key", ("Source: new",), ""),
        ("Source:\n  - one of: [A / B, |", "cell", ("Source", "one of"), ""),
        ("Source:\n  - one of:\n      - A / |", "cell", ("Source", "one of"), "A / "),
        ("Source:\n- A|", "cell", ("Source",), "A"),
        ("Source:\n  - when: X\n    with: |", "cell", ("Source", "with"), ""),
        ("Source:\n  - with: [A]\n    |", "key", ("Source",), ""),
        ("A:\n  B:\n    C:\n\n\n    |", "key", ("A", "B"), ""),
        ("Source:\n  Broken [ITI-41: R\n  ITI-|", "key", ("Source",), "ITI-"),
    ],
)
def test_bodies(body: str, what: str | None, path: tuple[str, ...], prefix: str) -> None:
    rst = at(".. ihe:required-groupings::\n\n" + "\n".join("   " + line for line in body.split("\n")))
    markdown = at("```{ihe:required-groupings}\n" + body + "\n```", markdown=True)
    for found in (rst, markdown):
        assert (found and found.what) == what
        assert not found or (found.path, found.prefix, found.directive) == (path, prefix, "ihe:required-groupings")


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("A -> Doc|", "Doc"),
        ("A --> |", ""),
        ("A ->> B|", "B"),
        ("A ->x B|", "B"),
        ("note over A, B|", "B"),
        ("note left of Do|", "Do"),
        ("activate Do|", "Do"),
        ("box A, Do|", "Do"),
    ],
)
def test_messages(line: str, prefix: str) -> None:
    found = at(f".. ihe:process-flow::\n\n   {line}")
    assert found == Typed("key", prefix, "ihe:process-flow")
    assert at(".. ihe:process-flow::\n\n   A -> B: the te|") is None
    assert at(".. ihe:process-flow::\n\n   alt the te|") is None


def test_a_line_of_a_diagram_begins_with_an_actor_or_a_word() -> None:
    found = at(".. ihe:process-flow::\n\n   A -> B: x\n   al|")
    assert found == Typed("key", "al", "ihe:process-flow", of="line")


def test_a_role_in_the_words_of_a_message() -> None:
    found = at(".. ihe:process-flow::\n\n   A -> B: asks :ihe:transaction:`IT|")
    assert found == Typed("target", "IT", of="transaction")
