"""The rows of each list."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import Struct

from sphinx_ihe.language import ContentModule, IntegrationStatement, Issue, ProfileOption, Requirement
from sphinx_ihe.language.names import natural
from sphinx_ihe.language.words import kind_word, status_word
from sphinx_ihe.printing.cells import NOTHING, Cell, Column, Link
from sphinx_ihe.printing.lists.running_text import mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Declaration, Listing, Written
    from sphinx_ihe.printing.cells import Part, Parts, Row
    from sphinx_ihe.printing.lists.narrowing import Narrowing
    from sphinx_ihe.printing.tables import TablePrinter

D = TypeVar("D", bound="Declaration")

_EMPTY: Parts = (NOTHING,)


class Head(NamedTuple):
    """A column that is left out where it ``may_lack`` and no row has anything in it."""

    text: str
    width: int
    may_lack: bool = False


def cells(*parts: Parts) -> Row:
    """A row of cells."""
    return tuple(map(Cell, parts))


def joined(names: Iterable[Part], otherwise: str = NOTHING) -> Parts:
    """Names with commas between them."""
    parts: list[Part] = []
    for name in names:
        parts += [", ", name] if parts else [name]
    return tuple(parts) or (otherwise,)


def words(written: Written | None) -> Parts:
    """What an option says, as it is written."""
    return (written.text,) if written else _EMPTY


class Rows(Struct, frozen=True):
    """The columns and rows of one list."""

    tables: TablePrinter
    narrowing: Narrowing
    listing: Listing

    @property
    def framework(self) -> Framework:
        """What is listed."""
        return self.tables.framework

    def table(self) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
        """Columns and rows."""
        if self.listing.kind == "profile-matrix":
            heads, rows = self._matrix()
        else:
            lists: dict[str, Callable[[], tuple[list[Head], Iterator[Row]]]] = {
                "profile-list": self._profiles,
                "actor-list": self._actors,
                "transaction-list": self._transactions,
                "option-list": self._options,
                "content-module-list": self._content_modules,
                "requirement-list": self._requirements,
                "issue-list": self._issues,
                "oid-list": self._oids,
                "statement-list": self._statements,
            }
            heads, found = lists[self.listing.kind]()
            rows = list(found)
        return self.fitted(heads, rows)

    @staticmethod
    def fitted(heads: list[Head], rows: list[Row]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
        """The columns that have something to say, and the rows with these columns."""
        kept = [not head.may_lack or any(row[at].parts != _EMPTY for row in rows) for at, head in enumerate(heads)]
        columns = tuple(Column(head.text, head.width) for head in compress(heads, kept))
        return columns, tuple(tuple(compress(row, kept)) for row in rows)

    # -- cells -----------------------------------------------------------------------------------------------------

    def named(self, declaration: Declaration) -> Link:
        """A declaration by its name, with its profile where it has one."""
        kind, key = declaration.kind, declaration.key
        match kind:
            case "profile":
                return self.tables.profile(key)
            case "transaction":
                return next(part for part in self.tables.transaction(key) if isinstance(part, Link))
            case "requirement" | "issue":
                return Link(kind, key, key)
            case _:
                profile, slash, _ = key.rpartition(" / ")
                return Link(kind, key, f"{profile}{slash}{self.tables.name(kind, key, declaration.name)}")

    def text(self, declaration: Declaration) -> Parts:
        """The text of a declaration, its roles as links."""
        if declaration.text is None:
            return _EMPTY
        key = declaration.key
        if declaration.kind == "transaction":
            key = self.framework.transaction_id(key)
        return mentions(self.tables.texts.get((declaration.kind, key), declaration.text.text), self.tables)

    def _acronyms(self, acronyms: Iterable[str]) -> Parts:
        return joined(Link("profile", acronym, acronym) for acronym in acronyms)

    def _wanted(self, kind: type[D]) -> list[D]:
        """The declarations of a kind that belong into the list, each once, in the order of their keys."""
        found = {d.key: d for d in reversed(self.framework.declarations(kind)) if self.narrowing.concerns(d)}
        return [found[key] for key in sorted(found, key=natural)]

    # -- lists -----------------------------------------------------------------------------------------------------

    def _profiles(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        heads = [
            Head(_("Profile"), 46),
            Head(_("Type"), 18, may_lack=True),
            Head(_("Status"), 18, may_lack=True),
            Head(_("Reference"), 18),
        ]

        def rows() -> Iterator[Row]:
            for facts in self.narrowing.profiles:
                declared = self.framework.profiles.get(facts.acronym)
                types = joined(word.text for word in declared.types) if declared else _EMPTY
                status = facts.status or (self.framework.facts.status if declared else NOTHING)
                words = status_word(status, self.tables.gettext)
                reference = self.tables.profile_reference(facts.acronym)
                yield cells((self.tables.profile(facts.acronym),), types, (words,), reference)

        return heads, rows()

    def _actors(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        found = self.narrowing.actors
        declared = [name for name, actor in self.framework.actors.items() if not actor.renamed_to]
        names = {*found, *(declared if self.narrowing.everything else ())}

        def rows() -> Iterator[Row]:
            for name in sorted(names, key=natural):
                profiles = (self.tables.actor(name, acronym)._replace(text=acronym) for acronym in found.get(name, ()))
                yield cells((Link("actor", name, self.tables.name("actor", name, name)),), joined(profiles))

        return [Head(_("Actor"), 50), Head(_("Profiles"), 50)], rows()

    def _transactions(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        found = self.narrowing.transactions
        ids = {*found, *(self.framework.transactions if self.narrowing.everything else ())}

        def rows() -> Iterator[Row]:
            for id in sorted(ids, key=natural):
                reference = self.tables.transaction_reference(id)
                yield cells(self.tables.transaction(id), self._acronyms(found.get(id, ())), reference)

        return [Head(_("Transaction"), 48), Head(_("Profiles"), 32), Head(_("Reference"), 20)], rows()

    def _options(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        offered: dict[tuple[str, str], list[str]] = {}
        for profile, actor in self.narrowing.members:
            for option in actor.offered:
                offered.setdefault((profile.acronym, option), []).append(actor.name)
        for declared in self._wanted(ProfileOption):
            if declared.profile:
                offered.setdefault((declared.profile.key, declared.name), [])

        place = {profile.acronym: at for at, profile in enumerate(self.narrowing.profiles)}

        def rows() -> Iterator[Row]:
            in_order = sorted(offered, key=lambda pair: (place.get(pair[0], len(place)), *map(natural, pair)))
            for acronym, option in in_order:
                actors = joined(self.tables.actor(actor, acronym) for actor in offered[acronym, option])
                yield cells(self._acronyms([acronym]), (self.tables.option(acronym, option),), actors)

        return [Head(_("Profile"), 18), Head(_("Option Name"), 42), Head(_("Actors"), 40)], rows()

    def _content_modules(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        found = self.narrowing.content_modules
        declared = self.framework.content_modules
        names = {*found, *(module.name for module in self._wanted(ContentModule))}
        heads = [
            Head(_("Content Module"), 32),
            Head(_("Template ID"), 20, may_lack=True),
            Head(_("Format Code"), 20, may_lack=True),
            Head(_("Code"), 14, may_lack=True),
            Head(_("Profiles"), 14),
        ]

        def rows() -> Iterator[Row]:
            for name in sorted(names, key=natural):
                module = declared.get(name)
                facts = (module.oid, module.format_code, module.code) if module else (None, None, None)
                profiles = self._acronyms(found.get(name, ()))
                yield cells((self.tables.content_module(name),), *map(words, facts), profiles)

        return heads, rows()

    def _requirements(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        heads = [
            Head(_("Requirement"), 14),
            Head(_("Level"), 10, may_lack=True),
            Head(_("Text"), 40),
            Head(_("Actors"), 18, may_lack=True),
            Head(_("Transaction"), 18, may_lack=True),
        ]

        def rows() -> Iterator[Row]:
            for requirement in self._wanted(Requirement):
                level = (requirement.level.text.upper(),) if requirement.level else _EMPTY
                actors = joined(self.tables.actor(actor.text) for actor in requirement.actors)
                of = requirement.transaction
                transaction = self.tables.transaction(of.key) if of else _EMPTY
                yield cells((self.named(requirement),), level, self.text(requirement), actors, transaction)

        return heads, rows()

    def _issues(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        state = self.listing.state
        states = {"open": _("open"), "closed": _("closed")}
        heads = [
            Head(_("Issue"), 18),
            *([] if state else [Head(_("State"), 12)]),
            Head(_("Text"), 50),
            Head(_("Closed by"), 20, may_lack=True),
        ]

        def rows() -> Iterator[Row]:
            for issue in self._wanted(Issue):
                if not state or issue.current_state == state.text:
                    title = self.tables.name(issue.kind, issue.key, issue.name)
                    text = (title,) if issue.name != issue.key else self.text(issue)
                    stated: tuple[Parts, ...] = () if state else ((states[issue.current_state],),)
                    yield cells((self.named(issue),), *stated, text, words(issue.closed_by))

        return heads, rows()

    def _oids(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        found = {
            (d.oid.text, d.kind, d.key): d
            for d in reversed(self.framework.all_declarations)
            if d.oid and self.narrowing.concerns(d)
        }

        def rows() -> Iterator[Row]:
            for oid, kind, key in sorted(found, key=lambda row: (natural(row[0]), row[1:])):
                yield cells((oid,), (kind_word(kind, _),), (self.named(found[oid, kind, key]),))

        return [Head(_("OID"), 30), Head(_("Type"), 20), Head(_("Description"), 50)], rows()

    def _statements(self) -> tuple[list[Head], Iterator[Row]]:
        _ = self.tables.gettext
        heads = [Head(_("Product"), 34), Head(_("Vendor"), 28), Head(_("Date"), 14), Head(_("Profiles"), 24)]

        def rows() -> Iterator[Row]:
            for statement in self._wanted(IntegrationStatement):
                acronyms = dict.fromkeys(claim.profile.text for claim in statement.claims)
                profiles = self._acronyms(acronyms)
                yield cells((self.named(statement),), words(statement.vendor), words(statement.date), profiles)

        return heads, rows()

    def _matrix(self) -> tuple[list[Head], list[Row]]:
        """A row for each actor and a column for each profile; headings of columns are acronyms."""
        profiles = [facts.acronym for facts in self.narrowing.profiles if facts.actors]
        width = max(5, 64 // max(1, len(profiles)))
        heads = [Head(self.tables.gettext("Actor"), 36), *(Head(acronym, width) for acronym in profiles)]
        rows = []
        for name in sorted(self.narrowing.actors, key=natural):
            marks = (
                (self.tables.actor(name, acronym)._replace(text="X"),)
                if (acronym, name) in self.narrowing.pairs
                else ()
                for acronym in profiles
            )
            rows.append(cells((Link("actor", name, self.tables.name("actor", name, name)),), *marks))
        return heads, rows
