"""The nearest known name: the shortcut over many names gives what a comparison with every name gives."""

from __future__ import annotations

from sphinx_ihe.framework import catalogue
from sphinx_ihe.language import Place, Written
from sphinx_ihe.language.names import nearest
from sphinx_ihe.rules.known import Known


def misspelt(name: str) -> list[str]:
    """The name with a letter left out, doubled, and replaced, at its middle."""
    at = len(name) // 2
    return [name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], f"{name[:at]}q{name[at + 1 :]}"]


def test_the_nearest_of_many_actors() -> None:
    names = catalogue.load().actor_names()
    known = Known(names)
    for wrong in (wrong for name in sorted(names) for wrong in misspelt(name) if wrong not in names):
        near = known.near(wrong)
        assert (near.name if near else None) == nearest(wrong, names)


def test_a_name_that_is_like_none_has_no_nearest() -> None:
    assert Known(catalogue.load().actor_names()).near("Zyx") is None


def test_one_name_that_is_near_or_several() -> None:
    known = Known(["Reader A", "Reader B", "Gateway"])
    assert [(near.name, near.alone, near.case) for name in ("Gatway", "GATEWAY") if (near := known.near(name))] == [
        ("Gateway", True, False),
        ("Gateway", True, True),
    ]
    several = known.near("Reader C")
    assert several
    assert not several.alone


def test_an_id_that_shares_its_prefix_alone_is_near_to_none() -> None:
    known = Known(["BEE-1", "BEE-2", "BEE-3"])
    place = Place("a.rst", 1, 1, 1, 7)
    told = [known.unknown_id(Written(id, place), "unknown", "name it").message for id in ("BEE-12", "BEE-99", "BEA-3")]
    assert told == ["unknown, did you mean 'BEE-2'?", "unknown", "unknown, did you mean 'BEE-3'?"]
