"""IHE Technical Frameworks in Sphinx. Importing this package does not import Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension: ``extensions = ["sphinx_ihe"]`` in ``conf.py`` leads here."""
    from sphinx_ihe.sphinx import setup

    return setup(app)
