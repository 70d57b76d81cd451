"""The fuzzer: what it once found stays mended, and some seconds of looking for more with a fixed seed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"
FOUND = sorted((Path(__file__).parent / "found").glob("*.json"))


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.syspath_prepend(str(BENCH))
    import fuzz

    monkeypatch.setattr(fuzz, "FOUND", tmp_path)
    return fuzz


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_was_found(fuzz: Any, file: Path) -> None:
    kept = json.loads(file.read_text("utf-8"))
    fuzz.examine(kept["texts"], kept["seed"])


def test_nothing_is_found_in_some_seconds(fuzz: Any) -> None:
    count, found = fuzz.look(seed=20260101, seconds=30, most=1500)
    assert found == []
    assert count > 100


def test_what_is_found_is_made_small_and_kept(fuzz: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def examine(texts: dict[str, str], seed: int) -> None:
        if "R" in texts.get("index.rst", ""):
            raise ValueError(seed)

    monkeypatch.setattr(fuzz, "examine", examine)
    _, found = fuzz.look(seed=1, seconds=5, most=30)
    kept = [json.loads(file.read_text("utf-8")) for file in tmp_path.iterdir()]
    assert len(kept) == len(found) > 0
    assert [each["texts"] for each in kept] == [{"index.rst": "R"}] * len(kept)


@pytest.mark.skipif(sys.platform == "win32", reason="measured in seconds of a processor")
@pytest.mark.parametrize(
    "pattern", ["globs", "YAML of dashes", "references and transactions", "unknown roles in one line"]
)
def test_time_grows_with_what_is_read(monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import growth

    assert growth.main([pattern]) == 0
