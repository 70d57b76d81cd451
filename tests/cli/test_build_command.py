"""``ihe build``: Sphinx in a process of its own, and where its result is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

CONF = 'html_theme = "basic"\n'
BOOK = f'{CONF}extensions = ["sphinx_ihe"]\nproject = "Heart Rates"\n'


def test_a_site(project: Project) -> None:
    project.write(docs__conf_py=CONF, docs__index="Title\n=====\n", docs__volume1__a=":orphan:\n\nA\n=\n")
    done = project.ihe("build", "html", "docs")
    page = project.root / "docs" / "_build" / "html" / "index.html"
    assert (done.code, done.out, done.err) == (0, f"{page}\n", "no warnings\n")
    assert "Title" in page.read_text("utf-8")
    # A folder or a file of the framework will do, and "html" may be left out.
    assert project.ihe("build", "docs/volume1").out == f"{page}\n"
    assert project.ihe("build", "a.rst", cwd="docs/volume1").out == f"{page}\n"
    assert project.ihe("build", cwd="docs").out == f"{page}\n"


def test_git_does_not_see_what_is_built(project: Project) -> None:
    project.write(conf_py=CONF, index="Title\n=====\n")
    project.ihe("build")
    ignored = project.root / "_build" / ".gitignore"
    assert ignored.read_text("utf-8") == "*\n"
    # Who wants it there has said so.
    ignored.unlink()
    project.ihe("build")
    assert not ignored.exists()


def test_warnings(project: Project) -> None:
    project.write(conf_py=CONF + 'root_doc = "contents"\n', contents="Title\n====\n\n.. nothing::\n\n:nothing:`x`\n")
    done = project.ihe("build")
    assert (done.code, done.out) == (1, f"{project.root / '_build' / 'html' / 'contents.html'}\n")
    assert "contents.rst:4: ERROR: Unknown directive type" in done.err
    assert done.err.endswith("\n3 warnings\n")


def test_a_conf_py_that_cannot_be_run(project: Project) -> None:
    project.write(conf_py='raise SystemExit("no")\n', index="")
    done = project.ihe("build")
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("Error: Sphinx could not build .\n")


def test_files_of_the_author_do_not_hide_libraries(project: Project) -> None:
    project.write(conf_py=CONF, index="Title\n=====\n", yaml_py="raise SystemExit\n", sphinx_py="raise SystemExit\n")
    assert project.ihe("build").code == 0


def test_a_book(project: Project) -> None:
    project.write(conf_py=BOOK, index="Title\n=====\n\nText.\n")
    done = project.ihe("build", "pdf")
    assert (done.code, done.out, done.err) == (
        0,
        f"{project.root / '_build' / 'pdf' / 'heart-rates.pdf'}\n",
        "no warnings\n",
    )
    assert (project.root / "_build" / "pdf" / "heart-rates.pdf").read_bytes().startswith(b"%PDF")


def test_site_and_book(project: Project) -> None:
    project.write(conf_py=BOOK, index="Title\n=====\n\n.. ihe:nothing::\n")
    done = project.ihe("build", "all")
    made = project.root / "_build"
    assert (done.code, done.out) == (1, f"{made / 'html' / 'index.html'}\n{made / 'pdf' / 'heart-rates.pdf'}\n")
    # Both builds say it, but it is one warning.
    assert done.err.endswith("\n1 warning\n")


def test_no_book_without_typst(project: Project) -> None:
    project.write(conf_py=BOOK, index="Title\n=====\n", sitecustomize_py="import sys\nsys.modules['typst'] = None\n")
    paths = os.pathsep.join(filter(None, [str(project.root), os.environ.get("PYTHONPATH", "")]))
    for target in ("pdf", "all"):
        done = project.python("-m", "ihe_cli", "build", target, PYTHONPATH=paths)
        assert (done.code, done.out) == (2, "")
        assert done.err == "Error: a book needs the package typst: pip install 'sphinx-ihe[pdf]'\n"
    assert not (project.root / "_build").exists()


def test_no_book_of_broken_typst(project: Project) -> None:
    project.write(conf_py=BOOK, index="Title\n=====\n\n.. raw:: typst\n\n   #nonesuch\n")
    done = project.ihe("build", "pdf")
    assert (done.code, done.out) == (2, "")
    assert "index.rst:4: ERROR: unknown variable: nonesuch" in done.err
    assert done.err.endswith("Error: Sphinx could not build .\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "there is no conf.py in '.' or above it"),
        (["html", "nowhere"], "there is no file or folder 'nowhere'"),
        (["html", ".", ".."], "expected one path, found '.' and '..'"),
        (["pdf"], "there is no conf.py in '.' or above it"),
        (["all", ".", ".."], "expected one path, found '.' and '..'"),
    ],
)
def test_what_cannot_be_built(project: Project, arguments: list[str], message: str) -> None:
    done = project.ihe("build", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
