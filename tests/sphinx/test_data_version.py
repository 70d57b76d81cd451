"""An old build holds old records: the domain's version rises whenever a record changes its shape."""

from __future__ import annotations

import hashlib
import inspect

from msgspec import Struct

from sphinx_ihe import language
from sphinx_ihe.language import findings
from sphinx_ihe.sphinx import documents
from sphinx_ihe.sphinx.domain import IheDomain

SHAPES = {
    1: "4dfb6ecaa110658c",
    2: "717f5c8d7f1cb2dd",
    3: "6ff43087bf5b3c8a",
    4: "33aa9af51b1f9720",
    5: "3889e030b8e0314f",
    6: "9170a9403234674f",
    7: "20c127f323e261fe",
    8: "20c127f323e261fe",
    9: "833213e8159cc5ee",
    10: "be1a18201dbea77e",
    11: "a0f3f36347403b5d",
    12: "f8eabc70e622ec48",
    13: "7ce8b35842d98e6c",
    14: "cde6d7897f2827a4",
    15: "cde6d7897f2827a4",
    16: "2204c36a9f4bc3d8",
    17: "2204c36a9f4bc3d8",
    18: "63a2d6dacb2fe011",
    19: "db4cf8dc62fa2fc5",
    20: "35893e9e369cc028",
}
"""The digest of the records' fields by the version that has them. A new digest needs a new version."""


def shapes() -> str:
    """Every record that is kept from build to build, with its fields and their types."""
    lines = []
    for module in (language, documents, findings):
        for name, record in sorted(vars(module).items()):
            if (
                inspect.isclass(record)
                and record is not language.Record
                and record.__module__.startswith(module.__name__)
            ):
                if issubclass(record, Struct):
                    hints = {
                        name: hint
                        for base in record.__mro__
                        for name, hint in vars(base).get("__annotations__", {}).items()
                    }
                    fields = [f"{field}: {hints[field]}" for field in record.__struct_fields__]
                elif hasattr(record, "_fields"):
                    fields = [f"{field}: {record.__annotations__[field]}" for field in record._fields]
                else:
                    continue
                lines.append(f"{name}({', '.join(fields)})")
    return "\n".join(lines)


def test_version_rises_with_the_shape_of_the_records() -> None:
    assert IheDomain.data_version == max(SHAPES)
    assert SHAPES[IheDomain.data_version] == hashlib.sha256(shapes().encode()).hexdigest()[:16]
