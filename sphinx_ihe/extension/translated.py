"""Names in translated titles, as tables and lists print them in the language of the build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe import names
from sphinx_ihe.extension.printed_names import gettext
from sphinx_ihe.model import Issue, Profile, ProfileOption, Requirement, Transaction, UseCase

if TYPE_CHECKING:
    from sphinx_ihe.model import Declaration


def name_in(heading: str, declaration: Declaration) -> str:
    """The name in a translated title: without an id, and without the words that the language has for the kind.

    A profile keeps its acronym: ``Sending of Letters (SEND)``.
    """
    match declaration:
        case Transaction():
            found = names.transaction_title(heading)
            return found[0] if found else heading
        case Profile():
            heading = _without(gettext("{profile} Profile"), heading)
            profile = names.profile_title(heading)
            return f"{profile[0]} ({profile[1]})" if profile else heading
        case ProfileOption():
            return names.option_name(_without(gettext("{option} Option"), heading))
        case Requirement() | Issue():
            numbered = names.numbered_title(heading)
            return (numbered and numbered[1]) or heading
        case UseCase() if declaration.label.text != declaration.name:
            # The words before the colon are "Use Case #1" in another language.
            return heading.partition(":")[2].strip() or heading
        case _:
            return heading


def _without(template: str, heading: str) -> str:
    """What stands in place of a template's braces, where a heading has its words: in ``Option Envoi recommandé``."""
    before, after = re.split(r"\{\w+\}", template, maxsplit=1)
    rest = heading.removeprefix(before).removesuffix(after)
    # A small letter goes on with the words: "Option d’envoi recommandé" is a name as a whole.
    return rest if f"{before}{rest}{after}" == heading and not rest[:1].islower() else heading
