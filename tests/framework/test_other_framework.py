"""One framework uses the names of another: what is wrong with the one is found in the other."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import config, inventory, reader
from sphinx_ihe.framework.inventory.writing import inventory as inventory_of
from sphinx_ihe.language import Place
from sphinx_ihe.rules.rule import check

if TYPE_CHECKING:
    from sphinx_ihe.framework.framework import Framework

HERE = Path(__file__).parents[1]
EXAMPLE = HERE.parent / "example_framework"
OTHER = HERE / "roots" / "other-framework"


class Two:
    """Copies of the example framework and of the one that uses its names."""

    def __init__(self, folder: Path) -> None:
        self.home, self.ward = folder / "home", folder / "ward"
        shutil.copytree(EXAMPLE, self.home, ignore=shutil.ignore_patterns("_build"))
        shutil.copytree(OTHER, self.ward)
        (self.ward / "home").mkdir()

    def export(self) -> Path:
        found = config.load(self.home / "ihe.yaml")
        target = self.ward / "home" / "framework.json"
        target.write_text(inventory.dumps(inventory_of(reader.read(self.home, found), found)), "utf-8")
        return target

    def framework(self) -> Framework:
        return reader.read(self.ward, config.load(self.ward / "ihe.yaml"))

    def findings(self) -> list[str]:
        """What the rules find in the framework that uses the other, by line and code."""
        found = config.load(self.ward / "ihe.yaml")
        findings = check(self.framework(), found.selection)
        return [f"{Path(f.place.file).name}:{f.place.line} {f.code}: {f.message}" for f in findings]

    def rename(self, old: str, new: str) -> None:
        """Write another name in all of the example framework."""
        for path in (each for suffix in ("rst", "md", "inc") for each in self.home.rglob(f"*.{suffix}")):
            text = path.read_text("utf-8")
            path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def test_names_of_the_other_are_known(two: Two) -> None:
    two.export()
    assert two.findings() == []


def test_without_the_other_none_of_them_is(two: Two) -> None:
    codes = {finding.partition(": ")[0] for finding in two.findings()}
    # Its place in ihe.yaml, a transaction, an actor, a partner's profile, a role.
    for expected in ("ihe.yaml:5 IHE007", "index.rst:14 IHE301", "index.rst:15 IHE201", "index.rst:28 IHE403"):
        assert expected in codes
    assert {"index.rst:6 IHE601", "index.rst:7 IHE601", "index.rst:8 IHE601"} <= codes


def test_a_renamed_actor(two: Two) -> None:
    two.rename("Monitoring Console", "Care Console")
    two.export()
    assert [finding.partition(": ")[0] for finding in two.findings()] == [
        "index.rst:15 IHE201",
        "index.rst:23 IHE201",
        "index.rst:28 IHE404",
        "index.rst:29 IHE201",
        "index.rst:42 IHE201",
    ]


def test_an_actor_that_is_told_to_be_renamed(two: Two) -> None:
    two.rename("Monitoring Console", "Care Console")
    actors = two.home / "appendices" / "actors.rst"
    with actors.open("a", encoding="utf-8") as file:
        file.write("\n.. ihe:actor:: Monitoring Console\n   :renamed-to: Care Console\n")
    two.export()
    found = [finding for finding in two.findings() if "IHE205" in finding]
    assert len(found) == 5
    assert all("'Care Console'" in finding for finding in found)


def test_a_renamed_transaction(two: Two) -> None:
    two.rename("Query Measurements", "Retrieve Measurements")
    two.export()
    (finding,) = two.findings()
    assert finding.startswith("index.rst:17 IHE302: ")
    assert "Retrieve Measurements" in finding


def test_a_renamed_option(two: Two) -> None:
    two.rename("Threshold Notification", "Alarm Notification")
    two.export()
    assert [finding.partition(": ")[0] for finding in two.findings()] == ["index.rst:7 IHE601", "index.rst:28 IHE405"]


def test_a_transaction_with_another_number(two: Two) -> None:
    two.rename("HOME-9", "HOME-19")
    two.export()
    found = [finding.partition(": ")[0] for finding in two.findings()]
    assert found == ["index.rst:8 IHE601", "index.rst:18 IHE301"]


def test_sides_come_from_the_roles_of_the_other(two: Two) -> None:
    two.export()
    framework = two.framework()
    assert framework.sides("HOME-7", "Monitoring Console") == ("initiator",)
    facts = framework.profile("WFU")
    assert facts
    assert [use.sides for use in facts.cast["Monitoring Console"].transactions] == [
        ("initiator",),
        ("initiator",),
        ("receiver",),
    ]


def test_a_side_that_contradicts_the_roles_of_the_other(two: Two) -> None:
    two.export()
    index = two.ward / "index.rst"
    index.write_text(index.read_text("utf-8").replace("HOME-9: O receiver", "HOME-9: O initiator"), "utf-8")
    assert [finding.partition(": ")[0] for finding in two.findings()] == ["index.rst:18 IHE306"]


def test_an_actor_that_the_roles_of_the_other_do_not_name(two: Two) -> None:
    two.export()
    index = two.ward / "index.rst"
    text = index.read_text("utf-8")
    index.write_text(text.replace("HOME-9: O receiver", "HOME-6: O responder"), "utf-8")
    assert [finding.partition(": ")[0] for finding in two.findings()] == ["index.rst:18 IHE304"]
    # They cannot name an actor that the other framework does not know.
    index.write_text(text.replace("HOME-7: R initiator", "HOME-6: R initiator"), "utf-8")
    assert two.findings() == []


def test_the_other_goes_before_the_catalogue(tmp_path: Path) -> None:
    text = ".. ihe:profile:: Another Sharing (XDS.b)\n\n.. ihe:actors-transactions::\n\n   Sharer:\n     ITI-18: R\n"
    found = config.read(b"framework: {domain: ITI}\n", "ihe.yaml")
    framework = reader.read_texts({"a.rst": text}, found).framework
    (tmp_path / "framework.json").write_text(inventory.dumps(inventory_of(framework, found)), "utf-8")
    (tmp_path / "ihe.yaml").write_text("frameworks: [framework.json]\n", "utf-8")
    there = reader.read(tmp_path, config.load(tmp_path / "ihe.yaml"))
    assert there.actors_in("XDS.b") == {"Sharer"}
    profile = there.profile("ATNA")
    assert profile
    assert "Secure Node" in profile.cast


def test_an_old_name_is_old_also_where_the_catalogue_has_it(tmp_path: Path) -> None:
    found = config.read(b"framework: {domain: ITI}\n", "ihe.yaml")
    text = ".. ihe:actor:: Secure Node\n   :renamed-to: Safe Node\n\n.. ihe:actor:: Safe Node\n"
    framework = reader.read_texts({"a.rst": text}, found).framework
    (tmp_path / "framework.json").write_text(inventory.dumps(inventory_of(framework, found)), "utf-8")
    (tmp_path / "ihe.yaml").write_text("frameworks: [framework.json]\n", "utf-8")
    there = reader.read(tmp_path, config.load(tmp_path / "ihe.yaml"))
    assert "Secure Node" not in there.actor_names
    assert there.present_name("Secure Node") == "Safe Node"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{", "cannot read 'framework.json': broken JSON in line 1, column 2"),
        ("{}", "cannot read 'framework.json': it is no framework.json: its format is not 'sphinx-ihe/framework'"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_where_it_is_named(tmp_path: Path, data: str, message: str) -> None:
    (tmp_path / "framework.json").write_text(data, "utf-8")
    file = tmp_path / "ihe.yaml"
    file.write_text("frameworks:\n  - framework.json\n", "utf-8")
    (problem,) = config.load(file).problems
    assert (problem.code, problem.place, problem.message) == ("IHE007", Place(str(file), 2, 5, 2, 19), message)
