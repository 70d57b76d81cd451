"""A build takes what a document says from the linter's reader, once, and what only docutils sees from docutils."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from projects import EXAMPLE

from sphinx_ihe.framework import reader
from sphinx_ihe.reading import page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Site

    from sphinx_ihe.framework.framework import Framework

DIRECTIVES = '''
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

TEXT = """
.. ihe:profile:: Sending of Letters (SEND)
   :type: workflow
   :colour: blue

.. ihe:actor:: Scribe

   Writes to the :ihe:actor:`Reader`.

.. ihe:actors-options::

   Scribe: [Sealing]
"""

class Generated(SphinxDirective):
    def run(self):
        return self.parse_text_to_nodes(TEXT)

class Twice(SphinxDirective):
    has_content = True

    def run(self):
        return [*self.parse_content_to_nodes(), *self.parse_content_to_nodes()]

class Hidden(SphinxDirective):
    has_content = True

    def run(self):
        return [nodes.comment()]

def change(app, docname, source):
    source[0] = "\\n\\n" + source[0].replace("@@", "Scribe")

def setup(app):
    app.add_directive("generated", Generated)
    app.add_directive("twice", Twice)
    app.add_directive("hidden", Hidden)
'''
CHANGING = f"{DIRECTIVES}    app.connect('source-read', change)\n"
QUIET = "framework: {domain: DEMO}\nlint: {select: [IHE0, IHE1, IHE601]}\n"


def test_each_block_is_read_once(
    tmp_path: Path, build: Callable[..., Framework], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[tuple[str, int, int]] = Counter()
    read_block = page.read_block

    def counted(block: Any, context: Any) -> Any:
        read[block.place.file, block.place.line, block.place.column] += 1
        return read_block(block, context)

    monkeypatch.setattr(page, "read_block", counted)
    built = build(EXAMPLE, tmp_path, "dummy")
    assert len(read) > len(built.all_declarations) > 20
    assert set(read.values()) == {1}


def test_what_another_extension_generates(written: Callable[..., Site]) -> None:
    text = "Page\n====\n\nText.\n\n.. generated::\n\n:ihe:option:`SEND / Sealing`\n"
    built = written(text, QUIET, DIRECTIVES).build("text")
    framework = built.domain.build.framework
    assert "Scribe" in framework.actors
    assert "SEND" in framework.profiles
    assert [each.target.text for each in framework.references] == ["Reader", "SEND / Sealing"]
    assert sorted(message.partition(": WARNING: ")[2] for message in built.messages) == [
        "actor 'Reader' is neither declared here nor published (correct its name) [ihe.IHE601]",
        "ihe:profile has no option 'colour' [ihe.IHE003]",
    ]
    assert "Writes to the Reader." in built.page("index.txt")
    assert "Sealing" in built.page("index.txt").partition("Actors and Options\n")[2]


def test_a_text_that_another_extension_changes_is_read_as_it_is_given(written: Callable[..., Site]) -> None:
    text = "Page\n====\n\n.. ihe:actor:: @@\n\nThe :ihe:actor:`@@`, :ihe:actor:`Nobody`, and XDS.b [ITI-419].\n"
    project = written(text, QUIET, CHANGING, other=":orphan:\n\nOther\n=====\n\n:ihe:actor:`Nobody`\n")
    framework = project.build("dummy").domain.build.framework
    assert list(framework.actors) == ["Scribe"]
    places = [(each.target.text, each.target.place.line, each.target.place.column) for each in framework.references]
    assert places == [("Scribe", 8, 17), ("Nobody", 8, 38), ("Nobody", 8, 13)]
    assert {mention.place.line for mention in framework.pages[0].prose.mentions} == {8}


def test_what_an_extension_parses_twice_is_said_once(written: Callable[..., Site]) -> None:
    text = "Page\n====\n\n.. twice::\n\n   .. ihe:actor:: Scribe\n\n   :ihe:actor:`Scribe`\n\n.. ihe:actor:: Reader\n"
    project = written(text, QUIET, DIRECTIVES)
    built = project.build("text")
    assert built.messages == []
    assert list(built.domain.build.framework.pages) == list(reader.read(project.source).pages)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_words_in_a_part_of_a_file(jobs: int, written: Callable[..., Site]) -> None:
    """docutils counts lines from the first one that is included."""
    table = ".. ihe:actors-options::\n\n   Scribe: none\n\n"
    project = written("Page\n====\n\n.. include:: part.inc\n   :start-line: 4\n\n.. include:: part.inc\n", QUIET)
    project.write("part.inc", f"One\n\nTwo\n\n.. ihe:profile:: Letters (LET)\n.. ihe:actor:: Scribe\n\n{table * 3}")
    for number in range(6):
        project.write(f"page{number}.rst", f":orphan:\n\nPage {number}\n======\n\n:ihe:actor:`Scribe`\n")
    built = project.build("text", jobs=jobs)
    pages = {each.name: each for each in built.domain.build.framework.pages}
    assert pages == {each.name: each for each in reader.read(project.source).pages}
    assert len(pages["index"].tables) == 6
    assert len({table.directive for table in pages["index"].tables}) == 3
    assert built.page("index.txt").count("Actors and Options\n") == 6


def test_branches_that_do_not_hold_and_bodies_that_are_no_markup(written: Callable[..., Site]) -> None:
    role = ":ihe:actor:`Nobody`"
    text = f"Page\n====\n\n{role}\n\n.. only:: never\n\n   {role}\n\n.. hidden::\n\n   {role}\n\nAt last {role}\n"
    framework = written(text, QUIET, DIRECTIVES).build("dummy").domain.build.framework
    assert [each.target.place.line for each in framework.references] == [4, 14]
