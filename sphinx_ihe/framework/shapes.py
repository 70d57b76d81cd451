"""The shapes that a value of ``ihe.yaml`` may have: each reads a YAML node and describes itself as JSON Schema.

Nothing here knows which keys there are. Scalars are text as written; nothing of the file is ever constructed or run.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from msgspec import Struct

from sphinx_ihe.framework.disk import is_file, is_folder
from sphinx_ihe.language import Place, Problem, names
from sphinx_ihe.reading.globs import empty_range

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

CODE = "IHE007"

_UNWRITABLE = re.compile("[\0\ud800-\udfff]").search


class _Mark(Protocol):
    index: int


class YamlNode(Protocol):
    """A node of PyYAML's tree: ``id`` is ``scalar``, ``sequence`` or ``mapping``; ``style`` is None if plain."""

    id: str
    value: Any
    style: str | None
    start_mark: _Mark
    end_mark: _Mark


class YamlText:
    """The text of a YAML file, and everything found wrong with it.

    ``codes`` are the codes of the rules that there are; None where they are not known and not to be checked.
    """

    def __init__(self, file: str, text: str, codes: Collection[str] | None = None) -> None:
        self.file = file
        self.text = text
        self.codes = codes
        self.problems: list[Problem] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, start: int, end: int) -> Place:
        """The source range of ``text[start:end]``, at least one character wide."""
        line, column = self._position(start)
        end_line, end_column = self._position(max(end, start + 1))
        if end_line > line and end <= start + 1:
            end_line, end_column = line, column + 1
        return Place(self.file, line, column, end_line, end_column)

    def _position(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def report(self, node: YamlNode, message: str, hint: str | None = None) -> None:
        """Report what is wrong with a node; of a list or a mapping its first line is marked."""
        start, end = node.start_mark.index, node.end_mark.index
        if node.id != "scalar":
            end = min(end, *(found for found in [self.text.find("\n", start)] if found >= 0), len(self.text))
        written = self.text[start:end].rstrip()
        self.report_at(start, start + len(written), message, hint)

    def report_at(self, start: int, end: int, message: str, hint: str | None = None) -> None:
        """Report what is wrong with ``text[start:end]``."""
        self.problems.append(Problem(CODE, self.place(start, end), message, hint))


class Shape(Protocol[T_co]):
    """What a value must look like."""

    def read(self, node: YamlNode, source: YamlText) -> T_co | None:
        """The value of a node; None where it has another shape, which is then reported."""
        ...

    def schema(self) -> dict[str, Any]: ...


def is_null(node: YamlNode) -> bool:
    """Whether nothing is written where a value would stand: the default holds then."""
    return node.id == "scalar" and node.style is None and node.value in {"", "~", "null", "Null", "NULL"}


def _kind(node: YamlNode) -> str:
    """What a node is, in an author's words."""
    if node.id == "scalar":
        return repr(node.value)
    return "a list" if node.id == "sequence" else "a mapping"


class TextShape(Struct, frozen=True):
    """One text. ``form`` is a regular expression that all of it fits, ``example`` a text that does."""

    what: str = "a text"
    form: str | None = None
    example: str | None = None

    def read(self, node: YamlNode, source: YamlText) -> str | None:
        if node.id != "scalar":
            source.report(node, f"expected {self.what}, found {_kind(node)}")
            return None
        text = str(node.value)
        if _UNWRITABLE(text):
            source.report(node, f"expected {self.what}, found {text!r}: no file has such a character")
            return None
        if self.form and not re.fullmatch(self.form, text):
            example = f" such as {self.example}" if self.example else ""
            source.report(node, f"expected {self.what}{example}, found {text!r}")
            return None
        return text

    def schema(self) -> dict[str, Any]:
        if self.form:
            return {"type": "string", "pattern": f"^(?:{self.form})$"}
        return {"type": ["string", "number"]}


class GlobShape(Struct, frozen=True):
    """A glob over paths."""

    def read(self, node: YamlNode, source: YamlText) -> str | None:
        text = TextShape("a glob").read(node, source)
        if text is None or (found := empty_range(text)) is None:
            return text
        source.report(node, f"expected a glob, found {text!r}: no character is in the range {found!r}")
        return None

    def schema(self) -> dict[str, Any]:
        return TextShape().schema()


class Existing(Struct, frozen=True):
    """The path of a file or folder that is there, relative to the file that names it; absolute once it is read."""

    kind: str

    @property
    def what(self) -> str:
        return f"the path of a {self.kind}"

    def read(self, node: YamlNode, source: YamlText) -> Path | None:
        text = TextShape(self.what).read(node, source)
        if text is None:
            return None
        path = Path(source.file).parent / text
        if is_folder(path) if self.kind == "folder" else is_file(path):
            return path
        source.report(node, f"there is no {self.kind} {text!r}")
        return None

    def schema(self) -> dict[str, Any]:
        return TextShape().schema()


class WordShape(Struct, frozen=True):
    """One of a fixed set of words."""

    words: tuple[str, ...]

    def read(self, node: YamlNode, source: YamlText) -> str | None:
        if node.id == "scalar" and node.value in self.words:
            return str(node.value)
        expected = f"{', '.join(self.words[:-1])} or {self.words[-1]}"
        near = names.nearest(node.value, self.words) if node.id == "scalar" else None
        source.report(node, f"expected {expected}, found {_kind(node)}", near and f"did you mean {near!r}?")
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


class Flag(Struct, frozen=True):
    """``true`` or ``false``."""

    def read(self, node: YamlNode, source: YamlText) -> bool | None:
        if node.id == "scalar" and node.style is None and node.value.lower() in {"true", "false"}:
            return bool(node.value.lower() == "true")
        source.report(node, f"expected true or false, found {_kind(node)}")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class CodeShape(Struct, frozen=True):
    """The code of a rule, or the beginning of some: ``IHE302``, ``IHE3``."""

    def read(self, node: YamlNode, source: YamlText) -> str | None:
        text = TextShape("a code such as IHE302").read(node, source)
        if text is None or source.codes is None or is_code(text, source.codes):
            return text
        near = names.nearest(text, source.codes)
        source.report(
            node, f"{text!r} is neither a rule nor the beginning of some", near and f"the nearest is {near!r}"
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^IHE[0-9]{0,3}$"}


def is_code(text: str, codes: Collection[str]) -> bool:
    """Whether a text is one of the codes or the beginning of some."""
    return bool(text) and any(code.startswith(text) for code in codes)


class ItemsShape(Struct, Generic[T], frozen=True):
    """A list; an item of another shape is left out."""

    item: Shape[T]

    def read(self, node: YamlNode, source: YamlText) -> tuple[T, ...] | None:
        if node.id != "sequence":
            hint = f"write [{node.value}]" if node.id == "scalar" and node.value.isprintable() else None
            source.report(node, f"expected a list, found {_kind(node)}", hint)
            return None
        values = (self.item.read(item, source) for item in node.value)
        return tuple(value for value in values if value is not None)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema()}


class TableShape(Struct, Generic[T], frozen=True):
    """A mapping whose keys the author chooses."""

    name: Shape[str]
    value: Shape[T]

    def read(self, node: YamlNode, source: YamlText) -> Mapping[str, T] | None:
        if node.id != "mapping":
            source.report(node, f"expected a mapping, found {_kind(node)}")
            return None
        found: dict[str, T] = {}
        for key, value_node in _pairs(node, source):
            name, value = self.name.read(key, source), self.value.read(value_node, source)
            if name is not None and value is not None:
                found[name] = value
        return found

    def schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "object"}
        pattern = self.name.schema().get("pattern")
        if pattern:
            return schema | {"patternProperties": {pattern: self.value.schema()}, "additionalProperties": False}
        return schema | {"additionalProperties": self.value.schema()}


