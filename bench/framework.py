"""A framework of any size, with every kind of content, and some mistakes in it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
framework:
  domain: BENCH
  name: Benchmarks
  status: draft
  section-prefix: "3"
"""

INDEX = """\
Framework
=========

.. toctree::
   :glob:

   volume1/*
   volume2/*
   volume3/*
   appendices/*
"""

SHARED = """\
The time of a message is that of :ihe:profile:`CT`. What is sent is protected as the :ihe:actor:`Time Client` of that
profile is, and each side records what it has done.
"""

PROFILE = """\
Measurement Exchange {n} (MX{n}) Profile
{line}

.. ihe:profile::
   :type: transport

The Measurement Exchange {n} Profile lets a :ihe:actor:`Sender {n}` give measurements to a :ihe:actor:`{keeper}`
by :ihe:transaction:`BENCH-{n}`. It builds on Provide and Register Document Set-b [ITI-41], see ITI TF-2: 3.41.

{prose}

Actors, Transactions, and Content Modules
-----------------------------------------

.. ihe:actors-transactions::

   Sender {n}:
     Send Measurements {n} [BENCH-{n}]: R (1)
     ITI-20: [O, R with the Delayed Sending Option]
   Keeper {n}:
     BENCH-{n}: R
   notes:
     1: A measurement is sent once.

.. ihe:actors-content-modules::

   Sender {n}:
     Summary {n}: R
   Keeper {n}:
     Summary {n}: R

.. ihe:actor-diagram::

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
   :requires: ITI-20

   {prose_in}

Required Actor Groupings
------------------------

.. ihe:required-groupings::

   Sender {n}:
     - CT / Time Client
   Keeper {n}:
     - CT / Time Client
     - ATNA / Secure Node or Secure Application

Security Considerations
-----------------------

.. include:: /shared/security.inc

{prose}

Overview
--------

{prose}

Use Case {n}
~~~~~~~~~~~~

{listed}

Cross-Profile Considerations
----------------------------

{table}
"""

TRANSACTION = """\
Send Measurements {n} [BENCH-{n}]
{line}

.. ihe:transaction::
   :standards: Measurements {n}, Messages {n}

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

.. ihe:interaction-diagram::

   Sender {n} -> Keeper {n}: Measurements
   note over Sender {n}, Keeper {n}: they may be many
   Keeper {n} --> Sender {n}: Receipt

{prose}

.. code-block:: http

   POST /measurements/{n} HTTP/1.1
   Content-Type: application/json

   {{"value": {n}, "unit": "mmol/L"}}

{listed}

Security Considerations
-----------------------

.. include:: /shared/security.inc

{table}

{prose}
"""

MODULE = """\
.. _summary-{n}:

Summary {n}
{line}

.. ihe:content-module::
   :oid: 2.999.3.{n}
   :format-code: urn:example:bench:{n}:2026

{prose}

Elements
--------

{table}

.. csv-table:: Codes of summary {n}
   :header: Code, Meaning

   "``{code}``", "A measurement, with its unit"
   {n}, ":ihe:actor:`Sender {n}` gives it"

{listed}

.. note::

   {prose_in}

Example
-------

The summary of one day::

   {{"summary": {n}, "entries": []}}

{prose}
"""

APPENDIX = """\
Appendix {n}
{line}

{prose}

.. ihe:requirement:: BENCH-R{n}: Measurements are kept
   :level: shall
   :actor: Keeper {n}

   {prose_in}

.. ihe:issue:: BENCH_{n}: Measurements without a time

   {prose_in}

.. ihe:integration-statement:: Product {n}

   vendor: Example
   product: Product
   version: "{n}"
   date: 2026-11-24
   profiles:
     MX{n}:
       Sender {n}: [Delayed Sending]
     CT:
       Time Client: []

{listed}

.. What was here has moved to :ref:`summary-{n}`.

{table}

{prose}
"""

FAULTY = 20
"""One profile out of so many has mistakes."""

SENTENCES = (
    "A measurement has a value, a unit and a time, and it belongs to one person.",
    "The time SHALL be that of the measurement, and not that of the message.",
    "Where a device has no clock, the receiver *MAY* give its own time, and says so in ``source``.",
    "See :ref:`genindex` for the other names, and **do not** send the same measurement again.",
    "Implementers are encouraged to test with messages that are out of order, late, or cut short.",
    "Values outside the range of the device are sent as they are, with the reason beside them.",
    "The message does not depend on the transport; its size is limited by the receiver alone.",
    "Devices of one home share a clock, so that their measurements can be compared with one another.",
    "What a person enters by hand is marked as such, and a reader can tell it from what a device has sent.",
)

LISTED = """\
1. {0}
2. {1}

   - {2}
   - {3}

Term
   {4}

Another term : with a classifier
   {5}

:Field: {6}

.. [#n] {7}
"""

TABLE = """\
.. list-table:: Threats and mitigations {n}
   :header-rows: 1

   * - Threat
     - Mitigation
   * - A message is read by others
     - Encryption of the connection
   * - A message is lost
     - It is sent again

+------------+-------------------+
| Code       | Meaning           |
+============+===================+
| ``{code}`` | A measurement     |
+------------+-------------------+
"""

DOCUMENTS = (("volume1", PROFILE), ("volume2", TRANSACTION), ("volume3", MODULE), ("appendices", APPENDIX))


def write_framework(folder: Path, files: int) -> int:
    """Write a framework of so many documents and give back the number of their bytes."""
    (folder / "conf.py").write_text("extensions = ['sphinx_ihe']\nproject = 'Benchmark'\n", "utf-8")
    (folder / "ihe.yaml").write_text(CONFIG, "utf-8")
    (folder / "index.rst").write_text(INDEX, "utf-8")
    (folder / "shared").mkdir(exist_ok=True)
    (folder / "shared" / "security.inc").write_text(SHARED, "utf-8")
    size = 0
    for number in range(files):
        place, template = DOCUMENTS[number % len(DOCUMENTS)]
        text = _filled(template, number // len(DOCUMENTS) + 1)
        (folder / place).mkdir(exist_ok=True)
        (folder / place / f"document-{number // len(DOCUMENTS) + 1:04}.rst").write_text(text, "utf-8")
        size += len(text.encode())
    return size


def _filled(template: str, number: int) -> str:
    """A document; sentences come in another order in each."""
    said = [SENTENCES[(number * at + at) % len(SENTENCES)] for at in range(1, 20)]
    paragraphs = [" ".join(said[at : at + 4]) for at in range(0, 16, 4)]
    informative = [sentence for sentence in SENTENCES if "SHALL" not in sentence and "MAY" not in sentence]
    code = f"M{number:06}"
    return template.format(
        n=number,
        line="=" * 60,
        keeper=f"Keper {number}" if number % FAULTY == 0 else f"Keeper {number}",
        prose="\n\n".join(textwrap.fill(paragraph, 100) for paragraph in paragraphs),
        prose_in=said[16],
        listed=LISTED.format(*(informative[(number + at) % len(informative)] for at in range(8))),
        table=TABLE.format(n=number, code=code),
        code=code,
    )
