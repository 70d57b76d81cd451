"""Where boxes stand: what a move is said to save is what it saves, and no move is left that would save anything."""

from __future__ import annotations

import random
from itertools import product

import pytest

from sphinx_ihe.printing.diagrams.placement import Graph, _Board, _descend, place

STAR = Graph(5, ((0, 1), (0, 2), (0, 3), (4, 0), (1, 2)))
WHEEL = Graph(9, tuple((at, (at + 1) % 8) for at in range(8)) + tuple((at, 8) for at in range(0, 8, 2)), "down")
BLOCKED = Graph(6, ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0), (0, 3)), "right", ((True, False),) * 7)
GRAPHS = {"star": STAR, "wheel": WHEEL, "blocked": BLOCKED}


@pytest.mark.parametrize("name", GRAPHS)
def test_moves_are_made_that_save_something_and_no_others(name: str) -> None:
    board, again = (_Board(GRAPHS[name], 4, 3) for _ in range(2))
    chance = random.Random(1)
    spots = list(range(board.size))
    for _ in range(5):
        chance.shuffle(spots)
        board.put(spots[: board.boxes])
        for box, spot in product(range(board.boxes), range(board.size)):
            before, cost = board.where, board.cost
            after = [spot if each == before[box] else before[box] if each == spot else each for each in before]
            swapped = again.put(after)
            if board.improve(box, spot):
                assert board.where == after
                assert swapped < cost
                assert board.cost == pytest.approx(swapped)
            elif spot not in before[:box]:
                assert swapped >= cost - 1e-6


@pytest.mark.parametrize("name", GRAPHS)
def test_a_search_ends_where_no_move_helps(name: str) -> None:
    board, again = (_Board(GRAPHS[name], 4, 3) for _ in range(2))
    board.put(range(board.boxes))
    moves = list(product(range(board.boxes), range(board.size)))
    cost = _descend(board, moves)
    for box, spot in moves:
        before = board.where
        after = [spot if each == before[box] else before[box] if each == spot else each for each in before]
        assert again.put(after) >= cost - 1e-6


@pytest.mark.parametrize("name", GRAPHS)
def test_placements_are_the_same_each_time_and_no_box_stands_on_another(name: str) -> None:
    placements = place(GRAPHS[name], 8)
    assert place(GRAPHS[name], 8) == placements
    assert len(set(placements)) == len(placements) <= 8
    assert all(len(set(cells)) == GRAPHS[name].boxes for cells in placements)
