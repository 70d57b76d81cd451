"""The same language in MyST Markdown, with places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

pytest.importorskip("myst_parser")

PAGE = """\
# Sending of Letters (SEND) Profile

```{ihe:profile}
:type: workflow
:chapter: 4
```

A {ihe:actor}`Scribe` and {ihe:actor}`Nobody`
and on the next line {ihe:actor}`text <Missing>`.

- ````{note}
  ```{ihe:actor} Scribe
  ---
  oid: 2.999.1
  colour: blue
  ---

  Text {ihe:actor}`In Body`.
  ```
  ````

```{ihe:actors-transactions}
Scribe:
  DEMO-1: R initiater (1)
notes:
  1: A note {ihe:actor}`Noted`.
```

```{ihe:acter} Typo
```

## Post Letter [DEMO-1]

```{ihe:transaction}
```

```{ihe:actor-roles}

initiator:
  Scribe: Writes.
```
"""


def test_markdown(written: Callable[..., Site]) -> None:
    project = written("Top\n===\n\n.. toctree::\n\n   page\n", conf="extensions += ['myst_parser']\n")
    project.write("page.md", PAGE)
    project.write("ihe.yaml", "framework: {domain: DEMO}\nlint: {ignore: [IHE307, IHE310, IHE402]}\n")
    built = project.build("text")
    framework = built.domain.build.framework
    places = [f"{r.target.text} {r.target.place.line}:{r.target.place.column}" for r in framework.references]
    assert places == ["Scribe 8:15", "Nobody 8:39", "Missing 9:40", "In Body 18:20", "Noted 26:25"]
    assert [f"{t.text} {t.place.line}:{t.place.column} {t.level}" for t in framework.titles if t.level == 2] == [
        "Post Letter [DEMO-1] 32:4 2"
    ]
    problems = [f"{p.code} {p.place.line}:{p.place.column}-{p.place.end_column}" for p in framework.problems]
    assert problems == ["IHE003 15:3-9", "IHE411 24:11-26", "IHE004 29:1-15"]
    assert [message.partition(":")[0] for message in built.messages if "[ihe." not in message] == []
    assert "Note 1: A note Noted." in built.page("page.txt")
