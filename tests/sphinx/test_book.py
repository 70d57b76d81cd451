"""The book: builds of real projects, and what readers find in the PDF."""

from __future__ import annotations

import ctypes
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

import pypdfium2
import pytest
from docutils import nodes
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from projects import Built, Site

    Written = Callable[..., Site]

EXAMPLE = Path(__file__).parent.parent.parent / "example_framework"
LETTER, A4 = "612 x 792 pts", "595.276 x 841.89 pts"
PAGE = "{http://www.w3.org/1999/xhtml}page"
WORD = "{http://www.w3.org/1999/xhtml}word"

TEXT = """\
Heart Rates
===========

What this is about.

First
-----

Words of the first section, with a :ref:`reference <second>`.

.. table:: Values

   ==== =====
   Name Value
   ==== =====
   a    1
   ==== =====

.. _second:

Second
------

More words.
"""


class Book(NamedTuple):
    """A PDF, as poppler and PDFium read it."""

    path: Path

    def text(self, first: int = 1, last: int = 10_000) -> str:
        return poppler("pdftotext", "-layout", "-f", str(first), "-l", str(last), str(self.path), "-")

    @property
    def properties(self) -> str:
        """Title, size and so on, and the metadata in XML."""
        return poppler("pdfinfo", str(self.path)) + poppler("pdfinfo", "-meta", str(self.path))

    @property
    def outline(self) -> list[tuple[int, str, int]]:
        """Level, title and page of each bookmark."""
        marks = pypdfium2.PdfDocument(self.path).get_toc(max_depth=30)
        return [(mark.level + 1, mark.get_title(), mark.get_dest().get_index() + 1) for mark in marks]

    @property
    def links(self) -> Iterator[int | None]:
        """The page that each link leads to; none for one that leads out of the book, -1 for one that leads nowhere."""
        document = pypdfium2.PdfDocument(self.path)
        for page in document:
            position, link = ctypes.c_int(0), raw.FPDF_LINK()
            while raw.FPDFLink_Enumerate(page, position, link):
                target = raw.FPDFLink_GetDest(document, link)
                action = raw.FPDFLink_GetAction(link)
                if target:
                    yield int(raw.FPDFDest_GetDestPageIndex(document, target))
                else:
                    yield None if raw.FPDFAction_GetType(action) == raw.PDFACTION_URI else -1


def poppler(*command: str) -> str:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def made(built: Built) -> Book:
    (path,) = built.out.glob("*.pdf")
    return Book(path)


# -- the example --------------------------------------------------------------------------------------------------


def test_the_example_is_accessible_and_without_a_warning(example_book: Built) -> None:
    assert example_book.messages == []
    properties = made(example_book).properties
    assert re.search(r"^Tagged: +yes$", properties, re.MULTILINE)
    assert re.search(r"^Title: +Home Monitoring Technical Framework$", properties, re.MULTILINE)
    assert re.search(r"<dc:language><rdf:Bag><rdf:li>en<", properties)
    assert "<pdfuaid:part>1</pdfuaid:part>" in properties
    structure = poppler("pdfinfo", "-struct-text", str(made(example_book).path))
    assert re.search(r'\n +TH [^"]*"Initiator or "', structure)
    assert "HDB Actor Diagram" in structure


def test_the_cover_says_what_ihe_yaml_does(example_book: Built) -> None:
    cover, notices = made(example_book).text(1, 1), made(example_book).text(2, 2)
    for fact in ("Home Monitoring Technical", "Framework", "Revision 1.0 – Final Text", "November 24, 2026"):
        assert fact in cover
    for fact in ("Home Monitoring (HOME)", "Home Monitoring Technical Committee", "home-monitoring@example.org"):
        assert fact in cover
    assert "Copyright © 2026, Home Monitoring Technical Committee" in notices


def test_every_section_is_a_bookmark_and_stands_on_its_page(example_book: Built) -> None:
    book = made(example_book)
    marks = {title for _level, title, _page in book.outline}
    titles = {
        section[0].astext()
        for name in example_book.app.env.found_docs
        for section in example_book.app.env.get_doctree(name).findall(nodes.section)
    }
    assert len(titles) > 100
    assert {title for title in titles if not any(mark.endswith(title) for mark in marks)} == set()
    for _level, title, page in book.outline:
        assert "".join(title.split()) in "".join(book.text(page, page).split()), title


