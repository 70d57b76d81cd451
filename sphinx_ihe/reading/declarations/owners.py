"""Where a block stands, and what it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sphinx_ihe.language import Declaration, Owner, Problem, Profile, Title, Transaction, UseCase
from sphinx_ihe.reading.declarations.values import acronym, id_in, one

if TYPE_CHECKING:
    from sphinx_ihe.language import Block
    from sphinx_ihe.language.directives import Directive
    from sphinx_ihe.reading.declarations.values import Values


class Context(Struct, frozen=True):
    """Where a block stands: the section, and the nearest profile and transaction above.

    ``unreadable`` holds ``profile`` or ``transaction`` where the nearest one above could not be read. ``use_case`` is
    the one whose section, or a section below that, this is.
    """

    section: Title | None = None
    profile: Owner | None = None
    transaction: Owner | None = None
    unreadable: frozenset[str] = frozenset()
    use_case: UseCase | None = None

    def below(self, title: Title) -> Context:
        """Where the blocks below a title stand."""
        around = self.use_case.section if self.use_case else None
        left = around is not None and title.level <= around.level
        use_case = None if left else self.use_case
        return Context(title, self.profile, self.transaction, self.unreadable, use_case)

    def nearest(self, kind: str) -> Owner | None:
        """The nearest profile or transaction above; None where nobody can tell."""
        if kind in self.unreadable:
            return None
        return self.profile if kind == "profile" else self.transaction


def owner_of(declaration: Declaration) -> Owner | None:
    """What a declaration is to the things below it that belong to it."""
    if isinstance(declaration, Profile | Transaction):
        return Owner(declaration.key, declaration.label.place, named=False)
    return None


def named_or_nearest(kind: str, values: Values, context: Context) -> Owner | None:
    """The profile or transaction that an option names, else the nearest one above."""
    if kind not in values:
        return context.nearest(kind)
    named = one(values, kind)
    key = named and (acronym(named.text) if kind == "profile" else id_in(named.text))
    return Owner(key, named.place, named=True) if named and key else None


def owner(
    directive: Directive, block: Block, values: Values, context: Context, problems: list[Problem]
) -> Owner | None:
    """What a block belongs to; None where it is homeless, which is reported, or where nobody can tell."""
    kind = directive.owner
    if kind is None:
        return None
    found = named_or_nearest(kind, values, context)
    if found is None and kind not in values and kind not in context.unreadable:
        message = f"{directive.name} belongs to a {kind}, and none is declared above"
        problems.append(Problem("IHE005", block.place, message, f"name it with :{kind}:"))
    return found
