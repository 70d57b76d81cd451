"""What a rule is: a documented function from a framework to what it found there.

Its docstring is its page: ``ihe explain``, the manual and the tests read the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language.findings import Finding, Found, Selection, Severity, Verdict
from sphinx_ihe.rules import suppressions

if TYPE_CHECKING:
    from sphinx_ihe.framework.framework import Framework


_LETTERS = {"I": Severity.info, "W": Severity.warning, "E": Severity.error}
_STAGES = {"draft": 0, "public-comment": 0, "trial-implementation": 1, "final-text": 2, "deprecated": 2}


Check = Callable[["Framework"], Iterator[Found]]


class Rule(Struct, frozen=True):
    """A check with its code, its name and its severities for draft, trial implementation and final text."""

    code: str
    name: str
    severities: tuple[Severity, Severity, Severity]
    check: Check

    @property
    def page(self) -> str:
        """The rule's page, in reStructuredText: one line that says what it finds, why that matters, Bad and Good."""
        from textwrap import dedent

        summary, _, rest = (self.check.__doc__ or "").partition("\n")
        return f"{summary.strip()}\n{dedent(rest)}".strip() + "\n"

    @property
    def summary(self) -> str:
        """The first line of the page: a sentence about the document."""
        return self.page.partition("\n")[0]

    def severity(self, status: str) -> Severity:
        """The rule's severity in a framework of that status; an unknown status counts as draft."""
        return self.severities[_STAGES.get(status, 0)]


RULES: dict[str, Rule] = {}
"""Every rule by its code. Filled when ``sphinx_ihe.rules`` is imported."""


def rule(code: str, severities: str) -> Callable[[Check], Check]:
    """Register a check under ``code``; its name is the function's name with hyphens.

    ``severities`` is one of E, W, I, or three of them, ``I / E / E``: draft and public comment, trial implementation,
    final text.
    """
    letters = [_LETTERS[letter.strip()] for letter in severities.split("/")]
    first, second, third = letters * 3 if len(letters) == 1 else letters

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"{code} is taken by {RULES[code].name}")
        RULES[code] = Rule(code, check.__name__.replace("_", "-"), (first, second, third), check)
        return check

    return register


def check(
    framework: Framework,
    selection: Selection = Selection(),  # noqa: B008 - immutable
    rules: Collection[Rule] | None = None,
) -> list[Finding]:
    """Every finding of every selected rule that no comment silences, sorted, each fault once."""
    return judge(framework, selection, rules=rules).findings


def judge(
    framework: Framework,
    selection: Selection,
    left_out: Callable[[str, str], bool] | None = None,
    rules: Collection[Rule] | None = None,
) -> Verdict:
    """As :func:`check`; ``left_out`` tells whether a code is not looked for in a file (``per-file-ignores``)."""
    if rules is None:
        rules = RULES.values()
    running = [rule for rule in rules if selection.takes(rule.code)]
    found = {finding for rule in running for finding in _run(rule, framework)}
    if left_out:
        found = {finding for finding in found if not left_out(finding.code, finding.place.file)}
    silenced = _silence(framework, found, running, left_out) if framework.comments else set()
    return Verdict(_in_order(found - silenced), _in_order(silenced))


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.order)


def _run(rule: Rule, framework: Framework) -> Iterable[Finding]:
    """The findings of one rule, with the severities that the framework's status and configuration give them."""
    configured = framework.facts.severities.get(rule.code)
    usual = rule.severity(framework.facts.status)
    for found in rule.check(framework):
        severity = configured or found.severity or usual
        yield Finding(found.place, rule.code, rule.name, severity, found.message, found.help, found.related, found.fix)


def _silence(
    framework: Framework,
    found: set[Finding],
    running: Collection[Rule],
    left_out: Callable[[str, str], bool] | None,
) -> set[Finding]:
    """The findings that comments silence; those about idle comments are added to what was found."""
    looked_for = {rule.code: rule for rule in running}
    silence = suppressions.Silence(suppressions.read(framework.comments, RULES)[0])

    def judged(code: str, file: str) -> bool:
        return code in looked_for and not (left_out and left_out(code, file))

    silenced = {finding for finding in found if silence.falls_on(finding.code, finding.place)}
    rule = looked_for.get(suppressions.CODE)
    for place, message in silence.idle(judged, RULES) if rule else ():
        if rule and judged(rule.code, place.file):
            severity = framework.facts.severities.get(rule.code) or rule.severity(framework.facts.status)
            finding = Finding(place, rule.code, rule.name, severity, message)
            found.add(finding)
            if silence.falls_on(finding.code, place):
                silenced.add(finding)
    return silenced