def test_the_contents_go_to_the_fourth_level(example_book: Built) -> None:
    book = made(example_book)
    starts = {title: page for _level, title, page in book.outline}
    contents, tables = re.split(r"\n *Tables\n", book.text(starts["Contents"], starts["Figures"]), maxsplit=1)
    contents = " ".join(contents.split())
    for level, title, page in book.outline:
        if title not in {"Contents", "Tables", "Figures"}:
            listed = re.search(rf"{re.escape(title)} [. ]+\u2060 ?{page}\b", contents)
            assert bool(listed) == (level <= 4), title
    assert "HDB Profile - Actors and Transactions" in tables
    assert "HDB Actor Diagram" in tables


def test_fonts_are_in_the_file(example_book: Built) -> None:
    fonts = poppler("pdffonts", str(made(example_book).path)).splitlines()[2:]
    assert {name for font in fonts for name in re.findall(r"\+(LibertinusSerif|Arimo|DejaVuSansMono)", font)} == {
        "LibertinusSerif",
        "Arimo",
        "DejaVuSansMono",
    }
    assert [font for font in fonts if not re.search(r"(Identity-H|WinAnsi|Custom) +yes yes yes", font)] == []


def test_links_lead_somewhere(example_book: Built) -> None:
    book = made(example_book)
    pages = len(pypdfium2.PdfDocument(book.path))
    found = list(book.links)
    assert len(found) > 500
    assert {page for page in found if page is not None} <= set(range(pages))


def test_no_text_leaves_its_page(example_book: Built) -> None:
    words = poppler("pdftotext", "-bbox", str(made(example_book).path), "-")
    count = 0
    for page in ElementTree.fromstring(words).iter(PAGE):
        width, height = float(page.get("width", 0)), float(page.get("height", 0))
        for word in page.iter(WORD):
            box = [float(word.get(side, -1)) for side in ("xMin", "yMin", "xMax", "yMax")]
            assert box[0] >= 36, word.text
            assert box[1] >= 18, word.text
            assert box[2] <= width - 36, word.text
            assert box[3] <= height - 18, word.text
            count += 1
    assert count > 5000


# -- what an author may choose -------------------------------------------------------------------------------------


def yaml(status: str = "final-text", pdf: str = "{}") -> str:
    return f"framework: {{domain: DEMO, title: Rates of Hearts, status: {status}, date: 2026-11-24}}\npdf: {pdf}\n"


@pytest.mark.parametrize(
    ("status", "watermark", "numbered"),
    [
        ("draft", True, False),
        ("public-comment", True, True),
        ("trial-implementation", False, False),
        ("final-text", False, False),
    ],
)
def test_the_status_shows(written: Written, status: str, watermark: bool, numbered: bool) -> None:
    built = written(TEXT + "\n".join(f"Line {n}.\n" for n in range(9)), yaml(status)).build("ihepdf")
    assert built.messages == []
    book = made(built)
    text = book.text()
    # The letters of a watermark stand on a slope, each on a line of its own.
    assert bool(re.search(r"^ *DRA|^ *D$", text, re.MULTILINE)) == watermark
    assert bool(re.search(r"^ *5 +\S", text, re.MULTILINE)) == numbered


def test_line_numbers_by_choice(written: Written) -> None:
    many = "\n".join(f"Line {n}.\n" for n in range(9))
    built = written(TEXT + many, yaml("draft", "{line-numbers: true}")).build("ihepdf")
    assert re.search(r"^ *10 +Line 1", made(built).text(), re.MULTILINE)


@pytest.mark.parametrize(("pdf", "size"), [("{}", LETTER), ("{paper: letter}", LETTER), ("{paper: a4}", A4)])
def test_paper(written: Written, pdf: str, size: str) -> None:
    assert f"Page size:       {size}" in made(written(TEXT, yaml(pdf=pdf)).build("ihepdf")).properties


def test_references_name_the_page(written: Written) -> None:
    text = TEXT.replace(".. _second:", ".. raw:: typst\n\n   #pagebreak()\n\n.. _second:")
    site = written(text, yaml(pdf="{page-references: true}"))
    assert "with a reference, page 5." in made(site.build("ihepdf")).text()
    site.edit("ihe.yaml", "true", "false")
    assert "with a reference." in made(site.build("ihepdf")).text()


