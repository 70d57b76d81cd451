"""``ihe adopt``: tables become directives in place, and nothing else changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ihe_cli.main import main

if TYPE_CHECKING:
    from click.testing import Result

RST = """\
Remote Measurement (RM) Profile
===============================

Before \u00a0 it.

.. list-table:: RM Profile - Actors and Transactions
   :header-rows: 1

   * - Actors
     - Transactions
     - Optionality
   * - Document Source
     - Provide and Register Document Set-b [ITI-41]
     - R
   * - Document Repository
     - Provide and Register Document Sets [ITI-41]
     - O

Between.

=================== ==================
Actor               Option
=================== ==================
Document Source     Quick: at once
Document Repository No options defined
=================== ==================

After.
"""
ADOPTED = """\
Remote Measurement (RM) Profile
===============================

.. ihe:profile::

Before \u00a0 it.

.. ihe:actors-transactions::

   Document Source:
     Provide and Register Document Set-b [ITI-41]: R
   Document Repository:
     Provide and Register Document Sets [ITI-41]: O

Between.

.. ihe:actors-options::

   Document Source: ["Quick: at once"]
   Document Repository: none

After.
"""
MYST = """\
# Remote Measurement (RM) Profile

| Actors | Transactions | Optionality |
|--------|--------------|-------------|
| Document Source | Provide and Register Document Sets [ITI-41] | R |

After.
"""
ADOPTED_MYST = """\
# Remote Measurement (RM) Profile

```{ihe:profile}
```

```{ihe:actors-transactions}
Document Source:
  Provide and Register Document Sets [ITI-41]: R
```

After.
"""


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ihe.yaml").write_text("framework: {domain: ITI}\n", "utf-8")


def _run(*arguments: str) -> Result:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def _messages() -> list[str]:
    printed = _run("lint", "--format", "concise", "--no-cache", "--select", "IHE2,IHE3,IHE404,IHE405").output
    return [line.partition(": ")[2] for line in printed.splitlines()]


@pytest.mark.parametrize(("name", "before", "after"), [("a.rst", RST, ADOPTED), ("a.md", MYST, ADOPTED_MYST)])
def test_tables_become_directives(name: str, before: str, after: str) -> None:
    file = Path(name)
    file.write_text(before, "utf-8")
    faults = _messages()
    assert any("Document Sets" in fault for fault in faults)
    shown = _run("adopt")
    assert file.read_text("utf-8") == before
    assert "+.. ihe:profile::" in shown.stdout or "+```{ihe:profile}" in shown.stdout
    _run("adopt", "--write")
    assert file.read_text("utf-8") == after
    assert _messages() == faults
    assert "0 tables" in _run("adopt", "--write").stderr
    assert file.read_text("utf-8") == after


@pytest.mark.parametrize(
    ("cell", "reason"), [("C (Note 1)", "it has notes"), ("perhaps", "it has cells that cannot be read")]
)
def test_what_cannot_be_said_stays(cell: str, reason: str) -> None:
    text = MYST.replace("| R |", f"| {cell} |")
    Path("a.md").write_text(text, "utf-8")
    done = _run("adopt", "--write")
    assert Path("a.md").read_text("utf-8") == text
    assert f"a.md:3:1: the table stays: {reason}" in done.stderr
