"""Where the boxes of an actor diagram stand: cells of a grid, found by local search from a fixed seed.

What counts is what a reader sees: lines that cross, lines behind boxes, long and slanted lines, labels in one spot.
"""

from __future__ import annotations

import random
from functools import lru_cache, partial
from math import ceil, sqrt
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")

Square = tuple[int, int]
"""A column and a row."""

_BEGINNINGS, _SHAKES = 6, 0.7
"""How often the search begins, and how often it then goes on, for each box."""

_SAME = 1e-9
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


def place(graph: Graph, most: int, *, alike: bool = True) -> list[tuple[Square, ...]]:
    """The best placements found, best first, the cell of each box in turn; the same for the same graph.

    Where they are not to be ``alike``, those come first that were found from different beginnings.
    """
    if graph.boxes < 2:
        return [((0, 0),) * graph.boxes]
    found: dict[tuple[Square, ...], float] = {}
    firsts: set[tuple[Square, ...]] = set()
    board = _Board(graph, *_size(graph))
    for seed in range(_BEGINNINGS):
        here = {_moved_to_origin(cells): cost for cells, cost in _search(board, seed)}
        firsts.add(min(here, key=here.__getitem__))
        found = {**here, **found}
    return sorted(found, key=lambda cells: (not alike and cells not in firsts, round(found[cells], 6), cells))[:most]


def _size(graph: Graph) -> tuple[int, int]:
    """Columns and rows, with room to spare."""
    if graph.boxes == 2:
        return (2, 1) if graph.direction == "right" else (1, 2)
    narrow = 2 if graph.boxes <= 4 and graph.direction == "down" else 3
    columns = max(narrow, ceil(sqrt(graph.boxes)))
    rows = max(2, ceil(graph.boxes / columns) + 1)
    return min(columns, 5), max(rows, ceil(graph.boxes / 5))


def _moved_to_origin(cells: Sequence[Square]) -> tuple[Square, ...]:
    """The same placement without the columns and rows that hold nothing."""
    columns = {column: at for at, column in enumerate(sorted({column for column, _ in cells}))}
    rows = {row: at for at, row in enumerate(sorted({row for _, row in cells}))}
    return tuple((columns[column], rows[row]) for column, row in cells)


def _search(board: _Board, seed: int) -> Iterator[tuple[list[Square], float]]:
    """Move boxes while that helps; then move some at random, again and again, from the best that was found."""
    chance = random.Random(seed)
    spots = list(range(board.size))
    moves = [(box, spot) for box in range(board.boxes) for spot in spots]
    if seed:
        chance.shuffle(spots)
        chance.shuffle(moves)
    board.put(spots[: board.boxes])
    best, cost = board.where, _descend(board, moves)
    yield board.cells, cost
    for _ in range(int(_SHAKES * board.boxes)):
        board.put(_shaken(best, board.size, chance))
        if _descend(board, moves) <= cost + _SAME:
            best, cost = board.where, board.cost
        yield board.cells, board.cost


def _shaken(where: Sequence[int], size: int, chance: random.Random) -> list[int]:
    """The same placement after a few moves at random."""
    shaken = list(where)
    for _ in range(2 if len(where) < 6 else 3):
        box, spot = int(chance.random() * len(shaken)), int(chance.random() * size)
        if spot in shaken:
            shaken[shaken.index(spot)] = shaken[box]
        shaken[box] = spot
    return shaken


def _descend(board: _Board, moves: Sequence[tuple[int, int]]) -> float:
    """Move boxes until no move of one box, or of two that change places, makes the placement better."""
    at = since = 0
    while since < len(moves):
        since = 0 if board.improve(*moves[at]) else since + 1
        at = (at + 1) % len(moves)
    return board.cost


class _Pairs(dict[int, T]):
    """The values of a function, computed when they are asked for."""

    def __init__(self, value: Callable[[int], T]) -> None:
        self._value = value

    def __missing__(self, key: int) -> T:
        made = self[key] = self._value(key)
        return made


