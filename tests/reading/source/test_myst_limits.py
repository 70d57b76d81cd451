"""Hostile texts in Markdown neither end the scan nor take more than their share of time: it grows with their size."""

from __future__ import annotations

import time

import pytest

from sphinx_ihe.reading.source.myst import scan_myst

EXTENSIONS = ("colon_fence", "deflist", "dollarmath", "amsmath", "fieldlist", "substitution")
ROLE = "{ihe:actor}`x` "
REPEATED = {
    "plain line": "x",
    "roles in one line": ROLE,
    "backquotes": "`",
    "open backquotes": "` ",
    "open roles": "{ihe:actor}`` ",
    "brackets": "[",
    "open links": "[a](",
    "closing brackets": "a]",
    "open titles of links": '[a](x "',
    "open images": "![a",
    "open tags": "<a ",
    "open attributes": '<a b="',
    "open comments": "<!-- ",
    "open declarations": "<!a ",
    "open equations": "$a\\$",
    "open substitutions": "{{a} ",
    "quotes": "> ",
    "lists": "- ",
    "rules": "* * ",
    "lazy lines": "> a\nb {ihe:actor}`x`\n",
    "fences in an item": "  ```python\n  ```\n",
    "open directives": "```{note}\n",
    "references": "[a]: x\n",
    "open references": '[a]: x "\n',
    "labels": "[a\n",
    "pipes": "|",
    "rows": "| a | b |\n",
    "tags": "<div>\n\n",
    "definitions": "a\n: b\n",
    "fields": ":a: b\n  c\n",
    "equations": "$$ a\n\n",
    "environments": "\\begin{align}\n",
    "comments": "% ihe: ignore[A]\n",
    "titles": "a\n=\n",
    "emphasis": "*a **b ",
    "tabs": "\t",
    "eval-rst": "```{eval-rst}\n.. ihe:actor:: x\n```\n",
}
ENCLOSED = {
    "options": ("```{ihe:actor} A\n", ":a: b\n", "```\n"),
    "blocks of options": ("```{ihe:actor} A\n---\n", "a: b\n  c\n\n", "---\n```\n"),
    "open values": ("```{ihe:actor} A\n---\n", 'a: "b\n', "---\n```\n"),
    "front matter": ("---\nmyst:\n", "   a\n", "---\n"),
    "emphasis in a title": ("# ", "*a_ **b ", "\n"),
    "a closed title": ("# ", "# ", "x\n"),
    "links in brackets": ("[a]: x\n\n", "[a", "]"),
    "an item": ("- a\n", "  {ihe:actor}`x`\n", ""),
}


def seconds(text: str) -> float:
    """The least of two runs."""
    spent = []
    for _ in range(2):
        start = time.process_time()
        scan_myst(text, "page.md", everything=True, extensions=EXTENSIONS)
        spent.append(time.process_time() - start)
    return min(spent)


def grows_with_size(begin: str, unit: str, end: str) -> bool:
    count = 15_000 // len(unit)
    once = seconds(begin + unit * count + end)
    return seconds(begin + unit * count * 4 + end) < 8 * once + 0.1


@pytest.mark.parametrize("name", REPEATED)
def test_repeated(name: str) -> None:
    assert grows_with_size(ROLE if "\n" not in REPEATED[name] else ROLE + "\n\n", REPEATED[name], "")


@pytest.mark.parametrize("name", ENCLOSED)
def test_enclosed(name: str) -> None:
    assert grows_with_size(*ENCLOSED[name])


def test_a_line_of_five_megabytes() -> None:
    items = scan_myst(ROLE + "x" * 5_000_000 + " " + ROLE, "page.md")
    assert [item.place.column for item in items] == [1, 5_000_017]


@pytest.mark.parametrize("mark", ["> ", "- ", "```{note}\n", ":::{note}\n", "1. > "])
def test_three_thousand_levels(mark: str) -> None:
    assert scan_myst(ROLE + "\n\n" + mark * 3000 + ROLE, "page.md", extensions=EXTENSIONS)
