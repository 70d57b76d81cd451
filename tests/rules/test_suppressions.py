"""Comments that silence findings, and comments that silence nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_ihe.framework import config
from sphinx_ihe.framework.reader import read_texts
from sphinx_ihe.language.findings import Selection
from sphinx_ihe.rules.rule import judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_ihe.language.findings import Finding

CODES = Selection(("IHE008", "IHE202", "IHE601"))

ROLE = "An :ihe:actor:`Orderly`."
LIST = "* a list\n\n  of :ihe:actor:`Orderly`\n\n* and :ihe:actor:`Nobody`"


def judged(
    text: str | Mapping[str, str], selection: Selection = CODES, yaml: str = "{}"
) -> tuple[list[Finding], list[Finding]]:
    """What is reported, and what is silenced."""
    texts = {"index.rst": text} if isinstance(text, str) else text
    settings = config.read(yaml.encode(), "ihe.yaml")
    return judge(read_texts(texts, settings).framework, selection, settings.leaves_out)


def lines(findings: list[Finding]) -> list[str]:
    return [f"{f.place.file}:{f.place.line} {f.code}".removeprefix("index.rst:") for f in findings]


def messages(findings: list[Finding]) -> list[str]:
    return [f.message for f in findings if f.code == "IHE008"]


def said(text: str, selection: Selection = CODES, yaml: str = "{}") -> list[str]:
    return messages(judged(text, selection, yaml)[0])


# -- what is silenced -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "silenced"),
    [
        (ROLE, ["3 IHE601"]),
        (LIST, ["5 IHE601", "7 IHE601"]),
        (f"Title of :ihe:actor:`Orderly`\n{'=' * 40}", ["3 IHE601"]),
        (f".. note::\n\n   {ROLE}\n\n   {ROLE}", ["5 IHE601", "7 IHE601"]),
        (f"=====  =====\nA      B\n=====  =====\nC      {ROLE}\n=====  =====", ["6 IHE601"]),
        (f"| {ROLE}\n| {ROLE}", ["3 IHE601", "4 IHE601"]),
    ],
)
def test_a_comment_silences_the_block_that_follows(block: str, silenced: list[str]) -> None:
    heard, quiet = judged(f".. ihe: ignore[IHE601] why\n\n{block}\n\n{ROLE}\n")
    assert lines(quiet) == silenced
    assert lines(heard) == [f"{block.count(chr(10)) + 5} IHE601"]


def test_before_a_title_it_is_the_title_alone() -> None:
    heard, quiet = judged(f".. ihe: ignore[IHE601]\n\nTitle\n=====\n\n{ROLE}\n")
    assert (lines(heard), quiet) == (["1 IHE008", "6 IHE601"], [])


def test_comments_add_up_and_nest() -> None:
    text = f""".. ihe: ignore[IHE202]

.. ihe: ignore[IHE601]

.. ihe:actor:: Scribe

   Beside the {ROLE.lower()}

   .. ihe: ignore[IHE601]

   {ROLE}
