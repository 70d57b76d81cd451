"""One framework of so many objects, spelled three ways: for sphinx-ihe, as plain Sphinx sections, for sphinx-needs.

A page is a profile of ten objects: itself, three actors, three transactions, two options, a content module. Each
mentions a near and a far one; the profile uses a transaction of a far page and groups an actor with a far one. The
plain spelling says by hand what the first one generates: its tables, its lists, and where each thing is used.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

OBJECTS_A_PAGE = 10
PLAYERS = ("Sender", "Keeper", "Viewer")
VERBS = ("Send", "Keep", "View")
OPTIONS = ("Delayed", "Signed")
WORDS = (
    *("document", "source", "registry", "query", "retrieve", "submit", "patient", "identity", "metadata", "audit"),
    *("security", "grouping", "semantics", "trigger", "action", "response", "resource", "bundle", "endpoint"),
    *("message", "binding", "workflow", "domain", "consent", "token", "encoding", "notification"),
)


@dataclass(frozen=True)
class Thing:
    """An object: its kind and name, its page, its three sentences and the things that it mentions."""

    kind: str
    name: str
    page: int
    said: tuple[str, str, str]
    mentioned: tuple[int, int]

    @property
    def title(self) -> str:
        """Its title, without what the title of the kind adds."""
        return f"{self.name} Option" if self.kind == "option" else self.name

    @property
    def target(self) -> str:
        """What a role names it by."""
        if self.kind == "option":
            return f"EX{self.page} / {self.name}"
        return self.name.rpartition("(" if self.kind == "profile" else "[")[2].rstrip(")]")

    @property
    def label(self) -> str:
        """What plain Sphinx and sphinx-needs name it by."""
        return "".join(letter if letter.isalnum() else "_" for letter in f"{self.kind}_{self.name}").upper()


@dataclass(frozen=True)
class Corpus:
    """The things of all pages, and what is far from each page."""

    things: tuple[Thing, ...]
    far: tuple[int, ...]

    def page(self, number: int) -> tuple[Thing, ...]:
        """The ten things of a page."""
        return self.things[number * OBJECTS_A_PAGE : (number + 1) * OBJECTS_A_PAGE]

    def rows(self, number: int) -> list[tuple[Thing, Thing, str]]:
        """Actor, transaction and optionality: each actor plays two of the three, and the first one a far one too."""
        _profile, *others = self.page(number)
        actors, transactions = others[:3], others[3:6]
        rows = []
        for at, actor in enumerate(actors):
            rows += [(actor, transactions[at], "R"), (actor, transactions[at - 1], "O")]
            if at == 0:
                rows.append((actor, self.page(self.far[number])[4], "O"))
        return rows

    def users(self) -> dict[Thing, list[int]]:
        """The pages whose profile uses a thing."""
        users: dict[Thing, list[int]] = {}
        for number in range(len(self.far)):
            for thing in dict.fromkeys(each for row in self.rows(number) for each in row[:2]):
                users.setdefault(thing, []).append(number)
            users.setdefault(self.page(number)[9], []).append(number)
        return users


def corpus(pages: int, seed: int = 7) -> Corpus:
    """The same things for the same number of pages."""
    chance = random.Random(seed)
    count = pages * OBJECTS_A_PAGE

    def sentence(words: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(words))

    things = []
    for page in range(pages):
        for kind, name in _names(page):
            at = len(things)
            near = max(0, min(count - 1, at + chance.choice((-OBJECTS_A_PAGE, -2, -1, 1, 2, OBJECTS_A_PAGE))))
            said = (sentence(12).capitalize() + ".", sentence(10).capitalize(), sentence(14).capitalize() + ".")
            things.append(Thing(kind, name, page, said, (near, chance.randrange(count))))
    far = ((page + chance.randrange(1, pages)) % pages for page in range(pages))
    return Corpus(tuple(things), tuple(far))


def _names(page: int) -> Iterator[tuple[str, str]]:
    yield "profile", f"Exchange {page} (EX{page})"
    yield from (("actor", f"{player} {page}") for player in PLAYERS)
    yield from (("transaction", f"{verb} {page} [BENCH-{page * 3 + at}]") for at, verb in enumerate(VERBS, 1))
    yield from (("option", f"{option} Sending {page}") for option in OPTIONS)
    yield "content-module", f"Summary {page}"


CONF = "project = 'Benchmark'\nhtml_theme = 'alabaster'\nextensions = [{extensions}]\n"
LISTED = ("profile", "actor", "transaction", "option", "content-module")


class Spelling:
    """How a corpus is written: what the three spellings share."""

    extensions = ""

    def __init__(self, made: Corpus) -> None:
        self.corpus = made
        self.used = made.users()

    def write(self, folder: Path) -> None:
        """Write the whole project."""
        folder.mkdir(parents=True)
        (folder / "conf.py").write_text(CONF.format(extensions=self.extensions) + self.settings(), "utf-8")
        pages = range(len(self.corpus.far))
        entries = "".join(f"   page{number:04}\n" for number in pages)
        index = _title("Framework", "=") + f".. toctree::\n   :maxdepth: 1\n\n{entries}\n" + self.lists()
        (folder / "index.rst").write_text(index, "utf-8")
        for number in pages:
            (folder / f"page{number:04}.rst").write_text(self.page(number), "utf-8")

    def page(self, number: int) -> str:
        """A document: the profile, its tables, its other things."""
        profile, *others = self.corpus.page(number)
        return self.thing(profile, "=") + self.tables(number) + "".join(self.thing(other, "-") for other in others)

    def settings(self) -> str:
        return ""

    def text(self, thing: Thing) -> str:
        """The paragraph of a thing."""
        first, second, third = thing.said
        near, far = (self.name(self.corpus.things[at]) for at in thing.mentioned)
        return f"{first} {second} {near} and {far}. {third}\n"

    def name(self, thing: Thing) -> str:
        raise NotImplementedError

    def thing(self, thing: Thing, underline: str) -> str:
        raise NotImplementedError

    def row(self, transaction: Thing) -> str:
        """How a table row of the profile, or what stands for it, names a transaction of another page."""
        raise NotImplementedError

    def tables(self, number: int) -> str:
        raise NotImplementedError

    def lists(self) -> str:
        raise NotImplementedError


class Ihe(Spelling):
    """With directives, tables generated."""

    extensions = "'sphinx_ihe'"

    def write(self, folder: Path) -> None:
        super().write(folder)
        facts = "framework:\n  domain: BENCH\n  name: Benchmarks\n  status: draft\n"
        (folder / "ihe.yaml").write_text(facts + "lint:\n  ignore: [IHE310, IHE7]\n", "utf-8")

    def name(self, thing: Thing) -> str:
        return f":ihe:{thing.kind}:`{thing.target}`"

    def thing(self, thing: Thing, underline: str) -> str:
        profile = f"   :profile: EX{thing.page}\n" if thing.kind == "option" else ""
        return _title(thing.title, underline) + f".. ihe:{thing.kind}::\n{profile}\n{self.text(thing)}\n"

    def row(self, transaction: Thing) -> str:
        return f"     {transaction.target}: O"

    def tables(self, number: int) -> str:
        actors: dict[str, list[str]] = {}
        for actor, transaction, code in self.corpus.rows(number):
            actors.setdefault(actor.name, []).append(self.row(transaction)[:-1] + code)
        first, second, third = actors
        far = self.corpus.far[number]
        return (
            ".. ihe:actors-transactions::\n\n"
            + "".join(f"   {actor}:\n" + "\n".join(rows) + "\n" for actor, rows in actors.items())
            + f"\n.. ihe:actors-content-modules::\n\n   {first}:\n     Summary {number}: R\n"
            + f"\n.. ihe:actors-options::\n\n   {first}: [Delayed Sending {number}, Signed Sending {number}]\n"
            + f"   {second}: none\n   {third}: none\n"
            + f"\n.. ihe:required-groupings::\n\n   {first}: [EX{far} / Keeper {far}]\n"
            + f"   {second}: none\n   {third}: none\n\n"
        )

    def lists(self) -> str:
        return "".join(f".. ihe:{kind}-list::\n\n" for kind in LISTED)


class Plain(Spelling):
    """Sections with labels; tables, lists and uses by hand."""

    def name(self, thing: Thing) -> str:
        return f":ref:`{thing.label.lower()}`"

    def thing(self, thing: Thing, underline: str) -> str:
        head = f".. _{thing.label.lower()}:\n\n" + _title(thing.title, underline)
        return head + "".join(self.uses(thing)) + f"{self.text(thing)}\n"

    def uses(self, thing: Thing) -> Iterator[str]:
        """Where the thing is used."""
        if thing.kind == "option":
            yield f"| Offered by: {self.name(self.corpus.page(thing.page)[1])}\n\n"
        elif thing in self.used:
            yield f"| Used in: {self.profiles(thing)}\n\n"

    def profiles(self, thing: Thing) -> str:
        """The profiles that use a thing."""
        if thing.kind == "option":
            return f":ref:`EX{thing.page} <{self.corpus.page(thing.page)[0].label.lower()}>`"
        profiles = (self.corpus.page(page)[0] for page in self.used[thing])
        return ", ".join(f":ref:`EX{profile.page} <{profile.label.lower()}>`" for profile in profiles)

    def row(self, transaction: Thing) -> str:
        return f"     - {self.name(transaction)}\n     - --"

    def tables(self, number: int) -> str:
        _profile, first, second, third, *rest = self.corpus.page(number)
        far = self.corpus.page(self.corpus.far[number])
        name, ex = self.name, f"EX{number}"
        played = [
            (name(actor), name(transaction), "--", code, f"BENCH TF-2: {transaction.target[6:]}")
            for actor, transaction, code in self.corpus.rows(number)
        ]
        options = [(name(first), name(option), f"{option.name} Option") for option in rest[3:5]]
        nothing = [(name(actor), "None", "--") for actor in (second, third)]
        grouped = [(name(first), f"{name(far[0])} / {name(far[2])}", f"EX{far[0].page} Profile")]
        return (
            _table(
                f"{ex} Profile - Actors and Transactions", ("Actors", "Transactions", "Side", "Opt.", "Ref."), played
            )
            + _table(
                f"{ex} Profile - Actors and Content Modules",
                ("Actors", "Content Modules", "Optionality", "Reference"),
                [(name(first), name(rest[5]), "R", "--")],
            )
            + _table(f"{ex} - Actors and Options", ("Actor", "Option Name", "Reference"), options + nothing)
            + _table(f"{ex} - Required Actor Groupings", (f"{ex} Actor", "Partner", "Reference"), grouped + nothing)
        )

    def lists(self) -> str:
        made = []
        for kind in LISTED:
            listed = [thing for thing in self.corpus.things if thing.kind == kind]
            rows = [
                (self.name(thing), "draft" if kind == "profile" else self.profiles(thing), "--") for thing in listed
            ]
            made.append(_table("", (kind, "Profiles", "Reference"), rows))
        return "".join(made)


class Needs(Spelling):
    """With needs and needtables: one table on each page, one for each kind in the list."""

    extensions = "'sphinx_needs'"

    def settings(self) -> str:
        types = ", ".join(
            f"dict(directive='ihe-{kind}', title={kind!r}, prefix='X_', color='#BFD8D2', style='node')"
            for kind in LISTED
        )
        return f"needs_types = [{types}]\nneeds_id_regex = '^[A-Z0-9_]{{5,}}'\n"

    def name(self, thing: Thing) -> str:
        return f":need:`{thing.label}`"

    def thing(self, thing: Thing, underline: str) -> str:
        links = ", ".join(linked.label for linked in dict.fromkeys(self.links(thing)))
        title = _title(thing.title, underline) if thing.kind == "profile" else ""
        head = f".. ihe-{thing.kind}:: {thing.title}\n   :id: {thing.label}\n   :tags: page{thing.page}\n"
        return f"{title}{head}   :links: {links}\n\n   {self.text(thing)}\n"

    def links(self, thing: Thing) -> Iterator[Thing]:
        """What the tables of the other spellings say."""
        profile = self.corpus.page(thing.page)[0]
        if thing.kind == "profile":
            yield from (each for row in self.corpus.rows(thing.page) for each in row[:2])
        elif thing.kind == "actor":
            yield from (transaction for actor, transaction, _ in self.corpus.rows(thing.page) if actor == thing)
        else:
            yield profile

    def row(self, transaction: Thing) -> str:
        return f", {transaction.label}"

    def tables(self, number: int) -> str:
        return _needtable(f"'page{number}' in tags")

    def lists(self) -> str:
        return "".join(_needtable(f"type == 'ihe-{kind}'") for kind in LISTED)


SPELLINGS: dict[str, type[Spelling]] = {"plain Sphinx": Plain, "sphinx-ihe": Ihe, "sphinx-needs": Needs}


def _needtable(condition: str) -> str:
    columns = "id, title, type, outgoing, incoming"
    return f".. needtable::\n   :filter: {condition}\n   :style: table\n   :columns: {columns}\n\n"


def _title(text: str, underline: str) -> str:
    return f"{text}\n{underline * len(text)}\n\n"


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f".. list-table:: {caption}".rstrip(), "   :header-rows: 1", ""]
    for row in (heads, *rows):
        lines += [f"   {'*' if at == 0 else ' '} - {cell}" for at, cell in enumerate(row)]
    return "\n".join(lines) + "\n\n"
