"""Records of ``sphinx_ihe.language`` as JSON values, and the way back.

A record is a list of the number of its class and its fields; tuples and sets are records in this sense.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sphinx_ihe import language
from sphinx_ihe.language import Place, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SCALARS = frozenset((str, int, bool, type(None)))
_PLACE = 0


def _items(*items: object) -> tuple[object, ...]:
    return items


def _set(*items: object) -> frozenset[object]:
    return frozenset(items)


_RECORDS = [record for _name, record in sorted(vars(language).items()) if isinstance(record, type)]
_CLASSES: list[Any] = [Place, tuple, frozenset, *(record for record in _RECORDS if record not in {Place, Record})]
_NUMBERS = {record: number for number, record in enumerate(_CLASSES)}


def _maker(record: type) -> Callable[..., Any]:
    """A function that makes a record of a class of its fields, some of which may be given by name only."""
    if not issubclass(record, Struct) or record.__match_args__:
        return record
    names = record.__struct_fields__
    return lambda *values: record(**dict(zip(names, values, strict=True)))


def _values(record: type) -> Callable[[Any], Iterable[Any]]:
    """A function that gives the fields of a record of a class."""
    if issubclass(record, Struct):
        return attrgetter(*record.__struct_fields__)
    return sorted if record is frozenset else iter


_MAKERS = [_maker(record) for record in _CLASSES[3:]]
_VALUES = {record: _values(record) for record in _CLASSES}


class RecordWriter:
    """Makes JSON values; ``files`` are the names in places, which are numbers there."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}

    def value(self, record: Any) -> Any:
        """The JSON value of a record."""
        kind = type(record)
        if kind in _SCALARS:
            return record
        if kind is Place:
            return [_PLACE, self.files.setdefault(record.file, len(self.files)), *record.start, *record.end]
        value = self.value
        return [_NUMBERS[kind], *[each if type(each) in _SCALARS else value(each) for each in _VALUES[kind](record)]]


class RecordReader:
    """Makes records. Raises LookupError, TypeError or ValueError for what is none."""

    def __init__(self, files: list[str]) -> None:
        def place(file: int, *rest: int) -> Place:
            return Place(files[file], *rest)

        self._makers: list[Callable[..., Any]] = [place, _items, _set, *_MAKERS]

    def record(self, value: list[Any]) -> Any:
        """The record of a JSON value."""
        record = self.record
        return self._makers[value[0]](*[record(each) if type(each) is list else each for each in value[1:]])
