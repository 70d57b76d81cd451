"""``ihe new``: what it writes builds and passes the linter but for open markers, and it overwrites nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ihe_cli import skeletons
from sphinx_ihe.framework.config import load
from sphinx_ihe.framework.reader import read_folder, read_texts
from sphinx_ihe.language.directives import STATUSES
from sphinx_ihe.rules.rule import check

if TYPE_CHECKING:
    from conftest import Project

FORMS = ("rst", "md")


def begin(project: Project, form: str = "rst", *arguments: str) -> None:
    done = project.ihe("new", "framework", ".", "--domain", "PCC", "--format", form, *arguments)
    assert (done.code, done.err) == (0, "")


@pytest.fixture(scope="module")
def wards(shared_project: Project) -> Project:
    """A framework with one profile, for tests that leave it as it is."""
    shared_project.root /= "wards"
    shared_project.root.mkdir()
    begin(shared_project)
    assert shared_project.ihe("new", "profile", "Ward Bed Status (WBS)").code == 0
    return shared_project


def codes(project: Project, status: str = "draft") -> set[str]:
    """The codes of what the linter finds in a framework of that status."""
    framework = read_folder(project.root, load(project.root / "ihe.yaml"), status).framework
    assert framework.pages
    return {finding.code for finding in check(framework)}


def files(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", FORMS)
def test_a_framework_and_what_belongs_into_it(project: Project, form: str) -> None:
    done = project.ihe("new", "framework", "ward", "--domain", "PCC", "--format", form)
    assert (done.code, done.err) == (0, "")
    assert f"ward/volume1/index.{form}" in done.out.splitlines()
    project.root /= "ward"
    assert codes(project) == {"IHE802"}

    steps = (
        ("profile", "Ward Bed Status (WBS)", "--actor", "Ward Station", "--actor", "Time Client"),
        ("profile", "Bed Summary (BS.b)", "--type", "content"),
        ("profile", "Bed Patterns (BP) Profile", "--type", "foundation"),
        ("transaction", "Report Bed Status [PCC-901]"),
        ("content-module", "Übersicht der Betten"),
    )
    written = ("volume1/wbs", "volume1/bs-b", "volume1/bp", "volume2/pcc-901", "volume3/ubersicht-der-betten")
    for step, name in zip(steps, written, strict=True):
        done = project.ihe("new", *step)
        contents = f"{name.partition('/')[0]}/index.{form}"
        assert (done.code, done.out) == (0, f"{name}.{form}\n"), done.err
        assert done.err.startswith(f"{contents} lists it now\n")
    for status in STATUSES:
        assert codes(project, status) == {"IHE802"}, status

    build = project.python("-m", "sphinx", "-n", "-W", "-q", ".", "_build")
    assert (build.code, build.err) == (0, "")
    page = (project.root / "_build" / "volume1" / "index.html").read_text("utf-8")
    assert page.index("wbs.html") < page.index("bs-b.html") < page.index("bp.html")


@pytest.mark.parametrize("types", [(), ("transport", "content"), ("workflow", "transport"), ("content", "foundation")])
def test_every_kind_of_profile(project: Project, types: tuple[str, ...]) -> None:
    begin(project)
    options = [word for kind in types for word in ("--type", kind)]
    assert project.ihe("new", "profile", "Ward Bed Status (WBS)", *options).code == 0
    assert codes(project, "final-text") == {"IHE802"}


def test_without_the_catalogue(project: Project) -> None:
    begin(project)
    with (project.root / "ihe.yaml").open("a", encoding="utf-8") as file:
        file.write("catalogue: false\n")
    assert project.ihe("new", "profile", "Ward Bed Status (WBS)", "--type", "content").code == 0
    assert codes(project) == {"IHE408", "IHE802"}


def test_both_markups_say_the_same() -> None:
    cast = skeletons.Cast(("Ward Station", "Bed: Manager"), frozenset({"Bed: Manager"}), True)
    written = {}
    for form in FORMS:
        texts = {f"p.{form}": skeletons.profile(form, "Ward (W)", "W", ("workflow", "content"), cast)}
        roles = {"initiator": ["Ward Station"], "responder": ["Bed: Manager"]}
        texts |= {f"t.{form}": skeletons.transaction(form, "Tell [PCC-1]", "Tell", roles, deferred=True)}
        texts |= {f"m.{form}": skeletons.content_module(form, "Summary")}
        texts |= skeletons.framework(form, dict.fromkeys(("domain", "name", "title", "status"), "X: 'y' \"z\""))
        framework = read_texts(texts).framework
        assert framework.problems == ()
        written[form] = (
            [(page.name, title.text, title.level) for page in framework.pages for title in page.titles],
            [
                (declared.kind, declared.key, declared.text and declared.text.text)
                for declared in declared_by(framework)
            ],
            [(page.name, mention.text) for page in framework.pages for mention in page.prose.mentions],
            [[row.actor.text for row in table.actors] for table in framework.all_tables if hasattr(table, "actors")],
            {
                player.actor.text
                for tables in framework.roles_tables.values()
                for r in tables[0].roles
                for player in r.players
            },
        )
    assert written["rst"] == written["md"]
    assert written["rst"][4] == {"Ward Station", "Bed: Manager"}


def declared_by(framework) -> list:  # type: ignore[no-untyped-def]
    return sorted(framework.all_declarations, key=lambda declared: (declared.kind, declared.key))


def test_actors_that_are_known_are_not_declared_again(project: Project) -> None:
    begin(project)
    done = project.ihe("new", "profile", "Ward (W)", "--actor", "Time Client", "--actor", "Time Cleint")
    assert "'Time Cleint' is not known and is declared here; did you mean 'Time Client'?" in done.err
    text = (project.root / "volume1" / "w.rst").read_text("utf-8")
    assert text.count(".. ihe:actor::") == text.count(".. ihe:profile-actor::") == 1


def test_a_transaction_that_a_profile_has(project: Project) -> None:
    begin(project)
    actors = [word for name in ("Sender", "Getter", "Keeper") for word in ("--actor", name)]
    project.ihe("new", "profile", "Ward (W)", *actors)
    profile = project.root / "volume1" / "w.rst"
    text = profile.read_text("utf-8")
    cells = (
        "   Sender:\n     PCC-901: R initiator",
        "   Getter:\n     PCC-901: R receiver",
        "   Keeper:\n     PCC-901: O",
    )
    for name, cell in zip(("Sender", "Getter", "Keeper"), cells, strict=True):
        text = text.replace(f"   {name}: none", cell, 1)
    profile.write_text(text, "utf-8")
    assert project.ihe("new", "transaction", "Tell All [PCC-901]").code == 0
    written = (project.root / "volume2" / "pcc-901.rst").read_text("utf-8")
    assert ":status:" not in written
    roles = written[written.index("ihe:actor-roles") : written.index("Referenced Standards")].split("\n")
    assert [line.strip().partition(":")[0] for line in roles if line.startswith("   ")] == [
        *("initiator", "Sender"),
        *("receiver", "Getter"),
        *("responder", "Keeper"),
    ]
    assert codes(project, "final-text") == {"IHE802"}
    # Another transaction names its actors itself; one that nobody knows is refused.
    named = ("--initiator", "Keeper", "--responder", "Time Client")
    assert project.ihe("new", "transaction", "Ask [PCC-902]", *named).code == 0
    assert codes(project, "final-text") == {"IHE802"}
    done = project.ihe("new", "transaction", "Ask [PCC-903]", "--initiator", "Keper")
    assert (done.code, done.out) == (2, "")
    assert "'Keper' is no known actor" in done.err
    assert "did you mean 'Keeper'?" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["profile", "Ward Bed Status"], "'Ward Bed Status' is no title of a profile, expected Name (ACRONYM)"),
        (["profile", " "], "the title is empty"),
        (["profile", "Ward Sharing (WBS)", "--output", "sharing.rst"], "'WBS' is declared before"),
        (["profile", "Ward Sharing (WBS)"], "'volume1/wbs.rst' is there already; --output names another file"),
        (["profile", "Document Exchange (XDS.b)"], "XDS.b is published as 'Cross-Enterprise Document Sharing'"),
        (["profile", "Old (OLD)", "--actor", "Care Services Selective Consumer"], "Query Client"),
        (["profile", "New (NEW)", "--actor", ""], "the name of an actor is empty"),
        (
            ["profile", "New (NEW)", "--actor", "Bed (1)"],
            "'Bed (1)' cannot be the name of an actor: a table reads 'Bed'",
        ),
        (["profile", "New (NEW)", "--actor", "Bed: Ward"], "'Bed: Ward' cannot be the name of an actor: no diagram"),
        (["transaction", "Report Bed Status"], "is no title of a transaction, expected Name [ID]"),
        (["transaction", "Report [PCC-09]"], "'PCC-09' is not in the form of an id, expected 'PCC-9'"),
        (["transaction", "Report [PCD-901]"], "the prefix 'PCD' of 'PCD-901' is foreign, expected PCC"),
        (["transaction", "Report [PCC-902]", "--output", "x.txt"], "expected a file whose name ends in .rst or .md"),
        (["transaction", "Report [PCC-902]", "--output", "x.md", "--format", "rst"], "ends in .rst, found 'x.md'"),
        (["content-module", "Summary", "--output", "x.md"], "conf.py does not name myst_parser"),
        (["content-module", "Summary", "--output", "../x.rst"], "lies outside of the framework"),
        (["content-module", "Summary", "--output", "_build/x.rst"], "would be no document"),
        (["content-module", "Summary", "--output", "index.rst"], "'index.rst' is there already"),
        (["content-module", "Summary", ".."], "there is no ihe.yaml in '..' or above it"),
        (["framework", ".", "--domain", "PCC"], "'ihe.yaml' is there already, and nothing is overwritten"),
        (
            ["framework", "x", "--domain", "pcc"],
            "'pcc' is no code of a domain, expected one such as ITI, did you mean 'PCC'?",
        ),
    ],
)
def test_what_is_refused(wards: Project, arguments: list[str], message: str) -> None:
    before = files(wards.root.parent)
    done = wards.ihe("new", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert files(wards.root.parent) == before


def test_a_transaction_before_any_profile_needs_its_actors(project: Project) -> None:
    begin(project)
    done = project.ihe("new", "transaction", "Report [PCC-901]")
    assert (done.code, "name those of the transaction with --initiator and --responder" in done.err) == (2, True)
    named = ("--initiator", "Document Source", "--responder", "Document Repository")
    assert project.ihe("new", "transaction", "Report [PCC-901]", *named).code == 0
    assert codes(project, "final-text") == {"IHE802"}


def test_frameworks_with_a_layout_of_their_own(project: Project) -> None:
    entry = b"   First <profiles/one/index>\r\n"
    contents = b"\xef\xbb\xbfTitle\r\n=====\r\n\r\n.. toctree::\r\n   :maxdepth: 1\r\n\r\n" + entry + b"\r\nAfter.\r\n"
    project.write(
        ihe_yaml="framework:\n  domain: PCC\n",
        conf_py='extensions = ["sphinx_ihe"]\n',
        index=contents,
        profiles__one__index="One (ONE) Profile\n=================\n\n.. ihe:profile::\n   :type: foundation\n",
    )
    done = project.ihe("new", "profile", "Two (TWO)", cwd="profiles")
    assert (done.code, done.out, done.err) == (0, "two.rst\n", "../index.rst lists it now\n")
    assert (project.root / "index.rst").read_bytes() == contents.replace(entry, entry + b"   profiles/two\r\n")
    # A pattern takes a document up by itself, and where nothing does, the author is told.
    project.write(modules__index="Modules\n=======\n\n.. toctree::\n   :glob:\n\n   *\n", modules__a="A\n=\n")
    done = project.ihe("new", "content-module", "Summary", "--output", "modules")
    assert (done.code, done.out, done.err) == (0, "modules/summary.rst\n", "")
    done = project.ihe("new", "content-module", "Report", "--output", "alone/report.rst")
    assert (done.code, done.err) == (0, "no table of contents lists documents beside it: add it to a toctree\n")


def test_nothing_stays_behind_where_not_all_can_be_written(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from ihe_cli import new
    from ihe_cli.terminal import Failure

    (project.root / "b").write_text("a file, no folder", "utf-8")
    texts = {project.root / "a" / "one.rst": "1", project.root / "b" / "two.rst": "2"}
    with pytest.raises(Failure, match="cannot write"):
        new._write(texts)
    assert files(project.root) == {"b": "a file, no folder"}
    assert not (project.root / "a").exists()


def test_a_full_disk(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from ihe_cli import new
    from ihe_cli.terminal import Failure

    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    def full(path: Path, *arguments: object, **options: object) -> object:
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(Failure, match=r"cannot write '.*one.rst': No space left"):
        new._write({project.root / "a" / "one.rst": "1"})
    assert not (project.root / "a").exists()


def test_the_command_does_not_need_myst_to_write_markdown(project: Project) -> None:
    hidden = "import sys; sys.modules['myst_parser'] = None; from ihe_cli.main import main; main(prog_name='ihe')"
    done = project.python("-c", hidden, "new", "framework", ".", "--domain", "PCC", "--format", "md")
    assert done.code == 0
    assert done.err == "Markdown needs the package myst-parser: pip install 'sphinx-ihe[myst]'\n"
