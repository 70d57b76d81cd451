"""An Integration Statement in a file of its own, against a framework (General Introduction, Appendix F).

The file has the body of ``ihe:integration-statement``, and is read and judged as that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.language import Block, IntegrationStatement, Line, Place, Written
from sphinx_ihe.language.findings import Selection
from sphinx_ihe.reading.page import read_page
from sphinx_ihe.rules.rule import check

if TYPE_CHECKING:
    from sphinx_ihe.language import Page
    from sphinx_ihe.language.findings import Finding

DIRECTIVE = "ihe:integration-statement"
SELECTION = Selection(("IHE002", "IHE9"))
"""The rules that judge statements."""


class StatementFile(Struct, frozen=True):
    """A statement, its text, and the page that it makes, as if a directive held it."""

    statement: IntegrationStatement
    text: str
    page: Page

    @property
    def readable(self) -> bool:
        """Whether all of it could be read."""
        return self.statement.complete and not self.page.problems


def read(text: str, file: str) -> StatementFile:
    """The statement in the text of a file; ``file`` is its name in places."""
    start = Place(file, 1, 1, 1, 1)
    body = tuple(Line(line.rstrip(), file, number, 1) for number, line in enumerate(text.splitlines(), 1))
    page = read_page("", [Block(DIRECTIVE, start, Written("Integration Statement", start), body=body)])
    (statement,) = (each for each in page.declarations if isinstance(each, IntegrationStatement))
    return StatementFile(statement, text, page)


def findings(found: StatementFile, framework: Framework) -> list[Finding]:
    """What is wrong with a statement, by the rules about statements, against a framework and what that knows."""
    whole = Framework([*framework.pages, found.page], framework.facts, framework.elsewhere)
    file = found.statement.directive.file
    return [finding for finding in check(whole, SELECTION) if finding.place.file == file]
