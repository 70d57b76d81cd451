"""The records of declarations: how a title, options and a body become one."""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any

from sphinx_ihe.language import (
    Actor,
    AnyDeclaration,
    Block,
    ContentModule,
    IntegrationStatement,
    Issue,
    Owner,
    Place,
    Problem,
    Profile,
    ProfileActor,
    ProfileOption,
    Record,
    Requirement,
    Transaction,
    UseCase,
    Written,
    names,
)
from sphinx_ihe.reading import bodies
from sphinx_ihe.reading.declarations.owners import Context, named_or_nearest
from sphinx_ihe.reading.declarations.values import Values, one, part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx_ihe.language import Line


class Given(Record, frozen=True):
    """What a record is made of; ``problems`` takes what cannot be read."""

    block: Block
    label: Written
    values: Values
    owner: Owner | None
    context: Context
    problems: list[Problem]

    def common(self) -> dict[str, Any]:
        """What every record has."""
        return {
            "label": self.label,
            "directive": self.block.place,
            "section": self.context.section,
            "titled": self.block.argument is None,
            "oid": one(self.values, "oid"),
            "text": first_paragraph(self.block.body),
        }

    def one(self, option: str) -> Written | None:
        """The value of an option that takes one."""
        return one(self.values, option)

    def refuse(self, expected: str) -> None:
        """Report that the title is not in the form of its kind."""
        kind = self.block.name.removeprefix("ihe:").replace("-", " ")
        article = "an" if kind[0] in "aeiou" else "a"
        message = f"{self.label.text!r} is no title of {article} {kind}, expected {expected}"
        self.problems.append(Problem("IHE001", self.label.place, message))


def first_paragraph(body: Sequence[Line]) -> Written | None:
    """The first paragraph of a body of markup, white space folded; None where it begins with something else."""
    lines = list(takewhile(_has_text, dropwhile(lambda line: not _has_text(line), body)))
    if not lines or lines[0].text.lstrip().startswith((".. ", "```", ":::")):
        return None
    first, last = lines[0], lines[-1]
    start = first.place(len(first.text) - len(first.text.lstrip()), len(first.text))
    end = last.place(0, len(last.text.rstrip()))
    place = Place(start.file, start.line, start.column, end.end_line, end.end_column)
    return Written(names.fold(" ".join(line.text for line in lines)), place)


def _has_text(line: Line) -> bool:
    return bool(line.text.strip())


def read_record(given: Given) -> AnyDeclaration | None:
    """The record of a declaration; None, and a problem, where the title is not in the form of its kind."""
    return _READERS[given.block.name](given)


def _profile(given: Given) -> Profile | None:
    title = names.profile_title(given.label.text)
    if title is None:
        given.refuse("Name (ACRONYM)")
        return None
    return Profile(
        **given.common(),
        name=title[0],
        acronym=title[1],
        types=given.values.get("type", ()),
        status=given.one("status"),
        chapter=given.one("chapter"),
    )


def _actor(given: Given) -> Actor:
    return Actor(
        **given.common(),
        name=given.label.text,
        abbreviation=given.one("abbreviation"),
        abstract="abstract" in given.values,
        renamed_to=given.one("renamed-to"),
    )


def _transaction(given: Given) -> Transaction | None:
    title = names.transaction_title(given.label.text)
    if title is None:
        given.refuse("Name [ID], such as Registry Stored Query [ITI-18]")
        return None
    name, id, start = title
    return Transaction(
        **given.common(),
        name=name,
        id=part(given.label, start, start + len(id)),
        standards=given.values.get("standards", ()),
        status=given.one("status"),
        number=given.one("section"),
    )


def _profile_actor(given: Given) -> ProfileActor:
    return ProfileActor(**given.common(), name=given.label.text, profile=given.owner)


def _option(given: Given) -> ProfileOption:
    required = (part(each, 0, len(names.option_name(each.text))) for each in given.values.get("requires", ()))
    return ProfileOption(
        **given.common(), name=names.option_name(given.label.text), profile=given.owner, requires=tuple(required)
    )


def _content_module(given: Given) -> ContentModule:
    return ContentModule(
        **given.common(),
        name=given.label.text,
        parent=given.one("parent"),
        format_code=given.one("format-code"),
        code=given.one("code"),
    )


def _use_case(given: Given) -> UseCase:
    return UseCase(**given.common(), name=names.use_case_name(given.label.text), profile=given.owner)


def _requirement(given: Given) -> Requirement | None:
    title = names.numbered_title(given.label.text)
    if title is None:
        given.refuse("an id such as R1010")
        return None
    return Requirement(
        **given.common(),
        name=title[1] or title[0],
        id=part(given.label, 0, len(title[0])),
        level=given.one("level"),
        actors=given.values.get("actor", ()),
        transaction=named_or_nearest("transaction", given.values, given.context),
        profile=given.context.nearest("profile"),
    )


def _issue(given: Given) -> Issue | None:
    title = names.numbered_title(given.label.text)
    if title is None:
        given.refuse("an id such as ITI_012")
        return None
    return Issue(
        **given.common(),
        name=title[1] or title[0],
        id=part(given.label, 0, len(title[0])),
        state=given.one("state"),
        closed_by=given.one("closed-by"),
    )


def _statement(given: Given) -> IntegrationStatement:
    body = bodies.read_integration_statement(given.block.body, given.block.place)
    given.problems.extend(body.problems)
    return IntegrationStatement(
        **given.common() | {"text": None},
        name=given.label.text,
        vendor=body.vendor,
        product=body.product,
        version=body.version,
        date=body.date,
        claims=body.claims,
        complete=body.complete,
    )


_READERS: Mapping[str, Callable[[Given], AnyDeclaration | None]] = {
    "ihe:profile": _profile,
    "ihe:actor": _actor,
    "ihe:transaction": _transaction,
    "ihe:profile-actor": _profile_actor,
    "ihe:option": _option,
    "ihe:content-module": _content_module,
    "ihe:use-case": _use_case,
    "ihe:requirement": _requirement,
    "ihe:issue": _issue,
    "ihe:integration-statement": _statement,
}