"""
    heard, quiet = judged(text)
    assert (heard, lines(quiet)) == ([], ["5 IHE202", "7 IHE601", "11 IHE601"])


@pytest.mark.parametrize("codes", ["IHE601", "IHE202,IHE601", " IHE202 , IHE601 ", "IHE6, IHE2", "IHE"])
def test_codes(codes: str) -> None:
    text = f".. ihe: ignore[{codes}] why\n\n.. ihe:actor:: Scribe\n\n   {ROLE}\n"
    assert "5 IHE601" in lines(judged(text)[1])


def test_a_comment_for_the_file_may_stand_anywhere_in_it() -> None:
    texts = {"index.rst": f"{ROLE}\n\n.. ihe: ignore-file[IHE6] old names\n\n{ROLE}\n", "other.rst": f"{ROLE}\n"}
    heard, quiet = judged(texts)
    assert (lines(heard), lines(quiet)) == (["other.rst:1 IHE601"], ["1 IHE601", "5 IHE601"])


def test_a_file_that_is_included_has_comments_of_its_own() -> None:
    texts = {
        "index.rst": ".. ihe: ignore-file[IHE601]\n\n.. include:: a.inc\n\n.. include:: b.inc\n",
        "a.inc": f"{ROLE}\n",
        "b.inc": f".. ihe: ignore[IHE601]\n\n{ROLE}\n",
        "z.rst": ".. include:: b.inc\n",
    }
    heard, quiet = judged(texts)
    assert (lines(heard), lines(quiet)) == (["a.inc:1 IHE601", "1 IHE008"], ["b.inc:3 IHE601"])


# -- what silences nothing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ignore[IHE601]\n\nText.", "nothing to silence: the block that follows has no IHE601"),
        ("ignore[IHE601]\n\nText\non.", "nothing to silence: the block that follows has no IHE601"),
        ("ignore[IHE601,IHE202]\n\nText.", "nothing to silence: the block that follows has no IHE601 and no IHE202"),
        (f"ignore[IHE202, IHE601]\n\n{ROLE}", "nothing to silence: the block that follows has no IHE202"),
        ("ignore-file[IHE601]", "nothing to silence: the file has no IHE601"),
        ("ignore[IHE601]", "no block follows whose findings it could silence"),
        ("ignore[IHE691]", "'IHE691' is neither the code of a rule nor the beginning of some"),
        ("ignore[idle-actor]", "'idle-actor' is neither the code of a rule nor the beginning of some"),
        ("ignore", "expected 'ignore[CODES] reason' or 'ignore-file[CODES] reason', found 'ignore'"),
        ("ignore[]", "expected 'ignore[CODES] reason' or 'ignore-file[CODES] reason', found 'ignore[]'"),
        ("ignore IHE601", "expected 'ignore[CODES] reason' or 'ignore-file[CODES] reason', found 'ignore IHE601'"),
        ("skip[IHE601]", "expected 'ignore[CODES] reason' or 'ignore-file[CODES] reason', found 'skip[IHE601]'"),
    ],
)
def test_idle(text: str, message: str) -> None:
    found = [told for told in said(f".. ihe: {text}\n") if told.startswith(message)]
    assert len(found) == 1, said(f".. ihe: {text}\n")


def test_the_place_is_the_comment() -> None:
    (finding,), _ = judged("..  ihe:  ignore[IHE601]  why\n\nText.\n")
    assert (*finding.place.start, *finding.place.end) == (1, 11, 1, 30)


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (".. ihe:acto", ", found 'ihe:acto', did you mean 'ihe:actor'?", "write '.. ihe:actor::'"),
        (".. ihe:actor: Scribe", ", found 'ihe:actor'", "write '.. ihe:actor::'"),
        (
            ".. ihe:actors-transaction\n\n   Scribe:\n     ITI-41: R",
            ", found 'ihe:actors-transaction', did you mean 'ihe:actors-transactions'?",
            "write '.. ihe:actors-transactions::'",
        ),
    ],
)
def test_a_directive_whose_colons_are_missing(text: str, message: str, advice: str) -> None:
    (finding,), _ = judged(f"{text}\n")
    assert (finding.message, finding.help) == (f"a directive without '::' is a comment{message}", advice)


def test_what_a_comment_in_markdown_may_mean() -> None:
    texts = {"index.md": "% ihe:acto\n\n% ihe:ignor[IHE601]\n"}
    first, second = judged(texts)[0]
    assert (first.message, first.help) == (
        "expected 'ignore[CODES] reason' or 'ignore-file[CODES] reason', found 'acto'",
        None,
    )
    assert second.help == "write 'ignore[IHE302] reason'"


def test_what_was_not_looked_for_is_not_idle() -> None:
    text = ".. ihe: ignore[IHE601] why\n\nText.\n"
    assert len(said(text)) == 1
    assert said(text, Selection(("IHE",), ("IHE601",))) == []
    assert said(text.replace("601", "6"), Selection(("IHE",), ("IHE601",))) == []
    assert said(text, yaml="lint: {per-file-ignores: {'*.rst': [IHE601]}}") == []
    assert said(text, yaml="lint: {per-file-ignores: {'*.rst': [IHE0]}}") == []
    assert said(text, Selection(("IHE601",))) == []


def test_a_finding_that_the_configuration_leaves_out_is_not_silenced() -> None:
    text = f".. ihe: ignore[IHE601] why\n\n{ROLE}\n"
    assert judged(text, yaml="lint: {per-file-ignores: {'*.rst': [IHE601]}}") == ([], [])


def test_idle_comments_are_silenced_as_all_else() -> None:
    idle = ".. ihe: ignore[IHE601]\n\nText.\n"
    heard, quiet = judged(f"{idle}\n.. ihe: ignore-file[IHE008] on their way out\n")
    assert (heard, lines(quiet)) == ([], ["1 IHE008"])
    assert said("Text.\n\n.. ihe: ignore-file[IHE008]\n") == ["nothing to silence: the file has no IHE008"]


def test_severity_is_configured_as_any_other() -> None:
    heard, _ = judged(".. ihe: ignore[IHE601]\n\nText.\n", yaml="lint: {severity: {IHE008: error}}")
    assert [finding.severity.name for finding in heard] == ["error"]
