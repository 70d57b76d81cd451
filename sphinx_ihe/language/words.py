"""What kinds of things and their stages are called in print, before translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """A message that is translated where it is used."""
    return message


_KIND_WORDS: Mapping[str, str] = {
    "profile": N_("profile"),
    "actor": N_("actor"),
    "transaction": N_("transaction"),
    "profile-actor": N_("actor"),
    "option": N_("option"),
    "content-module": N_("content module"),
    "use-case": N_("use case"),
    "requirement": N_("requirement"),
    "issue": N_("issue"),
    "integration-statement": N_("Integration Statement"),
}


_STATUS_WORDS: Mapping[str, str] = {
    "draft": N_("Draft"),
    "public-comment": N_("Draft for Public Comment"),
    "trial-implementation": N_("Trial Implementation"),
    "final-text": N_("Final Text"),
    "active": N_("Active"),
    "deferred": N_("Deferred"),
    "deprecated": N_("Deprecated"),
}


def kind_word(kind: str, gettext: Callable[[str], str]) -> str:
    """What a kind of declaration is called in print."""
    return gettext(_KIND_WORDS[kind])


def status_word(status: str, gettext: Callable[[str], str]) -> str:
    """How IHE prints the stage of a publication, or the status of a transaction; what is neither, as it was written."""
    word = _STATUS_WORDS.get(status)
    return gettext(word) if word else status
