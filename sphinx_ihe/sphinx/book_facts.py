"""What the template is told of a book: what ``ihe.yaml`` and ``conf.py`` say of the publication."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docutils import nodes
from msgspec import Struct
from msgspec.structs import asdict
from sphinx import addnodes
from sphinx.util.i18n import babel_format_date

from sphinx_ihe.book import files as typst_files
from sphinx_ihe.book.fonts import Fonts, installed
from sphinx_ihe.language import Profile
from sphinx_ihe.sphinx.domain import IheDomain, domain_of
from sphinx_ihe.sphinx.printed_names import gettext, revision, stage, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder

    from sphinx_ihe.framework.config import Config

_PAPERS = {"letter": "us-letter", "a4": "a4"}
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([A-Z]{2}))?(?![a-z])")
"""Code of a language and of a country; Typst knows no other parts of Sphinx's names of languages."""
_DRAFTS = ("draft", "public-comment")


class BookFacts(Struct, frozen=True):
    """All that the template is told; texts, which it prints as they are."""

    title: str
    subtitle: str
    opening: str
    """Title of what stands before the first chapter, if something does."""
    domain: str
    status: str
    revision: str
    date: str
    year_month_day: tuple[int, int, int] | None
    """For the properties of the PDF."""
    authors: tuple[str, ...]
    contact: str
    copyright: tuple[str, ...]
    language: str
    region: str | None
    paper: str
    line_numbers: bool
    page_references: bool
    watermark: str
    logo: str | None
    """Path of the picture, beside the template."""
    fonts: Mapping[str, list[str]]
    words: Mapping[str, str]

    def dumps(self) -> str:
        """The facts as JSON, with hyphens in the names as Typst likes them."""
        named = {name.replace("_", "-"): value for name, value in asdict(self).items()}
        return json.dumps(named, indent=2, ensure_ascii=False) + "\n"


def facts(builder: Builder, doctree: nodes.document) -> BookFacts:
    """What ``ihe.yaml`` says of the publication, and ``conf.py`` where that says nothing."""
    domain = domain_of(builder.env)
    conf, config = builder.config, domain.config
    own, keys = config.framework, config.pdf
    date = _date(own.date)
    language = _LANGUAGE.match(conf.language)
    return BookFacts(
        title=own.title or conf.project,
        subtitle=_only_profile(domain),
        opening=_opening(doctree),
        domain=_domain(config),
        status=stage(own.status) if config.path else "",
        revision=revision(own.revision or conf.release or conf.version),
        date=babel_format_date(date, "long", conf.language) if date else own.date or conf.today,
        year_month_day=(date.year, date.month, date.day) if date else None,
        authors=own.authors or ((conf.author,) if conf.author != "Author name not set" else ()),
        contact=own.contact or "",
        copyright=_copyright(conf.copyright),
        language=language[1] if language else "en",
        region=language[2] if language else None,
        paper=_PAPERS[keys.paper],
        line_numbers=own.status == "public-comment" if keys.line_numbers is None else keys.line_numbers,
        page_references=keys.page_references,
        watermark=gettext("DRAFT") if own.status in _DRAFTS and config.path else "",
        logo=f"logo{keys.logo.suffix}" if keys.logo else None,
        fonts=fonts(config).families,
        words=_words(),
    )


def fonts(config: Config) -> Fonts:
    """The fonts that ``ihe.yaml`` asks for."""
    keys = config.pdf
    folders = (*map(str, keys.font_folders), *installed())
    return Fonts(folders, keys.text_fonts, keys.heading_fonts, bool(keys.text_fonts or keys.heading_fonts))


def _opening(doctree: nodes.document) -> str:
    """The title of the first document, which the cover replaces, where it has a text of its own before its chapters."""
    sections = [child for child in doctree.children if isinstance(child, nodes.section)]
    if len(sections) != 1:
        return ""
    (root,) = sections
    for child in root.children[1:]:
        if isinstance(child, nodes.section) or next(child.findall(addnodes.start_of_file), None):
            break
        if child.astext().strip() and not isinstance(child, nodes.Invisible):
            return root[0].astext()
    return ""


def _only_profile(domain: IheDomain) -> str:
    """Name and acronym of the profile that a supplement is about; nothing where there are several, or none."""
    declared = [each for each in domain.build.framework.all_declarations if isinstance(each, Profile)]
    return title(declared[0]) if len(declared) == 1 else ""


def _domain(config: Config) -> str:
    own = config.framework
    if own.name and own.domain:
        return f"{own.name} ({own.domain})"
    return own.name or own.domain or ""


def _copyright(written: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    lines = (written,) if isinstance(written, str) else tuple(written)
    return tuple(gettext("Copyright © {text}").format(text=line) for line in lines if line)


def _words() -> dict[str, str]:
    """The words that the template prints."""
    return {
        "integrating": gettext("Integrating the Healthcare Enterprise"),
        "domain": gettext("Domain"),
        "date": gettext("Date"),
        "authors": gettext("Authors"),
        "contact": gettext("Contact"),
        "contents": gettext("Contents"),
        "tables": gettext("Tables"),
        "figures": gettext("Figures"),
        "page": gettext("page {page}"),
        "comments": gettext("Comments on this document go to {contact}."),
    }


def _date(written: str | None) -> datetime | None:
    """Day of the publication; where ``ihe.yaml`` has none, that of SOURCE_DATE_EPOCH."""
    if written:
        # Not every date that looks like one is in the calendar.
        with suppress(ValueError):
            return datetime.strptime(written, "%Y-%m-%d").replace(tzinfo=UTC)
        return None
    epoch = _epoch()
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)


def _epoch() -> int | None:
    """What SOURCE_DATE_EPOCH says, in seconds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdigit() else None


def timestamp(builder: Builder) -> int | None:
    """When the PDF says that it was made, in seconds: never when it really was, so that its bytes stay the same."""
    epoch = _epoch()
    if epoch is not None:
        return epoch
    date = _date(domain_of(builder.env).config.framework.date)
    return int(date.timestamp()) if date else None


def files(found: BookFacts, config: Config, body: str) -> dict[str, bytes]:
    """The files that Typst reads beside pictures, by their names."""
    made = typst_files.files(found.dumps(), body, config.pdf.template)
    if config.pdf.logo and found.logo:
        made[found.logo] = config.pdf.logo.read_bytes()
    return made
