"""Another name for a thing everywhere: the edits of all places that name it, in included files too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from sphinx_ihe.editing.describing import declared
from sphinx_ihe.language import Place, Written, names
from sphinx_ihe.language.findings import Edit
from sphinx_ihe.language.lines import Lines
from sphinx_ihe.reading.declarations import part
from sphinx_ihe.reading.source import is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_ihe.editing.occurrences import Occurrence, Occurrences, Thing
    from sphinx_ihe.framework.framework import Framework

KINDS = ("actor", "transaction", "profile", "option", "content-module")
"""The kinds of things that can be renamed."""

_UNFIT = re.compile(r"[\[\]{}<>`:#|,]|\s/\s").search
_CLOSING_ROLE = re.compile(r"`([^`<>]*?)\s*<[^`<>]*$").search


class RenamingError(Exception):
    """A thing that cannot be renamed so, and why."""


class _New(NamedTuple):
    """The new words of a thing: its name, and its id or acronym; None where they stay."""

    name: str | None = None
    id: str | None = None


def renamable(framework: Framework, thing: Thing) -> None:
    """Raise RenamingError where a thing is not this framework's to rename."""
    if thing.kind not in KINDS:
        raise RenamingError(f"{thing.name!r} cannot be renamed everywhere")
    if declared(framework, thing) is None and _is_published(framework, thing):
        raise RenamingError(f"{thing.name!r} is published elsewhere, and not declared here")


def _is_published(framework: Framework, thing: Thing) -> bool:
    match thing.kind:
        case "actor":
            return thing.key in framework.actor_names
        case "transaction":
            return framework.transaction(thing.key) is not None
        case "profile":
            return framework.profile(thing.key) is not None
        case "option":
            profile = framework.profile(thing.key.partition(" / ")[0])
            return profile is not None and profile.external and thing.name in profile.options
    return thing.key in framework.content_module_names


def rename(
    framework: Framework, occurrences: Occurrences, texts: Mapping[str, str], chosen: Occurrence, words: str
) -> list[Edit]:
    """The edits that give the thing at a place other words. Raises RenamingError."""
    renamable(framework, chosen.thing)
    new = _new(framework, chosen, names.fold(words))
    sheets = {file: Lines(text, markdown=is_markdown(file)) for file, text in texts.items()}
    edits = {}
    for occurrence in occurrences.of(chosen.thing):
        text = new.id if occurrence.by_id else new.name
        sheet = sheets.get(occurrence.place.file)
        if text and sheet and (place := _exact(sheet, occurrence.place, occurrence.text)):
            edits[place] = text
            old = chosen.thing.name if chosen.thing.kind != "transaction" else None
            if old and (title := _title_of_role(sheet, place, old)):
                edits[title] = text
    if chosen.thing.kind == "profile" and new.id:
        acronym = rf"(?<![\w.-]){re.escape(chosen.thing.key)}(?![\w-]|\.\w)"
        edits |= dict.fromkeys(_in_titles(framework, acronym), new.id)
    elif chosen.thing.kind == "transaction" and new.name:
        facts = framework.transaction(chosen.thing.key)
        name = rf"^{re.escape(facts.name)}(?=(?: Request| Response)?(?: Message)?$)" if facts and facts.name else "(?!)"
        edits |= dict.fromkeys(_in_titles(framework, name), new.name)
    return list(_merged(edits, sheets))


def called(framework: Framework, chosen: Occurrence, words: str) -> Thing:
    """The thing at a place, once it has other words. Raises RenamingError."""
    thing, new = chosen.thing, _new(framework, chosen, names.fold(words))
    if thing.kind in ("transaction", "profile"):
        return thing._replace(key=new.id or thing.key)
    owner = f"{thing.key.partition(' / ')[0]} / " if thing.kind == "option" else ""
    return thing._replace(key=f"{owner}{new.name}")


