"""Files become a framework: which are read, how they include each other, and what cannot be read."""

from __future__ import annotations

import os
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import config, reader
from sphinx_ihe.language import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_ihe.framework.framework import Framework

PROFILE = "Remote Measurement (RM) Profile\n===============================\n\n.. ihe:profile::\n"


def read(texts: Mapping[str, str | bytes], yaml: str = "") -> Framework:
    texts = {name: dedent(text) if isinstance(text, str) else text for name, text in texts.items()}
    return reader.read_texts(texts, config.read(yaml.encode(), "ihe.yaml")).framework


def problems(framework: Framework) -> list[str]:
    return [
        f"{p.place.file}:{p.place.line}:{p.place.column}-{p.place.end_column} {p.code} {p.message}"
        + (f" ({p.help})" if p.help else "")
        for p in framework.problems
    ]


def titles(framework: Framework) -> list[str]:
    """The titles in order, indented by level, with their places."""
    return [f"{'  ' * title.level}{title.text} {title.place.file}:{title.place.line}" for title in framework.titles]


def write(root: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), "utf-8")


def pages(root: Path) -> list[str]:
    """The names of the pages below a folder, read as the command reads it."""
    return [page.name for page in reader.read(root, config.load(config.find(root))).pages]


# -- which files are read -----------------------------------------------------------------------------------------


def test_documents_are_named_as_sphinx_names_them() -> None:
    framework = read({"index.rst": PROFILE, "volume1/a.b.rst": "", "notes.txt": "", "conf.py": ""})
    assert [page.name for page in framework.pages] == ["index", "volume1/a.b"]
    assert framework.profiles["RM"].label.place == Place("index.rst", 1, 1, 1, 32)


def test_sources_and_exclude() -> None:
    texts = dict.fromkeys(["index.rst", "volume1/a.rst", "volume1/drafts/b.rst", "volume2/c.txt", "drafts/d.rst"], "")
    found = read(texts, "sources: ['volume*/**/*.rst', '*/*.txt']\nexclude: [volume1/drafts]")
    assert [page.name for page in found.pages] == ["volume1/a", "volume1/drafts/b", "volume2/c"]
    found = read(texts, "exclude: [drafts/**, '**/b.*']")
    assert [page.name for page in found.pages] == ["index", "volume1/a"]


def test_a_folder_that_is_excluded_is_not_entered(tmp_path: Path) -> None:
    write(tmp_path, {"index.rst": "", "drafts/a.rst": "", "drafts/deep/b.rst": "", "ihe.yaml": "exclude: [drafts]"})
    assert pages(tmp_path) == ["index"]


def test_build_output_and_dot_folders_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(["index.rst", "_build/html/a.rst", ".tox/b.rst", "out/c.rst", "out/.buildinfo"], ""))
    write(tmp_path, dict.fromkeys(["text/.doctrees/d", "text/e.rst", "site/objects.inv", "site/searchindex.js"], ""))
    write(tmp_path, dict.fromkeys(["site/f.rst", "inventories/objects.inv", "inventories/g.rst", "volume1/h.rst"], ""))
    assert pages(tmp_path) == ["index", "inventories/g", "volume1/h"]


def test_what_conf_py_excludes_is_not_read(tmp_path: Path) -> None:
    conf = """
        exclude_patterns: list[str] = ["drafts", "**/notes.rst"]
        exclude_patterns += ["old*"]
        templates_path = ["_templates"]
        html_static_path = ["_static"]
        exclude_patterns.append(compute())
        """
    names = ["index.rst", "notes.rst", "volume1/notes.rst", "volume1/a.rst", "drafts/b.rst", "old-one.rst"]
    write(tmp_path, dict.fromkeys([*names, "_templates/c.rst", "_static/d.rst"], "") | {"conf.py": conf})
    assert pages(tmp_path) == ["index", "notes", "volume1/a"]


