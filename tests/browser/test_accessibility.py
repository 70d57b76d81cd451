"""What axe-core finds on the pages of the example, in light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PAGES = {
    "profile": "volume1/rhm.html",
    "transaction": "volume2/home-7.html",
    "matrix": "volume1/overview.html",
    "list": "appendices/requirements.html",
    "index": "index.html",
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page, context: object = None, **options: Any) -> list[str]:
    """What is wrong, and where. axe need not read the style sheets itself, which it may not from a folder."""
    found = Axe().run(page, context, {"preload": False, **options}).response["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_found(name: str, mode: str, example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PAGES[name], mode=mode)
    assert violations(page, runOnly=WCAG) == []
    # What is good practice beyond WCAG is the theme's affair outside of the text.
    assert violations(page, "article") == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_found_on_a_narrow_page_with_a_banner(
    mode: str, commented: Path, visit: Callable[..., Page]
) -> None:
    page = visit(commented, PAGES["profile"], size=(390, 800), mode=mode)
    page.locator(".ihe-scroll[tabindex]").first.wait_for()
    assert violations(page, runOnly=WCAG) == []
    assert violations(page, "article") == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_found_with_a_card(mode: str, example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PAGES["profile"], mode=mode)
    page.locator("tbody a").first.focus()
    page.locator("#ihe-card").wait_for()
    assert violations(page, runOnly=WCAG) == []
