"""What Integration Statements claim (IHE901 to IHE903)."""

from __future__ import annotations

from textwrap import dedent, indent

from marked_text import findings, judge

FRAMEWORK = """
.. ihe:profile:: Remote Measurement (RM)

.. ihe:actors-transactions::

   Document Source:
     ITI-41: R
   Document Repository:
     ITI-41: R
   Document Registry:
     ITI-42: R

.. ihe:actors-options::

   Document Source: [Batch, Compression]
   Document Repository: [Compression]
   Document Registry: none

.. ihe:option:: Batch
   :requires: Compression

.. ihe:option:: Compression

.. ihe:required-groupings::

   Document Source:
     - when: Compression
       with: [ITI CT / Time Client]
     - condition: where the network is not trusted
       with: [ATNA / Secure Node]
   Document Repository:
     - one of:
         - Document Registry
         - XDS.b / Document Repository or Document Registry
     - IUA / Resource Server with the JWT Token Option
   Document Registry: none
"""


def check(claims: str) -> list[str]:
    """The messages on a statement whose claims have marks."""
    body = "vendor: Example Systems\ndate: 2026-11-24\nprofiles:\n" + indent(dedent(claims).strip("\n"), "  ")
    statement = ".. ihe:integration-statement:: Archive 4.2\n\n" + indent(body, "   ")
    return [found.message for found in judge(f"{FRAMEWORK}\n{statement}\n")]


def test_names_of_a_profile_that_is_declared_here() -> None:
    assert check(
        """
        {{IHE901|RMM}}:
          Document Source: []
        RM:
          {{IHE901|Document Consumer}}: []
          {{IHE901|Document Sorce}}: [Whatever]
          Document Source: [{{IHE901|Batches}}]
          Document Registry: [{{IHE901|Batch}}]
        """
    ) == [
        "profile 'RMM' is neither declared here nor published, did you mean 'RM'?",
        "'Document Consumer' is no actor of RM, did you mean 'Document Source'?",
        "'Document Sorce' is no actor of RM, did you mean 'Document Source'?",
        "'Batches' is no option of RM, did you mean 'Batch'?",
        "'Batch' is no option of RM / Document Registry",
    ]


def test_names_of_a_published_profile() -> None:
    check(
        """
        CT:
          Time Client: []
          {{IHE901|Consistent Time}}: []
        mCSD:
          {{IHE901|Care Services Selective Consumer}}: []
        """
    )


def test_a_full_title_names_a_profile() -> None:
    check(
        """
        Consistent Time (CT):
          Time Client: none
        """
    )


def test_groupings_under_an_option_and_under_a_condition() -> None:
    assert check("RM:\n  Document Source: []") == []
    assert check("RM:\n  {{IHE902|Document Source}}: [Compression]") == [
        "RM / Document Source is grouped with CT / Time Client, which is not claimed"
    ]
    check("RM:\n  Document Source: [Compression]\nCT:\n  Time Client: []")


def test_a_partner_that_does_not_exist_is_not_asked_for() -> None:
    wrong = FRAMEWORK.replace("ITI CT / Time Client", "{{IHE404|ITI CT / Time Cleint}}")
    claims = "vendor: E\nprofiles:\n  RM:\n    Document Source: [Compression]\n"
    judge(f"{wrong}\n.. ihe:integration-statement:: Archive 4.2\n\n{indent(claims, '   ')}\n")


def test_one_of_several_partners_is_enough_and_all_rows_are_needed() -> None:
    check("RM:\n  {{IHE902|Document Repository}}: []\n  Document Registry: []")


def test_a_partner_with_an_option() -> None:
    claims = """
        RM:
          {{IHE903|Document Repository}}: []
          Document Registry: []
        IUA:
          Resource Server: []
        CT:
          Time Client: []
        """
    assert check(claims) == [
        "RM / Document Repository is grouped with IUA / Resource Server with 'JWT Token', which is not claimed"
    ]
    claimed = claims.replace("Resource Server: []", "Resource Server: [JWT Token]")
    check(claimed.replace("{{IHE903|Document Repository}}", "Document Repository"))


def test_groupings_of_a_published_profile() -> None:
    check("IUA:\n  {{IHE902|Resource Server}}: []")


def test_two_groupings_are_two_findings() -> None:
    body = "RM:\n  Document Repository: []"
    statement = f".. ihe:integration-statement:: A 1\n\n   profiles:\n{indent(body, '     ')}\n"
    found = [finding for finding in findings({"index.rst": FRAMEWORK + statement}) if finding.code == "IHE902"]
    alternatives = "RM / Document Registry or XDS.b / Document Repository or XDS.b / Document Registry"
    assert [finding.message for finding in found] == [
        "RM / Document Repository is grouped with IUA / Resource Server, which is not claimed",
        f"RM / Document Repository is grouped with {alternatives}, which is not claimed",
    ]
    assert [related.message for finding in found for related in finding.related] == ["the grouping", "the grouping"]


def test_an_option_that_an_option_requires() -> None:
    assert check("RM:\n  Document Source: [{{IHE903|Batch}}]") == [
        "option 'Batch' of RM requires option 'Compression', which is not claimed"
    ]


def test_claims_that_cannot_be_read_are_not_missed() -> None:
    judge(
        f"""{FRAMEWORK}
.. ihe:integration-statement:: Archive 4.2

   profiles:
     RM:
       Document Repository: []
     IUA: {{{{IHE002|[]}}}}
"""
    )
