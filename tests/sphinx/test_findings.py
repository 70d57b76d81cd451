"""The rules in a build: what is reported, how, and what stays Sphinx's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site


def test_unknown_names(written: Callable[..., Site]) -> None:
    built = written(
        """\
Page
====

.. ihe:acter:: Scribe
   :oid: 1

   *Printed* all the same.

An :ihe:aktor:`Scribe`.

.. ihe:profile-list::

.. ihe:editor-instruction:: Add the
   following.
"""
    ).build("text")
    assert built.messages == [
        "index.rst:4: WARNING: unknown directive 'ihe:acter', did you mean 'ihe:actor'? [ihe.IHE004]",
        "index.rst:9: WARNING: unknown role 'ihe:aktor', did you mean 'ihe:actor'? [ihe.IHE004]",
    ]
    printed = "Page\n****\n\n*Printed* all the same.\n\nAn Scribe.\n\nNone\n\nEditor instruction: Add the following.\n"
    assert built.page("index.txt") == printed


def test_default_domain(written: Callable[..., Site]) -> None:
    built = written(
        """\
Page
====

.. default-domain:: ihe

.. actor:: Scribe

.. note:: A :actor:`Scribe`, and a :class:`~docutils.nodes.Node`.

.. acter:: Scribe
"""
    ).build()
    assert built.page("index.html").count('href="#actor-Scribe"') >= 1
    assert "index.rst:10: ERROR: Unknown directive type" in "\n".join(built.messages)


def test_unknown_option_is_at_its_place(written: Callable[..., Site]) -> None:
    built = written("Page\n====\n\n.. ihe:actor:: Scribe\n   :oid: 2.999.1\n   :colour: blue\n").build("dummy")
    assert [m for m in built.messages if "IHE202" not in m] == [
        "index.rst:6: WARNING: ihe:actor has no option 'colour' [ihe.IHE003]"
    ]


def test_configuration(written: Callable[..., Site]) -> None:
    messages = written("Page\n====\n", yaml="framework:\n  domian: DEMO\n").build("dummy").messages
    assert messages == ["ihe.yaml:2: WARNING: unknown key 'domian' (did you mean 'domain'?) [ihe.IHE007]"]


IDLE = "Page\n====\n\n.. ihe:actor:: Scribe\n"


def test_without_ihe_yaml(written: Callable[..., Site]) -> None:
    project = written(IDLE)
    (project.source / "ihe.yaml").unlink()
    assert len(project.build("dummy").messages) == 1


@pytest.mark.parametrize(
    ("yaml", "conf"),
    [
        ("lint: {ignore: [IHE202]}", ""),
        ("lint: {per-file-ignores: {'*.rst': [IHE2]}}", ""),
        ("lint: {severity: {IHE202: info}}", ""),
        ("", "suppress_warnings = ['ihe.IHE202']"),
        ("", "suppress_warnings = ['ihe']"),
    ],
)
def test_silence(yaml: str, conf: str, written: Callable[..., Site]) -> None:
    assert len(written(IDLE).build("dummy", out="loud").messages) == 1
    assert written(IDLE, yaml=yaml or "{}", conf=conf).build("dummy").messages == []


def test_infos_are_said_in_the_status(written: Callable[..., Site]) -> None:
    built = written(IDLE, yaml="lint: {severity: {IHE202: info}}").build("dummy")
    assert "index.rst:4: actor 'Scribe' is declared, and is in no profile" in built.status
    assert "[ihe.IHE202]" in built.status


CONDITIONS = """\
Page
====

.. only:: html

   .. ihe:actor:: In HTML

.. only:: not html

   .. ihe:actor:: In Text

.. ifconfig:: nitpicky

   .. ihe:actor:: Nitpicky

.. ifconfig:: not nitpicky

   .. ihe:actor:: Easy
"""


def test_parts_that_are_left_out(written: Callable[..., Site]) -> None:
    project = written(CONDITIONS, conf="extensions += ['sphinx.ext.ifconfig']\n")
    html, text = project.build("html"), project.build("text")
    again = project.build("html")
    assert sorted(html.domain.build.framework.actors) == ["In HTML", "Nitpicky"]
    assert sorted(text.domain.build.framework.actors) == ["In Text", "Nitpicky"]
    assert sorted(again.domain.build.framework.actors) == ["In HTML", "Nitpicky"]


def test_documents_that_ihe_yaml_leaves_out(written: Callable[..., Site]) -> None:
    project = written(
        IDLE,
        yaml="exclude: [draft.rst]\nlint: {ignore: [IHE202]}",
        draft=":orphan:\n\n:ihe:actor:`Scribe` and :ihe:actor:`Nobody`\n",
    )
    built = project.build()
    assert built.messages == []
    assert 'href="index.html#actor-Scribe"' in built.page("draft.html")


def test_a_document_in_another_encoding_is_left_out(written: Callable[..., Site]) -> None:
    project = written("Page\n====\n\n.. toctree::\n\n   other\n", other="")
    (project.source / "other.rst").write_bytes("Café\n====\n".encode("latin-1"))
    expected = [
        "index.rst:4: WARNING: toctree contains reference to nonexisting document 'other' [toc.not_readable]",
        "other.rst:1: WARNING: expected UTF-8, found the byte 0xE9 [ihe.IHE006]",
    ]
    for jobs in (1, 2):
        built = project.build("text", out=f"out{jobs}", jobs=jobs)
        assert [message.replace("non-existing", "nonexisting") for message in built.messages] == expected
        assert not (built.out / "other.txt").exists()
    assert project.build("text", out="out1").messages[-1] == expected[-1]
    project.write("other.rst", "Café\n====\n")
    built = project.build("text", out="out1")
    assert built.messages == []
    assert built.page("other.txt") == "Café\n****\n"
    (project.source / "other.rst").write_bytes("Café\n=====\n".encode("latin-1"))
    assert project.build("text", out="out1").messages[-1] == expected[-1]


def test_a_root_document_in_another_encoding_ends_the_build_with_its_place(written: Callable[..., Site]) -> None:
    project = written("")
    (project.source / "index.rst").write_bytes("Page\n====\n\nCafé\n".encode("latin-1"))
    with pytest.raises(SphinxError, match=r"index\.rst:4: expected UTF-8, found the byte 0xE9 \[ihe\.IHE006\]"):
        project.build("text")
