from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_ihe.language import names


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Cross-Enterprise Document Sharing (XDS.b)", ("Cross-Enterprise Document Sharing", "XDS.b")),
        ("Cross-Enterprise Document Sharing (XDS.b) Profile", ("Cross-Enterprise Document Sharing", "XDS.b")),
        ("Patient Demographics Query (PDQ) Integration Profile", ("Patient Demographics Query", "PDQ")),
        ("Patient Demographics Query Integration Profile (PDQ)", ("Patient Demographics Query", "PDQ")),
        ("Mobile Care Services Discovery (mCSD)", ("Mobile Care Services Discovery", "mCSD")),
        ("Scanned Documents (XDS-SD) Profile", ("Scanned Documents", "XDS-SD")),
        ("Device Interoperability (Plug-and-trust) (SDPi-P)", ("Device Interoperability (Plug-and-trust)", "SDPi-P")),
        ("  White   space\n folded (WSF)  ", ("White space folded", "WSF")),
    ],
)
def test_profile_title(title: str, expected: tuple[str, str]) -> None:
    assert names.profile_title(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Cross-Enterprise Document Sharing",
        "(XDS.b)",
        "XDS.b Profile",
        "Sharing (XDS.b) Actors",
        "Sharing ()",
        "",
        "Sharing (draft)",
    ],
)
def test_no_profile_title(title: str) -> None:
    assert names.profile_title(title) is None


def test_transaction_title_tells_where_the_id_stands() -> None:
    title = "Provide and Register Document Set-b [ITI-41]"
    assert names.transaction_title(title) == ("Provide and Register Document Set-b", "ITI-41", title.index("ITI-41"))
    assert names.transaction_title(" Query  it [ ITI-041 ]") == ("Query it", "ITI-041", 13)


@pytest.mark.parametrize(
    "title", ["Query", "[ITI-41]", "Query [ITI]", "Query [see note]", "Query [ITI-41] now", "Query ITI-41", ""]
)
def test_no_transaction_title(title: str) -> None:
    assert names.transaction_title(title) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Document Replacement Option", "Document Replacement"),
        ("Document Replacement", "Document Replacement"),
        ("ATX:  TLS Syslog Option", "ATX: TLS Syslog"),
        ("Option", "Option"),
        ("Adoption", "Adoption"),
    ],
)
def test_option_name(text: str, name: str) -> None:
    assert names.option_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Use Case #1: Find a document", "Find a document"),
        ("Use Case #12: Find a document", "Find a document"),
        ("Use Case: Find a document", "Find a document"),
        ("Use Case 2 – Find a document", "Find a document"),
        ("Find a document", "Find a document"),
        ("Use Case Diagrams", "Use Case Diagrams"),
        ("Use Case #1:", "Use Case #1:"),
    ],
)
def test_use_case_name(text: str, name: str) -> None:
    assert names.use_case_name(text) == name


@pytest.mark.parametrize(
    "id", ["ITI-41", "PHARM-H1", "CA:FeX-2A", "ITI-YY1", "ITI-X", "ITI-XX", "RAD-Y1", "ITI-ZZ", "PaLM-3"]
)
def test_an_id_in_its_own_form_is_itself(id: str) -> None:
    assert names.transaction_id(id) == id


@pytest.mark.parametrize("text", ["ITI-041", "ITI 41", "iti-41", "ITI_41", "ITI–41", "ITI‑41", "ITI - 41", " ITI-41 "])
def test_what_is_meant_as_an_id(text: str) -> None:
    assert names.transaction_id(text) == "ITI-41"
    assert names.id_key(text) == names.id_key("ITI-41")


@pytest.mark.parametrize(
    "text", ["", "ITI", "41", "ITI-", "XDS.b", "XDS-SD", "Document Set-b", "Version 2", "ITI-41 and", "A-1"]
)
def test_no_id(text: str) -> None:
    assert names.transaction_id(text) is None
    assert names.prefix(text) is None
    assert not names.is_placeholder(text)


def test_padding_does_not_make_another_id() -> None:
    assert names.transaction_id("PCD-01") == "PCD-1"
    assert names.id_key("PCD-01") == names.id_key("PCD-1") != names.id_key("PCD-10")
    assert names.id_key("DEV-1") != names.id_key("PCD-1")
    assert names.id_key("CA:FeX-2A") != names.id_key("FeX-2A")


def test_placeholders() -> None:
    ids = ("ITI-YY1", "ITI-X", "RAD-Y1", "ITI-zz", "PHARM-H1", "ITI-41", "ITI-2X", "YY1")
    assert [id for id in ids if names.is_placeholder(id)] == ["ITI-YY1", "ITI-X", "RAD-Y1", "ITI-zz"]


def test_parts_of_an_id() -> None:
    assert names.prefix("iti-41") == "ITI"
    assert names.prefix("CA:FeX-2A") == "CA:FeX"
    assert names.id_number("PCD-04") == "4"
    assert names.id_number("ITI-YY1") == "YY1"


def test_nearest() -> None:
    known = ["Document Source", "Document Consumer", "Time Client"]
    assert names.nearest("document source", known) == "Document Source"
    assert names.nearest("Document Sorce", known) == "Document Source"
    assert names.nearest("Audit Repository", known) is None
    assert names.nearest("x", []) is None


@given(st.text())
def test_no_text_upsets_a_grammar(text: str) -> None:
    names.profile_title(text)
    names.use_case_name(text)
    name = names.option_name(text)
    assert not name or names.option_name(name + " Option") == name
    title = names.transaction_title(text)
    if title:
        assert text[title[2] :].startswith(title[1])
    id = names.transaction_id(text)
    if id is not None:
        assert names.transaction_id(id) == id
        assert names.id_key(id) == names.id_key(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("R1010", ("R1010", "")),
        ("R1010: Encryption", ("R1010", "Encryption")),
        ("R1010 – Encryption  of links", ("R1010", "Encryption of links")),
        ("ITI-Scheduling-002", ("ITI-Scheduling-002", "")),
        ("R10.2 Encryption", ("R10.2", "Encryption")),
        ("Encryption", None),
        ("Encryption of R1010", None),
        ("1010", None),
        ("R1010:", None),
        ("", None),
    ],
)
def test_numbered_titles(text: str, found: tuple[str, str] | None) -> None:
    assert names.numbered_title(text) == found


def test_numbers_sort_by_value() -> None:
    ids = ["ITI-18", "iti-9", "ITI-9", "1.10", "1.9", ""]
    assert sorted(ids, key=names.natural) == ["", "1.9", "1.10", "ITI-9", "iti-9", "ITI-18"]
