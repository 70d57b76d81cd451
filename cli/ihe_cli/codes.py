"""Codes of rules on the command line: lists of them, and what shells offer for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_ihe.rules.rule import Rule


def known() -> Mapping[str, Rule]:
    """Every rule by its code."""
    from sphinx_ihe.rules.rule import RULES

    return RULES


def listed(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of a repeatable option that takes lists with commas. Raises BadParameter for one that is none."""
    from sphinx_ihe.framework.shapes import is_code
    from sphinx_ihe.language.names import nearest

    codes = tuple(code.strip() for text in value for code in text.split(",") if code.strip())
    rules = known() if codes else {}
    for code in codes:
        if not is_code(code, rules):
            by_name = {rule.name: rule.code for rule in rules.values()}
            near = by_name.get(code) or nearest(code, {rule[:end] for rule in rules for end in (4, 5, 6)})
            hint = f", did you mean {near!r}?" if near else ""
            raise click.BadParameter(f"{code!r} is no rule and the beginning of none{hint}", ctx, param)
    return codes


def offered(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """What a shell offers for a code, or for the last one of a list with commas."""
    before, comma, begun = incomplete.rpartition(",")
    return [f"{before}{comma}{code}" for code in sorted(known()) if code.startswith(begun.upper())]
