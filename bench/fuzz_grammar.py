"""The inputs of ``bench/fuzz.py``: frameworks out of words and forms that are hard to read, each out of one seed."""

from __future__ import annotations

import json
import random

from sphinx_ihe.framework import config, inventory
from sphinx_ihe.framework.inventory.writing import inventory as inventory_of
from sphinx_ihe.framework.reader import read_texts

WORDS = [
    "Document Source",
    "Document Sorce",
    "Content Creator",
    "Time Client",
    "Usher",
    "Home Gateway",
    "none",
    "null",
    "~",
    "or",
    "with the X Option",
    "ITI-41",
    "ITI-041",
    "HOME-1",
    "X-0",
    "ITI-",
    "Provide [ITI-41]",
    "RM",
    "XDS.b",
    "CT",
    "Remote Measurement (RM)",
    "R",
    "O",
    "C",
    "[",
    "]",
    "{",
    "}",
    "(1)",
    "(1, 2)",
    "1",
    "&a",
    "*a",
    "!t",
    "- x",
    "? x",
    "@",
    "`",
    "%",
    "#",
    "# x",
    "'",
    '"',
    "\\",
    "\\x41",
    "\\y",
    "\\U00110000",
    ":",
    ": ",
    "::",
    ",",
    "/",
    "<",
    ">",
    "<img onerror=x>",
    "javascript:x",
    "=cmd",
    "\t",
    "é",
    "日本",
    "\u202e",
    "\x1b[31m",
    "\u2028",
    "\x85",
    "\x0b",
    "\x00",
    "\ufeff",
    "\ud7ff",
    "𐀀",
    "á",
    "--",
    "*",
    "**",
    "_",
    "__",
    "`x`_",
    "SHALL",
    "ITI TF-2: 3.41",
    "ITI TF-9: 1",
]
ENDS = ("\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n", "\x0c", "\u2028", "")
DIRECTIVES = [
    "profile",
    "actor",
    "transaction",
    "option",
    "content-module",
    "actors-transactions",
    "actors-options",
    "required-groupings",
    "actors-content-modules",
    "actor-roles",
    "actor-diagram",
    "sequence-diagram",
    "use-case",
    "requirement",
    "issue",
    "integration-statement",
    "actors",
    "transactions",
    "acter",
]
OPTIONS = (
    "profile",
    "actors",
    "transaction",
    "status",
    "renamed-to",
    "title",
    "parent",
    "x",
    "encoding",
    "start-after",
)
OTHERS = (
    ".. note::",
    ".. toctree::\n   :glob:\n\n   *\n   [z-a]",
    ".. include:: part.inc",
    ".. include:: index.rst",
    ".. include:: part.inc\n   :encoding: utf-7",
    ".. ihe: ignore[IHE302] x",
    ".. ihe:",
    "```{include} part.inc\n```",
    "```{ihe:profile}\n```",
    "::::",
    "====",
    "----",
    "+--+--+\n|a | b|\n+--+--+",
    "=== ===\na   b\n=== ===",
    "| a",
    "* a",
    "#. a",
    ":a: b",
    ">>> a",
    "term\n   text",
    ".. |x| replace:: y",
    ".. _t:",
    ".. default-domain:: ihe",
    "# T",
    "> a",
    ".. default-role:: ihe:actor",
    "{ihe:actor}`x`",
    "```",
    "~~~",
    "$$",
    "<!-- a -->",
    "[a](b)",
    "1) a",
    "---",
    "...",
)
YAML = (
    "framework: {domain: ITI}",
    "framework:",
    "  status: trial-implementation",
    "  oid-root: 1.2.3",
    "lint:",
    "  select: [IHE]",
    "  severity: {IHE3: info}",
    "  per-file-ignores: {'**': [IHE1]}",
    "sources: ['**/*.rst', '[z-a]']",
    "exclude: [x]",
    "frameworks: [other.json, 'a\\0']",
    "catalogue: false",
    "pdf: {logo: gone}",
    "html: {paragraph-numbers: maybe}",
    "x: y",
)


