"""From blocks to documents of a framework: what each heading begins, and what the text below it declares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sphinx_ihe.importing.blocks import (
    BoxBlock,
    CodeBlock,
    DirectiveBlock,
    HeadingBlock,
    TableBlock,
    TextBlock,
    TextRun,
    plain,
)
from sphinx_ihe.importing.files import slug, unused
from sphinx_ihe.importing.report import ImportedTable, LeftOut, OpenPoint
from sphinx_ihe.importing.tables import ReadTable, TableScope, read_table
from sphinx_ihe.language import names
from sphinx_ihe.reading.recognised.owners import profile_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_ihe.importing.blocks import Block, SourceText

_VOLUME = re.compile(r"Vol(?:ume|\.)?\s*(?P<number>[1-4])\b", re.IGNORECASE)
_APPENDIX = re.compile(r"Appendi(?:x|ces)\b", re.IGNORECASE)
_CAPTION = re.compile(r"Table\s+[\w.:\u2010-\u2015-]*[0-9XYZ][\w.:\u2010-\u2015-]*\b", re.IGNORECASE)
_EDITOR = re.compile(
    r"(?:<?\s*Editors?\s*[,:]|Instructions? to (?:the )?(?:volume )?editors?|Editor, please)", re.IGNORECASE
)
_NOTE = re.compile(r"\(?\**\s*(?:note\b|[0-9]{1,2}[.:)]|\*)", re.IGNORECASE)
_MOST_NOTES = 12
_LONGEST_CAPTION = 200
_DEEPEST_TRANSACTION = 2
_FOLDERS = {"1": "volume1", "2": "volume2", "3": "volume3", "4": "volume4"}


class ImportedText:
    """A file of the framework in the making: its blocks and what is declared in it."""

    def __init__(self, path: str, base: int) -> None:
        self.path = path
        self.base = base
        self.blocks: list[Block] = []
        self.levels: list[int] = []
        self.titles: list[str] = []
        self.declared: dict[str, str] = {}
        self.actors: set[str] = set()
        self.options: set[str] = set()
        self.captioned = ""


class Understanding:
    """Goes through sources in their order and makes documents of them."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.documents: list[ImportedText] = []
        self.tables: list[ImportedTable] = []
        self.open: list[OpenPoint] = []
        self.dropped: list[LeftOut] = []
        self.profiles: dict[str, ImportedText] = {}
        self.transactions: dict[str, str] = {}
        self.actors: set[str] = set()
        self.numbers: dict[str, list[HeadingBlock]] = {}
        self.folder = ""
        self._repository = ""
        self._taken: set[str] = {"index", "conf", "import-report"}

    def read(self, source: SourceText) -> None:
        """Take a source in; the first text of a Word document belongs to no volume."""
        self._repository = source.profile
        self.folder = _page_folder(source.title) if source.kind == "page" else ""
        if not (source.blocks and isinstance(source.blocks[0], HeadingBlock)):
            self._begin(_heading(source.title or source.name), 1)
        for reason, text in source.lost:
            self.say(reason, text)
        blocks = source.blocks
        at = 0
        while at < len(blocks):
            block = blocks[at]
            if isinstance(block, HeadingBlock):
                self._title(block, blocks, at)
            elif isinstance(block, TableBlock):
                at = self._table(block, blocks, at)
            elif isinstance(block, TextBlock) and (block.style == "instruction" or _EDITOR.match(plain(block.runs))):
                self.document.blocks.append(BoxBlock("ihe:editor-instruction", (replace(block, style=""),)))
            elif isinstance(block, DirectiveBlock):
                self.document.blocks.append(self._diagram(block))
            else:
                self.document.blocks.append(block)
            at += 1

    @property
    def document(self) -> ImportedText:
        """The document that is being made."""
        return self.documents[-1]

    def leave_out(self, reason: str, text: str) -> None:
        """A text does not stand in the framework; those left out for one reason in a row are one."""
        if self.dropped and self.dropped[-1].reason == reason:
            text = f"{self.dropped.pop().text}\n{text}"
        self.dropped.append(LeftOut(reason, len(text.split()), text))

    def say(self, message: str, text: str) -> None:
        """Something is left to decide."""
        document = self.document
        self.open.append(OpenPoint(message, text, document.path, document.titles[-1] if document.titles else ""))

    def _begin(self, heading: HeadingBlock, level: int, name: str = "") -> ImportedText:
        folder = self.folder + "/" if self.folder else ""
        path = unused(folder + slug(name or plain(heading.runs)), self._taken)
        document = ImportedText(path, level)
        self.documents.append(document)
        document.levels, document.titles = [level], [_full(heading)]
        document.blocks.append(replace(heading, level=1))
        return document

    def _title(self, heading: HeadingBlock, blocks: Sequence[Block], at: int) -> None:
        text = plain(heading.runs)
        if heading.level == 1:
            if volume := _VOLUME.search(text):
                self.folder = _FOLDERS[volume["number"]]
            elif _APPENDIX.match(text):
                self.folder = "appendices"
        if self._profile(heading, text, blocks, at) or self._transaction(heading, text):
            pass
        elif at == 0 and self._repository and _has_profile_table(blocks, at, 1):
            self._declare_repository(heading)
        elif not self.documents or heading.level <= self.document.base:
            self._begin(heading, heading.level)
        else:
            self._section(heading)
        self._number(heading)

    def _number(self, heading: HeadingBlock) -> None:
        if heading.number:
            self.leave_out("numbers of headings, which are generated", heading.number)
            placed = next(block for block in reversed(self.document.blocks) if isinstance(block, HeadingBlock))
            self.numbers.setdefault(heading.number.partition(":")[2] or heading.number, []).append(placed)

    def _section(self, heading: HeadingBlock) -> None:
        document = self.document
        while len(document.levels) > 1 and document.levels[-1] >= heading.level:
            document.levels.pop()
            document.titles.pop()
        document.levels.append(heading.level)
        document.titles.append(_full(heading))
        document.blocks.append(replace(heading, level=len(document.levels)))

    def _profile(self, heading: HeadingBlock, text: str, blocks: Sequence[Block], at: int) -> bool:
        named = profile_name(text)
        if not named or named[1] in self.profiles or heading.level > 3 or self.folder in ("volume2", "volume3"):
            return False
        if not _has_profile_table(blocks, at, heading.level):
            return False
        self.folder = self.folder if self.folder.startswith("volume") else "volume1"
        document = self._begin(heading, heading.level, named[1])
        document.declared["profile"] = named[1]
        self.profiles[named[1]] = document
        chapter = heading.number.rpartition(":")[2]
        options = (("chapter", chapter),) if chapter.isdecimal() else ()
        document.blocks.append(DirectiveBlock("ihe:profile", "", options))
        return True

    def _declare_repository(self, heading: HeadingBlock) -> None:
        """The page of a repository that has the tables of its profile declares it, whatever the page is called."""
        title, acronym = self._repository, (profile_name(self._repository) or ("", ""))[1]
        self._repository = ""
        self.folder = "volume1"
        document = self._begin(heading, heading.level)
        if acronym not in self.profiles:
            document.blocks.append(DirectiveBlock("ihe:profile", title))
            self.profiles[acronym] = document
            document.declared["profile"] = acronym
        document.captioned = acronym

    def _transaction(self, heading: HeadingBlock, text: str) -> bool:
        named = names.transaction_title(text)
        numbered = self._numbered(heading) if not named else ""
        if numbered:
            named = names.transaction_title(f"{text} [{numbered}]")
        if not named or named[1] in self.transactions:
            return False
        if self.folder != "volume2" and not re.match(r"(?:2:)?3\.", heading.number):
            return False
        self.folder = "volume2"
        document = self._begin(heading, heading.level, named[1])
        document.declared["transaction"] = named[1]
        self.transactions[named[1]] = named[0]
        argument = f"{named[0]} [{numbered}]" if numbered else ""
        document.blocks.append(DirectiveBlock("ihe:transaction", argument))
        return True

    def _numbered(self, heading: HeadingBlock) -> str:
        """The id of a section of Volume 2 that has the number of a transaction (General Introduction 7.5)."""
        found = re.fullmatch(r"(?:2:)?3\.([0-9]+)", heading.number)
        if not found or self.folder != "volume2" or not self.prefix or heading.level > _DEEPEST_TRANSACTION:
            return ""
        return f"{self.prefix}-{found[1]}"

    def _table(self, table: TableBlock, blocks: Sequence[Block], at: int) -> int:
        document = self.document
        caption = table.caption
        before = document.blocks[-1] if document.blocks else None
        if not caption and isinstance(before, TextBlock) and _is_caption(before):
            caption = before.runs
            document.blocks.pop()
        below = _notes_below(blocks, at + 1)
        scope = TableScope(tuple(reversed(document.titles)), document.declared, document.captioned)
        made = read_table(replace(table, caption=()), plain(caption), below, scope)
        plain_tables = [
            replace(b, caption=caption) if isinstance(b, TableBlock) and made.read == 0 else b for b in made.blocks
        ]
        document.blocks += plain_tables
        self._count(made, plain(caption))
        left = (number for number in range(len(below)) if number not in made.notes_used)
        document.blocks += [blocks[at + 1 + number] for number in left]
        return at + len(below)

    def _diagram(self, block: DirectiveBlock) -> Block:
        """A diagram of what it stands in: of a transaction, of a profile, or of nothing."""
        if "transaction" in self.document.declared:
            return block
        if "profile" in self.document.declared:
            return replace(block, name="ihe:process-flow")
        self.say("this diagram stands outside of a transaction and a profile", block.lines[0])
        return CodeBlock("\n".join(block.lines))

    def _count(self, made: ReadTable, caption: str) -> None:
        document = self.document
        self.tables.append(ImportedTable(made.kind, caption, made.owner, made.rows, made.read, document.path))
        for message, text in made.open:
            self.say(message, text)
        if made.dropped:
            self.leave_out("what a directive prints by itself", "\n".join(made.dropped))
        if made.owner and made.kind != "actor-roles":
            document.captioned = made.owner
        for row in getattr(made.table, "actors", ()):
            self.actors.add(row.actor.text)
            if owner := self.profiles.get(made.owner):
                owner.actors.add(row.actor.text)
                owner.options |= {option.name.text for option in getattr(row, "options", ())}


