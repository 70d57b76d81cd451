"""Write the generated parts of the manual and of the README from the code that they describe.

``python docs/generate.py`` writes them; ``--check`` writes nothing, names what is stale and then exits with 1.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent
from typing import TYPE_CHECKING, Any

import click

from ihe_cli.main import main as ihe
from sphinx_ihe.framework import catalogue, inventory
from sphinx_ihe.framework.config import Config
from sphinx_ihe.framework.shapes import Flag, ItemsShape, SectionShape, TableShape, WordShape, keys
from sphinx_ihe.language.directives import CHANGE_MARKS, DIRECTIVES, ROLES, SPHINX_OPTIONS, Option
from sphinx_ihe.rules.rule import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DOCS = Path(__file__).parent
README = "../README.md"
STAGES = ("draft, public comment", "trial implementation", "final text")
FAMILIES = {
    "0": "Reading",
    "1": "Names and declarations",
    "2": "Actors",
    "3": "Transactions",
    "4": "Profiles, options and groupings",
    "5": "Content modules and object identifiers",
    "6": "Mentions",
    "7": "Sections",
    "8": "Text",
    "9": "Integration Statements",
}
TUTORIAL = ("1-profile", "2-transaction", "3-tables", "4-clean")


def pages() -> dict[str, str]:
    """Every file that is generated, at least in part, by its path below ``docs``."""
    written = {
        README: readme(),
        "generated/configuration.inc": configuration(),
        "generated/directives.inc": directives(),
        "generated/rules.inc": rule_table(),
        "generated/catalogue.inc": catalogue_tables(),
        "generated/framework.inc": framework_tables(),
        "generated/lint.json": run(["lint", "--format", "json", "index.rst"], "tutorial/3-tables"),
    }
    for rule in RULES.values():
        written[f"rules/{rule.code}.rst"] = rule_page(rule)
    claims = "archive.yaml"
    written["generated/statement-check.txt"] = session(["statement", "check", claims], "howto")
    written["generated/statement-proposal.txt"] = session(
        ["statement", "write", claims, "--format", "proposal"], "howto"
    )
    written["generated/diff.txt"] = session(["diff", "2-transaction", "3-tables"], "tutorial")
    written["generated/build.txt"] = build("tutorial/3-tables")
    written["generated/help.txt"] = run(["--help"])
    context = click.Context(ihe)
    for name in ihe.list_commands(context):
        command = ihe.get_command(context, name)
        written[f"generated/help-{name}.txt"] = run([name, "--help"])
        for below in getattr(command, "commands", ()):
            written[f"generated/help-{name}-{below}.txt"] = run([name, below, "--help"])
    for step in TUTORIAL:
        written[f"generated/tutorial-{step}.txt"] = session(["lint"], f"tutorial/{step}")
    written |= {f"generated/new-{name}.txt": text for name, text in beginnings().items()}
    status = ["lint", "--status", "trial-implementation", "--format", "concise"]
    written["generated/tutorial-status.txt"] = session(status, "tutorial/4-clean")
    return written


# -- from the code ------------------------------------------------------------------------------------------------


def configuration() -> str:
    """The keys of ``ihe.yaml``, as a table."""
    rows = [("Key", "Value", "Default", "")]
    return list_table([*rows, *_keys(Config, "")], [28, 20, 17, 35])


def _keys(record: type[Any], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    usual = record()
    for name, key in keys(record).items():
        if isinstance(key.shape, SectionShape):
            yield from _keys(key.shape.record, f"{name}: ")
        else:
            default = getattr(usual, name.replace("-", "_"))
            yield f"``{prefix}{name}``", _value(key.shape), _default(default), key.what


def _value(shape: Any) -> str:
    """What a value looks like, in an author's words."""
    match shape:
        case WordShape():
            return ", ".join(f"``{word}``" for word in shape.words)
        case Flag():
            return "``true``, ``false``"
        case ItemsShape():
            return "a list"
        case TableShape():
            return "a mapping"
        case _:
            return str(getattr(shape, "what", "a code"))


def _default(default: Any) -> str:
    match default:
        case bool():
            return f"``{str(default).lower()}``"
        case str():
            return f"``{default}``"
        case tuple() if default:
            return ", ".join(f"``{item}``" for item in default)
        case _:
            return ""


def directives() -> str:
    """Every directive with its options, and every role, each with an example."""
    rows = [("Name", "Meaning", "Example")]
    for directive in DIRECTIVES.values():
        owner = f"; belongs to a {directive.owner}" if directive.owner else ""
        first, *body = directive.example.split("\n")
        written = "\n".join([f".. {directive.name}:: {first}".rstrip(), *(f"   {line}".rstrip() for line in body)])
        rows.append((f"``{directive.name}``", f"{directive.help}{owner}", code_block(written)))
        rows += map(_option, directive.options)
    for option in SPHINX_OPTIONS:
        name, meaning, example = _option(option)
        rows.append((f"{name} of any directive", meaning, example))
    rows += [(f"``:ihe:{name}:``", f"names {_a(name)}", f"``:ihe:{name}:`{to}```") for name, to in ROLES.items()]
    rows += [(f"``:ihe:{name}:``", "a change mark", f"``:ihe:{name}:`{text}```") for name, text in CHANGE_MARKS.items()]
    return list_table(rows, [22, 34, 44])


