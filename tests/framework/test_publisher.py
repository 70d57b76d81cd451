"""Repositories of the FHIR IG Publisher, read as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from ihe_cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

SUSHI = """\
id: ihe.iti.rmm
title: "Remote Measurement for Mobile (RMM)"
pages:
  index.md:
    title: Home
  volume-1.md:
    title: 1:88 Remote Measurement
  ITI-988.md:
    title: 2:3.988 Send Measurement [ITI-988]
"""
VOLUME1 = """\
{% assign x = 'y' %}
### 1:88.1 Actors
{% comment %} | Actors | Transactions [ITI-999] | {% endcomment %}
| Actors | Transactions | Optionality | Reference |
|--------|--------------|:-----------:|-----------|
| [Device](a.html) | Send Measurment [ITI-988] | R | [ITI TF-2: 3.988](ITI-988.html) |
| Server | Send Measurement [ITI-988] | O (Note 1) | 2:3.988 |
{:.grid}

Note 1: Not always.

### 1:88.2 Options
<table class="grid"><thead><tr><th>Actor</th><th>Option Name</th></tr></thead>
<tr><td rowspan="2">Device</td><td>Quick</td></tr>
<tr><td>Slow</td></tr>
<tr><td>Observer</td><td>No options defined</td></tr>
</table>

#### 1:88.3 Pictures
{% include picture.svg %}
"""
TRANSACTION = """\
### 2:3.988.2 Actor Roles

| Actor | Role |
|-------|------|
| Device | Sends what it has measured |
| Sink | Stores it |
"""


def _lint(folder: Path) -> list[str]:
    done = CliRunner().invoke(main, ["lint", str(folder), "--format", "github", "--no-cache"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return [line for line in done.stdout.splitlines() if line.startswith("::")]


def test_an_ig_is_read_without_configuration(tmp_path: Path) -> None:
    pages = tmp_path / "input" / "pagecontent"
    pages.mkdir(parents=True)
    (tmp_path / "sushi-config.yaml").write_text(SUSHI, "utf-8")
    (pages / "volume-1.md").write_text(VOLUME1, "utf-8")
    (pages / "ITI-988.md").write_text(TRANSACTION, "utf-8")
    found = _lint(tmp_path)
    expected = {
        ("IHE302", "volume-1.md,line=6,", "'Send Measurment'"),
        ("IHE204", "volume-1.md,line=4,", "lacks 'Observer'"),
        ("IHE204", "volume-1.md,line=13,", "lacks 'Server'"),
        ("IHE304", "volume-1.md,line=7,", "'Server' is not among the roles of ITI-988"),
    }
    for code, place, message in expected:
        assert any(code in line and place in line and message in line for line in found), (code, found)
    told = [line for line in found if "IHE305" not in line]
    assert len(told) == len(expected), told


def test_an_ini_alone_is_enough(tmp_path: Path) -> None:
    pages = tmp_path / "input" / "pagecontent"
    pages.mkdir(parents=True)
    (tmp_path / "ig.ini").write_text("[IG]\n", "utf-8")
    (pages / "index.md").write_text("## Remote Measurement (RM)\n\n" + VOLUME1, "utf-8")
    assert any("IHE204" in line for line in _lint(pages / "index.md"))
