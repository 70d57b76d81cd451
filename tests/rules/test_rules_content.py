"""Content modules and object identifiers (IHE501 to IHE503)."""

from __future__ import annotations

import pytest
from marked_text import FRAGMENT, judge

IGNORE = tuple(code for code in FRAGMENT if code != "IHE5")


def test_a_module_is_declared_or_published_or_still_to_come() -> None:
    (near, case, nowhere) = judge(
        """
        .. ihe:profile:: Measurement Summary (MS)

        .. ihe:actors-content-modules::

           Content Creator:
             Measurement Summary: R
             {{IHE501|Measurment Summary}}: O
             {{IHE501 warning|measurement summary}}: O
             mADX Message: O
             {{IHE501|Bill of Materials}}: O
             Bill of Fare: {optionality: O, deferred: true}

        .. ihe:content-module:: Measurement Summary
        """,
        ignore=IGNORE,
    )
    assert "did you mean 'Measurement Summary'?" in near.message
    assert "in case alone" in case.message
    assert nowhere.fix is None


def test_a_module_that_an_option_requires() -> None:
    judge(
        """
        .. ihe:profile:: Measurement Summary (MS)

        .. ihe:actors-transactions::

           Content Creator:
             ITI-41: R

        .. ihe:actors-options::

           {{IHE412|Content Creator}}: [Trend]

        .. ihe:option:: Trend
           :requires: Trend Figure

        .. ihe:content-module:: Trend Figure
        """,
        ignore=IGNORE,
    )


def test_an_identifier_is_assigned_once() -> None:
    (found, *_) = judge(
        {
            "a.rst": """
                .. ihe:profile:: Measurement Summary (MS)
                   :oid: 1.3.6.1.4.1.19376.1.2.1
                """,
            "b.rst": """
                .. ihe:content-module:: Measurement Summary
                   :oid: {{IHE502|1.3.6.1.4.1.19376.1.2.1}}
                   :parent: 1.3.6.1.4.1.19376.1.2.1

                .. ihe:issue:: ITI_001
                   :state: open

                .. ihe:requirement:: R1010
                   :oid: {{IHE502|{{IHE503|urn:oid:1.3.6.1.4.1.19376.1.2.1}}}}
                """,
        },
        ignore=IGNORE,
    )
    assert found.message == "1.3.6.1.4.1.19376.1.2.1 is the identifier of profile 'MS'"
    assert [(related.place.file, related.place.line) for related in found.related] == [("a.rst", 2)]


def test_an_included_thing_has_its_identifier_once() -> None:
    judge(
        {
            "a.rst": ".. include:: shared.inc\n",
            "b.rst": ".. include:: shared.inc\n",
            "shared.inc": """
                .. ihe:content-module:: Measurement Summary
                   :oid: 1.3.6.1.4.1.19376.1.2.1
                """,
        },
        ignore=IGNORE,
    )


@pytest.mark.parametrize(
    "oid",
    ["1.2", "2.999.1", "1.3.6.1.4.1.19376.1.2.1.99", "0.9", "2.25.329800735698586629295641978511506172918"],
)
def test_the_form_of_an_identifier(oid: str) -> None:
    judge(f".. ihe:content-module:: Summary\n   :oid: {oid}\n", ignore=IGNORE)


@pytest.mark.parametrize(
    "oid",
    ["1", "3.1", "1.40", "0.40.1", "1.2.", ".1.2", "1..2", "1.2.03", "1.2.x", "1.2 .3", "urn:oid:1.2.3", "1.2, 1.3"],
)
def test_what_is_no_identifier(oid: str) -> None:
    (found,) = judge(f".. ihe:content-module:: Summary\n   :oid: {{{{IHE503|{oid}}}}}\n", ignore=IGNORE)
    assert bool(found.fix) == oid.startswith("urn")


@pytest.mark.parametrize(
    ("root", "oid"),
    [
        ("1.3.6.1", "1.3.6.1.7"),
        ("1.3.6.1", "1.3.6.1"),
        ("1.3.6.1", "{{IHE503|1.3.6.17.1}}"),
        ("1.3.6.1", "{{IHE503|1.3.6}}"),
        ("1.3.6.1", "{{IHE503|2.999.1}}"),
    ],
)
def test_an_identifier_lies_below_the_root(root: str, oid: str) -> None:
    judge(
        {
            "ihe.yaml": f"framework: {{domain: ITI, oid-root: {root}}}\n",
            "index.rst": f".. ihe:content-module:: Summary\n   :oid: {oid}\n   :parent: 2.16.840.1\n",
        },
        ignore=IGNORE,
    )
