"""Python's collector of cyclic garbage, kept from looking for some where there is none."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected(*, ends: bool = False) -> Iterator[None]:
    """Without the collector: records hold no cycles, and looking for some takes long.

    Where the process ``ends`` with what was made, that is not looked at later either. One that goes on lets go of it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ends:
            gc.freeze()
        if was_enabled:
            gc.enable()
