"""Comments to the linter in a build: they silence what they silence in the linter, in every kind of build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import config, reader
from sphinx_ihe.rules.rule import judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Built, Site

YAML = "lint: {select: [IHE008, IHE202, IHE601], directives: {our-box: parsed}}\n"
ROLE = "An :ihe:actor:`Orderly`."

PAGE = f"""\
Page
====

.. ihe: ignore[IHE601] the name is an example

{ROLE}

{ROLE}

.. note::

   Nested.

   .. ihe: ignore[IHE601] nested
      in a note

   * {ROLE}
   * {ROLE}

   .. include:: part.inc

.. ihe: ignore[IHE601, IHE202] the name is an example

.. ihe:actor:: Scribe

   {ROLE}

.. ihe: ignore[IHE601] the name is an example

Nothing here.

.. ihe: ignore[IHE999] no code

.. ihe:: no comment

.. ihe: ignore[IHE202] to the end
"""

PART = f"""\
.. ihe: ignore[IHE601] the name is an example

{ROLE}

{ROLE}
"""

OTHER = f""":orphan:

Other
=====

.. ihe: ignore-file[IHE6] old

.. include:: part.inc

{ROLE}
"""

MARKDOWN = """\
---
orphan: true
---

% ihe: ignore[IHE601] the name is an example

# Page of {ihe:actor}`Orderly`

An {ihe:actor}`Orderly`.

% a comment
% ihe: ignore[IHE601] the name is an example

- an {ihe:actor}`Orderly`
- and {ihe:actor}`another <Nobody>`

:::{note}
% ihe: ignore[IHE601] idle

Nothing here.
:::

% ihe: ignore[IHE202] idle

```{ihe:actor} Scribe of {ihe:actor}
```
"""


def told(built: Built) -> list[str]:
    """What the rules find, as ``file:line code``."""
    found = (re.fullmatch(r"(.+): WARNING: .* \[ihe\.(IHE\d+)\]", message) for message in built.messages)
    return sorted(f"{match[1]} {match[2]}" for match in found if match)


def read(project: Site) -> list[str]:
    """What the linter finds in the same files."""
    settings = config.load(project.source / "ihe.yaml")
    framework = reader.read(project.source, settings)
    return sorted(
        f"{f.place.file.removeprefix(f'{project.source}/')}:{f.place.line} {f.code}"
        for f in judge(framework, settings.selection, settings.leaves_out).findings
    )


@pytest.fixture
def project(written: Callable[..., Site]) -> Site:
    made = written(PAGE, yaml=YAML, other=OTHER)
    made.write("part.inc", PART)
    return made


FOUND = sorted(
    ["index.rst:8 IHE601", "part.inc:5 IHE601", "index.rst:28 IHE008", "index.rst:32 IHE008", "index.rst:36 IHE008"]
)


def test_the_build_and_the_linter_are_silent_alike(project: Site) -> None:
    assert read(project) == FOUND
    assert told(project.build("dummy")) == FOUND


def test_processes_and_builds_that_read_nothing(project: Site) -> None:
    for number in range(8):
        project.write(f"more{number}.rst", ":orphan:\n\nMore\n====\n")
    assert told(project.build("dummy", jobs=2)) == FOUND
    assert told(project.build("dummy")) == FOUND
    project.edit("other.rst", "Other\n=====", "Another\n=======")
    assert told(project.build("dummy")) == FOUND


def test_a_comment_that_is_moved(project: Site) -> None:
    project.build("dummy")
    project.edit("index.rst", ".. ihe: ignore[IHE601] the name is an example\n\n", "")
    project.edit("index.rst", f"{ROLE}\n\n{ROLE}", f"{ROLE}\n\n.. ihe: ignore[IHE601]\n\n{ROLE}")
    found = told(project.build("dummy"))
    assert "index.rst:6 IHE008" not in found
    assert "index.rst:4 IHE601" in found
    assert found == read(project)


def test_markdown(written: Callable[..., Site]) -> None:
    made = written(
        "Start\n=====\n", yaml=YAML, conf="extensions += ['myst_parser']\nmyst_enable_extensions = ['colon_fence']\n"
    )
    (made.source / "page.md").write_text(MARKDOWN, "utf-8")
    assert told(made.build("dummy")) == ["page.md:18 IHE008", "page.md:9 IHE601"]


def test_comments_in_parts_that_are_left_out(written: Callable[..., Site]) -> None:
    text = f"Page\n====\n\n.. only:: html\n\n   .. ihe: ignore-file[IHE601]\n\n{ROLE}\n"
    made = written(text, yaml=YAML)
    assert told(made.build("html")) == []
    assert told(made.build("text")) == ["index.rst:8 IHE601"]