def test_conf_py_is_never_run(tmp_path: Path) -> None:
    made = tmp_path / "made"
    write(
        tmp_path, {"index.rst": "", "a.rst": "", "conf.py": f"exclude_patterns = [open({str(made)!r}, 'w') and 'a*']\n"}
    )
    assert pages(tmp_path) == ["a", "index"]
    assert not made.exists()


@pytest.mark.parametrize("conf", [b"exclude_patterns = [", b"\x00", b"\xff\xfe", b"x = " + b"(" * 5000 + b")" * 5000])
def test_a_conf_py_that_cannot_be_parsed(conf: bytes) -> None:
    assert [page.name for page in read({"index.rst": "", "conf.py": conf}).pages] == ["index"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links(tmp_path: Path) -> None:
    write(tmp_path, {"framework/index.rst": "", "framework/volume1/a.rst": "", "shared/b.rst": ""})
    root = tmp_path / "framework"
    (root / "shared").symlink_to("../shared")
    (root / "volume1" / "loop").symlink_to(".")
    (root / "volume1" / "up").symlink_to("../..")
    (root / "gone.rst").symlink_to("nowhere.rst")
    assert pages(root) == ["index", "shared/b", "volume1/a", "volume1/up/shared/b"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are none there")
def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"index.rst": ".. include:: pipe.inc\n"})
    os.mkfifo(tmp_path / "pipe.inc")
    os.mkfifo(tmp_path / "pipe.rst")
    framework = reader.read(tmp_path)
    assert [page.name for page in framework.pages] == ["index"]
    assert [problem.message for problem in framework.problems] == ["cannot read 'pipe.inc': no regular file"]


def test_what_an_editor_holds(tmp_path: Path) -> None:
    write(tmp_path, {"index.rst": "Old\n===\n", "a.rst": ""})
    held = {
        tmp_path / "index.rst": b"New\n===\n",
        tmp_path / "b.rst": b"",
        tmp_path / "c.txt": b"",
        tmp_path.parent / "d.rst": b"",
    }
    framework = reader.read_folder(tmp_path, held=held).framework
    assert [page.name for page in framework.pages] == ["a", "b", "index"]
    assert [title.text for title in framework.titles] == ["New"]


# -- includes -----------------------------------------------------------------------------------------------------


def test_what_is_included_stands_in_its_place() -> None:
    framework = read(
        {
            "volume1/index.rst": PROFILE + "\n.. include:: ../shared/tables.inc\n\nAfter\n-----\n",
            "shared/tables.inc": "Actors\n------\n\n.. ihe:actors-options::\n\n   Sensor: none\n\nDetails\n~~~~~~~\n",
        }
    )
    assert titles(framework) == [
        "  Remote Measurement (RM) Profile volume1/index.rst:1",
        "    Actors shared/tables.inc:1",
        "      Details shared/tables.inc:8",
        "    After volume1/index.rst:8",
    ]
    (table,) = framework.options_tables["RM"]
    assert table.directive.file == "shared/tables.inc"
    assert table.actors[0].actor.place == Place("shared/tables.inc", 6, 4, 6, 10)
    assert framework.problems == ()


def test_styles_are_levels_over_all_files() -> None:
    framework = read(
        {
            "index.rst": "A\n=\n\nB\n-\n\n.. include:: c.inc\n\nG\n~\n",
            "c.inc": "C\n~\n\n.. include:: d.inc\n\nF\n=\n",
            "d.inc": "D\n^\n\nE\n-\n",
        }
    )
    assert [(title.text, title.level) for title in framework.titles] == [
        ("A", 1),
        ("B", 2),
        ("C", 3),
        ("D", 4),
        ("E", 2),
        ("F", 1),
    ]  # fmt: skip - G skips a level, and docutils drops it


