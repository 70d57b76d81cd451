"""Documents that are not in the encoding of the project. Sphinx 9 ends with a traceback when it reads one.

Such a document is left out of the build, as if its file were not there; IHE006 tells of the byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from sphinx_ihe.reading.includes import CODE
from sphinx_ihe.sphinx.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def leave_out_undecodable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Take what cannot be decoded from the documents that are to be read; without its root there is no project."""
    domain = domain_of(env)
    domain.left_out = []
    for docname in tuple(docnames):
        if _decodable(app, env, docname):
            continue
        problems = domain.read(docname).unreadable
        if docname == app.config.root_doc and problems:
            place = problems[0].place
            raise SphinxError(f"{place.file}:{place.line}: {problems[0].message} [ihe.{CODE}]")
        if problems:
            domain.left_out += problems
            docnames.remove(docname)
            env.project.docnames.discard(docname)
            app.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)


def _decodable(app: Sphinx, env: BuildEnvironment, docname: str) -> bool:
    try:
        env.doc2path(docname).read_bytes().decode(app.config.source_encoding)
    except UnicodeDecodeError:
        return False
    except OSError:
        pass  # which is Sphinx's to report
    return True