def finished(made: Understanding) -> None:
    """Declare what the tables of a profile name where a section describes it."""
    for document in made.documents:
        found: list[Block] = []
        declared: set[tuple[str, str]] = set()
        for block in document.blocks:
            found.append(block)
            if not isinstance(block, HeadingBlock) or block.level == 1:
                continue
            text = plain(block.runs)
            for kind, known in (("profile-actor", document.actors), ("option", document.options)):
                name = names.option_name(text) if kind == "option" else text
                if name in known and (kind, name) not in declared and (kind == "profile-actor" or text != name):
                    declared.add((kind, name))
                    found.append(DirectiveBlock(f"ihe:{kind}"))
        document.blocks = found


def _heading(text: str) -> HeadingBlock:
    return HeadingBlock(1, (TextRun(text),))


def _full(heading: HeadingBlock) -> str:
    return f"{heading.number} {plain(heading.runs)}".strip()


def _notes_below(blocks: Sequence[Block], at: int) -> list[str]:
    """The paragraphs below a table that look like notes of it."""
    found: list[str] = []
    for block in blocks[at : at + _MOST_NOTES]:
        if not isinstance(block, TextBlock) or not _NOTE.match(plain(block.runs)):
            break
        found.append(plain(block.runs))
    return found


def _is_caption(block: TextBlock) -> bool:
    text = plain(block.runs)
    if text.startswith("Figure"):
        return False
    return block.style == "caption" or (_CAPTION.match(text) is not None and len(text) < _LONGEST_CAPTION)


def _has_profile_table(blocks: Sequence[Block], at: int, level: int) -> bool:
    """Whether a table of a profile stands in a section, so that its title is a profile's."""
    for block in blocks[at + 1 :]:
        if isinstance(block, HeadingBlock) and block.level <= level:
            return False
        if isinstance(block, TableBlock):
            made = read_table(block, "", (), TableScope((), {"profile": "?"}))
            if made.kind in ("actors-transactions", "actors-content-modules", "actors-options", "required-groupings"):
                return True
    return False


def _page_folder(title: str) -> str:
    number = title[:2].rstrip(":") if re.match(r"[1-4]:", title) else ""
    if number:
        return _FOLDERS[number]
    if volume := _VOLUME.search(title):
        return _FOLDERS[volume["number"]]
    return "volume2" if names.transaction_title(title) else ""
