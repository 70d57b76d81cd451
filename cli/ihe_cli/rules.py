"""``ihe rules``: the list of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ihe_cli import codes
from ihe_cli.explain import resolved
from ihe_cli.terminal import Style, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.rules.rule import Rule

STAGES = ("draft", "trial-implementation", "final-text")


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def rules(form: str) -> None:
    """List the rules.

    Code, name, severity, and what the rule finds. Three severities hold for draft and public comment, for trial
    implementation, and for final text.
    """
    known = [rule for _, rule in sorted(codes.known().items())]
    look = style()
    click.echo(_json(known) if form == "json" else _text(known, look), nl=False, color=look.colour)


def severities(rule: Rule) -> str:
    """``error``, or the three of them where they differ: ``info / warning / error``."""
    names = [severity.name for severity in rule.severities]
    return names[0] if len(set(names)) == 1 else " / ".join(names)


def _text(known: Sequence[Rule], look: Style) -> str:
    rows = [(rule.code, rule.name, severities(rule), resolved(rule.summary, look)) for rule in known]
    names, grades = (max(len(row[column]) for row in rows) for column in (1, 2))
    return "".join(
        f"{look(code, bold=True)}  {name:{names}}  {grade:{grades}}  {what}\n" for code, name, grade, what in rows
    )


def _json(known: Sequence[Rule]) -> str:
    import json

    records = [
        {
            "code": rule.code,
            "name": rule.name,
            "severities": {stage: severity.name for stage, severity in zip(STAGES, rule.severities, strict=True)},
            "summary": rule.summary,
        }
        for rule in known
    ]
    return json.dumps({"version": 1, "rules": records}, indent=2) + "\n"
