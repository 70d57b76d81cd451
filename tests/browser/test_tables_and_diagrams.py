"""Tables and diagrams in a browser: sorted, filtered, followed, on a narrow page, in the dark, and on paper."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

MATRIX, PROFILE, TRANSACTION = "volume1/overview.html", "volume1/rhm.html", "volume2/home-7.html"
ROWS = "table.ihe-profile-matrix tbody tr"


def rows(page: Page) -> list[str]:
    """The first cells of the rows of the matrix that are shown."""
    return [row.locator("th").first.inner_text() for row in page.locator(f"{ROWS}:visible").all()]


def test_sort(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, MATRIX)
    head = page.locator("table.ihe-profile-matrix thead th")
    before = rows(page)
    assert before == sorted(before)
    head.first.get_by_role("button").click()
    expect(head.first).to_have_attribute("aria-sort", "ascending")
    head.first.get_by_role("button").press("Enter")
    expect(head.first).to_have_attribute("aria-sort", "descending")
    assert rows(page) == sorted(before, reverse=True)
    summary = head.filter(has_text="HMS")
    summary.get_by_role("button").press("Space")
    expect(summary).to_have_attribute("aria-sort", "ascending")
    assert head.first.get_attribute("aria-sort") is None
    assert set(rows(page)[:2]) == {"Content Consumer", "Content Creator"}


def test_filter(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, MATRIX)
    everything = rows(page)
    field = page.get_by_label("Filter rows")
    field.fill("content")
    assert rows(page) == ["Content Consumer", "Content Creator"]
    expect(page.locator(".ihe-filter [role=status]")).to_have_text(f"2 of {len(everything)} rows")
    field.fill("nothing like it")
    assert rows(page) == []
    field.fill("")
    assert rows(page) == everything


def test_matrix_without_script(example: Path, visit: Callable[..., Page]) -> None:
    with_script = rows(visit(example, MATRIX))
    page = visit(example, MATRIX, script=False)
    assert rows(page) == with_script
    assert page.locator("table button, .ihe-filter").count() == 0


def test_links_in_a_diagram(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PROFILE)
    page.locator(".ihe-drawing a", has_text="[HOME-6]").first.click()
    expect(page.locator("h1")).to_contain_text("Submit Measurements [HOME-6]")
    page.go_back()
    page.locator(".ihe-drawing a", has_text="[HOME-9]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Notify Threshold Crossing [HOME-9]")


def test_no_page_scrolls_sideways(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, "index.html", size=(390, 800))
    wide = []
    for file in sorted(example.rglob("*.html")):
        if 'http-equiv="refresh"' in file.read_text("utf-8"):
            continue  # a page that only leads elsewhere
        page.goto(file.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(file.relative_to(example).as_posix())
    assert wide == []


@pytest.mark.parametrize("box", [".ihe-scroll:has(.ihe-actors-transactions)", ".ihe-drawing"])
def test_boxes_scroll_by_keyboard(box: str, example: Path, visit: Callable[..., Page]) -> None:
    found = visit(example, PROFILE, size=(390, 800)).locator(box).first
    expect(found).to_have_role("region")
    assert found.get_attribute("aria-label")
    found.focus()
    found.page.keyboard.press("ArrowRight")
    found.page.wait_for_function("box => box.scrollLeft > 0", arg=found.element_handle())
    found.page.set_viewport_size({"width": 1600, "height": 800})
    expect(found).not_to_have_attribute("tabindex", "0")


@pytest.mark.parametrize(("width", "mode"), [(1440, "light"), (390, "light"), (390, "dark")])
def test_a_wide_diagram_shows_on_which_side_it_goes_on(
    width: int, mode: str, example: Path, visit: Callable[..., Page]
) -> None:
    page = visit(example, PROFILE, size=(width, 900), mode=mode)
    box = page.locator("figure.ihe-process-flow .ihe-drawing").first
    expect(box).to_have_class(re.compile("ihe-more-end"))
    assert "linear-gradient" in box.evaluate("box => getComputedStyle(box).maskImage")
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    expect(box).to_have_class(re.compile("ihe-more-start"))
    expect(box).not_to_have_class(re.compile("ihe-more-end"))
    last = box.locator("text").filter(has_text="Nurse").bounding_box()
    around = box.bounding_box()
    assert last["x"] + last["width"] <= around["x"] + around["width"]


def test_a_wide_diagram_opens_on_a_page_of_its_own(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PROFILE)
    page.locator("figure.ihe-process-flow .ihe-alone a").first.click()
    expect(page).to_have_url(re.compile(r"process-flow-RHM-drawing\.svg$"))
    heads = [page.locator("text", has_text=name).first.bounding_box() for name in ("Patient", "Nurse")]
    assert heads[0]["x"] >= 0
    assert heads[1]["x"] > heads[0]["x"] + 900
    page.locator("a", has_text="[HOME-5]").first.click()
    expect(page.locator("h1")).to_contain_text("Transfer Sensor Reading [HOME-5]")


def test_dark_mode(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PROFILE, mode="dark")
    brightness = "color => color.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3"
    for name in (".ihe-drawing text", ".ihe-code", "table.ihe-table thead th"):
        colour = page.locator(name).first.evaluate("node => getComputedStyle(node).color")
        assert page.evaluate(brightness, colour) > 160, name
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate(brightness, ground) < 60


@pytest.mark.parametrize("name", [PROFILE, MATRIX, TRANSACTION])
def test_print(name: str, example: Path, tmp_path: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, name)
    tables = page.locator("table.ihe-table").all()
    shown = Counter(word for table in tables for word in table.inner_text().replace("↕", "").split() if word != "¶")
    heads = page.locator("article").inner_text().count("Optionality")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True).stdout
    printed = Counter(text.split())
    assert {word: count for word, count in shown.items() if printed[word] < count} == {}
    assert "Filter rows" not in text
    if name == PROFILE:
        assert text.count("Optionality") > heads, "the head of a table is printed again on its next page"


def test_banner_and_numbers(example: Path, commented: Path, tmp_path: Path, visit: Callable[..., Page]) -> None:
    page = visit(commented, "volume1/introduction.html")
    banner = page.get_by_role("note").first
    expect(banner).to_contain_text("Draft for Public Comment – Revision 1.0 – November 24, 2026")
    assert banner.bounding_box()["y"] < page.locator("h1").bounding_box()["y"]
    page.pdf(path=tmp_path / "page.pdf")
    text = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True).stdout
    assert "Draft for Public Comment" in text
    assert "This volume defines the profiles" in " ".join(text.split())
    assert "1-1" in text.split()
    icons = page.locator(".content-icon-container").bounding_box()
    words = page.locator(".ihe-status > p").bounding_box()
    assert words["x"] + words["width"] <= icons["x"], "the banner runs under the buttons of the theme"
    assert visit(example, "volume1/introduction.html").locator(".ihe-status").count() == 0


def test_the_heads_of_the_matrix_stay_in_sight(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, MATRIX, size=(390, 300))
    box = page.locator(".ihe-scroll:has(.ihe-profile-matrix)")
    box.evaluate("box => { box.style.width = '260px'; box.scrollTo(120, 200); }")
    assert box.evaluate("box => box.scrollLeft") > 50
    assert box.evaluate("box => box.scrollTop") > 50
    frame = box.bounding_box()
    first, head = box.locator("tbody th").nth(5).bounding_box(), box.locator("thead th").nth(2).bounding_box()
    assert frame
    assert first
    assert head
    assert abs(first["x"] - frame["x"]) < 3
    assert abs(head["y"] - frame["y"]) < 3


def test_tables_of_authors_look_alike_and_are_whole(example: Path, tmp_path: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, "volume3/measurement-types.html", size=(390, 800))
    table = page.locator("table.ihe-own").first
    ours = visit(example, PROFILE, size=(390, 800)).locator("table.ihe-actors-transactions").first
    style = "table => getComputedStyle(table.querySelector('td')).border"
    assert table.evaluate(style) == ours.evaluate(style)
    box = page.locator(".ihe-scroll:has(table.ihe-own)").first
    expect(box).to_have_class("ihe-scroll docutils container ihe-more-end")
    box.focus()
    page.keyboard.press("End")
    box.evaluate("box => box.scrollTo(9999, 0)")
    expect(box).to_have_class("ihe-scroll docutils container ihe-more-start")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True).stdout
    assert "Bluetooth" in text


def test_every_head_says_what_it_heads(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PROFILE)
    scopes = page.locator("article th").evaluate_all("heads => heads.map((head) => head.scope)")
    assert set(scopes) == {"col", "row"}


def test_no_id_is_there_twice(example: Path) -> None:
    for file in sorted(example.rglob("*.html")):
        ids = Counter(re.findall(r'<[^>]+\sid="([^"]*)"', file.read_text("utf-8")))
        assert {name for name, count in ids.items() if count > 1} == set(), file.name
