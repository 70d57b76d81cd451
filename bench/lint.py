"""How fast ``ihe lint`` is, on a generated framework, beside other tools that read reStructuredText.

    python bench/lint.py [--files 2000] [--peers FOLDER] [--folder FOLDER]

FOLDER of ``--peers`` is the ``bin`` folder of an environment with sphinx-lint, doc8, rstcheck; those that are not there
are left out. Sphinx reads a tenth of the files, and its time is multiplied. The numbers are the best of some runs, as
seconds and as multiples of the time of ``ihe lint``: seconds belong to the machine, ratios to the tools.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

BIN = Path(sys.executable).parent
RUNS = 3
TENTH = 10

CONFIG = """\
framework:
  domain: BENCH
  name: Benchmarks
  status: draft
  section-prefix: "3"
"""

PROFILE = """\
Measurement Exchange {n} (MX{n}) Profile
{line}

.. ihe:profile::

The Measurement Exchange {n} Profile lets a :ihe:actor:`Sender {n}` give measurements to a :ihe:actor:`Keeper {n}`
by :ihe:transaction:`BENCH-{n}`.

{prose}

Actors, Transactions, and Content Modules
-----------------------------------------

.. ihe:actors-transactions::

   Sender {n}:
     BENCH-{n}: R
   Keeper {n}:
     BENCH-{n}: R

.. ihe:profile-actor:: Sender {n}

   The sender SHALL send every measurement once.

.. ihe:profile-actor:: Keeper {n}

   The keeper SHALL keep measurements in the order of their times.

Actor Options
-------------

.. ihe:actors-options::

   Sender {n}: [Delayed Sending]
   Keeper {n}: none

.. ihe:option:: Delayed Sending

   {prose_in}

Required Actor Groupings
------------------------

.. ihe:required-groupings::

   Sender {n}:
     - CT / Time Client
   Keeper {n}:
     - CT / Time Client

Security Considerations
-----------------------

{prose}

Overview
--------

{prose}

Cross-Profile Considerations
----------------------------

{table}
"""

TRANSACTION = """\
Send Measurements {n} [BENCH-{n}]
{line}

.. ihe:transaction::

Scope
-----

{prose}

Actor Roles
-----------

.. ihe:actor-roles::

   initiator:
     Sender {n}: Sends measurements.
   responder:
     Keeper {n}: Keeps measurements.

.. ihe:actor:: Sender {n}

   It sends measurements.

.. ihe:actor:: Keeper {n}

   It keeps measurements.

Referenced Standards
--------------------

* The standard for *measurements*, in the edition of the year
* Another standard, ``with a literal``, and `a link <https://example.org/{n}>`__

Messages
--------

{prose}

.. code-block:: http

   POST /measurements/{n} HTTP/1.1
   Content-Type: application/json

   {{"value": {n}, "unit": "mmol/L"}}

Security Considerations
-----------------------

{table}

{prose}
"""

SENTENCES = (
    "A measurement has a value, a unit and a time, and it belongs to one person.",
    "The time SHALL be that of the measurement, and not that of the message.",
    "Where a device has no clock, the receiver *MAY* give its own time, and says so in ``source``.",
    "See :ref:`genindex` for the other names, and **do not** send the same measurement again.",
    "Implementers are encouraged to test with messages that are out of order, late, or cut short.",
    "Values outside the range of the device are sent as they are, with the reason beside them.",
    "The message does not depend on the transport; its size is limited by the receiver alone.",
)

TABLE = """\
.. list-table:: Threats and mitigations {n}
   :header-rows: 1

   * - Threat
     - Mitigation
   * - A message is read by others
     - Encryption of the connection
   * - A message is lost
     - It is sent again

