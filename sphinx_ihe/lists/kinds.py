"""The words for kinds of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def kind_word(kind: str, gettext: Callable[[str], str]) -> str:
    """What a kind of declaration is called in print."""
    _ = gettext
    words = {
        "profile": _("profile"),
        "actor": _("actor"),
        "transaction": _("transaction"),
        "profile-actor": _("actor"),
        "option": _("option"),
        "content-module": _("content module"),
        "use-case": _("use case"),
        "requirement": _("requirement"),
        "issue": _("issue"),
        "integration-statement": _("Integration Statement"),
    }
    return words[kind]
