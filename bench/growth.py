"""How the time of the linter grows: each pattern at n and at 4n, in one table. None may grow faster than 6 times.

``python bench/growth.py`` prints all patterns; names as arguments choose some. What takes no time at all is not judged.
"""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING

from sphinx_ihe.framework.config import Config, read
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.reading.globs import fits
from sphinx_ihe.rules.rule import check

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 6.0
"""Four times as much may take so many times as long."""
SHORT = 0.25
"""Seconds at 4n below which nothing is judged: there is more noise than growth."""
PROFILE = "Remote Measurement (RM)\n=======================\n\n.. ihe:profile::\n\n"


def body(directive: str, rows: str) -> str:
    """A document with one table."""
    return f"{PROFILE}.. ihe:{directive}::\n\n" + "".join(f"   {line}\n" for line in rows.split("\n"))


def rows(directive: str, row: str) -> Callable[[int], str]:
    """A table of n rows, in which @ is the number of the row."""
    return lambda n: body(directive, "\n".join(row.replace("@", str(each)) for each in range(n)))


def times(text: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A text n times."""
    return lambda n: before + text * n + after


USES = "actors-transactions"
DOCUMENTS: dict[str, tuple[Callable[[int], str], int]] = {
    "paragraphs": (times("Some words of a paragraph.\n\n"), 4000),
    "one paragraph of lines": (times("Some words of a paragraph.\n"), 4000),
    "one line": (times("words "), 40_000),
    "references to Volume 2": (times("See ITI TF-2: 3.18. "), 1500),
    "references and transactions": (times("ITI-41 in ITI TF-2: 3.18 "), 1500),
    "references in sentences": (times("See ITI TF-2: 3.18 and [ITI-18].\n"), 1500),
    "mentions of transactions": (times("Registry Stored Query [ITI-18] "), 1500),
    "unknown roles in one line": (times(":ihe:acter:`x` "), 1500),
    "unknown roles in lines": (times(":ihe:acter:`x`\n\n"), 1500),
    "unknown actors in roles": (lambda n: "".join(f":ihe:actor:`Nobody {i}`\n\n" for i in range(n)), 1000),
    "titles": (lambda n: "".join(f"T{i}\n=====\n\ntext\n\n" for i in range(n)), 1500),
    "bullets": (times("* item\n"), 4000),
    "nested bullets": (lambda n: "".join(f"{'  ' * i}* item\n\n" for i in range(n)), 60),
    "nested notes": (lambda n: "".join(f"{'   ' * i}.. note::\n\n" for i in range(n)), 100),
    "backquotes": (times("`"), 40_000),
    "stars": (times("*"), 40_000),
    "open roles": (times(":ihe:actor:`x "), 4000),
    "substitutions": (times("|x "), 10_000),
    "comments": (times(".. ihe: ignore[IHE302] why\n\n"), 1000),
    "targets": (lambda n: "".join(f".. _t{i}:\n\n" for i in range(n)), 3000),
    "definitions": (times("term\n   text\n\n"), 2000),
    "line blocks": (times("| line\n"), 4000),
    "rows": (rows(USES, "Actor @: {ITI-18: R}"), 300),
    "rows with unknown names": (rows(USES, "Nobody @ at All: {Nothing @ [ITI-@]: R}"), 400),
    "rows of one actor": (lambda n: body(USES, "Actor:\n" + "\n".join(f"  ITI-{i}: R" for i in range(n))), 400),
    "groupings with unknown names": (rows("required-groupings", "Nobody @: [RM / Somebody @]"), 600),
    "rows with options": (rows("actors-options", "Actor @: [Option @]"), 300),
    "YAML of dashes": (times("   ---\n", f"{PROFILE}.. ihe:{USES}::\n\n"), 2000),
    "YAML of dots": (times("   ...\n", f"{PROFILE}.. ihe:{USES}::\n\n"), 2000),
    "YAML of escapes": (lambda n: body(USES, 'A: "' + "\\x41" * n + '"'), 6000),
    "YAML of bad escapes": (lambda n: body(USES, 'A: "' + "\\y" * n + '"'), 3000),
    "YAML of brackets": (lambda n: body(USES, "A: " + "[" * n), 4000),
    "YAML of quotes": (rows(USES, "A@: 'x"), 1000),
    "YAML of colons": (rows(USES, "A@: b: c: d"), 1000),
    "YAML of tabs": (rows(USES, "A@:\tb"), 1000),
    "YAML of anchors": (rows(USES, "A@: &a b"), 500),
    "YAML of one long text": (lambda n: body(USES, "A: " + "x" * n), 40_000),
    "grid table": (lambda n: "+---+---+\n" + "| a | b |\n+---+---+\n" * n, 500),
    "simple table": (lambda n: "=== ===\n" + "a   b\n" * n + "=== ===\n", 2000),
    "includes": (times(".. include:: part.inc\n\n"), 800),
    "missing includes": (lambda n: "".join(f".. include:: gone{i}.inc\n\n" for i in range(n)), 300),
}
MARKDOWN: dict[str, tuple[Callable[[int], str], int]] = {
    "Markdown of quotes": (times(">"), 3000),
    "Markdown of links": (times("[a](b "), 3000),
    "Markdown of brackets": (times("["), 10_000),
    "Markdown of fences": (times("```{note}\nx\n```\n\n"), 1000),
}


def seconds(text: str, name: str) -> float:
    """What it takes to lint a document, and to print what is found."""
    from ihe_cli.reporters import Report, render
    from ihe_cli.terminal import Style

    gc.collect()
    start = time.process_time()
    reading = read_texts({name: text, "part.inc": "Text\n"}, Config())
    found = check(reading.framework)
    render("text", Report(found, 1, 0, reading.texts), Style(False))
    return time.process_time() - start


def globs(n: int) -> float:
    start = time.process_time()
    for piece in ("**/", "*a", "**a", "?*", "[a]*"):
        fits(piece * n + "x")("a/" * n * 5 + "y")
    return time.process_time() - start


def settings(n: int) -> float:
    start = time.process_time()
    read(b"lint:\n  per-file-ignores:\n" + b"".join(b"    a%d: [IHE1, X]\n" % i for i in range(n)), "ihe.yaml")
    return time.process_time() - start


def main(chosen: list[str]) -> int:
    """Print the table; 1 where something grows too fast."""
    measured: dict[str, tuple[Callable[[int], float], int]] = {"globs": (globs, 20), "ihe.yaml": (settings, 500)}
    for patterns, name in ((DOCUMENTS, "index.rst"), (MARKDOWN, "index.md")):
        for title, (make, n) in patterns.items():
            measured[title] = (lambda n, make=make, name=name: seconds(make(n), name), n)  # type: ignore[misc]
    seconds("warm", "index.rst")
    failed = 0
    print(f"{'':32}{'n':>8}{'n, s':>9}{'4n, s':>9}{'times':>8}")
    for title, (measure, n) in measured.items():
        if chosen and title not in chosen:
            continue
        once, four = min(measure(n) for _ in range(2)), measure(4 * n)
        bad = four > SHORT and four / max(once, 0.001) > MOST
        failed += bad
        print(
            f"{title:32}{n:8}{once:9.3f}{four:9.3f}{four / max(once, 0.001):8.1f}{'  too fast' if bad else ''}",
            flush=True,
        )
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
