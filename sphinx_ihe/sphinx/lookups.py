"""The domain as Sphinx asks it for directives and roles, by their names in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx_ihe.language.directives import CHANGE_MARKS, ROLES
from sphinx_ihe.sphinx import directives
from sphinx_ihe.sphinx.changes import ChangeMark
from sphinx_ihe.sphinx.domain import IheDomain
from sphinx_ihe.sphinx.roles import NamesRole, UnknownName

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.util.typing import RoleFunction


class SpokenDomain(IheDomain):
    """The domain with what can be said in it."""

    directives: ClassVar[dict[str, type[Directive]]] = directives.registered()
    roles: ClassVar[dict[str, RoleFunction]] = {
        **{kind: NamesRole() for kind in ROLES},
        **{mark: ChangeMark() for mark in CHANGE_MARKS},
    }

    def directive(self, name: str) -> type[Directive] | None:
        """A directive of ours; for ``ihe:`` names that do not exist, one that hands the block over to the rules."""
        return super().directive(name) or (None if self._is_default() else directives.unknown(name))

    def role(self, name: str) -> RoleFunction | None:
        """A role of ours; for ``ihe:`` names that do not exist, one that hands the role over to the rules."""
        if name not in self.roles and not self._is_default():
            return UnknownName()
        return super().role(name)

    def _is_default(self) -> bool:
        # In the default domain, Sphinx asks us for every name, also for those of docutils.
        return self.env.temp_data.get("default_domain") is self
