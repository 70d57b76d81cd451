"""Take the pictures of the manual: pages of the example framework as a browser shows them."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DOCS = Path(__file__).parent
STATIC = DOCS / "static"
EXAMPLE = DOCS.parent / "example_framework"
COLOURS = 256


class Screen(NamedTuple):
    """A picture: the page, what is brought to the top, whose card is shown, and how large the window is."""

    page: str
    top: str = "h1"
    card: str | None = None
    size: tuple[int, int] = (1100, 760)
    mode: str = "light"


SCREENS = {
    "profile": Screen("volume1/rhm.html", "section:has(> .ihe-scroll) > h2", "td a:has-text('[HOME-6]')"),
    "profile-dark": Screen("volume1/rhm.html", "section:has(> .ihe-scroll) > h2", size=(1100, 560), mode="dark"),
    "profile-narrow": Screen("volume1/rhm.html", ".ihe-actors-transactions", size=(390, 760)),
    "transaction": Screen("volume2/home-6.html"),
    "matrix": Screen("volume1/overview.html", "section:has(.ihe-profile-matrix) > h2", size=(1100, 560)),
    "actor-diagram": Screen("volume1/rhm.html", "figure.ihe-actor-diagram", size=(1100, 520)),
    "interaction-diagram": Screen("volume2/home-6.html", "figure.ihe-interaction-diagram", size=(1100, 520)),
}


def main() -> None:
    """Build the example and take every picture."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("there is no chromium; on Debian: apt-get install chromium")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([sys.executable, "-m", "sphinx", "-q", str(EXAMPLE), folder], check=True)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, screen in SCREENS.items():
            _save(_taken(browser, Path(folder), screen), STATIC / f"{name}.png")
        browser.close()


def _taken(browser: Browser, site: Path, screen: Screen) -> bytes:
    width, height = screen.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=screen.mode)
    page.goto((site / screen.page).as_uri())
    _bring_up(page, screen.top)
    if screen.card:
        page.locator(screen.card).first.hover()
        page.locator("#ihe-card").wait_for()
    taken = page.screenshot(animations="disabled")
    page.close()
    return taken


def _bring_up(page: Page, top: str) -> None:
    place = page.locator(top).first
    place.evaluate("node => window.scrollTo(0, node.getBoundingClientRect().top - 60)")
    # The theme shows its button to the top only after a scroll upwards, and then for a moment.
    page.wait_for_timeout(500)


def _save(taken: bytes, file: Path) -> None:
    """Write a picture with few colours, which is all that text and lines have."""
    image = (
        Image.open(io.BytesIO(taken))
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    )
    image.save(file, optimize=True)


if __name__ == "__main__":
    main()
