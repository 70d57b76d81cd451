"""What the body of each directive holds: markup, a language of its own, or a table.

The scanner knows the directives of docutils, Sphinx, its bundled extensions and some wide-spread others. A directive
that it does not know takes an argument and options, and its body is markup, unless the author says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_ihe.language import Record

if TYPE_CHECKING:
    from collections.abc import Mapping


class Policy(Record, frozen=True):
    """How the block of one directive is read.

    ``body`` is a kind of ``KINDS``. Without an argument, text right after the ``::`` belongs to the body, as does a
    first paragraph. Without options, a field list belongs to the argument or the body.
    """

    body: str = "parsed"
    argument: bool = True
    options: bool = True


KINDS: Mapping[str, Policy] = {
    "parsed": Policy("parsed"),
    "sections": Policy("sections"),
    "admonition": Policy("parsed", argument=False),
    "quotation": Policy("parsed", argument=False, options=False),
    "title": Policy("title"),
    "version": Policy("version"),
    "inline": Policy("inline", argument=False),
    "csv": Policy("csv"),
    "literal": Policy("literal"),
    "data": Policy("literal", argument=False),
    "verbatim": Policy("literal", argument=False, options=False),
}
"""The kinds of directives, by name:

- ``parsed``: an argument of its own syntax, a body of markup;
- ``sections``: the same, where the body may hold section titles;
- ``admonition``: no argument, a body of markup; ``quotation``: nor options;
- ``title``: an argument with inline markup, a body of markup;
- ``version``: a version and a text with inline markup, a body of markup;
- ``inline``: a body of inline markup;
- ``csv``: a title, a body of comma-separated cells, each of markup;
- ``literal``: a body that is no markup; ``data``: the same, without an argument;
  ``verbatim``: nor options.
"""

_NAMES = {
    "literal": """
        code code-block sourcecode highlight highlightlang literalinclude include productionlist doctest testcode
        testoutput testsetup testcleanup math raw index tabularcolumns default-role
        default-domain currentmodule py:currentmodule sectionauthor moduleauthor codeauthor sectnum
        section-numbering target-notes title date unicode image program graphviz digraph graph inheritance-diagram
        mermaid uml plantuml jinja prompt kernel-doc kernel-figure kernel-render kernel-abi kernel-feat kernel-include
        maintainers-include cmake-module restructuredtext-test-directive todolist ihe:integration-statement
        integration-statement
    """,
    "data": """
        toctree autosummary
        ihe:actors-transactions ihe:actors-content-modules ihe:actors-options ihe:required-groupings ihe:actor-roles
        ihe:actor-diagram ihe:interaction-diagram ihe:process-flow ihe:profile-list ihe:actor-list ihe:transaction-list
        ihe:option-list ihe:content-module-list ihe:requirement-list ihe:issue-list ihe:oid-list ihe:statement-list
        ihe:profile-matrix ihe:general-introduction
        actors-transactions actors-content-modules actors-options required-groupings actor-roles actor-diagram
        interaction-diagram process-flow profile-list actor-list transaction-list option-list content-module-list
        requirement-list issue-list oid-list statement-list profile-matrix general-introduction
    """,
    "admonition": """
        note warning attention caution danger error hint important tip seealso compound todo acks glossary hlist
        tab-set tabs
        ihe:editor-instruction editor-instruction
    """,
    "quotation": "epigraph highlights pull-quote replace header footer",
    "title": "topic sidebar admonition table list-table rubric centered contents",
    "version": "versionadded versionchanged deprecated versionremoved deprecated-removed",
    "inline": "parsed-literal line-block",
    "verbatim": "role meta",
    "csv": "csv-table",
    "sections": """
        only ifconfig module py:module js:module object describe
        function data exception class method classmethod staticmethod attribute property decorator decoratormethod
        option cmdoption envvar confval std:option std:cmdoption std:envvar std:confval
    """,
}
_POLICIES: dict[str, Policy] = {name: KINDS[kind] for kind, names in _NAMES.items() for name in names.split()}
_OBJECTS = ("py:", "c:", "cpp:", "js:", "rst:")
"""The domains whose directives describe objects; a description may hold section titles."""


def policies(bodies: Mapping[str, str] | None = None) -> dict[str, Policy]:
    """The policy of each known directive, with those that the author names (name to kind). Raises KeyError."""
    own = {name.lower(): KINDS[kind] for name, kind in (bodies or {}).items()}
    return _POLICIES | own if own else _POLICIES


def policy(name: str, known: Mapping[str, Policy]) -> Policy:
    found = known.get(name)
    if found is not None:
        return found
    return KINDS["sections"] if name.startswith(_OBJECTS) else KINDS["parsed"]
