"""Two frameworks: what was added, removed, renamed and changed, and which profiles that touches."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from sphinx_ihe.framework import config, inventory, reader
from sphinx_ihe.framework.diff import CHANGES, Change, compare, touched
from sphinx_ihe.framework.diff.forms import to_json, to_markdown, to_text
from sphinx_ihe.framework.inventory import records
from sphinx_ihe.framework.inventory.writing import inventory as inventory_of

EXAMPLE = Path(__file__).parents[2] / "example_framework"
CONTEXT = "framework: {domain: ITI, name: A name, date: 2026-11-24}\n"

OLD = """
.. ihe:profile:: Remote Measurement (RM)
   :chapter: 7

.. ihe:actors-transactions::

   Sensor:
     ITI-901: R
   Gateway:
     ITI-901: R
     ITI-902: R initiator with the Batch Option
   Console:
     ITI-902: R responder

.. ihe:actors-options::

   Gateway: [Batch]

.. ihe:option:: Batch
   :requires: ITI-902

.. ihe:profile:: Home Care (HC)

.. ihe:actors-transactions::

   Console:
     ITI-18: R

.. ihe:required-groupings::

   Console:
     - RM / Gateway with the Batch Option

.. ihe:transaction:: Send Measurement [ITI-901]

.. ihe:actor-roles::

   initiator:
     Sensor: Sends it.
   responder:
     Gateway: Takes it.

.. ihe:transaction:: Fetch Measurement [ITI-902]

.. ihe:actor:: Sensor

.. ihe:actor:: Gateway

