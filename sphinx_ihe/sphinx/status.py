"""The banner that says what stage a publication is at: on every page, above its title, until it is final."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx_ihe.sphinx.printed_names import day, gettext, revision, stage

if TYPE_CHECKING:
    from sphinx_ihe.framework.config import Config


def banner(config: Config, language: str) -> str:
    """The banner as HTML; empty for a final text, and where no ``ihe.yaml`` says what the publication is."""
    own = config.framework
    meanings = {
        "draft": gettext("This text is being written. It may change at any time."),
        "public-comment": gettext(
            "This text is open for comments. It will change before it is published for implementation."
        ),
        "trial-implementation": gettext(
            "This text is published for implementation and testing. What is learned there may change it."
        ),
        "deprecated": gettext("This text is no longer recommended for new implementations."),
    }
    if config.path is None or own.status not in meanings:
        return ""
    meaning = meanings[own.status]
    facts = " – ".join(escape(fact) for fact in (revision(own.revision), day(own.date, language)) if fact)
    sentences = [escape(meaning)]
    if own.contact and own.status == "public-comment":
        sentences.append(gettext("Comments on this document go to {contact}.").format(contact=_linked(own.contact)))
    lead = f"<strong>{escape(stage(own.status))}</strong>" + (f" – {facts}" if facts else "")
    return f'<div class="ihe-status ihe-status-{own.status}" role="note"><p>{lead}<br>{" ".join(sentences)}</p></div>\n'


def _linked(contact: str) -> str:
    """An address as a link; words as they are."""
    words = escape(contact)
    if contact.startswith(("https://", "http://")):
        return f'<a href="{words}">{words}</a>'
    if contact.count("@") == 1 and " " not in contact:
        return f'<a href="mailto:{words}">{words}</a>'
    return words
