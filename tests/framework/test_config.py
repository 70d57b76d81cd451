"""``ihe.yaml``: what it means, what is wrong with it and where, and its JSON Schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml

from sphinx_ihe.framework import config
from sphinx_ihe.framework.shapes import keys
from sphinx_ihe.language import Place
from sphinx_ihe.language.findings import Severity

CODES = ("IHE101", "IHE201", "IHE302", "IHE701", "IHE801", "IHE802")
SCHEMA = Path(config.__file__).parents[1] / "ihe.schema.json"

WHOLE = """\
framework:
  domain: RAD
  name: Radiology
  title: IHE Radiology Technical Framework Supplement
  status: trial-implementation
  revision: 1.20
  date: 2026-11-24
  authors: [IHE Radiology Technical Committee, No]
  contact: radiology@example.org
  transaction-prefixes: [RAD, XRAD]
  section-prefix: 5
  oid-root: 1.3.6.1.4.1.19376.1.3
sources: ["volume*/*.rst"]
exclude: [drafts/**]
catalogue: false
lint:
  select: [IHE2, IHE802]
  ignore: [IHE201]
  severity: {IHE8: error, IHE802: info}
  per-file-ignores: {"appendix/*.rst": [IHE7]}
  directives: {our-box: parsed, our-chart: literal}
pdf:
  paper: a4
  line-numbers: false
  page-references: true
  text-fonts: [Times New Roman]
  heading-fonts: [Arial]
"""


def read(text: str) -> config.Config:
    return config.read(dedent(text).encode(), "ihe.yaml", CODES)


def problems(text: str) -> list[str]:
    """What is wrong with a configuration, with the text that is marked."""
    text = dedent(text)
    lines = text.split("\n")
    found = []
    for problem in read(text).problems:
        place = problem.place
        assert problem.code == "IHE007"
        assert place.line == place.end_line
        marked = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        found.append(f"{place.line}: {marked!r}: {problem.message}{f' ({problem.help})' if problem.help else ''}")
    return found


def test_every_key() -> None:
    found = config.read(WHOLE.encode(), "ihe.yaml", None)
    assert found.problems == ()
    assert found.framework == config.FrameworkKeys(
        domain="RAD",
        name="Radiology",
        title="IHE Radiology Technical Framework Supplement",
        status="trial-implementation",
        revision="1.20",
        date="2026-11-24",
        authors=("IHE Radiology Technical Committee", "No"),
        contact="radiology@example.org",
        transaction_prefixes=("RAD", "XRAD"),
        section_prefix="5",
        oid_root="1.3.6.1.4.1.19376.1.3",
    )
    assert (found.sources, found.exclude, found.catalogue) == (("volume*/*.rst",), ("drafts/**",), False)
    assert found.selection == (("IHE2", "IHE802", "IHE007"), ("IHE201",))
    assert found.lint.directives == {"our-box": "parsed", "our-chart": "literal"}
    assert found.pdf == config.PdfKeys("a4", False, True, ("Times New Roman",), ("Arial",))


@pytest.mark.parametrize("text", ["", "# nothing\n", "framework:\nlint: ~\nexclude: null\n"])
def test_what_is_not_written_is_the_default(text: str) -> None:
    assert read(text) == config.Config()
    assert config.load(None) == config.Config()


def test_facts() -> None:
    facts = read(WHOLE).facts()
    assert (facts.domain, facts.status, facts.prefixes) == ("RAD", "trial-implementation", ("RAD", "XRAD"))
    assert (facts.section_prefix, facts.oid_root) == ("5", "1.3.6.1.4.1.19376.1.3")
    assert facts.severities["IHE801"] is Severity.error
    assert facts.severities["IHE802"] is Severity.info
    assert "IHE302" not in facts.severities
    assert read(WHOLE).facts("final-text").status == "final-text"


@pytest.mark.parametrize(
    ("text", "prefixes", "section"),
    [
        ("framework: {domain: RAD}", ("RAD",), "4"),
        ("framework: {domain: RAD}\ncatalogue: false", ("RAD",), "4"),
        ("framework: {domain: HOME}", ("HOME",), "3"),
        ("", (), "3"),
    ],
)
def test_facts_by_default(text: str, prefixes: tuple[str, ...], section: str) -> None:
    facts = read(text).facts()
    assert (facts.prefixes, facts.section_prefix, facts.status) == (prefixes, section, "draft")


KEYS = ("framework", "sources", "exclude", "frameworks", "catalogue", "lint", "pdf", "html")


def test_everything_wrong_is_said_at_its_place() -> None:
    assert problems("""\
        framework:
          domian: ITI
          status: Draft
          name: [IHE]
          date: 24.11.2026
          authors: me
          oid-root: 1.3..6
        sources: {a: b}
        catalogue: yes
        lint: {select: [IHE2, IHE3x, undefined-actor], severity: {IHE802: fatal}}
        color: blue
        """) == [
        "2: 'domian': unknown key 'domian' (did you mean 'domain'?)",
        (
            "3: 'Draft': expected draft, public-comment, trial-implementation, final-text or deprecated, "
            "found 'Draft' (did you mean 'draft'?)"
        ),
        "4: '[IHE]': expected a text, found a list",
        "5: '24.11.2026': expected a date such as 2026-11-24, found '24.11.2026'",
        "6: 'me': expected a list, found 'me' (write [me])",
        "7: '1.3..6': expected an object identifier such as 1.3.6.1.4.1.19376, found '1.3..6'",
        "8: '{a: b}': expected a list, found a mapping",
        "9: 'yes': expected true or false, found 'yes'",
        "10: 'IHE3x': 'IHE3x' is neither a rule nor the beginning of some (the nearest is 'IHE302')",
        "10: 'undefined-actor': 'undefined-actor' is neither a rule nor the beginning of some",
        "10: 'fatal': expected error, warning or info, found 'fatal'",
        "11: 'color': unknown key 'color' (the keys here are " + ", ".join(KEYS) + ")",
    ]


def test_what_is_right_beside_a_mistake_holds() -> None:
    found = read("framework: {domain: RAD, status: Draft}\nlint: {ignore: [IHE201, {}, IHE302]}")
    assert len(found.problems) == 2
    assert (found.framework.domain, found.framework.status) == ("RAD", "draft")
    assert found.lint.ignore == ("IHE201", "IHE302")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a", "1: '- a': expected a mapping, found a list"),
        ("text", "1: 'text': expected a mapping, found 'text'"),
        ("exclude: []\nexclude: [a]", "2: 'exclude': 'exclude' is written twice in one mapping"),
        ("framework:\n\tdomain: ITI", r"2: '\t': found a tab, expected spaces: YAML does not indent with tabs"),
        ("framework: domain: ITI", "1: ':': broken YAML: mapping values are not allowed here"),
        ("framework:\n  domain: ITI\n  name X\n  title: Y", "3: 'n': broken YAML: a key has no colon"),
        ("exclude: *all", "1: '*': broken YAML: found undefined alias 'all'"),
        (
            "exclude: []\n---\nexclude: []",
            "2: '-': broken YAML: expected a single document in the stream, but found another document",
        ),
        ("exclude: [" * 3000, "1: 'e': broken YAML: it nests too deeply"),
        ("sources: [a\n", "2: '': broken YAML: expected ',' or ']', but got '<stream end>'"),
        ("lint: {directives: {box: litteral}}", "1: 'litteral': expected parsed, "),
        ("lint:\n  per-file-ignores:\n    a.rst: IHE2", "3: 'IHE2': expected a list, found 'IHE2' (write [IHE2])"),
        ("? [a]\n: b", "1: '[a]': unknown key (the keys here are framework, "),
    ],
)
def test_broken(text: str, problem: str) -> None:
    (found,) = problems(text)
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"exclude: []\nname: M\xfcller", 2, 8), (b"\xff\xfef\x00", 1, 1), (b"\xef\xbb\xbfa: \xc3\xa4\xe4", 1, 5)],
)
def test_other_encodings(data: bytes, line: int, column: int) -> None:
    (problem,) = config.read(data, "ihe.yaml").problems
    assert (problem.place.line, problem.place.column, problem.place.end_column) == (line, column, column + 1)
    assert problem.message.startswith("expected UTF-8, found the byte 0x")


def test_line_ends_and_marks_of_other_editors() -> None:
    found = config.read(b"\xef\xbb\xbfframework:\r\n  domian: ITI\r\n", "ihe.yaml")
    assert [problem.place for problem in found.problems] == [Place("ihe.yaml", 2, 3, 2, 9)]


def test_nothing_is_constructed(tmp_path: Path) -> None:
    made = tmp_path / "made"
    found = read(f"exclude: !!python/object/apply:os.system ['touch {made}']")
    assert found.exclude == (f"touch {made}",)
    assert not made.exists()


def test_files(tmp_path: Path) -> None:
    (tmp_path / "volume1").mkdir()
    (tmp_path / "volume1" / "rm.rst").touch()
    assert config.find(tmp_path / "volume1") is None
    file = tmp_path / "ihe.yaml"
    file.write_text("framework: {domain: ITI}", "utf-8")
    for path in (tmp_path, tmp_path / "volume1", tmp_path / "volume1" / "rm.rst", tmp_path / "not" / "there.rst", file):
        assert config.find(path) == file
    found = config.load(file)
    assert (found.path, found.root, found.framework.domain) == (file, tmp_path, "ITI")


def test_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one" / "two").mkdir(parents=True)
    (tmp_path / "one" / "ihe.yaml").write_text("sorces: []", "utf-8")
    monkeypatch.chdir(tmp_path / "one" / "two")
    assert config.find(Path()) == config.find(Path("..")) == tmp_path / "one" / "ihe.yaml"
    assert config.find(Path("../..")) is None
    found = config.load(Path("../ihe.yaml"))
    assert found.root == tmp_path / "one"
    assert found.problems[0].place.file == str(tmp_path / "one" / "ihe.yaml")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (problem,) = config.load(tmp_path / "ihe.yaml").problems
    assert problem.place == Place(str(tmp_path / "ihe.yaml"), 1, 1, 1, 1)
    assert problem.message == "cannot be read: no such file or directory"


def test_another_framework_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "ihe.yaml"
    file.write_text("frameworks:\n  - ../radiology/framework.json\n", "utf-8")
    (problem,) = config.load(file).problems
    assert (problem.place.line, problem.place.column) == (2, 5)
    assert problem.message == "there is no file '../radiology/framework.json'"


def test_files_for_the_book(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "logo.svg").touch()
    file = tmp_path / "ihe.yaml"
    file.write_text("pdf: {logo: logo.svg, template: fonts, font-folders: [fonts, logo.svg]}", "utf-8")
    found = config.load(file)
    assert (found.pdf.logo, found.pdf.template) == (tmp_path / "logo.svg", None)
    assert found.pdf.font_folders == (tmp_path / "fonts",)
    messages = [(problem.place.column, problem.message) for problem in found.problems]
    assert messages == [(33, "there is no file 'fonts'"), (62, "there is no folder 'logo.svg'")]


@pytest.mark.parametrize(
    ("name", "code", "ignored"),
    [
        ("appendix/a.rst", "IHE701", True),
        ("appendix/a.rst", "IHE801", False),
        ("appendix/deep/a.rst", "IHE701", False),
        ("a.rst", "IHE701", False),
    ],
)
def test_ignores(name: str, code: str, ignored: bool) -> None:
    assert read(WHOLE).ignores(code, name) is ignored


def as_written(text: str) -> object:
    """YAML as an editor sees it (YAML 1.2): true and numbers are such, No and dates are texts."""

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(true|false)$"), list("tf"))
    Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("[0-9]+$"), list("0123456789"))
    Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[0-9]+\.[0-9]+$"), list("0123456789"))
    return yaml.load(text, Loader)


def test_the_schema_is_the_one_that_ships() -> None:
    shipped = json.loads(SCHEMA.read_text("utf-8"))
    assert shipped == json.loads(json.dumps(config.json_schema())), "run python -m sphinx_ihe.framework.config"
    jsonschema.Draft7Validator.check_schema(shipped)


@pytest.mark.parametrize("text", [WHOLE, "framework: {domain: ITI}", "{}"])
def test_the_schema_takes_what_is_right(text: str) -> None:
    jsonschema.validate(as_written(text), config.json_schema())


@pytest.mark.parametrize(
    "text",
    [
        "framework: {domian: ITI}",
        "framework: {status: Draft}",
        "framework: {date: tomorrow}",
        "framework: {oid-root: x.y}",
        "sources: '*.rst'",
        "catalogue: 'true'",
        "lint: {select: [XYZ]}",
        "lint: {severity: {IHE802: fatal}}",
        "lint: {severity: {XYZ: error}}",
        "lint: {directives: {box: litteral}}",
        "lint: {per-file-ignores: {a.rst: IHE2}}",
    ],
)
def test_the_schema_refuses_what_is_wrong(text: str) -> None:
    assert read(text).problems
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_written(text), config.json_schema())


def test_every_key_has_help_that_is_a_sentence() -> None:
    for record in (config.Config, config.FrameworkKeys, config.LintKeys, config.PdfKeys):
        for name, key in keys(record).items():
            assert key.what[0].isupper(), name
            assert key.what.endswith("."), name