def _option(option: Option) -> tuple[str, str, str]:
    written = f":{option.name}: {option.example}".rstrip()
    words = f" ({', '.join(f'``{value}``' for value in option.values)})" if option.values else ""
    return f"``:{option.name}:``", f"{option.help}{words}", f"``{written}``"


def _a(kind: str) -> str:
    words = "an actor of a profile" if kind == "profile-actor" else kind.replace("-", " ")
    return words if words.startswith("an ") else f"{'an' if words[0] in 'aio' else 'a'} {words}"


def rule_table() -> str:
    """The rules by family, each with its severities and its first line."""
    text = ""
    for digit, family in FAMILIES.items():
        found = [rule for code, rule in sorted(RULES.items()) if code.startswith(f"IHE{digit}")]
        if found:
            rows = [("Code", "Name", "Severity", "")]
            rows += [(f":doc:`{r.code} </rules/{r.code}>`", r.name, _severities(r), r.summary) for r in found]
            text += f"{heading(family, '-')}\n{list_table(rows, [10, 27, 15, 48])}\n"
    return text


def _severities(rule: Rule) -> str:
    names = [severity.name for severity in rule.severities]
    return names[0] if len(set(names)) == 1 else " / ".join(names)


def rule_page(rule: Rule) -> str:
    """A rule's page: its severities, and its docstring as it is."""
    names = [severity.name for severity in rule.severities]
    if len(set(names)) == 1:
        severity = names[0]
    else:
        severity = "; ".join(f"{name} in {stage}" for name, stage in zip(names, STAGES, strict=True))
    title = heading(f"{rule.code} {rule.name}", "=")
    return f"{title}\n:Severity: {severity}\n\n{rule.page}"


def catalogue_tables() -> str:
    """Domains and profiles of the catalogue."""
    known = catalogue.load()
    domains = [("Code", "Domain", "Sections of Volume 2")]
    domains += [(f"``{d.code}``", d.name, f"{d.section_prefix}.n" if d.section_prefix else "") for d in known.domains()]
    profiles = [("Profile", "Domain", "Actors")]
    profiles += [
        (
            f":ihe:profile:`{p.name} ({p.acronym}) <{p.acronym}>`",
            p.domain or "",
            ", ".join(p.cast) or "(by name only)",
        )
        for p in known.profiles.values()
    ]
    counted = (
        f"{len(list(known.domains()))} domains, {len(known.profiles)} profiles, "
        f"{len(known.transactions)} transactions and {len(known.actor_names())} actors."
    )
    return f"{counted}\n\n{list_table(domains, [15, 60, 25])}\n{list_table(profiles, [40, 10, 50])}"


def framework_tables() -> str:
    """The objects of ``framework.json``, each with its members."""
    schema = inventory.schema()
    objects = {"Inventory": schema, **schema["$defs"]}
    text = ""
    for name in _in_order("Inventory", objects):
        rows = [("Member", "Value", "")]
        required = objects[name].get("required", [])
        for member, shape in objects[name]["properties"].items():
            optional = "" if member in required else " (optional)"
            rows.append((f"``{member}``{optional}", _json_value(shape), shape["description"]))
        heading_text = "The file" if name == "Inventory" else name.removesuffix("Facts")
        text += f"{heading(heading_text, '~')}\n{objects[name]['description']}\n\n{list_table(rows, [30, 30, 40])}\n"
    return text.rstrip() + "\n"


def _in_order(name: str, objects: dict[str, Any]) -> list[str]:
    """An object and those that its members refer to, each once, in the order in which they are met."""
    found = [name]
    for each in found:
        shapes = map(_without_null, objects[each]["properties"].values())
        references = [shape.get("items", shape).get("$ref", "").rpartition("/")[2] for shape in shapes]
        found += [reference for reference in dict.fromkeys(references) if reference and reference not in found]
    return found


def _without_null(shape: dict[str, Any]) -> dict[str, Any]:
    """A shape, where null may stand the one that it may have else."""
    found: dict[str, Any] = shape.get("anyOf", [shape])[0]
    return found


def _json_value(shape: dict[str, Any]) -> str:
    """What a member of a JSON object holds, in a reader's words."""
    shape = _without_null(shape)
    if "$ref" in shape:
        return f"an object: `{shape['$ref'].rpartition('/')[2].removesuffix('Facts')}`_"
    if "enum" in shape:
        return ", ".join(f"``{word}``" for word in shape["enum"])
    if shape["type"] == "array":
        items = _json_value(shape["items"])
        return f"a list of {items.removeprefix('an object: ')}" if "$ref" in shape["items"] else f"a list: {items}"
    return {"string": "text", "boolean": "``true``, ``false``", "integer": "a number"}[shape["type"]]


