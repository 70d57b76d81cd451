"""Pages of IG Publisher repositories, through Liquid and Markdown, and HTML as it is."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.framework.publisher import SUSHI
from sphinx_ihe.importing.blocks import CodeBlock, DirectiveBlock, HeadingBlock, SourceText, TextRun
from sphinx_ihe.importing.files import slug
from sphinx_ihe.importing.html_blocks import HtmlReader
from sphinx_ihe.reading.recognised.owners import profile_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_ihe.importing.blocks import Block

_COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{::comment\}.*?\{:/(?:comment)?\}|<!--.*?-->", re.DOTALL
)
_INCLUDE = re.compile(r"\{%-?\s*include\s+(?P<file>[^\s%]+).*?%\}")
_ASSIGN = re.compile(r"\{%-?\s*assign\s+(?P<name>\w+)\s*=\s*['\"](?P<value>.*?)['\"]\s*-?%\}")
_VALUE = re.compile(r"\{\{-?\s*(?P<name>.*?)\s*-?\}\}")
_LIST = re.compile(r"^\s*\{:[^}\n]*\}\s*$|\{:[.#][^}\n]*\}", re.MULTILINE)
_RULE = re.compile(r"^\s*\|?[\s:|+=-]*-[\s:|+=-]*\|?\s*$")
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"^[ \t]+(?P<name>[\w .-]+)\.(?:md|xml):[ \t]*\n[ \t]+title:[ \t]*(?P<title>[^\n]*)", re.MULTILINE)
_PACKAGE = re.compile(r"^id:[ \t]*(?:[\w-]+\.)*(?P<last>[\w-]+)", re.MULTILINE)
_TITLE = re.compile(r"^title:[ \t]*(?P<title>[^\n#]*)", re.MULTILINE)
_DIAGRAMS = (".plantuml", ".puml", ".pu")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg")


class Repository:
    """The files of a repository, and what its pages take from them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        config = root / SUSHI
        text = config.read_text("utf-8", "replace") if config.is_file() else ""
        found = _TITLE.search(text)
        self.title = found["title"].strip(" \"'") if found else root.name
        self.profile = _profile(self.title, _PACKAGE.search(text))
        self.titles = {each["name"]: each["title"].strip(" \"'") for each in _PAGE.finditer(text)}
        self.pictures = {
            path.name: path
            for folder in ("images", "images-source", "includes")
            for path in sorted((root / "input" / folder).rglob("*"))
            if path.suffix.lower() in (*_PICTURES, *_DIAGRAMS)
        }

    def diagram(self, name: str) -> Path | None:
        """The PlantUML source of an included drawing."""
        stem = name.rpartition("/")[2].rpartition(".")[0]
        return next((self.pictures[stem + end] for end in _DIAGRAMS if stem + end in self.pictures), None)


def _profile(title: str, package: re.Match[str] | None) -> str:
    """``Name (ACR)`` out of a title, where the acronym may stand in the name of the package alone."""
    if profile_name(title):
        return title
    if package is None:
        return ""
    last = package["last"]
    words = {word.casefold(): word for word in re.findall(r"[\w.-]+", title)}
    return f"{title} ({words.get(last.casefold(), last.upper())})"


def load_repository(root: Path) -> list[SourceText]:
    """The pages of an IG Publisher repository in the order of its configuration."""
    repository = Repository(root)
    pages = {path.stem: path for path in sorted((root / "input" / "pagecontent").glob("*.md"))}
    if not pages:
        raise ValueError(f"{root.name} has no pages in input/pagecontent")
    order = [name for name in repository.titles if name in pages]
    return [_page(repository, pages[name]) for name in dict.fromkeys([*order, *pages])]


def _page(repository: Repository, path: Path) -> SourceText:
    text = _printed(path.read_text("utf-8", "replace"))
    blocks, media, lost = _finished(repository, HtmlReader(_html(text)).read())
    title = repository.titles.get(path.stem, "")
    if not title:
        title = path.stem.replace("_", " ").replace("-", " ")
    head = HeadingBlock(1, (TextRun(re.sub(r"^(?:[1-4]:)?[0-9XYZ.]*\s+", "", title) or title),), _number(title))
    lower = tuple(_lowered(block) for block in blocks)
    return SourceText(path.name, "page", (head, *lower), {}, media, lost, title, repository.profile)


def _number(title: str) -> str:
    found = re.match(r"((?:[1-4]:)?[0-9]+(?:\.[0-9]+)*)\s", title)
    return found[1] if found else ""


def _lowered(block: Block) -> Block:
    return (
        HeadingBlock(block.level + 1, block.runs, block.number, block.labels)
        if isinstance(block, HeadingBlock)
        else block
    )


def _printed(text: str) -> str:
    """Markdown as Liquid prints it, where that is known."""
    text = _COMMENT.sub("", text)
    values = {found["name"]: found["value"] for found in _ASSIGN.finditer(text)}
    text = _INCLUDE.sub(
        lambda found: f'<img src="{found["file"]}" alt="">' if found["file"].endswith(".svg") else "", text
    )
    text = _VALUE.sub(lambda found: values.get(found["name"], found["name"]), text)
    return _LIST.sub("", re.sub(r"\{%.*?%\}", "", text))


