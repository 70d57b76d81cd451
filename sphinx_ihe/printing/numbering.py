"""IHE's numbers: of chapters, sections and appendices, and of the captions in them.

A chapter of Volume 1 has the number that its profile states, or the next one; a section of Volume 2 has the number of
its transaction; an appendix is a letter. The number of a caption is that of the section around it, a hyphen, and its
place among those of its kind in that section (General Introduction 5 and 7.5, supplement template).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from sphinx_ihe.language import Captioned, Listed, Profile, Section, Transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Declaration, Outline, Place

Number = tuple[int | str, ...]
"""The parts of a number, with a dot between any two of them."""

ALL_LEVELS = 999
"""How deep numbers and tables of contents without a limit go; Sphinx says the same of ``:numbered:``."""

_volume = re.compile(r"\bVolume [0-9]+[a-z]?\s*(?:$|[:.,(–—-])").search
_appendices = re.compile(r"Appendices\b").match
_appendix = re.compile(r"Appendix ([A-Z])\b").match


def written(number: Number) -> str:
    """``10.1.1``."""
    return ".".join(map(str, number))


class Caption(NamedTuple):
    """Something with a caption in a document, and the number of the section around it."""

    docname: str
    captioned: Captioned
    section: Number


class Numbers(Struct):
    """The numbers of a framework.

    ``sections`` are those that are printed before titles, by document and by the first id of the section. ``titles``
    are the numbers of all titles, also of those that say it themselves: ``Appendix A: Actors``. ``targets`` are the
    same by document and any id of the section.
    """

    sections: dict[str, dict[str, Number]] = field(default_factory=dict)
    titles: dict[Place, Number] = field(default_factory=dict)
    targets: dict[tuple[str, str], Number] = field(default_factory=dict)
    captions: list[Caption] = field(default_factory=list)

    def of(self, declaration: Declaration) -> str | None:
        """The number of the section in which a thing is declared."""
        number = self.titles.get(declaration.section.place) if declaration.section else None
        return written(number) if number else None

    def count_captions(self, printed: Callable[[Caption], bool]) -> dict[str, dict[str, dict[str, Number]]]:
        """The numbers of the captions that are printed, by document, kind and first id, as Sphinx keeps them."""
        counter: Counter[tuple[str, Number]] = Counter()
        numbers: dict[str, dict[str, dict[str, Number]]] = {}
        for caption in filter(printed, self.captions):
            docname, (kind, ids, *_), section = caption
            counter[kind, section] += 1
            count = counter[kind, section]
            number: Number = (f"{written(section)}-{count}",) if section else (count,)
            numbers.setdefault(docname, {}).setdefault(kind, {})[ids[0]] = number
        return numbers


def stated(framework: Framework) -> dict[Place, Number]:
    """The numbers that declarations give to the sections whose titles they have, by the places of the titles.

    The number of a profile without ``:chapter:`` is empty.
    """
    numbers: dict[Place, Number] = {}
    for profile in framework.declarations(Profile):
        numbers.update(_title_of(profile, profile.chapter.text if profile.chapter else ""))
    for transaction in framework.declarations(Transaction):
        facts = framework.transaction(transaction.id.text)
        if facts and facts.section:
            numbers.update(_title_of(transaction, facts.section))
    return numbers


def _title_of(declaration: Declaration, number: str) -> Iterator[tuple[Place, Number]]:
    section = declaration.section
    if section and (declaration.titled or section.text == declaration.label.text):
        yield section.place, tuple(int(part) if part.isdecimal() else part for part in number.split(".") if part)


def number(root: str, outlines: Mapping[str, Outline], stated: Mapping[Place, Number]) -> Numbers:
    """The numbers of all documents, from the one that lists the others on.

    Sections are numbered that state a number, below them, in volumes and in appendices, and where a ``toctree`` asks
    for it. A document counts where it is listed first.
    """
    numbering = _Numbering(root, outlines, stated)
    numbering.document(root)
    listed = {docname for outline in outlines.values() for docname in _documents(outline)}
    for docname in sorted(outlines, key=lambda docname: (docname in listed, docname)):
        numbering.document(docname)
    return numbering.numbers


def _documents(outline: Outline) -> Iterator[str]:
    for item in outline:
        if isinstance(item, Listed):
            yield from item.documents
        elif isinstance(item, Section):
            yield from _documents(item.inside)


class _Count(Struct):
    """How sections side by side are numbered: the number of the section around them, and the last that was counted.

    ``chapter`` tells that they stand in the chapter of a profile that has no number.
    """

    around: Number = ()
    counts: bool = False
    letters: bool = False
    chapter: bool = False
    last: int = 0

    def next(self) -> Number:
        self.last += 1
        return (*self.around, _letters(self.last) if self.letters else self.last)

    def go_on_from(self, number: Number) -> None:
        """Count on from a number that is stated."""
        part = number[len(self.around)] if number[:-1][: len(self.around)] == self.around else None
        if isinstance(part, int) and not self.letters:
            self.last = part


def _letters(count: int) -> str:
    """``A`` to ``Z``, then ``AA``."""
    more, last = divmod(count - 1, 26)
    return (_letters(more) if more else "") + chr(ord("A") + last)


class _Numbering:
    """One walk through the documents. The title of the first one is that of the framework, and has no number."""

    def __init__(self, root: str, outlines: Mapping[str, Outline], stated: Mapping[Place, Number]) -> None:
        self.numbers = Numbers()
        self._outlines = outlines
        self._stated = stated
        self._seen: set[str] = set()
        titles = [item for item in outlines.get(root, ()) if isinstance(item, Section)]
        self._title = titles[0].place if len(titles) == 1 else None

    def document(self, docname: str) -> None:
        """Number what stands in a document, and in those that it lists, unless that is done."""
        if docname not in self._seen and docname in self._outlines:
            self._seen.add(docname)
            self._level(docname, self._outlines[docname], _Count(), 0)

    def _level(self, docname: str, inside: Outline, count: _Count, levels: int) -> None:
        for section, below in self._sections(docname, inside, count.around, levels):
            self._number(section, count, below)

    def _sections(self, docname: str, inside: Outline, around: Number, levels: int) -> Iterator[tuple[_Counted, int]]:
        """The sections side by side, also of the documents that are listed between them; captions are kept."""
        for item in inside:
            if isinstance(item, Section):
                yield _Counted(docname, item), levels
            elif isinstance(item, Captioned):
                self.numbers.captions.append(Caption(docname, item, around))
            else:
                for listed in item.documents:
                    if listed in self._outlines and listed not in self._seen:
                        self._seen.add(listed)
                        outline = self._outlines[listed]
                        yield from self._sections(listed, outline, around, max(levels, item.numbered))

    def _number(self, found: _Counted, count: _Count, levels: int) -> None:
        docname, section = found
        own = self._stated.get(section.place)
        chapter = count.chapter or own == ()
        if not own and not count.around:
            if self._divides(found):
                return
            if not chapter:
                own = self._around_stated(section) if section.place != self._title else ()
                if own == ():
                    # What holds chapters is none itself: they are counted as if they stood in its place.
                    self._level(docname, section.inside, count, levels)
                    return
        if own:
            count.go_on_from(own)
            levels = ALL_LEVELS
        elif levels > 0 and (count.counts or not count.around):
            own = count.next()
        if own:
            self._keep(found, own)
            self.numbers.sections.setdefault(docname, {})[section.ids[0]] = own
        below = _Count(own or count.around, counts=bool(own), chapter=chapter)
        self._level(docname, section.inside, below, levels - 1)

    def _divides(self, found: _Counted) -> bool:
        """Number what stands in a volume or in an appendix, whose titles say that they are one."""
        docname, section = found
        letter = _appendix(section.title)
        if letter:
            below = _Count((letter[1],), counts=True)
            self._keep(found, below.around)
        elif _volume(section.title) or _appendices(section.title):
            below = _Count(counts=True, letters=bool(_appendices(section.title)))
        else:
            return False
        self._level(docname, section.inside, below, ALL_LEVELS)
        return True

    def _keep(self, found: _Counted, number: Number) -> None:
        docname, section = found
        self.numbers.titles.setdefault(section.place, number)
        self.numbers.targets.update(((docname, node_id), number) for node_id in section.ids)

    def _around_stated(self, section: Section) -> Number | None:
        """The number that a section leaves to the one around it: nothing above chapter 10, ``3`` above ``3.41``."""
        for item in section.inside:
            if isinstance(item, Section):
                beside: Outline = (item,)
            elif isinstance(item, Listed):
                beside = tuple(each for docname in item.documents for each in self._outlines.get(docname, ()))
            else:
                continue
            for each in beside:
                if isinstance(each, Section) and each.place in self._stated:
                    return self._stated[each.place][:-1]
        return None


class _Counted(NamedTuple):
    docname: str
    section: Section
