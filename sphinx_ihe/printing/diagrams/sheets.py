"""The sheets of a book, and how large a drawing on them may be whose letters all can be read."""

from __future__ import annotations

from typing import NamedTuple

LARGEST = 0.85
"""The scale of a drawing that has room enough."""

LEGIBLE = 7 / 0.75
"""The least size of a letter in pixels of the paper: seven points."""

LETTERS = 12.0
"""The size of the letters of most drawings."""


class BookSheet(NamedTuple):
    """The room for a drawing on a sheet, in points; ``name`` is ``upright``, ``sideways`` or ``folded``.

    It is that of A4 and US Letter alike, inside of margins of an inch, with room for a caption.
    """

    name: str
    width: float
    height: float

    def widest(self, letters: float = LETTERS) -> float:
        """How many pixels wide a drawing may be whose smallest letters are of that size."""
        return self.width / 0.75 * letters / LEGIBLE

    def scale(self, width: float) -> float:
        """The scale of a drawing of so many pixels, as its width asks for."""
        return min(LARGEST, self.width / 0.75 / width)

    def tallest(self, width: float) -> float:
        """How many pixels tall a drawing of that width may be."""
        return self.height / 0.75 / self.scale(width)


UPRIGHT = BookSheet("upright", 451.0, 560.0)
SIDEWAYS = BookSheet("sideways", 646.0, 400.0)


def folded(width: float, height: float = 0.0, letters: float = LETTERS) -> BookSheet:
    """A sheet that folds out: as large as a drawing of so many pixels asks for."""
    least = 0.75 * LEGIBLE / letters
    return BookSheet("folded", width * least + 1, max(SIDEWAYS.height, height * least + 1))
