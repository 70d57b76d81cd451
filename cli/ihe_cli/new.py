"""``ihe new``: skeletons of frameworks, profiles, transactions and content modules, which the linter has passed."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ihe_cli.terminal import Failure, say
from sphinx_ihe.language.directives import PROFILE_TYPES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ihe_cli.placing import Home
    from ihe_cli.skeletons import Cast
    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Declaration
    from sphinx_ihe.language.findings import Finding

OPEN = ("IHE408", "IHE802")
"""The rules about what is left to the author: open markers, and a transport where no published one is known."""

MISSPELT = 0.85
"""How much an unknown name has in common with the known one that it most likely means."""

_form = click.option(
    "--format", "form", type=click.Choice(("rst", "md")), help="Markup; default: the framework's, else rst."
)


@click.group()
def new() -> None:
    """Begin a framework, or a chapter of one.

    What is written builds and passes the linter, but for the marks (TODO) of what is still to be written. No file is
    overwritten.
    """


def _chapter(function: Callable[..., None]) -> Callable[..., None]:
    """What the commands share that add a document to a framework."""
    function = click.option(
        "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to write; default: beside its like."
    )(_form(function))
    return click.argument("path", default=".", type=click.Path(path_type=Path))(function)


@new.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--domain", required=True, help="Code of the IHE domain, such as ITI.")
@click.option("--name", help="Name of the domain; default: the published one.")
@click.option("--title", help="Title of the publication; default: IHE NAME Technical Framework.")
@click.option("--status", type=click.Choice(STATUSES), default="draft", show_default=True, help="Its stage.")
@_form
def framework(directory: Path, **given: Any) -> None:
    """Begin a framework.

    DIRECTORY gets an ihe.yaml, a conf.py, three volumes and the appendices. It may be there already.
    """
    from ihe_cli import skeletons

    form = given["form"] or "rst"
    name = given["name"] or _domain_name(given["domain"])
    _check_domain(given["domain"])
    facts = {"domain": given["domain"], "name": name or given["domain"], "status": given["status"]}
    facts["title"] = given["title"] or f"IHE {facts['name']} Technical Framework"
    texts = skeletons.framework(form, {key: " ".join(value.split()) for key, value in facts.items()})
    _write({directory / file: text for file, text in texts.items()})
    _say_what_markdown_needs(form)


@new.command()
@click.argument("title")
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(PROFILE_TYPES),
    default=["workflow"],
    show_default=True,
    help="Its kind; repeatable.",
)
@click.option("--actor", "actors", multiple=True, metavar="NAME", help="One of its actors; repeatable.")
@_chapter
def profile(title: str, types: tuple[str, ...], actors: tuple[str, ...], **given: Any) -> None:
    """Write the chapter of a profile.

    TITLE is its name with its acronym: "Cross-Enterprise Document Sharing (XDS.b)". PATH is the framework or lies in
    it, by default the working directory. An actor that is neither declared nor published is declared in the chapter.
    """
    from ihe_cli import placing, skeletons
    from sphinx_ihe.language import Profile, names

    title = _checked("profile", title)
    home = placing.home(given["path"])
    acronym = (names.profile_title(title) or ("", ""))[1]
    target = placing.target(home, Profile, acronym, given["form"], given["output"])
    cast = _cast(home.reading.framework, acronym, types, actors)
    _add(home, Profile, target, skeletons.profile(target.suffix[1:], title, acronym, types, cast))


@new.command()
@click.argument("title")
@click.option("--initiator", "initiators", multiple=True, metavar="ACTOR", help="Who starts it; repeatable.")
@click.option("--responder", "responders", multiple=True, metavar="ACTOR", help="Who answers; repeatable.")
@_chapter
def transaction(title: str, initiators: tuple[str, ...], responders: tuple[str, ...], **given: Any) -> None:
    """Write the section of a transaction.

    TITLE is its name with its id: "Provide and Register Document Set-b [ITI-41]". PATH is the framework or lies in it,
    by default the working directory. The actors are those to which tables of profiles give the id, else the first of a
    profile. A transaction that is in no profile yet has the status deferred.
    """
    from ihe_cli import placing, skeletons
    from sphinx_ihe.language import Transaction, names

    title = _checked("transaction", title)
    home = placing.home(given["path"])
    name, id, _ = names.transaction_title(title) or ("", "", 0)
    target = placing.target(home, Transaction, id, given["form"], given["output"])
    declared = home.reading.framework
    roles = _named_roles(declared, initiators, responders) or _roles(declared, id)
    deferred = all(cell.id != declared.transaction_id(id) for cell in declared.cells)
    _add(home, Transaction, target, skeletons.transaction(target.suffix[1:], title, name, roles, deferred=deferred))
    if deferred:
        say(f"{id} is in no profile yet and has the status deferred: take that away when one has it", err=True)


@new.command("content-module")
@click.argument("name")
@_chapter
def content_module(name: str, **given: Any) -> None:
    """Write the section of a content module.

    NAME is its name, such as "Medical Summary". PATH is the framework or lies in it, by default the working directory.
    """
    from ihe_cli import placing, skeletons
    from sphinx_ihe.language import ContentModule

    name = _checked("content-module", name)
    home = placing.home(given["path"])
    target = placing.target(home, ContentModule, name, given["form"], given["output"])
    _add(home, ContentModule, target, skeletons.content_module(target.suffix[1:], name))


# -- names ------------------------------------------------------------------------------------------------------------


def _checked(kind: str, title: str) -> str:
    """The title, white space folded. Raises Failure with what the linter says of one that is not in its form."""
    from sphinx_ihe.framework.reader import read_texts

    title = " ".join(title.split())
    problems = read_texts({"index.rst": f".. ihe:{kind}:: {title}\n"}).framework.problems
    if problems:
        raise Failure(problems[0].message if title else "the title is empty")
    return title


def _checked_actor(name: str) -> str:
    """The name of an actor, white space folded. Raises Failure for one that tables or diagrams read otherwise."""
    from sphinx_ihe.framework.reader import read_texts

    name = " ".join(name.split())
    if not name:
        raise Failure("the name of an actor is empty")
    table = f".. ihe:profile:: A (A)\n\n.. ihe:actors-transactions::\n\n   {name}: none\n"
    read = read_texts({"index.rst": table}).framework.actors_of("A")
    why = None
    if read != (name,):
        why = f"a table reads {read[0]!r}" if read else "no table can read it"
    elif ":" in name or "->" in name:
        why = "no diagram can read it"
    if why:
        raise Failure(f"{name!r} cannot be the name of an actor: {why}")
    return name


def _domain_name(domain: str) -> str | None:
    from sphinx_ihe.framework import catalogue

    facts = catalogue.load(published=False).domain(domain)
    return facts.name if facts else None


def _check_domain(domain: str) -> None:
    """Refuse a code that could not begin the id of a transaction."""
    from sphinx_ihe.framework import catalogue
    from sphinx_ihe.language import names

    if names.prefix(f"{domain}-1") != domain:
        known = [facts.code for facts in catalogue.load(published=False).domains()]
        raise Failure(names.suggest(f"{domain!r} is no code of a domain, expected one such as ITI", domain, known))


def _cast(framework: Framework, acronym: str, types: Sequence[str], given: Iterable[str]) -> Cast:
    """The actors of a new profile: those that were given, else two."""
    from ihe_cli.skeletons import Cast
    from sphinx_ihe.language.names import nearest

    actors = list(dict.fromkeys(map(_checked_actor, given)))
    unknown = frozenset(name for name in actors if not _is_known(framework, name))
    for name in sorted(unknown):
        near = nearest(name, framework.actor_names, MISSPELT)
        if near:
            say(f"{name!r} is not known and is declared here; did you mean {near!r}?", err=True)
    if not actors and set(types) != {"foundation"}:
        usual = ("Content Creator", "Content Consumer") if "content" in types else ()
        actors = [*usual] or [f"{acronym} Source", f"{acronym} Consumer"]
        unknown = frozenset(name for name in actors if not _is_known(framework, name))
    transports = all((facts := framework.profile(name)) and facts.actors for name in ("XDS.b", "XDR"))
    return Cast(actors, unknown, transports)


def _is_known(framework: Framework, actor: str) -> bool:
    return actor in framework.actor_names or framework.rename(actor) is not None


def _named_roles(
    framework: Framework, initiators: Iterable[str], responders: Iterable[str]
) -> dict[str, list[str]] | None:
    """The actors that were given, by their sides. Raises Failure for one that nobody knows."""
    from sphinx_ihe.language.names import suggest

    roles = {"initiator": list(initiators), "responder": list(responders)}
    for name in (name for actors in roles.values() for name in actors):
        if not _is_known(framework, name):
            message = f"{name!r} is no known actor: declare it first, or name it with `ihe new profile --actor`"
            raise Failure(suggest(message, name, framework.actor_names))
    return roles if any(roles.values()) else None


def _roles(framework: Framework, id: str) -> dict[str, list[str]]:
    """The actors to which tables of profiles give an id, by side; else the first two of a profile. Raises Failure."""
    roles: dict[str, list[str]] = {"initiator": []}
    unknown: list[str] = []
    for cell in framework.cells:
        actor = cell.actor.text
        if cell.id != framework.transaction_id(id) or actor in (
            *unknown,
            *(a for each in roles.values() for a in each),
        ):
            continue
        if cell.use.sides:
            roles.setdefault(" and ".join(cell.use.sides), []).append(actor)
        else:
            unknown.append(actor)
    if not unknown and not any(roles.values()):
        unknown = list(next((framework.actors_of(acronym)[:2] for acronym in framework.transactions_tables), ()))
    if not roles["initiator"]:
        roles["initiator"], unknown = unknown[:1], unknown[1:]
    roles.setdefault("responder", []).extend(unknown)
    if not any(roles.values()):
        raise Failure("no profile here has actors yet; name those of the transaction with --initiator and --responder")
    return roles


# -- writing ----------------------------------------------------------------------------------------------------------


def _add(home: Home, kind: type[Declaration], target: Path, text: str) -> None:
    """Add a document to a framework, if the linter finds nothing wrong with it. Raises Failure."""
    from ihe_cli import placing

    entry = placing.entry(home, kind, target)
    changed = entry is not None and entry.text != home.reading.texts[str(entry.file)]
    held = {target: text} | ({entry.file: entry.text} if entry and changed else {})
    _refuse(home, target, held)
    _write({target: text})
    if entry and changed:
        try:
            _put(entry.file, entry.text)
        except OSError as error:
            target.unlink()
            raise Failure(f"cannot write {os.path.relpath(entry.file)!r}: {error.strerror}") from None
        say(f"{os.path.relpath(entry.file)} lists it now", err=True)
    elif entry is None:
        say("no table of contents lists documents beside it: add it to a toctree", err=True)
    _say_what_markdown_needs(target.suffix[1:])


def _refuse(home: Home, target: Path, held: Mapping[Path, str]) -> None:
    """Raise Failure with what the linter finds only because of a new document."""
    from sphinx_ihe.framework.reader import read_folder

    before = Counter(map(_fault, _findings(home, home.reading.framework)))
    reading = read_folder(home.root, home.config, held={path: text.encode() for path, text in held.items()})
    if str(target) not in reading.texts:
        raise Failure(f"{os.path.relpath(target)!r} would be no document: see sources and exclude in ihe.yaml")
    added = []
    for finding in _findings(home, reading.framework):
        if before[_fault(finding)]:
            before[_fault(finding)] -= 1
        else:
            added.append(f"{finding.message} ({finding.help})" if finding.help else finding.message)
    if added:
        raise Failure("; ".join(dict.fromkeys(added)))


def _findings(home: Home, framework: Framework) -> list[Finding]:
    from sphinx_ihe.language.findings import Severity
    from sphinx_ihe.rules.rule import judge

    findings = judge(framework, home.config.selection, home.config.leaves_out).findings
    return [finding for finding in findings if finding.code not in OPEN and finding.severity >= Severity.warning]


def _fault(finding: Finding) -> tuple[str, str, int]:
    # Not its message, which may offer another name now that there is one more; a line of a toctree moves nothing else.
    return finding.code, finding.place.file, finding.place.line


def _write(texts: Mapping[Path, str]) -> None:
    """Write new files and print their paths: all of them, or none. Raises Failure."""
    there = [path for path in texts if os.path.lexists(path)]
    if there:
        raise Failure(f"{os.path.relpath(there[0])!r} is there already, and nothing is overwritten")
    made: list[Path] = []
    try:
        for path, text in texts.items():
            made += _folders(path.parent)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except OSError as error:
        for each in reversed(made):
            each.rmdir() if each.is_dir() else each.unlink()
        # A disk that is full says no name.
        name = error.filename or os.path.relpath(path)
        raise Failure(f"cannot write {name!r}: {error.strerror}") from None
    for path in texts:
        say(os.path.relpath(path))


def _folders(folder: Path) -> list[Path]:
    """Make a folder and those around it; the new ones."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _put(file: Path, text: str) -> None:
    """Replace the text of a file, which keeps its byte order mark. Raises OSError."""
    from codecs import BOM_UTF8

    from ihe_cli.writing import write_whole

    mark = BOM_UTF8 if file.read_bytes().startswith(BOM_UTF8) else b""
    write_whole(file, mark + text.encode())


def _say_what_markdown_needs(form: str) -> None:
    from importlib.util import find_spec

    if form == "md" and find_spec("myst_parser") is None:
        say("Markdown needs the package myst-parser: pip install 'sphinx-ihe[myst]'", err=True)
