"""Names in translated titles, and translated texts, as tables and lists print them in the language of the build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import locale
from sphinx.util.i18n import docname_to_domain

from sphinx_ihe.language import (
    Issue,
    Profile,
    ProfileOption,
    Requirement,
    Transaction,
    UseCase,
    names,
)
from sphinx_ihe.language.naming import TEXT, namings
from sphinx_ihe.sphinx.printed_names import gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from sphinx_ihe.language import Declaration, Diagram, Listing, Page, Place, Table, Written


def texts_of(page: Page, env: BuildEnvironment) -> dict[Place, str]:
    """The translated texts of a document, those of them that are translated.

    Texts of declarations go by the place of the directive, those in tables and diagrams by their own.
    """
    say = translation(page.name, env)
    if say is str:
        return {}
    texts = {each.directive: each.text.text for each in page.declarations if each.text}
    texts |= {text.place: text.text for text in running_texts((*page.tables, *page.lists, *page.diagrams))}
    return {place: said for place, text in texts.items() if (said := say(text)) != text}


def translation(docname: str, env: BuildEnvironment) -> Callable[[str], str]:
    """How a document's texts are translated, as Sphinx does it with a paragraph: with their markup."""
    folders = [Path(env.srcdir, folder) for folder in env.config.locale_dirs]
    domain = docname_to_domain(docname, env.config.gettext_compact)
    catalogue, found = locale.init(folders, env.config.language, domain)
    return catalogue.gettext if found else str


def running_texts(printed: Iterable[Table | Listing | Diagram]) -> Iterator[Written]:
    """What is running text in the options and bodies of tables, lists and diagrams, but for notes."""
    named = (each for record in printed for each in namings(record))
    texts = [each for each in named if each.kind == TEXT]
    yield from (each.written for each in sorted(texts, key=lambda each: each.record is not each.within))


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
