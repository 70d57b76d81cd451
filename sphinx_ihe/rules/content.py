"""Rules about content modules and object identifiers (IHE501 to IHE503)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_ihe.language import ActorsContentModules
from sphinx_ihe.language.findings import Edit, Fix, Found, Related
from sphinx_ihe.rules.known import Known
from sphinx_ihe.rules.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_ihe.framework.framework import Framework
    from sphinx_ihe.language import Declaration

_OID = re.compile(r"(?:[01]\.(?:[0-9]|[1-3][0-9])|2\.(?:0|[1-9][0-9]*))(?:\.(?:0|[1-9][0-9]*))*")
_URN = re.compile(r"urn:oid:\s*", re.IGNORECASE)


@rule("IHE501", "E")
def undefined_content_module(framework: Framework) -> Iterator[Found]:
    """A table names a content module that is neither declared here nor published.

    Content modules are specified in Volume 3, and nobody can create or consume content that is specified nowhere. One
    that is still to come is marked ``deferred: true``.

    Bad::

        .. ihe:profile:: Measurement Summary (MS)

        .. ihe:actors-content-modules::

           Content Creator:
             Measurement Sumary: R

        .. ihe:content-module:: Measurement Summary

    Fixed, unsafe::

        .. ihe:profile:: Measurement Summary (MS)

        .. ihe:actors-content-modules::

           Content Creator:
             Measurement Summary: R

        .. ihe:content-module:: Measurement Summary

    Good::

        .. ihe:profile:: Measurement Summary (MS)

        .. ihe:actors-content-modules::

           Content Creator:
             Measurement Summary: R

        .. ihe:content-module:: Measurement Summary
    """
    known: Known | None = None
    for table in framework.tables(ActorsContentModules):
        for use in (use for row in table.actors for use in row.uses if not use.deferred):
            if use.target.text in framework.content_modules:
                continue
            known = known or Known(framework.content_module_names)
            if use.target.text not in known:
                fault = f"content module {use.target.text!r} is neither declared here nor published"
                advice = "declare it with ihe:content-module, or mark the cell deferred: true if it is still to come"
                yield known.unknown(use.target, fault, advice)


@rule("IHE502", "E")
def duplicate_oid(framework: Framework) -> Iterator[Found]:
    """Two things have the same object identifier.

    An object identifier is assigned once and for ever; who meets it in a message must know what it stands for
    (General Introduction, Appendix G).

    Bad::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred
           :oid: 1.3.6.1.4.1.19376.1.2.901

        .. ihe:transaction:: Query Measurement [ITI-902]
           :status: deferred
           :oid: 1.3.6.1.4.1.19376.1.2.901

    Good::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred
           :oid: 1.3.6.1.4.1.19376.1.2.901

        .. ihe:transaction:: Query Measurement [ITI-902]
           :status: deferred
           :oid: 1.3.6.1.4.1.19376.1.2.902
    """
    seen: dict[str, Declaration] = {}
    for declaration in (declaration for page in framework.pages for declaration in page.declarations):
        if declaration.oid is None:
            continue
        oid = _URN.sub("", declaration.oid.text)
        first = seen.setdefault(oid, declaration)
        if first.directive != declaration.directive and first.oid:
            what = f"{first.kind.replace('-', ' ')} {first.key!r}"
            related = (Related(first.oid.place, "first assigned here"),)
            yield Found(declaration.oid.place, f"{oid} is the identifier of {what}", "assign another", related)


@rule("IHE503", "W")
def foreign_oid(framework: Framework) -> Iterator[Found]:
    """An object identifier is malformed, or lies outside the arc of the framework.

    It is numbers with dots between them, without leading zeros. A domain assigns identifiers below its own arc alone,
    which ``framework: oid-root`` in ``ihe.yaml`` names; without it, only the form is judged.

    Bad::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred
           :oid: urn:oid:1.3.6.1.4.1.19376.1.2.901

    Fixed, safe::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred
           :oid: 1.3.6.1.4.1.19376.1.2.901

    Good::

        .. ihe:transaction:: Send Measurement [ITI-901]
           :status: deferred
           :oid: 1.3.6.1.4.1.19376.1.2.901
    """
    root = framework.facts.oid_root
    for declaration in framework.all_declarations:
        oid = declaration.oid
        if oid is None:
            continue
        bare = _URN.sub("", oid.text)
        if not _OID.fullmatch(oid.text):
            fix = Fix(True, (Edit(oid.place, bare),)) if _OID.fullmatch(bare) else None
            message = f"{oid.text!r} is no object identifier, expected numbers with dots between them"
            yield Found(oid.place, message, f"write {bare}" if fix else None, fix=fix)
        elif root and oid.text != root and not oid.text.startswith(f"{root}."):
            message = f"{oid.text} lies outside the arc of the framework, {root}"
            yield Found(oid.place, message, "assign an identifier below it, or correct oid-root in ihe.yaml")
