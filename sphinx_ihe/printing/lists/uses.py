"""Where a thing is used, for print beside its declaration: the profiles, the transactions, the statements."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sphinx_ihe.framework.declared import ProfileTable, grouped
from sphinx_ihe.framework.published import KnownProfile
from sphinx_ihe.language import IntegrationStatement, Partner
from sphinx_ihe.language.names import natural
from sphinx_ihe.printing.cells import Link, weave
from sphinx_ihe.printing.lists.narrowing import order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language.naming import Naming
    from sphinx_ihe.printing.cells import Part, Parts
    from sphinx_ihe.printing.tables import TablePrinter

    _Thing = tuple[str, str]


class UsedIn(NamedTuple):
    """One line of it: what the names have to do with the thing, and the names."""

    label: str
    names: Parts


class UsesPrinter(Struct, frozen=True, dict=True):
    """Prints where the things of one framework are used, as far as the framework itself says.

    What other profiles make of a published profile is theirs: ``XDS.b / Document Source`` is a use of an actor of that
    name only where XDS.b is declared here or has tables here.
    """

    tables: TablePrinter

    def print(self, kind: str, key: str) -> tuple[UsedIn, ...]:
        """The lines for a thing by its kind and key; none where nothing uses it."""
        _ = self.tables.gettext
        thing = (kind, key)
        lines: list[tuple[str, Iterable[Part | Parts]]] = [(_("Used in"), self._using(kind, key))]
        if kind == "option":
            lines = [
                (_("Offered by"), self._offering(key)),
                (_("Required by"), self._profiles(self._partners.get(thing, ()))),
            ]
        elif kind == "actor":
            lines.append((_("Transactions"), self._played(key)))
        lines.append((_("Claimed by"), self._claims.get(thing, ())))
        said = ((label, _listed(names)) for label, names in lines)
        return tuple(UsedIn(label, names) for label, names in said if names)

    @property
    def _framework(self) -> Framework:
        return self.tables.framework

    # -- the names on a line ---------------------------------------------------------------------------------------

    def _using(self, kind: str, key: str) -> Iterator[Part | Parts]:
        """The profiles whose tables have the thing, then those that have it only as a partner in a grouping."""
        direct = self._rows.get((kind, key), ())
        for mention in self._profiles(direct):
            described = kind == "actor" and (mention.key, key) in self._framework.profile_actors
            yield Link("profile-actor", f"{mention.key} / {key}", mention.text) if described else mention
        for mention in self._profiles(set(self._partners.get((kind, key), ())).difference(direct)):
            yield weave(self.tables.gettext("{profile} (required grouping)"), profile=mention)

    def _profiles(self, acronyms: Iterable[str]) -> list[Link]:
        """Profiles by their acronyms, in the order of chapters."""
        return [Link("profile", acronym, acronym) for acronym in sorted(set(acronyms), key=self._order)]

    def _order(self, acronym: str) -> tuple[object, ...]:
        return order(self._framework.profile(acronym) or KnownProfile(acronym=acronym, name=acronym))

    def _offering(self, key: str) -> list[Link]:
        profile, _, option = key.partition(" / ")
        return [self.tables.actor(actor, profile) for actor in dict.fromkeys(self._offers.get((profile, option), ()))]

    def _played(self, actor: str) -> Iterator[Parts]:
        """The transactions that name the actor in their roles, with its side."""
        for id in self._roles.get(actor, ()):
            sides = self.tables.sides(self._framework.sides(id, actor))
            yield weave("{transaction} ({sides})", transaction=self.tables.transaction(id), sides=sides)

    # -- indexes ---------------------------------------------------------------------------------------------------

    @cached_property
    def _rows(self) -> dict[_Thing, list[str]]:
        """The profiles whose tables have a thing in a row of their own."""
        return grouped(self._in_rows())

    def _in_rows(self) -> Iterator[tuple[_Thing, str]]:
        for profile, table in self._tables:
            yield from ((("actor", row.actor.text), profile) for row in table.actors)
        for cell in self._framework.cells:
            if cell.profile:
                yield ("transaction", cell.id), cell.profile
        for profile, modules in self._framework.used_content_modules.items():
            yield from ((("content-module", module), profile) for module in modules)

    @cached_property
    def _partners(self) -> dict[_Thing, list[str]]:
        """The profiles whose groupings ask for an actor or an option."""
        return grouped(self._in_groupings())

    def _in_groupings(self) -> Iterator[tuple[_Thing, str]]:
        for each in self._framework.namings:
            if isinstance(each.record, Partner) and each.profile in self._here and each.within.owner:
                yield from ((thing, each.within.owner.key) for thing in _thing(each))

    @cached_property
    def _tables(self) -> list[tuple[str, ProfileTable]]:
        tables = (table for table in self._framework.all_tables if isinstance(table, ProfileTable))
        return [(table.owner.key, table) for table in tables if table.owner]

    @cached_property
    def _here(self) -> frozenset[str]:
        """The profiles that are declared here or have tables here."""
        return frozenset(self._framework.profiles).union(profile for profile, _table in self._tables)

    @cached_property
    def _offers(self) -> dict[_Thing, list[str]]:
        """The actors that offer an option, by acronym and name."""
        return grouped(
            ((profile, option.name.text), row.actor.text)
            for profile, tables in self._framework.options_tables.items()
            for table in tables
            for row in table.actors
            for option in row.options
        )

    @cached_property
    def _roles(self) -> dict[str, list[str]]:
        """The transactions whose roles name an actor, in the order of their numbers."""
        ids = sorted(self._framework.roles_tables, key=natural)
        return grouped((actor, id) for id in ids for actor in self._framework.roles(id) or ())

    @cached_property
    def _claims(self) -> dict[_Thing, list[Link]]:
        """The statements that claim an actor or an option."""
        kind, claims = IntegrationStatement.kind, grouped(self._claimed())
        return {
            thing: [Link(kind, key, self.tables.name(kind, key, key)) for key in sorted(set(keys), key=natural)]
            for thing, keys in claims.items()
        }

    def _claimed(self) -> Iterator[tuple[_Thing, str]]:
        for each in self._framework.namings:
            if isinstance(each.within, IntegrationStatement) and each.profile in self._here:
                yield from ((thing, each.within.key) for thing in _thing(each))


def _thing(naming: Naming) -> Iterator[_Thing]:
    """The actor or the option that is named."""
    if naming.kind in ("actor", "option"):
        name = naming.written.text
        yield naming.kind, f"{naming.profile} / {name}" if naming.kind == "option" else name


def _listed(names: Iterable[Part | Parts]) -> Parts:
    """Names, some of them with words of their own, with commas between them."""
    parts: list[Part] = []
    for name in names:
        parts += [", "] if parts else []
        parts += [name] if isinstance(name, (str, Link)) else name
    return tuple(parts)
