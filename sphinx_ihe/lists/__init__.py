"""What lists, the profile matrix, the additions to the General Introduction and Integration Statements print.

Pure data, as in ``sphinx_ihe.tables``. Rows are sorted by name or number, so that they do not depend on the order of
documents.
"""

from __future__ import annotations

from sphinx_ihe.lists.kinds import kind_word
from sphinx_ihe.lists.printer import ListPrinter, PrintedList, Term

__all__ = ["ListPrinter", "PrintedList", "Term", "kind_word"]
