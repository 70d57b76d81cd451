"""``ihe diff``: what it compares, and how it exits."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

OLD = ".. ihe:profile:: Remote Measurement (RM)\n\n.. ihe:actors-transactions::\n\n   Sensor:\n     ITI-18: R\n"
NEW = OLD.replace("ITI-18: R", "ITI-18: O")
CHANGED = "changed  actor RM / Sensor [RM]\n         transaction ITI-18: O, was R\n\n1 changed; profiles touched: RM\n"


@pytest.fixture
def two(project: Project) -> Project:
    context = "framework: {domain: ITI}\n"
    return project.write(old__ihe_yaml=context, old__a=OLD, new__ihe_yaml=context, new__a=NEW)


def test_folders_and_files(two: Project) -> None:
    done = two.ihe("diff", "old", "new")
    assert (done.code, done.out, done.err) == (1, CHANGED, "")
    assert two.ihe("export", "old", "--output-file", "old.json").code == 0
    assert two.ihe("diff", "old.json", "new/a.rst").out == CHANGED
    assert two.ihe("diff", "old", "old.json") == (0, "no differences\n", "")


def test_formats(two: Project) -> None:
    done = two.ihe("diff", "old", "new", "--format", "json")
    assert (done.code, json.loads(done.out)["profiles"]) == (1, ["RM"])
    assert two.ihe("diff", "old", "new", "--format", "markdown").out.startswith("Profiles touched: RM\n")


def test_exit_zero(two: Project) -> None:
    assert two.ihe("diff", "old", "new", "--exit-zero") == (0, CHANGED, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["old", "nowhere"], "there is no file or folder 'nowhere'"),
        (["old", "broken.json"], "cannot read 'broken.json': broken JSON in line 1, column 2"),
        (["old"], "Missing argument 'NEW'"),
    ],
)
def test_what_cannot_be_compared(two: Project, arguments: list[str], message: str) -> None:
    two.write(broken_json="{")
    done = two.ihe("diff", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


# -- revisions --------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(project: Project) -> Project:
    """A repository of two revisions; the framework is in a folder, and moves in the second one."""
    if not shutil.which("git"):
        pytest.skip("there is no git")
    git(project, "init", "-q")
    project.write(docs__ihe_yaml="framework: {domain: ITI}\n", docs__a=OLD)
    commit(project, "one")
    project.write(docs__a=NEW)
    commit(project, "two")
    return project


def git(project: Project, *arguments: str) -> None:
    settings = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=project.root, check=True, capture_output=True)


def commit(project: Project, name: str) -> None:
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", name)
    git(project, "tag", name)


def test_revisions(repository: Project) -> None:
    repository.write(docs__a="What is not committed does not count.\n")
    assert repository.ihe("diff", "--git", "one", "two", cwd="docs") == (1, CHANGED, "")
    assert repository.ihe("diff", "--git", "one:docs", "two:docs").out == CHANGED
    assert repository.ihe("diff", "--git", "HEAD~1:docs", "one:docs").code == 0


def test_a_framework_that_another_folder_of_the_revision_has(repository: Project) -> None:
    repository.ihe("export", "docs", "--output-file", "framework.json")
    repository.write(docs__ihe_yaml="framework: {domain: ITI}\nframeworks: [../framework.json]\n")
    commit(repository, "three")
    (repository.root / "framework.json").unlink()
    done = repository.ihe("diff", "--git", "two", "three", cwd="docs")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("nope", "git knows no revision 'nope'; without --git, OLD and NEW are folders or files"),
        ("one:gone", "there is no folder 'gone' in the revision 'one'"),
        ("one:../docs", "there is no folder '../docs' in the revision 'one'"),
        ("one:/", "there is no folder '/' in the revision 'one'"),
        ("--output=x", "No such option '--output'"),
        (":docs", "expected a revision, found ''"),
    ],
)
def test_revisions_that_are_none(repository: Project, old: str, message: str) -> None:
    done = repository.ihe("diff", "--git", old, "two")
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_no_repository(project: Project) -> None:
    if not shutil.which("git"):
        pytest.skip("there is no git")
    done = project.ihe("diff", "--git", "one", "two", GIT_CEILING_DIRECTORIES=str(project.root.parent))
    assert done.code == 2
    assert "not a git repository" in done.err
