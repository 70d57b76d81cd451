"""A table of a framework as IHE prints it: caption, columns and rows, with what each name leads to.

Pure data: nothing here knows Sphinx or docutils. Headings are those of the supplement template (X.1, X.2, X.3, 3.Y.2).
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sphinx_ihe.language import ActorRoles, ActorsContentModules, ActorsOptions, ActorsTransactions, RequiredGroupings
from sphinx_ihe.printing.captions import caption
from sphinx_ihe.printing.cells import (
    NOTHING,
    Cell,
    Code,
    Column,
    Link,
    Part,
    Parts,
    PrintedTable,
    Row,
    merged,
    under,
    weave,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import (
        ActorUses,
        Declaration,
        Grouping,
        Partner,
        Place,
        Table,
        TransactionRole,
        Use,
        Written,
    )


class TablePrinter(Struct, frozen=True):
    """Prints the tables of one framework.

    ``gettext`` translates headings and words. ``titles`` and ``texts`` are the translated names and texts of things, by
    kind and key, and ``words`` other texts by their place. ``number`` gives the number of a declaration's section.
    """

    framework: Framework
    gettext: Callable[[str], str] = str
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    number: Callable[[Declaration], str | None] = lambda _: None
    words: Mapping[Place, str] = field(default_factory=dict)

    def print(self, table: Table) -> PrintedTable:
        """The table as IHE prints it; an unreadable body gives a table without rows."""
        owner = table.owner.key if table.owner else ""
        match table:
            case ActorsTransactions():
                columns, rows = self._transactions(table, owner)
            case ActorsContentModules():
                columns, rows = self._content_modules(table, owner)
            case ActorsOptions():
                columns, rows = self._options(table, owner)
            case RequiredGroupings():
                columns, rows = self._groupings(table, owner)
            case ActorRoles():
                columns, rows = self._roles(table)
            case _:
                raise TypeError(f"no printed form for {table.kind}")
        return PrintedTable(caption(table, self.gettext, self.said), columns, rows)

    # -- names -----------------------------------------------------------------------------------------------------

    def name(self, kind: str, key: str, name: str) -> str:
        """The name of a thing in the language of the build."""
        return self.titles.get((kind, key), name)

    def said(self, text: Written) -> str:
        """A text in the language of the build."""
        return self.words.get(text.place, text.text)

    def actor(self, name: str, profile: str = "") -> Link:
        """An actor, which leads to what its profile says of it, where the profile describes it."""
        text = self.name("actor", name, self.name("profile-actor", f"{profile} / {name}", name))
        if (profile, name) in self.framework.profile_actors:
            return Link("profile-actor", f"{profile} / {name}", text)
        if profile and profile not in self.framework.profiles:
            return Link("profile-actor", f"{profile} / {name}", text)
        return Link("actor", name, text)

    def profile(self, acronym: str) -> Link:
        """``Cross-Enterprise Document Sharing (XDS.b)``, or the acronym where nobody knows the profile."""
        facts = self.framework.profile(acronym)
        text = f"{facts.name} ({acronym})" if facts else acronym
        return Link("profile", acronym, self.name("profile", acronym, text))

    def content_module(self, name: str) -> Link:
        """A content module."""
        return Link("content-module", name, self.name("content-module", name, name))

    def option(self, profile: str, name: str) -> Link:
        """An option of a profile."""
        key = f"{profile} / {name}"
        return Link("option", key, self.name("option", key, name))

    def transaction(self, id: str, written: str | None = None) -> Parts:
        """``Name [ID]``; ``written`` is the name to print where nobody knows the transaction."""
        id = self.framework.transaction_id(id)
        facts = self.framework.transaction(id)
        name = facts.name if facts and facts.name else written or self.framework.names_in_cells.get(id)
        text = f"{self.name('transaction', id, name)} [{id}]" if name else f"[{id}]"
        return (Link("transaction", id, text),)

    # -- references ------------------------------------------------------------------------------------------------

    def transaction_reference(self, id: str) -> Parts:
        """``ITI TF-2: 3.18`` (General Introduction 7.5)."""
        facts = self.framework.transaction(id)
        if not facts or not facts.section:
            return (NOTHING,)
        return (Link("transaction", facts.id, f"{facts.domain or ''} TF-2: {facts.section}".strip()),)

    def profile_reference(self, acronym: str) -> Parts:
        """``ITI TF-1: 9.1``, or the profile's acronym where its chapter is not known."""
        facts = self.framework.profile(acronym)
        if not facts:
            return (NOTHING,)
        declared = self.framework.profiles.get(acronym)
        chapter = facts.chapter or (self.number(declared) if declared else None)
        if facts.domain and chapter:
            return (Link("profile", acronym, f"{facts.domain} TF-1: {chapter}"),)
        return (Link("profile", acronym, self.gettext("{profile} Profile").format(profile=acronym)),)

    def _content_module_reference(self, name: str) -> Parts:
        """``PCC TF-3: 6.3.1``, where the module's section has a number."""
        declared = self.framework.content_modules.get(name)
        number = self.number(declared) if declared else None
        if not number:
            return (NOTHING,)
        return (self.content_module(name)._replace(text=f"{self.framework.facts.domain or ''} TF-3: {number}".strip()),)

    def option_reference(self, profile: str, name: str) -> Parts:
        """``Section 10.2.1``, or the option's heading where it has no number."""
        declared = self.framework.options.get((profile, name))
        if not declared:
            return (NOTHING,)
        mention = self.option(profile, name)
        number = self.number(declared)
        if number:
            return (mention._replace(text=self.gettext("Section {number}").format(number=number)),)
        return (mention._replace(text=self.gettext("{option} Option").format(option=mention.text)),)

    # -- cells -----------------------------------------------------------------------------------------------------

    def _marked(self, parts: Part | Parts, note: Written | None) -> Parts:
        if note is None:
            return weave("{text}", text=parts)
        return weave(self.gettext("{text} (See Note {number})"), text=parts, number=note.text)

    def _optionality(self, use: Use, profile: str) -> Parts:
        _ = self.gettext
        parts: Parts = (Code(use.optionality.text) or NOTHING,)
        if use.option:
            option = self.option(profile, use.option.text)
            parts = weave(_("{optionality} (with the {option} Option)"), optionality=parts, option=option)
        if use.deferred:
            parts = weave(_("{optionality} (deferred)"), optionality=parts)
        return self._marked(parts, use.note)

    def sides(self, sides: Sequence[str]) -> str:
        """``Initiator and Responder``."""
        if not sides:
            return NOTHING
        *most, last = map(self._side, sides)
        return self.gettext("{first} and {last}").format(first=", ".join(most), last=last) if most else last

    def _side(self, side: str) -> str:
        _ = self.gettext
        return {"initiator": _("Initiator"), "responder": _("Responder"), "receiver": _("Receiver")}.get(side, side)

    # -- tables ----------------------------------------------------------------------------------------------------

    def _transactions(self, table: ActorsTransactions, profile: str) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
        _ = self.gettext
        columns = (
            Column(_("Actors"), 20),
            Column(_("Transactions"), 32),
            Column(_("Initiator or Responder"), 14),
            Column(_("Optionality"), 18),
            Column(_("Reference"), 16),
        )

        def row(use: Use, actor: str) -> Iterator[Parts]:
            yield self.transaction(use.target.text, use.name.text if use.name else None)
            yield (self.sides(use.sides or self.framework.sides(use.target.text, actor)),)
            yield self._optionality(use, profile)
            yield self.transaction_reference(use.target.text)

        return columns, self._uses(table.actors, profile, len(columns), row)

    def _content_modules(self, table: ActorsContentModules, profile: str) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
        _ = self.gettext
        columns = (
            Column(_("Actors"), 22),
            Column(_("Content Modules"), 38),
            Column(_("Optionality"), 22),
            Column(_("Reference"), 18),
        )

        def row(use: Use, actor: str) -> Iterator[Parts]:
            yield (self.content_module(use.target.text),)
            yield self._optionality(use, profile)
            yield self._content_module_reference(use.target.text)

        return columns, self._uses(table.actors, profile, len(columns), row)

    def _uses(
        self, actors: Iterable[ActorUses], profile: str, width: int, row: Callable[[Use, str], Iterable[Parts]]
    ) -> tuple[Row, ...]:
        rows: list[Row] = []
        for actor in actors:
            cells = [tuple(row(use, actor.actor.text)) for use in actor.uses] or [self._none(width - 1)]
            rows += merged(self._marked(self.actor(actor.actor.text, profile), actor.note), cells)
        return tuple(rows)

    def _none(self, width: int) -> tuple[Parts, ...]:
        return ((self.gettext("None"),), *[(NOTHING,)] * (width - 1))

    def _options(self, table: ActorsOptions, profile: str) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
        _ = self.gettext
        columns = (Column(_("Actor"), 30), Column(_("Option Name"), 40), Column(_("Reference"), 30))
        rows: list[Row] = []
        for actor in table.actors:
            cells = [
                (
                    self._marked(self.option(profile, option.name.text), option.note),
                    self.option_reference(profile, option.name.text),
                )
                for option in actor.options
            ]
            lead = self._marked(self.actor(actor.actor.text, profile), actor.note)
            rows += merged(lead, cells or [self._none(2)])
        return columns, tuple(rows)

    def _groupings(self, table: RequiredGroupings, profile: str) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
        """Form 2 of the template, with the grouping conditions, only where there is one; else form 1."""
        _ = self.gettext
        all_groupings = [grouping for actor in table.actors for grouping in actor.groupings]
        conditional = any(grouping.when or grouping.condition for grouping in all_groupings)
        bound = any(grouping.content for grouping in all_groupings)
        columns = [
            (Column(_("{profile} Actor").format(profile=profile).strip(), 22), True),
            (Column(_("Grouping Condition"), 18), conditional),
            (Column(_("Actor(s) to be grouped with"), 36), True),
            (Column(_("Reference"), 18), True),
            (Column(_("Content Bindings Reference"), 18), bound),
        ]
        shown = tuple(column for column, wanted in columns if wanted)
        kept = [wanted for _column, wanted in columns[1:]]
        rows: list[Row] = []
        for actor in table.actors:
            cells = [row for grouping in actor.groupings for row in self._grouping(grouping, profile)]
            cells = cells or [tuple(map(Cell, ((NOTHING,), *self._none(3))))]
            shown_cells = [tuple(compress(row, kept)) for row in cells]
            rows += under(self._marked(self.actor(actor.actor.text, profile), actor.note), shown_cells)
        return shown, tuple(rows)

    def _grouping(self, grouping: Grouping, profile: str) -> Iterator[Row]:
        """One row for each partner, with one condition and one content binding over all of them."""
        _ = self.gettext
        condition: Parts = (_("Required"),)
        if grouping.when:
            option = self.option(profile, grouping.when.text)
            condition = weave(_("With the {option} Option"), option=option)
        elif grouping.condition:
            condition = (self.said(grouping.condition),)
        content: Parts = (grouping.content.text if grouping.content else NOTHING,)
        for count, partner in enumerate(grouping.partners):
            text = self.partner(partner, profile)
            if grouping.one_of and count:
                text = weave(_("or {partner}"), partner=text)
            reference = self.profile_reference(partner.profile.text if partner.profile else profile)
            first, last = (Cell((), 0), Cell((), 0))
            if not count:
                first, last = (Cell(parts, len(grouping.partners)) for parts in (condition, content))
            yield first, Cell(text), Cell(reference), last

    def partner(self, partner: Partner, own: str) -> Parts:
        """``[DOMAIN] PROFILE / ACTOR [with the NAME Option] [(See Note NOTE)]``; ``own`` is the table's profile."""
        _ = self.gettext
        profile = partner.profile.text if partner.profile else own
        domain = f"{partner.domain.text} " if partner.domain else ""
        actors = [self.actor(actor.text, profile) for actor in partner.actors]
        text: Parts = (actors[0],) if actors else ()
        for actor in actors[1:]:
            text = weave(_("{first} or {last}"), first=text, last=actor)
        if profile:
            mention = Link("profile", profile, profile)
            text = weave("{domain}{profile} / {actors}", domain=domain, profile=mention, actors=text)
        options = [self.option(profile, option.text) for option in partner.options]
        if len(options) == 1:
            text = weave(_("{partner} with the {option} Option"), partner=text, option=options[0])
        elif options:
            named: Parts = (options[0],)
            for option in options[1:-1]:
                named = weave("{first}, {last}", first=named, last=option)
            named = weave(_("{first} and {last}"), first=named, last=options[-1])
            text = weave(_("{partner} with the {options} Options"), partner=text, options=named)
        return self._marked(text, partner.note)

    def _roles(self, table: ActorRoles) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
        _ = self.gettext
        described = any(player.description for role in table.roles for player in role.players)
        columns = [Column(_("Role"), 24), Column(_("Description"), 48), Column(_("Actor(s)"), 28)]
        rows: list[Row] = []
        for role in table.roles:
            cells: list[tuple[Parts, ...]] = [
                (
                    (self.said(player.description) if player.description else NOTHING,),
                    self._marked(self.actor(player.actor.text), player.note),
                )
                for player in role.players
            ] or [((NOTHING,), (_("None"),))]
            rows += merged((self._role(role),), cells if described else [row[1:] for row in cells])
        return tuple(columns if described else columns[::2]), tuple(rows)

    def _role(self, role: TransactionRole) -> str:
        side = self.sides(role.sides) if role.sides else role.side.text
        return f"{role.generic.text} ({side})" if role.generic else side
