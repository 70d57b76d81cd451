"""What the pages of one framework say: their records by kind, by name and by owner.

Nothing here knows what is published elsewhere.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sphinx_ihe.language import (
    Actor,
    ActorsContentModules,
    ActorsOptions,
    ActorsTransactions,
    ActorUses,
    Comment,
    ContentModule,
    Declaration,
    Diagram,
    IntegrationStatement,
    Issue,
    Listing,
    Mention,
    Page,
    Place,
    Problem,
    Profile,
    ProfileActor,
    ProfileOption,
    Reference,
    RequiredGroupings,
    Requirement,
    Table,
    Title,
    UseCase,
)
from sphinx_ihe.language.naming import namings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_ihe.language.naming import Naming

D = TypeVar("D", bound=Declaration)
T = TypeVar("T", bound=Table)
K = TypeVar("K")
V = TypeVar("V")

ProfileTable: TypeAlias = ActorsTransactions | ActorsContentModules | ActorsOptions | RequiredGroupings
"""A table whose rows are the actors of a profile."""


class Declared:
    """The pages of one framework, and the look-ups over them.

    ``problems`` are those that belong to no page: of the configuration, of files that cannot be read.
    """

    def __init__(self, pages: Iterable[Page], problems: Sequence[Problem] = ()) -> None:
        self.pages = tuple(sorted(pages, key=lambda page: page.name))
        self._problems = tuple(problems)

    # -- what was written, in the order of pages ------------------------------------------------------------------

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that reading could not make sense of."""
        return self._problems + tuple(problem for page in self.pages for problem in page.problems)

    @cached_property
    def _problems_by_code(self) -> dict[str, list[Problem]]:
        return grouped((problem.code, problem) for problem in self.problems)

    def problems_of(self, code: str) -> list[Problem]:
        """What reading reported under one code."""
        return self._problems_by_code.get(code, [])

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every role of ours."""
        return tuple(reference for page in self.pages for reference in page.references)

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment to the linter; one in a file that is included twice counts once, with the longer block."""
        comments = sorted((c for page in self.pages for c in page.comments), key=lambda c: (c.place, c.end))
        return tuple({comment.place: comment for comment in comments}.values())

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        every = dict.fromkeys(mention for page in self.pages for mention in page.prose.mentions)
        return grouped((mention.kind, mention) for mention in every)

    def mentions(self, kind: str) -> list[Mention]:
        """Every mention of a kind in running text; in a file that is included twice each counts once."""
        return self._mentions.get(kind, [])

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """Every section title."""
        return tuple(title for page in self.pages for title in page.titles)

    @cached_property
    def _written(self) -> dict[type, list[Any]]:
        """Declarations and tables by their class. An included one counts once for each thing that it belongs to."""
        written: dict[tuple[type, Place, str | None], Declaration | Table] = {}
        for page in self.pages:
            for declaration in page.declarations:
                written[type(declaration), declaration.directive, declaration.key] = declaration
            for table in page.tables:
                written[type(table), table.directive, table.owner.key if table.owner else None] = table
        return grouped((type(record), record) for record in written.values())

    def declarations(self, kind: type[D]) -> list[D]:
        """Every declaration of a kind, duplicates too; what is included twice counts once."""
        return self._written.get(kind, [])

    @cached_property
    def all_declarations(self) -> tuple[Declaration, ...]:
        """Every declaration, kind by kind."""
        return tuple(d for written in self._written.values() for d in written if isinstance(d, Declaration))

    def tables(self, kind: type[T]) -> list[T]:
        """Every table of a kind; what is included twice counts once.

        One that was typed by hand counts where no directive makes the same table of the same owner.
        """
        return [*self._written.get(kind, []), *self._typed.get(kind, [])]

    @cached_property
    def typed_tables(self) -> tuple[Table, ...]:
        """Every table that was typed by hand; what is included twice counts once."""
        every = {table.directive: table for page in self.pages for table in page.typed_tables}
        return tuple(every.values())

    @cached_property
    def _typed(self) -> dict[type, list[Any]]:
        made = {(type(table), table.owner.key if table.owner else None) for table in self.all_tables}
        left = [table for table in self.typed_tables if (type(table), table.owner and table.owner.key) not in made]
        return grouped((type(table), table) for table in left)

    def typed_declarations(self, kind: type[D]) -> list[D]:
        """What titles above hand-written tables declare."""
        return [d for page in self.pages for d in page.typed_declarations if isinstance(d, kind)]

    @cached_property
    def all_tables(self) -> tuple[Table, ...]:
        """Every table that a directive makes, kind by kind."""
        return tuple(table for written in self._written.values() for table in written if isinstance(table, Table))

    @cached_property
    def lists(self) -> tuple[Listing, ...]:
        """Every list."""
        return tuple({listing.directive: listing for page in self.pages for listing in page.lists}.values())

    @cached_property
    def diagrams(self) -> tuple[Diagram, ...]:
        """Every diagram."""
        return tuple({diagram.directive: diagram for page in self.pages for diagram in page.diagrams}.values())

    @cached_property
    def namings(self) -> tuple[Naming, ...]:
        """Every text that names something, running text, roles and hand-written tables apart: what may be renamed."""
        every = chain(self.all_declarations, self.all_tables, self.lists, self.diagrams)
        return tuple(chain.from_iterable(map(namings, every)))

    @cached_property
    def _named(self) -> dict[str, list[Naming]]:
        typed = chain.from_iterable(namings(table) for tables in self._typed.values() for table in tables)
        return grouped((naming.kind, naming) for naming in chain(self.namings, typed))

    def named(self, kind: str) -> list[Naming]:
        """The texts that name something of a kind."""
        return self._named.get(kind, [])

    # -- declarations by name; of duplicates the first --------------------------------------------------------------

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """The profiles declared here, by acronym."""
        every = (*self.declarations(Profile), *self.typed_declarations(Profile))
        return first((profile.acronym, profile) for profile in every)

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors declared here, by name."""
        return first((actor.name, actor) for actor in self.declarations(Actor))

    @cached_property
    def profile_actors(self) -> dict[tuple[str, str], ProfileActor]:
        """Descriptions of actors in a profile, by acronym and actor."""
        return first(((d.profile.key, d.name), d) for d in self.declarations(ProfileActor) if d.profile)

    @cached_property
    def options(self) -> dict[tuple[str, str], ProfileOption]:
        """Options declared here, by acronym and name."""
        return first(((d.profile.key, d.name), d) for d in self.declarations(ProfileOption) if d.profile)

    @cached_property
    def described_options(self) -> dict[str, list[str]]:
        """The names of the options declared here, by acronym."""
        return grouped(self.options)

    @cached_property
    def content_modules(self) -> dict[str, ContentModule]:
        """The content modules declared here, by name."""
        return first((module.name, module) for module in self.declarations(ContentModule))

    @cached_property
    def use_cases(self) -> dict[tuple[str, str], UseCase]:
        """Use cases declared here, by acronym and name."""
        return first(((d.profile.key, d.name), d) for d in self.declarations(UseCase) if d.profile)

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """The requirements declared here, by id."""
        return first((requirement.key, requirement) for requirement in self.declarations(Requirement))

    @cached_property
    def issues(self) -> dict[str, Issue]:
        """The issues declared here, by id."""
        return first((issue.key, issue) for issue in self.declarations(Issue))

    @cached_property
    def statements(self) -> dict[str, IntegrationStatement]:
        """The Integration Statements declared here, by product and version as their titles have them."""
        return first((statement.key, statement) for statement in self.declarations(IntegrationStatement))

    # -- tables by owner -----------------------------------------------------------------------------------------

    @cached_property
    def transactions_tables(self) -> dict[str, list[ActorsTransactions]]:
        """Actors and Transactions tables by acronym."""
        return by_owner(self.tables(ActorsTransactions))

    @cached_property
    def content_tables(self) -> dict[str, list[ActorsContentModules]]:
        """Actors and Content Modules tables by acronym."""
        return by_owner(self.tables(ActorsContentModules))

    @cached_property
    def options_tables(self) -> dict[str, list[ActorsOptions]]:
        """Actors and Options tables by acronym."""
        return by_owner(self.tables(ActorsOptions))

    @cached_property
    def groupings_tables(self) -> dict[str, list[RequiredGroupings]]:
        """Required Actor Groupings tables by acronym."""
        return by_owner(self.tables(RequiredGroupings))

    @cached_property
    def used_content_modules(self) -> dict[str, frozenset[str]]:
        """The content modules that the actors of each profile use, by acronym."""
        used = grouped(
            (table.owner.key, use.target.text)
            for table in self.tables(ActorsContentModules)
            if table.owner
            for row in table.actors
            for use in row.uses
        )
        return {acronym: frozenset(modules) for acronym, modules in used.items()}

    def tables_of(self, acronym: str) -> list[ProfileTable]:
        """All tables of a profile."""
        options, groupings = self.options_tables.get(acronym, ()), self.groupings_tables.get(acronym, ())
        return [*self.main_tables(acronym), *options, *groupings]

    def main_tables(self, acronym: str) -> list[ActorsTransactions | ActorsContentModules]:
        """The tables that say which actors a profile has: transactions first, content modules after."""
        return [*self.transactions_tables.get(acronym, ()), *self.content_tables.get(acronym, ())]

    def main_rows(self, acronym: str) -> Iterator[ActorUses]:
        """The rows of a profile's actors tables."""
        for table in self.main_tables(acronym):
            yield from table.actors

    def actors_of(self, acronym: str) -> tuple[str, ...]:
        """The actors of a profile declared here: those of its actors tables; of all its tables where it has none."""
        return self._actors_of.get(acronym, ())

    @cached_property
    def _actors_of(self) -> dict[str, tuple[str, ...]]:
        main: list[ProfileTable] = [*self.tables(ActorsTransactions), *self.tables(ActorsContentModules)]
        rest: list[ProfileTable] = [*self.tables(ActorsOptions), *self.tables(RequiredGroupings)]
        listed = grouped(chain(_actors_in(rest), self.profile_actors)) | grouped(_actors_in(main))
        return {acronym: tuple(dict.fromkeys(actors)) for acronym, actors in listed.items()}


def _actors_in(tables: Iterable[ProfileTable]) -> Iterator[tuple[str, str]]:
    for table in tables:
        if table.owner:
            yield from ((table.owner.key, row.actor.text) for row in table.actors)


def first(pairs: Iterable[tuple[K, V]]) -> dict[K, V]:
    """A dictionary of the first value for each key."""
    found: dict[K, V] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """A dictionary of all values for each key, in their order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def by_owner(tables: Iterable[T]) -> dict[str, list[T]]:
    return grouped((table.owner.key, table) for table in tables if table.owner)
