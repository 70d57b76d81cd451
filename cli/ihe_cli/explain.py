"""``ihe explain``: the page of a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from ihe_cli import codes
from ihe_cli.terminal import style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ihe_cli.terminal import Style
    from sphinx_ihe.rules.rule import Rule

STAGES = ("draft and public comment", "trial implementation", "final text")

_LITERAL = re.compile(r"``(.+?)``")
_EXAMPLE = re.compile(r"^(Bad|Fixed|Good)(.*)::$")


@click.command()
@click.argument("code", shell_complete=codes.offered)
def explain(code: str) -> None:
    """Print the page of a rule.

    It says what the rule finds and why that matters, and has a bad and a good example, and what a fix
    makes of the bad one. CODE is the code of a rule, such
    as IHE201, or its name, such as undefined-actor.
    """
    look = style()
    click.echo(_page(_find(code, codes.known()), look), nl=False, color=look.colour)


def _find(text: str, known: Mapping[str, Rule]) -> Rule:
    """A rule by its code or its name, in any case."""
    from sphinx_ihe.language.names import nearest

    by_name = {rule.name: rule for rule in known.values()}
    rule = known.get(text.upper()) or by_name.get(text.lower())
    if rule is None:
        near = nearest(text, known if text.upper().startswith("IHE") else by_name)
        hint = f", did you mean {near!r}?" if near else "; `ihe rules` lists them"
        raise click.BadParameter(f"there is no rule {text!r}{hint}", param_hint="CODE")
    return rule


def _page(rule: Rule, look: Style) -> str:
    """The page for a terminal: literal blocks stay as they are, other markup is resolved."""
    lines = [look(f"{rule.code} {rule.name}", bold=True), "", _severity(rule), ""]
    for line in rule.page.splitlines():
        if line.startswith(" "):
            lines.append(line)
        elif example := _EXAMPLE.match(line):
            lines.append(look(f"{example[1]}{example[2]}:", fg="red" if example[1] == "Bad" else "green", bold=True))
        else:
            text = re.sub(r"::$", ":", line)
            lines.append(
                _LITERAL.sub(lambda found: look(found[1], fg="cyan") if look.colour else f"`{found[1]}`", text)
            )
    return "\n".join(lines) + "\n"


def resolved(text: str, look: Style) -> str:
    """A text of a rule without its markup."""
    return _LITERAL.sub(lambda found: look(found[1], fg="cyan") if look.colour else f"`{found[1]}`", text)


def _severity(rule: Rule) -> str:
    names = [severity.name for severity in rule.severities]
    if len(set(names)) == 1:
        return f"Severity: {names[0]}"
    return "Severity: " + ", ".join(f"{name} in {stage}" for name, stage in zip(names, STAGES, strict=True))
