"""What the scanner of Markdown sees, in the form of the judge, and whether its places are those of the source."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from facts import slice_of
from myst_oracle import ANYWHERE, Seen, SeenDirective, SeenRole, SeenTitle, seen_in_markdown

from sphinx_ihe.language import Block, Role
from sphinx_ihe.reading.source import Comment, Heading, Item
from sphinx_ihe.reading.source.myst import scan_myst

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def lines_of(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def facts(text: str, extensions: Collection[str] = ()) -> Seen:
    """The scanner's items as the judge would give them."""
    found = Seen([], [], [])
    for item in scan_myst(text, "page.md", everything=True, extensions=extensions):
        if isinstance(item, Block):
            argument = item.argument.text if item.argument else ""
            options = tuple((option.name.text, option.value.text) for option in item.options)
            body = tuple((line.number, line.text) for line in item.body)
            found.directives.append(SeenDirective(item.name, item.place.line, argument, options, body))
        elif isinstance(item, Role):
            found.roles.append(SeenRole(item.name, item.content.text, item.place.line, item.place.end_line))
        elif isinstance(item, Heading):
            found.titles.append(
                SeenTitle(item.text, item.place.line, item.style if item.style[1:].isdigit() else "rst")
            )
    return found


def differences(text: str, extensions: Collection[str] = ()) -> list[str]:
    """What only myst-parser (-) and what only the scanner (+) sees."""
    ours, theirs = facts(text, extensions), seen_in_markdown(text, extensions)
    found: list[str] = []
    found += _unequal(ours.titles, theirs.titles, lambda our, their: our == their)
    found += _unequal(ours.directives, theirs.directives, _same_directive)
    found += _unequal(ours.roles, theirs.roles, _same_role)
    return found


def _unequal(ours, theirs, same) -> list[str]:  # type: ignore[no-untyped-def]
    for our, their in zip_longest(ours, theirs):
        if our is None or their is None or not same(our, their):
            return [f"- {their}", f"+ {our}"]
    return []


def _same_directive(our: SeenDirective, their: SeenDirective) -> bool:
    if their.line == ANYWHERE:
        return our.name == their.name
    if their.argument is None:
        return our[:2] == their[:2]
    if our[:3] != their[:3]:
        return False
    if their.options is not None and dict(our.options or ()) != dict(their.options):
        return False
    return _filled(our.body) == _filled(their.body)


def _filled(body: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(number, text.expandtabs(4)) for number, text in body if text]


def _same_role(our: SeenRole, their: SeenRole) -> bool:
    return our[:2] == their[:2] and their.first - 1 <= our.first <= our.last <= their.last + 1


def misplaced(text: str, items: Iterable[Item]) -> list[str]:
    """The items whose places do not hold what the items say."""
    lines = lines_of(text)
    wrong = []
    for item in items:
        if isinstance(item, Role):
            source, content = slice_of(lines, item.place), slice_of(lines, item.content.place)
            good = _only(item.content.text, content) and (
                source.lower().startswith(("{" + item.name + "}`", f":{item.name}:`")) or source.startswith("`")
            )
        elif isinstance(item, Block):
            good = _block_in_place(item, lines)
        elif isinstance(item, Heading):
            source = slice_of(lines, item.place)
            good = source == source.strip() and ("&" in source or _only(item.text, source))
        else:
            assert isinstance(item, Comment)
            good = item.text == " ".join(slice_of(lines, item.place).split())
        if not good:
            wrong.append(str(item))
    return wrong


def _only(text: str, source: str) -> bool:
    """Is the text what remains of the source when characters are taken out?"""
    rest = iter(source)
    return all(character in rest for character in text.replace(" ", ""))


def _block_in_place(block: Block, lines: list[str]) -> bool:
    source = slice_of(lines, block.place).lower()
    good = source.lstrip("`~: \t") == "{" + block.name + "}" or source.endswith("::")
    good = good and (block.argument is None or _only(block.argument.text, slice_of(lines, block.argument.place)))
    for option in block.options:
        good = good and _only(option.name.text.lower(), slice_of(lines, option.name.place).lower())
        good = good and ("\\" in str(option) or _only(option.value.text, slice_of(lines, option.value.place)))
    for line in block.body:
        for index, character in enumerate(line.text):
            source = slice_of(lines, line.place(index, index + 1))
            good = good and (source == character or (source in ("", "\t") and character == " "))
    return good