+-----------+-------------------+
| Code      | Meaning           |
+===========+===================+
| ``{code}`` | A measurement     |
+-----------+-------------------+
"""


def write_framework(folder: Path, files: int) -> int:
    """Write a framework of so many documents and give back the number of their bytes."""
    (folder / "conf.py").write_text("extensions = ['sphinx_ihe']\nproject = 'Benchmark'\n", "utf-8")
    (folder / "ihe.yaml").write_text(CONFIG, "utf-8")
    toctree = "Framework\n=========\n\n.. toctree::\n   :glob:\n\n   volume1/*\n   volume2/*\n"
    (folder / "index.rst").write_text(toctree, "utf-8")
    size = 0
    for number in range(1, files // 2 + 1):
        for volume, template in (("volume1", PROFILE), ("volume2", TRANSACTION)):
            (folder / volume).mkdir(exist_ok=True)
            text = _filled(template, number)
            (folder / volume / f"document-{number:04}.rst").write_text(text, "utf-8")
            size += len(text.encode())
    return size


def _filled(template: str, number: int) -> str:
    paragraphs = [" ".join(SENTENCES[(number + at + k) % len(SENTENCES)] for k in range(4)) for at in range(4)]
    return template.format(
        n=number,
        line="=" * 60,
        prose="\n\n".join(_wrapped(paragraph) for paragraph in paragraphs),
        prose_in=paragraphs[0],
        table=TABLE.format(n=number, code=f"M{number:06}"),
    )


def _wrapped(paragraph: str) -> str:
    import textwrap

    return textwrap.fill(paragraph, 100)


class Tool(NamedTuple):
    """A command, and by how much its time is multiplied."""

    name: str
    command: list[str]
    times: int = 1


def tools(folder: Path, part: Path, peers: Path) -> list[Tool]:
    """What is compared, ``ihe lint`` first; ``part`` holds a tenth of the files."""
    jobs = str(os.cpu_count() or 1)
    sphinx = [str(BIN / "sphinx-build"), "-q", "-E", "-b", "dummy", str(part), str(part.parent / "out")]
    found = [
        Tool("ihe lint", [str(BIN / "ihe"), "lint", str(folder)]),
        Tool("sphinx-lint", [str(peers / "sphinx-lint"), "-j", jobs, str(folder)]),
        Tool("doc8", [str(peers / "doc8"), "-q", "--max-line-length", "120", str(folder)]),
        Tool("rstcheck", [str(peers / "rstcheck"), "-r", str(folder)]),
        Tool("sphinx-build -b dummy", sphinx, TENTH),
    ]
    return [tool for tool in found if Path(tool.command[0]).exists()]


def seconds(tool: Tool, runs: int = RUNS) -> float:
    """The best time of some runs. What the tool finds does not matter, that it runs does."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(tool.command, capture_output=True, check=False)
        taken = time.perf_counter() - start
        if done.returncode not in {0, 1}:
            raise RuntimeError(f"{tool.name}: {done.stderr.decode()[-500:]}")
        best = min(best, taken)
        if taken > 60:
            break
    return best * tool.times


def main() -> None:
    """Print the table, in Markdown."""
    parser = argparse.ArgumentParser(description="How fast ihe lint is beside other tools.")
    parser.add_argument("--files", type=int, default=2000, help="documents of the framework")
    parser.add_argument("--peers", type=Path, default=BIN, help="folder of the other tools")
    parser.add_argument("--folder", type=Path, help="where to write the framework; by default it is thrown away")
    given = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder, part = (Path(given.folder or temporary) / name for name in ("framework", "part"))
        for path, files in ((folder, given.files), (part, given.files // TENTH)):
            path.mkdir(parents=True, exist_ok=True)
            size = write_framework(path, files)
            if path == folder:
                print(f"{files} documents, {size / 1e6:.1f} MB\n\n| | seconds | times |\n|---|---:|---:|")
        base = 0.0
        for tool in tools(folder, part, given.peers):
            taken = seconds(tool)
            base = base or taken
            print(f"| {tool.name} | {taken:.1f} | {taken / base:.1f} |", flush=True)


if __name__ == "__main__":
    main()