def test_paths_of_includes_are_those_of_sphinx() -> None:
    framework = read(
        {
            "volume1/index.rst": ".. include:: /shared/a.inc\n",
            "shared/a.inc": ".. include:: b.inc\n\n.. include:: /volume1/b.inc\n",
            "shared/b.inc": "Beside the file\n===============\n",
            "volume1/b.inc": "Beside the document\n===================\n",
        }
    )
    assert [title.text for title in framework.titles] == ["Beside the document"] * 2


def test_a_document_that_another_includes_counts_once() -> None:
    framework = read({"index.rst": ".. include:: rm.rst\n", "rm.rst": PROFILE})
    assert [page.name for page in framework.pages] == ["index", "rm"]
    assert len(framework.declarations(type(framework.profiles["RM"]))) == 1


def test_sections_in_bodies_that_cannot_hold_them() -> None:
    texts = {
        "index.rst": """\
            .. note::

               .. include:: a.inc

            .. only:: html

               .. include:: b.inc

            * .. include:: c.inc
            """,
    } | {f"{name}.inc": f"{name}\n=\n\n.. ihe:actor:: Actor {name}\n" for name in "abc"}
    framework = read(texts)
    assert [title.text for title in framework.titles] == ["b"]
    assert sorted(framework.actors) == ["Actor a", "Actor b", "Actor c"]


@pytest.mark.parametrize(
    ("options", "actors"),
    [
        ("", "One Two Three"),
        (":start-line: 2", "Two Three"),
        (":end-line: 2", "One"),
        (":start-line: -2", "Three"),
        (":start-line: 1\n   :end-line: 4", "Two"),
        (":start-after: .. begin", "Two Three"),
        (":end-before: .. end", "One Two"),
        (":start-after: .. begin\n   :end-before: .. end", "Two"),
        (":literal:", ""),
        (":code: rst", ""),
        (":parser: myst_parser.sphinx_", ""),
        (":parser: rst", "One Two Three"),
        (":encoding: latin-1", "One Two Three"),
    ],
)
def test_parts(options: str, actors: str) -> None:
    part = ".. ihe:actor:: One\n.. begin\n.. ihe:actor:: Two\n\n.. end\n\n.. ihe:actor:: Three\n"
    framework = read({"index.rst": f".. include:: part.inc\n   {options}\n", "part.inc": part})
    assert framework.problems == ()
    assert set(framework.actors) == set(actors.split())
    lines = {"One": 1, "Two": 3, "Three": 7}
    for name, actor in framework.actors.items():
        assert (actor.directive.file, *actor.directive.start) == ("part.inc", lines[name], 1)


def test_the_files_of_docutils_are_left_to_docutils() -> None:
    assert read({"index.rst": ".. include:: <isonum.txt>\n"}).problems == ()


# -- what cannot be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("include", "problem"),
    [
        (
            ".. include:: sahred.inc",
            "1:14-24 IHE006 cannot read 'sahred.inc': no such file or directory (there is 'shared.inc')",
        ),
        (".. include:: latin.inc", "1:14-23 IHE006 'latin.inc' is not UTF-8: its line 2 has the byte 0xFC"),
        (
            ".. include:: latin.inc\n   :literal:",
            "1:14-23 IHE006 'latin.inc' is not UTF-8: its line 2 has the byte 0xFC",
        ),
        (".. include:: index.rst", "1:14-23 IHE006 files that include each other: 'index.rst' includes 'index.rst'"),
        (".. include::", "1:1-13 IHE006 expected the path of a file after 'include::'"),
        (".. include:: shared.inc\n   :start-line: two", "2:17-20 IHE006 expected the number of a line, found 'two'"),
        (".. include:: shared.inc\n   :end-before: x y", "2:17-20 IHE006 the included file has no text 'x y'"),
        (".. include:: shared.inc\n   :encoding: utf-99", "2:15-21 IHE006 expected an encoding, found 'utf-99'"),
    ],
)
def test_includes_that_cannot_be_followed(include: str, problem: str) -> None:
    texts = {
        "index.rst": include + "\n\n.. ihe:actor:: Sensor\n",
        "shared.inc": "Text.\n",
        "latin.inc": "\n Müller".encode("latin-1"),
    }
    framework = read(texts)
    assert problems(framework) == [f"index.rst:{problem}"]
    assert list(framework.actors) == ["Sensor"]


