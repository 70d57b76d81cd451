"""What an editor has open, and the frameworks that it lies in, each as it reads at the moment."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace
from pygls.uris import from_fs_path, to_fs_path

from ihe_cli.server.memory import Memory
from ihe_cli.server.positions import Sheet
from sphinx_ihe.editing.occurrences import Occurrences
from sphinx_ihe.framework.config import FILE_NAME, Config, find, load, read
from sphinx_ihe.framework.framework import Framework
from sphinx_ihe.framework.garbage import uncollected
from sphinx_ihe.framework.reader import Reading
from sphinx_ihe.rules.rule import RULES, judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_ihe.language.findings import Finding


SKIPPED = frozenset({"_build", "build", "node_modules", "__pycache__"})
"""Folders in which no framework is looked for."""


class Buffer(NamedTuple):
    """A text that an editor has open, saved or not."""

    uri: str
    text: str
    version: int | None


class DeskState(Struct, frozen=True, dict=True):
    """A framework as it read at one moment. What of it is asked for is found out once."""

    config: Config
    reading: Reading
    sheets: dict[str, Sheet] = field(default_factory=dict)

    @cached_property
    def occurrences(self) -> Occurrences:
        return Occurrences(self.reading.framework)

    @cached_property
    def findings(self) -> Mapping[str, list[Finding]]:
        """What the rules find, by file."""
        found: dict[str, list[Finding]] = {}
        with uncollected():
            verdict = judge(self.reading.framework, self.config.selection, self.config.leaves_out)
        for finding in verdict.findings:
            found.setdefault(finding.place.file, []).append(finding)
        return found


class Project(Struct, eq=False):
    """A framework: its ``ihe.yaml``, and how it read last. ``generation`` counts the changes since it was begun."""

    file: Path
    generation: int = 0
    read: int = -1
    state: DeskState | None = None
    published: set[str] = field(default_factory=set)
    memory: Memory = field(default_factory=Memory)


class Desk:
    """The open texts and the frameworks. Paths are absolute, and called as places call their files."""

    def __init__(self, encoding: str) -> None:
        self.buffers: dict[str, Buffer] = {}
        self.projects: dict[Path, Project] = {}
        self.encoding = encoding
        self.versioned = False

    # -- what changes -------------------------------------------------------------------------------------------------

    def put(self, uri: str, text: str, version: int | None) -> Project | None:
        """Take over an open text; the framework that it changes."""
        file = path_of(uri)
        if file is None:
            return None
        self.buffers[file] = Buffer(uri, text, version)
        return self.touch(file)

    def drop(self, uri: str) -> Project | None:
        """A text is closed: what its file has counts again."""
        file = path_of(uri)
        if file is None or self.buffers.pop(file, None) is None:
            return None
        return self.touch(file)

    def touch(self, file: str) -> Project | None:
        """Something changed in a file; its framework, which reads anew."""
        project = self.project(file)
        if project:
            project.generation += 1
        return project

    def add_folder(self, folder: str) -> list[Project]:
        """The frameworks in a folder of the workspace, and the one around it. May run beside everything else."""
        files = [f"{folder}{os.sep}{FILE_NAME}"]
        for path, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
            files += [f"{path}{os.sep}{FILE_NAME}"] if FILE_NAME in names else []
        return list(dict.fromkeys(project for file in files if (project := self.project(file))))

    def project(self, file: str) -> Project | None:
        """The framework that a file lies in; None for a file without an ``ihe.yaml`` beside or above it."""
        path = Path(file)
        found = path if path.name == FILE_NAME and file in self.buffers else find(path)
        if found is None:
            return None
        return self.projects.setdefault(found, Project(found))

    # -- what is -------------------------------------------------------------------------------------------------------

    def state(self, project: Project) -> DeskState:
        """A framework as it reads now."""
        if project.state is None or project.read != project.generation:
            generation = project.generation
            self.keep(project, generation, self.read(project))
        assert project.state is not None
        return project.state

    def read(self, project: Project) -> DeskState:
        """Read a framework, with the open texts in place of their files. May run beside everything else."""
        held = {Path(file): buffer.text.encode("utf-8", "replace") for file, buffer in list(self.buffers.items())}
        root = project.file.parent
        with uncollected():
            config = self._config(project.file, held)
            return DeskState(config, project.memory.read(root, config, held))

    def _config(self, file: Path, held: Mapping[Path, bytes]) -> Config:
        if file in held:
            return replace(read(held[file], str(file), RULES), path=file)
        return load(file, RULES) if file.exists() else Config()

    def keep(self, project: Project, generation: int, state: DeskState) -> bool:
        """Take over how a framework read; False where it has changed since."""
        if generation < project.read:
            return False
        project.read, project.state = generation, state
        return generation == project.generation

    def sheet(self, state: DeskState, file: str) -> Sheet | None:
        """The text of a file as the framework read it, or as it is open."""
        if file in state.sheets:
            return state.sheets[file]
        text = state.reading.texts.get(file)
        if text is None and file in self.buffers:
            text = self.buffers[file].text
        if text is None and file == str(state.config.path):
            text = Path(file).read_text("utf-8", errors="replace")
        if text is None:
            return None
        return state.sheets.setdefault(file, Sheet(file, text, self.encoding))

    def uri(self, file: str) -> str:
        """What the editor calls a file."""
        return self.buffers[file].uri if file in self.buffers else from_fs_path(file) or file

    def belongs(self, file: str, project: Project) -> bool:
        """Whether findings in a file are this framework's to report: one within it reports its own."""
        return self.project(file) in (None, project)


def nothing() -> DeskState:
    """A framework that says nothing, and knows what is published."""
    config = Config()
    return DeskState(config, Reading(Framework((), elsewhere=config.elsewhere), {}))


def path_of(uri: str) -> str | None:
    """The path of a file; None for a text that is in none."""
    path = to_fs_path(uri)
    return os.path.abspath(path) if path else None  # noqa: PTH100 - Path.resolve() would rename links
