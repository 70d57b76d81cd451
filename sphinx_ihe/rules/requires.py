"""What an option requires: the names in its ``:requires:``, told apart by what the profile has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import ProfileOption, Written


class RequiredThing(Struct, frozen=True):
    """One thing that an option requires.

    ``kind`` is ``option``, ``content module`` or ``transaction``, or None where the profile has nothing of that name;
    ``name`` is what it is called: of a transaction its id in its right spelling.
    """

    kind: str | None
    name: str
    written: Written


def requirements(framework: Framework, option: ProfileOption) -> Iterator[RequiredThing]:
    """What an option requires, in its order; options and content modules go before ids that read like them."""
    if option.profile is None:
        return
    options = framework.options_in(option.profile.key)
    modules = framework.used_content_modules.get(option.profile.key, frozenset()).union(framework.content_modules)
    for written in option.requires:
        if written.text in options:
            yield RequiredThing("option", written.text, written)
        elif written.text in modules:
            yield RequiredThing("content module", written.text, written)
        elif names.transaction_id(written.text):
            yield RequiredThing("transaction", framework.transaction_id(written.text), written)
        else:
            yield RequiredThing(None, written.text, written)