class SectionShape(Struct, Generic[T], frozen=True):
    """A mapping with the keys that a record declares: ``oid_root`` of the record is ``oid-root`` of the file."""

    record: type[T]

    def read(self, node: YamlNode, source: YamlText) -> T | None:
        if node.id != "mapping":
            source.report(node, f"expected a mapping, found {_kind(node)}")
            return None
        known = keys(self.record)
        found: dict[str, Any] = {}
        for key, value_node in _pairs(node, source):
            if key.id == "scalar" and key.value in known:
                value = None if is_null(value_node) else known[key.value].shape.read(value_node, source)
                if value is not None:
                    found[key.value.replace("-", "_")] = value
            else:
                near = names.nearest(key.value, known) if key.id == "scalar" else None
                hint = f"did you mean {near!r}?" if near else f"the keys here are {', '.join(known)}"
                source.report(key, f"unknown key {key.value!r}" if key.id == "scalar" else "unknown key", hint)
        return self.record(**found)

    def schema(self) -> dict[str, Any]:
        properties = {name: {"description": key.what, **key.shape.schema()} for name, key in keys(self.record).items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}


class Key(Struct, frozen=True):
    """What a field of a record says as a key of the file: the shape of its value, and what it is for."""

    shape: Shape[Any]
    what: str


def keys(record: type[Any]) -> dict[str, Key]:
    """The keys that a record declares, by their name in the file."""
    return {
        name.replace("_", "-"): said
        for name, hint in record.__annotations__.items()
        for said in getattr(hint, "__metadata__", ())
        if isinstance(said, Key)
    }


def _pairs(node: YamlNode, source: YamlText) -> list[tuple[YamlNode, YamlNode]]:
    """The pairs of a mapping; a key that is written twice is reported and its first value holds."""
    seen: set[str] = set()
    pairs: list[tuple[YamlNode, YamlNode]] = []
    for key, value in node.value:
        if key.id == "scalar" and key.value in seen:
            source.report(key, f"{key.value!r} is written twice in one mapping")
            continue
        if key.id == "scalar":
            seen.add(key.value)
        pairs.append((key, value))
    return pairs
