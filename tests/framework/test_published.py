"""Five chapters of the ITI Technical Framework, in our notation: their errors are found, and nothing else is.

Sections and tables in comments are those of the publication (https://profiles.ihe.net/ITI/TF/).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import config, reader
from sphinx_ihe.framework.published import address
from sphinx_ihe.rules.rule import check

if TYPE_CHECKING:
    from sphinx_ihe.language.findings import Finding

ROOT = Path(__file__).parents[1] / "roots" / "published"

PROVIDE = (
    "The document is made and sent with the Provide a Register Document Set-b [ITI-41] transaction "
    "of XDS or XDR, or with the"
)
ERRORS = [
    # Volume 1, Table 19.3-1: "Share Content" of both actors is no transaction and has no id.
    ("volume1/bppc.rst", "Share Content: R", "IHE002"),
    ("volume1/bppc.rst", "Share Content: R", "IHE002"),
    # Table 19.3.1-1: the actor of XDR that receives documents is the Document Recipient.
    ("volume1/bppc.rst", "- XDR / Document Consumer (1)", "IHE404"),
    # Table 19.4-1 and the title of 19.4.5, which lacks the word Basic.
    ("volume1/bppc.rst", "- Basic Patient Privacy Acknowledgement View (2)", "IHE406"),
    ("volume1/bppc.rst", "Patient Privacy Acknowledgement View Option", "IHE407"),
    # Table 5.1-1 gives ITI-30 to a "Cross-reference" Manager, 3.30.2 to a "Cross-Reference" Manager.
    ("volume1/pix.rst", "Patient Identity Management [ITI-30]: O", "IHE304"),
    ("volume2/iti-30.rst", "Patient Identifier Cross-Reference Manager: Receives demographics.", "IHE201"),
    # Table 5.1.1-1: Consistent Time is the name of the profile; its actors are Time Client and Time Server.
    ("volume1/pix.rst", "- CT / Consistent Time", "IHE404"),
    ("volume1/pix.rst", "- CT / Consistent Time", "IHE404"),
    ("volume1/pix.rst", "- CT / Consistent Time", "IHE404"),
    # Table 5.2-1 refers to Volume 2 for this option; no section of the chapter describes it.
    ("volume1/pix.rst", "Patient Identifier Cross-reference Consumer: [PIX Update Notification]", "IHE406"),
    # 16.1.1: the other actor of XDM is the Portable Media Importer.
    (
        "volume1/xdm.rst",
        ":ihe:actor:`Portable Media Creator` and a :ihe:actor:`Portable Media Consumer` are grouped.",
        "IHE601",
    ),
    # Table 16.2-1 refers to Volume 2 for this option, as in PIX.
    ("volume1/xdm.rst", "- Basic Patient Privacy Enforcement", "IHE406"),
    # "Zip over Email Response" in Table 16.2-1, "ZIP over Email Response Option" in the title of 16.2.4.
    ("volume1/xdm.rst", "- Zip over Email Response (2)", "IHE406"),
    ("volume1/xdm.rst", "ZIP over Email Response Option", "IHE407"),
    # Table 20.2.1-1, as in BPPC.
    ("volume1/xds-sd.rst", "- XDR / Document Consumer (1)", "IHE404"),
    # 5: PIX has no section about security, nor one about other profiles; chapters 19 and 20 lack the latter.
    ("volume1/pix.rst", "Patient Identifier Cross-referencing (PIX)", "IHE701"),
    ("volume1/pix.rst", "Patient Identifier Cross-referencing (PIX)", "IHE702"),
    ("volume1/bppc.rst", "Basic Patient Privacy Consents (BPPC)", "IHE702"),
    # 20: XDS-SD has neither.
    ("volume1/xds-sd.rst", "Cross-Enterprise Sharing of Scanned Documents (XDS-SD)", "IHE701"),
    ("volume1/xds-sd.rst", "Cross-Enterprise Sharing of Scanned Documents (XDS-SD)", "IHE702"),
    # 20.6: "Provide a Register".
    ("volume1/xds-sd.rst", PROVIDE, "IHE602"),
    # 3.30 ends without a section about security.
    ("volume2/iti-30.rst", "Patient Identity Management [ITI-30]", "IHE701"),
    # 3.9 and 3.10 miss the name of the Patient Identifier Cross-reference Consumer, each in its way.
    (
        "volume2/iti-9.rst",
        "The source of the audit message is the Patient Identity Cross-reference Consumer.",
        "IHE605",
    ),
    (
        "volume2/iti-10.rst",
        "A set of linked identifiers changes that is of interest to the Patient Identifier Cross-referencing Consumer.",
        "IHE605",
    ),
    # Table 20.3-1 refers to the PCC Technical Framework for both options; the chapter describes none.
    ("volume1/xds-sd.rst", "Content Consumer (1): [View, Document Import]", "IHE406"),
    ("volume1/xds-sd.rst", "Content Consumer (1): [View, Document Import]", "IHE406"),
]
"""File, line and code of each error. DSUB (Volume 1, 26) and its transactions have none."""


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return check(reader.read(ROOT, config.load(ROOT / "ihe.yaml")))


def where(finding: Finding) -> tuple[str, str, str]:
    """A finding as the list has it; a directive without an argument goes by the title above it."""
    path = Path(finding.place.file)
    lines = path.read_text(encoding="utf-8").splitlines()
    line = lines[finding.place.line - 1]
    if line.endswith("::"):
        line = lines[finding.place.line - 4]
    return path.relative_to(ROOT).as_posix(), line.strip(), finding.code


def test_the_published_errors_are_found_and_no_others(findings: list[Finding]) -> None:
    assert sorted(map(where, findings)) == sorted(ERRORS)


def test_the_nearest_actor_is_named(findings: list[Finding]) -> None:
    messages = [finding.message for finding in findings if finding.code == "IHE404"]
    assert all("'Time Client'" in message or "'Document Recipient'" in message for message in messages)


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("https://profiles.ihe.net/ITI/", True),
        ("HTTP://x", True),
        ("../other/page.html#a", True),
        ("page.html?x=a:b", True),
        ("//host/page", True),
        ("", True),
        (None, False),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("vbscript:x", False),
        ('https://x/"onclick', False),
        ("https:// x", False),
    ],
)
def test_addresses(text: str | None, takes: bool) -> None:
    assert address(text) == (text if takes else None)
