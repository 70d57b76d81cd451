"""Word documents that tests make themselves, imported, linted and built."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import docx
import pytest
from click.testing import CliRunner
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ihe_cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

ROWS = [
    ("Actors", "Transactions", "Initiator or Responder", "Optionality", "Reference"),
    ("Wound Camera", "Send Wound Image [PCC-30]", "Initiator", "R", "PCC TF-2: 3.30"),
    ("Wound Archive", "Send Wound Image [PCC-30]", "Responder", "R (Note 1)", "PCC TF-2: 3.30"),
]


def table(document: Document, rows: list[tuple[str, ...]]) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            made.cell(y, x).text = text


def supplement() -> Document:
    document = docx.Document()
    document.add_heading("Volume 1 \u2013 Profiles", 1)
    document.add_heading("40 Shared Wound Images (SWI) Profile", 2)
    document.add_paragraph("Pictures of wounds * are shared; see Section 40.2 and Send Wound Image [PCC-30].")
    document.add_heading("40.1 SWI Actors and Transactions", 3)
    document.add_paragraph("Table 40.1-1: SWI Profile - Actors and Transactions")
    table(document, ROWS)
    document.add_paragraph("Note 1: Only of large wounds.")
    document.add_heading("40.2 SWI Actor Options", 3)
    table(
        document,
        [("Actor", "Option Name"), ("Wound Camera", "Measured Wound"), ("Wound Archive", "No options defined")],
    )
    document.add_heading("40.2.1 Measured Wound Option", 4)
    document.add_paragraph("Editor: add this section to Volume 1.")
    document.add_heading("Volume 2 \u2013 Transactions", 1)
    document.add_heading("3.30 Send Wound Image [PCC-30]", 2)
    document.add_heading("3.30.2 Actor Roles", 3)
    table(
        document, [("Actor", "Role"), ("Wound Camera", "Sends the picture."), ("Wound Archive", "Keeps the picture.")]
    )
    return document


def imported(tmp_path: Path, document: Document, *options: str) -> Path:
    source, folder = tmp_path / "IHE_PCC_Suppl_SWI.docx", tmp_path / "made"
    document.save(str(source))
    result = CliRunner().invoke(main, ["import", str(source), "--to", str(folder), *options])
    assert result.exit_code in (0, 1), result.output
    return folder


def test_a_table_of_actors_becomes_a_directive_with_its_note(tmp_path: Path) -> None:
    text = (imported(tmp_path, supplement()) / "volume1" / "swi.rst").read_text("utf-8")
    assert text.startswith("Shared Wound Images (SWI) Profile\n=")
    assert ".. ihe:profile::\n   :chapter: 40\n" in text
    assert "   Wound Camera:\n     Send Wound Image [PCC-30]: R initiator\n" in text
    assert "     Send Wound Image [PCC-30]: R responder (1)\n   notes:\n     1: Only of large wounds.\n" in text
    assert "   Wound Camera: [Measured Wound]\n   Wound Archive: none\n" in text


def test_words_that_name_a_section_or_a_transaction_become_links(tmp_path: Path) -> None:
    text = (imported(tmp_path, supplement()) / "volume1" / "swi.rst").read_text("utf-8")
    assert ":ref:`Section 40.2 <section-40-2>`" in text
    assert ":ihe:transaction:`~PCC-30`" in text
    assert "wounds \\* are" in text


def test_a_section_of_an_option_declares_it_and_the_editor_is_instructed_in_a_box(tmp_path: Path) -> None:
    text = (imported(tmp_path, supplement()) / "volume1" / "swi.rst").read_text("utf-8")
    assert ".. ihe:option::\n" in text
    assert ".. ihe:editor-instruction::\n\n   Editor: add this section to Volume 1.\n" in text


def test_a_side_that_is_not_told_is_left_open(tmp_path: Path) -> None:
    folder = imported(tmp_path, supplement())
    assert "   actors:\n     Wound Camera: Sends the picture.\n" in (folder / "volume2" / "pcc-30.rst").read_text(
        "utf-8"
    )
    checked = CliRunner().invoke(main, ["import", "--check", str(folder)])
    assert checked.exit_code == 1
    assert "say which side each actor is on" in checked.output


def test_a_row_that_cannot_be_read_stays_a_table_and_is_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("40 Shared Wound Images (SWI) Profile", 1)
    table(document, [*ROWS, ("Wound Viewer", "Some words without an id", "", "R", "")])
    folder = imported(tmp_path, document)
    text = next(folder.glob("volume1/swi.rst")).read_text("utf-8")
    assert "Some words without an id" in text
    assert "Wound Viewer:" not in text
    assert "this row could not be read" in (folder / "import-report.md").read_text("utf-8")


def test_the_framework_builds_without_a_warning_of_sphinx(tmp_path: Path) -> None:
    folder = imported(tmp_path, supplement())
    command = [sys.executable, "-m", "sphinx", "-q", "--no-color", str(folder), str(tmp_path / "out")]
    built = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert [line for line in built.stderr.splitlines() if "[ihe" not in line and "IHE" not in line] == []
    assert "Only of large wounds" in (tmp_path / "out" / "volume1" / "swi.html").read_text("utf-8")


def test_merged_cells_and_footnotes_stay(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Codes", 1)
    made = document.add_table(2, 2)
    made.cell(0, 0).merge(made.cell(0, 1)).text = "Both"
    made.cell(1, 0).text, made.cell(1, 1).text = "Left", "Right"
    text = (imported(tmp_path, document) / "codes.rst").read_text("utf-8")
    assert "| Both" in text
    assert "+" in text.split("| Both")[0].rpartition("\n")[0]
    assert "| Left" in text


@pytest.mark.parametrize(("changes", "expected"), [("accept", "Some new text."), ("keep", "Some :ihe:ins:`new` text.")])
def test_tracked_insertions(tmp_path: Path, changes: str, expected: str) -> None:
    document = docx.Document()
    document.add_heading("Changes", 1)
    paragraph = document.add_paragraph("Some ")
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    inserted.append(paragraph.add_run("new")._r)
    paragraph._p.append(inserted)
    paragraph.add_run(" text.")
    assert expected in (imported(tmp_path, document, "--changes", changes) / "changes.rst").read_text("utf-8")


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    one, two = imported(first, supplement()), imported(second, supplement())
    names = sorted(
        path.relative_to(one) for path in one.rglob("*") if path.is_file() and ".ihe_cache" not in path.parts
    )
    assert names
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)


def test_nothing_is_written_where_a_source_is_no_document(tmp_path: Path) -> None:
    source = tmp_path / "broken.docx"
    source.write_text("no package")
    result = CliRunner().invoke(main, ["import", str(source), "--to", str(tmp_path / "made")])
    assert result.exit_code == 2
    assert "broken.docx is no Word document that can be read" in result.output
    assert not (tmp_path / "made").exists()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    source = tmp_path / "text.docx"
    supplement().save(str(source))
    result = CliRunner().invoke(main, ["import", str(source), "--to", str(tmp_path)])
    assert result.exit_code == 2
    assert "is not an empty folder" in result.output