.. ihe:actor:: Console
"""


def read(text: str, context: str = CONTEXT) -> records.Inventory:
    found = config.read(context.encode(), "ihe.yaml")
    return inventory_of(reader.read_texts({"index.rst": dedent(text)}, found).framework, found)


def changes(*edits: tuple[str, str], old: str = OLD) -> list[Change]:
    new = old
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    return list(compare(read(old), read(new)))


def shown(found: list[Change]) -> list[str]:
    """Changes as lines: what, where, what it was, and which profiles."""
    lines = []
    for change in found:
        was = f" < {change.old_key}" if change.old_key else ""
        details = "".join(f"; {detail.what}: {detail.old} > {detail.new}" for detail in change.details)
        lines.append(f"{change.change} {change.kind} {change.key}{was}{details} {list(change.profiles)}")
    return lines


def test_no_changes() -> None:
    assert changes() == []


# -- renamed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("Gateway", "Hub"), "renamed actor Hub < Gateway ['HC', 'RM']"),
        (("Console", "Desk"), "renamed actor Desk < Console ['HC', 'RM']"),
        (("Batch", "Bulk"), "renamed option RM / Bulk < RM / Batch ['HC', 'RM']"),
        (("(RM)", "(RMX)"), None),
        (
            ("Send Measurement", "Submit Measurement"),
            "renamed transaction ITI-901; name: Send Measurement > Submit Measurement ['RM']",
        ),
        (("ITI-901", "ITI-99"), "renamed transaction ITI-99 < ITI-901; section: 3.901 > 3.99 ['RM']"),
        (("Home Care", "Care at Home"), "renamed profile HC; name: Home Care > Care at Home ['HC']"),
    ],
)
def test_a_new_name_is_one_change(edit: tuple[str, str], expected: str | None) -> None:
    if expected is None:
        found = changes(edit, ("RM /", "RMX /"))
        assert shown(found) == ["renamed profile RMX < RM ['HC', 'RMX']"]
    else:
        assert shown(changes(edit)) == [expected]


def test_several_new_names_at_once() -> None:
    found = changes(("Gateway", "Hub"), ("Batch", "Bulk"), ("ITI-901", "ITI-99"), ("(RM)", "(RMX)"), ("RM /", "RMX /"))
    assert [(change.change, change.old_key, change.key) for change in found] == [
        ("renamed", "RM", "RMX"),
        ("renamed", "Gateway", "Hub"),
        ("renamed", "ITI-901", "ITI-99"),
        ("renamed", "RM / Batch", "RMX / Bulk"),
    ]


def test_an_actor_that_is_told_to_be_renamed_and_has_other_rows() -> None:
    told = ".. ihe:actor:: Gateway\n   :renamed-to: Hub\n\n.. ihe:actor:: Hub"
    found = changes(("Gateway", "Hub"), (".. ihe:actor:: Hub", told))
    assert shown(found) == ["renamed actor Hub < Gateway ['HC', 'RM']"]
    more = changes(("Gateway", "Hub"), (".. ihe:actor:: Hub", told), ("ITI-902: R initiator", "ITI-902: O initiator"))
    assert [change.kind for change in more if change.change == "renamed"] == ["actor"]
    assert [change.key for change in more if change.change == "changed"] == ["RM / Hub"]


def test_what_has_another_name_and_other_rows_is_another_thing() -> None:
    found = shown(changes(("Sensor", "Probe"), ("Probe:\n     ITI-901: R", "Probe:\n     ITI-901: O")))
    assert "removed actor Sensor ['RM']" in found
    assert "added actor Probe ['RM']" in found


def test_an_object_identifier_tells_that_it_is_the_same() -> None:
    old = OLD.replace(".. ihe:actor:: Sensor", ".. ihe:actor:: Sensor\n   :oid: 1.2.3")
    found = changes(("Sensor", "Probe"), ("Probe:\n     ITI-901: R", "Probe:\n     ITI-901: O"), old=old)
    assert [change.old_key for change in found if change.change == "renamed"] == ["Sensor"]
    assert not [change for change in found if change.change in ("added", "removed")]


def test_where_two_could_be_meant_none_is() -> None:
    old = ".. ihe:transaction:: Send [ITI-1]\n\n.. ihe:transaction:: Send [ITI-2]\n"
    new = ".. ihe:transaction:: Send [ITI-3]\n\n.. ihe:transaction:: Send [ITI-4]\n"
    assert sorted(change.change for change in compare(read(old), read(new))) == ["added", "added", "removed", "removed"]


# -- added, removed, changed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            ("ITI-18: R", "ITI-18: O"),
            "changed profile-actor HC / Console; transaction ITI-18: R > O ['HC']",
        ),
        (
            ("     ITI-902: R initiator with the Batch Option\n", ""),
            (
                "changed profile-actor RM / Gateway; transaction ITI-902: R initiator with the Batch Option > None "
                "['HC', 'RM']"
            ),
        ),
        (
            ("- RM / Gateway with the Batch Option", "- RM / Gateway"),
            (
                "changed profile-actor HC / Console; grouping with RM / Gateway with Batch: required > None; "
                "grouping with RM / Gateway: None > required ['HC']"
            ),
        ),
        ((":chapter: 7", ":chapter: 8"), "changed profile RM; chapter: 7 > 8 ['RM']"),
        (
            ("     Sensor: Sends it.\n", "     Sensor: Sends it.\n     Console: Sends it too.\n"),
            "changed transaction ITI-901; role of Console: None > initiator ['RM']",
        ),
        ((":requires: ITI-902", ""), "changed option RM / Batch; requires: ITI-902 > None ['HC', 'RM']"),
        (
            ("Fetch Measurement [ITI-902]", "Fetch Measurement [ITI-902]\n   :status: deprecated"),
            "changed transaction ITI-902; status: active > deprecated ['RM']",
        ),
    ],
)
def test_what_is_changed(edit: tuple[str, str], expected: str) -> None:
    assert shown(changes(edit)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. ihe:actor:: Printer\n", "actor Printer []"),
        (".. ihe:transaction:: Delete [ITI-903]\n", "transaction ITI-903 []"),
        (".. ihe:content-module:: Summary\n", "content-module Summary []"),
        (".. ihe:option:: Night\n   :profile: RM\n", "option RM / Night ['RM']"),
        (".. ihe:use-case:: Find it\n   :profile: RM\n", "use-case RM / Find it ['RM']"),
        (".. ihe:requirement:: R1010\n   :transaction: ITI-902\n", "requirement R1010 ['HC', 'RM']"),
        (".. ihe:issue:: RM_1\n", "issue RM_1 []"),
    ],
)
def test_what_is_added_and_removed(text: str, expected: str) -> None:
    assert shown(list(compare(read(OLD), read(f"{OLD}\n{text}")))) == [f"added {expected}"]
    assert shown(list(compare(read(f"{OLD}\n{text}"), read(OLD)))) == [f"removed {expected}"]


def test_the_framework_itself() -> None:
    found = list(compare(read(OLD), read(OLD, CONTEXT.replace("2026-11-24", "2027-01-01"))))
    assert shown(found) == ["changed framework ; date: 2026-11-24 > 2027-01-01 []"]


def test_where_things_are_published_is_no_change() -> None:
    old = read(OLD)
    data = inventory.values(old)
    data["framework"]["url"] = "https://example.org/"
    data["profiles"][0]["page"] = "rm.html"
    assert compare(old, inventory.loads(json.dumps(data).encode())) == ()


def test_there_and_back() -> None:
    old, new = read(OLD), read(OLD.replace("Gateway", "Hub").replace("ITI-18: R", "ITI-18: O"))
    there, back = compare(old, new), compare(new, old)
    assert [(c.change, c.key, c.old_key) for c in there if c.old_key] == [("renamed", "Hub", "Gateway")]
    assert [(c.change, c.key, c.old_key) for c in back if c.old_key] == [("renamed", "Gateway", "Hub")]
    assert len(there) == len(back) == 2


def test_a_framework_from_nothing_is_all_added() -> None:
    found = config.load(EXAMPLE / "ihe.yaml")
    example = inventory_of(reader.read(EXAMPLE, found), found)
    empty = records.Inventory(format=records.FORMAT, version=records.VERSION, framework=example.framework)
    added = compare(empty, example)
    assert {change.change for change in added} == {"added"}
    assert {(change.kind, change.key) for change in added} == {(kind, key) for kind, key, _ in example.things}
    assert touched(added) == ("HDB", "HMS", "RHM")
    assert [change.change for change in compare(example, empty)] == ["removed"] * len(added)
    assert compare(example, example) == ()


# -- forms ------------------------------------------------------------------------------------------------------------

SOME = (("Gateway", "Hub"), ("ITI-18: R", "ITI-18: O"), ("Send Measurement", "Submit `it`"))


def test_text() -> None:
    assert to_text(tuple(changes(*SOME))) == dedent(
        """\
        changed  actor HC / Console [HC]
                 transaction ITI-18: O, was R
        renamed  actor Hub, was Gateway [HC, RM]
        renamed  transaction ITI-901 [RM]
                 name: Submit `it`, was Send Measurement

        2 renamed, 1 changed; profiles touched: HC, RM
        """
    )
    assert to_text(()) == "no differences\n"


def test_markdown() -> None:
    assert to_markdown(tuple(changes(*SOME))) == dedent(
        """\
        Profiles touched: HC, RM

        ## Actors of Profiles

        - changed `HC / Console` (HC)
          - transaction ITI-18: `O`, was `R`

        ## Actors

        - renamed `Hub`, was `Gateway` (HC, RM)

        ## Transactions

        - renamed `ITI-901` (RM)
          - name: `` Submit `it` ``, was `Send Measurement`
        """
    )
    assert to_markdown(()) == "No differences.\n"


def test_json() -> None:
    found = json.loads(to_json(tuple(changes(*SOME))))
    assert found["version"] == 1
    assert found["profiles"] == ["HC", "RM"]
    assert found["summary"] == {"added": 0, "removed": 0, "renamed": 2, "changed": 1}
    assert list(found["summary"]) == list(CHANGES)
    assert found["changes"][0] == {
        "change": "changed",
        "kind": "profile-actor",
        "key": "HC / Console",
        "oldKey": None,
        "details": [{"what": "transaction ITI-18", "old": "R", "new": "O"}],
        "profiles": ["HC"],
    }
