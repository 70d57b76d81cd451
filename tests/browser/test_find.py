"""Looking things up: whatever has a name, an id or a number is the first answer to it, while one types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

ANSWERS = """
async ([wanted]) => {
  const field = document.querySelector('.ihe-find input');
  const list = document.querySelector('#ihe-find-list');
  const answers = {};
  for (const text of wanted) {
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await new Promise((done) => setTimeout(done));
    await new Promise((done) => setTimeout(done));
    answers[text] = [...list.querySelectorAll('a')].map((link) => link.href);
  }
  return answers;
}
"""


@pytest.fixture
def index(example: Path) -> list[list[str]]:
    """Every row of the site's index: what is shown, what it is, where it is, and its keys."""
    text = (example / "_static" / "ihe-find-index.js").read_text("utf-8")
    rows: list[list[str]] = json.loads(text.removeprefix("window.iheFind = ").removesuffix(";\n"))
    return rows


def test_every_key_finds_what_has_it_first(example: Path, visit: Callable[..., Page], index: list[list[str]]) -> None:
    page = visit(example, "index.html")
    page.keyboard.press("/")
    keys = sorted({key for row in index for key in (row[0], *row[3:])})
    assert {"HOME-6", "RHM", "Home Gateway", "2.999.1.2.6", "4.2.3", "ITI-20", "View Option"} <= set(keys)
    answers = page.evaluate(ANSWERS, [keys])
    having = {key: [row for row in index if key in (row[0], *row[3:])] for key in keys}
    wrong = {
        key: answers[key][:1]
        for key in keys
        if not answers[key] or not answers[key][0].endswith(having[key][0][2].replace(" ", "%20"))
    }
    # Keys that differ only in case are the same to who types them.
    assert {
        key: found for key, found in wrong.items() if key.lower() not in {k.lower() for k in keys if k != key}
    } == {}


def test_every_address_is_there(example: Path, index: list[list[str]]) -> None:
    dead = []
    for _shown, _kind, address, *_keys in index:
        name, _, anchor = address.partition("#")
        if anchor and "://" not in name and f'id="{anchor}"' not in (example / name).read_text("utf-8"):
            dead.append(address)
    assert dead == []


def test_keyboard(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, "volume1/rhm.html")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.type("home-6")
    expect(dialog.get_by_role("option").first).to_have_text("Submit Measurements [HOME-6]transaction")
    page.keyboard.press("Enter")
    expect(page).to_have_url((example / "volume2/home-6.html").as_uri() + "#transaction-HOME-6")
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("measurement")
    expect(page.get_by_role("option").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.get_by_role("option").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    wanted = second.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(str(wanted))
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_slash_is_a_character_in_a_field(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, "volume1/overview.html")
    field = page.locator(".ihe-filter input").first
    field.focus()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_found_says_so_and_leads_to_the_texts(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, "index.html")
    page.keyboard.press("/")
    page.keyboard.type("threshold zebra")
    expect(page.locator(".ihe-find [role=status]")).to_contain_text("Nothing has this name")
    page.keyboard.press("Enter")
    expect(page).to_have_url((example / "search.html").as_uri() + "?q=threshold+zebra")


def test_the_field_of_the_theme_offers_the_same(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, "index.html")
    field = page.locator('form[action$="search.html"] input[name=q]').first
    field.click()
    page.keyboard.type("RHM")
    expect(page.locator(".ihe-find-list [role=option]").first).to_contain_text("Remote Home Measurement (RHM) Profile")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url((example / "volume1/rhm.html").as_uri() + "#profile-RHM")


@pytest.mark.parametrize("asked", ["HOME-6", "4.2.3", "2.999.1.2.6", "Home Gateway"])
def test_the_page_of_results_begins_with_the_definition(
    example: Path, visit: Callable[..., Page], index: list[list[str]], asked: str
) -> None:
    page = visit(example, f"search.html?q={asked}")
    first = next(row for row in index if asked in row[3:])
    expect(page.locator(".ihe-found a").first).to_contain_text(first[0])


def test_results_of_sphinx_lead_to_what_is_there(example: Path, visit: Callable[..., Page]) -> None:
    page = visit(example, "search.html?q=measurements")
    results = page.locator("#search-results ul.search a")
    expect(results.first).to_be_visible()
    page.wait_for_timeout(500)
    for link in results.all():
        name, _, anchor = str(link.get_attribute("href")).partition("#")
        if anchor:
            assert f'id="{anchor}"' in (example / name.partition("?")[0]).read_text("utf-8")
