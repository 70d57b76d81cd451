"""The files that Typst reads: the text of the book, the template, the functions that the text calls, and facts."""

from __future__ import annotations

from pathlib import Path

MAIN, TEMPLATE, ELEMENTS, FACTS = "main.typ", "book.typ", "elements.typ", "facts.json"
AUTHORS_TEMPLATE = "template.typ"
IMAGES = "_images"

WIDTHS = {"letter": (468.0, 648.0), "a4": (451.28, 697.89)}
"""Width and height of the text in points: what the template's margins of an inch leave of the paper."""


def files(facts: str, body: str, template: Path | None = None) -> dict[str, bytes]:
    """The files by their names, pictures apart. ``facts`` is JSON that the template is told; an author's own replaces
    the usual one."""
    here = Path(__file__).parent
    used = AUTHORS_TEMPLATE if template else TEMPLATE
    main = f'#import "{ELEMENTS}": *\n#import "{used}": book\n#show: book.with(json("{FACTS}"))\n\n{body}'
    made = {
        MAIN: main.encode(),
        TEMPLATE: (here / TEMPLATE).read_bytes(),
        ELEMENTS: (here / ELEMENTS).read_bytes(),
        FACTS: facts.encode(),
    }
    if template:
        made[AUTHORS_TEMPLATE] = template.read_bytes()
    return made
