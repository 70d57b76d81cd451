"""How the data files are laid out, so that a change of one fact is a change of one line.

``python -m sphinx_ihe.framework.catalogue.layout`` puts every file into this layout; a test holds them to it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"

WIDTH = 180
"""Columns that a value may take on one line."""


def laid_out(records: list[dict[str, Any]]) -> str:
    """The text of a data file: records sorted by their first member, each on one line if it fits."""
    return _text(sorted(records, key=lambda record: _order(next(iter(record.values())))), indent=0) + "\n"


def _order(key: str) -> tuple[list[str | int], str]:
    """Case apart, and numbers by value: ITI-9 stands before ITI-18."""
    parts = re.split(r"([0-9]+)", key.casefold())
    return [int(part) if part.isdigit() else part for part in parts], key


def _text(value: object, indent: int, before: int = 0) -> str:
    """The text of a value that stands ``indent`` columns in, after ``before`` columns of key."""
    line = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or indent + before + len(line) < WIDTH:
        return line
    if isinstance(value, dict):
        keys = [json.dumps(key, ensure_ascii=False) + ": " for key in value]
        parts = [key + _text(item, indent + 2, len(key)) for key, item in zip(keys, value.values(), strict=True)]
    else:
        parts = [_text(item, indent + 2) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    margin = " " * (indent + 2)
    return opening + "\n" + ",\n".join(margin + part for part in parts) + "\n" + " " * indent + closing


def main() -> None:
    """Lay out every data file."""
    for path in sorted(DATA.glob("*.json")):
        path.write_text(laid_out(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
