"""``ihe statement``: claims against a framework, and the documents that are written of them."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

CLAIMS = """\
vendor: Example Systems
product: Archive
version: "4.2"
date: 2026-11-24
profiles:
  XDR:
    Document Source: []
  CT:
    Time Client: []
  ATNA:
    Secure Application: []
"""
FRAMEWORK = """\
.. ihe:profile:: Remote Measurement (RM)

.. ihe:actors-transactions::

   Sensor:
     ITI-41: R
   Gateway: none

.. ihe:actors-options::

   Sensor: [Batch, Night]
   Gateway: none

.. ihe:option:: Night
   :requires: Batch, ITI-41

.. ihe:required-groupings::

   Sensor:
     - one of: [CT / Time Client, CT / Time Server]
     - when: Batch
       with: [RM / Gateway]
     - condition: At home
       with: [ATNA / Secure Node]
     - XDR / Document Source with the Metadata-Limited Document Source Option
"""


def found(done_out: str) -> list[str]:
    findings = json.loads(done_out)["findings"]
    return [f"{f['file']}:{f['line']}:{f['column']} {f['code']}" for f in findings]


def test_claims_of_what_is_published(project: Project) -> None:
    project.write(s_yaml=CLAIMS)
    assert project.ihe("statement", "check", "s.yaml") == (0, "no findings in 1 file\n", "")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("XDR:", "XDX:", "6:3 IHE901"),
        ("Document Source: []", "Document Sauce: []", "7:5 IHE901"),
        ("Document Source: []", "Document Source: [Batch]", "7:23 IHE901"),
        ("  CT:\n    Time Client: []\n", "", "7:5 IHE902"),
        # Of Secure Node and Secure Application one is enough, and one is needed.
        ("  ATNA:\n    Secure Application: []\n", "", "7:5 IHE902"),
        ("Secure Application: []", "Secure Node: []", None),
        ("product:", "produkt:", "2:1 IHE002"),
        ("    Time Client: []", "    Time Client: [[]]", "9:19 IHE002"),
    ],
)
def test_claims_that_do_not_hold(project: Project, old: str, new: str, place: str | None) -> None:
    assert old in CLAIMS
    project.write(s_yaml=CLAIMS.replace(old, new))
    done = project.ihe("statement", "check", "s.yaml", "--format", "json")
    assert (done.code, found(done.out)) == ((1, [f"s.yaml:{place}"]) if place else (0, []))


def test_the_line_and_what_would_help(project: Project) -> None:
    project.write(s_yaml=CLAIMS.replace("Document Source", "Document Sauce"))
    done = project.ihe("statement", "check", "s.yaml")
    assert done.out == dedent(
        """\
        error[IHE901 undefined-claim]: 'Document Sauce' is no actor of XDR, did you mean 'Document Source'?
         --> s.yaml:7:5
          |
        7 |     Document Sauce: []
          |     ^^^^^^^^^^^^^^
          = help: name an actor of XDR

        1 error in 1 file
        """
    )


@pytest.mark.parametrize("against", ["framework", "export"])
@pytest.mark.parametrize(
    ("sensor", "others", "codes"),
    [
        ("[]", "CT: {Time Client: []}", ["IHE902"]),
        ("[]", "CT: {Time Server: []}\n  XDR: {Document Source: []}", ["IHE903"]),
        ("[]", "XDR: {Document Source: [Metadata-Limited Document Source]}", ["IHE902"]),
        ("[Batch]", "CT: {Time Client: []}\n  XDR: {Document Source: [Metadata-Limited Document Source]}", ["IHE902"]),
        ("[]", "CT: {Time Client: []}\n  XDR: {Document Source: [Metadata-Limited Document Source]}", []),
        ("[Night]", "CT: {Time Client: []}\n  XDR: {Document Source: [Metadata-Limited Document Source]}", ["IHE903"]),
    ],
)
def test_the_groupings_of_a_framework(
    project: Project, against: str, sensor: str, others: str, codes: list[str]
) -> None:
    project.write(docs__ihe_yaml="framework: {domain: ITI}\n", docs__rm=FRAMEWORK)
    path = "docs"
    if against == "export":
        path = "framework.json"
        project.ihe("export", "docs", "--output-file", path)
    project.write(s_yaml=f"vendor: E\nprofiles:\n  RM:\n    Sensor: {sensor}\n  {others}\n")
    done = project.ihe("statement", "check", "s.yaml", "--framework", path, "--format", "json")
    findings = [f for f in json.loads(done.out)["findings"] if f["line"] == 4]
    assert [f["code"] for f in findings] == codes


def test_the_framework_that_the_file_lies_in(project: Project) -> None:
    project.write(ihe_yaml="framework: {domain: ITI}\n", rm=FRAMEWORK, products__s_yaml="profiles: {RM: {Sensr: []}}\n")
    done = project.ihe("statement", "check", "products/s.yaml")
    assert done.code == 1
    assert "'Sensr' is no actor of RM, did you mean 'Sensor'?" in done.out


# -- writing ----------------------------------------------------------------------------------------------------------


def test_a_document(project: Project) -> None:
    claims = CLAIMS.replace("Document Source: []", "Document Source: [Metadata-Limited Document Source]")
    done = project.write(s_yaml=claims).ihe("statement", "write", "s.yaml")
    lines = done.out.splitlines()
    assert (done.code, lines[0], lines[4]) == (0, "# IHE Integration Statement", "| Vendor | Example Systems |")
    xdr = "Cross-Enterprise Document Reliable Interchange (XDR)"
    assert lines[-5:] == [
        "| Profiles Implemented | Actors Implemented | Options Implemented |",
        "|---|---|---|",
        f"| {xdr} | Document Source | Metadata-Limited Document Source |",
        "| Consistent Time (CT) | Time Client | None |",
        "| Audit Trail and Node Authentication (ATNA) | Secure Application | None |",
    ]


def test_a_section_says_the_same(project: Project) -> None:
    project.write(s_yaml=CLAIMS, ihe_yaml="framework: {domain: ITI}\n")
    done = project.ihe("statement", "write", "s.yaml", "--format", "rst")
    assert done.out.startswith(
        "Archive 4.2\n===========\n\n.. ihe:integration-statement::\n\n   vendor: Example Systems\n"
    )
    project.write(index=done.out)
    assert project.ihe("lint", "--select", "IHE0,IHE9").out == "no findings in 1 file\n"
    (statement,) = json.loads(project.ihe("export").out)["statements"]
    assert [claim["profile"] for claim in statement["claims"]] == ["XDR", "CT", "ATNA"]


def test_a_request_for_proposals(project: Project) -> None:
    claims = "profiles:\n  CT: {Time Client: [A, B]}\n  NEW: {Printer: [C], Screen: []}\n"
    done = project.write(s_yaml=claims).ihe("statement", "write", "s.yaml", "--format", "proposal")
    assert done.out.rstrip("\n").split("\n\n") == [
        f"The system shall support the IHE {claim}."
        for claim in (
            "Consistent Time (CT) Profile as the actor Time Client with the A and B Options",
            "NEW Profile as the actor Printer with the C Option",
            "NEW Profile as the actor Screen",
        )
    ]


def test_what_cannot_be_read_in_whole(project: Project) -> None:
    done = project.write(s_yaml="vendor: [\n").ihe("statement", "write", "s.yaml")
    assert done.code == 1
    assert done.err == "ihe: 's.yaml' cannot be read in whole; `ihe statement check` says why\n"
    assert project.write(s_yaml="").ihe("statement", "check", "s.yaml").code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "gone.yaml"], "cannot read 'gone.yaml': no such file or directory"),
        (["check", "latin.yaml"], "cannot read 'latin.yaml': it is not UTF-8"),
        (["check", "s.yaml", "--framework", "gone"], "there is no file or folder 'gone'"),
        (["check", "s.yaml", "--framework", "broken.json"], "cannot read 'broken.json': broken JSON"),
        (["write", "s.yaml", "--format", "pdf"], "'pdf' is not one of"),
        (["sign", "s.yaml"], "No such command 'sign'"),
    ],
)
def test_what_cannot_be_done(project: Project, arguments: list[str], message: str) -> None:
    project.write(s_yaml=CLAIMS, latin_yaml="vendor: Müller".encode("latin-1"), broken_json="{")
    done = project.ihe("statement", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
