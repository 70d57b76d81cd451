"""Lines and columns of places, and lines and code units of the protocol."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, Range

from ihe_cli.server.positions import Sheet
from sphinx_ihe.language import Place

TEXT = "aé🗒b\nzwei\r\n🗒🗒\n"


@pytest.mark.parametrize(
    ("encoding", "ends"), [("utf-8", (1, 3, 7, 8)), ("utf-16", (1, 2, 4, 5)), ("utf-32", (1, 2, 3, 4))]
)
def test_code_units(encoding: str, ends: tuple[int, ...]) -> None:
    sheet = Sheet("a.rst", TEXT, encoding)
    for column, end in enumerate(ends, start=1):
        assert sheet.range(Place("a.rst", 1, column, 1, column + 1)).end == Position(0, end)
        assert sheet.spot(Position(0, end)) == (1, column + 1)


def test_positions_that_are_not_there() -> None:
    sheet = Sheet("a.rst", TEXT)
    assert sheet.spot(Position(0, 3)) == (1, 3)  # in the middle of a character
    assert sheet.offset(Position(1, 99)) == TEXT.index("\r\n")
    assert sheet.offset(Position(99, 0)) == len(TEXT)
    assert sheet.range(Place("a.rst", 2, 40, 2, 50)) == Range(Position(1, 0), Position(1, 4))
    assert sheet.range(Place("a.rst", 40, 1, 40, 2)) == Range(Position(3, 0), Position(3, 0))


def test_line_breaks_that_are_none_of_the_protocol() -> None:
    # docutils ends a line at U+2028, an editor does not.
    sheet = Sheet("a.rst", "one\u2028two\nthree")
    assert sheet.range(Place("a.rst", 2, 1, 2, 4)) == Range(Position(0, 4), Position(0, 7))
    assert sheet.spot(Position(1, 0)) == (3, 1)
    assert Sheet("a.md", "one\u2028two\nthree").spot(Position(0, 4)) == (1, 5)


@given(st.text(alphabet="a é🗒\n\r\u2028\x0c\t", max_size=40), st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    for file in ("a.rst", "a.md"):
        sheet = Sheet(file, text)
        position = sheet.position(offset)
        # Between a carriage return and its line feed is no position.
        back = sheet.offset(position)
        assert back == offset or set(text[min(back, offset) : max(back, offset)]) <= {"\r", "\n"}
