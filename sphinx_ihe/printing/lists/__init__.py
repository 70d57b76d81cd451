"""What lists, the profile matrix, the additions to the General Introduction and Integration Statements print, and
where a declared thing is used.

Pure data, as in ``sphinx_ihe.printing.tables``. Rows are sorted by name or number, so that they do not depend on the
order of documents.
"""

from __future__ import annotations

from sphinx_ihe.printing.lists.printer import ListPrinter, PrintedList, Term
from sphinx_ihe.printing.lists.running_text import in_text
from sphinx_ihe.printing.lists.uses import UsedIn, UsesPrinter

__all__ = ["ListPrinter", "PrintedList", "Term", "UsedIn", "UsesPrinter", "in_text"]
