"""What an editor's framework remembers of its documents."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from pygls.uris import from_fs_path

from ihe_cli.server.desk import Desk
from ihe_cli.server.memory import Memory
from sphinx_ihe.framework import config, reader

if TYPE_CHECKING:
    from pathlib import Path


def said(reading: reader.Reading) -> tuple[object, ...]:
    return reading.framework.pages, reading.framework.problems, dict(reading.texts)


def test_a_remembered_document_is_read_anew_where_a_file_of_it_changed(tmp_path: Path) -> None:
    def write(**files: str) -> None:
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text, "utf-8")

    both = ".. include:: x.inc\n\n.. include:: y.inc\n"
    write(a_rst=both, b_rst=".. include:: x.inc\n", c_rst="C\n=\n", x_inc="X [ITI-1]\n")
    memory = Memory()
    changes: list[dict[str, str]] = [
        {},
        {},
        {"x_inc": "X [ITI-2]\n"},
        {"y_inc": ".. ihe:actor:: Y\n"},
        {"c_rst": "C\n=\n\n.. our-box::\n\n   [ITI-3]\n"},
        {"conf_py": "primary_domain = 'ihe'\n"},
        {"b_rst": ".. actor:: B\n"},
    ]
    for change in changes:
        write(**change)
        assert said(memory.read(tmp_path, config.Config())) == said(reader.read_folder(tmp_path)), change
    boxes = config.Config(lint=config.LintKeys(directives={"our-box": "literal"}))
    anew = said(reader.read_folder(tmp_path, boxes))
    assert said(memory.read(tmp_path, boxes)) == anew
    (tmp_path / "y.inc").unlink()
    assert said(memory.read(tmp_path, config.Config())) == said(reader.read_folder(tmp_path))
    held = {tmp_path / "x.inc": b"X [ITI-4]\n"}
    assert said(memory.read(tmp_path, config.Config(), held)) == said(reader.read_folder(tmp_path, held=held))
    # What has not changed is the very page that was read before.
    first, second = (memory.read(tmp_path, config.Config(), held).framework.pages for _ in range(2))
    assert all(one is other for one, other in zip(first, second, strict=True))


def test_what_is_read_anew_lets_go_of_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "ihe.yaml").write_text("framework: {domain: ITI}\n", "utf-8")
    (tmp_path / "a.rst").write_text("A\n=\n", "utf-8")
    desk = Desk("utf-16")
    project = desk.project(str(tmp_path / "a.rst"))
    assert project is not None
    frozen = gc.get_freeze_count()
    for number in range(5):
        desk.put(from_fs_path(str(tmp_path / "a.rst")) or "", f"A{number}\n===\n", number)
        assert desk.state(project).findings is not None
    assert gc.get_freeze_count() == frozen