def _new(framework: Framework, chosen: Occurrence, words: str) -> _New:
    """What the new words are. A whole title may be given in place of a part of it. Raises RenamingError."""
    kind = chosen.thing.kind
    if kind == "transaction" and (transaction := names.transaction_title(words)):
        new = _New(transaction[0], transaction[1])
    elif kind == "profile" and (profile := names.profile_title(words)):
        new = _New(*profile)
    elif chosen.by_id and kind == "transaction":
        if names.transaction_id(words) != words:
            raise RenamingError(f"{words!r} is no id of a transaction, expected one such as ITI-41")
        new = _New(id=words)
    elif chosen.by_id and kind == "profile":
        if names.profile_title(f"Name ({words})") is None:
            raise RenamingError(f"{words!r} is no acronym, expected one such as XDS.b")
        new = _New(id=words)
    else:
        new = _New(names.option_name(words) if kind == "option" else words)
    if new.name is not None and (not new.name or _UNFIT(new.name)):
        raise RenamingError(f"{new.name!r} is no name for {kind.replace('-', ' ')} {chosen.thing.name!r}")
    _refuse_taken(framework, chosen.thing, new)
    return new


def _refuse_taken(framework: Framework, thing: Thing, new: _New) -> None:
    key = new.id if thing.kind in ("transaction", "profile") else new.name
    if key is None or key == thing.name:
        return
    taken = thing._replace(key=f"{thing.key.partition(' / ')[0]} / {key}" if thing.kind == "option" else key)
    if declared(framework, taken) is not None:
        raise RenamingError(f"there is {thing.kind.replace('-', ' ')} {key!r} already")


def _exact(sheet: Lines, place: Place, words: str) -> Place | None:
    """Where the words are within a place, which may be wider than they are."""
    found = sheet.range(place)
    if found is None:
        return None
    start, end = found
    match = re.search(r"\s+".join(map(re.escape, words.split())), sheet.text[start:end])
    return _place(sheet, place.file, start + match.start(), start + match.end()) if match else None


def _title_of_role(sheet: Lines, place: Place, old: str) -> Place | None:
    """Where the title of a role has the old name: ``the View Option <HMS / View>``."""
    end = sheet.offset(place.line, place.column)
    if end is None:
        return None
    before = sheet.text[max(end - 300, 0) : end]
    role = _CLOSING_ROLE(before)
    match = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", role[1]) if role else None
    if role is None or match is None:
        return None
    start = end - len(before) + role.start(1) + match.start()
    return _place(sheet, place.file, start, start + len(old))


def _place(sheet: Lines, file: str, start: int, end: int) -> Place:
    return Place(file, *sheet.position(start), *sheet.position(end))


def _in_titles(framework: Framework, pattern: str) -> Iterator[Place]:
    """The places in titles that match: ``XDS.b Actor Options``, ``Registry Stored Query Message``."""
    for title in framework.titles:
        for match in re.finditer(pattern, title.text):
            place = part(Written(title.text, title.place), *match.span()).place
            if place.end_column - place.column == len(match[0]):
                yield place


def _merged(edits: Mapping[Place, str], sheets: Mapping[str, Lines]) -> Iterator[Edit]:
    """The edits, those of one line made one: a title or a row of a table is then mended as a whole."""
    waiting: Edit | None = None
    for place in sorted(edits):
        edit = Edit(place, edits[place])
        if waiting and (waiting.place.file, waiting.place.end_line) == (place.file, place.line):
            if waiting.place.end > place.start:
                continue  # a part of what is replaced
            sheet = sheets[place.file]
            between = sheet.line(place.line - 1)[waiting.place.end_column - 1 : place.column - 1]
            whole = replace(waiting.place, end_line=place.end_line, end_column=place.end_column)
            waiting = Edit(whole, f"{waiting.text}{between}{edit.text}")
            continue
        if waiting:
            yield waiting
        waiting = edit
    if waiting:
        yield waiting
