"""Names in translated titles, and translated texts, as tables and lists print them in the language of the build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import locale
from sphinx.util.i18n import docname_to_domain

from sphinx_ihe import names
from sphinx_ihe.extension.printed_names import gettext
from sphinx_ihe.model import Issue, Profile, ProfileOption, Requirement, Transaction, UseCase

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_ihe.model import Declaration, Page, Place


def texts_of(page: Page, env: BuildEnvironment) -> dict[Place, str]:
    """The translated texts of a document's declarations, by the place of the directive; those that are translated.

    They are looked up as Sphinx looks up a paragraph, with their markup, for roles in them are links in a list, too.
    """
    folders = [Path(env.srcdir, folder) for folder in env.config.locale_dirs]
    domain = docname_to_domain(page.name, env.config.gettext_compact)
    catalogue, found = locale.init(folders, env.config.language, domain)
    if not found:
        return {}
    texts = {each.directive: each.text.text for each in page.declarations if each.text}
    return {place: said for place, text in texts.items() if (said := catalogue.gettext(text)) != text}


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
