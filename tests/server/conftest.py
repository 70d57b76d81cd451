"""One server for all tests that need none of their own; each test has frameworks of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from editor import Editor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def editor() -> Iterator[Editor]:
    editor = Editor()
    yield editor
    assert editor.stop() == 0


@pytest.fixture
def framework(tmp_path: Path) -> Path:
    (tmp_path / "ihe.yaml").write_text("framework:\n  domain: ITI\n", "utf-8")
    return tmp_path
