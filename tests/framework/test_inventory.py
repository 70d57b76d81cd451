"""framework.json: what is written of a framework, what is read, and the schema, which says the same of both."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_ihe.framework import config, inventory, reader
from sphinx_ihe.framework.inventory import UnreadableError, records
from sphinx_ihe.framework.inventory.elsewhere import OtherFramework
from sphinx_ihe.framework.inventory.writing import Location, Site
from sphinx_ihe.framework.inventory.writing import inventory as inventory_of
from sphinx_ihe.framework.published import Rename

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework

EXAMPLE = Path(__file__).parents[2] / "example_framework"

TEXT = """
.. ihe:profile:: Remote Measurement (RM)
   :type: workflow, transport
   :chapter: 7
   :oid: 1.2.3

.. ihe:actors-transactions::

   Sensor:
     ITI-901: R
   Gateway (2):
     ITI-901: R
     ITI-41: [O, R with the Batch Option (1)]
     ITI-902: {optionality: O, deferred: true, name: Delete Measurement, side: initiator}
   Console: none
   notes:
     1: Once a day.
     2: At home.

.. ihe:actors-content-modules::

   Console:
     Medical Summary: R

.. ihe:actors-options::

   Sensor: none
   Gateway: [Batch (1)]
   notes:
     1: All of them.

.. ihe:option:: Batch
   :requires: ITI-41

.. ihe:required-groupings::

   Gateway:
     - ITI CT / Time Client (1)
     - one of: [XDS.b / Document Source with the Document Replacement Option, Sensor]
     - when: Batch
       with: [ATNA / Secure Node or Secure Application]
   Sensor: none
   notes:
     1: Or better.

.. ihe:transaction:: Send Measurement [ITI-901]
   :standards: HL7 v2, FHIR

.. ihe:actor-roles::

   initiator:
     Sensor: Sends it (1).
   responder (Receiver of Measurements):
     Gateway: Takes it.
   notes:
     1: Not twice.

.. ihe:actor:: Sensor
   :abstract:

.. ihe:actor:: Probe
   :renamed-to: Sensor
