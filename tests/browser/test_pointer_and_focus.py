"""The card of a name: by pointer, by keyboard, and out of the way (WCAG 1.4.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PAGE = "volume1/rhm.html"
GATEWAY = "tbody a:has-text('Home Gateway')"


def test_pointer(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PAGE)
    card, link = page.get_by_role("tooltip"), page.locator(GATEWAY).first
    link.hover()
    expect(card).to_contain_text("Home Gatewayactor of RHMThe Home Gateway receives readings")
    assert link.get_attribute("title") is None, "the browser would show its own label beside the card"
    card.hover()
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    page.mouse.move(1, 1)
    expect(card).to_have_count(0)
    link.hover()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_keyboard(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PAGE)
    card, link = page.get_by_role("tooltip"), page.locator(GATEWAY).first
    link.focus()
    expect(card).to_be_visible()
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert link.get_attribute("aria-describedby") is None
    page.keyboard.press("Tab")
    expect(card).to_contain_text("transaction")
    page.keyboard.press("Tab")
    expect(card).not_to_contain_text(
        "Transfer Sensor Reading [HOME-5]transactionIn this transaction a sensor hands Home"
    )


def test_names_in_diagrams_have_cards(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PAGE)
    page.locator(".ihe-drawing a", has_text="Plan Manager").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("actor of RHM")


def test_card_stays_on_a_narrow_page(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PAGE, size=(390, 800))
    for link in page.locator("article p a:has(.ihe)").all()[:8]:
        link.scroll_into_view_if_needed()
        link.focus()
        box = page.get_by_role("tooltip").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_other_links_have_none(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, PAGE)
    page.locator(GATEWAY).first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.locator("nav a, aside a").first.focus()
    expect(page.get_by_role("tooltip")).to_have_count(0)
