"""The environment in which tools run as they do where they have been installed."""

from __future__ import annotations

import os

_NOT_PASSED_ON = {"IHE_CACHE_DIR", "PYTHONDONTWRITEBYTECODE"}


def as_installed() -> dict[str, str]:
    """The environment without what would make a tool slower or faster than it is.

    Installed packages have been compiled; one that is run from its sources is when it first runs.
    """
    return {name: value for name, value in os.environ.items() if name not in _NOT_PASSED_ON}