class Maker:
    """Makes inputs out of one seed."""

    def __init__(self, seed: int) -> None:
        self.choice = random.Random(seed)

    def texts(self) -> dict[str, str]:
        """The files of a framework."""
        pick = self.choice.random
        texts = {"index.rst": self.document(), "part.inc": self.document()}
        if pick() < 0.5:
            texts["other.md"] = self.document()
        texts["ihe.yaml"] = self.lines(YAML) if pick() < 0.4 else "framework: {domain: ITI}\n"
        if pick() < 0.2:
            texts["statement.yaml"] = self.statement()
        if pick() < 0.2:
            texts["other.json"] = self.inventory()
        if pick() < 0.1:
            texts["baseline.json"] = self.value(3)
        return texts

    def words(self, most: int = 3) -> str:
        return " ".join(self.choice.choice(WORDS) for _ in range(self.choice.randint(0, most)))

    def lines(self, kinds: tuple[str, ...]) -> str:
        return "".join(self.choice.choice(kinds) + "\n" for _ in range(self.choice.randint(0, 8)))

    def document(self) -> str:
        parts = [self.block() for _ in range(self.choice.randint(0, 7))]
        return "".join(part + self.choice.choice(ENDS) for part in parts)

    def block(self) -> str:
        kind = self.choice.random()
        if kind < 0.15:
            title = self.choice.choice((self.words(), "Remote Measurement (RM)", "Pair Device [HOME-1]", "X Option"))
            return f"{title}\n{self.choice.choice('=-~^') * self.choice.choice((len(title), 4, 1))}\n"
        if kind < 0.6:
            return self.directive()
        if kind < 0.8:
            return self.choice.choice(OTHERS)
        role = self.choice.choice(DIRECTIVES)
        return f"{self.words(6)} :ihe:{role}:`{self.words()}` {self.words(6)}"

    def directive(self) -> str:
        name, argument = self.choice.choice(DIRECTIVES), self.words() if self.choice.random() < 0.4 else ""
        options = [
            f"   :{self.choice.choice(OPTIONS)}: {self.words()}" for _ in range(self.choice.choice((0, 0, 0, 1, 2)))
        ]
        rows = [self.row() for _ in range(self.choice.randint(0, 5))]
        return "\n".join([f".. ihe:{name}:: {argument}", *options, "", *rows, ""])

    def row(self) -> str:
        indent = " " * self.choice.choice((3, 3, 3, 4, 5, 5, 2, 0, 7))
        key, value = self.words(), self.choice.choice((self.words(), f"[{self.words()}]", f"{{{self.words()}}}", ""))
        return indent + self.choice.choice((f"{key}: {value}", f"{key}:", f"- {value}", value, f"{key} -> {value}"))

    def statement(self) -> str:
        rows = (
            "vendor: V",
            "product: P",
            "version: 1",
            "date: 2026-01-01",
            "profiles:",
            "  CT:",
            "    Time Client: []",
        )
        chosen = [row for row in rows if self.choice.random() < 0.8]
        return "\n".join([*chosen, *(self.row()[1:] for _ in range(self.choice.randint(0, 3)))]) + "\n"

    def inventory(self) -> str:
        if self.choice.random() < 0.5:
            return self.value(3)
        made = inventory_of(
            read_texts({"index.rst": "A (AB)\n======\n\n.. ihe:profile::\n"}).framework, config.Config()
        )
        values = inventory.values(made)
        inner = self.choice.choice(list(values.values()))
        target = inner if isinstance(inner, dict) else values
        target[self.choice.choice([*target, "url"])] = json.loads(self.value(2))
        return json.dumps(values)

    def value(self, depth: int) -> str:
        kinds: list[object] = [None, True, 10**30, -1, 0.5, self.words(), [], {}]
        if depth and self.choice.random() < 0.6:
            keys = ("format", "version", "framework", "profiles", "actors", "name", "findings", "url")
            found = {self.choice.choice(keys): json.loads(self.value(depth - 1)) for _ in range(3)}
            return json.dumps(self.choice.choice(([found], found)))
        return json.dumps(self.choice.choice(kinds))
