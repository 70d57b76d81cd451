"""The texts that ``ihe new`` writes, from the templates. Nothing here looks at files of the author or writes any."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Template
from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

from sphinx_ihe.editing.fixes import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_TEMPLATES = Path(__file__).with_name("templates")
_TITLE = re.compile(r"^(\S.*)\n([=~^\"-])\2+$", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][\w ./'()-]*")

DOCUMENTS = {
    "index": "index",
    "volume1/index": "volume1",
    "volume1/introduction": "introduction1",
    "volume2/index": "volume2",
    "volume2/introduction": "introduction2",
    "volume3/index": "volume3",
    "volume3/introduction": "introduction3",
    "appendices/index": "appendices",
    "appendices/actors": "actors",
    "appendices/transactions": "transactions",
    "appendices/glossary": "glossary",
    "appendices/issues": "issues",
}
"""The documents of a new framework, and their templates."""

TRANSPORT = {
    "Creator": "- one of: [XDS.b / Document Source, XDR / Document Source]",
    "Consumer": "- one of: [XDS.b / Document Consumer, XDR / Document Recipient]",
}
"""What conveys the documents of a creator or consumer of content (supplement template X.3)."""


class Cast(NamedTuple):
    """The actors of a new profile, and those of them that nobody knows yet; whether published transports are known."""

    actors: Sequence[str]
    unknown: frozenset[str]
    transports: bool


def framework(form: str, facts: Mapping[str, str]) -> dict[str, str]:
    """The files of a framework by their paths below its folder; ``facts`` are domain, name, title and status."""
    quoted = {name: _scalar(value) for name, value in facts.items()}
    extensions = ["sphinx_ihe"] if form == "rst" else ["sphinx_ihe", "myst_parser"]
    conf = {
        "title": _string(facts["title"]),
        "author": _string(f"IHE {facts['name']} Technical Committee"),
        "extensions": ", ".join(map(_string, extensions)),
    }
    files = {
        "ihe.yaml": Template((_TEMPLATES / "ihe.yaml.txt").read_text("utf-8")).substitute(quoted),
        "conf.py": Template((_TEMPLATES / "conf.py.txt").read_text("utf-8")).substitute(conf),
    }
    return files | {f"{name}.{form}": _fill(form, template, **facts) for name, template in DOCUMENTS.items()}


def profile(form: str, title: str, acronym: str, types: Sequence[str], cast: Cast) -> str:
    """The chapter of a profile (supplement template X). A profile without actors has no sections about them."""
    if not re.search(r"\bProfile$", title):
        title = f"{title} Profile"
    process_flow = "TODO: list the steps."
    if cast.actors:
        process_flow = _directive(
            form, "ihe:process-flow", f"{cast.actors[0]} -> {cast.actors[-1]}: the first thing that happens"
        )
    return _fill(
        form,
        "profile",
        title=title,
        acronym=acronym,
        type=", ".join(types),
        about_actors=_about_actors(form, acronym, types, cast) if cast.actors else "",
        process_flow=process_flow,
    )


def _about_actors(form: str, acronym: str, types: Sequence[str], cast: Cast) -> str:
    """The sections X.1 to X.3 of a profile."""
    nothing = [(actor, "none") for actor in cast.actors]
    main = [] if set(types) == {"content"} else ["ihe:actors-transactions"]
    main += ["ihe:actors-content-modules"] if "content" in types else []
    sections = (
        _fill(form, "new-actor" if actor in cast.unknown else "known-actor", actor=actor) for actor in cast.actors
    )
    return _fill(
        form,
        "profile-actors",
        acronym=acronym,
        main_tables="\n\n".join(_table(form, directive, nothing) for directive in main),
        actors="\n".join(sections).strip(),
        options_table=_table(form, "ihe:actors-options", nothing),
        groupings_table=_table(form, "ihe:required-groupings", _groupings(types, cast)),
    )


def _groupings(types: Sequence[str], cast: Cast) -> Iterable[tuple[str, str]]:
    for actor in cast.actors:
        transport = TRANSPORT.get(actor.rpartition(" ")[2]) if "content" in types and cast.transports else None
        yield actor, transport or "none"


def transaction(form: str, title: str, name: str, roles: Mapping[str, Sequence[str]], *, deferred: bool) -> str:
    """The section of a transaction (supplement template 3.Y); ``roles`` are actors by their sides."""
    sides = {side: actors for side, actors in roles.items() if actors}
    table = "\n".join(
        f"{side}:\n" + "\n".join(f"  {_scalar(actor)}: 'TODO: say what it does.'" for actor in actors)
        for side, actors in sides.items()
    )
    starts = next(iter(sides.values()))[0]
    ends = list(sides.values())[-1]
    messages = "\n".join(f"{starts} -> {actor}: {name}" for actor in ends)
    option = "" if not deferred else "\n   :status: deferred" if form == "rst" else "\n:status: deferred"
    return _fill(
        form,
        "transaction",
        title=title,
        name=name,
        options=option,
        roles_table=_directive(form, "ihe:actor-roles", table),
        interaction_diagram=_directive(form, "ihe:interaction-diagram", messages),
    )


def content_module(form: str, title: str) -> str:
    """The section of a content module."""
    return _fill(form, "content-module", title=title)


def _fill(form: str, template: str, /, **values: str) -> str:
    text = Template((_TEMPLATES / form / f"{template}.txt").read_text("utf-8")).substitute(values)
    if form == "md":
        return text
    return _TITLE.sub(lambda found: f"{found[1]}\n{found[2] * width(found[1])}", text)


def _table(form: str, directive: str, rows: Iterable[tuple[str, str]]) -> str:
    """A table with a row for each actor; a row that is a list stands below its key."""
    body = (
        f"{_scalar(actor)}:\n  {row}" if row.startswith("- ") else f"{_scalar(actor)}: {row}" for actor, row in rows
    )
    return _directive(form, directive, "\n".join(body))


def _directive(form: str, name: str, body: str) -> str:
    if form == "md":
        return f"```{{{name}}}\n{body}\n```"
    return f".. {name}::\n\n{indent(body, '   ')}"


def _scalar(text: str) -> str:
    """A text as a scalar of YAML."""
    return text if _PLAIN.fullmatch(text) and not text.endswith(" ") else _string(text)


def _string(text: str) -> str:
    """A text in double quotes, as YAML and Python read it alike."""
    return json.dumps(text, ensure_ascii=False)