"""
CONTEXT = "framework: {domain: ITI, status: trial-implementation, section-prefix: '3', title: A title}\n"


def read(text: str = TEXT, context: str = CONTEXT) -> tuple[Framework, config.Config]:
    found = config.read(context.encode(), "ihe.yaml")
    return reader.read_texts({"index.rst": dedent(text)}, found).framework, found


def value(text: str = TEXT, site: Site | None = None) -> Any:
    framework, found = read(text)
    return json.loads(inventory.dumps(inventory_of(framework, found, site or Site())))


# -- what is written --------------------------------------------------------------------------------------------------


def test_the_framework() -> None:
    assert value()["framework"] == {
        "domain": "ITI",
        "title": "A title",
        "status": "trial-implementation",
        "transactionPrefixes": ["ITI"],
        "sectionPrefix": "3",
    }


def test_a_profile() -> None:
    (profile,) = value()["profiles"]
    assert {name: each for name, each in profile.items() if name != "actors"} == {
        "acronym": "RM",
        "name": "Remote Measurement",
        "types": ["workflow", "transport"],
        "chapter": "7",
        "oid": "1.2.3",
    }
    assert [actor["name"] for actor in profile["actors"]] == ["Sensor", "Gateway", "Console"]


def test_the_rows_of_an_actor() -> None:
    gateway = value()["profiles"][0]["actors"][1]
    document = "Provide and Register Document Set-b"
    assert gateway["transactions"] == [
        {"transaction": "ITI-901", "optionality": "R", "sides": ["responder"]},
        {"transaction": "ITI-41", "name": document, "optionality": "O"},
        {"transaction": "ITI-41", "name": document, "optionality": "R", "option": "Batch", "note": "Once a day."},
        {
            "transaction": "ITI-902",
            "name": "Delete Measurement",
            "optionality": "O",
            "sides": ["initiator"],
            "deferred": True,
        },
    ]
    assert gateway["options"] == [{"name": "Batch", "note": "All of them."}]
    assert gateway["notes"] == ["At home."]
    assert gateway["groupings"] == [
        {"partners": [{"domain": "ITI", "profile": "CT", "actors": ["Time Client"], "note": "Or better."}]},
        {
            "partners": [
                {"profile": "XDS.b", "actors": ["Document Source"], "options": ["Document Replacement"]},
                {"profile": "RM", "actors": ["Sensor"]},
            ],
            "oneOf": True,
        },
        {"partners": [{"profile": "ATNA", "actors": ["Secure Node", "Secure Application"]}], "when": "Batch"},
    ]


def test_no_rows_and_no_table() -> None:
    sensor, _, console = value()["profiles"][0]["actors"]
    assert (sensor["options"], sensor["groupings"]) == ([], [])
    assert console == {"name": "Console", "contentModules": [{"contentModule": "Medical Summary", "optionality": "R"}]}


def test_a_transaction() -> None:
    (transaction,) = value()["transactions"]
    assert (
        transaction
        == {
            "id": "ITI-901",
            "name": "Send Measurement",
            "section": "3.901",
            "standards": ["HL7 v2", "FHIR"],
            "roles": [
                {
                    "sides": ["initiator"],
                    "actors": [{"name": "Sensor", "description": "Sends it.", "note": "Not twice."}],
                },
                {
                    "sides": ["responder"],
                    "name": "Receiver of Measurements",
                    "actors": [{"name": "Gateway", "description": "Takes it."}],
                },
            ],
        }
        or transaction["roles"][0]["actors"][0]["description"] == "Sends it (1)."
    )


def test_actors_and_options() -> None:
    found = value()
    assert found["actors"] == [{"name": "Probe", "renamedTo": "Sensor"}, {"name": "Sensor", "abstract": True}]
    assert found["options"] == [{"profile": "RM", "name": "Batch", "requires": ["ITI-41"]}]


def test_content_modules_use_cases_and_issues() -> None:
    found = value(
        """
        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:use-case:: Use Case #1: Find a document

        .. ihe:content-module:: Medical Summary
           :oid: 1.2.3
           :parent: 1.2
           :format-code: urn:ihe:pcc:xds-ms:2007
           :code: 34133-9

        .. ihe:issue:: RM_1: Who deletes?
           :state: closed
           :closed-by: the committee

        .. ihe:issue:: RM_2
        """
    )
    assert found["useCases"] == [{"profile": "RM", "name": "Find a document"}]
    assert found["contentModules"] == [
        {
            "name": "Medical Summary",
            "parent": "1.2",
            "formatCode": "urn:ihe:pcc:xds-ms:2007",
            "code": "34133-9",
            "oid": "1.2.3",
        }
    ]
    issue = {"id": "RM_1", "name": "Who deletes?", "state": "closed", "closedBy": "the committee"}
    assert found["issues"] == [issue, {"id": "RM_2"}]


def test_requirements_and_statements() -> None:
    found = value(
        """
        .. ihe:transaction:: Send Measurement [ITI-901]

        .. ihe:requirement:: R1010
           :level: shall
           :actor: Sensor

           The Sensor SHALL
           send.

           It may wait.

        .. ihe:integration-statement:: Archive 4.2

           vendor: Example Systems
           product: Archive
           version: "4.2"
           date: 2026-11-24
           profiles:
             XDS.b:
               Document Repository: []
               Document Source: [Document Replacement]
        """
    )
    assert found["requirements"] == [
        {
            "id": "R1010",
            "level": "shall",
            "actors": ["Sensor"],
            "transaction": "ITI-901",
            "text": "The Sensor SHALL send.",
        }
    ]
    source = {"name": "Document Source", "options": ["Document Replacement"]}
    assert found["statements"] == [
        {
            "name": "Archive 4.2",
            "vendor": "Example Systems",
            "product": "Archive",
            "version": "4.2",
            "date": "2026-11-24",
            "claims": [{"profile": "XDS.b", "actors": [{"name": "Document Repository"}, source]}],
        }
    ]


def test_ids_are_sorted_by_their_numbers() -> None:
    text = "".join(f".. ihe:transaction:: T [ITI-{number}]\n\n" for number in ("910", "99", "9", "YY1"))
    assert [each["id"] for each in value(text)["transactions"]] == ["ITI-9", "ITI-99", "ITI-910", "ITI-YY1"]


def test_what_cannot_be_read_is_left_out_and_said_to_be_missing() -> None:
    text = """
    .. ihe:actors-transactions::

       Homeless: {ITI-41: R}

    .. ihe:profile:: Remote Measurement (RM)

    .. ihe:actors-transactions::

       Sensor:
         ITI-41: X
       Gateway: [ITI-42

    .. ihe:transaction:: Send Measurement

    .. ihe:profile:: Another Name (RM)
    """
    found = value(text)
    (profile,) = found["profiles"]
    assert (profile["name"], profile["complete"]) == ("Remote Measurement", False)
    assert found["transactions"] == []
    assert "Homeless" not in str(found)


def test_where_things_are() -> None:
    def locate(kind: str, key: str) -> Location:
        return Location("rm.html", f"{kind}-{key}") if key in ("RM", "Sensor") else Location()

    found = value(site=Site("https://example.org/rm/", locate))
    (profile,) = found["profiles"]
    assert found["framework"]["url"] == "https://example.org/rm/"
    assert (profile["page"], profile["anchor"]) == ("rm.html", "profile-RM")
    assert "page" not in found["transactions"][0]
    other = OtherFramework(inventory.loads(json.dumps(found).encode()))
    assert other.url("profile", "RM") == "https://example.org/rm/rm.html#profile-RM"
    assert other.url("actor", "Sensor") == "https://example.org/rm/rm.html#actor-Sensor"
    assert other.url("transaction", "ITI-901") is None


def test_the_same_bytes_whatever_the_order_of_files() -> None:
    parts = [f".. ihe:{part}" for part in TEXT.split(".. ihe:transaction")[1:]]
    assert len(parts) == 1
    profile, rest = TEXT.split(".. ihe:transaction")
    found = config.read(CONTEXT.encode(), "ihe.yaml")
    texts = {"a.rst": profile, "b.rst": ".. ihe:transaction" + rest}
    swapped = {"b.rst": profile, "a.rst": ".. ihe:transaction" + rest}
    written = {
        inventory.dumps(inventory_of(reader.read_texts(each, found).framework, found)) for each in (texts, swapped)
    }
    assert len(written) == 1


# -- what is read -----------------------------------------------------------------------------------------------------


def example() -> records.Inventory:
    found = config.load(EXAMPLE / "ihe.yaml")
    return inventory_of(reader.read(EXAMPLE, found), found)


def test_what_is_written_is_read() -> None:
    for each in (example(), inventory_of(*read())):
        assert inventory.loads(inventory.dumps(each).encode()) == each


def test_another_framework_knows_what_the_framework_knows() -> None:
    found = config.load(EXAMPLE / "ihe.yaml")
    framework = reader.read(EXAMPLE, found)
    other = OtherFramework(inventory_of(framework, found))
    assert [profile.acronym for profile in other.profiles.values()] == sorted(framework.profiles)
    for acronym in framework.profiles:
        there, here = other.profiles.get(acronym), framework.profile(acronym)
        assert there
        assert here
        assert (there.name, there.domain, there.chapter, there.options) == (
            here.name,
            here.domain,
            here.chapter,
            here.options,
        )
        assert there.actors == here.actors
    for id in framework.transactions:
        transaction = other.transactions.get(id)
        assert transaction
        assert transaction.sides == framework.roles(id)
    assert set(framework.actors) <= other.actor_names()


def test_names_of_another_framework() -> None:
    other = OtherFramework(inventory_of(*read()))
    assert other.actor_names() == {"Sensor", "Gateway", "Console"}
    assert other.rename("Probe") == Rename("Probe", "Sensor")
    assert other.rename("Sensor") is None
    profile = other.profiles.get("RM")
    assert profile
    assert profile.status == "trial-implementation"
    sets = [partners for grouping in profile.cast["Gateway"].groupings or () for partners in grouping.sets]
    assert [[(each.profile, each.actors, each.options) for each in partners] for partners in sets] == [
        [("CT", ("Time Client",), ())],
        [("XDS.b", ("Document Source",), ("Document Replacement",)), ("RM", ("Sensor",), ())],
        [("ATNA", ("Secure Node", "Secure Application"), ())],
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "broken JSON in line 1, column 1"),
        (b'{\n  "format": }', "broken JSON in line 2, column 13"),
        (b"\xff", "expected UTF-8, found the byte 0xFF"),
        (b"[" * 200_000, "its JSON has a number that is too long, or nests too deeply"),
        (b"9" * 5000, "its JSON has a number that is too long, or nests too deeply"),
        (b"[]", "it is no framework.json: its format is not 'sphinx-ihe/framework'"),
        (b'{"format": "esbuild"}', "it is no framework.json: its format is not 'sphinx-ihe/framework'"),
        (
            b'{"format": "sphinx-ihe/framework", "version": 2}',
            "it has version 2 of the format, and this version of sphinx-ihe reads 1",
        ),
        (b'{"format": "sphinx-ihe/framework", "version": 1}', "there is no 'framework'"),
    ],
)
def test_files_that_are_none(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        inventory.loads(data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("path", "wrong", "message"),
    [
        (["framework", "status"], "finished", "framework.status: expected 'deprecated', 'draft', "),
        (["profiles"], {}, "profiles: expected a list, found an object"),
        (["profiles", 0, "acronym"], 5, "profiles[0].acronym: expected a text, found 5"),
        (
            ["profiles", 0, "actors", 1, "transactions", 0],
            "R",
            "profiles[0].actors[1].transactions[0]: expected an object",
        ),
        (
            ["transactions", 0, "roles", 0, "sides", 0],
            "sender",
            "transactions[0].roles[0].sides[0]: expected 'initiator', ",
        ),
        (["profiles", 0, "complete"], None, "profiles[0].complete: expected true or false, found null"),
    ],
)
def test_values_that_do_not_belong(path: list[str | int], wrong: object, message: str) -> None:
    found = value(TEXT)
    found["profiles"][0]["complete"] = True
    put(found, path, wrong)
    with pytest.raises(UnreadableError) as caught:
        inventory.loads(json.dumps(found).encode())
    assert str(caught.value).startswith(message)


def test_members_of_later_versions_are_passed_over() -> None:
    found = value()
    found["profiles"][0]["colour"] = "blue"
    assert inventory.loads(json.dumps(found).encode()) == inventory_of(*read())


def put(found: Any, path: list[str | int], new: object) -> None:
    for step in path[:-1]:
        found = found[step]
    found[path[-1]] = new


# -- the schema -------------------------------------------------------------------------------------------------------

SHIPPED = Path(inventory.__file__).parents[2] / inventory.SCHEMA_NAME
SCHEMA: dict[str, Any] = json.loads(SHIPPED.read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_that_ships_is_the_one_of_the_records() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert inventory.schema() == SCHEMA, "run python -m sphinx_ihe.framework.inventory"


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without leave for members that it does not know."""
    found = deepcopy(schema)
    for each in (found, *found["$defs"].values()):
        each["additionalProperties"] = False
    return found


def test_what_is_written_is_as_the_schema_says() -> None:
    for each in (example(), inventory_of(*read())):
        jsonschema.Draft202012Validator(closed(SCHEMA)).validate(inventory.values(each))


def values(shape: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a schema allows."""
    if "anyOf" in shape:
        return st.one_of(map(values, shape["anyOf"]))
    if "$ref" in shape:
        return values(SCHEMA["$defs"][shape["$ref"].rpartition("/")[2]])
    if "enum" in shape:
        return st.sampled_from(shape["enum"])
    match shape["type"]:
        case "null":
            return st.none()
        case "string":
            return st.text(max_size=5)
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(values(shape["items"]), max_size=2)
    members = {name: values(each) for name, each in shape["properties"].items()}
    required = {name: members.pop(name) for name in shape.get("required", [])}
    return st.fixed_dictionaries(required, optional=members)


@settings(deadline=None, max_examples=50)
@given(values(SCHEMA))
def test_whatever_the_schema_allows_is_read_and_written(found: dict[str, Any]) -> None:
    VALIDATOR.validate(found)
    read_back = inventory.loads(json.dumps(found).encode())
    again = inventory.values(read_back)
    VALIDATOR.validate(again)
    assert inventory.loads(json.dumps(again).encode()) == read_back
    # Nothing is lost but what says no more than its absence.
    assert list(flat(again)) == [each for each in flat(found) if each in set(flat(again))]


def flat(found: object, path: str = "") -> Iterator[str]:
    """The texts in a value, each with the way to it, sorted."""
    match found:
        case dict():
            for name in sorted(found):
                yield from flat(found[name], f"{path}/{name}")
        case list():
            for number, item in enumerate(found):
                yield from flat(item, f"{path}/{number}")
        case _:
            yield f"{path}={found}"


def paths(found: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    steps = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for step, item in steps:
        yield from paths(item, (*path, step))


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_the_schema_and_the_reader_refuse_the_same(data: st.DataObject) -> None:
    found = value()
    found["profiles"][0]["complete"] = True
    path = data.draw(st.sampled_from([path for path in paths(found) if path]))
    wrong = data.draw(st.sampled_from([None, True, 5, "R", "x", [], {}, ["x"], [{}]]))
    put(found, list(path), wrong)
    assert is_read(found) == VALIDATOR.is_valid(found), (path, wrong)


def is_read(found: object) -> bool:
    try:
        inventory.loads(json.dumps(found).encode())
    except UnreadableError:
        return False
    return True