class _Squares:
    """The spots of a grid by their numbers. A line from spot to spot is ``start * size + end``."""

    def __init__(self, columns: int, rows: int) -> None:
        self.cells = [(column, row) for row in range(rows) for column in range(columns)]
        self.size = len(self.cells)
        self.pairs = _Pairs(lambda one: _Pairs(partial(self._pair, one)))
        """What two lines cost together."""
        self.behind = _Pairs(self._behind)
        """The spots that a line runs behind, as bits."""
        self.area = _Pairs(self._area)
        """What columns and rows cost, of spots as bits."""

    def ends(self, line: int) -> tuple[Square, Square]:
        return self.cells[line // self.size], self.cells[line % self.size]

    def _pair(self, one: int, other: int) -> float:
        return _pair(*self.ends(one), *self.ends(other))

    def _behind(self, line: int) -> int:
        return sum(1 << self.cells.index(cell) for cell in _between(*self.ends(line)))

    def _area(self, taken: int) -> float:
        cells = [cell for spot, cell in enumerate(self.cells) if taken >> spot & 1]
        return 1.5 * len({column for column, _ in cells}) + 1.2 * len({row for _, row in cells})

    def single(self, direction: str, blocked: tuple[bool, bool], line: int) -> float:
        """What a line costs by itself."""
        start, end = self.ends(line)
        buried = start[0] == end[0] and blocked[start[1] > end[1]]
        return _single(start, end, direction) + (_BURIED if buried else 0.0)


_grid = lru_cache(maxsize=4)(_Squares)


class _Board:
    """Boxes on the spots of a grid, and what that costs."""

    def __init__(self, graph: Graph, columns: int, rows: int) -> None:
        self.boxes = graph.boxes
        self._grid = _grid(columns, rows)
        self.size = self._grid.size
        self._lines = graph.lines
        blocked = graph.blocked or ((False, False),) * len(graph.lines)
        tables = {ends: _Pairs(partial(self._grid.single, graph.direction, ends)) for ends in blocked}
        self._single = [tables[ends] for ends in blocked]
        self._touching = [[line for line, ends in enumerate(graph.lines) if box in ends] for box in range(self.boxes)]
        self.where: list[int] = []
        self.cost = 0.0

    @property
    def cells(self) -> list[Square]:
        """Where the boxes stand."""
        return [self._grid.cells[spot] for spot in self.where]

    def put(self, where: Sequence[int]) -> float:
        """Put each box somewhere."""
        size, grid = self.size, self._grid
        self.where = list(where)
        self._on = {spot: box for box, spot in enumerate(where)}
        self._taken = sum(1 << spot for spot in where)
        self._keys = keys = [where[start] * size + where[end] for start, end in self._lines]
        singles = [single[key] for single, key in zip(self._single, keys, strict=True)]
        together = [sum(map(grid.pairs[key].__getitem__, keys)) for key in keys]
        self._of_lines = [one + more for one, more in zip(singles, together, strict=True)]
        self._of_all = grid.area[self._taken] + _BEHIND * self._behind(keys, self._taken)
        self.cost = sum(singles) + sum(together) / 2 + self._of_all
        return self.cost

    def improve(self, box: int, spot: int) -> bool:
        """Move a box, and what stands there to its place, if that costs less."""
        home, other, taken = self.where[box], self._on.get(spot), self._taken
        if spot == home or (other is not None and other < box):  # the same move as that of the other box
            return False
        where = self.where[:]
        where[box] = spot
        if other is None:
            taken += (1 << spot) - (1 << home)
            touched = self._touching[box]
        else:
            where[other] = home
            touched = self._touching_both(box, other)
        if self._saved(where, taken, touched) <= _SAME:
            return False
        self.put(where)
        return True

    def _saved(self, where: Sequence[int], taken: int, touched: Sequence[int]) -> float:
        """How much less a placement costs in which these lines run elsewhere; nothing as soon as that shows."""
        pairs, size, keys = self._grid.pairs, self.size, self._keys[:]
        saved = self._of_all - self._grid.area[taken]
        new: list[int] = []
        for line in touched:
            start, end = self._lines[line]
            key = where[start] * size + where[end]
            saved += self._of_lines[line] - self._single[line][key]
            new.append(key)
        if saved <= _SAME:
            return 0.0
        old = [keys.pop(line) for line in reversed(touched)]
        for key in new:
            saved -= sum(map(pairs[key].__getitem__, keys))
            if saved <= _SAME:
                return 0.0
            keys.append(key)
        for at, key in enumerate(old):
            saved -= sum(map(pairs[key].__getitem__, old[:at]))
        return saved - _BEHIND * self._behind(keys, taken)

    def _touching_both(self, box: int, other: int) -> list[int]:
        return sorted({*self._touching[box], *self._touching[other]})

    def _behind(self, keys: Sequence[int], taken: int) -> int:
        """How often a line runs behind a box."""
        behind = self._grid.behind
        return sum((behind[key] & taken).bit_count() for key in keys)


def _single(start: Square, end: Square, direction: str) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    cost = sqrt(across * across + down * down)
    cost += _SLANTED * min(1, abs(across * down)) + 0.4 * (abs(across) + abs(down) - 1)
    forward, aside = (across, down) if direction == "right" else (down, across)
    if forward < 0:
        cost += _AGAINST
    elif forward == 0:
        cost += 0.3 if aside > 0 else 0.5
    return cost


def _between(start: Square, end: Square) -> frozenset[Square]:
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


def _pair(a: Square, b: Square, c: Square, d: Square) -> float:
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


def _turn(a: Square, b: Square, c: Square) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _overlap(a: Square, b: Square, c: Square, d: Square) -> bool:
    (low, high), (other_low, other_high) = sorted((a, b)), sorted((c, d))
    return max(low, other_low) < min(high, other_high)
