"""Small frameworks as texts in which ``{{CODE|text}}`` marks what must be found, and nothing else may be.

Marks nest; ``{{CODE severity|text}}`` says the severity too.
"""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.framework import config
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.language.findings import Finding, Selection
from sphinx_ihe.rules.rule import RULES, check

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

CONTEXT = """
framework:
  domain: ITI
  status: final-text
"""
"""The ``ihe.yaml`` around every text that has none of its own."""

FRAGMENT = ("IHE310", "IHE401", "IHE402", "IHE5", "IHE7", "IHE8")
"""What a text of a few lines lacks because it is no whole chapter."""

MARK = re.compile(r"\{\{(?P<code>IHE\d{3})(?: (?P<severity>error|warning|info))?\||\}\}")


class Spot(NamedTuple):
    """What is found, and where; the severity is empty where it does not matter."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    severity: str = ""


def findings(
    texts: Mapping[str, str], status: str | None = None, ignore: Collection[str] = FRAGMENT, judged: str = ""
) -> list[Finding]:
    """What the rules find in a framework, apart from codes that are ignored; ``judged`` is not, whatever they are."""
    documents = {name: text for name, text in texts.items() if name != "ihe.yaml"}
    configured = config.read(texts.get("ihe.yaml", CONTEXT).encode(), "ihe.yaml")
    framework = read_texts(documents, configured, status).framework
    selected = Selection(("IHE", judged or "IHE"), tuple(code for code in ignore if code != judged))
    found = check(framework, selected)
    silent = {finding.code for finding in found if finding.fix and "\nFixed, " not in RULES[finding.code].page}
    assert not silent, f"{silent} have a fix here, and no Fixed:: on their pages: {dict(texts)}"
    return found


def spots(found: Collection[Finding]) -> list[Spot]:
    return sorted(
        Spot(finding.place.file, *finding.place.start, *finding.place.end, finding.code, finding.severity.name)
        for finding in found
    )


def unmark(name: str, text: str) -> tuple[str, list[Spot]]:
    """A text without its marks, and what they mark."""
    clean = ""
    opened: list[tuple[str, str, int, int]] = []
    marked: list[Spot] = []
    position = 0
    for mark in MARK.finditer(text):
        clean += text[position : mark.start()]
        position = mark.end()
        line, column = clean.count("\n") + 1, len(clean) - clean.rfind("\n")
        if mark["code"]:
            opened.append((mark["code"], mark["severity"] or "", line, column))
        else:
            code, severity, first_line, first_column = opened.pop()
            marked.append(Spot(name, first_line, first_column, line, column, code, severity))
    assert not opened, f"a mark in {name} is not closed"
    return clean + text[position:], marked


def judge(
    text: str | Mapping[str, str],
    status: str | None = None,
    ignore: Collection[str] = FRAGMENT,
    judged: str = "",
) -> list[Finding]:
    """Compare what is found with what is marked, and give back what is found."""
    texts = {"index.rst": text} if isinstance(text, str) else text
    clean: dict[str, str] = {}
    expected: list[Spot] = []
    for name, marked in texts.items():
        clean[name], spotted = unmark(name, dedent(marked).lstrip("\n"))
        expected += spotted
    found = findings(clean, status, ignore, judged)
    told = "\n".join(
        f"{f.place.file}:{f.place.line}:{f.place.column}: {f.severity.name} {f.code} {f.message}" for f in found
    )
    said = {spot[:6]: spot.severity for spot in expected}
    compared = sorted(spot._replace(severity=said.get(spot[:6], "") and spot.severity) for spot in spots(found))
    assert compared == sorted(expected), told
    return found
