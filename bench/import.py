"""How much of texts that exist an import keeps: words, rows, warnings and seconds by source.

python bench/import.py SOURCE... prints a table for the manual; --out FOLDER keeps the frameworks.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_CONTENTS = re.compile(r"<w:pStyle w:val=\"(?:TOC|toc|TableofFigures)[^\"]*\"")
_UNSHOWN = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"\{%-?\s*comment.*?endcomment\s*-?%\}",
        r"\{::comment\}.*?\{:/(?:comment)?\}",
        r"<!--.*?-->",
        r"<(?:script|style)\b.*?</(?:script|style)>",
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
        r"\{:[^}\n]*\}",
        r"<[/a-zA-Z][^>]*>",
        r"\]\([^)\n]*\)",
        r"(?m:^ *\[[^\]\n]+\]:[^\n]*$)",
    )
)
_SILENT = ("script", "style", "head", "nav", "title")


class Measured(NamedTuple):
    """What became of one source."""

    name: str
    words: int
    kept: float
    rows: int
    read: int
    unreadable: int
    warnings: int
    seconds: float
    findings: dict[str, int]
    missing: Counter[str]


class _Shown(HTMLParser):
    """The text of a built page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in ("p", "li", "td", "th", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "tr", "text"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def shown_words(site: Path) -> Counter[str]:
    """The words of a built site."""
    found: Counter[str] = Counter()
    for page in site.rglob("*.html"):
        if page.name not in ("genindex.html", "search.html"):
            parser = _Shown()
            parser.feed(page.read_text("utf-8"))
            found.update(_WORD.findall("".join(parser.parts).casefold()))
    return found


def word_words(path: Path) -> Counter[str]:
    """The words of a Word document out of its XML, contents and page heads apart, read without the importer."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(path) as package:
        for part in ("word/document.xml", "word/footnotes.xml"):
            if part not in package.namelist():
                continue
            text = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", package.read(part).decode(), flags=re.DOTALL)
            text = re.sub(r"<w:del [^>]*(?<!/)>.*?</w:del>", "", text, flags=re.DOTALL)
            for paragraph in re.split(r"</w:p>", text):
                if _CONTENTS.search(paragraph):
                    continue
                pieces = re.findall(
                    r"<(?:w|m):t(?: [^>]*)?>([^<]*)</(?:w|m):t>|(<w:tab/>|<w:br\b[^>]*/>|<w:noBreakHyphen/>|<w:tc>)",
                    paragraph,
                )
                found.update(_WORD.findall(_entities("".join(text or " " for text, _ in pieces)).casefold()))
    return found


def page_words(root: Path) -> Counter[str]:
    """The words of a repository's pages, comments and what the tool replaces apart."""
    found: Counter[str] = Counter()
    for page in sorted(root.glob("input/pagecontent/*.md")):
        text = page.read_text("utf-8", "replace")
        for pattern in _UNSHOWN:
            text = pattern.sub(" ", text)
        found.update(_WORD.findall(_entities(text).casefold()))
    return found


def _entities(text: str) -> str:
    from html import unescape

    return re.sub("[\u200b\ufeff\xad]", "", unescape(text))


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def measure(source: Path, out: Path) -> Measured:
    """Import, build and lint one source."""
    ihe = [sys.executable, "-m", "ihe_cli"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    made = _run([*ihe, "import", str(source), "--to", str(out), "--format", "json"])
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    if made.returncode == 2 or not made.stdout:
        return Measured(source.name, 0, 0, 0, 0, 0, 0, seconds, {"failed": 1}, Counter({made.stderr[-300:]: 1}))
    report = json.loads(made.stdout)
    lint = subprocess.run(
        [*ihe, "lint", str(out), "--no-cache", "--format", "json"], capture_output=True, text=True, check=False
    )
    findings = Counter(finding["code"] for finding in json.loads(lint.stdout)["findings"])
    with tempfile.TemporaryDirectory() as site:
        built = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(out), site],
            capture_output=True,
            text=True,
            check=False,
        )
        warnings = [line for line in built.stderr.splitlines() if re.search(r"WARNING|ERROR|Traceback", line)]
        warnings = [line for line in warnings if not re.search(r"\bIHE\d{3}\b", line)]
        shown = shown_words(Path(site))
    shown.update(_WORD.findall(" ".join(each["text"] for each in report["dropped"]).casefold()))
    words = word_words(source) if source.suffix == ".docx" else page_words(source)
    missing = words - shown
    total = words.total()
    rows, read = (sum(table[key] for table in report["tables"] if table["kind"] != "other") for key in ("rows", "read"))
    unreadable = sum(number for code, number in findings.items() if code.startswith("IHE0"))
    kept = 1 - missing.total() / total if total else 1.0
    if warnings:
        (out / ".warnings").write_text("\n".join(warnings))
    return Measured(source.name, total, kept, rows, read, unreadable, len(warnings), seconds, findings, missing)


def main() -> None:
    """Measure each source and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--missing", action="store_true", help="print the words that are missing")
    given = parser.parse_args()
    print("| source | words | kept | rows | read | IHE0 | warnings | seconds |\n|---|---|---|---|---|---|---|---|")
    everything: list[Measured] = []
    with tempfile.TemporaryDirectory() as scratch:
        for number, source in enumerate(given.sources):
            one = measure(source, (given.out or Path(scratch)) / f"{number}-{source.stem}".replace(" ", "_"))
            everything.append(one)
            print(
                f"| {one.name} | {one.words} | {one.kept:.2%} | {one.rows} | {one.read} | {one.unreadable}"
                f" | {one.warnings} | {one.seconds:.1f} |",
                flush=True,
            )
            if given.missing and one.missing:
                print("    ", one.missing.most_common(25), dict(one.findings))
    words = sum(one.words for one in everything)
    kept = sum(one.words * one.kept for one in everything) / max(words, 1)
    sums = [sum(getattr(one, name) for one in everything) for name in ("rows", "read", "unreadable", "warnings")]
    print(
        f"| all | {words} | {kept:.2%} | {' | '.join(map(str, sums))} | {sum(one.seconds for one in everything):.1f} |"
    )
    findings: Counter[str] = Counter()
    for one in everything:
        findings.update(one.findings)
    print(dict(sorted(findings.items())))


if __name__ == "__main__":
    main()
