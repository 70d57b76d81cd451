"""The scanner reads our directives as they are declared."""

from __future__ import annotations

import pytest

from sphinx_ihe.language.directives import DIRECTIVES
from sphinx_ihe.reading.source.policy import policies, policy


@pytest.mark.parametrize("name", DIRECTIVES)
@pytest.mark.parametrize("prefixed", [True, False])
def test_arguments_and_bodies(name: str, prefixed: bool) -> None:
    declared = DIRECTIVES[name]
    read = policy(name if prefixed else name.removeprefix("ihe:"), policies())
    if prefixed or declared.body == "yaml":
        assert read.argument is (declared.argument != "none")
    assert (read.body == "literal") is (declared.body != "markup")
    assert read.options
