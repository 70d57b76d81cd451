"""What is said of a thing beside its name in an editor, in Markdown: its kind, what it is, where it is used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.editing.prose import paragraph_below
from sphinx_ihe.language.directives import DIRECTIVES, SPHINX_OPTIONS, USED_KINDS
from sphinx_ihe.language.lines import Lines
from sphinx_ihe.language.words import kind_word
from sphinx_ihe.printing.cells import plain
from sphinx_ihe.printing.lists import UsesPrinter
from sphinx_ihe.printing.lists.running_text import mentions
from sphinx_ihe.printing.tables import TablePrinter
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_ihe.editing.occurrences import Thing
    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.framework.published import KnownProfile
    from sphinx_ihe.language import Declaration
    from sphinx_ihe.language.directives import Directive, Option

CODES = {"R": "required", "O": "optional", "C": "conditional: the note says when it is required"}
"""What the codes of a cell mean (General Introduction 7.1)."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_HEADING = re.compile(r"^(Bad|Fixed|Good)(.*)::$")


def declared(framework: Framework, thing: Thing) -> Declaration | None:
    """The first declaration of a thing here."""
    found = (each for each in framework.all_declarations if each.kind == thing.kind)
    key = framework.transaction_id if thing.kind == "transaction" else str
    return next((each for each in found if key(each.key) == thing.key), None)


def title(framework: Framework, thing: Thing) -> str:
    """The whole name of a thing: ``Registry Stored Query [ITI-18]``, ``Cross-Enterprise Document Sharing (XDS.b)``."""
    if thing.kind == "transaction":
        facts = framework.transaction(thing.key)
        return f"{facts.name} [{facts.id}]" if facts and facts.name else thing.key
    if thing.kind == "profile":
        profile = framework.profile(thing.key)
        return f"{profile.name} ({thing.key})" if profile else thing.key
    declaration = declared(framework, thing)
    return declaration.label.text if declaration and thing.kind in ("requirement", "issue") else thing.name


def describe(framework: Framework, thing: Thing, texts: Mapping[str, str]) -> str:
    """A thing as a hover shows it: a heading and paragraphs, in Markdown. ``texts`` are those of the files."""
    declaration = declared(framework, thing)
    heading = f"**{escaped(title(framework, thing))}** — {_kind(thing)}"
    definition = _definition(declaration, texts) if declaration else None
    said = [escaped(plain(mentions(definition, TablePrinter(framework))))] if definition else []
    return "\n\n".join([heading, *said, *_about(framework, thing, declaration)])


def _definition(declaration: Declaration, texts: Mapping[str, str]) -> str | None:
    """The first paragraph of what a declaration says; of a transaction, of its first section."""
    if declaration.text:
        return declaration.text.text
    place = declaration.directive
    if not declaration.titled or place.file not in texts:
        return None
    lines = Lines(texts[place.file], markdown=is_markdown(place.file))
    return paragraph_below(lines, place.line - 1, titles=1 if declaration.kind == "transaction" else 0)


def _kind(thing: Thing) -> str:
    word = kind_word(thing.kind, str)
    return f"{word} of {thing.key.partition(' / ')[0]}" if " / " in thing.key else word


def _about(framework: Framework, thing: Thing, declaration: Declaration | None) -> Iterator[str]:
    printer = TablePrinter(framework)
    profile = framework.profile(thing.key) if thing.kind == "profile" else None
    if profile and profile.actors:
        yield f"Actors: {escaped(', '.join(profile.cast))}"
    if thing.kind == "actor" and not declaration and (rename := framework.rename(thing.key)):
        yield f"Renamed: it is {escaped(rename.new)} now"
    if thing.kind in USED_KINDS:
        for label, names in UsesPrinter(printer).print(thing.kind, thing.key):
            yield f"{label}: {escaped(plain(names))}"
    if declaration is None:
        yield from _published(framework, thing, profile)


def _published(framework: Framework, thing: Thing, profile: KnownProfile | None) -> Iterator[str]:
    """What is known of a thing that is not declared here."""
    transaction = framework.transaction(thing.key) if thing.kind == "transaction" else None
    facts = profile or transaction
    if thing.kind == "actor" and thing.key in framework.actor_names:
        acronyms = [acronym for acronym, each in framework.known_profiles.items() if thing.key in each.cast]
        yield f"Published, in {escaped(', '.join(sorted(acronyms)))}" if acronyms else "Published"
    elif facts:
        section = f", section {transaction.section}" if transaction and transaction.section else ""
        yield f"Published by {facts.domain}{section}" if facts.domain else f"Published{section}"
    if url := framework.url(thing.kind, thing.key) or (facts and facts.url):
        yield f"<{url}>"


# -- the language -----------------------------------------------------------------------------------------------------


def directive(name: str) -> str | None:
    """A directive of ours: what it makes, and its options."""
    found = DIRECTIVES.get(name)
    if found is None:
        return None
    options = "\n".join(f"- `:{option.name}:` {_option(option)}" for option in found.options)
    return f"**{name}** — {_directive(found)}" + (f"\n\n{options}" if options else "")


def option(name: str, of: str) -> str | None:
    """An option of a directive."""
    found = DIRECTIVES.get(of)
    for each in found.options if found else ():
        if each.name == name:
            return f"**:{name}:** of {of} — {_option(each)}"
    for each in SPHINX_OPTIONS if found else ():
        if each.name == name:
            return f"**:{name}:** of Sphinx — {_option(each)}"
    return None


def role(name: str) -> str:
    """A role that points at a kind of thing."""
    return f"**:ihe:{name}:** — points at {_article(kind_word(name, str))}"


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiouAEIOU' else 'a'} {word}"


def _directive(found: Directive) -> str:
    return f"{found.help}; belongs to a {found.owner}" if found.owner else found.help


def _option(found: Option) -> str:
    return f"{found.help}: {', '.join(f'`{value}`' for value in found.values)}" if found.values else found.help


# -- Markdown ---------------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def page(text: str) -> str:
    """The page of a rule as Markdown: its examples become fences, its literals stay."""
    lines: list[str] = []
    fenced = False
    for line in text.replace("``", "`").splitlines():
        heading = _HEADING.match(line)
        if fenced and line and not line.startswith(" "):
            lines[-1:] = ["```", ""]
            fenced = False
        if heading:
            lines += [f"{heading[1]}{heading[2]}:", "", "```rst"]
            fenced = True
        elif not (fenced and not line and lines[-1] == "```rst"):
            lines.append(line[4:] if fenced else line)
    return "\n".join([*lines, "```"] if fenced else lines)
