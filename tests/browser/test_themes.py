"""The style sheet in themes that the example does not have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent / "roots" / "ext-lists"


@pytest.mark.parametrize("theme", ["alabaster", "pydata_sphinx_theme", "sphinx_rtd_theme", "sphinx_book_theme"])
def test_tables_stay_in_their_boxes(
    theme: str, tmp_path: Path, built: Callable[..., Path], visit: Callable[..., Page]
) -> None:
    site = built(
        ROOT,
        tmp_path / "site",
        "-D",
        f"html_theme={theme}",
        "-A",
        "default_mode=auto",
        "-d",
        str(tmp_path / "doctrees"),
    )
    page = visit(site, "lists.html", size=(390, 800))
    table = page.locator("table.ihe-requirement-list").first
    box = page.locator(".ihe-scroll", has=table).bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390
    assert table.evaluate("table => getComputedStyle(table.rows[1].cells[0]).borderTopStyle") == "solid"
    page.locator("tbody a:has(.ihe)").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
