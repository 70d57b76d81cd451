"""Where the manual is, if the distribution tells: the ``Documentation`` among its addresses."""

from __future__ import annotations

from functools import cache


def rule_page(code: str) -> str | None:
    """The address of a rule's page."""
    base = _base()
    return f"{base.rstrip('/')}/rules/{code}.html" if base else None


@cache
def _base() -> str | None:
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        addresses = metadata("sphinx-ihe").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    named = (address.partition(",") for address in addresses)
    return next((url.strip() for name, _, url in named if name.strip().lower() == "documentation"), None)
