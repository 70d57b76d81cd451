"""The data files keep the form that their README describes, and hang together."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sphinx_ihe.framework.catalogue import DATA
from sphinx_ihe.framework.catalogue.layout import laid_out
from sphinx_ihe.language import OPTIONALITIES, SIDES, names

Records = dict[str, dict[str, Any]]

STATUSES = {"draft", "public-comment", "trial-implementation", "final-text", "deprecated"}

FORMS: dict[str, tuple[dict[str, type], dict[str, type]]] = {
    "domains": ({"code": str, "name": str}, {"sectionPrefix": str}),
    "transactions": ({"id": str}, {"name": str, "also": list, "domain": str, "status": str, "url": str}),
    "actors": ({"name": str}, {"renamedTo": str, "profile": str, "option": str}),
    "profiles": (
        {"acronym": str, "name": str, "domain": str, "status": str},
        {"chapter": str, "url": str, "described": dict, "complete": bool, "actors": list},
    ),
    "row": ({"name": str}, {"transactions": list, "contentModules": list, "options": list, "groupings": list}),
    "transactions of a row": (
        {"transaction": str, "optionality": str},
        {"sides": list, "option": str, "deferred": bool},
    ),
    "contentModules of a row": ({"contentModule": str}, {"optionality": str}),
    "options of a row": ({"name": str}, {}),
    "groupings of a row": ({"partners": list}, {"oneOf": bool, "when": str, "condition": str}),
    "partner": ({"profile": str, "actors": list}, {"options": list}),
}
"""What each record must have, and what it may have."""


def read(name: str) -> Records:
    """The records of a file by their first member."""
    return {next(iter(record.values())): record for record in json.loads((DATA / f"{name}.json").read_bytes())}


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [*value, *(text for item in value.values() for text in strings(item))]
    return [text for item in value for text in strings(item)] if isinstance(value, list) else []


def misshapen(form: str, record: dict[str, Any], sourced: bool = False) -> list[str]:
    needed, allowed = FORMS[form]
    if sourced:
        needed = {**needed, "sources": list}
    known = {**needed, **allowed}
    faults = [f"lacks {key}" for key in needed if key not in record]
    return faults + [f"{key}: {value!r}" for key, value in record.items() if not isinstance(value, known.get(key, ()))]


@pytest.fixture(scope="module")
def transactions() -> Records:
    return read("transactions")


@pytest.fixture(scope="module")
def profiles() -> Records:
    return read("profiles")


@pytest.fixture(scope="module")
def rows(profiles: Records) -> dict[tuple[str, str], dict[str, Any]]:
    return {(key, row["name"]): row for key, record in profiles.items() for row in record.get("actors", ())}


def options_of(profile: dict[str, Any]) -> set[str]:
    offered = [option["name"] for row in profile.get("actors", ()) for option in row.get("options", ())]
    return {*profile.get("described", ()), *offered}


@pytest.mark.parametrize("name", ["actors", "domains", "profiles", "transactions"])
class TestFile:
    def test_is_laid_out_and_sorted(self, name: str) -> None:
        text = (DATA / f"{name}.json").read_text(encoding="utf-8")
        assert text == laid_out(json.loads(text)), "run python -m sphinx_ihe.framework.catalogue.layout"

    def test_has_no_key_twice(self, name: str) -> None:
        assert len(read(name)) == len(json.loads((DATA / f"{name}.json").read_bytes()))

    def test_records_have_their_form(self, name: str) -> None:
        faults = {key: misshapen(name, record, sourced=True) for key, record in read(name).items()}
        assert {key: found for key, found in faults.items() if found} == {}

    def test_every_record_has_a_source(self, name: str) -> None:
        assert [key for key, record in read(name).items() if not record["sources"] or not all(record["sources"])] == []

    def test_texts_are_folded(self, name: str) -> None:
        assert [text for text in strings(read(name)) if text != names.fold(text) or not text] == []

    def test_pages_are_those_of_the_profiles_site(self, name: str) -> None:
        page = re.compile(r"https://profiles\.ihe\.net/([\w.-]+/)+([\w-]+\.html)?")
        urls = [record["url"] for record in read(name).values() if "url" in record]
        assert [url for url in urls if not page.fullmatch(url)] == []


class TestTransactions:
    def test_ids_are_ids_and_no_placeholders(self, transactions: Records) -> None:
        assert [id for id in transactions if names.transaction_id(id) is None or names.is_placeholder(id)] == []

    def test_no_id_has_two_spellings(self, transactions: Records) -> None:
        assert len({names.id_key(id) for id in transactions}) == len(transactions)

    def test_domains_exist(self, transactions: Records) -> None:
        domains = read("domains")
        used = {record.get("domain") or names.prefix(id) for id, record in transactions.items()}
        assert used - set(domains) == set()

    def test_statuses(self, transactions: Records) -> None:
        assert {record.get("status", "deferred") for record in transactions.values()} == {"deferred", "deprecated"}

    def test_no_two_have_one_name(self, transactions: Records) -> None:
        written = [record["name"] for record in transactions.values() if "name" in record]
        assert sorted({name for name in written if written.count(name) > 1}) == []


class TestActors:
    def test_every_actor_of_a_profile_is_listed(self, rows: dict[tuple[str, str], dict[str, Any]]) -> None:
        actors = read("actors")
        assert [pair for pair in rows if pair[1] not in actors or "renamedTo" in actors[pair[1]]] == []

    def test_new_names_exist(self, profiles: Records, rows: dict[tuple[str, str], dict[str, Any]]) -> None:
        for record in (record for record in read("actors").values() if "renamedTo" in record):
            assert (record["profile"], record["renamedTo"]) in rows
            assert record.get("option") in {None, *options_of(profiles[record["profile"]])}


class TestProfiles:
    def test_domains_and_statuses(self, profiles: Records) -> None:
        assert {record["domain"] for record in profiles.values()} <= set(read("domains"))
        assert {record["status"] for record in profiles.values()} <= STATUSES

    def test_titles_can_be_written(self, profiles: Records) -> None:
        for acronym, record in profiles.items():
            assert names.profile_title(f"{record['name']} ({acronym}) Profile") == (record["name"], acronym)

    def test_a_profile_without_actors_is_not_complete(self, profiles: Records) -> None:
        assert [key for key, record in profiles.items() if record.get("complete", True) and not record["actors"]] == []

    def test_rows_have_their_form(self, rows: dict[tuple[str, str], dict[str, Any]]) -> None:
        faults = {pair: misshapen("row", row) for pair, row in rows.items()}
        for pair, row in rows.items():
            for member in row.keys() - {"name"}:
                faults[pair] += [fault for cell in row[member] for fault in misshapen(f"{member} of a row", cell)]
            partners = (partner for grouping in row.get("groupings", ()) for partner in grouping["partners"])
            faults[pair] += [fault for partner in partners for fault in misshapen("partner", partner)]
        assert {pair: found for pair, found in faults.items() if found} == {}

    def test_uses(self, profiles: Records, rows: dict[tuple[str, str], dict[str, Any]], transactions: Records) -> None:
        for (acronym, actor), row in rows.items():
            for use in row.get("transactions", ()):
                assert use["transaction"] in transactions, (acronym, actor)
                assert use["optionality"] in OPTIONALITIES
                assert set(use.get("sides", ())) <= set(SIDES)
                assert use.get("option") in {None, *options_of(profiles[acronym])}

    def test_deferred_uses_are_of_deferred_transactions(
        self, rows: dict[tuple[str, str], dict[str, Any]], transactions: Records
    ) -> None:
        uses = [use for row in rows.values() for use in row.get("transactions", ())]
        assert {use["transaction"] for use in uses if use.get("deferred")} == {
            id for id, record in transactions.items() if record.get("status") == "deferred"
        }

    def test_options_are_names(self, profiles: Records) -> None:
        options = {option for record in profiles.values() for option in options_of(record)}
        assert [option for option in sorted(options) if names.option_name(option) != option] == []

    def test_groupings(self, profiles: Records, rows: dict[tuple[str, str], dict[str, Any]]) -> None:
        for (acronym, actor), row in rows.items():
            for grouping in row.get("groupings", ()):
                partners = [(each["profile"], name) for each in grouping["partners"] for name in each["actors"]]
                assert partners
                assert set(partners) <= set(rows), (acronym, actor)
                assert (acronym, actor) not in partners
                assert grouping.get("when") in {None, *options_of(profiles[acronym])}
                for partner in grouping["partners"]:
                    assert set(partner.get("options", ())) <= options_of(profiles[partner["profile"]]), (acronym, actor)
