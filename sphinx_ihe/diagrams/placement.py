"""Where the boxes of an actor diagram stand: cells of a grid, found by simulated annealing from a fixed seed.

What counts is what a reader sees: lines that cross, lines behind boxes, long and slanted lines, labels in one spot.
"""

from __future__ import annotations

import random
from functools import cache
from math import ceil, exp, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = tuple[int, int]
"""A column and a row."""

_CROSSING, _BEHIND, _ALIKE, _SLANTED, _AGAINST, _BURIED = 12.0, 14.0, 5.0, 1.6, 0.8, 2.5


class Graph(NamedTuple):
    """So many ``boxes`` and the lines between them, each from its first to its second box.

    ``direction`` is where lines should lead: ``right`` or ``down``. ``blocked`` tells of both ends of each
    line whether it cannot leave its box downwards.
    """

    boxes: int
    lines: tuple[tuple[int, int], ...]
    direction: str = "right"
    blocked: tuple[tuple[bool, bool], ...] = ()


def place(graph: Graph, tries: int = 3) -> list[tuple[Cell, ...]]:
    """The best placements found, best first, the cell of each box in turn; the same for the same graph."""
    if graph.boxes < 2:
        return [((0, 0),) * graph.boxes]
    found: dict[tuple[Cell, ...], float] = {}
    for columns, rows in _grids(graph):
        for seed in range(tries):
            cells, cost = _anneal(graph, columns, rows, seed)
            found.setdefault(_moved_to_origin(cells), cost)
    return sorted(found, key=lambda cells: (round(found[cells], 6), cells))


def _grids(graph: Graph) -> list[tuple[int, int]]:
    """Columns and rows to try, with room to spare."""
    if graph.boxes == 2:
        return [(2, 1) if graph.direction == "right" else (1, 2)]
    narrow = 2 if graph.boxes <= 4 and graph.direction == "down" else 3
    columns = max(narrow, ceil(sqrt(graph.boxes)))
    rows = max(2, ceil(graph.boxes / columns) + 1)
    return [(min(columns, 5), max(rows, ceil(graph.boxes / 5)))]


def _moved_to_origin(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The same placement without the columns and rows that hold nothing."""
    columns = {column: at for at, column in enumerate(sorted({column for column, _ in cells}))}
    rows = {row: at for at, row in enumerate(sorted({row for _, row in cells}))}
    return tuple((columns[column], rows[row]) for column, row in cells)


def _anneal(graph: Graph, columns: int, rows: int, seed: int) -> tuple[list[Cell], float]:
    """Swap boxes and cells while that helps, and at first also where it does not."""
    chance = random.Random(seed)
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    order = list(range(len(cells)))  # cells[order[box]] is where a box stands; what is left over stays empty
    if seed:
        order.sort(key=lambda _: chance.random())
    cost = best_cost = _cost(graph, [cells[at] for at in order[: graph.boxes]])
    best = list(order)
    steps = 250 * graph.boxes + 40 * len(graph.lines) * graph.boxes // 4
    for step in range(steps):
        heat = 6.0 * (1 - step / steps) ** 2 + 0.01
        one, other = int(chance.random() * graph.boxes), int(chance.random() * len(order))
        if one == other:
            continue
        order[one], order[other] = order[other], order[one]
        changed = _cost(graph, [cells[at] for at in order[: graph.boxes]])
        if changed <= cost or chance.random() < exp((cost - changed) / heat):
            cost = changed
            if cost < best_cost - 1e-9:
                best_cost, best = cost, list(order)
        else:
            order[one], order[other] = order[other], order[one]
    return [cells[at] for at in best[: graph.boxes]], best_cost


def _cost(graph: Graph, cells: Sequence[Cell]) -> float:
    taken = frozenset(cells)
    ends = [(cells[a], cells[b]) for a, b in graph.lines]
    cost = 1.5 * len({column for column, _ in taken}) + 1.2 * len({row for _, row in taken})
    for count, (start, end) in enumerate(ends):
        cost += _single(start, end, graph.direction)
        if graph.blocked and start[0] == end[0] and graph.blocked[count][start[1] > end[1]]:
            cost += _BURIED
        if behind := _between(start, end):
            cost += _BEHIND * len(taken.intersection(behind))
        for other_start, other_end in ends[:count]:
            cost += _pair(start, end, other_start, other_end)
    return cost


@cache
def _single(start: Cell, end: Cell, direction: str) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    cost = sqrt(across * across + down * down)
    cost += _SLANTED * min(1, abs(across * down)) + 0.4 * (abs(across) + abs(down) - 1)
    forward, aside = (across, down) if direction == "right" else (down, across)
    if forward < 0:
        cost += _AGAINST
    elif forward == 0:
        cost += 0.3 if aside > 0 else 0.5
    return cost


@cache
def _between(start: Cell, end: Cell) -> frozenset[Cell]:
    """The cells whose boxes a straight line from cell to cell runs behind."""
    across, down = end[0] - start[0], end[1] - start[1]
    size = sqrt(across * across + down * down)
    low, high = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return frozenset(
        (column, row)
        for column in range(low[0], low[1] + 1)
        for row in range(high[0], high[1] + 1)
        if (column, row) not in (start, end)
        and abs(across * (row - start[1]) - down * (column - start[0])) < 0.45 * size
    )


@cache
def _pair(a: Cell, b: Cell, c: Cell, d: Cell) -> float:
    """What two lines cost together."""
    cost = 0.0
    one, two = _turn(a, b, c), _turn(a, b, d)
    three, four = _turn(c, d, a), _turn(c, d, b)
    if one * two < 0 and three * four < 0:
        cost += _CROSSING
    elif one == two == 0 and {a, b} != {c, d} and _overlap(a, b, c, d):
        cost += _CROSSING  # one over the other
    middle = abs(a[0] + b[0] - c[0] - d[0]) + abs(a[1] + b[1] - c[1] - d[1])
    if middle == 0 and {a, b} != {c, d}:
        cost += _ALIKE
    elif middle == 1:
        cost += 0.4
    return cost


def _turn(a: Cell, b: Cell, c: Cell) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _overlap(a: Cell, b: Cell, c: Cell, d: Cell) -> bool:
    (low, high), (other_low, other_high) = sorted((a, b)), sorted((c, d))
    return max(low, other_low) < min(high, other_high)
