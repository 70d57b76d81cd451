"""The example framework as a site, in Debian's Chromium. Whatever a test does, no page complains or leaves the site."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

EXAMPLE = Path(__file__).parent.parent.parent / "example_framework"
WIDE, NARROW = (1280, 800), (390, 800)


@pytest.fixture(scope="session")
def built() -> Callable[..., Path]:
    """Builds the site of a project."""
    return _built


def _built(source: Path, folder: Path, *arguments: str) -> Path:
    """The site of a project."""
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", *arguments, str(source), str(folder)]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example framework."""
    return _built(EXAMPLE, tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def commented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the same framework while it is open for comments."""
    folder = tmp_path_factory.mktemp("commented")
    source = folder / "source"
    shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("_build"))
    settings = (source / "ihe.yaml").read_text("utf-8")
    (source / "ihe.yaml").write_text(settings.replace("final-text", "public-comment"), "utf-8")
    return _built(source, folder / "site")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. Between modules it is closed, for while it is open no other test can run an event loop."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("there is no chromium; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """Opens a page of a site from its folder, as a reader does who has no server."""
    complaints: list[str] = []
    contexts = []

    def open_page(
        site: Path, name: str, size: tuple[int, int] = WIDE, mode: str = "light", script: bool = True
    ) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, color_scheme=mode, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()

        def complain(text: str) -> None:
            # Sphinx's own search fetches pages for its excerpts, which a browser refuses in a folder.
            if "search.html" not in page.url:
                complaints.append(text)

        page.on("console", lambda message: complain(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complain(str(error)))
        page.on("request", lambda request: None if request.url.startswith(site.as_uri()) else complain(request.url))
        # What a page was loading when its reader went on is aborted.
        page.on(
            "requestfailed", lambda request: None if request.failure == "net::ERR_ABORTED" else complain(request.url)
        )
        path, question, query = name.partition("?")
        page.goto((site / path).as_uri() + question + query)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
