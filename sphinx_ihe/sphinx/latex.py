"""What LaTeX is told where titles and captions have IHE's numbers: not to count any itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.config import Config

_PREAMBLE = r"""
% Titles and captions say their numbers: IHE's are no counters of LaTeX.
\setcounter{secnumdepth}{-2}
\usepackage{caption}
\captionsetup{labelformat=empty}
\captionsetup[longtable]{labelformat=empty}
\captionsetup[figure]{labelformat=empty}
\captionsetup[literalblock]{labelformat=empty}
\makeatletter
\renewcommand*\l@table[2]{\@dottedtocline{1}{0em}{0em}{\def\numberline##1{}#1}{#2}}
\let\l@figure\l@table
\makeatother
"""


def let_be_numbered(settings: Config) -> None:
    """Put it before the author's own preamble, which may say something else."""
    elements = dict(settings.latex_elements)
    elements["preamble"] = _PREAMBLE + elements.get("preamble", "")
    # Headings of chapters would say "Chapter".
    elements.setdefault("fncychap", "")
    settings.latex_elements = elements
