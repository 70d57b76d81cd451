"""Every rule's page: what its examples promise is true, and pages and names keep to the style of the house."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent, indent

import pytest
from marked_text import findings, spots

import sphinx_ihe.rules
from sphinx_ihe.editing.fixes import mend
from sphinx_ihe.rules.rule import RULES, Rule

CONTRACT = """
IHE001 unreadable-declaration E            IHE301 undefined-transaction E           IHE401 profile-without-actors W
IHE002 unreadable-body E                   IHE302 diverging-transaction-name E      IHE402 missing-table W
IHE003 unknown-option E                    IHE303 idle-transaction W                IHE403 undefined-profile E
IHE004 unknown-directive E                 IHE304 actor-not-in-roles E              IHE404 undefined-partner E
IHE005 homeless-directive E                IHE305 role-not-in-profile W             IHE405 undefined-option E
IHE006 unreadable-file E                   IHE306 contradicting-side E              IHE406 undescribed-option W
IHE007 unreadable-configuration E          IHE307 one-sided-transaction W           IHE407 unoffered-option W
IHE101 duplicate-declaration E             IHE308 deferred-transaction-required W   IHE408 content-without-transport W
IHE102 malformed-transaction-id W          IHE309 deprecated-transaction E          IHE409 circular-grouping E
IHE103 foreign-prefix E                    IHE310 transaction-without-roles W       IHE410 dangling-note W
IHE104 placeholder-number I/E/E            IHE201 undefined-actor E                 IHE411 unknown-code E
IHE105 diverging-title W                   IHE202 idle-actor W                      IHE412 unmet-option-requirement W
IHE413 unclear-cell I                       IHE414 contradicting-table W
IHE106 diverging-published-name W          IHE203 actor-without-transaction W       IHE601 undefined-target E
IHE501 undefined-content-module E          IHE502 duplicate-oid E                   IHE503 foreign-oid W
IHE901 undefined-claim E                   IHE902 claim-without-grouping E
IHE903 claim-without-required-option W
IHE204 diverging-actor-sets E              IHE205 renamed-actor E                   IHE206 unlisted-profile-actor W
IHE008 idle-suppression W                  IHE602 diverging-mention W               IHE603 unknown-mention W
IHE604 diverging-reference E               IHE605 misspelt-actor W                  IHE702 missing-section I/W/W
IHE701 missing-security-considerations W/E/E
IHE703 empty-section I/W/E                 IHE801 template-residue E                IHE802 open-marker I/W/E
IHE704 normative-word-in-informative-text W
IHE311 stray-message W                     IHE312 unshown-transaction I
IHE313 actor-without-side I
"""
"""Codes, names and severities, which documents and configurations rely on."""

PROMISED = dict(re.findall(r"(IHE\d{3}) (\S+ \S+)", CONTRACT))
EXAMPLE = re.compile(r"^(Bad|Fixed, (?:un)?safe|Good)(?:, in (\S+?))?::\n\n((?:(?: .*)?\n)+)", re.MULTILINE)
MAIN = "index.rst"


def examples(rule: Rule, kind: str) -> dict[str, str]:
    """The files of a rule's bad or good example."""
    return {
        name or MAIN: dedent(text).strip("\n") + "\n"
        for found, name, text in EXAMPLE.findall(rule.page)
        if found == kind
    }


def codes(texts: dict[str, str], rule: Rule) -> set[str]:
    return {finding.code for finding in findings(texts, judged=rule.code)}


RULE = pytest.mark.parametrize("rule", list(RULES.values()), ids=lambda rule: f"{rule.code}-{rule.name}")


@RULE
def test_bad_example_has_this_fault_alone(rule: Rule) -> None:
    assert codes(examples(rule, "Bad"), rule) == {rule.code}


@RULE
def test_good_example_has_no_fault(rule: Rule) -> None:
    assert codes(examples(rule, "Good"), rule) == set()


