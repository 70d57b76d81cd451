"""What the linter needs to know of ``conf.py``, read as text: the file is never run.

Only plain assignments of literals are understood; what a ``conf.py`` computes is not known here.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXCLUDING = ("exclude_patterns", "templates_path", "html_extra_path", "html_static_path")
"""The settings whose files Sphinx takes for no documents."""


class SphinxConf(Struct, frozen=True):
    """The settings of ``conf.py`` that say which documents there are and how their markup reads."""

    excluded: tuple[str, ...] = ()
    root_doc: str = "index"
    primary_domain: str | None = None
    default_role: str | None = None
    rst_prolog: str = ""
    markdown: bool = True
    """Whether Sphinx may read Markdown: false where it has other extensions, and no word of MyST."""
    myst_extensions: tuple[str, ...] = ()


def read_conf(source: bytes) -> SphinxConf:
    """The settings in the source of a ``conf.py``; the defaults where it cannot be parsed."""
    try:
        values = dict(_assignments(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return SphinxConf()
    excluded = [pattern for name in _EXCLUDING for pattern in _texts(values.get(name))]
    root_doc = _text(values.get("root_doc")) or _text(values.get("master_doc")) or "index"
    return SphinxConf(
        tuple(excluded),
        root_doc,
        _text(values.get("primary_domain")),
        _text(values.get("default_role")),
        _text(values.get("rst_prolog")) or "",
        b"myst" in source or not isinstance(values.get("extensions"), list),
        tuple(_texts(values.get("myst_enable_extensions"))),
    )


def _assignments(module: ast.Module) -> Iterator[tuple[str, Any]]:
    """The names that are given a literal, in order; ``+=`` adds to what the name had."""
    values: dict[str, Any] = {}
    for statement in module.body:
        match statement:
            case ast.Assign(targets=targets, value=value):
                found = _literal(value)
                values |= {target.id: found for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                values[name] = _literal(value)
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                added = _literal(value)
                if isinstance(added, list | tuple | str) and type(added) is type(values.get(name)):
                    values[name] += added
    yield from values.items()


def _literal(value: ast.expr) -> Any:
    try:
        return ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple | set) else []
