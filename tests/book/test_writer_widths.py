"""Widths of columns: what every table can rely on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_ihe.book.writer_widths import PADDING, SIZES, CellWidths, layout

UPRIGHT, SIDEWAYS = 451.0, 648.0
CELLS = st.integers(1, 12).flatmap(
    lambda columns: st.lists(
        st.tuples(st.integers(0, columns - 1), st.floats(0.5, 40), st.floats(0.5, 400)), min_size=1, max_size=30
    )
)


def cells(*texts: tuple[float, float]) -> list[CellWidths]:
    """A row: the widest word and the widest text of each cell."""
    return [CellWidths(column, 1, word, text) for column, (word, text) in enumerate(texts)]


@given(CELLS, st.booleans())
def test_a_table_fits_its_page(found: list[tuple[int, float, float]], sideways: bool) -> None:
    table = [CellWidths(column, 1, word, max(word, text)) for column, word, text in found]
    plan = layout(table, [], UPRIGHT, SIDEWAYS if sideways else 0)
    assert sum(plan.widths) <= (SIDEWAYS if plan.sideways else UPRIGHT) + 0.01
    assert plan.size in SIZES
    assert plan.sideways <= sideways


@given(CELLS)
def test_no_word_is_broken_where_all_have_room(found: list[tuple[int, float, float]]) -> None:
    table = [CellWidths(column, 1, word, max(word, text)) for column, word, text in found]
    plan = layout(table, [], UPRIGHT, SIDEWAYS)
    columns = range(len(plan.widths))
    least = [max([1.0, *(cell.word for cell in table if cell.column == column)]) for column in columns]
    if sum(least) * plan.size + PADDING * len(least) <= (SIDEWAYS if plan.sideways else UPRIGHT):
        assert all(plan.ems(column, 1) >= least[column] - 0.01 for column in columns)


def test_a_small_table_is_as_wide_as_its_text() -> None:
    assert layout(cells((3, 5), (4, 10)), [], UPRIGHT, SIDEWAYS).natural


def test_given_widths_are_kept() -> None:
    first, second = layout(cells((3, 100), (3, 100)), [20, 80], UPRIGHT, SIDEWAYS).widths
    assert second / first == pytest.approx(4)


def test_a_given_width_that_is_too_small_for_a_word_grows() -> None:
    plan = layout(cells((10, 10), (3, 100)), [1, 99], UPRIGHT, SIDEWAYS)
    assert plan.ems(0, 1) == pytest.approx(10)


def test_letters_get_smaller_before_a_page_is_turned() -> None:
    found = [layout(cells(*[(word, 60.0)] * 5), [], UPRIGHT, SIDEWAYS) for word in (8.0, 9.0, 12.0)]
    assert [(plan.size, plan.sideways) for plan in found] == [(9.5, False), (8.5, False), (9.5, True)]


def test_many_columns_turn_the_page_if_it_can_be_turned() -> None:
    words = [(5.0, 30.0)] * 12
    assert layout(cells(*words), [], UPRIGHT, SIDEWAYS).sideways
    assert not layout(cells(*words), [], UPRIGHT, 0).sideways


def test_a_column_of_long_text_does_not_starve_the_others() -> None:
    plan = layout(cells((4, 20), (4, 2000)), [], UPRIGHT, SIDEWAYS)
    assert plan.widths[0] >= UPRIGHT / 10


def test_a_cell_over_columns_widens_them() -> None:
    table = [CellWidths(0, 1, 2, 2), CellWidths(1, 1, 2, 2), CellWidths(0, 2, 12, 12)]
    plan = layout(table, [], UPRIGHT, SIDEWAYS)
    assert plan.ems(0, 2) >= 12
