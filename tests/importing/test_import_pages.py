"""Repositories of the IG Publisher and pages of HTML, imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from ihe_cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

SUSHI = """\
id: ihe.pcc.swi
title: Shared Wound Images (SWI)
pages:
  volume-1.md:
    title: "1:40 Shared Wound Images"
  PCC-30.md:
    title: "2:3.30 Send Wound Image [PCC-30]"
"""
VOLUME1 = """\
{% assign note = "Only of large wounds." %}
<!-- not for readers -->
The table says who does what.
| Actors | Transactions | Optionality |
|----|----|----|
| Wound Camera | Send Wound Image [PCC-30] | R |
| Wound Archive | Send Wound Image [PCC-30] | R |
{: .grid}

{{note}}
"""
TRANSACTION = """\
### 2:3.30.4 Messages

{% include flow.svg %}
"""
FLOW = '@startuml\nparticipant "Wound Camera" as C\nparticipant "Wound Archive" as A\nC -> A: Picture\n@enduml\n'


def imported(source: Path, folder: Path) -> Path:
    result = CliRunner().invoke(main, ["import", str(source), "--to", str(folder)])
    assert result.exit_code in (0, 1), result.output
    return folder


def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "input" / "pagecontent").mkdir(parents=True)
    (root / "input" / "images-source").mkdir()
    (root / "sushi-config.yaml").write_text(SUSHI)
    (root / "input" / "pagecontent" / "volume-1.md").write_text(VOLUME1)
    (root / "input" / "pagecontent" / "PCC-30.md").write_text(TRANSACTION)
    (root / "input" / "images-source" / "flow.plantuml").write_text(FLOW)
    return root


def test_the_page_with_the_tables_declares_the_profile_of_the_repository(tmp_path: Path) -> None:
    text = next(imported(repository(tmp_path), tmp_path / "made").glob("volume1/shared*.rst")).read_text("utf-8")
    assert ".. ihe:profile:: Shared Wound Images (SWI)" in text
    assert "   Wound Camera:\n     Send Wound Image [PCC-30]: R\n" in text
    assert "Only of large wounds." in text
    assert "readers" not in text
    assert "grid" not in text


def test_a_diagram_of_plantuml_becomes_one_of_ours(tmp_path: Path) -> None:
    text = (imported(repository(tmp_path), tmp_path / "made") / "volume2" / "pcc-30.rst").read_text("utf-8")
    assert text.startswith("Send Wound Image [PCC-30]\n")
    assert ".. ihe:interaction-diagram::\n" in text
    assert "Wound Camera -> Wound Archive: Picture" in text


def test_html_keeps_lists_code_and_the_looks_of_words(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Rules</title></head><body><nav>Menu</nav><h1>Rules</h1><ol start='3'><li>Third</li></ol>"
        "<pre>a  b\nc</pre><p>A <b>bold</b> word, <code>code</code>, re<i>mark</i>able, "
        "<a href='https://example.org/a'>Table 1-</a>1.</p></body></html>"
    )
    text = (imported(page, tmp_path / "made") / "rules.rst").read_text("utf-8")
    assert "3. Third" in text
    assert "   a  b\n   c\n" in text
    assert "A **bold** word, ``code``, re\\ *mark*\\ able, `Table 1- <https://example.org/a>`__\\ 1." in text
    assert "Menu" not in text
