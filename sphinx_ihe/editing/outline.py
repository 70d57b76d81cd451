"""The outline of a document: its sections, and what is declared in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Declaration, Diagram, Place, Table, Title


class OutlineEntry(Struct):
    """A section or a declaration; ``kind`` is that of the declaration, else ``section``, or ``table``.

    ``place`` is the title or the argument, ``last`` the last line of all that is below it.
    """

    name: str
    kind: str
    place: Place
    last: int
    about: str = ""
    inside: list[OutlineEntry] = field(default_factory=list)


def outline(framework: Framework, file: str, lines: int) -> list[OutlineEntry]:
    """The sections of a file with so many lines, each with those below it, and the declarations and tables in them."""
    titles = {title.place: title for page in framework.pages for title in page.titles if title.place.file == file}
    declared = _declarations(framework, file)
    top: list[OutlineEntry] = []
    open_sections: list[tuple[int, OutlineEntry]] = []
    points: list[tuple[Place, Title | OutlineEntry]] = [*titles.items()]
    points += [(entry.place, entry) for entry in _unsectioned(framework, file, declared, set(titles))]
    for place, point in sorted(points, key=lambda each: each[0]):
        if isinstance(point, OutlineEntry):
            (open_sections[-1][1].inside if open_sections else top).append(point)
            continue
        while open_sections and open_sections[-1][0] >= point.level:
            open_sections.pop()[1].last = place.line - 1
        declaration = declared.get(place)
        about = declaration.key if declaration else ""
        entry = OutlineEntry(point.text, declaration.kind if declaration else "section", place, lines, about)
        (open_sections[-1][1].inside if open_sections else top).append(entry)
        open_sections.append((point.level, entry))
    return top


def _declarations(framework: Framework, file: str) -> dict[Place, Declaration]:
    """The declarations in a file by the places of their titles or arguments."""
    found: dict[Place, Declaration] = {}
    for declaration in framework.all_declarations:
        if declaration.label.place.file == file:
            found.setdefault(declaration.label.place, declaration)
    return found


def _unsectioned(
    framework: Framework, file: str, declared: dict[Place, Declaration], titles: set[Place]
) -> Iterator[OutlineEntry]:
    """What has no section of its own: declarations with an argument, tables and diagrams."""
    for place, declaration in declared.items():
        if place not in titles:
            yield OutlineEntry(declaration.label.text, declaration.kind, place, place.end_line, declaration.key)
    made_here: tuple[Table | Diagram, ...] = (*framework.all_tables, *framework.diagrams)
    for made in made_here:
        if made.directive.file == file:
            owner = made.owner.key if made.owner else ""
            yield OutlineEntry(made.kind, "table", made.directive, made.directive.end_line, owner)
