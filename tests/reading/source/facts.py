"""What the scanner sees, in the form of the judge, and whether its places are those of the source."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from oracle import Seen, SeenDirective, SeenRole, SeenTitle, seen

from sphinx_ihe.language import Block, Place, Role, Written
from sphinx_ihe.reading.source import Comment, Heading, Item, scan

if TYPE_CHECKING:
    from collections.abc import Iterable


def lines_of(text: str) -> list[str]:
    """The lines of a source as docutils counts them; form feeds and vertical tabs are spaces to it."""
    return text.removeprefix("\ufeff").translate({11: " ", 12: " "}).splitlines()


def slice_of(lines: list[str], place: Place) -> str:
    """The source text of a place."""
    if place.line == place.end_line:
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]
    first, *inner, last = lines[place.line - 1 : place.end_line]
    return "\n".join([first[place.column - 1 :], *inner, last[: place.end_column - 1]])


def facts(text: str) -> Seen:
    """The scanner's items as the judge would give them."""
    lines = lines_of(text)
    found = Seen([], [], [])
    for item in scan(text, "page.rst", everything=True):
        if isinstance(item, Block):
            found.directives.append(_directive(item, lines))
        elif isinstance(item, Role):
            found.roles.append(SeenRole(item.name, item.content.text, item.place.line))
        elif isinstance(item, Heading):
            found.titles.append(SeenTitle(item.text, item.place.line))
    return found


def _directive(block: Block, lines: list[str]) -> SeenDirective:
    if _refused(block, lines):
        return SeenDirective(block.name, block.place.line, None, None, None)
    options = tuple((option.name.text, option.value.text) for option in block.options)
    body = tuple((line.number, line.text) for line in block.body)
    return SeenDirective(block.name, block.place.line, block.argument.text if block.argument else "", options, body)


def _refused(block: Block, lines: list[str]) -> bool:
    """A line of the option block that is no option is the name of the last one."""
    if not block.options:
        return False
    place = block.options[-1].name.place
    return lines[place.line - 1][place.column - 2 : place.column - 1] != ":"


def differences(text: str) -> list[str]:
    """What only docutils (-) and what only the scanner (+) sees; what docutils sees more often counts once."""
    ours, theirs = facts(text), seen(text)
    found = []
    for our, their in zip(ours, theirs, strict=True):
        left, right = Counter(their) - Counter(our), Counter(our) - Counter(their)
        for each in [each for each in left if not each.line]:
            for other in [other for other in right if _without_lines(other) == _without_lines(each)]:
                both = min(left[each], right[other])
                left[each] -= both
                right[other] -= both
        found += [f"- {each}" for each in left.elements() if each not in our]
        found += [f"+ {each}" for each in right.elements()]
    return found


def _without_lines(fact: SeenDirective | SeenRole | SeenTitle) -> object:
    if isinstance(fact, SeenDirective) and fact.body is not None:
        return fact._replace(line=0, body=tuple((0, text) for _, text in fact.body))
    return fact._replace(line=0)


def misplaced(text: str, items: Iterable[Item]) -> list[str]:
    """The items whose places do not hold what the items say."""
    lines = lines_of(text)
    wrong = []
    for item in items:
        if isinstance(item, Role):
            good = _role_in_place(item, lines)
        elif isinstance(item, Block):
            good = _block_in_place(item, lines)
        elif isinstance(item, Heading):
            source = slice_of(lines, item.place)
            good = bool(source) and source == source.strip() and _thinned(item.text, source)
        else:
            assert isinstance(item, Comment)
            good = _same(item.text, slice_of(lines, item.place))
        if not good:
            wrong.append(str(item))
    return wrong


def _thinned(text: str, source: str) -> bool:
    """Is the text what remains of the source when characters are taken out?"""
    rest = iter(source)
    return all(character in rest for character in text.replace(" ", ""))


def _role_in_place(role: Role, lines: list[str]) -> bool:
    source, content = slice_of(lines, role.place), slice_of(lines, role.content.place)
    forms = (f":{role.name}:`{content}`", f"`{content}`:{role.name}:", f"`{content}`")
    marked = source.lower() in [form.lower() for form in forms]
    return marked and (_same(role.content.text, content) or "\\" in content)


def _block_in_place(block: Block, lines: list[str]) -> bool:
    source = slice_of(lines, block.place).lower()
    good = source.removeprefix("..").strip().replace(" ", "") == f"{block.name}::"
    good = good and (block.argument is None or _written_in_place(block.argument, lines))
    for option in block.options:
        good = good and _same(option.name.text, slice_of(lines, option.name.place).lower())
        good = good and (not option.value.text or _written_in_place(option.value, lines))
    for line in block.body:
        for index, character in enumerate(line.text):
            source = slice_of(lines, line.place(index, index + 1))
            good = good and (source == character or (source in ("", "\t") and character == " "))
    return good


def _written_in_place(written: Written, lines: list[str]) -> bool:
    return _same(written.text, slice_of(lines, written.place))


def _same(text: str, source: str) -> bool:
    """Is the text the source's, white space folded? A comment or option in a table cell has borders in between."""
    return text == " ".join(source.split())
