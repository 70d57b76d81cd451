"""``ihe.yaml``: every key declared once, with its shape, its default and its help; read with places, never run.

Nothing here knows Sphinx or the command line.
"""

import os
import re
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from sphinx_ihe.framework.shapes import (
    CODE,
    CodeShape,
    Existing,
    Flag,
    ItemsShape,
    Key,
    SectionShape,
    TableShape,
    TextShape,
    WordShape,
    YamlText,
)
from sphinx_ihe.language import Place, Problem
from sphinx_ihe.language.directives import SEVERITIES, STATUSES
from sphinx_ihe.reading.source.policy import KINDS

if TYPE_CHECKING:
    from sphinx_ihe.framework.framework import FrameworkFacts
    from sphinx_ihe.framework.inventory.elsewhere import OtherFramework
    from sphinx_ihe.framework.published import Elsewhere
    from sphinx_ihe.framework.publisher import Publisher
    from sphinx_ihe.framework.shapes import YamlNode
    from sphinx_ihe.language.findings import Selection, Severity

FILE_NAME = "ihe.yaml"

_TEXTS = ItemsShape(TextShape())
_CODES = ItemsShape(CodeShape())
_DATE = TextShape("a date", r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "2026-11-24")
_OID = TextShape("an object identifier", r"[0-2](\.(0|[1-9]\d*))+", "1.3.6.1.4.1.19376")


class _FrameworkPath(Struct, frozen=True):
    """The path of another framework's ``framework.json``, relative to the file that names it."""

    what: str = "a path"

    def read(self, node: "YamlNode", source: YamlText) -> "OtherFramework | None":
        text = TextShape(self.what).read(node, source)
        if text is None:
            return None
        from sphinx_ihe.framework.inventory import UnreadableError, load
        from sphinx_ihe.framework.inventory.elsewhere import OtherFramework

        path = Path(source.file).parent / text
        try:
            if path.is_file():
                return OtherFramework(load(path))
            source.report(node, f"there is no file {text!r}")
        except UnreadableError as error:
            source.report(node, f"cannot read {text!r}: {error}", "write it with `ihe export`, or build it anew")
        except ValueError as error:
            source.report(node, f"expected {self.what}, found {text!r}: {error}")
        return None

    def schema(self) -> dict[str, Any]:
        return TextShape().schema()


class FrameworkKeys(Struct, frozen=True):
    """``framework:``, what the framework says of itself."""

    domain: Annotated[str | None, Key(TextShape(), "Code of the IHE domain, such as ITI.")] = None
    name: Annotated[str | None, Key(TextShape(), "Name of the domain, such as IT Infrastructure.")] = None
    title: Annotated[str | None, Key(TextShape(), "Title of the publication.")] = None
    status: Annotated[str, Key(WordShape(STATUSES), "Stage of the publication; some rules depend on it.")] = "draft"
    revision: Annotated[str | None, Key(TextShape(), "Revision of the publication.")] = None
    date: Annotated[str | None, Key(_DATE, "Date of the publication.")] = None
    authors: Annotated[tuple[str, ...], Key(_TEXTS, "Who publishes it, such as a committee.")] = ()
    contact: Annotated[str | None, Key(TextShape(), "Where comments go, such as an e-mail address.")] = None
    transaction_prefixes: Annotated[
        tuple[str, ...], Key(_TEXTS, "Prefixes of the transactions declared here; by default the domain.")
    ] = ()
    section_prefix: Annotated[
        str | None,
        Key(
            TextShape(),
            "Number before the transaction's number in the sections of Volume 2; "
            "by default that of the domain in the catalogue, else 3.",
        ),
    ] = None
    oid_root: Annotated[str | None, Key(_OID, "Object identifier under which those of the framework stand.")] = None


class LintKeys(Struct, frozen=True):
    """``lint:``, which rules run, and how grave their findings are."""

    select: Annotated[tuple[str, ...], Key(_CODES, "Codes of the rules that run, or beginnings of codes.")] = ("IHE",)
    ignore: Annotated[tuple[str, ...], Key(_CODES, "Codes of the rules that do not run, or beginnings of codes.")] = ()
    severity: Annotated[
        Mapping[str, str],
        Key(TableShape(CodeShape(), WordShape(SEVERITIES)), "Severity by code, or beginning of codes."),
    ] = {}
    per_file_ignores: Annotated[
        Mapping[str, tuple[str, ...]],
        Key(TableShape(TextShape(), _CODES), "Codes that are not reported in some files, by glob."),
    ] = {}
    directives: Annotated[
        Mapping[str, str],
        Key(
            TableShape(TextShape(), WordShape(tuple(KINDS))),
            "How to read the bodies of directives that the linter does not know.",
        ),
    ] = {}
    hand_written_tables: Annotated[
        bool, Key(Flag(), "Whether tables of IHE's that were typed by hand are facts, as those of directives are.")
    ] = True


