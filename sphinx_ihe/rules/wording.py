"""Rules about the words of running text (IHE704, IHE801, IHE802)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language.findings import Found
from sphinx_ihe.reading.source import mentions
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework


@rule("IHE704", "W")
def normative_word_in_informative_text(framework: Framework) -> Iterator[Found]:
    """A word of BCP 14 stands in capitals in informative text.

    SHALL, SHOULD and MAY in capitals make a requirement, which products are tested for (General Introduction E.1.1).
    Nobody looks for one in a use case, in the concepts of a profile, or below a title with ``(Informative)``. Within
    these, a title with ``(Normative)`` makes its section normative.

    Bad::

        RM Use Cases
        ------------

        The device SHALL send what it has measured.

    Good::

        RM Use Cases
        ------------

        The device sends what it has measured.
    """
    for mention in framework.mentions(mentions.NORMATIVE):
        message = f"{mention.text!r} in {mention.scope!r}, which is informative"
        yield Found(mention.place, message, "move the requirement to normative text, or describe what happens")


@rule("IHE801", "E")
def template_residue(framework: Framework) -> Iterator[Found]:
    """A placeholder of the supplement template was left in the text.

    ``Actor A``, ``Transaction 1`` and ``Profile Acronym`` stand in the template for names that the author puts in, and
    ``Table 3.2-1 below`` for a table that only a profile in chapter 3 has.

    Bad::

        The requirements for Actor A are the same in all use cases.

    Good::

        The requirements for the Document Source are the same in all use cases.
    """
    for mention in framework.mentions(mentions.RESIDUE):
        yield Found(mention.place, f"{mention.text!r} is a placeholder of the template", "write the name that is meant")
    for mention in framework.mentions(mentions.TABLE):
        profile = framework.profiles.get(mention.scope) if mention.scope else None
        if profile and not (profile.chapter and profile.chapter.text == "3"):
            message = f"{mention.text!r} is a table of the template, profile {mention.scope} has none of this number"
            yield Found(mention.place, message, "refer to the table that is meant")


@rule("IHE802", "I / W / E")
def open_marker(framework: Framework) -> Iterator[Found]:
    """The text holds a mark that something is still to be written.

    Such marks are ``TODO``, ``TBD``, ``<TO DO ...>`` and ``[provide ...]``. A text that only speaks of TODO lists is
    not meant.

    Bad::

        The message is sent TBD.

    Good::

        The message is sent once a day.
    """
    for mention in framework.mentions(mentions.MARKER):
        yield Found(mention.place, f"{mention.text!r} marks what is still open", "write what is missing")
