"""What an actor diagram shows of a profile: boxes, lines and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.printing.cells import Link, weave
from sphinx_ihe.printing.diagrams.figures import ActorFigure, Box, FigureLine, Label
from sphinx_ihe.printing.diagrams.groups import LONGEST_GROUP, groups
from sphinx_ihe.printing.diagrams.lettering import said
from sphinx_ihe.printing.diagrams.transactions import Exchange, exchanges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_ihe.language import Diagram, Partner
    from sphinx_ihe.printing.cells import Parts
    from sphinx_ihe.printing.tables import TablePrinter


class ActorFigurePrinter:
    """Makes the actor diagram of one profile."""

    def __init__(self, tables: TablePrinter, diagram: Diagram) -> None:
        self._tables = tables
        self._diagram = diagram
        self._profile = diagram.owner.key if diagram.owner else ""
        framework = tables.framework
        left_out = {framework.transaction_id(name.text) for name in diagram.exclude}
        self._excluded = frozenset(left_out.union(name.text for name in diagram.exclude))
        self._groups = groups(framework, self._profile, self._excluded)
        self._exchanges = self._completed(exchanges(framework, self._profile, self._excluded))
        self._elsewhere = {name: profile for each in self._exchanges for profile, name in each.elsewhere}

    def print(self, caption: str) -> ActorFigure:
        """The figure; without actors where the profile has none."""
        boxes = {name: self._box(name) for name in self._names()}
        joined = self._joined(boxes) if self._diagram.grouped == "beside" else []
        lines = self._lines(boxes)
        numbers = {name: count for count, name in enumerate(boxes)}
        rows = tuple(self._rows())
        return ActorFigure(
            caption=caption,
            description="; ".join(map(said, rows)),
            boxes=tuple(boxes.values()),
            lines=tuple(FigureLine(numbers[a], numbers[b], labels, both, arrow) for a, b, labels, both, arrow in lines),
            groups=tuple(tuple(numbers[name] for name in group) for group in (*self._groups.beside, *joined)),
            direction=self._diagram.direction or "right",
            rows=rows,
        )

    def _completed(self, found: Iterator[Exchange]) -> list[Exchange]:
        """A side that nobody knows is played by ``Other actors``."""
        others = self._tables.gettext("Other actors")
        completed = []
        for each in found:
            if not each.initiators:
                each = each._replace(initiators=(others,), elsewhere=(("", others),))
            elif not each.responders:
                each = each._replace(responders=(others,), elsewhere=(("", others),))
            completed.append(each)
        return completed

    def _names(self) -> list[str]:
        actors = [name for name in self._tables.framework.actors_of(self._profile) if name not in self._excluded]
        shown = (name for each in self._exchanges for name in each.actors)
        return list(dict.fromkeys((*actors, *shown)))

    def _box(self, name: str) -> Box:
        dashed = name in self._elsewhere
        known = not dashed or self._elsewhere[name] or name in self._tables.framework.actor_names
        profile = self._elsewhere.get(name, self._profile)
        attached = tuple(map(self._partners, self._groups.attached.get(name, ())))
        return Box(self._tables.actor(name, profile) if known else name, dashed, attached)

    def _joined(self, boxes: dict[str, Box]) -> list[tuple[str, ...]]:
        """Groups of an actor and its first partners of other profiles, whose boxes share a side with its own."""
        own = {name for group in self._groups.beside for name in group}
        joined: list[tuple[str, ...]] = []
        for actor, box in list(boxes.items()):
            if not box.attached or actor in own:
                continue
            names = [actor]
            for count, parts in enumerate(box.attached[: LONGEST_GROUP - 1]):
                names.append(f"{actor}\N{NULL}{count}")
                boxes[names[-1]] = Box(parts[0] if len(parts) == 1 else said(parts), dashed=True)
            boxes[actor] = box._replace(attached=box.attached[LONGEST_GROUP - 1 :])
            joined.append(tuple(names))
        return joined

    def _partners(self, partners: Sequence[Partner]) -> Parts:
        text: Parts = ()
        for partner in partners:
            named = self._tables.partner(replace(partner, note=None), self._profile)
            text = weave(self._tables.gettext("{first} or {last}"), first=text, last=named) if text else named
        return text

    # -- lines -----------------------------------------------------------------------------------------------------

    def _lines(self, boxes: dict[str, Box]) -> Iterator[tuple[str, str, tuple[Label, ...], bool, bool]]:
        """Lines by the names of their boxes; meeting points are added to the boxes."""
        pairs: dict[tuple[str, str, bool], list[Label]] = {}
        meetings: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Label]] = {}
        for each in self._exchanges:
            label = self._label(each)
            if _many(each):
                meetings.setdefault((each.initiators, each.responders), []).append(label)
                continue
            for start in each.initiators:
                for end in each.responders:
                    if start != end or len(each.actors) == 1:
                        pairs.setdefault((start, end, each.sure), []).append(label)
        lines = list(_merged(pairs))
        for count, ((initiators, responders), labels) in enumerate(meetings.items()):
            meeting = f"\N{NULL}{count}"
            boxes[meeting] = Box("", labels=tuple(labels))
            lines += [(actor, meeting, (), actor in responders, False) for actor in initiators]
            lines += [(meeting, actor, (), False, True) for actor in responders if actor not in initiators]
        return iter(lines)

    def _label(self, exchange: Exchange) -> Label:
        if exchange.kind == "content-module":
            mention = self._tables.content_module(exchange.key)
            return Label(mention.text, "", mention)
        name = self._tables.name("transaction", exchange.key, exchange.name) if exchange.name else ""
        text = f"{name} [{exchange.key}]".strip()
        return Label(name, f"[{exchange.key}]", Link("transaction", exchange.key, text))

    # -- in words --------------------------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Parts]:
        _ = self._tables.gettext
        for each in self._exchanges:
            what = self._label(each).mention or each.key
            text = _("{first} to {last}: {what}") if each.sure else _("{first} and {last}: {what}")
            yield weave(text, first=self._listed(each.initiators), last=self._listed(each.responders), what=what)
        for group in self._groups.beside:
            yield weave(_("grouped: {actors}"), actors=self._listed(group))
        for actor, choices in self._groups.attached.items():
            for partners in choices:
                name = self._named(actor)
                yield weave(_("{actor} is grouped with {partner}"), actor=name, partner=self._partners(partners))
        shown = {name for each in self._exchanges for name in each.actors}.union(self._groups.attached)
        shown.update(name for group in self._groups.beside for name in group)
        yield from ((self._named(name),) for name in self._names() if name not in shown)

    def _named(self, name: str) -> Link | str:
        named = self._box(name).name
        return named if isinstance(named, Link) else str(named)

    def _listed(self, names: Sequence[str]) -> Parts:
        parts: list[Link | str] = []
        for name in names:
            parts += [", ", self._named(name)] if parts else [self._named(name)]
        return tuple(parts)


def _many(exchange: Exchange) -> bool:
    """Whether a transaction has several actors on either side, which single lines would knot."""
    return len(exchange.initiators) > 1 and len(exchange.responders) > 1 and len(exchange.actors) > 2


def _merged(
    pairs: dict[tuple[str, str, bool], list[Label]],
) -> Iterator[tuple[str, str, tuple[Label, ...], bool, bool]]:
    """Lines for pairs of actors; what goes both ways alike is one line."""
    for (start, end, sure), labels in pairs.items():
        back = pairs.get((end, start, sure))
        if start == end or back != labels:
            yield start, end, tuple(labels), False, sure
        elif list(pairs).index((start, end, sure)) < list(pairs).index((end, start, sure)):
            yield start, end, tuple(labels), sure, sure
