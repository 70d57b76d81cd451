"""Python's collector of cyclic garbage, kept from looking for some where there is none."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected(*, kept: bool = False) -> Iterator[None]:
    """Without the collector: records hold no cycles, and looking for some takes long.

    What was made is not looked at later either, if it is ``kept`` until the process ends.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if kept:
            gc.freeze()
        if was_enabled:
            gc.enable()
