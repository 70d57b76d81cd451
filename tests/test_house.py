"""The house in order: what CONTRIBUTING says of it, and the sizes at which a module or a function is too large."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MODULES = sorted([*ROOT.glob("sphinx_ihe/**/*.py"), *ROOT.glob("cli/**/*.py"), ROOT / "docs" / "generate.py"])
MADE = re.compile(r"build|dist|.*\.egg-info")

LONG_MODULE = 400
LONG_FUNCTION = 40


def entries() -> set[str]:
    """What the repository holds at its top, dotfiles and what builds leave there apart."""
    return {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and not MADE.fullmatch(path.name)}


def test_the_top_level_is_small_and_explained() -> None:
    found = entries()
    assert len(found) <= 14, sorted(found)
    assert {name for name in found if f"`{name}" not in CONTRIBUTING} == set()


def test_every_path_in_contributing_exists() -> None:
    named = re.findall(r"`((?:[\w.]+/)+[\w.]*|[\w]+\.(?:py|md|toml|cfg))`", CONTRIBUTING)
    assert named, "CONTRIBUTING names no path at all"
    rooms = sorted((ROOT / "sphinx_ihe").iterdir())
    assert [path for path in named if not any((place / path).exists() for place in (ROOT, *rooms))] == []


def test_the_tour_calls_at_every_room_and_no_other() -> None:
    rooms = {path.parent.name for path in (ROOT / "sphinx_ihe").glob("*/__init__.py")}
    assert {path.stem for path in (ROOT / "sphinx_ihe").glob("*.py")} == {"__init__"}
    assert set(re.findall(r"^\| `sphinx_ihe/(\w+)/` \|", CONTRIBUTING, re.MULTILINE)) == rooms
    assert len(rooms) <= 9


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_and_no_function_is_long(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONG_MODULE
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    long = {node.name: lines for node in functions if (lines := code_lines(node)) > LONG_FUNCTION}
    assert long == {}


def test_a_class_name_means_one_thing() -> None:
    places: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name.lstrip("_"), []).append(path.relative_to(ROOT).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its docstring, which for a rule is a page."""
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    lines = (function.end_lineno or 0) - function.lineno + 1
    return lines - ((docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0)