@RULE
def test_fixed_is_what_the_fixes_make_of_the_bad_example(rule: Rule) -> None:
    bad = examples(rule, "Bad")
    fixable = [finding for finding in findings(bad, judged=rule.code) if finding.fix]
    made = {
        f"Fixed, {'safe' if safe else 'unsafe'}": mend(bad, group, unsafe=True).texts
        for safe in (True, False)
        if (group := [finding for finding in fixable if finding.fix and finding.fix.safe is safe])
    }
    said = {kind: examples(rule, kind) for kind in ("Fixed, safe", "Fixed, unsafe") if examples(rule, kind)}
    assert said == made, f"the page of {rule.code} has to have these sections: {made}"


def moved(rule: Rule, main: str, file: str, lines: int, columns: int) -> None:
    """The findings of the bad example move with its text, and the good example stays without any."""
    for kind in ("Bad", "Good"):
        texts = examples(rule, kind)
        still = spots(findings(texts, judged=rule.code))
        text = texts.pop(MAIN)
        parts = {MAIN: main.format(indent(text, " " * columns))} if file == MAIN else {MAIN: main, file: text}
        found = spots(findings(parts | texts, judged=rule.code))
        assert found == [
            spot._replace(
                file=file,
                line=spot.line + lines,
                end_line=spot.end_line + lines,
                column=spot.column + columns,
                end_column=spot.end_column + columns,
            )
            for spot in still
        ]
        assert bool(found) == (kind == "Bad")


def in_document(rule: Rule) -> bool:
    return set(examples(rule, "Bad")) == {MAIN}


def has_title(rule: Rule) -> bool:
    return re.search(r"^([=~-])\1+$", "".join(examples(rule, "Bad").values()), re.MULTILINE) is not None


INCLUDED = [rule for rule in RULES.values() if in_document(rule)]
NESTED = [rule for rule in INCLUDED if not has_title(rule)]


@pytest.mark.parametrize("rule", INCLUDED, ids=lambda rule: rule.code)
def test_examples_through_an_include(rule: Rule) -> None:
    moved(rule, ".. include:: example.inc\n", "example.inc", lines=0, columns=0)


@pytest.mark.parametrize("rule", NESTED, ids=lambda rule: rule.code)
def test_examples_in_a_note(rule: Rule) -> None:
    moved(rule, "Text.\n\n.. note::\n\n{}\nMore text.\n", MAIN, lines=4, columns=3)


def test_few_examples_cannot_be_moved() -> None:
    assert {rule.code for rule in RULES.values()} - {rule.code for rule in INCLUDED} == {"IHE007"}
    assert {rule.code for rule in INCLUDED} - {rule.code for rule in NESTED} == {
        "IHE105",
        "IHE413",
        "IHE701",
        "IHE702",
        "IHE703",
        "IHE704",
    }


# -- the style of the house -------------------------------------------------------------------------------------------


@RULE
def test_name_and_severities_are_those_promised(rule: Rule) -> None:
    letters = [severity.name[0].upper() for severity in rule.severities]
    severities = letters[0] if len(set(letters)) == 1 else "/".join(letters)
    assert rule.code in PROMISED, f"a new rule: add '{rule.code} {rule.name} {severities}' to CONTRACT in this file"
    assert f"{rule.name} {severities}" == PROMISED[rule.code]


def test_every_promised_rule_is_there() -> None:
    assert set(PROMISED) <= set(RULES)


@RULE
def test_name_is_in_kebab_case(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert not rule.name.startswith(("no-", "check-", "disallow-"))


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@RULE
def test_page_has_its_parts_in_order(rule: Rule) -> None:
    summary, why, *_ = re.split(r"\n\n(?! )", rule.page.strip())
    assert "\n" not in summary
    assert summary.endswith(".")
    assert summary[0].isupper() or summary.startswith("``")
    assert why.endswith(".")
    headings = re.findall(r"^(Bad|Fixed|Good)\b.*::$", rule.page, re.MULTILINE)
    assert headings == sorted(headings)
    assert set(headings) - {"Fixed"} == {"Bad", "Good"}
    assert len(headings) == len(EXAMPLE.findall(rule.page)), "an example is not in the form that the tests read"


def test_every_module_is_in_the_table_of_contents() -> None:
    folder = Path(sphinx_ihe.rules.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if "@rule(" in path.read_text("utf-8")}
    assert modules == {name for name in vars(sphinx_ihe.rules) if name in modules}
    assert {rule.check.__module__ for rule in RULES.values()} == {f"sphinx_ihe.rules.{name}" for name in modules}