def _included(found: re.Match[str]) -> str:
    return f'<img src="{found["file"]}" alt="">' if found["file"].endswith(".svg") else ""


def _html(text: str) -> str:
    from markdown_it import MarkdownIt

    text = _TABLE.sub(lambda found: "\n\n" + re.sub(r"\n\s*\n+", "\n", found[0]) + "\n\n", text)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(parser.render("\n".join(_spaced(text))))


def _spaced(text: str) -> Iterator[str]:
    """Lines in which each pipe table has a blank line before it and a rule as wide as its head: kramdown needs none."""
    lines = text.split("\n")
    waiting: list[str] = []
    for number, line in enumerate(lines):
        headed = bool(waiting) and "|" in waiting[-1] and (len(waiting) < 2 or "|" not in waiting[-2])
        if headed and "|" in line and _RULE.match(line):
            rows = takewhile(lambda each: "|" in each, lines[number + 1 :])
            width = max(map(_columns, (waiting[-1], *rows)))
            head = waiting.pop()
            if waiting and waiting[-1].strip():
                waiting.append("")
            waiting.append(head.rstrip().rstrip("|") + "| " * (width - _columns(head)) + "|")
            line = "|" + "---|" * width
        waiting.append(line)
    yield from waiting


def _columns(line: str) -> int:
    return len(re.split(r"(?<!\\)\|", line.strip().strip("|")))


class _Finished(NamedTuple):
    blocks: tuple[Block, ...]
    media: dict[str, bytes]
    lost: tuple[tuple[str, str], ...]


def _finished(repository: Repository, blocks: tuple[Block, ...]) -> _Finished:
    """Blocks with diagrams as directives or pictures, the files of pictures, and what is lost."""
    from sphinx_ihe.importing.mapping import mapped

    media: dict[str, bytes] = {}
    lost: list[tuple[str, str]] = []

    def picture(run: TextRun) -> TextRun:
        if run.look != "picture" or run.target.startswith(("http:", "https:", "data:")):
            return TextRun(run.text or run.target) if run.look == "picture" else run
        name = run.target.rpartition("/")[2]
        path = repository.pictures.get(name)
        if path is None:
            lost.append(("this picture is not in the source", run.target))
            return TextRun(run.text, "picture", f"lost:{name}")
        kept = f"{slug(path.stem)}{path.suffix.lower()}"
        media[kept] = path.read_bytes()
        return TextRun(run.text, "picture", f"media:{kept}")

    done: list[Block] = []
    for block in blocks:
        drawn = _drawing(block, repository)
        if drawn is None:
            done.append(mapped(block, picture))
            continue
        made, left = _diagram(drawn.read_text("utf-8", "replace"))
        done.append(made)
        lost += [("this diagram is of a kind that the notation does not have", drawn.name)] if left else []
    return _Finished(tuple(done), media, tuple(lost))


def _drawing(block: Block, repository: Repository) -> Path | None:
    runs = [run for run in getattr(block, "runs", ()) if run.text.strip() or run.look == "picture"]
    if len(runs) == 1 and runs[0].look == "picture" and runs[0].target.endswith(".svg"):
        return repository.diagram(runs[0].target)
    return None


def _diagram(text: str) -> tuple[Block, bool]:
    """A PlantUML source as literal text, or a process flow where the notation can say all of it."""
    from sphinx_ihe.reading.plantuml import is_sequence, read_plantuml

    if is_sequence(text):
        read = read_plantuml(text)
        if read.body and not read.lost:
            return DirectiveBlock("ihe:interaction-diagram", "", (), tuple(read.body.rstrip("\n").split("\n"))), False
    return CodeBlock(text.strip()), True


def load_html(path: Path) -> list[SourceText]:
    """A page of HTML, or each page of a folder."""
    files = sorted(path.rglob("*.html")) if path.is_dir() else [path]
    if not files:
        raise ValueError(f"{path.name} is no Word document, no page of HTML and no IG Publisher repository")
    return [_html_page(each) for each in files]


def _html_page(path: Path) -> SourceText:
    text = path.read_text("utf-8", "replace")
    if "<" not in text:
        raise ValueError(f"{path.name} is no page of HTML")
    reader = HtmlReader(text)
    if reader.root is None:
        raise ValueError(f"{path.name} is no page of HTML")
    for element in reader.root.xpath('//*[@id="toc" or @id="footer" or @class="toc"]'):
        element.drop_tree()
    folder = path.parent
    blocks = reader.read()
    media = {
        f"{slug(found.stem)}{found.suffix.lower()}": found.read_bytes()
        for name in re.findall(r"<img[^>]*\bsrc=[\"']([^\"':?#]+)", text)
        if (found := folder / name).is_file() and found.suffix.lower() in _PICTURES
    }
    found = re.search(r"<title>(.*?)</title>", text, re.DOTALL | re.IGNORECASE)
    title = " ".join(found[1].split()) if found else path.stem
    return SourceText(path.name, "html", blocks, reader.footnotes, media, (), title)