def test_files_that_include_each_other() -> None:
    framework = read(
        {
            "index.rst": ".. include:: a.inc\n",
            "a.inc": ".. ihe:actor:: Sensor\n\n.. include:: b.inc\n",
            "b.inc": ".. include:: a.inc\n\n.. ihe:actor:: Gateway\n",
        }
    )
    chain = "'a.inc' includes 'b.inc' includes 'a.inc'"
    assert problems(framework) == [f"b.inc:1:14-19 IHE006 files that include each other: {chain}"]
    assert sorted(framework.actors) == ["Gateway", "Sensor"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_document_in_another_encoding_is_read_all_the_same(mark: bytes) -> None:
    framework = read({"index.rst": mark + ".. ihe:actor:: Sensor\n\nMüß\n".encode("latin-1"), "a.rst": ""})
    assert problems(framework) == ["index.rst:3:2-3 IHE006 expected UTF-8, found the byte 0xFC"]
    assert list(framework.actors) == ["Sensor"]


def test_a_file_that_two_documents_include_is_complained_of_once() -> None:
    include = ".. include:: shared.inc\n"
    framework = read({"a.rst": include, "b.rst": include, "shared.inc": ".. include:: gone.inc\n"})
    assert problems(framework) == ["shared.inc:1:14-22 IHE006 cannot read 'gone.inc': no such file or directory"]


def test_what_is_wrong_with_the_configuration_is_a_problem_of_the_framework() -> None:
    assert problems(read({"index.rst": ""}, "sorces: []")) == [
        "ihe.yaml:1:1-7 IHE007 unknown key 'sorces' (did you mean 'sources'?)"
    ]


# -- what conf.py says of names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "conf", ['primary_domain = "ihe"', 'rst_prolog = """\n.. default-domain:: ihe\n"""', "primary_domain: str = 'ihe'"]
)
def test_names_without_a_prefix(conf: str) -> None:
    texts = {
        "index.rst": ".. actor:: Sensor\n\n:actor:`Sensor`\n\n.. include:: a.inc\n",
        "a.inc": ".. actor:: Gateway\n",
    }
    framework = read(texts | {"conf.py": conf})
    assert sorted(framework.actors) == ["Gateway", "Sensor"]
    assert [reference.target.text for reference in framework.references] == ["Sensor"]
    assert read(texts).actors == {}


def test_a_default_domain_holds_in_included_files() -> None:
    texts = {"index.rst": ".. default-domain:: ihe\n\n.. include:: a.inc\n", "a.inc": ".. actor:: Gateway\n"}
    assert list(read(texts).actors) == ["Gateway"]


@pytest.mark.parametrize(
    ("conf", "directive"), [('default_role = "ihe:actor"', ""), ("", ".. default-role:: ihe:actor\n\n")]
)
def test_the_default_role(conf: str, directive: str) -> None:
    texts = {"index.rst": f"{directive}.. include:: a.inc\n", "a.inc": "The `Sensor` sends.\n", "conf.py": conf}
    (reference,) = read(texts).references
    assert (reference.kind, reference.target.text) == ("actor", "Sensor")


def test_bodies_of_directives_that_only_the_author_knows() -> None:
    text = ".. our-chart::\n\n   .. ihe:actor:: Sensor\n"
    assert list(read({"index.rst": text}).actors) == ["Sensor"]
    assert read({"index.rst": text}, "lint: {directives: {our-chart: literal}}").actors == {}


# -- the other source of names ------------------------------------------------------------------------------------


def test_the_catalogue() -> None:
    assert read({}).profile("XDS.b") is not None
    assert read({}, "catalogue: false").profile("XDS.b") is None