def test_a_template_of_ones_own(written: Written) -> None:
    site = written(TEXT, yaml(pdf="{template: print/ours.typ, logo: print/logo.svg}"))
    template = """\
        #import "book.typ": book as ihe-book
        #let book = ihe-book.with(
          cover: facts => [Our own cover of #facts.title #image(facts.logo, alt: "Ours")],
          accent: rgb("#7a1f3d"),
        )
        """
    site.write("print/ours.typ", template)
    site.write("print/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    built = site.build("ihepdf")
    assert built.messages == []
    assert "Our own cover of Rates of Hearts" in made(built).text(1, 1)
    site.edit("print/ours.typ", "facts.title", "facts.tilte")
    broken = site.build("ihepdf")
    (message,) = broken.messages
    assert message.startswith("print/ours.typ:3: ERROR: dictionary does not contain key")
    assert broken.app.statuscode == 1


def test_fonts_by_choice(written: Written) -> None:
    site = written(TEXT, yaml(pdf="\n  text-fonts: [Nonesuch]\n  heading-fonts: [New Computer Modern]"))
    built = site.build("ihepdf")
    assert built.messages == ["ihe.yaml:3: WARNING: unknown font family: nonesuch [ihe.typst]"]
    assert re.search("NewCM.*yes yes yes", poppler("pdffonts", str(made(built).path)))


def test_the_cover_of_a_supplement_names_its_profile(written: Written) -> None:
    text = f"{TEXT}\n.. ihe:profile:: Heart Rate Exchange (HRX)\n"
    assert "Heart Rate Exchange (HRX)" in made(written(text, yaml()).build("ihepdf")).text(1, 1)


def test_ids_in_headings_and_contents_are_not_broken(written: Written) -> None:
    titles = [f"Retrieve {'i' * width}mages [PHARM-H1]" for width in range(1, 110)]
    text = "\n".join(f"{title}\n{'-' * len(title)}\n\nWords.\n" for title in titles)
    built = written(f"Transactions\n============\n\n{text}", yaml()).build("ihepdf")
    assert built.messages == []
    read = made(built).text()
    assert read.count("[PHARM-H1]") == 2 * len(titles)
    assert "PHARM-\n" not in read


def test_without_ihe_yaml_conf_py_speaks(written: Written) -> None:
    site = written(TEXT, conf="project = 'Hearts'\nauthor = 'A. Nurse'\nrelease = '2.1'\n")
    (site.source / "ihe.yaml").unlink()
    built = site.build("ihepdf", "out")
    book = made(built)
    assert book.path.name == "hearts.pdf"
    cover = book.text(1, 1)
    assert all(fact in cover for fact in ("Hearts", "A. Nurse", "Revision 2.1"))
    assert "Draft" not in book.text()


@pytest.mark.parametrize(("language", "told"), [("pt_BR", "pt-BR"), ("sr_Latn", "sr"), ("zh_Hans_CN", "zh")])
def test_languages(written: Written, language: str, told: str) -> None:
    built = written(TEXT, yaml()).build("ihepdf", language=language)
    assert f"<rdf:li>{told}<" in made(built).properties


def test_a_day_that_is_in_no_calendar(written: Written) -> None:
    built = written(TEXT, yaml().replace("2026-11-24", "2026-02-30")).build("ihepdf")
    assert "2026-02-30" in made(built).text(1, 1)
    assert "CreationDate" not in made(built).properties


def test_a_first_document_of_several_chapters(written: Written) -> None:
    built = written(TEXT.replace("First\n-----", "First\n====="), yaml()).build("ihepdf")
    assert [title for level, title, _page in made(built).outline if level == 1] == [
        "Contents",
        "Tables",
        "Heart Rates",
        "First",
    ]


def test_french(written: Written) -> None:
    built = written(TEXT, yaml("public-comment")).build("ihepdf", language="fr")
    text = made(built).text()
    assert "24 novembre 2026" in text
    assert "Sommaire" in text
    assert "<rdf:li>fr<" in made(built).properties


# -- builds --------------------------------------------------------------------------------------------------------


def test_the_same_bytes_wherever_it_is_built(example_book: Built, tmp_path: Path) -> None:
    folder = tmp_path / "a place elsewhere"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("_build"))
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "ihepdf", str(folder), str(tmp_path / "out")]
    subprocess.run(command, check=True)
    (path,) = (tmp_path / "out").glob("*.pdf")
    assert path.read_bytes() == made(example_book).path.read_bytes()


def test_nothing_is_written_again(written: Written) -> None:
    site = written(TEXT, yaml())
    first = made(site.build("ihepdf")).path.stat().st_mtime_ns
    again = site.build("ihepdf")
    assert "the book is up to date" in again.status
    assert made(again).path.stat().st_mtime_ns == first
    site.edit("index.rst", "More words", "Other words")
    assert "Other words" in made(site.build("ihepdf")).text()


def test_a_project_may_be_called_as_a_file_of_ours(written: Written) -> None:
    built = written(TEXT, yaml(), "project = 'Book'\n").build("ihepdf")
    assert made(built).path.name == "book.pdf"
    assert "More words." in made(built).text()


