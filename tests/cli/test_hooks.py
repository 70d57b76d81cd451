"""The hook that others take from this repository runs a command that there is, on the files that matter."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from conftest import Project

HOOKS = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_the_hook_runs(project: Project) -> None:
    (hook,) = HOOKS
    command, *arguments = shlex.split(hook["entry"])
    done = project.write(ihe_yaml="lint: {select: [IHE202]}\n", index=".. ihe:actor:: Scribe\n").ihe(*arguments)
    assert (command, hook["id"], hook["pass_filenames"]) == ("ihe", "ihe-lint", False)
    assert (done.code, done.out.splitlines()[-1]) == (1, "1 warning in 1 file")


@pytest.mark.parametrize(
    ("file", "matters"),
    [
        *((file, True) for file in ("a/b.rst", "c.md", "shared/d.inc", "ihe.yaml", "x/ihe.yaml", "x/conf.py")),
        *((file, False) for file in ("setup.py", "my-ihe.yaml", "x.rst.bak")),
    ],
)
def test_the_hook_minds_the_files_that_matter(file: str, matters: bool) -> None:
    assert (re.search(HOOKS[0]["files"], file) is not None) is matters
