"""Rules about what cannot be read (IHE001 to IHE008): reading found it, and these give it a name and a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language.directives import DIRECTIVES
from sphinx_ihe.language.findings import Found
from sphinx_ihe.rules import suppressions
from sphinx_ihe.rules.rule import RULES, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework


def _reported(framework: Framework, code: str) -> Iterator[Found]:
    for problem in framework.problems_of(code):
        yield Found(problem.place, problem.message, problem.help)


@rule("IHE001", "E")
def unreadable_declaration(framework: Framework) -> Iterator[Found]:
    """A declaration has an argument, a section title or an option's value that is not in the form of its kind.

    The name, the acronym and the id of a thing are taken from its argument or from the title of its section. Where they
    cannot be told apart, nothing can refer to the thing, and everything that belongs to it is without a home.

    Bad::

        .. ihe:profile:: Remote Measurement

    Good::

        .. ihe:profile:: Remote Measurement (RM)
    """
    return _reported(framework, "IHE001")


@rule("IHE002", "E")
def unreadable_body(framework: Framework) -> Iterator[Found]:
    """The body of a table is no YAML, or has not the shape of its table.

    What cannot be read is printed nowhere. The rest of the table is read and judged all the same.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source: ITI-41

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
    """
    return _reported(framework, "IHE002")


@rule("IHE003", "E")
def unknown_option(framework: Framework) -> Iterator[Found]:
    """A directive has an option that is not one of its own.

    What a misspelt option says is lost, and Sphinx refuses the whole directive.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)
           :chaptre: 4

    Good::

        .. ihe:profile:: Remote Measurement (RM)
           :chapter: 4
    """
    return _reported(framework, "IHE003")


@rule("IHE004", "E")
def unknown_directive(framework: Framework) -> Iterator[Found]:
    """A directive or a role begins with ``ihe:`` and is not one of the language.

    Sphinx leaves such a directive out of the document, with everything in it.

    Bad::

        The :ihe:acter:`Document Source` sends the document.

    Good::

        The :ihe:actor:`Document Source` sends the document.
    """
    return _reported(framework, "IHE004")


@rule("IHE005", "E")
def homeless_directive(framework: Framework) -> Iterator[Found]:
    """A directive belongs to a profile or to a transaction, and none is declared above it in its document.

    Options, groupings and actors' tables mean nothing without their profile, and roles nothing without their
    transaction. Where a document has none, ``:profile:`` or ``:transaction:`` names it.

    Bad::

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R
    """
    return _reported(framework, "IHE005")


@rule("IHE006", "E")
def unreadable_file(framework: Framework) -> Iterator[Found]:
    """A file cannot be read: it is not there, it includes itself, or it is not UTF-8.

    What the file declares is missing from the framework, so that other findings may follow from this one.

    Bad::

        .. include:: shared/security.inc

    Good::

        .. include:: shared/security.inc

    Good, in shared/security.inc::

        Every actor SHALL be grouped with a Secure Node or a Secure Application.
    """
    return _reported(framework, "IHE006")


@rule("IHE007", "E")
def unreadable_configuration(framework: Framework) -> Iterator[Found]:
    """``ihe.yaml`` has a key or a value that it cannot have, or names a framework that cannot be read.

    A misspelt key silently keeps its default: the framework would be checked and numbered as another one. For that
    reason ``lint: select:`` does not leave this rule out; ``lint: ignore:`` does.

    Bad, in ihe.yaml::

        framework:
          domain: ITI
          stage: final-text

    Good, in ihe.yaml::

        framework:
          domain: ITI
          status: final-text
    """
    return _reported(framework, "IHE007")


@rule("IHE008", "W")
def idle_suppression(framework: Framework) -> Iterator[Found]:
    """A comment to the linter silences nothing, or is not in a form that the linter knows.

    The fault that it was written for is mended, or stands elsewhere. Left in place, the comment would hide the next
    one. Codes of rules that do not run are not idle.

    Bad::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe: ignore[IHE301] the number comes with the next release

        .. ihe:actors-transactions::

           Document Source:
             ITI-41: R

    Good::

        .. ihe:profile:: Remote Measurement (RM)

        .. ihe: ignore[IHE301] the number comes with the next release

        .. ihe:actors-transactions::

           Document Source:
             ITI-9999: R
    """
    directives = [name.removeprefix("ihe:") for name in DIRECTIVES]
    for problem in suppressions.read(framework.comments, RULES, directives)[1]:
        yield Found(problem.place, problem.message, problem.help)