def test_a_character_without_a_glyph(written: Written) -> None:
    text = TEXT.replace("More words.", "More 漢 and 🛠\ufe0f words.\nFour chambers ♥, α, Ж, → and ≥.")
    built = written(text, yaml()).build("ihepdf")
    assert sorted(built.messages) == [
        "index.rst:24: WARNING: no font has the character '漢' (U+6F22) [ihe.glyph]",
        "index.rst:24: WARNING: no font has the character '🛠' (U+1F6E0) [ihe.glyph]",
    ]
    assert "Four chambers ♥, α, Ж, → and ≥." in made(built).text()


def test_a_picture_without_words_in_its_place(written: Written) -> None:
    site = written(f"{TEXT}\n.. image:: logo.svg\n", yaml())
    site.write("logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    built = site.build("ihepdf")
    place = "index.rst:26: WARNING: "
    assert built.messages == [
        f"{place}the picture has no alternative text, so the book is not accessible [ihe.accessibility]"
    ]
    assert "pdfuaid" not in made(built).properties
    site.edit("index.rst", "logo.svg", "logo.svg\n   :alt: A heart")
    assert site.build("ihepdf").messages == []


def test_broken_typst_is_said_at_its_place(written: Written) -> None:
    site = written(f"{TEXT}\n.. raw:: typst\n\n   #nonesuch\n", yaml())
    built = site.build("ihepdf")
    assert built.messages == ["index.rst:26: ERROR: unknown variable: nonesuch [ihe.typst]"]
    assert built.app.statuscode == 1
    assert list(built.out.glob("*.p*")) == []


def test_nothing_is_downloaded(written: Written) -> None:
    code = '#import "@preview/cetz:0.3.4"'
    built = written(f"{TEXT}\n``{code}``\n\n.. raw:: typst\n\n   {code}\n", yaml()).build("ihepdf")
    assert built.messages == [
        "index.rst:28: ERROR: packages of Typst are not downloaded: a build opens no connection [ihe.typst]"
    ]
    assert built.app.statuscode == 1


def test_what_is_missing_is_said(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    built = written(TEXT, yaml()).build("ihepdf")
    assert built.messages == ["ERROR: the book needs typst: pip install 'sphinx-ihe[pdf]' [ihe.typst]"]
    assert built.app.statuscode == 1


def test_what_an_author_writes_is_no_typst_on_the_cover(written: Written) -> None:
    site = written(TEXT, yaml().replace("Rates of Hearts", "'*Rates* #of <Hearts> $x$ \"_'"))
    assert '*Rates* #of <Hearts> $x$ "_' in made(site.build("ihepdf")).text(1, 1)
    facts = json.loads((site.target / "out" / "ihepdf" / "facts.json").read_text("utf-8"))
    assert facts["watermark"] == ""


LONG = "\n".join(f"   *Nurse* -> *Patient*: asks question {count}" for count in range(80))
ACROSS = "\n".join(f"   *Person {at}* -> *Person {at + 1}*: asks for something" for at in range(9))
FLOWS = """

Flows
=====

.. ihe:profile:: Flows (FL)

.. ihe:process-flow::
   :caption: A Long One

{long}

After it.

.. ihe:process-flow::
   :caption: A Wide One

{wide}

At the end.
"""


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_long_and_wide_diagrams_can_be_read(written: Written, paper: str) -> None:
    text = TEXT + FLOWS.format(long=LONG, wide=ACROSS)
    book = made(written(text, yaml(pdf=f"{{paper: {paper}}}")).build("ihepdf"))
    document = pypdfium2.PdfDocument(book.path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    parts = [number for number, page in enumerate(pages) if "asks question" in page]
    assert len(parts) > 2
    assert all("Nurse" in pages[number] and "Patient" in pages[number] for number in parts)
    asked = [int(number) for part in parts for number in re.findall(r"asks question (\d+)", pages[part])]
    assert asked == list(range(80))
    (wide,) = [number for number, page in enumerate(pages) if re.search(r"Person\s+9", page)]
    assert "A Wide One" in pages[wide]
    width, height = document[wide].get_size()
    assert width > height
    sizes = [letter_size(document[number]) for number in (*parts, wide)]
    assert min(sizes) >= 6.95


def letter_size(page: pypdfium2.PdfPage) -> float:
    """The size of the smallest letter of the drawing on a page, in points, by how tall its capitals are in Arimo."""
    text = page.get_textpage()
    heights = []
    for at in range(text.count_chars()):
        if text.get_text_range(at, 1) in "PN":
            _, low, _, high = text.get_charbox(at)
            heights.append((high - low) / 0.69)
    return min(heights)
