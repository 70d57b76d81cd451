"""How things are called in print: the words that this extension adds to a document, in the language of the build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation

from sphinx_ihe.model import (
    Actor,
    ContentModule,
    Issue,
    Profile,
    ProfileActor,
    ProfileOption,
    Requirement,
    Transaction,
    UseCase,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.model import Declaration, Written

CATALOGUE = "sphinx_ihe"
"""The message catalogue of this package."""

_ = get_translation(CATALOGUE)
_unbroken = re.compile(r"\[[^\[\]]+\]|(?:\S+ )?TF-[0-9]: \S+").finditer


def gettext(message: str) -> str:
    """A message of this package in the language of the build."""
    return str(_(message))


def kind(name: str) -> str:
    """The word for a kind of thing."""
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
    }
    return str(words[name])


def title(declaration: Declaration) -> str:
    """A thing as IHE writes it: ``Name (XDS.b)``, ``Name [ITI-41]``, ``Name Option`` (General Introduction 7.5)."""
    match declaration:
        case Profile():
            return f"{declaration.name} ({declaration.acronym})"
        case Transaction():
            return f"{declaration.name} [{declaration.id.text}]"
        case ProfileOption():
            return gettext("{option} Option").format(option=declaration.name)
        case Requirement() | Issue():
            return declaration.label.text
        case _:
            return declaration.name


def index_entry(declaration: Declaration) -> str:
    """The entry of a thing in the general index."""
    kind_of = kind(declaration.kind)
    of = declaration.profile if isinstance(declaration, (ProfileActor, ProfileOption, UseCase)) else None
    if of:
        kind_of = gettext("{kind} of {profile}").format(kind=kind_of, profile=of.key)
    return f"{title(declaration)} ({kind_of})"


def xref(kind: str, key: str, text: str, docname: str) -> addnodes.pending_xref:
    """A name in a document that leads to a thing; where to is settled when all documents have been read."""
    inner = nodes.inline(text, "", *words(text), classes=["ihe", f"ihe-{kind}"])
    return addnodes.pending_xref(
        "", inner, refdoc=docname, refdomain="ihe", reftype=kind, reftarget=key, refexplicit=True
    )


def words(text: str) -> Iterator[nodes.Node]:
    """A name as nodes; an id or a reference in it stays on one line where the style sheet is at hand."""
    done = 0
    for found in _unbroken(text):
        if found.start() > done:
            yield nodes.Text(text[done : found.start()])
        yield nodes.inline(found[0], found[0], classes=["ihe-unbroken"])
        done = found.end()
    if done < len(text):
        yield nodes.Text(text[done:])


def facts(declaration: Declaration, docname: str) -> nodes.field_list:
    """What a declaration's options say, for print; empty where they say nothing."""
    fields = nodes.field_list()
    for label, written in _facts(declaration):
        body = nodes.paragraph("", ", ".join(each.text for each in written if each))
        renamed_to = declaration.renamed_to if isinstance(declaration, Actor) else None
        if renamed_to and written == (renamed_to,):
            name = renamed_to.text
            body = nodes.paragraph("", "", xref("actor", name, name, docname))
        if body.astext():
            fields += nodes.field("", nodes.field_name("", label), nodes.field_body("", body))
    return fields


def _facts(declaration: Declaration) -> Iterator[tuple[str, tuple[Written | None, ...]]]:
    """Labels and what they say."""
    match declaration:
        case Profile():
            yield gettext("Type"), declaration.types
            yield gettext("Status"), (declaration.status,)
        case Actor():
            yield gettext("Abbreviation"), (declaration.abbreviation,)
            yield gettext("Renamed to"), (declaration.renamed_to,)
        case Transaction():
            yield gettext("Referenced Standards"), declaration.standards
            yield gettext("Status"), (declaration.status,)
        case ProfileOption():
            yield gettext("Requires"), declaration.requires
        case ContentModule():
            yield gettext("Parent Template"), (declaration.parent,)
            yield gettext("Format Code"), (declaration.format_code,)
            yield gettext("Code"), (declaration.code,)
        case Requirement():
            yield gettext("Level"), (declaration.level,)
            yield gettext("Actors"), declaration.actors
        case Issue():
            yield gettext("State"), (declaration.state,)
            yield gettext("Closed by"), (declaration.closed_by,)
    yield gettext("Template ID") if isinstance(declaration, ContentModule) else gettext("OID"), (declaration.oid,)
