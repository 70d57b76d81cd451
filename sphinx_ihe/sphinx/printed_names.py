"""How things are called in print: the words that this extension adds to a document, in the language of the build."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation
from sphinx.util.i18n import babel_format_date

from sphinx_ihe.language import (
    Actor,
    ContentModule,
    IntegrationStatement,
    Issue,
    Profile,
    ProfileActor,
    ProfileOption,
    Requirement,
    Transaction,
    UseCase,
)
from sphinx_ihe.language.words import kind_word, status_word
from sphinx_ihe.printing.cells import Code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.language import Declaration, Written
    from sphinx_ihe.printing.cells import Parts

CATALOGUE = "sphinx_ihe"
"""The message catalogue of this package."""

_ = get_translation(CATALOGUE)
_unbroken = re.compile(r"\[[^\[\]]+\]|(?:\S+ )?TF-[0-9]: \S+").finditer


def gettext(message: str) -> str:
    """A message of this package in the language of the build."""
    return str(_(message))


def kind(name: str) -> str:
    """The word for a kind of thing."""
    return kind_word(name, gettext)


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
    return f"{title(declaration)} ({kind_of(declaration)})"


def kind_of(declaration: Declaration) -> str:
    """The word for the kind of a thing, with the profile that it belongs to: ``option of XDS.b``."""
    of = declaration.profile if isinstance(declaration, (ProfileActor, ProfileOption, UseCase)) else None
    word = kind(declaration.kind)
    return gettext("{kind} of {profile}").format(kind=word, profile=of.key) if of else word


def stage(status: str) -> str:
    """How IHE prints the stage of a publication, or the status of a transaction."""
    return status_word(status, gettext)


def day(written: str | None, language: str) -> str:
    """A date as it is printed, 24 November 2026 in the form of a language; what is none in the calendar as written."""
    try:
        date = datetime.strptime(written or "", "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return written or ""
    return babel_format_date(date, "long", language)


def revision(number: str | None) -> str:
    """The revision of a publication, if it has one."""
    return gettext("Revision {revision}").format(revision=number) if number else ""


def xref(kind: str, key: str, text: str, docname: str) -> addnodes.pending_xref:
    """A name in a document that leads to a thing; where to is settled when all documents have been read."""
    domain = "std" if kind == "term" else "ihe"
    inner = nodes.inline(text, "", *words(text), classes=[domain, f"{domain}-{kind}"])
    return addnodes.pending_xref(
        "", inner, refdoc=docname, refdomain=domain, reftype=kind, reftarget=key, refexplicit=True
    )


def woven(parts: Parts, docname: str) -> Iterator[nodes.Node]:
    """Words and names in a document as nodes."""
    for part in parts:
        if isinstance(part, Code):
            yield nodes.inline(part, part, classes=["ihe-code", f"ihe-code-{part.lower()}"])
        elif isinstance(part, str):
            yield nodes.Text(part)
        else:
            yield xref(part.kind, part.key, part.text, docname)


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
    for label, said in _facts(declaration, docname):
        body = nodes.paragraph()
        for each in said:
            if each is not None:
                body += [nodes.Text(", ")] if len(body) else []
                body += each if isinstance(each, nodes.Node) else nodes.Text(each.text)
        if len(body):
            fields += nodes.field("", nodes.field_name("", label), nodes.field_body("", body))
    return fields


_Facts: TypeAlias = "Iterator[tuple[str, Sequence[Written | nodes.Node | None]]]"


def _facts(declaration: Declaration, docname: str) -> _Facts:
    """Labels and what they say."""
    match declaration:
        case Profile():
            yield gettext("Type"), declaration.types
            yield gettext("Status"), _stage(declaration.status)
        case Actor():
            yield gettext("Abbreviation"), (declaration.abbreviation,)
            if declaration.renamed_to:
                yield gettext("Renamed to"), [_mention("actor", declaration.renamed_to.text, docname)]
        case Transaction():
            yield gettext("Referenced Standards"), declaration.standards
            yield gettext("Status"), _stage(declaration.status)
        case ProfileOption():
            yield gettext("Requires"), declaration.requires
        case _:
            yield from _more_facts(declaration, docname)
    yield gettext("Template ID") if isinstance(declaration, ContentModule) else gettext("OID"), (declaration.oid,)


def _stage(status: Written | None) -> list[nodes.Node]:
    return [nodes.Text(stage(status.text))] if status else []


def _more_facts(declaration: Declaration, docname: str) -> _Facts:
    match declaration:
        case ContentModule():
            yield gettext("Parent Template"), (declaration.parent,)
            yield gettext("Format Code"), (declaration.format_code,)
            yield gettext("Code"), (declaration.code,)
        case Requirement():
            if declaration.titled:
                yield gettext("Level"), [nodes.Text(standing(declaration))] if declaration.level else ()
            yield gettext("Actors"), [_mention("actor", actor.text, docname) for actor in declaration.actors]
            if declaration.transaction and declaration.transaction.named:
                yield gettext("Transaction"), [_mention("transaction", declaration.transaction.key, docname)]
        case Issue():
            if declaration.titled:
                yield gettext("State"), [nodes.Text(standing(declaration))]
            yield gettext("Closed by"), (declaration.closed_by,)
        case IntegrationStatement():
            yield gettext("Vendor"), (declaration.vendor,)
            yield gettext("Product"), (declaration.product,)
            yield gettext("Version"), (declaration.version,)
            yield gettext("Date"), (declaration.date,)


def standing(declaration: Declaration) -> str:
    """What is printed beside the id of a requirement or an issue: its level, its state; empty for other things."""
    match declaration:
        case Requirement(level=level) if level:
            return level.text.upper()
        case Issue():
            return gettext("closed") if declaration.current_state == "closed" else gettext("open")
        case _:
            return ""


def _mention(kind: str, name: str, docname: str) -> addnodes.pending_xref:
    """A name as its role would print it."""
    mention = xref(kind, name, name, docname)
    mention["refexplicit"] = False
    return mention
