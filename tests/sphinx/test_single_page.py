"""All documents on one page: every link leads to what it names, also where two documents have the same ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Site

PAGE = """\
{name}
====

Section {name}.

Scope
-----

Text of {name}. See :ref:`the other <{other}-scope>`.

.. _{name}-scope:

Roles
-----

More of {name}.
"""


def test_links_lead_into_the_right_document(written: Callable[..., Site]) -> None:
    built = written(
        "Root\n====\n\n.. toctree::\n\n   one\n   two\n",
        one=PAGE.format(name="one", other="two"),
        two=PAGE.format(name="two", other="one"),
    ).build("singlehtml")
    page = built.page("index.html")
    ids = set(re.findall(r'\sid="([^"]*)"', page))
    links = [link for link in re.findall(r'<a [^>]*href="#([^"]*)"', page) if link]
    assert links
    assert set(links) <= ids
    first, second = (
        re.search(r'<a [^>]*href="#([^"]*)"><span class="std std-ref">the other', part)[1]
        for part in page.split("Section two")
    )
    assert page.index(f'id="{second}"') < page.index("Text of two") < page.index(f'id="{first}"')
