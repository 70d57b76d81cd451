"""The captions of tables and diagrams behind their numbers, as the supplement template has them (X.1 to X.4, 3.Y)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language import Diagram

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_ihe.language import Table, Written


def caption(
    printed: Table | Diagram,
    gettext: Callable[[str], str],
    said: Callable[[Written], str],
    named: Callable[[str], str] = str,
) -> str:
    """What the author or else the template says.

    ``said`` gives the author's words in the language of print, ``named`` the printed name of a diagram's use case.
    """
    if printed.caption:
        return said(printed.caption)
    _ = gettext
    captions = {
        "actors-transactions": _("{profile} Profile - Actors and Transactions"),
        "actors-content-modules": _("{profile} Profile - Actors and Content Modules"),
        "actors-options": _("{profile} - Actors and Options"),
        "required-groupings": _("{profile} - Required Actor Groupings"),
        "actor-roles": _("Actor Roles"),
        "actor-diagram": _("{profile} Actor Diagram"),
        "interaction-diagram": _("Interaction Diagram"),
        "process-flow": _("Process Flow in {profile} Profile"),
    }
    profile = printed.owner.key if printed.owner else ""
    if isinstance(printed, Diagram) and printed.kind == "process-flow" and printed.use_case:
        return _("{name} Process Flow in {profile} Profile").format(name=named(printed.use_case), profile=profile)
    return captions[printed.kind].format(profile=profile).strip(" -")
