"""The end of the reading: the rules run, and pages whose print has changed are named.

Where no document has been read, and nothing else has changed that rules or tables look at, what was found the last time
is reported again, and no page is stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

import sphinx_ihe
from sphinx_ihe.framework.config import FILE_NAME, load
from sphinx_ihe.framework.garbage import uncollected
from sphinx_ihe.language.findings import Severity
from sphinx_ihe.rules.rule import RULES, judge
from sphinx_ihe.sphinx.domain import domain_of
from sphinx_ihe.sphinx.numbers import numbering
from sphinx_ihe.sphinx.outputs import digest
from sphinx_ihe.sphinx.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_ihe.framework.config import Config
    from sphinx_ihe.language.findings import Finding
    from sphinx_ihe.sphinx.documents import Condition

logger = logging.getLogger("sphinx_ihe")


def finish_reading(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Report what the rules find, in every build; the documents to write again come back."""
    domain = domain_of(env)
    config = load(path if (path := Path(app.confdir, FILE_NAME)).is_file() else None, RULES)
    domain.builder = app.builder
    domain.prepare(config, _holds(app), app.builder.format, numbering(app, config))
    inputs = _inputs(app, config)
    findings = domain.found_before(app.builder.name, inputs)
    stale: list[str] = []
    if findings is None:
        with uncollected():
            findings = judge(domain.build.framework, config.selection, config.leaves_out).findings
            stale = domain.stale(app.builder.name, Surroundings(app, domain).of)
        domain.keep_found(app.builder.name, inputs, findings)
    for finding in findings:
        _report(finding)
    return stale


def _inputs(app: Sphinx, config: Config) -> str:
    """A digest of all that rules and tables look at besides the documents."""
    said = (sphinx_ihe.__version__, app.config.language, app.config.html_baseurl, config.said)
    return digest(said)


def _report(finding: Finding) -> None:
    message = f"{finding.message} ({finding.help})" if finding.help else finding.message
    location = f"{finding.place.file}:{finding.place.line}"
    if finding.severity > Severity.info:
        logger.warning("%s", message, type="ihe", subtype=finding.code, location=location)
    else:
        logger.info("%s: %s [ihe.%s]", location, message, finding.code)


def _holds(app: Sphinx) -> Callable[[Condition], bool]:
    """Whether the expression of an ``only`` or ``ifconfig`` holds in this build; a broken one is Sphinx's to report."""

    def holds(condition: Condition) -> bool:
        try:
            if condition.kind == "only":
                return app.tags.eval_condition(condition.expression)
            names = {value.name: value.value for value in app.config}
            names |= app.config.__dict__
            names["builder"] = app.builder.name
            return bool(eval(condition.expression, names))
        except Exception:
            return condition.kind == "only"

    return holds
