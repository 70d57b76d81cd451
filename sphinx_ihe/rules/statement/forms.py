"""The forms in which a statement can be had: documents, and the words of a request for proposals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.rules.statement import DIRECTIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import IntegrationStatement
    from sphinx_ihe.rules.statement import StatementFile

CLAIM = (
    "This product implements all transactions required in the IHE Technical Framework to support the IHE Profiles, "
    "Actors and Options listed below."
)
"""The sentence of the template (General Introduction, Appendix F)."""


def to_markdown(found: StatementFile, framework: Framework) -> str:
    """The document that a vendor publishes."""
    lines = ["# IHE Integration Statement", "", "| | |", "|---|---|"]
    lines += [f"| {label} | {_cell(value)} |" for label, value in _facts(found.statement)]
    lines += ["", CLAIM, "", "| Profiles Implemented | Actors Implemented | Options Implemented |", "|---|---|---|"]
    for profile, actor, options in _claims(found.statement, framework):
        lines.append(f"| {_cell(profile)} | {_cell(actor)} | {_cell(', '.join(options) or 'None')} |")
    return "\n".join(lines) + "\n"


_MARKUP = re.compile(r"[\\`*_\[\]<>|~!&]")


def _cell(text: str) -> str:
    """A text in Markdown, of which nothing is markup."""
    return _MARKUP.sub(r"\\\g<0>", text)


def to_rst(found: StatementFile, framework: Framework) -> str:
    """A section for a framework that is built with this extension."""
    facts = dict(_facts(found.statement))
    title = " ".join(facts[label] for label in ("Product", "Version") if label in facts) or "Integration Statement"
    body = [f"   {line}".rstrip() for line in found.text.strip("\n").splitlines()]
    return "\n".join([title, "=" * max(len(title), 4), "", f".. {DIRECTIVE}::", "", *body]) + "\n"


def to_proposal(found: StatementFile, framework: Framework) -> str:
    """Sentences for a request for proposals that asks for what the statement claims."""
    sentences = []
    for profile, actor, options in _claims(found.statement, framework):
        *most, last = options or [""]
        named = f"{', '.join(most)} and {last} Options" if most else f"{last} Option"
        extra = f" with the {named}" if options else ""
        sentences.append(f"The system shall support the IHE {profile} Profile as the actor {actor}{extra}.\n")
    return "\n".join(sentences)


FORMS: dict[str, Callable[[StatementFile, Framework], str]] = {
    "markdown": to_markdown,
    "rst": to_rst,
    "proposal": to_proposal,
}
"""The forms by their names."""


def _facts(statement: IntegrationStatement) -> Iterator[tuple[str, str]]:
    facts = {
        "Vendor": statement.vendor,
        "Product": statement.product,
        "Version": statement.version,
        "Date": statement.date,
    }
    yield from ((label, written.text) for label, written in facts.items() if written)


def _claims(statement: IntegrationStatement, framework: Framework) -> Iterator[tuple[str, str, list[str]]]:
    """Profile with its name, actor, and options of each claim."""
    for claim in statement.claims:
        acronym = claim.profile.text
        facts = framework.profile(acronym)
        profile = f"{facts.name} ({acronym})" if facts else acronym
        yield from ((profile, each.actor.text, [option.text for option in each.options]) for each in claim.actors)