class PdfKeys(Struct, frozen=True):
    """``pdf:``, what the book looks like where it is not to look as usual."""

    paper: Annotated[str, Key(WordShape(("letter", "a4")), "Size of the pages.")] = "letter"
    line_numbers: Annotated[
        bool | None, Key(Flag(), "Whether every fifth line is numbered; by default only in public-comment.")
    ] = None
    page_references: Annotated[
        bool, Key(Flag(), "Whether references to sections, tables and figures name the page.")
    ] = False
    text_fonts: Annotated[
        tuple[str, ...],
        Key(_TEXTS, "Families of fonts for the text, before those of the package; also those of the system."),
    ] = ()
    heading_fonts: Annotated[tuple[str, ...], Key(_TEXTS, "The same for headings, captions and the cover.")] = ()
    font_folders: Annotated[tuple[Path, ...], Key(ItemsShape(Existing("folder")), "Folders with files of fonts.")] = ()
    logo: Annotated[Path | None, Key(Existing("file"), "Picture at the top of the cover.")] = None
    template: Annotated[Path | None, Key(Existing("file"), "Typst file with the function that makes the book.")] = None


class HtmlKeys(Struct, frozen=True):
    """``html:``, what the site has beyond the usual, or has not."""

    paragraph_numbers: Annotated[
        bool | None,
        Key(Flag(), "Whether paragraphs are numbered on each page; by default only in public-comment."),
    ] = None
    comment_url: Annotated[
        str | None,
        Key(
            TextShape(),
            "Address at which a numbered paragraph can be commented on; {section}, {number}, {text} and {page} stand "
            "for what the comment is about.",
        ),
    ] = None
    source_url: Annotated[
        str | None,
        Key(TextShape(), "Address at which a document can be edited; {file} stands for its path below the sources."),
    ] = None


class Config(Struct, frozen=True, dict=True):
    """What ``ihe.yaml`` says. ``path`` is the file, None where there is none."""

    framework: Annotated[FrameworkKeys, Key(SectionShape(FrameworkKeys), "What the framework says of itself.")] = (
        FrameworkKeys()
    )
    sources: Annotated[
        tuple[str, ...],
        Key(_TEXTS, "Globs of the documents, relative to this file; build output is never read."),
    ] = ("**/*.rst", "**/*.md")
    exclude: Annotated[tuple[str, ...], Key(_TEXTS, "Globs of documents and folders that are left out.")] = ()
    frameworks: Annotated[
        tuple["OtherFramework", ...],
        Key(ItemsShape(_FrameworkPath()), "Other frameworks whose names may be used: paths of local files."),
    ] = ()
    catalogue: Annotated[bool, Key(Flag(), "Whether the bundled catalogue of published IHE names is used.")] = True
    lint: Annotated[LintKeys, Key(SectionShape(LintKeys), "Which rules run, and how grave their findings are.")] = (
        LintKeys()
    )
    pdf: Annotated[
        PdfKeys, Key(SectionShape(PdfKeys), "What the book looks like where it is not to look as usual.")
    ] = PdfKeys()
    html: Annotated[
        HtmlKeys, Key(SectionShape(HtmlKeys), "What the site looks like where it is not to look as usual.")
    ] = HtmlKeys()
    path: Path | None = None
    publisher: "Publisher | None" = None
    problems: tuple[Problem, ...] = ()

    @property
    def root(self) -> Path | None:
        """The folder of the file."""
        return self.path.parent if self.path else None

    @property
    def elsewhere(self) -> "tuple[Elsewhere, ...]":
        """The sources of names that are not declared here, in order of preference: other frameworks, the catalogue."""
        from sphinx_ihe.framework import catalogue

        return (*self.frameworks, catalogue.load(published=self.catalogue))

    @property
    def said(self) -> str:
        """All that the files say that were read, as one text that is different where they say something else."""
        return repr((replace(self, frameworks=()), [other.inventory for other in self.frameworks]))

    @property
    def selection(self) -> "Selection":
        """The rules that run. A mistake in the file itself, such as an unknown code, is not left out by ``select``."""
        from sphinx_ihe.language.findings import Selection

        return Selection((*self.lint.select, "IHE007"), self.lint.ignore)

    def facts(self, status: str | None = None) -> "FrameworkFacts":
        """What rules and tables need to know; ``status`` stands in place of the framework's own."""
        from sphinx_ihe.framework.framework import FrameworkFacts

        own = self.framework
        return FrameworkFacts(
            domain=own.domain,
            status=status or own.status,
            prefixes=own.transaction_prefixes or ((own.domain,) if own.domain else ()),
            section_prefix=own.section_prefix or _published_section_prefix(own.domain) or "3",
            oid_root=own.oid_root,
            severities=self._severities(),
        )

    def _severities(self) -> "dict[str, Severity]":
        """The configured severity of every code; a longer beginning of a code outweighs a shorter one."""
        from sphinx_ihe.language.findings import Severity

        found: dict[str, Severity] = {}
        for prefix in sorted(self.lint.severity, key=len):
            missing = len("IHE000") - len(prefix)
            codes = [f"{prefix}{n:0{missing}}" for n in range(10**missing)] if missing > 0 else [prefix]
            found |= dict.fromkeys(codes, Severity[self.lint.severity[prefix]])
        return found

    def ignores(self, code: str, name: str) -> bool:
        """Whether ``per-file-ignores`` leaves out a code in a file; ``name`` is its path below the root, with ``/``."""
        return any(pattern.fullmatch(name) and code.startswith(codes) for pattern, codes in self._file_ignores)

    def leaves_out(self, code: str, file: str) -> bool:
        """As :meth:`ignores`, for a file as places name it."""
        if not self.lint.per_file_ignores:
            return False
        return self.ignores(code, os.path.relpath(file, self.root or ".").replace(os.sep, "/"))

    @cached_property
    def _file_ignores(self) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
        from sphinx_ihe.reading.globs import translate

        return [(re.compile(translate(glob)), codes) for glob, codes in self.lint.per_file_ignores.items()]


