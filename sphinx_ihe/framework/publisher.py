"""Repositories of the FHIR IG Publisher, read as they are: titles of pages, domain and status out of their own files.

Nothing of the project is run. What Liquid prints is not known where it depends on the tool, and is left as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.framework.config import Config, FrameworkKeys
from sphinx_ihe.language import Place, Written, names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SUSHI = "sushi-config.yaml"
_FILES = (SUSHI, "ig.ini")
_SOURCES = ("input/pagecontent/*.md", "input/intro-notes/*.md")
_field = re.compile(r"^(?P<name>id|title|releaseLabel|status):[ \t]*(?P<value>[^\n#]*)", re.MULTILINE).finditer
_page = re.compile(
    r"^[ \t]+(?P<name>[\w .-]+)\.(?:md|xml|html):[ \t]*(?:#[^\n]*)?\n(?:[ \t]*#[^\n]*\n)*"
    r"[ \t]+title:[ \t]*(?P<title>[^\n]*)",
    re.MULTILINE,
).finditer
_liquid = re.compile(
    r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{::comment\}.*?\{:/(?:comment)?\}|\{%.*?%\}", re.DOTALL
)
_prints = re.compile(r"\{%-?\s*(?:include|lang-fragment|fragment|sql|markdown)").match
_PRINTED = "\u00b7"
"""What stands for something that Liquid puts in: its section is not empty."""


class Publisher(Struct, frozen=True):
    """What such a repository says of itself: its title, and the titles of its pages by their names."""

    whole: Written | None = None
    pages: Mapping[str, Written] = {}

    def title(self, name: str) -> Written | None:
        """The title above a page: its own where that names a transaction, else that of the whole."""
        own = self.pages.get(name.rpartition("/")[2].rpartition(".")[0])
        return own if own and names.transaction_title(own.text) else self.whole


def root_of(path: Path) -> Path | None:
    """The nearest folder, this one or above, that is such a repository."""
    folders = (path, *path.parents) if path.is_dir() else path.parents
    return next((folder for folder in folders if any((folder / name).is_file() for name in _FILES)), None)


def configuration(root: Path) -> Config:
    """What ``ihe.yaml`` would say of such a repository."""
    try:
        text = (root / SUSHI).read_text("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError:
        return Config(sources=_SOURCES, publisher=Publisher())
    file = str(root / SUSHI)
    said = {found["name"]: _written(text, file, *found.span("value")) for found in _field(text)}
    pages = {found["name"]: _written(text, file, *found.span("title")) for found in _page(text)}
    return Config(
        framework=FrameworkKeys(domain=_domain(said["id"].text) if "id" in said else None),
        sources=_SOURCES,
        publisher=Publisher(said.get("title"), pages),
    )


def _written(text: str, file: str, start: int, end: int) -> Written:
    """A value without quotes."""
    raw = text[start:end]
    value = raw.strip().strip("\"'")
    start += raw.find(value) if value else 0
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return Written(value, Place(file, line, column, line, column + len(value)))


def _domain(package: str) -> str | None:
    """The domain in the id of a package: ``ihe.iti.pdqm``."""
    from sphinx_ihe.framework import catalogue

    parts = package.casefold().split(".")
    codes = {domain.code.casefold(): domain.code for domain in catalogue.load(published=False).domains()}
    return codes.get(parts[1]) if len(parts) > 2 and parts[0] == "ihe" else None


def without_liquid(text: str) -> str:
    """A page with blanks in place of what Liquid and kramdown do not print; everything else stays where it is."""
    if "{%" not in text and "{::" not in text:
        return text
    return _liquid.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    blank = re.sub(r"[^\n]", " ", found[0])
    return _PRINTED + blank[1:] if _prints(found[0]) else blank
