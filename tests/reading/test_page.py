"""Documents: what their blocks and roles say where they stand."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_ihe.language import Block, Page, Place, ProfileOption, Role, Title, Written
from sphinx_ihe.language.directives import CHANGE_MARKS, DIRECTIVES, ROLES
from sphinx_ihe.reading.page import read_page
from sphinx_ihe.reading.source import Heading, scan

MARK = re.compile(r"\{\{(?P<label>[\w-]+)\||\}\}")


def read(text: str, default_domain: str | None = None) -> Page:
    """A document in reStructuredText, without its marks."""
    items = scan(MARK.sub("", dedent(text)), "a.rst", everything=True)
    return read_page("a", [_title(item) for item in items if isinstance(item, Heading | Block | Role)], default_domain)


def _title(item: Heading | Block | Role) -> Title | Block | Role:
    return Title(item.text, item.place, 1) if isinstance(item, Heading) else item


def marked(text: str) -> list[tuple[str, int, int, int]]:
    """Label, line and columns of each mark; marks that close on another line are not written here."""
    marks = []
    for number, line in enumerate(dedent(text).split("\n"), 1):
        opened: list[tuple[str, int]] = []
        width = 0
        for found in MARK.finditer(line):
            column = found.start() - width + 1
            width += len(found[0])
            if found["label"]:
                opened.append((found["label"], column))
            else:
                label, start = opened.pop()
                marks.append((label, number, start, column))
    return sorted(marks)


def found(labelled: list[tuple[str, Place]]) -> list[tuple[str, int, int, int]]:
    return sorted((label, place.line, place.column, place.end_column) for label, place in labelled)


def check(text: str) -> None:
    """The problems of a document are those that its marks say."""
    assert found([(problem.code, problem.place) for problem in read(text).problems]) == marked(text)


# -- scope ----------------------------------------------------------------------------------------------------------


def test_a_table_belongs_to_the_nearest_profile_above() -> None:
    page = read("""
        .. ihe:profile:: One (ONE)

        .. ihe:actors-options::

           A: none

        .. ihe:profile:: Two (TWO)

        .. ihe:transaction:: Query [ITI-1]

        .. ihe:actors-options::

           A: none

        .. ihe:actor-roles::

           initiator: A
        """)
    assert [(table.owner.key, table.owner.named) for table in page.tables if table.owner] == [
        ("ONE", False),
        ("TWO", False),
        ("ITI-1", False),
    ]
    assert page.problems == ()


def test_what_an_option_names_counts_for_more_than_what_stands_above() -> None:
    text = """
        .. ihe:profile:: One (ONE)

        .. ihe:actors-options::
           :profile: {{owner|TWO}}

           A: none

        .. ihe:option:: Batch
           :profile: {{owner|Number Two (TWO)}}

        .. ihe:actor-roles::
           :transaction: {{owner|ITI-041}}

           initiator: A

        .. ihe:actor-roles::
           :transaction: {{owner|Query [ITI-18]}}

           initiator: A
        """
    page = read(text)
    option = page.declarations[1]
    assert isinstance(option, ProfileOption)
    owners = [*(table.owner for table in page.tables), option.profile]
    assert [owner and owner.key for owner in owners] == ["TWO", "ITI-041", "ITI-18", "TWO"]
    assert found([("owner", owner.place) for owner in owners if owner]) == marked(text)
    assert all(owner and owner.named for owner in owners)


def test_what_belongs_to_nothing_is_homeless() -> None:
    check("""
        {{IHE005|.. ihe:actors-options::}}

           A: none

        {{IHE005|.. ihe:option::}} Batch

        {{IHE005|.. ihe:profile-actor::}} Source

        {{IHE005|.. ihe:actor-roles::}}

           initiator: A

        .. ihe:profile:: One (ONE)

        {{IHE005|.. ihe:actor-roles::}}

           initiator: A

        .. ihe:actor:: Source
        """)


def test_homeless_things_keep_what_they_say() -> None:
    page = read("""
        .. ihe:actors-options::

           A: none

        .. ihe:option:: Batch
        """)
    assert page.tables[0].owner is None
    assert [declaration.name for declaration in page.declarations] == ["Batch"]


def test_below_a_profile_that_cannot_be_read_nobody_can_tell() -> None:
    text = """
        .. ihe:profile:: One (ONE)

        .. ihe:profile:: {{IHE001|Two}}

        .. ihe:actors-options::

           A: none

        .. ihe:transaction:: {{IHE001|Query}}

        .. ihe:actor-roles::

           initiator: A

        .. ihe:profile:: Three (THREE)

        .. ihe:actors-options::

           A: none
        """
    check(text)
    assert [table.owner and table.owner.key for table in read(text).tables] == [None, None, "THREE"]


# -- titles -----------------------------------------------------------------------------------------------------------


def test_without_an_argument_the_section_title_is_taken() -> None:
    text = """
        {{label|Document Sharing (XDS.b) Profile}}
        ================================

        .. ihe:profile::

        {{label|Query [ITI-18]}}
        --------------

        Text.

        .. ihe:transaction::

        .. ihe:actor:: {{label|Document Source}}
        """
    page = read(text)
    assert found([("label", declaration.label.place) for declaration in page.declarations]) == marked(text)
    assert [(each.key, each.titled, each.section and each.section.text) for each in page.declarations] == [
        ("XDS.b", True, "Document Sharing (XDS.b) Profile"),
        ("ITI-18", True, "Query [ITI-18]"),
        ("Document Source", False, "Query [ITI-18]"),
    ]
    assert [title.text for title in page.titles] == ["Document Sharing (XDS.b) Profile", "Query [ITI-18]"]


def test_neither_argument_nor_section() -> None:
    check("{{IHE001|.. ihe:actor::}}\n")


def test_the_place_is_the_title_of_the_thing_or_its_directive() -> None:
    page = read("""
        Document Sharing (XDS.b)
        ========================

        .. ihe:profile::

        .. ihe:actor:: Source
        """)
    assert [declaration.heading.line for declaration in page.declarations] == [2, 7]


# -- names that nobody knows -----------------------------------------------------------------------------------------


def test_unknown_directives_and_roles() -> None:
    text = """
        {{IHE004|.. ihe:acter::}} Source

        See {{IHE004|:ihe:acter:`Source`}}, {{IHE004|:ihe:foo:`Source`}}, :math:`x`, and :ihe:actor:`Source`.

        .. note:: Text.

        .. other:thing:: Text.
        """
    check(text)
    assert [problem.message for problem in read(text).problems] == [
        "unknown directive 'ihe:acter', did you mean 'ihe:actor'?",
        "unknown role 'ihe:acter', did you mean 'ihe:actor'?",
        "unknown role 'ihe:foo'",
    ]


@pytest.mark.parametrize("name", [name.removeprefix("ihe:") for name in DIRECTIVES])
def test_every_directive_of_the_language_is_known(name: str) -> None:
    page = read(f".. ihe:{name}::\n   :state: open\n\n   A: none\n")
    assert "IHE004" not in [problem.code for problem in page.problems]


@pytest.mark.parametrize("name", [*ROLES, *CHANGE_MARKS])
def test_every_role_of_the_language_is_known(name: str) -> None:
    page = read(f"See :ihe:{name}:`this`.\n")
    assert page.problems == ()
    assert [reference.kind for reference in page.references] == ([name] if name in ROLES else [])


# -- roles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role",
    [
        ":ihe:actor:`{{actor|Document Source}}`",
        ":ihe:transaction:`{{transaction|ITI-41}}`",
        ":ihe:transaction:`~{{transaction|ITI-41}}`",
        ":ihe:transaction:`the query <{{transaction|ITI-18}}>`",
        ":ihe:transaction:`the query <~{{transaction|ITI-18}}>`",
        ":ihe:transaction:`{{transaction|Query [ITI-18]}}`",
        ":ihe:profile-actor:`{{profile-actor|XDS.b / Document Source}}`",
        ":ihe:option:`it <{{option|XDS.b / Folder}}>`",
        ":ihe:profile:`!XDS.b`",
        ":ihe:profile:`!this <XDS.b>`",
    ],
)
def test_what_a_role_points_at(role: str) -> None:
    text = f"See {role}.\n"
    references = read(text).references
    assert found([(reference.kind, reference.target.place) for reference in references]) == marked(text)
    assert [reference.target.text for reference in references] == re.findall(r"\{\{[\w-]+\|(.*?)\}\}", text)


def test_a_target_over_two_lines_has_the_place_of_the_role() -> None:
    [reference] = read("See :ihe:actor:`the source <Document\nSource>`.\n").references
    assert reference.target.text == "Document Source"
    assert (reference.target.place.line, reference.target.place.end_line) == (1, 2)


# -- default domain ---------------------------------------------------------------------------------------------------


def test_in_its_own_domain_a_name_needs_no_prefix() -> None:
    text = """
        .. actor:: Before

        .. default-domain:: ihe

        .. actor:: Source

        .. note:: Text

        See :actor:`Source`, :ihe:actor:`Source`, :math:`x`.

        .. default-domain:: py

        .. actor:: After
        """
    page = read(text)
    assert [declaration.name for declaration in page.declarations] == ["Source"]
    assert [reference.target.text for reference in page.references] == ["Source", "Source"]
    assert page.problems == ()
    assert [each.name for each in read(text, "ihe").declarations] == ["Before", "Source"]


# -- anything ---------------------------------------------------------------------------------------------------------

WORDS = (
    st.sampled_from(["Name (ACR)", "Name [ITI-1]", "Source", "~", "!", "a <b>", "", "1", "draft", "x, y"]) | st.text()
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*DIRECTIVES, "ihe:x", "title", "role"]), WORDS, st.sampled_from(["profile", "oid"]), WORDS
        )
    )
)
def test_no_items_upset_a_page(things: list[tuple[str, str, str, str]]) -> None:
    def written(text: str, line: int) -> Written:
        text = " ".join(text.split())
        return Written(text, Place("a.rst", line, 1, line, 1 + len(text)))

    items: list[Block | Title | Role] = []
    for line, (name, text, option, value) in enumerate(things, 1):
        place = Place("a.rst", line, 1, line, 2)
        if name == "title":
            items.append(Title(text, place, 1))
        elif name == "role":
            items.append(Role("ihe:actor", place, written(text, line)))
        else:
            options = (_option(option, value, line),)
            items.append(Block(name, place, written(text, line) if text.split() else None, options))
    page = read_page("a", items)
    assert all(problem.place.line <= len(things) for problem in page.problems)


def _option(name: str, value: str, line: int):
    from sphinx_ihe.language import BlockOption

    place = Place("a.rst", line, 1, line, 2)
    return BlockOption(Written(name, place), Written(" ".join(value.split()), place))