def reason(error: OSError) -> str:
    """Why a file cannot be read, as part of a message."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def _absolute(path: Path) -> Path:
    # Path.absolute() keeps "..", Path.resolve() does not keep the names of links.
    return Path(os.path.abspath(path))  # noqa: PTH100


def find(path: Path) -> Path | None:
    """The nearest ``ihe.yaml`` in a folder or above it; for a file, beside it or above."""
    path = _absolute(path)
    for folder in (path, *path.parents) if path.is_dir() else path.parents:
        if (candidate := folder / FILE_NAME).is_file():
            return candidate
    return None


def load(path: Path | None, codes: Collection[str] | None = None, data: bytes | None = None) -> Config:
    """The configuration in a file, with everything that is wrong with it; the defaults where there is no file.

    Places name the file by its absolute path. Codes of rules are checked against ``codes``. ``data`` stands in place
    of what is in the file. What cannot be read keeps its default. Raises nothing.
    """
    if path is None:
        return Config()
    path = _absolute(path)
    try:
        data = path.read_bytes() if data is None else data
    except OSError as error:
        problem = Problem(CODE, Place(str(path), 1, 1, 1, 1), f"cannot be read: {reason(error)}")
        return Config(path=path, problems=(problem,))
    return replace(read(data, str(path), codes), path=path)


def read(data: bytes, file: str, codes: Collection[str] | None = None) -> Config:
    """As :func:`load`, from the bytes of the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark, as its object does.
        good = YamlText(file, error.object[: error.start].decode("utf-8"))
        byte = error.object[error.start]
        good.report_at(len(good.text), len(good.text) + 1, f"expected UTF-8, found the byte 0x{byte:02X}")
        return Config(problems=tuple(good.problems))
    source = YamlText(file, text.replace("\r\n", "\n").replace("\r", "\n"), codes)
    node = _compose(source)
    found = SectionShape(Config).read(node, source) if node is not None else None
    return replace(found or Config(), problems=tuple(source.problems))


def _compose(source: YamlText) -> Any:
    """The YAML document as a tree of nodes; None where it is empty or broken, which is then reported."""
    import yaml

    try:
        return yaml.compose(source.text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or error.context or "cannot be read"
        mark = error.problem_mark or error.context_mark
        if "expected ':'" in problem and error.context_mark:
            # YAML misses the colon only where the next key begins.
            mark, problem = error.context_mark, "a key has no colon"
        start = mark.index if mark else 0
        if problem.startswith("but ") and error.context:
            problem = f"{error.context}, {problem}"
        if source.text[start : start + 1] == "\t":
            source.report_at(start, start + 1, "found a tab, expected spaces: YAML does not indent with tabs")
        else:
            source.report_at(start, start + 1, f"broken YAML: {problem}")
    except yaml.reader.ReaderError as error:
        source.report_at(error.position, error.position + 1, f"broken YAML: the character U+{error.character:04X}")
    except RecursionError:
        source.report_at(0, 1, "broken YAML: it nests too deeply")
    return None


def _published_section_prefix(domain: str | None) -> str | None:
    """The number before the transaction number that a published domain uses."""
    if domain is None:
        return None
    from sphinx_ihe.framework import catalogue

    facts = catalogue.load(published=False).domain(domain)
    return facts.section_prefix if facts else None


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Configuration of an IHE Technical Framework",
        **SectionShape(Config).schema(),
    }


def write_schema() -> None:
    """Write the JSON Schema that ships with the package."""
    import json

    Path(__file__).parents[1].joinpath("ihe.schema.json").write_text(
        json.dumps(json_schema(), indent=2) + "\n", "utf-8"
    )


if __name__ == "__main__":
    write_schema()