# -- from the command -----------------------------------------------------------------------------------------------


def run(arguments: Sequence[str], folder: str = ".") -> str:
    """What ``ihe`` prints, on a terminal of 80 columns without colour."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "ihe_cli", *arguments]
    done = subprocess.run(
        command, cwd=DOCS / folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"ihe {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def session(arguments: Sequence[str], folder: str) -> str:
    """A command as it is typed, and what it prints."""
    return f"$ ihe {' '.join(arguments)}\n{run(arguments, folder)}"


def beginnings() -> dict[str, str]:
    """What ``ihe new`` says, step by step, in a folder that is empty at first."""
    with TemporaryDirectory() as folder:
        steps = {"framework": said(["new", "framework", "wards", "--domain", "PCC"], folder)}
        home = f"{folder}/wards"
        actors = [word for name in ("Ward Station", "Bed Manager", "Time Client") for word in ("--actor", name)]
        steps["profile"] = said(["new", "profile", "Ward Bed Status (WBS)", *actors], home)
        rows = "   Ward Station:\n     PCC-YY1: R initiator\n   Bed Manager:\n     PCC-YY1: R responder\n"
        steps["table"] = f".. ihe:actors-transactions::\n\n{rows}   Time Client: none\n"
        chapter = Path(home, "volume1", "wbs.rst")
        table = "   Ward Station: none\n   Bed Manager: none\n"
        chapter.write_text(chapter.read_text("utf-8").replace(table, rows, 1), "utf-8")
        steps["transaction"] = said(["new", "transaction", "Report Bed Status [PCC-YY1]"], home)
        steps["refused"] = said(["new", "transaction", "Ask for Beds [PCD-YY2]"], home)
        steps["lint"] = said(["lint", "--format", "concise", "volume2"], home)
    return steps


def said(arguments: Sequence[str], folder: str) -> str:
    """A command as it is typed, and all that it says."""
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "ihe_cli", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return f"$ ihe {shlex.join(arguments)}\n{done.stdout}"


def build(folder: str) -> str:
    """What Sphinx warns of, with paths as an author in that folder has them."""
    with TemporaryDirectory() as out:
        command = [sys.executable, "-m", "sphinx", "-q", "-E", "--no-color", folder, out]
        done = subprocess.run(command, cwd=DOCS, capture_output=True, encoding="utf-8", check=True)
    return f"$ sphinx-build -q . _build/html\n{done.stderr.replace(f'{DOCS / folder}{os.sep}', '')}"


def readme() -> str:
    """The README, with what the command prints on its example."""
    text = (DOCS / README).read_text("utf-8")
    example, printed = re.findall(r"^```(?:rst|text)\n(.*?)^```", text, re.M | re.S)
    with TemporaryDirectory() as folder:
        (Path(folder) / "index.rst").write_text(example, "utf-8")
        return text.replace(printed, session(["lint", "--ignore", "IHE7"], folder))


# -- reStructuredText -----------------------------------------------------------------------------------------------


def heading(title: str, line: str) -> str:
    """A section title."""
    return f"{title}\n{line * len(title)}\n"


def code_block(text: str) -> str:
    """An example of the language."""
    return f".. code-block:: rst\n\n{indent(text, '   ')}"


def list_table(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table whose first row is its head."""
    text = f".. list-table::\n   :header-rows: 1\n   :widths: {' '.join(map(str, widths))}\n\n"
    for row in rows:
        for number, cell in enumerate(row):
            first, *more = cell.split("\n")
            text += f"   {'  ' if number else '* '}- {first}".rstrip() + "\n"
            text += "".join(f"       {line}".rstrip() + "\n" for line in more)
    return text


# -- writing --------------------------------------------------------------------------------------------------------


def stale(written: dict[str, str]) -> list[str]:
    """The files that are not as the code says, those that should not be there included."""
    there = {
        path.relative_to(DOCS).as_posix(): path.read_text("utf-8")
        for path in (*DOCS.glob("generated/*"), *DOCS.glob("rules/IHE*.rst"))
    }
    there[README] = (DOCS / README).read_text("utf-8")
    return sorted(name for name in written.keys() | there.keys() if written.get(name) != there.get(name))


def main() -> int:
    """Write what is stale; with ``--check`` only name it."""
    written = pages()
    found = stale(written)
    if "--check" in sys.argv[1:]:
        for name in found:
            print(f"docs/{name} is stale: run make generate")
        return 1 if found else 0
    for name in found:
        if name in written:
            (DOCS / name).parent.mkdir(exist_ok=True)
            (DOCS / name).write_text(written[name], "utf-8")
        else:
            (DOCS / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
