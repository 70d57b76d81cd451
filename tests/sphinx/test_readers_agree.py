"""The linter reads text, the extension what docutils makes of it: both make the same pages and find the same faults."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import config, reader
from sphinx_ihe.rules.rule import RULES, check

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Page

TOP = Path(__file__).parents[2]
PROJECTS = [
    conf.parent
    for folder in ("tests/roots", "example_framework", "docs")
    for conf in sorted((TOP / folder).rglob("conf.py"))
]
CASES = sorted((TOP / "tests" / "contract" / "cases").glob("*/*.txt"))
_file = re.compile(r"^--- (\S+)\n", re.MULTILINE)
_mark = re.compile(r"\{\{IHE\d{3}(?: \w+)?\||\}\}")


def pages(framework: Framework) -> dict[str, Page]:
    return {page.name: page for page in framework.pages}


def agree(built: Framework, project: Path) -> None:
    path = project / "ihe.yaml"
    settings = config.load(path if path.is_file() else None, RULES)
    read = reader.read(project, settings)
    assert pages(built).keys() == pages(read).keys()
    for name, page in pages(read).items():
        assert pages(built)[name] == page
    assert check(built, settings.selection) == check(read, settings.selection)


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.relative_to(TOP).as_posix())
def test_projects(project: Path, tmp_path: Path, build: Callable[..., Framework]) -> None:
    # The linter reads what stands in "only"; the build reads what holds in it, here what is for HTML.
    agree(build(project, tmp_path), project)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_contract(case: Path, tmp_path: Path, build: Callable[..., Framework]) -> None:
    project = tmp_path.resolve() / "source"
    parts = _file.split(_mark.sub("", case.read_text(encoding="utf-8")))
    files = {"ihe.yaml": (case.parent / "ihe.yaml").read_text(encoding="utf-8")}
    files |= dict(zip(parts[1::2], parts[2::2], strict=True))
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    if "conf.py" not in files:
        (project / "conf.py").write_text("extensions = ['sphinx_ihe']\n", encoding="utf-8")
    root = "index" if "index.rst" in files else next(name[:-4] for name in files if name.endswith(".rst"))
    agree(build(project, tmp_path, "dummy", root_doc=root), project)


def test_the_projects_have_something_to_disagree_on() -> None:
    framework = reader.read(TOP / "tests" / "roots" / "ext-places")
    assert len(framework.references) > 40
    assert len(check(framework)) > 40
    running_text = check(reader.read(TOP / "tests" / "roots" / "ext-prose"))
    codes = {finding.code for finding in running_text}
    assert codes >= {*(f"IHE60{n}" for n in range(1, 6)), *(f"IHE70{n}" for n in range(2, 5)), "IHE801", "IHE802"}
